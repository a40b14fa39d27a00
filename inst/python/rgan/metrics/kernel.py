"""How alike two samples of rows are, by a kernel of several widths: what traced epochs are scored by.

The maximum mean discrepancy (Gretton et al. 2012, jmlr.org/papers/v13/gretton12a.html) compares how near the rows of
two samples are to one another with how near they are within each. Narrow kernels see blur, roughness, rounding and
copies, wide ones shares, shifts and lost groups. It needs no groups and no directions, and sees many modes as well as
few.
"""

import numpy as np

from .. import rng
from .neighbours import squared_distances

WIDTHS = (0.25, 1, 4, 16, 64, 256)  # squared, in the usual squared distance between neighbours; each 4 of the last
SPLITS = 200  # random halves of the real rows that are compared with one another ...
FLOOR_QUANTILE = 0.95  # ... so many of which are no farther apart than the floor


class Kernel:
    """Scores rows beside real ones.

    Parameters
    ----------
    real : array, shape (n, d)
        Standardised real rows, at least 2.
    """

    def __init__(self, real):
        self._real = np.asarray(real, dtype=np.float64)
        squared = squared_distances(self._real, self._real)
        np.fill_diagonal(squared, np.inf)
        nearest = squared.min(axis=1)
        nearest = nearest[nearest > 0]  # rows that repeat tell nothing of how far rows are apart
        self._unit = float(np.median(nearest)) if len(nearest) else 1.0
        self._among_real = _within(self._similarities(squared))

    def score(self, rows):
        """How unlike the real rows others, (m, d), are: from 0, as other real ones, to 1, nothing in common.

        For each width the discrepancy over its largest value, (a + b - 2c) / (a + b), where a and b are the mean
        similarities of different rows within the samples and c that between them; the mean over the widths. Without
        bias, so that the score does not depend on how many rows there are; what is below 0 by chance counts as 0.
        """
        rows = np.asarray(rows, dtype=np.float64)
        squared = squared_distances(rows, rows)
        np.fill_diagonal(squared, np.inf)
        among = _within(self._similarities(squared))
        between = [kernel.mean() for kernel in self._similarities(squared_distances(rows, self._real))]
        return max(0.0, float(np.mean(_discrepancy(self._among_real, among, np.array(between)))))

    def floor(self, size, seed):
        """A score that ``size`` other real rows have no more than once in twenty times.

        By permutation: halves of the real rows are compared with one another, and what they differ by is brought to
        the larger samples: what samples of one kind differ by goes with the sum of one over their sizes. 0 for fewer
        than 4 real rows.
        """
        n = len(self._real)
        if n < 4:
            return 0.0
        first = np.zeros((n, SPLITS))
        first[: n // 2] = 1
        first = rng.stream(seed, "kernel/floor").permuted(first, axis=0)
        second, half, rest = 1 - first, n // 2, n - n // 2
        squared = squared_distances(self._real, self._real)
        np.fill_diagonal(squared, np.inf)
        differences = []
        for kernel in self._similarities(squared):
            to_first = kernel @ first
            within = (first * to_first).sum(axis=0) / (half * (half - 1))
            between = (second * to_first).sum(axis=0) / (half * rest)
            other = (second * (kernel @ second)).sum(axis=0) / (rest * (rest - 1))
            differences.append(_discrepancy(within, other, between))
        apart = float(np.quantile(np.mean(differences, axis=0), FLOOR_QUANTILE))
        return max(0.0, apart) * (1 / n + 1 / size) / (1 / half + 1 / rest)

    def _similarities(self, squared):
        """The kernels of squared distances, one of each width, the widest first; infinite distances give 0."""
        kernel = np.exp(-squared / (2 * WIDTHS[-1] * self._unit))
        yield kernel
        for _ in WIDTHS[1:]:
            kernel = np.square(np.square(kernel))  # a width half as large takes the fourth power
            yield kernel


def _within(kernels):
    """Mean similarity of different rows, for each width; the diagonals must be 0."""
    return np.array([kernel.sum() / (len(kernel) * (len(kernel) - 1)) for kernel in kernels])


def _discrepancy(one, other, between):
    total = one + other
    return np.where(total > 0, (total - 2 * between) / np.where(total > 0, total, 1), 0.0)
