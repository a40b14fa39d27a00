"""Noise of rows too long for a covariance of their own: stationary, known by its spectrum.

A row of 20,000 points has a covariance of 400 million numbers, and few rows say little of it. So the noise of long rows
is taken for stationary: its covariance depends on the lag in time only. At each frequency channels have a covariance
across them, which is all that there is to know (Dietrich and Newsam 1997, SIAM J. Sci. Comput. 18, 1088: circulant
embedding, of twice the length, so that the end of a row knows nothing of its beginning).
"""

from dataclasses import dataclass

import numpy as np

from .noise import Sized
from .pca import Components

MAX_ROW_SIZE = 1 << 16  # numbers in a row
BLOCK_NUMBERS = 1 << 21  # drawn at a time, about
KEPT_LAGS = 0.5  # of a row: autocovariances at longer lags, of which little is known, go to 0


@dataclass(frozen=True)
class LongNoise(Sized):
    """Stationary normal noise in standardised rows, orthogonal to the directions of the signal.

    Attributes
    ----------
    spectrum : array, float32, shape (time + 1, channels, channels, 2)
        At each frequency what white noise of the channels is multiplied by: real and imaginary parts.
    varying : array, uint8, shape (time * channels,)
        0 where the data are constant.
    directions : array, float32, shape (k, time * channels)
        Those of the signal, as the components have them.
    sizes : array or None
        See `Sized`.
    """

    spectrum: np.ndarray
    varying: np.ndarray
    directions: np.ndarray
    sizes: np.ndarray | None = None

    @classmethod
    def fit(cls, z, directions, constant, shape):
        """The noise that some directions leave over; the arguments are those of `rgan.encoding.noise.Noise.fit`."""
        time, channels = shape if len(shape) == 2 else (*shape, 1)
        components = Components(directions, np.ones(len(directions), np.float32))
        residual = components.remainder(z)
        freedom = (len(z) - 1 - len(directions)) / len(z)
        covariance = _autocovariance(residual.reshape(len(z), time, channels)) / freedom
        spectrum = _root(np.fft.rfft(covariance, axis=0))
        noise = cls(spectrum, (~constant).astype(np.uint8), directions)
        # Few rows of many points differ by more than the spectrum says: components have taken more of some.
        return cls.with_sizes(noise, residual, np.linalg.eigvalsh(residual @ residual.T / len(z)))

    @property
    def time(self):
        """Points of time in a row."""
        return len(self.spectrum) - 1

    @property
    def variance(self):
        """Variance of each standardised value of a row, the same at all times: float64, (row size,)."""
        powers = np.square(self.spectrum.astype(np.float64)).sum(axis=(2, 3))
        mean = (2 * powers.sum(axis=0) - powers[0] - powers[-1]) / (2 * self.time)
        return np.tile(mean, self.time) * self.varying

    @property
    def along_axes(self):
        """Variances along the principal axes, about: those of the frequencies."""
        return np.square(self.spectrum[:-1].astype(np.float64)).sum(axis=(2, 3)).ravel()

    @property
    def block_rows(self):
        """Rows that are drawn at a time."""
        return max(1, BLOCK_NUMBERS // (2 * self.time * self.spectrum.shape[1]))

    def _drawn(self, n, random):
        time, channels, many = self.time, self.spectrum.shape[1], self.block_rows
        factor = np.ascontiguousarray(self.spectrum.astype(np.float64)).view(np.complex128)[..., 0]
        noise = np.empty((n, time * channels), dtype=np.float32)
        for i in range(0, n, many):
            # Always as many rows, the last made up by zeros: the bits of a row do not depend on how many there are.
            white = np.zeros((many, 2 * time, channels))
            white[: n - i] = random.standard_normal((min(many, n - i), 2 * time, channels), dtype=np.float32)
            coloured = np.einsum("fab,nfb->nfa", factor, np.fft.rfft(white, axis=1))
            rows = np.fft.irfft(coloured, 2 * time, axis=1)[:, :time].reshape(many, -1).astype(np.float32)
            noise[i : i + many] = self._beside_the_signal(rows)[: n - i]
        return noise

    def _beside_the_signal(self, rows):
        return (rows - (rows @ self.directions.T) @ self.directions) * self.varying


def _autocovariance(rows):
    """Covariances of channels at each lag, 0 ... time - 1 and then negative ones: (2 * time, channels, channels).

    Means of the products that there are at each lag; those at long lags fade.
    """
    n, time, channels = rows.shape
    products = np.zeros((time + 1, channels, channels), dtype=complex)
    many = max(1, BLOCK_NUMBERS // (2 * time * channels))
    for i in range(0, n, many):
        seen = np.fft.rfft(rows[i : i + many], 2 * time, axis=1)
        products += np.einsum("nfa,nfb->fab", seen, seen.conj())
    lag = np.minimum(np.arange(2 * time), 2 * time - np.arange(2 * time))
    fading = np.cos(np.clip((lag / time - KEPT_LAGS) / (1 - KEPT_LAGS), 0, 1) * np.pi / 2) ** 2
    weight = np.where(lag < time, fading / np.maximum(time - lag, 1), 0) / n
    return np.fft.irfft(products, 2 * time, axis=0) * weight[:, None, None]


def _root(spectrum):
    """What has the matrix at each frequency as its square, as `LongNoise` has it; what is not positive is cut off."""
    values, axes = np.linalg.eigh((spectrum + spectrum.conj().transpose(0, 2, 1)) / 2)
    root = axes * np.sqrt(np.maximum(values, 0))[:, None, :]
    return np.stack([root.real, root.imag], axis=-1).astype(np.float32)
