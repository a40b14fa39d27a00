"""Waves and series as coefficients of their principal components.

A wave of 250 points that only ever moves in ten ways is ten numbers. Networks that see those instead of the points
learn sooner, and what they make is as smooth as the data, because nothing else can be made. Coefficients are divided by
a power of their standard deviation: at 0 the small ways of moving, such as the step from one day to the next, drown in
the large; at 1 noise counts as much as shape. bench/quality.md shows what decided.
"""

from dataclasses import dataclass

import numpy as np

from .. import rng

POWER = 0.25
KEPT = 0.99999  # share of the variance that the components explain; what is left is rounding, or too small to see
ROWS = 1024  # rows that decide the components, at most
LOST = 0.01  # share of the variance of other rows, of the same kind, that components may leave out
MOST = 512  # components, at most: beyond that the points themselves are no more numbers than the coefficients
PART = 256  # rows multiplied at a time


@dataclass(frozen=True)
class Components:
    """Unit ``directions``, (count, row size), and the ``weights`` of their coefficients, (count,); both float32."""

    directions: np.ndarray
    weights: np.ndarray

    @classmethod
    def fit(cls, standardised, x, constant, seed):
        """Components of ``x`` (rows first), centred and scaled by the function ``standardised``.

        ``constant`` says of each value of a row whether it is the same in all rows: there no direction leads.

        None where there is no variance, so many components are needed that they would not spare anything, or other rows
        of the same kind would lose by them: noise in more points than there are rows has no components.
        """
        looked_at = rng.some_rows(len(x), ROWS, seed, "components")
        z = np.ascontiguousarray(standardised(x[looked_at]).reshape(len(looked_at), -1), dtype=np.float64)
        variances, directions = _principal(z)
        # Halves at random: rows may come in an order of their own, such as two kinds in turn.
        mixed = rng.stream(seed, "components/halves").permutation(len(z))
        one, other = z[np.sort(mixed[::2])], z[np.sort(mixed[1::2])]
        of_one = _principal(one)[1][: len(one)]
        if not variances.sum() > 0 or _left_out(other, of_one).sum() > LOST * np.square(other).sum():
            return None
        count = int(np.searchsorted(np.cumsum(variances), KEPT * variances.sum()) + 1)
        if count > MOST:
            return None
        weights = np.maximum(variances[:count], 1e-30) ** (-POWER / 2)
        weights /= np.sqrt((variances[:count] * weights**2).mean())  # coefficients have variance 1 on average
        directions = np.where(constant.ravel(), 0, directions[:count])
        # In C order from the first: products of matrices in another order round otherwise, and files know only one.
        return cls(np.ascontiguousarray(directions, dtype=np.float32), weights.astype(np.float32))

    @property
    def count(self):
        """How many coefficients a row has."""
        return len(self.weights)

    def lost(self, rows):
        """How much of each standardised row the components leave out: (n,), 1 is as much as an average row has."""
        rows = rows.reshape(len(rows), -1)
        return _left_out(rows, self.directions) / rows.shape[1]

    def apply(self, rows):
        """Coefficients of standardised rows: (n, count)."""
        return rows.reshape(len(rows), -1).astype(np.float32) @ (self.directions.T * self.weights)

    def invert(self, coefficients):
        """Standardised rows, flat: float32, (n, row size). A row's bits do not depend on how many there are."""
        back = self.directions / self.weights[:, None]
        rows = np.empty((len(coefficients), back.shape[1]), dtype=np.float32)
        for i in range(0, len(rows), PART):
            part = np.zeros((PART, self.count), dtype=np.float32)
            part[: len(rows) - i] = coefficients[i : i + PART]
            rows[i : i + PART] = (part @ back)[: len(rows) - i]
        return rows


def _left_out(rows, directions):
    """Squared length of what of each row is across all directions."""
    return np.square(rows).sum(axis=1) - np.square(rows @ directions.T).sum(axis=1)


def _principal(z):
    """Variances along the principal directions of centred rows, falling, and the directions, (count, row size)."""
    n, size = z.shape
    if size <= n:
        values, vectors = np.linalg.eigh(z.T @ z)
        directions = vectors.T
    else:
        values, vectors = np.linalg.eigh(z @ z.T)
        directions = (vectors / np.sqrt(np.maximum(values, 1e-12 * values.max(initial=0) + 1e-300))).T @ z
    return np.maximum(values[::-1], 0) / n, directions[::-1]
