"""Scaling to what networks like, and back: fit, apply, invert. Nothing here changes its arguments.

method      centre and scale
standard    mean and standard deviation of all values
column      the same for each column of a table, channel of a series or an image
components  mean of each point, one standard deviation (of each channel of a series), and then the coefficients of the
            principal components; see `rgan.components`
range       all values onto [-1, 1]
none        as they are
"""

from dataclasses import dataclass

import numpy as np

from .components import Components

CHUNK = 1 << 22  # numbers scaled at a time, so that no second copy in double precision is ever made


@dataclass(frozen=True)
class Scaler:
    """``(x - centre) / scale``, float64 arrays that broadcast against a row of data, and then components, if any."""

    centre: np.ndarray
    scale: np.ndarray
    components: Components | None = None

    @classmethod
    def fit(cls, x, method, seed=0):
        """A scaler for an array with rows first; a constant column keeps its values and gets scale 1.

        Its bits depend on the values of ``x`` alone, not on their type or order in memory. ``seed`` decides which rows
        of many are looked at for components.
        """
        if method == "none":
            return cls(np.zeros(()), np.ones(()))
        if method == "range":
            low, high = np.float64(np.min(x)), np.float64(np.max(x))
            return cls(np.asarray(low / 2 + high / 2), _positive((high - low) / 2))
        axes = tuple(range(x.ndim - 1)) if method == "column" or (method == "components" and x.ndim == 3) else None
        centre = _mean(x, axes)
        scale = _positive(np.sqrt(_mean(x, axes, lambda block: np.square(block - centre))))
        if method != "components":
            return cls(np.asarray(centre), scale)
        plain = cls(_mean(x, 0), scale)
        return cls(plain.centre, scale, Components.fit(plain.standardise, x, seed))

    def shape(self, shape):
        """The shape of a scaled row, for data rows of ``shape``."""
        return tuple(shape) if self.components is None else (self.components.count,)

    def standardise(self, x):
        """``(x - centre) / scale``, before components are taken: float64, C order, a new array."""
        return (np.ascontiguousarray(x, dtype=np.float64) - self.centre) / self.scale

    def apply(self, x):
        """The scaled rows: float32, C order, a new array."""
        scaled = np.empty((len(x), *self.shape(x.shape[1:])), dtype=np.float32)
        for rows in _chunks(x):
            standard = self.standardise(x[rows])
            scaled[rows] = standard if self.components is None else self.components.apply(standard)
        return scaled

    def lost(self, x):
        """How much of each data row scaling takes away for good: (n,), 1 is as much as an average training row has."""
        if self.components is None:
            return np.zeros(len(x))
        return np.concatenate([self.components.lost(self.standardise(x[rows])) for rows in _chunks(x)])

    def standard(self, x):
        """Scaled rows as they are before components are taken: the same distances as in the data, up to units."""
        if self.components is None:
            return np.asarray(x)
        return self.components.invert(x).reshape(len(x), *np.shape(self.centre))

    def invert(self, x):
        """Rows in the scale of the data: float64, a new array."""
        return np.asarray(self.standard(x), dtype=np.float64) * self.scale + self.centre


def _mean(x, axes, function=lambda block: block):
    """Mean over axes that include the first (None: all) of a function of the rows, a few rows at a time."""
    total = 0.0
    for rows in _chunks(x):
        total = total + np.sum(function(np.ascontiguousarray(x[rows], dtype=np.float64)), axis=axes)
    return np.asarray(total / (x.size / np.size(total)))


def _positive(scale):
    return np.where(np.asarray(scale) > 0, scale, 1.0)


def _chunks(x):
    rows = max(1, CHUNK // max(1, x[0].size))
    return (slice(i, i + rows) for i in range(0, len(x), rows))
