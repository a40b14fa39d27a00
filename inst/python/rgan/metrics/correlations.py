"""How columns vary together: correlations of generated rows beside those of real ones."""

import numpy as np

from ..encoding.relations import MAX_COLUMNS
from . import chance

CAUTION = 1.1  # few rows find their errors of correlations too small


def correlations(x):
    """Correlations of the columns after each has been mapped by rank onto a normal distribution, and their errors.

    Returns
    -------
    values, errors : array, shape (columns, columns)
        The standard errors are those of the influence function: (u v - r (u^2 + v^2) / 2) over the rows.
    """
    scores = normal_scores(x)
    n = len(scores)
    r = scores.T @ scores / n
    squares = np.square(scores)
    # E (uv)^2 - r E uv (u^2 + v^2) + r^2 / 4 E (u^2 + v^2)^2
    mixed = (scores**3).T @ scores / n
    fourth = np.square(squares).mean(axis=0)
    both = squares.T @ squares / n
    variance = both - r * (mixed + mixed.T) + r**2 / 4 * (fourth[:, None] + fourth[None, :] + 2 * both)
    return r, np.sqrt(np.maximum(variance, 0) / n)


def correlation_differences(real, generated, effective):
    """Pairs of columns beside their correlations: list of (a, b, generated, real, error, chance).

    ``effective`` is the number of independent real rows.
    """
    (r, r_error), (g, g_error) = correlations(real), correlations(generated)
    r_error = r_error * np.sqrt(len(real) / effective)
    # Of a correlation near 1, or among few rows, the error that is found is too small.
    least = 0.7 * (1 - np.minimum(np.abs(r), np.abs(g)) ** 2)
    r_error = np.maximum(r_error, least / np.sqrt(effective))
    g_error = np.maximum(g_error, least / np.sqrt(len(generated)))
    error = CAUTION * np.hypot(r_error, g_error)
    chances = chance.of_score(np.divide(g - r, error, out=np.zeros_like(r), where=error > 0))
    pairs = zip(*np.triu_indices(len(r), 1), strict=True)
    return [(int(i), int(j), *(float(x[i, j]) for x in (g, r, error, chances))) for i, j in pairs]


def correlational_score(real, generated):
    """Sum over pairs of channels of how much their correlations differ, divided by 10.

    Direction: 0 is best; it grows with the number of pairs. Correlations are taken over all rows and points of time at
    once. The score of Diffusion-TS (Yuan and Qiao 2024, ICLR, arXiv 2403.01742) as its code has it, which gives the
    mean over five draws of a fifth of the rows each; here all rows are taken, so that the floor is lower.

    ``real`` and ``generated`` have shape (n, time, channels).
    """
    r, g = (_pearson(x.reshape(-1, x.shape[-1])) for x in (real, generated))
    return float(np.abs(g - r)[np.tril_indices(len(r), -1)].sum() / 10)


def _pearson(x):
    """Correlations of columns, those of a constant one 0."""
    z = x - x.mean(axis=0)
    deviation = z.std(axis=0)
    z = np.divide(z, deviation, out=np.zeros_like(z), where=deviation > 0)
    return z.T @ z / len(z)


def correlation_distance(real, generated):
    """Mean over pairs of columns of how much their correlations differ: 0 is best, 2 at most.

    Each column is mapped by rank onto a normal distribution first, so that neither units nor extremes matter. Of more
    than 40 columns so many evenly spaced ones are looked at. ``real`` and ``generated`` have shape (n, columns).
    """
    which = np.unique(np.linspace(0, real.shape[1] - 1, min(real.shape[1], MAX_COLUMNS)).astype(int))
    (r, _), (g, _) = correlations(real[:, which]), correlations(generated[:, which])
    return float(np.abs(g - r)[np.tril_indices(len(r), -1)].mean())


def normal_scores(x):
    """Columns mapped by rank onto normal quantiles, ties onto their middle; mean 0, variance 1 (0 if constant)."""
    from scipy.special import ndtri  # noqa: PLC0415 - only where something is evaluated
    from scipy.stats import rankdata  # noqa: PLC0415

    scores = ndtri((rankdata(x, axis=0) - 0.5) / len(x))
    scores = scores - scores.mean(axis=0)
    deviation = scores.std(axis=0)
    return np.divide(scores, deviation, out=np.zeros_like(scores), where=deviation > 1e-9)
