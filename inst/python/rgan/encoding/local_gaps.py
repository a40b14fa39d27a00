"""Gaps in waves and series, drawn from what generated rows nearby are like.

A generator says what rows there are, but not which of them continue given values. So many rows are generated, and those
nearest to a row in the values that it has are taken for normal: from their mean and covariance, given the values that
are there, its gaps are drawn (a mixture of local normal distributions is any distribution). What varies beyond leading
components, noise, is taken from all generated rows, as a few tell little of its covariance.
"""

import numpy as np

from .noise import shrunk_covariance
from .normal_gaps import MAX_SIZE, RIDGE
from .pca import principal_axes
from .signal import beyond_chance

NEAREST = 200
DECIDING_ROWS = 1024  # generated rows that decide components and the covariance of the rest


class Neighbourhood:
    """Generated rows ``pool``, (n, time, channels), of which the nearest ones tell what stands in gaps.

    ``random``, a NumPy generator, decides what is chance.
    """

    def __init__(self, pool, random):
        self._scale = pool.std(axis=(0, 1))
        self._scale = np.where(self._scale > 0, self._scale, 1.0)
        self._pool = pool / self._scale
        self._stretches = []
        stretch = max(1, MAX_SIZE // pool.shape[2])
        for first in range(0, pool.shape[1], stretch):
            at = slice(first, first + stretch)
            self._stretches.append((at, *_apart(self._pool[:, at], random)))

    def draw(self, row, count, random):
        """A row with NaN in gaps, (time, channels), completed ``count`` times: float64, (count, time, channels)."""
        z, gaps = row / self._scale, np.isnan(row)
        difference = self._pool[:, ~gaps] - z[~gaps]
        distances = np.square(difference).sum(axis=1)
        nearest = np.argsort(distances, kind="stable")[:NEAREST]
        drawn = np.repeat(z[None], count, axis=0)
        for at, axes, coefficients, rest, sizes in self._stretches:
            if gaps[at].any():
                part = self._pool[nearest, at].reshape(len(nearest), -1)
                size = sizes[nearest].mean() / max(sizes.mean(), 1e-300)
                spread = np.atleast_2d(np.cov(coefficients[nearest].T)) if len(axes) else np.zeros((0, 0))
                covariance = axes.T @ spread @ axes + size * rest
                flat = _given(z[at].ravel(), part.mean(axis=0), covariance, count, random)
                drawn[:, at] = flat.reshape(count, *z[at].shape)
        return np.where(gaps, drawn * self._scale, row)


def _apart(pool, random):
    """Axes of the components beyond chance, (k, d), all rows' coefficients; the rest's covariance, and size by row."""
    shape = pool.shape[1:]
    flat = pool.reshape(len(pool), -1)
    z = flat - flat.mean(axis=0)
    some = z[:DECIDING_ROWS]
    variances, axes = principal_axes(some)
    axes = axes[: min(beyond_chance(some, variances, random), len(some) - 2)]
    residual = some - (some @ axes.T) @ axes
    rest = np.zeros((z.shape[1], z.shape[1]))
    if np.square(residual).sum() > 1e-12 * np.square(some).sum():
        constant = np.ptp(flat, axis=0) == 0
        rest = shrunk_covariance(residual, axes, constant, shape if shape[1] > 1 else shape[:1])
    rest += np.eye(len(rest)) * RIDGE
    coefficients = z @ axes.T
    sizes = (np.square(z).sum(axis=1) - np.square(coefficients).sum(axis=1)) / z.shape[1] + RIDGE
    return axes, coefficients, rest, np.maximum(sizes, RIDGE)


def _given(row, mean, covariance, count, random):
    """``row``, (d,), with NaN in gaps, completed ``count`` times by normal draws given the values that are there."""
    from scipy.linalg import cho_factor, cho_solve  # noqa: PLC0415 - comes with scikit-learn

    gaps = np.isnan(row)
    drawn = np.repeat(row[None], count, axis=0)
    root = np.linalg.cholesky(covariance)
    whole = random.standard_normal((count, len(row))) @ root.T
    if gaps.all():
        drawn[:] = mean + whole
        return drawn
    # A draw of whole rows, moved by what follows from how far it is off the values that are there (Matheron's rule).
    off = row[~gaps] - mean[~gaps] - whole[:, ~gaps]
    seen = cho_factor(covariance[np.ix_(~gaps, ~gaps)], lower=True)
    drawn[:, gaps] = mean[gaps] + whole[:, gaps] + (covariance[np.ix_(gaps, ~gaps)] @ cho_solve(seen, off.T)).T
    return drawn
