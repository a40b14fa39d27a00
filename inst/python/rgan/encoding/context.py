"""Windows of a series whose first steps are known: what follows is learned, told what came before.

The networks do not see a window. They see what is left of its later steps when a linear prediction from the first ones
(the context) is taken off, in units of how much steps after such a context vary. So a series that wanders is learned as
well as one that stays, and what networks of this size are bad at, a mean to several digits, is left to least squares.

Beside that they are told little of the context: thirds of its two leading principal coefficients, and nothing where
there are few windows. Told all of it, which is another number for every window, they learn each window by heart, and
what is generated spreads a third as wide as it should; see bench/tried.md.
"""

from dataclasses import dataclass

import numpy as np

from ..errors import DataError

MAX_FIT_ROWS = 4096  # windows that the prediction is fitted to
MAX_DIRECTIONS = 40
MAX_TOLD = 2  # directions that the networks are told of ...
MIN_APART = 20  # ... where there are so many windows that do not overlap: of fewer they learn each by heart
THIRD = 0.43  # deviations from the mean within which the middle third lies
EXPLAINED = 0.999  # share of what contexts vary in that their coefficients keep
FOLDS = 5  # blocks of neighbouring windows that a prediction is tried on
PENALTIES = 10.0 ** np.arange(-4, 5)
MAX_KNOWN = 4096  # training windows whose contexts are kept ...
MAX_KNOWN_VALUES = 1 << 19  # ... and the numbers in them
MIN_GAIN = 0.05  # share of what spreads (their logarithms) differ in that must follow from contexts
MIN_SPREAD = 1e-6  # of what is left, in units of how much series move: where it is less all is foretold
MIN_DIFFERENCE = 1e-3  # deviation of the logarithms that spreads may follow from
MAX_WIDER = 2.0  # times that a prediction of new windows may be worse than of those it was fitted to
MAX_DECIMALS = 6


@dataclass(frozen=True)
class Context:
    """How the later steps of windows are told from the first ones. All arrays but ``known`` are small.

    steps        () int32: how many steps are known, c of them; there are h later ones and C channels
    told         () int32: of how many directions the networks are told
    logged       (C,) uint8: whether a channel is learned as its logarithm
    unit         (C,) float64: standard deviation of later steps about the last known one
    mean         (c * C,), directions (k, c * C), deviation (k,) float64: of contexts about their last step
    middle, spread  (C,) float64: of the last known steps
    weights      (1 + k + C, h * C) float64: the prediction, its first row for a constant
    liveliness   (3, C) float64: weights by which the spread of a channel follows from its context, see `_spreads`
    limits       (2, 2, C) float64: the lowest and highest of what spreads follow from
    wider        (h * C,) float64: how much wider new windows spread about their prediction
    bounds       (2, C) float64: beyond which no generated value lies
    decimals     (C,) int32: digits after the point; -1 for all
    known        (m, c, C) float64: contexts of training windows
    """

    steps: np.ndarray
    told: np.ndarray
    logged: np.ndarray
    unit: np.ndarray
    mean: np.ndarray
    directions: np.ndarray
    deviation: np.ndarray
    middle: np.ndarray
    spread: np.ndarray
    weights: np.ndarray
    liveliness: np.ndarray
    limits: np.ndarray
    wider: np.ndarray
    bounds: np.ndarray
    decimals: np.ndarray
    known: np.ndarray

    @classmethod
    def fit(cls, x, steps):
        """Of windows in the order of time.

        Parameters
        ----------
        x : array, shape (n, time) or (n, time, channels)
            Checked windows in the units of the data.
        steps : int
            How many of their steps are known, at least 2; at least 2 must be left.

        Raises
        ------
        DataError
            Where there are too few or other steps.
        """
        x, steps = _series(x), int(steps)
        if not 2 <= steps <= x.shape[1] - 2:
            needed = max(2, steps) + 2
            raise DataError(f"A context of {steps} steps needs windows of {needed} or more, not {x.shape[1]}.")
        kept = np.linspace(0, len(x) - 1, min(len(x), MAX_FIT_ROWS)).astype(int)
        some = np.asarray(x[kept], dtype=np.float64)
        logged = _multiplies(some)
        z = _logs(some, logged)
        known, last, later = z[:, :steps], z[:, steps - 1], z[:, steps:]
        past, later = known - last[:, None], later - last[:, None]
        unit = _positive(np.sqrt(np.square(later).mean(axis=(0, 1))))
        past = (past / unit).reshape(len(z), -1)
        mean, directions, deviation = _directions(past)
        middle, spread = last.mean(axis=0), _positive(last.std(axis=0))
        inputs = np.concatenate([(past - mean) @ directions.T / deviation, (last - middle) / spread], axis=1)
        targets = (later / unit).reshape(len(z), -1)
        weights, wider = _prediction(inputs, targets, x.shape[1])
        left = (targets - _predicted(inputs, weights)).reshape(len(z), -1, z.shape[2])
        liveliness, limits = _liveliness(left, _causes(some, z, steps))
        told = min(MAX_TOLD, len(deviation)) if len(x) >= MIN_APART * x.shape[1] else 0
        count = min(len(x), MAX_KNOWN, max(16, MAX_KNOWN_VALUES // (steps * x.shape[2])))
        of_known = np.linspace(0, len(x) - 1, count).astype(int)
        return cls(
            np.array(steps, np.int32), np.array(told, np.int32), logged, unit, mean, directions, deviation, middle,
            spread, weights, liveliness, limits, wider, _bounds(x), _decimals(x),
            np.array(x[of_known, :steps], dtype=np.float64),
        )  # fmt: skip

    @property
    def channels(self):
        """How many there are."""
        return len(self.unit)

    @property
    def size(self):
        """How many numbers the networks are told of a context."""
        return int(self.told)

    def shape(self, shape):
        """The shape of the later steps of windows of ``shape``."""
        return (shape[0] - int(self.steps), *shape[1:])

    def features(self, past):
        """What the networks are told of contexts: float64, (n, size), no numbers where there are few windows."""
        inputs = self._inputs(_logs(_series(past), self.logged))
        return np.digitize(inputs[:, : self.size], (-THIRD, THIRD)) - 1.0

    def rows(self, x):
        """What the networks learn of windows: float64, of the shape of their later steps."""
        series, steps = _series(x), int(self.steps)
        z = _logs(series, self.logged)
        centre, width = self._centre(series[:, :steps], z[:, :steps])
        left = (z[:, steps:] - centre) / width
        return left.reshape(len(left), *self.shape(np.shape(x)[1:]))

    def whole(self, rows, past, generated=True, ahead=False):
        """Windows of what the networks made and of their contexts: float64, (n, time) or (n, time, channels).

        Those that were ``generated`` are values that the data could have. Those that go on from what was not trained
        on, ``ahead``, spread as such windows do: wider than others, as the prediction is not theirs.
        """
        left, past = _series(rows), _series(past)
        centre, width = self._centre(past, _logs(past, self.logged))
        if ahead:
            left = left * self.wider.reshape(left.shape[1:])
        z = centre + left * width
        with np.errstate(over="ignore"):
            later = np.where(self.logged > 0, np.exp(np.minimum(z, 700.0)), z)
        if generated:
            later = np.clip(later, *self.bounds)
            for channel in np.flatnonzero(self.decimals >= 0):
                later[:, :, channel] = np.round(later[:, :, channel], int(self.decimals[channel]))
        whole = np.concatenate([past, later], axis=1)
        return whole.reshape(len(whole), -1, *np.shape(rows)[2:])

    def draw(self, n, random):
        """Contexts of training windows, drawn with replacement: float64, (n, c, C)."""
        return self.known[(random.random(int(n)) * len(self.known)).astype(int)]

    def check_past(self, past, n=None):
        """Contexts as an array (n, c, C), one of them repeated ``n`` times. Raises `DataError`."""
        past = np.asarray(past, dtype=np.float64)
        past = past.reshape(len(past), -1, self.channels) if past.ndim in (2, 3) else past
        fits = past.shape[1:] == (int(self.steps), self.channels) and n in (None, len(past))
        if not fits and not (n is not None and past.shape == (1, int(self.steps), self.channels)):
            raise DataError(
                f"What is known must be {int(self.steps)} steps of {self.channels} channels for each row, not an array "
                f"of shape {past.shape}."
            )
        if not np.isfinite(past).all() or (past[:, :, self.logged > 0] <= 0).any():
            raise DataError("What is known has values that are missing, or not positive where all others are.")
        return past if n is None else np.broadcast_to(past, (int(n), *past.shape[1:]))

    def _inputs(self, z):
        last = z[:, int(self.steps) - 1]
        past = ((z[:, : int(self.steps)] - last[:, None]) / self.unit).reshape(len(z), -1)
        return np.concatenate(
            [(past - self.mean) @ self.directions.T / self.deviation, (last - self.middle) / self.spread], axis=1
        )

    def _centre(self, past, z):
        """The predicted later steps, (n, h, C), and the width of the spread about them, (n, 1, C)."""
        predicted = _predicted(self._inputs(z), self.weights).reshape(len(z), -1, self.channels)
        causes = np.clip(_causes(past, z, int(self.steps)), *self.limits)
        width = _spreads(causes, self.liveliness)
        return z[:, -1][:, None] + predicted * self.unit, (width * self.unit)[:, None]

    @property
    def arrays(self):
        """All of it as a dict of arrays, as files hold it."""
        return {name: np.asarray(getattr(self, name)) for name in self.__dataclass_fields__}


def _series(x):
    x = np.asarray(x, dtype=np.float64)
    return x[:, :, None] if x.ndim == 2 else x


def _positive(scale):
    return np.where(scale > 0, scale, 1.0)


def _logs(x, logged):
    with np.errstate(divide="ignore", invalid="ignore"):
        return np.where(logged > 0, np.log(np.where(logged > 0, np.maximum(x, 1e-300), 1.0)), x)


def _multiplies(x):
    """Whether channels move by shares of their level rather than by amounts: uint8, (C,).

    So they do where all values are positive, levels differ much, and steps grow as the levels do.
    """
    level, steps = x.mean(axis=1), np.sqrt(np.square(np.diff(x, axis=1)).mean(axis=1))
    logged = np.zeros(x.shape[2], np.uint8)
    for channel in range(x.shape[2]):
        if x[:, :, channel].min() <= 0 or (steps[:, channel] <= 0).any():
            continue
        low, high = np.quantile(level[:, channel], (0.1, 0.9))
        if high / low > 1.5:
            slope = np.polyfit(np.log(level[:, channel]), np.log(steps[:, channel]), 1)[0]
            logged[channel] = slope > 0.5
    return logged


def _directions(past):
    """Mean, leading directions and the deviations along them of contexts, (n, c * C)."""
    mean = past.mean(axis=0)
    axes, deviation = _svd(past - mean)
    share = np.cumsum(deviation**2) / max(np.sum(deviation**2), 1e-300)
    count = 1 + int(np.searchsorted(share, EXPLAINED))
    count = max(1, min(count, MAX_DIRECTIONS, len(past) // 4, len(deviation)))
    return mean, np.ascontiguousarray(axes[:count]), _positive(deviation[:count])


def _svd(centred):
    _, singular, axes = np.linalg.svd(centred, full_matrices=False)
    # A direction may point either way: its largest weight is positive.
    largest = np.abs(axes).argmax(axis=1)
    axes = axes * np.sign(axes[np.arange(len(axes)), largest])[:, None]
    return axes, singular / np.sqrt(len(centred))


def _predicted(inputs, weights):
    return weights[0] + inputs @ weights[1:]


def _ridge(inputs, targets, penalty):
    """Weights, (1 + inputs, targets), of a ridge regression whose constant is free."""
    centre, middle = inputs.mean(axis=0), targets.mean(axis=0)
    inputs, targets = inputs - centre, targets - middle
    gram = inputs.T @ inputs / len(inputs) + penalty * np.eye(inputs.shape[1])
    slopes = np.linalg.solve(gram, inputs.T @ targets / len(inputs))
    return np.concatenate([(middle - centre @ slopes)[None], slopes])


def _prediction(inputs, targets, window):
    """Weights by the penalty that does best on blocks of time left out, and how much worse it is there, (targets,)."""
    folds = np.array_split(np.arange(len(inputs)), FOLDS)
    errors = {penalty: [] for penalty in PENALTIES}
    for fold in folds:
        # Windows that overlap those left out know them.
        gap = min(window, len(inputs) // (2 * FOLDS))
        rest = np.r_[0 : max(0, fold[0] - gap), fold[-1] + 1 + gap : len(inputs)]
        for penalty in PENALTIES:
            weights = _ridge(inputs[rest], targets[rest], penalty)
            errors[penalty].append(targets[fold] - _predicted(inputs[fold], weights))
    left = {penalty: np.concatenate(parts) for penalty, parts in errors.items()}
    best = min(PENALTIES, key=lambda penalty: np.square(left[penalty]).mean())
    weights = _ridge(inputs, targets, best)
    here = np.square(targets - _predicted(inputs, weights)).mean(axis=0)
    # From step to step alike: a running mean over what chance makes of each.
    wider = np.sqrt(np.square(left[best]).mean(axis=0).mean() / max(here.mean(), 1e-300))
    return weights, np.full(targets.shape[1], np.clip(wider, 1.0, MAX_WIDER))


def _causes(past, z, steps):
    """What the spread of later steps may follow from, (n, 2, C): liveliness of the context, and its last level."""
    moves = np.sqrt(np.square(np.diff(z[:, :steps], axis=1)).mean(axis=1))
    level = np.abs(past[:, :steps]).mean(axis=1)
    return np.stack([np.log(moves + 1e-6 * (moves.mean() + 1e-300)), np.log1p(level)], axis=1)


def _spreads(causes, weights):
    """Spreads of channels, (n, C), for causes (n, 2, C): logarithms are linear in them."""
    return np.exp(weights[0] + (causes * weights[1:]).sum(axis=1))


def _liveliness(left, causes):
    """Weights for `_spreads` of what is left, (n, h, C), and the limits of their causes."""
    limits = np.stack([causes.min(axis=0), causes.max(axis=0)])
    size = np.maximum(np.sqrt(np.square(left).mean(axis=(0, 1))), MIN_SPREAD)
    weights = np.zeros((3, left.shape[2]))
    weights[0] = np.log(size)
    log_size = np.log(np.sqrt(np.square(left).mean(axis=1)) + 1e-3 * size)
    for channel in range(left.shape[2]):
        inputs, target = causes[:, :, channel], log_size[:, channel]
        deviation = inputs.std(axis=0)
        if size[channel] <= MIN_SPREAD or (deviation < MIN_DIFFERENCE).any():
            continue
        fitted = _ridge((inputs - inputs.mean(axis=0)) / deviation, target[:, None], 0.05)[:, 0]
        slopes = fitted[1:] / deviation
        told = (inputs - inputs.mean(axis=0)) @ slopes
        if np.var(told) < MIN_GAIN * np.var(target):
            continue
        weights[1:, channel] = slopes
        # Such that what is left has a root mean square of 1.
        level = 0.5 * np.log(np.mean(np.square(left[:, :, channel]).mean(axis=1) / np.exp(2 * told)))
        weights[0, channel] = level - inputs.mean(axis=0) @ slopes
    return weights, limits


def _bounds(x):
    """No value below 0 where there is none; else what cannot be meant."""
    low, high = x.min(axis=(0, 1)), x.max(axis=(0, 1))
    reach = 100 * (high - low + np.abs(high))
    return np.stack([np.where(low >= 0, 0.0, low - reach), high + reach])


def _decimals(x):
    """Digits after the point that the values of each channel have, -1 for more than a few: int32, (C,)."""
    found = np.full(x.shape[2], -1, np.int32)
    for channel in range(x.shape[2]):
        values = x[: 4 * MAX_FIT_ROWS, :, channel]
        for digits in range(MAX_DECIMALS + 1):
            if np.allclose(values, np.round(values, digits), rtol=1e-9, atol=0):
                found[channel] = digits
                break
    return found
