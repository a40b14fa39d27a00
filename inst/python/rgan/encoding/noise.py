"""What the leading principal components of waves and series leave over: noise, which is drawn anew and not learned.

A wave with noise in 250 points has as many principal components as there are points or rows, and all but a few hold
noise only. A GAN learns those badly and slowly. So the networks see the signal, the first components, and rows get
normal noise of the right covariance when they are decoded.

`signal_count` says how many components are signal: those beyond chance (parallel analysis, Horn 1965), unless they
are normal all together, which nothing draws better than a normal generator; those that are flatter than normal (two
kinds of rows, a phase, a uniform amplitude); and then more until nothing in the rest follows from the first ones. Two
ways of asking that are needed. Neighbours see any dependence, but not where the first components fill many dimensions;
a quadratic function finds what curved data (a phase, a frequency) put into further components, but only that. What is
smooth has no noise: few components hold all of it.

`Noise` has the covariance of the rest, shrunk towards that of a stationary process as far as rows are too few to know
better (Ledoit and Wolf 2004). Where rows differ in the size of their noise the networks see that size as one number
more. Rows of the rest itself would be copies of training rows, white noise would be rougher than what is coloured.
"""

from dataclasses import dataclass

import numpy as np

from .. import rng
from .pca import BLOCK_ROWS, COEFFICIENT_POWER, principal_axes

MIN_ROWS = 32  # with fewer rows nobody can tell noise from shape
MAX_ROW_SIZE = 1500  # numbers in a row: the covariance has as many squared
MIN_FILLED = 0.4  # share of all components that the variance must fill; the noise of smooth data would be shape
MAX_JUDGED_ROWS = 512  # rows in which one looks whether the rest follows from the first components
ROWS_A_COLUMN = 4  # with fewer nobody can tell whether columns are normal together
NORMAL_WITHIN = 4  # standard errors of skewness and kurtosis
FLATNESS = 15  # over the root of the rows, and a few: the excess kurtosis that normal numbers never go below
UNRELATED = 0.95  # the rest is noise where so much of its variance, or more, has nothing to do with the signal
UNRELATED_WHITENED = 0.75  # the same where all components of the signal count alike
RIDGE = 0.01  # of the mean of the kernel's diagonal
MIN_VARIANCE = 1e-9  # of the largest along an axis; what has less is rounding
SIZE_DEVIATION = 0.3  # of the size as the networks see it; coefficients have 1 on average
SIZE_FLOOR = 1e-6  # of a row with next to no noise, so that its logarithm is finite
MIN_SIZE_RATIO = 2  # rows differ in size where it varies by so many times as much as it does by chance


def signal_count(z, variances, axes, kept, seed):
    """How many components are signal; None where the rest is none, or too little, for a noise model.

    Parameters
    ----------
    z : array, shape (n, d)
        Standardised rows.
    variances, axes : arrays, shapes (min(n, d),) and (min(n, d), d)
        From `rgan.encoding.pca.principal_axes` of ``z``.
    kept : int
        How many components are kept where there is no noise model.
    seed : int
        Decides what is left to chance.

    Returns
    -------
    int or None
        At least 1, less than ``kept``.
    """
    n, varying = len(z), int(np.count_nonzero(np.ptp(z, axis=0)))
    most = min(kept, n - 1)
    if n < MIN_ROWS or z.shape[1] > MAX_ROW_SIZE or kept < MIN_FILLED * min(n - 1, varying):
        return None
    judged = rng.some_rows(n, MAX_JUDGED_ROWS, seed, "components/judged")
    coefficients = z[judged] @ axes[:most].T
    other = rng.stream(seed, "components/others").permutation(len(judged))
    beyond_chance = min(_beyond_chance(z, variances, rng.stream(seed, "components/chance")), most)
    least = max(1, _flatter_than_normal(coefficients, variances[:most], beyond_chance))
    if not _normal(coefficients[:, :beyond_chance]):
        least = max(least, beyond_chance)
    count = _first(lambda k: _unrelated(coefficients, variances[:most], k, other), least, most)
    return count if count < most else None


def _beyond_chance(z, variances, random):
    """Leading components with more variance than those of the same values in any order."""
    shuffled = np.stack([random.permutation(column) for column in z.T], axis=1)
    chance = principal_axes(shuffled - shuffled.mean(axis=0))[0]
    return int(np.argmin(np.append(variances > chance, False)))


def _flatter_than_normal(coefficients, variances, k):
    """The last component whose coefficients are flatter than normal ones; 0 if none is.

    That is a kurtosis lower than among 100,000 samples of normal numbers. Rows are divided by the size of what the
    first ``k`` components leave over, as rows of different sizes would hide it.
    """
    n, most = coefficients.shape
    whitened = coefficients / np.sqrt(np.maximum(variances, 1e-30))
    size = np.square(whitened[:, k:]).mean(axis=1, keepdims=True)
    squares = np.square(whitened) / np.maximum(size, SIZE_FLOOR)
    kurtosis = np.square(squares).mean(axis=0) / np.maximum(squares.mean(axis=0) ** 2, 1e-300) - 3
    kurtosis[k:] += 6 / (most - k + 2)  # which dividing by their own size has taken from them
    return int(np.flatnonzero(np.append(True, kurtosis < -FLATNESS / np.sqrt(n + 60)))[-1])


def _normal(rows):
    """Whether rows look like normal ones: in the skewness and kurtosis of each column, and together (Mardia 1970)."""
    n, size = rows.shape
    if n < ROWS_A_COLUMN * size:
        return False
    rows = rows - rows.mean(axis=0)
    single = rows / np.maximum(rows.std(axis=0), 1e-150)
    skewness, kurtosis = (single**3).mean(axis=0) / np.sqrt(6 / n), ((single**4).mean(axis=0) - 3) / np.sqrt(24 / n)
    values, axes = np.linalg.eigh(rows.T @ rows / n)
    radius = np.square(rows @ (axes / np.sqrt(np.maximum(values, 1e-300)))).sum(axis=1)
    expected = size * (size + 2)
    together = (np.square(radius).mean() - expected * (n - 1) / (n + 1)) / np.sqrt(8 * max(expected, 1) / n)
    return bool(np.abs([*skewness, *kurtosis, together]).max() < NORMAL_WITHIN)


def _first(good, low, high):
    """The first count from ``low`` to ``high`` that is good, looked for by doubling and then by halves.

    ``high`` is taken for good. Where good and bad ones take turns it is one that is good and follows a bad one.
    """
    if low >= high or good(low):
        return min(low, high)
    bad, end = low, min(2 * low, high)
    while end < high and not good(end):
        bad, end = end, min(2 * end, high)
    while end - bad > 1:
        middle = (bad + end) // 2
        bad, end = (bad, middle) if good(middle) else (middle, end)
    return end


def _unrelated(coefficients, variances, k, other):
    """Whether the coefficients after the first ``k`` have next to nothing to do with these."""
    first, rest, spread = coefficients[:, :k], coefficients[:, k:], variances[k:]
    deviations = np.sqrt(np.maximum(variances[:k], 1e-30))
    # What the ratio of sums of squares varies by: as many numbers as rows, times the dimensions that the rest fills.
    chance = np.sqrt(2 * np.square(spread).sum() / max(spread.sum(), 1e-300) ** 2 / len(first))
    as_seen = _unlike_neighbours(first / deviations**COEFFICIENT_POWER, rest, other)
    # One component may be so large that it hides groups of rows. Windows that overlap are a little alike in all others.
    alike = as_seen < UNRELATED - 3 * chance or _unlike_neighbours(first / deviations, rest, other) < UNRELATED_WHITENED
    return not alike and _untold(first / deviations, rest) > UNRELATED


def _unlike_neighbours(first, rest, other):
    """Squared differences in the rest between nearest neighbours in ``first``, over those between any two rows."""
    squares = np.square(first).sum(axis=1)
    distances = squares[:, None] + squares - 2 * first @ first.T
    np.fill_diagonal(distances, np.inf)
    nearest = np.square(rest - rest[distances.argmin(axis=1)]).sum()
    return nearest / max(np.square(rest - rest[other]).sum(), 1e-300)


def _untold(first, rest):
    """Share of the rest's variance that a quadratic function of ``first`` does not tell of rows left out.

    Kernel ridge regression with a kernel of degree 2. A row left out is off by its residual over 1 minus its leverage.
    """
    kernel = np.square(1 + first @ first.T / np.sqrt(first.shape[1]))
    ridge = RIDGE * np.trace(kernel) / len(kernel) * np.eye(len(kernel))
    hat = np.linalg.solve(kernel + ridge, kernel).T
    off = (rest - hat @ rest) / (1 - np.diag(hat))[:, None]
    return np.square(off).sum() / max(np.square(rest).sum(), 1e-300)


@dataclass(frozen=True)
class Noise:
    """Normal noise in standardised rows: independent standard normal numbers times ``colour``.

    ``colour``, float32 (rank, row size), has orthogonal rows whose squared lengths are the variances along them; it is
    0 where the data are constant. ``sizes``, float64 (4,), is None where all rows have noise of one size. Otherwise it
    describes the logarithm of a row's size, its mean square over that of all rows: mean, standard deviation, lowest and
    highest in the training rows.
    """

    colour: np.ndarray
    sizes: np.ndarray | None = None

    @classmethod
    def fit(cls, z, directions, constant, shape):
        """The noise that some directions leave over.

        Parameters
        ----------
        z : array, shape (n, d)
            Standardised rows.
        directions : array, shape (k, d)
            Unit directions of the signal, orthogonal.
        constant : array of bool, shape (d,)
            Which values of a row are the same in all rows: they get no noise.
        shape : tuple of int
            Of a row: (time,) or (time, channels).
        """
        directions = directions.astype(np.float64)
        residual = z - (z @ directions.T) @ directions
        covariance = shrunk_covariance(residual, directions, constant, shape)
        variances, axes = np.linalg.eigh(covariance)
        there = variances > MIN_VARIANCE * variances.max()
        colour = (axes[:, there] * np.sqrt(variances[there])).T
        noise = cls(np.ascontiguousarray(np.where(constant, 0, colour), dtype=np.float32))
        squares = np.square(residual).mean(axis=1)
        chance = 2 * np.square(variances).sum() / variances.sum() ** 2  # of normal noise of one size
        if squares.var() / squares.mean() ** 2 <= chance * max(MIN_SIZE_RATIO, 1 + 4 * np.sqrt(2 / (len(z) - 1))):
            return noise
        logs = noise._log_size(residual)
        return cls(noise.colour, np.array([logs.mean(), logs.std(), logs.min(), logs.max()]))

    @property
    def numbers(self):
        """How many numbers of a row the networks see of its noise: 1 where rows differ in its size, otherwise 0."""
        return 0 if self.sizes is None else 1

    @property
    def variance(self):
        """Variance of each standardised value of a row: float64, (row size,)."""
        return np.square(self.colour.astype(np.float64)).sum(axis=0)

    @property
    def highest(self):
        """A mean square of a row's noise that next to none has: five standard deviations above the mean."""
        variances = np.square(self.colour.astype(np.float64)).sum(axis=1)
        highest = variances.sum() + 5 * np.sqrt(2 * np.square(variances).sum())
        return highest / self.colour.shape[1] * (1.0 if self.sizes is None else np.exp(max(0.0, self.sizes[3])))

    def size(self, residual):
        """The size of each row's noise as the networks see it: float32, (n,).

        Parameters
        ----------
        residual : array, shape (n, d)
            What the signal leaves over of standardised rows.
        """
        mean, deviation, low, high = self.sizes
        return (SIZE_DEVIATION * (np.clip(self._log_size(residual), low, high) - mean) / deviation).astype(np.float32)

    def _log_size(self, residual):
        """Logarithm of each row's mean square, over the mean variance: float64, (n,)."""
        squares = np.square(residual.astype(np.float64)).mean(axis=1)
        return np.log(np.maximum(squares / max(self.variance.mean(), 1e-300), SIZE_FLOOR))

    def draw(self, n, random, size=None):
        """Noise for ``n`` standardised rows: float32, (n, row size).

        The first rows of many are those of few, to the last bit.

        Parameters
        ----------
        n : int
        random : numpy.random.Generator
            At the same place for the same noise.
        size : array, shape (n,), optional
            As from `size`; needed where rows differ in it.
        """
        rank, row_size = self.colour.shape
        noise = np.empty((n, row_size), dtype=np.float32)
        for i in range(0, n, BLOCK_ROWS):
            block = np.zeros((BLOCK_ROWS, rank), dtype=np.float32)
            block[: n - i] = random.standard_normal((min(BLOCK_ROWS, n - i), rank), dtype=np.float32)
            noise[i : i + BLOCK_ROWS] = (block @ self.colour)[: n - i]
        return noise if self.sizes is None else noise * self._factor(noise, size)

    def _factor(self, noise, size):
        """What rows of noise are multiplied by, so that each has the size wanted: float32, (n, 1)."""
        mean, deviation, low, high = self.sizes
        wanted = np.clip(np.asarray(size, dtype=np.float64) / SIZE_DEVIATION * deviation + mean, low, high)
        return np.exp((wanted - self._log_size(noise)) / 2).astype(np.float32)[:, None]


def shrunk_covariance(residual, directions, constant, shape):
    """The covariance of residuals, shrunk towards that of a stationary process: float64, (d, d).

    The intensity is Ledoit and Wolf's (2004): the sum of the sampling variances of the covariances over the sum of
    squared differences from the target, at most 1.

    Parameters
    ----------
    residual : array, shape (n, d)
        Orthogonal to ``directions``.
    directions : array, shape (k, d)
        Unit directions of the signal.
    constant : array of bool, shape (d,)
        Values that never vary.
    shape : tuple of int
        Of a row: (time,) or (time, channels).
    """
    n, freedom = len(residual), (len(residual) - 1 - len(directions)) / len(residual)
    sample = residual.T @ residual / (n * freedom)
    target = stationary(sample, shape)
    target[constant] = target[:, constant] = 0
    outside = np.eye(len(sample)) - directions.T @ directions
    target = outside @ target @ outside
    target *= np.trace(sample) / np.trace(target)
    squares = np.square(residual)
    sampling = (squares.T @ squares / (n * freedom**2) - np.square(sample)).sum() / n
    apart = np.square(sample - target).sum()
    intensity = float(np.clip(sampling / apart, 0, 1)) if apart > 0 else 1.0
    return (1 - intensity) * sample + intensity * target


def stationary(covariance, shape):
    """The nearest covariance that depends on the lag in time only: the mean along each diagonal, float64, (d, d).

    Channels have covariances of their own at each lag. What is not positive of the variances along its axes is cut off.
    """
    time, channels = shape if len(shape) == 2 else (*shape, 1)
    by_time = covariance.reshape(time, channels, time, channels)
    target = np.empty_like(by_time)
    for lag in range(time):
        mean = np.diagonal(by_time, lag, 0, 2).mean(axis=-1)
        at = np.arange(time - lag)
        target[at, :, at + lag] = mean
        target[at + lag, :, at] = mean.T
    variances, axes = np.linalg.eigh(target.reshape(covariance.shape))
    return (axes * np.maximum(variances, 0)) @ axes.T
