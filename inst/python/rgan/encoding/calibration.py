"""The last map, from what a generator makes onto values that could have been in the data.

Networks are smooth: where nine of ten values of a column are exactly 0 they make values near 0, some of them below, and
where all have one decimal they make fifteen digits. That is mended when rows are decoded: the values of a *unit* (a
column of a table, a channel of a series, all values of waves) are mapped by their rank onto those of the training rows,
which keeps their order and so what columns say of one another. Where nothing else is wrong, tables are only kept within
the range, and waves and series not below 0, or above, where they never are. Then values are put back on the data's
decimals. The map is fixed when an epoch is traced, from many generated values, so that a row does not depend on how
many are drawn.
"""

import math
from dataclasses import dataclass

import numpy as np

from .. import rng
from ..checks import FLOAT32_MAX

MAX_KNOTS = 1024  # quantiles by which two distributions are compared ...
MAX_ALL_KNOTS = 1 << 16  # ... and of all units: every traced epoch has its own, and tables may be wide
MAX_VALUES = 1 << 20  # training values of a unit that decide, at most
MIN_VALUES = 8  # fewer say nothing of range or decimals
MAX_DECIMALS = 6
MAX_LATTICE = 2.0**49  # beyond that all doubles are whole numbers
POINT_MASS = 0.01  # share of a unit's values from which on one that repeats is a value of its own
MIN_GAP = 0.1  # of the range of most values: a gap, where there are MIN_GAP_VALUES or more
MIN_GAP_VALUES = 1000
GAP_LEVEL = 0.02  # of the values on each side may be far from all others
MAX_BEYOND = 0.01  # share of generated values beyond the range that may be moved onto its ends


@dataclass(frozen=True)
class Targets:
    """What the values of each unit are like in the training rows.

    knots     (units, k) float64, rising: values at k equally spaced levels of rank, each a value of the data
    ends      (units, 2) float64: the least and the largest value
    joined    (units, k - 1) uint8: whether values between two neighbouring knots may occur; not beside point masses,
              nor in a gap
    masses    (units,) uint8: whether a value repeats so often that it is one of its own
    gaps      (units,) uint8: whether there is a wide gap between values, as in rows with two levels
    decimals  (units,) int32: of all values; -1 where they have more than `MAX_DECIMALS`
    multiple  (units,) int64: all values are multiples of this many units of the last decimal
    fixed     (numbers of a row,) uint8: values that are the same in all rows; of waves and series these are left alone
    bounded   whether values are always kept within the range: those of tables
    """

    knots: np.ndarray
    ends: np.ndarray
    joined: np.ndarray
    masses: np.ndarray
    gaps: np.ndarray
    decimals: np.ndarray
    multiple: np.ndarray
    fixed: np.ndarray
    bounded: bool

    @classmethod
    def fit(cls, x, kind, seed):
        """Of training rows.

        Parameters
        ----------
        x : array, shape (n, ...)
            In the units of the data.
        kind : str
            "table", "waves" or "series".
        seed : int
            Decides which values of many are looked at.

        Returns
        -------
        Targets or None
            None for images, and for fewer than `MIN_VALUES` values a unit.
        """
        if kind == "images":
            return None
        looked_at = np.asarray(x[looked_at_rows(x.shape, kind, seed)], dtype=np.float64)
        size = looked_at[0].size
        fixed = np.zeros(size, bool) if kind == "table" else (np.min(x, axis=0) == np.max(x, axis=0)).ravel()
        return cls.of_rows(looked_at, kind, fixed)

    @classmethod
    def of_rows(cls, looked_at, kind, fixed):
        """Of rows that decide, float64, and which numbers of a row are the same in all; see `fit`."""
        n_units = 1 if kind == "waves" else looked_at.shape[-1]
        units = _units(looked_at, n_units, fixed)
        if min(map(len, units)) < MIN_VALUES:
            return None
        size = min(MAX_KNOTS, max(2, MAX_ALL_KNOTS // n_units), *map(len, units))
        levels = (np.arange(size) + 0.5) / size
        knots = np.stack([values[(levels * len(values)).astype(int)] for values in units])
        repeated = np.stack([_repeated(values, at) for values, at in zip(units, knots, strict=True)])
        gap = np.stack([_gap(values, at) for values, at in zip(units, knots, strict=True)])
        on_decimals = np.array([lattice(values) for values in units], dtype=np.int64)
        return cls(
            knots,
            np.array([[values[0], values[-1]] for values in units]),
            (~(repeated[:, 1:] | repeated[:, :-1] | gap)).astype(np.uint8),
            repeated.any(axis=1).astype(np.uint8),
            gap.any(axis=1).astype(np.uint8),
            on_decimals[:, 0].astype(np.int32),
            np.ascontiguousarray(on_decimals[:, 1]),
            fixed.astype(np.uint8),
            kind == "table",
        )

    def calibration(self, generated, keep=False, rank=False):
        """The map for a generator, from many rows of it: decoded, shape (n, ...).

        Units with point masses are mapped by rank, and those of waves and series that have gaps, go beyond the range
        often, or are in ``rank``, bool, (units,). Of those in ``keep``, bool, (units,), only those with masses: where
        rows are far apart a map of all values would stretch their steps. Columns of a table are not mapped otherwise:
        one by one they would leave the curve or cloud that they form together.
        """
        units, size = _units(generated, len(self.knots), self.fixed > 0), self.knots.shape[1]
        levels = (np.arange(size) + 0.5) / size
        made = np.stack([np.quantile(values, levels) for values in units])
        beyond = [max((v < low).mean(), (v > high).mean()) for v, (low, high) in zip(units, self.ends, strict=True)]
        mapped = (self.masses > 0) | (
            (rank | (self.gaps > 0) | (np.array(beyond) > MAX_BEYOND)) & (not self.bounded) & ~np.array(keep)
        )
        return Calibration(
            made, self.knots, self._ends_kept(mapped), self.joined, mapped.astype(np.uint8), self.decimals,
            self.multiple, self.fixed,
        )  # fmt: skip

    def _ends_kept(self, mapped):
        """The ends beyond which no value goes.

        Of many noisy values the largest is chance: waves cut off there would all have it. Only what is never below
        0, or never above, stays so, and what is mapped by rank anyway within the range.
        """
        if self.bounded:
            return self.ends
        low = np.where(mapped | (self.ends[:, 0] >= 0), self.ends[:, 0], -FLOAT32_MAX)
        return np.stack([low, np.where(mapped | (self.ends[:, 1] <= 0), self.ends[:, 1], FLOAT32_MAX)], axis=1)


@dataclass(frozen=True)
class Calibration:
    """The map of a generator's values: `Targets` and where its own values of the same ranks lie.

    generated  (units, k) float64, rising: the generator's values at the levels of rank of ``knots``
    mapped     (units,) uint8: 1 for units mapped by rank
    ends       (units, 2) float64: beyond these no value goes

    The others are those of `Targets`.
    """

    generated: np.ndarray
    knots: np.ndarray
    ends: np.ndarray
    joined: np.ndarray
    mapped: np.ndarray
    decimals: np.ndarray
    multiple: np.ndarray
    fixed: np.ndarray

    def apply(self, rows):
        """Decoded rows, float64 of shape (n, ...), as they could have been in the data: a new array."""
        values = by_unit(rows, len(self.knots))
        mapped = np.stack([self.unit(unit, values[:, unit]) for unit in range(values.shape[1])], axis=1)
        flat = np.ascontiguousarray(mapped).reshape(len(rows), -1)
        return np.where(self.fixed > 0, rows.reshape(flat.shape), flat).reshape(rows.shape)

    def summary(self):
        """In numbers: "units", "ranked" (those mapped by rank) and "rounded" (those put back on their decimals)."""
        rounded = int((self.decimals >= 0).sum())
        return {"units": len(self.knots), "ranked": int((self.mapped > 0).sum()), "rounded": rounded}

    @property
    def arrays(self):
        """All of it as a dict of arrays, as files hold it."""
        names = ("generated", "knots", "ends", "joined", "mapped", "decimals", "multiple", "fixed")
        return {name: getattr(self, name) for name in names}

    def unit(self, unit, values):
        """Values of one unit, as they could have been in the data."""
        knots = self.knots[unit]
        if self.mapped[unit]:
            values = _by_rank(values, self.generated[unit], knots, self.joined[unit])
        values = np.clip(values, *self.ends[unit])
        if self.decimals[unit] < 0:
            return values
        last = 10.0 ** self.decimals[unit]
        step = self.multiple[unit]
        # One division of whole numbers: what stands in the data, to the last bit.
        return np.rint(values * last / step) * step / last + 0.0  # and never -0


def looked_at_rows(shape, kind, seed):
    """Numbers of the rows that decide, of data of this shape."""
    n_units = 1 if kind == "waves" else shape[-1]
    most = max(MIN_VALUES, MAX_VALUES * n_units // math.prod(shape[1:]))
    return rng.some_rows(shape[0], most, seed, "calibration")


def _by_rank(values, generated, knots, joined):
    """Values of the same rank among ``knots`` as they have among ``generated``.

    Beyond the outermost knots they are as far out as they were, except where there is a point mass.
    """
    position = _rank(values, generated)
    below = np.minimum(np.nan_to_num(position).astype(int), len(knots) - 2)
    share = position - below
    share = np.where(joined[below] > 0, share, share >= 0.5)
    mapped = knots[below] + share * (knots[below + 1] - knots[below])
    under, over = np.minimum(values - generated[0], 0), np.maximum(values - generated[-1], 0)
    mapped += (under if joined[0] else 0) + (over if joined[-1] else 0)
    return np.where(np.isnan(values), values, mapped)


def _rank(values, generated):
    """Where values stand among sorted ``generated`` ones, from 0; those that several have in the middle of these.

    At either end of them all would go to the next value where shares differ by chance.
    """
    position = np.interp(values, generated, np.arange(len(generated)))
    first, last = (np.searchsorted(generated, values, side) for side in ("left", "right"))
    return np.where(last - first > 1, (first + last - 1) / 2, position)


def by_unit(x, n_units):
    """Values of each unit in a column: (n * positions, units)."""
    return np.reshape(x, (-1, n_units))


def by_channel(rows):
    """Waves and series with the channels last: (n, time, channels)."""
    return np.asarray(rows).reshape(*np.shape(rows)[:2], -1)


def _units(x, n_units, fixed):
    """Sorted values of each unit, without those that are the same in all rows: a list."""
    values, free = by_unit(x, n_units), by_unit(np.broadcast_to(~fixed, (len(x), len(fixed))), n_units)
    return [np.sort(values[free[:, unit], unit]) for unit in range(n_units)]


def _repeated(values, knots):
    """Which knots are point masses: values that many of the sorted ``values`` have."""
    count = np.searchsorted(values, knots, "right") - np.searchsorted(values, knots, "left")
    return count >= max(2, POINT_MASS * len(values))


def _gap(values, knots):
    """Between which of the sorted ``values``, at ``knots``, there is a gap: bool, one less than knots."""
    inner = slice(int(GAP_LEVEL * len(knots)), len(knots) - int(GAP_LEVEL * len(knots)))
    at, gap = knots[inner], np.zeros(len(knots) - 1, bool)
    if len(values) >= MIN_GAP_VALUES and len(at) > 2:
        gap[inner.start : inner.stop - 1] = np.diff(at) > MIN_GAP * (at[-1] - at[0])
    return gap


def lattice(values):
    """(decimals of all values, multiple of the last decimal's unit that all are); (-1, 1) where there are too many."""
    for decimals in range(MAX_DECIMALS + 1):
        shifted = values * 10.0**decimals
        if not np.abs(shifted).max() < MAX_LATTICE:
            break
        whole = np.rint(shifted)
        if (np.abs(shifted - whole) <= 1e-9 * np.abs(shifted)).all():
            return decimals, max(1, int(np.gcd.reduce(whole.astype(np.int64))))
    return -1, 1
