"""Values over several decades, as networks can learn them.

The standard deviation of incomes, volumes or amounts of rain is that of a few largest ones: divided by it, all others
are nearly the same number, and come out many times too large or small. Such values are seen as ``asinh((x - centre) /
unit)``, which is straight near the centre and a logarithm far from it, on both sides. The values of a unit (a column of
a table, a channel of a series, all values of waves) are mapped where that makes them more like normal ones by far, and
those of waves and series where steps are in proportion to the level, as those of prices: then the logarithm has steps
of one size.

Beyond the data the map goes on straight: there is no end to the logarithm's inverse, and a generator that goes a little
too far would make values of any size.
"""

from dataclasses import dataclass

import numpy as np

from .. import rng
from .calibration import by_unit

MAX_VALUES = 4096  # of a unit that decide, at equal distances of rank
MAX_READ = 1 << 20  # values of a unit that are sorted for that, at most
MIN_VALUES = 32  # fewer values say nothing of tails
# In log-likelihood per value. What is mapped for less comes out no better, and curves and waves get another shape.
MIN_GAIN = {"table": 0.3, "series": 1.0, "waves": 1.0}
MIN_POINTS = 8  # of waves and series, to speak of steps
MIN_LEVELS = 0.5  # standard deviation of the logarithms of levels
MAX_LEFT = 0.8  # of how much logarithms of steps vary, when that of the level has been taken from them
LOGARITHM = 0.01  # of the least value: the unit from which on the map is a logarithm for all values
MASS = 0.05  # share of values from which on one that repeats is left out
MIN_TAIL = 1.15  # standard deviation over what quartiles would make of it: below, no map can gain much ...
MIN_LOPSIDED = 0.5  # ... unless quartiles are so far from the middle of the two: 0 is symmetric, 1 the farthest
NORMAL_QUARTILES = 1.349  # between them, in standard deviations of a normal distribution
N_UNITS = 24
UNIT_LEVELS = (0.01, 0.99)  # of the distances from the centre: between these a unit is looked for


@dataclass(frozen=True)
class Tails:
    """Which units are mapped, and how.

    ``shape`` is float64, (units, 4): centre, unit, and the least and largest training value, between which values are
    mapped by asinh; the unit is 0 where they are left as they are.
    """

    shape: np.ndarray

    @classmethod
    def fit(cls, x, kind, seed):
        """Of training rows.

        Parameters
        ----------
        x : array, shape (n, ...)
            In the units of the data.
        kind : str
            "table", "waves", "series" or "images".
        seed : int
            Decides which values of many are looked at.

        Returns
        -------
        Tails or None
            None where no unit is mapped.
        """
        if kind not in MIN_GAIN:
            return None
        n_units = 1 if kind == "waves" else x.shape[-1]
        rows = rng.some_rows(len(x), max(MIN_VALUES, MAX_READ * n_units // x[0].size), seed, "tails")
        looked_at = np.asarray(x[rows], dtype=np.float64)
        values = np.sort(by_unit(looked_at, n_units), axis=0)
        axes = None if kind == "waves" else tuple(range(x.ndim - 1))
        ends = np.stack([np.atleast_1d(end(x, axis=axes)) for end in (np.min, np.max)], axis=1)
        shape = np.array([[*_best(column, MIN_GAIN[kind]), *end] for column, end in zip(values.T, ends, strict=True)])
        if kind != "table":
            _decide_over_time(shape, looked_at.reshape(*looked_at.shape[:2], -1), kind)
        shape[shape[:, 1] == 0] = 0
        tails = cls(np.ascontiguousarray(shape, dtype=np.float64))
        return tails if tails.count and tails._keeps_constants(x) else None

    @property
    def mapped(self):
        """Which units are mapped: bool, (units,)."""
        return self.shape[:, 1] > 0

    @property
    def count(self):
        """How many units are mapped."""
        return int(self.mapped.sum())

    def summary(self):
        """In numbers: "units", and "mapped" of them."""
        return {"units": len(self.shape), "mapped": self.count}

    def encode(self, x):
        """Rows, (n, ...), in mapped units: float64, a new array."""
        return self._each(x, _mapped)

    def decode(self, mapped):
        """What `encode` was given."""
        return self._each(mapped, _unmapped)

    def slope(self):
        """By how much values grow per mapped one at the centre of each unit: float64, (units,)."""
        return np.where(self.mapped, self.shape[:, 1], 1.0)

    def _each(self, x, function):
        flat = np.array(by_unit(x, len(self.shape)), dtype=np.float64)
        for i in np.flatnonzero(self.shape[:, 1]):
            flat[:, i] = function(flat[:, i], *self.shape[i])
        return flat.reshape(np.shape(x))

    def _keeps_constants(self, x):
        """Whether values that are the same in all rows come back to the last bit."""
        first = np.asarray(x[:1], dtype=np.float64)
        constant = np.min(x, axis=0) == np.max(x, axis=0)
        return bool((self.decode(self.encode(first)) == first)[0][constant].all())


def _decide_over_time(shape, x, kind):
    """Changes what is mapped of waves and series ``x``, (n, time, units): a map bends their rows."""
    if shape[:, 1].any():
        # Small rows beside large ones have no tails: divided by their own size they are alike.
        size = np.sqrt(np.square(x).mean(axis=1, keepdims=True))
        within = np.sort(by_unit(x / np.where(size > 0, size, 1), x.shape[2]), axis=0)
        shape[[_best(column, MIN_GAIN[kind])[1] == 0 for column in within.T], :2] = 0
    for unit in range(x.shape[2]):
        if _in_proportion(x[..., unit]):
            shape[unit, :2] = 0.0, LOGARITHM * shape[unit, 2]


def _in_proportion(rows):
    """Whether the steps of rows, (n, time), are in proportion to their level, and levels differ much."""
    if not rows.min() > 0 or rows.shape[1] < MIN_POINTS or len(rows) < MIN_VALUES:
        return False
    step, level = np.sqrt(np.square(np.diff(rows, axis=1)).mean(axis=1)), np.log(rows.mean(axis=1))
    if not step.min() > 0 or level.std() < MIN_LEVELS:
        return False
    return (np.log(step) - level).std() < MAX_LEFT * np.log(step).std()


def _mapped(values, centre, unit, low, high):
    within = np.clip(values, low, high)
    u = (within - centre) / unit
    return np.arcsinh(u) + (values - within) / _grows(u, unit)


def _unmapped(mapped, centre, unit, low, high):
    ends = np.arcsinh((np.array([low, high]) - centre) / unit)
    within = np.clip(mapped, *ends)
    return centre + unit * np.sinh(within) + (mapped - within) * _grows(np.sinh(within), unit)


def _grows(u, unit):
    """The derivative of a value by its mapped one."""
    return unit * np.sqrt(1 + np.square(u))


def _best(values, least):
    """(centre, unit) of the best map of sorted values; (0, 0) where none gains ``least``, in log-likelihood per value.

    Compared is how likely the values are for a normal distribution of mapped values (Box and Cox 1964) with how likely
    they are for a normal distribution of their own. A value that most of them have, such as 0, is left out.
    """
    free = _without_mass(values)
    if len(free) < MIN_VALUES:
        return 0.0, 0.0
    size = min(MAX_VALUES, len(free))
    free = free[((np.arange(size) + 0.5) / size * len(free)).astype(int)]
    if not _may_have_tails(free):
        return 0.0, 0.0
    tried = [(c, u) for c in _centres(values, free) for u in _units_around(free, c)]
    likely = [_likelihood(free, *each) for each in tried]
    best = int(np.argmax(likely))
    return tried[best] if likely[best] + np.log(free.std()) > least else (0.0, 0.0)


def _may_have_tails(values):
    """Whether it is worth a look: values reach farther than quartiles say, or these are lopsided."""
    low, middle, high = np.quantile(values, (0.25, 0.5, 0.75))
    far = values.std() > MIN_TAIL * (high - low) / NORMAL_QUARTILES
    return far or abs(low + high - 2 * middle) > MIN_LOPSIDED * (high - low)


def _likelihood(values, centre, unit):
    u = (values - centre) / unit
    return -np.log(np.arcsinh(u).std()) - np.log(unit) - 0.5 * np.log1p(np.square(u)).mean()


def _centres(values, free):
    """Where the map may be straight: the middle, either end, and 0 where values have one sign."""
    one_sign = values[0] >= 0 or values[-1] <= 0
    return sorted({float(np.median(free)), float(free[0]), float(free[-1]), *([0.0] if one_sign else [])})


def _units_around(values, centre):
    distances = np.abs(values - centre)
    return np.geomspace(*np.quantile(distances[distances > 0], UNIT_LEVELS), N_UNITS)


def _without_mass(values):
    """Sorted values but the one that is there most often, where that is a good part of them."""
    count = np.searchsorted(values, values, "right") - np.searchsorted(values, values, "left")
    most = int(np.argmax(count))
    return values if count[most] < max(2, MASS * len(values)) else values[values != values[most]]
