"""Mean and covariance of generated rows, made those of the data.

A GAN that has learned what rows look like still makes them vary too little in some directions, and more so the more
directions there are: among fifty components the small ones had half to nine tenths of their deviation. A classifier
adds that up. So rows, as the networks see them, are moved and stretched by one linear map, fixed when an epoch is
traced: shapes, groups and dependences beyond the linear are the generator's, mean and covariance those of the data.
Where rows have conditions the mean follows them, as in a linear regression.

A map from few rows knows little. The covariance of n rows of d numbers counts n against d as much as the generator's
own; where there are few rows the map is next to none. Nor does it stretch by more than three times: what a generator
hardly varies in is not there.
"""

from dataclasses import dataclass

import numpy as np

from .. import rng

MAX_SIZE = 512  # numbers of a row: beyond, the map costs more than a trace should
MAX_ROWS = 1 << 14  # training rows that decide
MAX_STRETCH = 3.0  # and the inverse of the least
LEAST_VARIANCE = 1e-10  # of the largest: what varies less does not vary
RIDGE = 5.0  # rows that are supposed to have no slope: few rows under a condition say little


@dataclass(frozen=True)
class MomentTargets:
    """What rows as the networks see them are like: ``slope``, float64 (1 + conditions, d), and ``covariance``, (d, d).

    The slope is that of the regression on 1 and the conditions, the covariance that of its residuals; ``n`` rows
    decided.
    """

    slope: np.ndarray
    covariance: np.ndarray
    n: int

    @classmethod
    def fit(cls, rows, conditions, seed, trained=None):
        """Of training rows.

        Parameters
        ----------
        rows : array, shape (n, d + conditions)
            As the networks see them.
        conditions : int
            How many numbers of a row, its last, are conditions.
        seed : int
            Decides which rows of many are looked at.
        trained : array of int, optional
            The numbers of the rows that count; all by default.

        Returns
        -------
        MomentTargets or None
            None for rows that are not flat, or longer than `MAX_SIZE`.
        """
        if len(rows.shape) != 2 or not 0 < rows.shape[1] - conditions <= MAX_SIZE:
            return None
        trained = np.arange(len(rows)) if trained is None else trained
        looked_at = rows[trained[rng.some_rows(len(trained), MAX_ROWS, seed, "moments")]]
        return cls(*_moments(looked_at, conditions), len(looked_at))

    def map(self, generated):
        """The map for a generator, from many rows of it: as the networks make them, (n, d + conditions)."""
        conditions = len(self.slope) - 1
        slope, covariance = _moments(generated, conditions)
        known = self.n / (self.n + len(covariance))
        stretch, axes = np.linalg.eigh(_transport(covariance, known * self.covariance + (1 - known) * covariance))
        stretch = np.clip(stretch, 1 / MAX_STRETCH, MAX_STRETCH)
        matrix = np.eye(len(axes)) + (axes * (stretch - 1)) @ axes.T
        return Moments(matrix, self.slope - slope @ matrix)


@dataclass(frozen=True)
class Moments:
    """A linear map of rows: times ``matrix``, float64 (d, d), and plus 1 and their conditions times ``shift``."""

    matrix: np.ndarray
    shift: np.ndarray

    def apply(self, rows):
        """Rows as the networks make them, (n, d + conditions), moved: float32, a new array."""
        numbers, design = _parts(rows, len(self.shift) - 1)
        moved = np.array(rows, dtype=np.float32)
        moved[:, : numbers.shape[1]] = numbers @ self.matrix + design @ self.shift
        return moved

    def summary(self):
        """The least and the most that rows are stretched in any direction, as a list."""
        ends = np.linalg.svd(self.matrix, compute_uv=False)
        return [float(ends[-1]), float(ends[0])]

    @property
    def arrays(self):
        """All of it as a dict of arrays, as files hold it."""
        return {"matrix": self.matrix, "shift": self.shift}


def _transport(one, other):
    """What makes rows of covariance ``one`` rows of ``other`` and moves them least (Gelbrich 1990): symmetric."""
    root, inverse = _power(one, 0.5), _power(one, -0.5)
    return inverse @ _power(root @ other @ root, 0.5) @ inverse


def _power(covariance, power):
    values, axes = np.linalg.eigh(covariance)
    there = values > max(LEAST_VARIANCE * values[-1], 1e-300)
    return (axes[:, there] * values[there] ** power) @ axes[:, there].T


def _moments(rows, conditions):
    """(slope, covariance of the residuals) of rows; see `MomentTargets`."""
    numbers, design = _parts(rows, conditions)
    penalty = RIDGE * np.eye(1 + conditions)
    penalty[0, 0] = 0
    # Without their mean, so that a penalty on the slopes leaves it alone.
    design[:, 1:] -= (centre := design[:, 1:].mean(axis=0))
    slope = np.linalg.solve(design.T @ design + penalty, design.T @ numbers)
    residual = numbers - design @ slope
    slope[0] -= centre @ slope[1:]
    return slope, residual.T @ residual / len(rows)


def _parts(rows, conditions):
    """(numbers, 1 and conditions) of rows, float64."""
    size = rows.shape[1] - conditions
    rows = np.asarray(rows, dtype=np.float64)
    return rows[:, :size], np.concatenate([np.ones((len(rows), 1)), rows[:, size:]], axis=1)
