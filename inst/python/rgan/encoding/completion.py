"""Rows with gaps completed, so that encoders and networks see whole rows.

A missing value is NaN. It is not replaced by what is likeliest, which would make rows alike, but drawn from what is
likely given the values that are there: of waves and series by `rgan.encoding.normal_gaps`, of tables by
`rgan.encoding.tree_gaps`. Then rows of the training vary as whole rows do. What is drawn is put back on the decimals
of the values seen and stays within their range.
"""

import numpy as np

from ..errors import DataError
from .calibration import by_unit, lattice
from .normal_gaps import draw_normal
from .tails import Tails
from .tree_gaps import draw_by_trees

KINDS = ("table", "waves", "series")
MAX_OUT = 0.1  # of the range of the values seen: what is drawn goes no farther beyond them


def has_gaps(x):
    """Whether any value is missing."""
    return bool(np.isnan(np.min(x)))


def missing_values(x):
    """Where values are missing: bool, of the shape of ``x``; None where none are."""
    return np.isnan(x) if has_gaps(x) else None


def filled(x):
    """Gaps filled by values of other rows, in turn: a rough copy that has the scale of each column."""
    if not has_gaps(x):
        return x
    flat = np.array(x, dtype=np.float64).reshape(len(x), -1)
    for j in np.flatnonzero(np.isnan(flat).any(axis=0)):
        gaps = np.isnan(flat[:, j])
        flat[gaps, j] = np.resize(flat[~gaps, j], gaps.sum()) if not gaps.all() else 0.0
    return flat.reshape(np.shape(x))


def completed(x, kind, seed, categories=()):
    """Rows with their gaps filled by draws: float64, a new array; ``x`` itself where nothing is missing.

    Parameters
    ----------
    x : array, shape (n, ...)
        Checked rows in the units of the data, NaN where a value is missing.
    kind : str
        "table", "waves" or "series".
    seed : int
        Decides what is drawn.
    categories : sequence of int, optional
        Columns of a table that hold codes.

    Raises
    ------
    DataError
        For images with gaps.
    """
    if not has_gaps(x):
        return x
    if kind not in KINDS:
        raise DataError("Images cannot have missing values; leave these images out or fill their gaps first.")
    x = np.array(x, dtype=np.float64)
    if kind == "table":
        return draw_by_trees(x, seed, categories)
    draft = filled(x)
    tails = Tails.fit(draft, kind, seed)
    mapped = x if tails is None else tails.encode(x)
    drawn = draw_normal(mapped, seed)
    drawn = drawn if tails is None else tails.decode(drawn)
    return as_seen(drawn, x, 1 if kind == "waves" else x.shape[-1])


def as_seen(drawn, x, n_units, like=None):
    """Rows ``drawn``, with the values of ``x`` where it has any, the others as values of their unit could have been.

    Not far beyond the range of the values seen, not below 0 or above where none are, with no more decimals. The values
    seen are those of ``x``, or of whole rows ``like`` these.
    """
    values, seen = by_unit(drawn, n_units).copy(), by_unit(x if like is None else like, n_units)
    for unit in range(n_units):
        there = seen[~np.isnan(seen[:, unit]), unit]
        low, high = there.min(), there.max()
        out = MAX_OUT * (high - low)
        low, high = (0.0 if low >= 0 > low - out else low - out), (0.0 if high <= 0 < high + out else high + out)
        column = np.clip(values[:, unit], low, high)
        decimals, step = lattice(there)
        if decimals >= 0:
            last = 10.0**decimals
            column = np.rint(column * last / step) * step / last + 0.0
        values[:, unit] = column
    return np.where(np.isnan(x), values.reshape(np.shape(x)), x)
