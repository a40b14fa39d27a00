"""Rows in separated groups, each in units of its own, with the group beside them.

A continuous network cannot make rows of groups that are apart without making some between them, and it learns many
sharp groups slowly. So each row is seen as what it is within its group (minus the group's centre, over its deviations),
and the group as a condition of both networks (Liu et al. 2020, arXiv 2006.10728): it is drawn by its share, and the
networks learn what rows of that group are like. All of the groups share their weights.

A network would learn the few rows of a small group by heart. Where rows within their groups look normal, so that there
is nothing else to learn, generated ones are blurred by as much as the number of rows of their group is too few to tell
(Silverman 1986, Density Estimation, 4.3), and made narrower before, so that their variance stays what it is.

Where all that is told of rows are categories, each combination of these, a *cell*, has groups of its own: a species is
a group that is known beforehand.
"""

from dataclasses import dataclass, replace

import numpy as np

from .clusters import clusters
from .pca import BLOCK_ROWS
from .signal import is_normal

MAX_GROUPS = 512
PRIOR_ROWS = 5  # rows of the deviations of all groups that each group's own are mixed with: small groups share
LEAST_DEVIATION = 1e-3  # of all rows: what varies less within a group is told apart by no more than that
ROWS_AT_A_TIME = 1 << 14
LEAST_ROWS = 3  # of a group within a cell
MAX_BLUR = 0.9  # in the deviations of rows within their groups


@dataclass(frozen=True)
class Groups:
    """``centres`` and ``deviations``, (groups, d), and ``shares``, (groups,), float64; the largest group is first.

    A deviation is 0 where all rows of a group are the same: their value comes back whatever networks make there.
    ``blur``, (groups,), is how much of generated rows within their groups is drawn anew, and ``colour``, (d, d), what
    independent normal numbers are multiplied by; None where nothing is. ``cells``, (groups,) int32, is the cell that
    each group belongs to, None where there are no cells.
    """

    centres: np.ndarray
    deviations: np.ndarray
    shares: np.ndarray
    blur: np.ndarray | None = None
    colour: np.ndarray | None = None
    cells: np.ndarray | None = None

    @classmethod
    def find_within(cls, z, cell, seed):
        """The groups of rows, (n, d), of which each lies in one ``cell``, (n,) from 0; None where they are one."""
        looked_at, label = clusters(z, seed)
        numbers, joint = np.unique(_joint(label, cell[looked_at]), return_inverse=True)
        if not 1 < len(numbers) <= MAX_GROUPS:
            return None
        of = np.array([cell[looked_at][joint == g][0] for g in range(len(numbers))], dtype=np.int32)
        found = replace(cls._of(z[looked_at], joint, len(numbers)), cells=of)
        kept, group, counts = np.unique(found.nearest(z, cell), return_inverse=True, return_counts=True)
        order = np.argsort(-counts, kind="stable")
        kept, group = kept[order], np.argsort(order)[group]
        found = replace(cls._of(z, group, len(kept)), cells=of[kept])
        return found._blurred(z, cell) if len(kept) > 1 else None

    @classmethod
    def find(cls, z, seed):
        """The groups of rows, (n, d), in comparable units; None where they are one. ``seed`` decides what is chance."""
        looked_at, label = clusters(z, seed)
        count = int(label.max()) + 1
        if not 1 < count <= MAX_GROUPS:
            return None
        found = cls._of(z[looked_at], label, count)
        # Of many rows all decide, each in its nearest group, as it will be when it is encoded.
        return cls._of(z, found.nearest(z), count)._blurred(z)

    @classmethod
    def _of(cls, rows, label, count):
        found = []
        for g in range(count):
            # One group at a time in double precision: rows may be many.
            x = np.asarray(rows[label == g], dtype=np.float64)
            if len(x):
                found.append((x.mean(axis=0), np.ptp(x, axis=0) == 0, x[0], len(x), x.var(axis=0)))
        means, constant, first, sizes, variances = (np.array(each) for each in zip(*found, strict=True))
        centres, sizes = np.where(constant, first, means), sizes.astype(np.float64)
        pooled = sizes @ variances / sizes.sum()
        variances = (sizes[:, None] * variances + PRIOR_ROWS * pooled) / (sizes[:, None] + PRIOR_ROWS)
        return cls(centres, np.where(constant, 0.0, np.sqrt(variances)), sizes / sizes.sum())

    def _blurred(self, z, cell=None):
        """The same with what is drawn anew of rows like these, (n, d)."""
        n, size = z.shape
        within = self.encode(z, cell)[:, :size].astype(np.float64)
        varying = within.std(axis=0) > 0
        if not varying.any() or not is_normal(within[:, varying]):
            return self
        # The width of the kernel, in deviations, that estimates the density of normal rows best.
        blur = (4 / (self.shares * n * (size + 2))) ** (1 / (size + 4))
        values, axes = np.linalg.eigh(within.T @ within / n)
        colour = np.ascontiguousarray((axes * np.sqrt(np.maximum(values, 0))).T)
        return replace(self, blur=np.minimum(blur, MAX_BLUR), colour=colour)

    @property
    def count(self):
        """Number of groups, 2 or more."""
        return len(self.shares)

    def nearest(self, z, cell=None):
        """The group of each row, (n,): the likeliest, were each normal with columns of their own.

        Of a row in a ``cell``, (n,), the likeliest of that cell's groups, if it has any.
        """
        least = LEAST_DEVIATION * np.sqrt(self.shares @ np.square(self.centres - self.shares @ self.centres))
        deviations = np.maximum(self.deviations, least + 1e-12)
        unlikely = 2 * np.log(deviations).sum(axis=1) - 2 * np.log(self.shares)
        group = np.empty(len(z), dtype=int)
        for i in range(0, len(z), ROWS_AT_A_TIME):
            rows = np.asarray(z[i : i + ROWS_AT_A_TIME], dtype=np.float64)
            away = [np.square((rows - c) / s).sum(axis=1) for c, s in zip(self.centres, deviations, strict=True)]
            away = np.array(away) + unlikely[:, None]
            if cell is not None and self.cells is not None:
                other = self.cells[:, None] != cell[i : i + len(rows)]
                away[other & ~other.all(axis=0)] = np.inf
            group[i : i + len(rows)] = away.argmin(axis=0)
        return group

    def encode(self, z, cell=None):
        """Rows within their groups, and one number for each group, 1 for the row's own: float32, (n, d + groups)."""
        group = self.nearest(z, cell)
        deviations = np.where(self.deviations > 0, self.deviations, 1.0)[group]
        within = (np.asarray(z, dtype=np.float64) - self.centres[group]) / deviations
        return np.concatenate([within, np.eye(self.count)[group]], axis=1).astype(np.float32)

    def decode(self, rows, random=None):
        """Rows, (n, d), of encoded ones; a row between groups is so far between their centres and deviations.

        ``random``, a NumPy generator, draws what is drawn anew of generated rows; None leaves rows as they are.
        """
        within, group = (np.asarray(part, np.float64) for part in np.split(rows, [self.centres.shape[1]], axis=1))
        if self.blur is not None and random is not None:
            blur = np.clip(group @ self.blur, 0, MAX_BLUR)[:, None]
            within = np.sqrt(1 - np.square(blur)) * within + blur * self._noise(len(rows), random)
        return within * (group @ self.deviations) + group @ self.centres

    def _noise(self, n, random):
        """Normal rows that vary together as rows within their groups do. The first rows of many are those of few."""
        noise = np.empty((n, len(self.colour)))
        for i in range(0, n, BLOCK_ROWS):
            block = np.zeros((BLOCK_ROWS, len(self.colour)))
            block[: n - i] = random.standard_normal((min(BLOCK_ROWS, n - i), len(self.colour)))
            noise[i : i + BLOCK_ROWS] = (block @ self.colour)[: n - i]
        return noise

    def draw(self, n, random):
        """The groups of ``n`` rows, by their shares, as numbers of 0 and one 1: float32, (n, groups).

        The first rows of many are those of few. ``random`` is a NumPy generator.
        """
        drawn = np.searchsorted(np.cumsum(self.shares), random.random(n), side="right")
        return np.eye(self.count, dtype=np.float32)[np.minimum(drawn, self.count - 1)]


def _joint(label, cell):
    """Clusters within cells: a number for each row; what is few in a cell belongs to its largest cluster."""
    joint = cell.astype(np.int64) * (int(label.max()) + 1) + label
    for of in np.unique(cell):
        rows = np.flatnonzero(cell == of)
        numbers, counts = np.unique(joint[rows], return_counts=True)
        few = np.isin(joint[rows], numbers[counts < LEAST_ROWS])
        joint[rows[few]] = numbers[counts.argmax()]
    return joint
