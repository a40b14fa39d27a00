"""Principal components, and rows as their coefficients.

A wave of 250 points that only ever moves in ten ways is ten numbers. Networks that see those instead of the points
learn sooner, and what they make is as smooth as the data, because nothing else can be made. Coefficients are divided by
a power of their standard deviation: at 0 the small ways of moving, such as the step from one day to the next, drown in
the large; at 1 noise counts as much as shape. bench/quality.md shows what decided.
"""

from dataclasses import dataclass

import numpy as np

from .. import rng

COEFFICIENT_POWER = 0.25
EXPLAINED_VARIANCE = 0.99999  # share that the components keep; the rest is rounding, or too small to see
MAX_FITTED_ROWS = 1024  # rows that decide the components
MAX_LEFT_OUT = 0.01  # share of the variance of other rows, of the same kind, that the components may leave out
MAX_COMPONENTS = 512  # beyond that the points themselves are no more numbers than the coefficients
BLOCK_ROWS = 256  # rows multiplied at a time


def principal_axes(centred):
    """Variances along the principal axes of centred rows, and the axes themselves.

    Parameters
    ----------
    centred : array, shape (n, d)
        Rows from which their centre has been taken.

    Returns
    -------
    variances : array, shape (min(n, d),)
        Falling, divisor n.
    axes : array, shape (min(n, d), d)
        Of length 1, except where the variance is 0.
    """
    n, size = centred.shape
    if size <= n:
        values, vectors = np.linalg.eigh(centred.T @ centred)
        axes = vectors.T
    else:
        values, vectors = np.linalg.eigh(centred @ centred.T)
        axes = (vectors / np.sqrt(np.maximum(values, 1e-12 * values.max(initial=0) + 1e-300))).T @ centred
    return np.maximum(values[::-1], 0) / n, axes[::-1]


def fitted_rows(standardise, x, seed):
    """The rows that decide the components, standardised and flat: float64, (at most 1024, d).

    ``standardise`` centres and scales rows; ``seed`` decides which rows of many.
    """
    fitted = rng.some_rows(len(x), MAX_FITTED_ROWS, seed, "components")
    return np.ascontiguousarray(standardise(x[fitted]).reshape(len(fitted), -1), dtype=np.float64)


def kept_count(variances):
    """How many components, of these falling variances, hold all but the rounding."""
    return int(np.searchsorted(np.cumsum(variances), EXPLAINED_VARIANCE * variances.sum()) + 1)


@dataclass(frozen=True)
class Components:
    """Unit ``directions``, (count, row size), and the ``weights`` of their coefficients, (count,); both float32."""

    directions: np.ndarray
    weights: np.ndarray

    @classmethod
    def fit(cls, z, variances, axes, constant, seed):
        """Components that hold all but the rounding; None where they would spare nothing, or lose too much.

        Parameters
        ----------
        z : array, shape (n, d)
            Standardised rows, from `fitted_rows`.
        variances, axes : arrays
            From `principal_axes` of ``z``.
        constant : array of bool, shape (d,)
            Which values of a row are the same in all rows: no direction leads there.
        seed : int
            Decides which half of the rows is compared with the other.

        Returns
        -------
        Components or None
            None where there is no variance, where too many components are needed, or where other rows of the same kind
            would lose by them: noise in more points than there are rows has no components.
        """
        # Halves at random: rows may come in an order of their own, such as two kinds in turn.
        mixed = rng.stream(seed, "components/halves").permutation(len(z))
        one, other = z[np.sort(mixed[::2])], z[np.sort(mixed[1::2])]
        axes_of_one = principal_axes(one)[1][: len(one)]
        left_out = _squared_residual(other, axes_of_one).sum()
        if not variances.sum() > 0 or left_out > MAX_LEFT_OUT * np.square(other).sum():
            return None
        count = kept_count(variances)
        return None if count > MAX_COMPONENTS else cls.leading(count, variances, axes, constant)

    @classmethod
    def leading(cls, count, variances, axes, constant):
        """The first ``count`` components; see `fit`."""
        weights = np.maximum(variances[:count], 1e-30) ** (-COEFFICIENT_POWER / 2)
        weights /= np.sqrt((variances[:count] * weights**2).mean())  # coefficients have variance 1 on average
        directions = np.where(constant, 0, axes[:count])
        # In C order from the first: products of matrices in another order round otherwise, and files know only one.
        return cls(np.ascontiguousarray(directions, dtype=np.float32), weights.astype(np.float32))

    @property
    def count(self):
        """Number of coefficients of a row."""
        return len(self.weights)

    def remainder(self, rows):
        """What the components leave over of standardised rows: float64, flat, (n, row size)."""
        rows, directions = rows.reshape(len(rows), -1), self.directions.astype(np.float64)
        return rows - (rows @ directions.T) @ directions

    def residual(self, rows):
        """Mean squared residual of each standardised row after projection on the directions: shape (n,).

        1 is as much as an average training row varies.
        """
        rows = rows.reshape(len(rows), -1)
        return _squared_residual(rows, self.directions) / rows.shape[1]

    def encode(self, rows):
        """Coefficients of standardised rows: float32, (n, count)."""
        return rows.reshape(len(rows), -1).astype(np.float32) @ (self.directions.T * self.weights)

    def decode(self, coefficients):
        """Standardised rows, flat: float32, (n, row size). A row's bits do not depend on how many there are."""
        back = self.directions / self.weights[:, None]
        rows = np.empty((len(coefficients), back.shape[1]), dtype=np.float32)
        for i in range(0, len(rows), BLOCK_ROWS):
            block = np.zeros((BLOCK_ROWS, self.count), dtype=np.float32)
            block[: len(rows) - i] = coefficients[i : i + BLOCK_ROWS]
            rows[i : i + BLOCK_ROWS] = (block @ back)[: len(rows) - i]
        return rows


def _squared_residual(rows, directions):
    """Squared norm of each row's residual after projection on the directions: shape (n,)."""
    return np.square(rows).sum(axis=1) - np.square(rows @ directions.T).sum(axis=1)
