"""Whether the columns of a matrix are variables in units of their own, a table, rather than points of waves.

Neighbouring points of a wave vary on comparable scales: where they do not, at the foot of a steep rise or at a node, a
point of large variation still follows from its neighbours, up to noise. The columns of a table jump in scale and do
not. bench/tried.md has the data on which the bounds were set.
"""

import numpy as np

from .encoding.completion import filled

TABLE_COLUMNS = 10  # a matrix with fewer columns is a table of variables, not a wave sampled at that many points
MIN_ROWS = 16  # fewer rows say too little about a column's scale
MIN_COLUMNS = 8  # that vary
MAX_ROWS = 1024
MAX_VALUES = 1 << 22  # looked at, at most
MAX_COLUMNS = 200  # whose neighbours are asked
MIN_VARIATION = 1e-9  # a column that varies less, in shares of the largest value, is constant
N_NEIGHBOURS = 6  # neighbours on each side


def kind_of(x, named=False):
    """'table', 'waves', 'series' or 'images', from the array (rows first).

    A matrix of many columns holds waves, unless its columns differ in scale as points of waves never do; ``named`` says
    that they have names of their own (see `are_variables`).
    """
    if x.ndim == 2:
        x = filled(x) if isinstance(x, np.ndarray) else x  # rows in files have no gaps
        return "table" if x.shape[1] < TABLE_COLUMNS or are_variables(x, named) else "waves"
    return "series" if x.ndim == 3 else "images"


def are_variables(x, named=False):
    """Whether the columns of ``x``, (n, columns), are variables of a table.

    ``named`` says that they have names of their own, such as "income" and "age": then one jump in scale is enough.
    """
    n = min(len(x), MAX_ROWS, max(MIN_ROWS, MAX_VALUES // x.shape[1]))
    if n < MIN_ROWS:
        return False
    x = np.asarray(x[np.linspace(0, len(x) - 1, n).astype(int)], dtype=np.float64)
    scales, live = _scales(x)
    if live.sum() < MIN_COLUMNS:
        return False
    jumps = np.abs(np.diff(scales)).min(axis=0)
    span, many = np.ptp(scales, axis=1).min(), jumps >= 1
    if named:
        return bool(many.any() and span >= 1.3)
    if not many.any() or span < 2:
        return False
    own = _own_share((x - x.mean(axis=0))[:, live] / 10 ** scales[0], scales[0])
    one_large = jumps.max() >= 2 and own >= 0.75
    up_and_down = many.sum() >= max(2, 0.15 * len(jumps)) and jumps.sum() >= 2.5 * span
    return bool(one_large or (up_and_down and own >= 0.2))


def _scales(x):
    """Decimal logarithms of the columns' standard deviations, (2, those that vary), and which columns vary.

    The second row is without the outermost fortieth of values on each side: neither a few outliers nor a few values
    that are not zero make a jump in both.
    """
    ordered, cut = np.sort(x, axis=0), len(x) // 40
    inner = np.clip(x, ordered[cut], ordered[-1 - cut])
    largest = np.abs(x).max() or 1.0
    deviations = largest * np.stack([(x / largest).std(axis=0), (inner / largest).std(axis=0)])
    live = (deviations > MIN_VARIATION * largest).all(axis=0)
    return np.log10(deviations[:, live]), live


def _own_share(z, scales):
    """The least share of a large column's deviation, of those within a decade of the largest, that is its own.

    The rest follows from its neighbours by least squares. ``z`` are standardised columns.
    """
    reach = max(1, min(N_NEIGHBOURS, (len(z) - 2) // 6))
    large = np.flatnonzero(scales > scales.max() - 1)
    large = large[np.linspace(0, len(large) - 1, min(len(large), MAX_COLUMNS)).astype(int)]
    return min(_own(z, column, reach) for column in large)


def _own(z, column, reach):
    near = [j for j in range(max(0, column - reach), min(z.shape[1], column + reach + 1)) if j != column]
    others = z[:, near]
    ridge = 1e-6 * np.eye(len(near))
    weights = np.linalg.solve(others.T @ others / len(z) + ridge, others.T @ z[:, column] / len(z))
    left = z[:, column] - others @ weights
    return float(np.sqrt(min(1.0, left @ left / max(1, len(z) - 1 - len(near)))))
