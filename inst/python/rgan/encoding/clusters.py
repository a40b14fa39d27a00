"""Which rows belong together: clusters of density, joined until there is a valley between any two.

HDBSCAN (Campello et al. 2013) finds dense regions, and in one cloud, or along a curve, many of them. Two are one where
rows lie in the middle between them, on the line that tells them apart best. So a normal cloud, a spiral and two
crescents are one group, and a hundred clouds are a hundred.
"""

import warnings

import numpy as np

from .. import rng
from .pca import principal_axes

MAX_ROWS = 5000  # rows that decide
MIN_ROWS, MAX_LEAST = 5, 30  # a cluster has at least so many rows: of few rows, and of many ...
ROWS_A_CLUSTER = 60  # ... in between one of so many
MAX_COMPONENTS = 10  # density means little in more dimensions
POWER = 0.5  # of their standard deviation, by which components are divided: large ones count more, yet not alone
NEIGHBOURS = 4  # other clusters that each is compared with
MAX_MIDDLE = 0.1  # rows allowed in the middle between two clusters, relative to the smaller one ...
MIDDLE = 0.15  # ... which reaches so far to either side, in distances between the centres
SHRINK = 0.1  # of the mean variance is added to each, so that few rows do not find a line by chance


def clusters(z, seed):
    """The cluster of each row, from 0, largest first; all 0 where there is one.

    Parameters
    ----------
    z : array, shape (n, d)
        Rows in comparable units.
    seed : int
        Decides which rows of many are looked at, and how they are halved.

    Returns
    -------
    numbers : array of int
        Numbers of the rows looked at, sorted.
    label : array of int
        Their clusters.
    """
    looked_at = rng.some_rows(len(z), MAX_ROWS, seed, "groups")
    rows = _principal(np.asarray(z[looked_at], dtype=np.float64))
    label = _dense(rows)
    if label.max() > 0:
        label = _joined(rows, _complete(rows, label), rng.stream(seed, "groups/halves"))
    order = np.argsort(-np.bincount(label), kind="stable")
    return looked_at, np.argsort(order)[label]


def _principal(z):
    centred = z - z.mean(axis=0)
    variances, axes = principal_axes(centred)
    kept = np.flatnonzero(variances > 1e-8 * max(variances[0], 1e-300))[:MAX_COMPONENTS]
    return centred @ axes[kept].T / variances[kept] ** (POWER / 2)


def _dense(rows):
    """Clusters of density, -1 for rows in none; all 0 where there are not two."""
    from sklearn.cluster import HDBSCAN  # noqa: PLC0415 - takes a second to import

    least = int(np.clip(len(rows) // ROWS_A_CLUSTER, MIN_ROWS, MAX_LEAST))
    if len(rows) < 2 * least or rows.shape[1] == 0:
        return np.zeros(len(rows), dtype=int)
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", FutureWarning)
        label = HDBSCAN(min_cluster_size=least, min_samples=MIN_ROWS).fit_predict(rows)
    return label if label.max() > 0 else np.zeros(len(rows), dtype=int)


def _complete(rows, label):
    """The same with the rows in no cluster in the nearest one, in its own units."""
    count = label.max() + 1
    variances = np.array([rows[label == g].var(axis=0) for g in range(count)])
    variances += SHRINK * variances.mean() + 1e-12
    stray = np.flatnonzero(label < 0)
    away = np.empty((len(stray), count))
    for g in range(count):
        squares = np.square(rows[stray] - rows[label == g].mean(axis=0)) / variances[g]
        away[:, g] = squares.sum(axis=1) + np.log(variances[g]).sum()
    complete = label.copy()
    complete[stray] = away.argmin(axis=1)
    return complete


def _joined(rows, label, random):
    """Clusters joined, those with most rows between them first, until none have many."""
    members = {g: np.flatnonzero(label == g) for g in range(label.max() + 1)}
    between = {}
    for pair in _near(rows, members):
        between[pair] = _middle(*(rows[members[g]] for g in pair), random)
    while between:
        (a, b), share = max(between.items(), key=lambda item: item[1])
        if share <= MAX_MIDDLE:
            break
        members[a] = np.concatenate([members[a], members.pop(b)])
        others = {g for pair in between for g in pair if {a, b} & set(pair)} - {a, b}
        between = {pair: value for pair, value in between.items() if not {a, b} & set(pair)}
        for g in others:
            pair = (min(a, g), max(a, g))
            between[pair] = _middle(*(rows[members[i]] for i in pair), random)
    joined = np.empty(len(rows), dtype=int)
    for number, those in enumerate(members.values()):
        joined[those] = number
    return joined


def _near(rows, members):
    """Pairs of clusters of which one is among the nearest of the other, each once."""
    numbers = list(members)
    centres = np.array([rows[members[g]].mean(axis=0) for g in numbers])
    away = np.square(centres[:, None] - centres).sum(axis=2)
    np.fill_diagonal(away, np.inf)
    nearest = np.argsort(away, axis=1, kind="stable")[:, : min(NEIGHBOURS, len(numbers) - 1)]
    return sorted({(min(a, b), max(a, b)) for a, near in zip(numbers, nearest.tolist(), strict=True) for b in near})


def _middle(a, b, random):
    """Rows of two clusters in the middle between them, over the rows of the smaller: the more of two halves.

    The line is Fisher's, found on one half of the rows and looked at in the other: what seems apart by chance gives
    itself away.
    """
    halves_of_a, halves_of_b = ([x[half] for half in _halves(len(x), random)] for x in (a, b))
    shares = []
    for half in range(2):
        one, other = halves_of_a[half], halves_of_b[half]
        centre, way = one.mean(axis=0), other.mean(axis=0) - one.mean(axis=0)
        spread = np.concatenate([one - centre, other - other.mean(axis=0)])
        covariance = spread.T @ spread / len(spread)
        covariance += np.eye(len(way)) * (SHRINK * np.trace(covariance) / len(way) + 1e-12)
        line = np.linalg.solve(covariance, way)
        seen = np.concatenate([halves_of_a[1 - half], halves_of_b[1 - half]])
        along = (seen - centre) @ line / max(line @ way, 1e-300)
        smaller = max(1, min(len(halves_of_a[1 - half]), len(halves_of_b[1 - half])))
        shares.append(float(np.sum(np.abs(along - 0.5) < MIDDLE) / smaller))
    return max(shares)


def _halves(n, random):
    order = random.permutation(n)
    return order[::2], order[1::2]
