"""Rows that differ far more in their level than in anything else, with both of a size that networks can learn.

Counters that start anywhere from 0 to 1000 and prices of ten years vary by their level, the mean of a row; the steps
within a row are small beside that. Divided by one standard deviation they are rounding, and come out smoothed. So the
level and the deviations from it are divided each by its own: the same rows, with the level made less.
"""

from dataclasses import dataclass

import numpy as np

from .calibration import by_channel

MIN_RATIO = 10  # of the standard deviation of levels to that of deviations, from which on levels are made less
MAX_CORRELATION = 0.6  # of levels with the logarithm of how much rows vary around them
MIN_POINTS = 8  # shorter rows are mostly level
ROWS_AT_A_TIME = 1 << 14


@dataclass(frozen=True)
class Levels:
    """``ratio``, float64 (channels,): how much more levels vary than deviations; 1 where they are left as they are."""

    ratio: np.ndarray

    @classmethod
    def fit(cls, x):
        """Of rows, (n, time) or (n, time, channels).

        Returns
        -------
        levels : Levels or None
            None where no channel has levels that are made less.
        deviation : array, shape (channels,)
            Standard deviation of each channel, its levels taken out.
        """
        channels = by_channel(x)
        time = channels.shape[1]
        level = channels.mean(axis=1, dtype=np.float64)
        # Over rows the variance at a point is that of the level and of the deviations, and what both have in common.
        apart = np.stack([(channels[:, i] - level).var(axis=0) for i in range(time)])
        deviation, spread = np.sqrt(apart.mean(axis=0)), level.std(axis=0)
        constant = (channels.min(axis=0) == channels.max(axis=0)).any(axis=0)
        alike = np.abs(_correlation(level, channels)) <= MAX_CORRELATION
        less = alike & (spread > MIN_RATIO * deviation) & (deviation > 0) & ~constant & (time >= MIN_POINTS)
        if not less.any():
            return None, deviation
        return cls(np.where(less, spread / np.where(less, deviation, 1), 1.0)), deviation

    @property
    def made_less(self):
        """Which channels have their levels made less: bool, (channels,)."""
        return self.ratio > 1

    def summary(self):
        """In numbers: "units" (channels), and "apart" of them."""
        return {"units": len(self.ratio), "apart": int(self.made_less.sum())}

    def lessen(self, rows):
        """Rows in standard deviations of their deviations, with levels divided by the ratio: a new array."""
        return self._scaled(rows, 1 / self.ratio)

    def restore(self, rows):
        """What `lessen` was given."""
        return self._scaled(rows, self.ratio)

    def _scaled(self, rows, factor):
        channels = by_channel(rows)
        level = channels.mean(axis=1, keepdims=True, dtype=np.float64)
        return (channels + level * (factor - 1)).reshape(np.shape(rows))


def _correlation(level, rows):
    """Of each channel's levels with the logarithm of the size of its steps: (channels,).

    Where steps grow with the level, as those of prices do, a level that is not learned well shows in them.
    """
    size = np.concatenate([
        np.square(np.diff(rows[i : i + ROWS_AT_A_TIME], axis=1)).mean(axis=1, dtype=np.float64)
        for i in range(0, len(rows), ROWS_AT_A_TIME)
    ])  # fmt: skip
    size = np.log(np.maximum(size, 1e-300))
    level, size = level - level.mean(axis=0), size - size.mean(axis=0)
    return (level * size).mean(axis=0) / np.maximum(level.std(axis=0) * size.std(axis=0), 1e-300)
