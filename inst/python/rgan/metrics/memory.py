"""Whether generated rows are nearer to training rows than fresh real rows are, in what all rows have in common.

Distances are taken on the leading principal components that fresh rows have as well as training rows. What is left out
is noise that no row shares with another: a model that keeps less of it, as every encoder does, is nearer to every row.
`neighbours.copies` looks at whole rows.
"""

import numpy as np

from .. import rng
from ..encoding.pca import principal_axes
from .chance import share_interval
from .neighbours import squared_distances

MAX_ROWS = 2000
MIN_HOLDOUT = 20  # of fewer held out rows the training rows themselves are asked
EXPLAINED_VARIANCE = 0.99
SHARED = 0.5  # a component is shared by fresh rows when they vary along it by this much of what the fitted rows do
MIN_ROWS_PER_COLUMN = 5  # with so many rows for each column every component is known well
# A model memorises when more of its rows are nearer to training rows than those of fresh rows by this share of the way
# to all. What every model learns of few rows brings some nearer: the means of 25 rows, and noise around, go half of it.
EXCESS = 0.6


def memory(generated, training, holdout=None, seed=0):
    """How many generated rows are nearer to their nearest training row than that one is to its nearest other.

    Parameters
    ----------
    generated, training, holdout : array, shape (n, d)
        Scaled rows. The floor is what held out rows do; without them (or of few) what training rows do, each left out
        in turn.
    seed : int
        Decides which rows of many are compared.

    Returns
    -------
    dict
        "share", "floor", "low" and "high" (where fresh real rows are, 95 times in 100), "beside" ("holdout" or
        "training"), "components", and "memorises".
    """
    training, generated = (_some(x, seed, name) for x, name in ((training, "training"), (generated, "generated")))
    beside = "training" if holdout is None or len(holdout) < MIN_HOLDOUT else "holdout"
    fresh = _some(holdout, seed, "holdout") if beside == "holdout" else None
    axes, centre = shared_components(training, fresh)
    rows = Neighbourhood((training - centre) @ axes.T)
    share = rows.nearer((generated - centre) @ axes.T)
    floor = rows.nearer_among() if fresh is None else rows.nearer((fresh - centre) @ axes.T)
    low, high = share_interval(floor, len(training if fresh is None else fresh), len(generated))
    found = {"share": share, "floor": floor, "low": low, "high": high, "beside": beside, "components": len(axes)}
    return found | {"memorises": bool(share > max(high, floor + EXCESS * (1 - floor)))}


def _some(rows, seed, name):
    return rows[rng.stream(seed, f"memory/{name}").permutation(len(rows))[:MAX_ROWS]]


def shared_components(rows, fresh=None):
    """(axes, centre) of the leading principal components of rows that fresh rows share, up to 99 % of the variance.

    Without ``fresh`` rows one half of the rows is asked about the other.
    """
    centre = rows.mean(axis=0)
    variances, axes = principal_axes(rows - centre)
    count = 1 + int(np.searchsorted(np.cumsum(variances), EXPLAINED_VARIANCE * variances.sum()))
    if len(rows) < MIN_ROWS_PER_COLUMN * rows.shape[1]:
        count = min(count, _shared(*((rows, fresh) if fresh is not None else (rows[::2], rows[1::2]))))
    return axes[:count], centre


def _shared(fitted, fresh):
    """How many leading components vary among fresh rows as well, up to two in a row that do not."""
    centre = fitted.mean(axis=0)
    variances, axes = principal_axes(fitted - centre)
    lost = np.square((fresh - centre) @ axes.T).mean(axis=0) < SHARED * variances
    ends = np.flatnonzero(lost[:-1] & lost[1:])
    return max(1, int(ends[0])) if len(ends) else len(variances)


class Neighbourhood:
    """Training rows, and how near each is to its nearest others."""

    def __init__(self, rows):
        within = squared_distances(rows, rows)
        np.fill_diagonal(within, np.inf)
        self.rows = rows
        self.order = np.argsort(within, axis=1)[:, :2]
        self.nearest, self.second = np.take_along_axis(within, self.order, axis=1).T

    def nearer(self, others):
        """Share of other rows nearer to their nearest training row than that one is to its nearest other."""
        distances = squared_distances(others, self.rows)
        which = distances.argmin(axis=1)
        return _nearer(distances[np.arange(len(others)), which], self.nearest[which])

    def nearer_among(self):
        """The same for the training rows, each taken out in turn."""
        which = self.order[:, 0]
        # Where a row was the nearest of its neighbour, that one's second takes its place.
        mutual = self.order[which, 0] == np.arange(len(self.rows))
        return _nearer(self.nearest, np.where(mutual, self.second[which], self.nearest[which]))


def _nearer(a, b):
    """Share of rows whose first distance is the smaller; ties count half."""
    return float(np.mean((a < b) + 0.5 * (a == b)))
