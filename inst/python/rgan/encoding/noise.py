"""What the signal leaves over of waves and series: normal noise, which is drawn anew and not learned.

A wave with noise in 250 points has as many principal components as there are points or rows, and all but a few hold
noise only. A GAN learns those badly and slowly. So the networks see the signal, the first components (`rgan.encoding.
signal` says how many), and rows get normal noise of the right covariance when they are decoded.

That is the covariance of the rest, shrunk towards that of a stationary process as far as rows are too few to know
better (Ledoit and Wolf 2004). Where rows differ in the size of their noise the networks see that size as one number
more. Drawing from the training rows' own rest would make copies of it, and white noise is rougher than coloured.
"""

from dataclasses import dataclass, replace

import numpy as np

from .pca import BLOCK_ROWS

MAX_ROW_SIZE = 1500  # numbers in a row: the covariance has as many squared; for more see `rgan.encoding.long_noise`
MIN_VARIANCE = 1e-9  # of the largest along an axis; what has less is rounding
SIZE_DEVIATION = 0.3  # of the size as the networks see it; coefficients have 1 on average
SIZE_FLOOR = 1e-6  # of a row with next to no noise, so that its logarithm is finite
MIN_SIZE_RATIO = 2  # rows differ in size where it varies by so many times as much as it does by chance


class Sized:
    """What all noise has: ``sizes``, `variance` of each value, and `_drawn`, rows of one size.

    ``sizes``, float64 (4,), is None where all rows have noise of one size. Otherwise it describes the logarithm of a
    row's size, its mean square over that of all rows: mean, standard deviation, lowest and highest in the training
    rows.
    """

    @classmethod
    def with_sizes(cls, noise, residual, variances):
        """The same noise, with sizes where rows of ``residual`` differ; ``variances`` are along principal axes."""
        if not sizes_differ(np.square(residual).mean(axis=1), variances):
            return noise
        logs = noise._log_size(residual)
        return replace(noise, sizes=np.array([logs.mean(), logs.std(), logs.min(), logs.max()]))

    @property
    def numbers(self):
        """How many numbers of a row the networks see of its noise: 1 where rows differ in its size, otherwise 0."""
        return 0 if self.sizes is None else 1

    @property
    def highest(self):
        """A mean square of a row's noise that next to none has: five standard deviations above the mean."""
        variances = self.along_axes
        highest = variances.sum() + 5 * np.sqrt(2 * np.square(variances).sum())
        return highest / len(self.variance) * (1.0 if self.sizes is None else np.exp(max(0.0, self.sizes[3])))

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
        noise = self._drawn(n, random)
        return noise if self.sizes is None else noise * self._factor(noise, size)

    def _factor(self, noise, size):
        """What rows of noise are multiplied by, so that each has the size wanted: float32, (n, 1)."""
        mean, deviation, low, high = self.sizes
        wanted = np.clip(np.asarray(size, dtype=np.float64) / SIZE_DEVIATION * deviation + mean, low, high)
        return np.exp((wanted - self._log_size(noise)) / 2).astype(np.float32)[:, None]


@dataclass(frozen=True)
class Noise(Sized):
    """Normal noise in standardised rows: independent standard normal numbers times ``colour``.

    ``colour``, float32 (rank, row size), has orthogonal rows whose squared lengths are the variances along them; it is
    0 where the data are constant. For ``sizes`` see `Sized`.
    """

    colour: np.ndarray
    sizes: np.ndarray | None = None
    block_rows = BLOCK_ROWS  # drawn at a time

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
        return cls.with_sizes(noise, residual, variances)

    @property
    def variance(self):
        """Variance of each standardised value of a row: float64, (row size,)."""
        return np.square(self.colour.astype(np.float64)).sum(axis=0)

    @property
    def along_axes(self):
        """Variances along the principal axes."""
        return np.square(self.colour.astype(np.float64)).sum(axis=1)

    def _drawn(self, n, random):
        rank, row_size = self.colour.shape
        noise = np.empty((n, row_size), dtype=np.float32)
        for i in range(0, n, BLOCK_ROWS):
            block = np.zeros((BLOCK_ROWS, rank), dtype=np.float32)
            block[: n - i] = random.standard_normal((min(BLOCK_ROWS, n - i), rank), dtype=np.float32)
            noise[i : i + BLOCK_ROWS] = (block @ self.colour)[: n - i]
        return noise


def sizes_differ(squares, variances):
    """Whether rows differ in the size of their noise more than normal rows of one size do.

    Parameters
    ----------
    squares : array, shape (n,)
        Mean squares of the rows' noise.
    variances : array, shape (k,)
        Along its principal axes.
    """
    chance = 2 * np.square(variances).sum() / max(variances.sum(), 1e-150) ** 2
    most = chance * max(MIN_SIZE_RATIO, 1 + 4 * np.sqrt(2 / (len(squares) - 1)))
    return squares.var() > most * squares.mean() ** 2


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
