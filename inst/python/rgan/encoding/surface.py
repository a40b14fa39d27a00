"""Rows that lie on a smooth surface of few dimensions, and generated rows brought onto it.

Sine waves of any frequency and phase are two numbers a row, however many points they have. A generator comes near to
such a surface, but never onto it, and by that its rows are told: their amplitude is not 1, their shape no sine. Where
training rows follow from their neighbours to within a hundredth, so can generated ones: each is moved onto a quadratic
surface through the nearest training rows (moving least squares, Levin 1998), along which it stays where it is. Rows
with noise do not follow from their neighbours, and are left as they are.
"""

import math
from dataclasses import dataclass

import numpy as np

from .. import rng

MAX_DIMENSIONS = 3
MAX_ROWS = 2048  # training rows that are kept, as the surface is laid through them
MAX_NUMBERS = 512  # in a row as the networks see it
CHECKED_ROWS = 256
TOLERANCE = 0.01  # of the root mean square of rows: how far nine of ten lie from what their neighbours say
CHECKED_SHARE = 0.9
MIN_DISTINCT = 0.9  # share of the rows
ROWS_A_NEIGHBOUR = 8  # with fewer, neighbours are far
REACH = 1.2  # of the farthest neighbour: no row is moved farther out along the surface
RIDGE = 1e-10
BLOCK_ROWS = 256


@dataclass(frozen=True)
class Surface:
    """Training ``rows`` as the networks see them, float32 (m, k), and the ``dimension`` of the surface they lie on."""

    rows: np.ndarray
    dimension: int

    @classmethod
    def fit(cls, encoded, seed):
        """The surface of training rows.

        Parameters
        ----------
        encoded : array, shape (n, k)
            As the networks see them, at most `MAX_ROWS`: all are kept.
        seed : int
            Decides which rows are left out to see whether they follow from the others.

        Returns
        -------
        Surface or None
            None where there is none of at most 3 dimensions, fewer than rows have numbers.
        """
        if encoded.ndim != 2 or not 2 <= encoded.shape[1] <= MAX_NUMBERS:
            return None
        rows = np.ascontiguousarray(encoded, dtype=np.float32)
        if len(np.unique(rows, axis=0)) < MIN_DISTINCT * len(rows):
            return None  # what repeats lies on no surface
        for dimension in range(1, min(MAX_DIMENSIONS, encoded.shape[1] - 1) + 1):
            if len(rows) >= ROWS_A_NEIGHBOUR * n_neighbours(dimension):
                found = cls(rows, dimension)
                if found._follows(seed):
                    return found
        return None

    def bring(self, encoded):
        """Rows, float32 (n, k), moved onto the surface: a new array.

        A row's bits do not depend on how many there are.
        """
        from threadpoolctl import threadpool_limits  # noqa: PLC0415 - scikit-learn needs it, too

        brought = np.empty_like(encoded)
        # Threads that wait for one another on a busy machine make small systems a hundred times slower to solve.
        with threadpool_limits(1):
            for i in range(0, len(encoded), BLOCK_ROWS):
                block = np.zeros((BLOCK_ROWS, encoded.shape[1]), dtype=np.float32)
                block[: len(encoded) - i] = encoded[i : i + BLOCK_ROWS]
                brought[i : i + BLOCK_ROWS] = self._bring(block.astype(np.float64))[: len(encoded) - i]
        return brought

    def _follows(self, seed):
        """Whether training rows, each left out, lie where their neighbours say."""
        checked = self.rows[rng.some_rows(len(self.rows), CHECKED_ROWS, seed, "surface/checked")].astype(np.float64)
        off = np.square(checked - self._bring(checked, first=1)).sum(axis=1)
        size = np.square(self.rows - self.rows.mean(axis=0)).sum(axis=1).mean()
        return np.quantile(off, CHECKED_SHARE) < TOLERANCE**2 * size

    def _bring(self, points, first=0):
        """``points`` on the surface through their neighbours from the ``first`` on."""
        rows = self.rows.astype(np.float64)
        distances = np.square(rows).sum(axis=1) - 2 * points @ rows.T
        nearest = np.argsort(distances, axis=1, kind="stable")[:, first : first + n_neighbours(self.dimension)]
        near = rows[nearest]
        far = np.square(near - points[:, None]).sum(axis=2)
        weights = np.maximum(1 - far / np.maximum(far[:, -1:], 1e-300), 0) + 1e-3
        centre = (weights[..., None] * near).sum(axis=1, keepdims=True) / weights.sum(axis=1)[:, None, None]
        away, roots = near - centre, np.sqrt(weights)[..., None]
        tangent = np.swapaxes(np.linalg.svd(away * roots, full_matrices=False)[2][:, : self.dimension], 1, 2)
        along, wanted = away @ tangent, (points[:, None] - centre) @ tangent
        size = np.maximum(np.abs(along).max(axis=(1, 2), keepdims=True), 1e-300)
        terms = _quadratic(along / size) * roots
        normal = np.swapaxes(terms, 1, 2) @ terms
        normal += RIDGE * np.trace(normal, axis1=1, axis2=2)[:, None, None] * np.eye(normal.shape[1])
        fitted = np.linalg.solve(normal, np.swapaxes(terms, 1, 2) @ (near * roots))
        return (_quadratic(np.clip(wanted / size, -REACH, REACH)) @ fitted)[:, 0]


def n_neighbours(dimension):
    """How many neighbours a quadratic surface is laid through: more than twice as many as it has coefficients."""
    return 2 * math.comb(dimension + 2, 2) + 4


def _quadratic(t):
    """1, each number of ``t``, (..., d), and each product of two."""
    first, second = np.triu_indices(t.shape[-1])
    return np.concatenate([np.ones_like(t[..., :1]), t, t[..., first] * t[..., second]], axis=-1)
