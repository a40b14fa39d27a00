"""Groups among real rows, how many of the generated rows fall into each, and how many lie between them."""

from dataclasses import dataclass

import numpy as np

from .. import rng
from ..encoding.pca import principal_axes
from .neighbours import nearest_distances, squared_distances

MAX_GROUPS = 12
MAX_COMPONENTS = 20  # groups are looked for in the first principal components
MIN_SHARE = 0.02  # a group has at least this share of the rows ...
MIN_ROWS = 3  # ... and at least so many of them, in either half
MAX_MIDDLE_SHARE = 0.1  # rows allowed in the middle between two groups, relative to the smaller one
MIDDLE_WIDTH = 0.15  # the middle reaches this far to either side, in distances between the centres
MIN_REACH = 0.1  # rows are between two groups when they are more than this share of the way from one to the other
N_STARTS = 8


@dataclass(frozen=True)
class Groups:
    """``centres`` (k, d) and ``radii`` (k,).

    A group reaches 1.2 times as far as 99 of 100 of its real rows, and at least a tenth of the way to the next group.
    """

    centres: np.ndarray
    radii: np.ndarray

    @property
    def count(self):
        """Number of groups, at least 1."""
        return len(self.centres)

    def assign(self, rows):
        """(nearest group of each row, whether it lies outside the reach of that group)."""
        distances = squared_distances(rows, self.centres)
        group = distances.argmin(axis=1)
        return group, np.sqrt(distances[np.arange(len(rows)), group]) > self.radii[group]

    def shares(self, rows):
        """Share of rows nearest to each group: (k,), adds up to 1."""
        return np.bincount(self.assign(rows)[0], minlength=self.count) / len(rows)

    def outside(self, rows):
        """Share of rows in no group's reach: between the groups or beyond them. Direction: as among real rows."""
        return float(self.assign(rows)[1].mean())


def find_groups(rows, seed=0):
    """The groups of real rows: as many as are separated by a valley, largest group first; one where there is none.

    For k = 2, 3, ... k-means centres are found on a random half of the rows and looked at with the other half. Rows of
    two neighbouring groups are projected on the line between the centres: where the groups are real, hardly any lie in
    the middle (fewer than a tenth of the smaller group), and a group that was cut in two, or that the first half only
    seemed to have, gives itself away. The largest k whose groups are all separated is taken. Normal groups count as
    two when their centres are about five standard deviations apart.
    """
    random = rng.stream(seed, "find_groups")
    scores, back = _principal(rows)
    # Few rows may be split unluckily, with hardly any of a group in one half.
    best = max(_count(scores, random) for _ in range(1 if len(rows) > 100 else 3))
    centres = k_means(scores, best, random)
    group = squared_distances(scores, centres).argmin(axis=1)
    centres = centres[np.argsort(-np.bincount(group, minlength=best), kind="stable")]
    return _with_reach(back(centres), rows)


def _count(scores, random):
    """The largest number of groups that are found in one half and separated in both."""
    order = random.permutation(len(scores))
    halves = scores[order[: len(scores) // 2]], scores[order[len(scores) // 2 :]]
    best = 1
    for k in range(2, 1 + min(MAX_GROUPS, len(halves[0]) // MIN_ROWS)):
        centres = k_means(halves[0], k, random)
        if all(_separated(centres, half) for half in halves):
            best = k
    return best


def _with_reach(centres, rows):
    distances = squared_distances(rows, centres)
    group = distances.argmin(axis=1)
    near = np.sqrt(distances[np.arange(len(rows)), group])
    members = [near[group == g] for g in range(len(centres))]
    reach = np.array([1.2 * np.quantile(m, 0.99) if len(m) else 0.0 for m in members])
    if len(centres) > 1:
        reach = np.maximum(reach, MIN_REACH * nearest_distances(centres))
    return Groups(centres, reach)


def _principal(rows):
    """Scores on the first principal components, and the way back."""
    centre = rows.mean(axis=0)
    axes = principal_axes(rows - centre)[1][:MAX_COMPONENTS]
    return (rows - centre) @ axes.T, lambda scores: scores @ axes + centre


def _separated(centres, rows):
    """Whether every group has enough rows and a valley between itself and its neighbours."""
    distances = squared_distances(rows, centres)
    group = distances.argmin(axis=1)
    sizes = np.bincount(group, minlength=len(centres))
    if sizes.min() < max(MIN_ROWS, MIN_SHARE * len(rows)):
        return False
    second = np.argsort(distances, axis=1)[:, 1]
    for a in range(len(centres)):
        for b in range(a):
            pair = ((group == a) & (second == b)) | ((group == b) & (second == a))
            way = centres[b] - centres[a]
            along = (rows[pair] - centres[a]) @ way / (way @ way)
            if np.sum(np.abs(along - 0.5) < MIDDLE_WIDTH) > MAX_MIDDLE_SHARE * min(sizes[a], sizes[b]):
                return False
    return True


def k_means(rows, k, random, passes=50):
    """Centres (k, d) of the best of several starts of Lloyd's algorithm, each seeded by k-means++ (Arthur 2007)."""
    best, least = None, np.inf
    for _ in range(1 if k == 1 else N_STARTS):
        centres = _spread_centres(rows, k, random)
        for _ in range(passes):
            group = squared_distances(rows, centres).argmin(axis=1)
            moved = np.array([rows[group == g].mean(axis=0) if (group == g).any() else centres[g] for g in range(k)])
            if np.array_equal(moved, centres):
                break
            centres = moved
        loss = squared_distances(rows, centres).min(axis=1).sum()
        if loss < least:
            best, least = centres, loss
    return best


def _spread_centres(rows, k, random):
    """Greedy k-means++: of a few rows drawn far from the centres so far, the one that helps most."""
    centres = rows[[random.integers(len(rows))]]
    nearest = squared_distances(rows, centres)[:, 0]
    while len(centres) < k:
        total = nearest.sum()
        chances = nearest / total if total > 0 else None
        drawn = random.choice(len(rows), size=2 + int(np.log(k)), p=chances)
        shorter = np.minimum(nearest[:, None], squared_distances(rows, rows[drawn]))
        taken = shorter.sum(axis=0).argmin()
        centres, nearest = np.concatenate([centres, rows[drawn[[taken]]]]), shorter[:, taken]
    return centres
