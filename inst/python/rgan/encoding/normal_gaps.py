"""Gaps in waves and series, drawn from the normal distribution of whole rows given the values that are there.

Neighbouring points and the shapes that rows have in common say what stands in a gap. Both are in the covariance of
whole rows: leading components, as many as are beyond chance, and for what they leave over a covariance shrunk towards
that of a stationary process. Rows and covariance are drawn and estimated in turn (data augmentation, Tanner and Wong
1987), from gaps that are filled by those rows that are nearest.
"""

import numpy as np

from .. import rng
from .noise import shrunk_covariance
from .pca import principal_axes
from .signal import beyond_chance

ROUNDS = 16
MAX_ROWS = 512  # rows that decide the covariance
MAX_SIZE = 600  # numbers of a row seen together; longer rows are completed in stretches
RIDGE = 1e-6  # of the mean variance: smooth rows follow from their neighbours, but not to the last bit


def draw_normal(x, seed):
    """``x``, float64 (n, time) or (n, time, channels) with NaN in gaps, completed: a new array."""
    rows = x.reshape(*x.shape[:2], -1)
    drawn = np.empty_like(rows)
    stretch = max(1, MAX_SIZE // rows.shape[2])
    for first in range(0, rows.shape[1], stretch):
        part = rows[:, first : first + stretch]
        drawn[:, first : first + stretch] = _draw(part, rng.stream(seed, f"gaps/normal/{first}"))
    return drawn.reshape(x.shape)


def joined(x):
    """Rows, (n, time, channels), joined across their gaps by straight lines, level beyond the outermost values.

    Where a channel of a row has no value at all, its mean over the rows stands.
    """
    full, at = x.copy(), np.arange(x.shape[1])
    means = np.nanmean(x, axis=(0, 1))
    for i, c in np.argwhere(np.isnan(x).any(axis=1)):
        there = ~np.isnan(x[i, :, c])
        full[i, ~there, c] = np.interp(at[~there], at[there], x[i, there, c]) if there.any() else means[c]
    return full


def _draw(x, random):
    shape, gaps = x.shape[1:], np.isnan(x).reshape(len(x), -1)
    if not gaps.any():
        return x
    full = joined(x)
    scale = full.std(axis=(0, 1))
    scale = np.broadcast_to(np.where(scale > 0, scale, 1.0), shape).ravel()
    full = full.reshape(len(x), -1) / scale
    deciding = np.sort(random.permutation(len(x))[:MAX_ROWS])
    full[deciding] = like_nearest(full[deciding], gaps[deciding])
    for _ in range(ROUNDS):
        mean, precision = _distribution(full[deciding], shape, random)
        full[deciding] = drawn_given(full[deciding], gaps[deciding], mean, precision, random)
    others = np.setdiff1d(np.arange(len(x)), deciding)
    full[others] = drawn_given(full[others], gaps[others], mean, precision, random)
    return np.where(gaps, full * scale, x.reshape(len(x), -1)).reshape(x.shape)


def like_nearest(full, gaps):
    """Rows, (n, d), whose gaps have the values of the row that is nearest in what both have, and has a value there.

    From straight lines, which all rows have alike, components of rows of several kinds would be found much later. Where
    no row can give a value ``full`` stands.
    """
    seen = (~gaps).astype(np.float64)
    there, both = full * seen, seen @ seen.T
    squares = np.square(there) @ seen.T
    distances = np.where(both > 0, (squares + squares.T - 2 * there @ there.T) / np.maximum(both, 1), np.inf)
    np.fill_diagonal(distances, np.inf)
    order = np.argsort(distances, axis=1, kind="stable")
    filled = full.copy()
    for i in np.flatnonzero(gaps.any(axis=1)):
        gap = np.flatnonzero(gaps[i])
        gives = ~gaps[order[i]][:, gap]
        first, any_gives = gives.argmax(axis=0), gives.any(axis=0)
        filled[i, gap[any_gives]] = full[order[i][first[any_gives]], gap[any_gives]]
    return filled


def _distribution(full, shape, random):
    """Mean and inverse covariance of whole rows."""
    mean, constant = full.mean(axis=0), np.ptp(full, axis=0) == 0
    z = full - mean
    return mean, np.linalg.inv(covariance(z, constant, shape, random))


def covariance(z, constant, shape, random):
    """The covariance of centred rows, (n, d): of components beyond chance, and of the rest; no variance is 0."""
    size = z.shape[1]
    variances, axes = principal_axes(z)
    count = min(beyond_chance(z, variances, random), len(z) - 2) if len(z) > 3 else 0
    leading = axes[:count]
    total = (leading.T * variances[:count]) @ leading
    residual = z - (z @ leading.T) @ leading
    if np.square(residual).sum() > 1e-12 * max(np.square(z).sum(), 1e-300):
        total = total + shrunk_covariance(residual, leading, constant, _plain(shape))
    return total + np.eye(size) * (RIDGE * max(np.trace(total) / size, 1e-12))


def drawn_given(full, gaps, mean, precision, random):
    """Rows, (n, d), with what stands in their ``gaps`` drawn anew given the rest of each row: a new array."""
    from scipy.linalg import solve_triangular  # noqa: PLC0415 - comes with scikit-learn

    drawn = full.copy()
    for i in np.flatnonzero(gaps.any(axis=1)):
        gap = gaps[i]
        inner = precision[np.ix_(gap, gap)]
        off = precision[np.ix_(gap, ~gap)] @ (full[i, ~gap] - mean[~gap])
        root = np.linalg.cholesky(inner)
        # Of mean -inner^-1 off and covariance inner^-1.
        white = random.standard_normal(len(root)) - solve_triangular(root, off, lower=True)
        drawn[i, gap] = mean[gap] + solve_triangular(root, white, lower=True, trans="T")
    return drawn


def _plain(shape):
    return shape if len(shape) == 2 and shape[1] > 1 else shape[:1]
