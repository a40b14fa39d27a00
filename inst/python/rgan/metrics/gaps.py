"""Rows with gaps made comparable: all get gaps, and all gaps are filled alike.

Where real rows have gaps generated ones, which are whole, get gaps as rows like them have. Then all rows together are
completed by draws, so that nothing but what is there tells them apart.
"""

import numpy as np

from .. import rng
from ..encoding.completion import completed, has_gaps
from ..encoding.gap_patterns import draw_patterns


def comparable(samples, kind, seed, categories=()):
    """Samples of rows without gaps that can be compared, and how many values of the first were missing.

    Parameters
    ----------
    samples : list of array, shapes (n, ...)
        Real rows first; None stays None.
    kind : str
        "table", "waves", "series" or "images".
    seed : int
        Decides what is drawn.
    categories : sequence of int, optional
        Columns of a table that hold codes.

    Returns
    -------
    samples : list of array
        The same ones where no value is missing.
    missing : int
        Of the real rows.
    """
    with_gaps = [x for x in samples if x is not None and has_gaps(x)]
    if not with_gaps:
        return samples, 0
    giver = with_gaps[0]
    whole = completed(giver, kind, rng.integer(seed, "evaluate/gaps"), categories)
    masked = [
        _masked(x, whole, np.isnan(giver), rng.integer(seed, f"evaluate/gaps/{i}")) for i, x in enumerate(samples)
    ]
    return filled_together(masked, kind, seed, categories), int(np.isnan(samples[0]).sum())


def filled_together(samples, kind, seed, categories=()):
    """Samples with all gaps filled from all rows alike; None stays None."""
    there = [x for x in samples if x is not None]
    rows = completed(np.concatenate(there), kind, rng.integer(seed, "evaluate/filled"), categories)
    parts = iter(np.split(rows, np.cumsum([len(x) for x in there])[:-1]))
    return [None if x is None else next(parts) for x in samples]


def _masked(x, whole, missing, seed):
    if x is None or has_gaps(x):
        return x
    return np.where(draw_patterns(x, whole, missing, seed), np.nan, np.asarray(x, dtype=np.float64))
