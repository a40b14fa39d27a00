"""What nearest neighbours tell: whether all real rows are reached, and whether generated rows are near, or copies."""

import numpy as np

from ..errors import DataError

COPY_RATIO = 1 / 3  # a row this much nearer to a training row than real rows are to one another counts as its copy


def coverage_and_density(real, generated, k=5):
    """(coverage, density) with k nearest neighbours.

    Around each real row lies a ball that reaches its k-th nearest other real row. Coverage is the share of balls with a
    generated row inside: 1 is best, rows that are never reached lower it. Density is the mean over generated rows of
    the number of balls around them, divided by k: about 1 where generated rows lie where real ones do, lower where they
    lie outside or in between, far above 1 where they crowd the middle, as rows without the noise of the real ones do.
    Source: Naeem et al. 2020 (arXiv 2002.09797).
    """
    check_neighbours(len(real), k)
    radii = nearest_distances(real, k=k)
    inside = squared_distances(real, generated) <= (radii**2 * (1 + 1e-9))[:, None]
    return float(inside.any(axis=1).mean()), float(inside.sum() / (k * len(generated)))


def copies(generated, training, spacing=None):
    """Share of generated rows that are near-copies of training rows.

    A copy lies within a third of the usual distance of training rows from one another (the median distance to the
    nearest other one). Direction: no more than among real rows. Needs no holdout, finds only near repetitions; rows
    that lack the noise of the real ones are no nearer than 0.7 of that distance.
    """
    if spacing is None:
        spacing, _ = spacing_and_copies(training)
    return float((nearest_distances(generated, training) <= COPY_RATIO * spacing).mean())


def spacing_and_copies(training, count=1000):
    """(usual distance of training rows, share of near-copies among them), from the first ``count`` rows."""
    squared = squared_distances(training[:count], training)
    np.fill_diagonal(squared, np.inf)
    nearest = np.sqrt(squared.min(axis=1))
    spacing = float(np.median(nearest))
    return spacing, float((nearest <= COPY_RATIO * spacing).mean())


def nearer_to_training(generated, training, holdout):
    """Share of generated rows nearer to a training row than to a validation row; ties count half.

    ``training`` and ``holdout`` must be of equal size: of a larger training set give some rows, and know that copies
    of the others are not seen (`copies` sees them). Direction: 0.5 is best, 1 says that training rows are copied.
    Source: the idea of comparing with a holdout is that of Meehan et al. 2020 (arXiv 2004.05675).
    """
    if len(training) != len(holdout):
        raise DataError(f"As many held out as training rows are needed, not {len(holdout)} and {len(training)}.")
    to_training, to_holdout = nearest_distances(generated, training), nearest_distances(generated, holdout)
    return float(np.mean((to_training < to_holdout) + 0.5 * (to_training == to_holdout)))


def nearest_distances(rows, others=None, k=1):
    """Distance of each row to its k-th nearest row of ``others``, or to the k-th nearest other one among themselves."""
    if others is not None:
        return np.sqrt(np.partition(squared_distances(rows, others), k - 1, axis=1)[:, k - 1])
    within = squared_distances(rows, rows)
    np.fill_diagonal(within, 0.0)  # not exactly zero by rounding
    return np.sqrt(np.partition(within, k, axis=1)[:, k])


def squared_distances(a, b):
    """Squared Euclidean distances, (n, m), never negative."""
    centre = b.mean(axis=0)  # keeps the difference of large squares from losing digits
    a, b = a - centre, b - centre
    squares = np.square(a).sum(axis=1)[:, None] + np.square(b).sum(axis=1)[None, :]
    return np.maximum(squares - 2.0 * (a @ b.T), 0.0)


def check_neighbours(n, k):
    """Raise `DataError` where there are not more rows than neighbours."""
    if n <= k:
        raise DataError(f"{n} real rows are too few for {k} nearest neighbours: more rows than neighbours are needed.")
