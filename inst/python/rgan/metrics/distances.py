"""Distances between two samples of rows, of shapes (n, d) and (m, d)."""

import numpy as np

from .. import rng


def marginal_distance(real, generated):
    """Wasserstein-1 distance column by column, averaged over the columns.

    Direction: 0 is best. Unit: that of the columns (standard deviations, where rows are scaled). Source: the earth
    mover's distance in one dimension is the area between the two quantile functions (Vallender 1974).
    """
    return float(column_distances(real, generated).mean())


def sliced_wasserstein(real, generated, directions=128, seed=0):
    """Mean Wasserstein-1 distance of the rows projected on random unit directions.

    Direction: 0 is best. Moved mass counts with how far it has to go, so a share that is wrong, rows between groups and
    a missing group all show in proportion. Source: Bonneel et al. 2015 (doi 10.1007/s10851-014-0506-3).
    """
    along = unit_directions(real.shape[1], directions, seed)
    return float(column_distances(real @ along, generated @ along).mean())


def unit_directions(size, count, seed):
    """Random unit vectors as columns: (size, count), uniform on the sphere."""
    drawn = rng.stream(seed, "directions").standard_normal((size, count))
    return drawn / np.linalg.norm(drawn, axis=0)


def column_distances(a, b):
    """Exact Wasserstein-1 distance between each column of ``a`` (n, d) and of ``b`` (m, d): shape (d,)."""
    return sorted_distances(np.sort(a, axis=0), np.sort(b, axis=0))


def sorted_distances(a, b):
    """The same for columns that are sorted already."""
    n, m = len(a), len(b)
    # The quantile functions are constant between the levels i/n and j/m; counted in units of 1/(nm) these are exact.
    levels = np.union1d(np.arange(1, n + 1) * m, np.arange(1, m + 1) * n)
    widths = np.diff(levels, prepend=0) / (n * m)
    return widths @ np.abs(a[(levels - 1) // m] - b[(levels - 1) // n])
