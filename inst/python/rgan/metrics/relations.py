"""What holds between columns: order, equality and sums that are never broken among real rows, and correlations."""

import numpy as np

from . import chance

MAX_COLUMNS = 40  # whose pairs are looked at; of more, so many evenly spaced ones
MAX_SUM_COLUMNS = 16  # whose triples are looked at
ROUNDING = 1e-6  # of a column's largest value: relations hold up to this
SUM_ROUNDING = 0.05  # of the standard deviation of each column: so much may be missing in a sum
CAUTION = 1.1  # few rows find their errors of correlations too small
LOOK = 30  # rows looked at first


def broken_relations(real, generated):
    """Relations that hold in all real rows.

    Parameters
    ----------
    real, generated : array, shape (n, columns) or (n, time, columns)
        In the units of the data. Of curves a row breaks a relation where it does at any time.

    Returns
    -------
    relations : list of (code, columns, generated share broken)
        ``code`` is "order" (the first column is never above the second), "equal", or "sum" (the first two add up to the
        third).
    count : int
        How many were looked for.
    """
    d = real.shape[-1]
    which = np.unique(np.linspace(0, d - 1, min(d, MAX_COLUMNS)).astype(int))
    found = [
        (code, (int(a), int(b)), share)
        for a in which
        for b in which
        if a != b
        for code, share in _pair(real[..., a], real[..., b], generated[..., a], generated[..., b], a < b)
    ]
    count = len(which) * (len(which) - 1)
    if 3 <= d <= MAX_SUM_COLUMNS:
        found += _sums(real, generated)
        count += d * (d - 1) * (d - 2) // 2
    return found, count


def _pair(a, b, a_made, b_made, first):
    slack = ROUNDING * max(np.abs(a).max(), np.abs(b).max())
    if (a[:LOOK] > b[:LOOK] + slack).any():  # nearly always: spares the rest
        return []
    if np.abs(a - b).max() <= slack:
        return [("equal", _any(np.abs(a_made - b_made) > slack))] if first else []
    # Where ranges do not overlap, or one column never varies, the columns say it one by one.
    overlap = a.max() > b.min() and a.min() < a.max() and b.min() < b.max()
    return [("order", _any(a_made > b_made + slack))] if overlap and (a <= b + slack).all() else []


def _sums(real, generated):
    """Two columns add up to a third, as nearly as real rows do it, which is far nearer than they vary."""
    d = real.shape[-1]
    spread = real.reshape(-1, d).std(axis=0)
    for a, b in zip(*np.triu_indices(d, 1), strict=True):
        total, made = real[..., a] + real[..., b], generated[..., a] + generated[..., b]
        for c in set(range(d)) - {a, b}:
            least = SUM_ROUNDING * spread[[a, b, c]].min()
            if least > 0 and np.abs(total[:LOOK] - real[:LOOK, ..., c]).max() <= least:
                slack = 1.5 * np.abs(total - real[..., c]).max() + ROUNDING * np.abs(total).max()
                if slack <= 2 * least:
                    yield "sum", (int(a), int(b), int(c)), _any(np.abs(made - generated[..., c]) > slack)


def _any(broken):
    """Share of rows that break a relation, at any time."""
    return float(broken.reshape(len(broken), -1).any(axis=1).mean())


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
