"""Steps from one point to the next that could have been in the data: counters never fall.

Calibration puts values back on their decimals and within their range, one by one. Of a counter that starts anywhere
from 0 to 1000 that says nothing: its steps are what is telling. So where no row of the data falls, or none rises, no
generated one does. And where rows are sums of steps of which some repeat (counts, ticks), the steps are mapped by their
rank onto those of the data and summed up anew. Errors would sum up, too: on a panel of temperatures rows then spread a
quarter too far. So each step takes back a part of what the row is away from what was generated. Series that return to a
level soon are left alone.
"""

from dataclasses import dataclass, field, replace

import numpy as np

from .calibration import Calibration, Targets, by_channel, looked_at_rows

MIN_POINTS = 3
ROWS_AT_A_TIME = 1 << 14
RETURN = 0.3  # share of the distance from what was generated that a step takes back
ROUNDS = 2  # after which steps that take something back are as the data's, too
MIN_SPREAD = 0.25  # of what independent steps sum up to: rows that spread less return to where they were


@dataclass(frozen=True)
class IncrementTargets:
    """What steps are like in the training rows.

    targets    of all steps; see `Targets`
    direction  (channels,) int32: 1 where no row falls, -1 where none rises, 0 where there are both
    summed     (channels,) uint8: whether steps are mapped by rank
    """

    targets: Targets
    direction: np.ndarray
    summed: np.ndarray

    @classmethod
    def fit(cls, x, kind, seed):
        """Of training rows, in the units of the data; None where nothing is to be done. See `Targets.fit`."""
        if kind not in ("waves", "series") or x.shape[1] < MIN_POINTS:
            return None
        least, most = _ends(x)
        low, high = (by_channel(end[None])[0] for end in (least, most))
        low, high = low.min(axis=0), high.max(axis=0)
        direction = np.where(high > low, (low >= 0).astype(int) - (high <= 0), 0)
        looked_at = np.asarray(x[looked_at_rows((len(x), *least.shape), kind, seed)], dtype=np.float64)
        targets = Targets.of_rows(np.diff(looked_at, axis=1), kind, (least == most).ravel())
        if targets is None:
            return None
        summed = (targets.masses > 0) & (high > low)
        summed = summed & _spreads(x) if summed.any() else summed
        if not (direction.any() or summed.any()):
            return None
        return cls(targets, direction.astype(np.int32), summed.astype(np.uint8))

    def calibration(self, generated):
        """The map for a generator, from many rows of it: decoded, shape (n, ...)."""
        wanted = np.diff(generated, axis=1)
        for _ in range(1 + ROUNDS):
            steps = replace(self.targets.calibration(wanted), mapped=self.summed)
            increments = Increments(steps, self.direction, self.summed)
            wanted = increments.wanted(generated)
        return increments


@dataclass(frozen=True)
class Increments:
    """The map of a generator's steps; see `IncrementTargets`.

    ``taken_back``, float64 of shape (), is the share of the distance from what was generated that a step takes back: 0
    in files from before any did.
    """

    steps: Calibration
    direction: np.ndarray
    summed: np.ndarray
    taken_back: np.ndarray = field(default_factory=lambda: np.array(RETURN))

    def apply(self, rows):
        """Decoded rows, float64 of shape (n, ...), with steps as they could have been in the data: a new array."""
        channels = by_channel(rows).copy()
        for i, (direction, summed) in enumerate(zip(self.direction, self.summed, strict=True)):
            channel = channels[..., i]
            if summed:
                channel[:] = self._summed(channel, i)[0]
            elif direction > 0:
                np.maximum.accumulate(channel, axis=1, out=channel)
            elif direction < 0:
                np.minimum.accumulate(channel, axis=1, out=channel)
        return channels.reshape(rows.shape)

    def wanted(self, rows):
        """The steps that `apply` maps, in the shape of rows one point shorter."""
        channels = by_channel(rows)
        wanted = np.diff(channels, axis=1)
        for i in np.flatnonzero(self.summed):
            wanted[..., i] = self._summed(channels[..., i], i)[1]
        return wanted.reshape(len(rows), -1, *rows.shape[2:])

    def _summed(self, channel, i):
        """(sums of mapped steps, the steps before they were mapped) of a channel, (n, time)."""
        made, wanted = channel.copy(), np.diff(channel, axis=1)
        for t in range(wanted.shape[1]):
            wanted[:, t] += self.taken_back * (channel[:, t] - made[:, t])
            made[:, t + 1] = made[:, t] + self.steps.unit(i, wanted[:, t])
        return made, wanted

    def summary(self):
        """In numbers: "units" (channels), "monotone" and "summed" of them."""
        return {
            "units": len(self.summed),
            "monotone": int((self.direction != 0).sum()),
            "summed": int((self.summed > 0).sum()),
        }

    @property
    def arrays(self):
        """All of it as a dict of arrays, as files hold it."""
        return {"direction": self.direction, "summed": self.summed, "taken_back": self.taken_back} | {
            f"steps/{name}": values for name, values in self.steps.arrays.items()
        }

    @classmethod
    def of_arrays(cls, arrays):
        """From `arrays`."""
        steps = {name.removeprefix("steps/"): values for name, values in arrays.items() if name.startswith("steps/")}
        return cls(Calibration(**steps), arrays["direction"], arrays["summed"], arrays.get("taken_back", np.zeros(())))


def _ends(x):
    """The least and the largest step from each point to the next."""
    ends = [[end(steps, axis=0) for end in (np.min, np.max)] for steps in _steps(x)]
    return np.min([low for low, _ in ends], axis=0), np.max([high for _, high in ends], axis=0)


def _spreads(x):
    """Whether rows spread as sums of steps do: bool, (channels,)."""
    ends = by_channel(np.asarray(x[:, -1:], dtype=np.float64) - x[:, :1])[:, 0].var(axis=0)
    total, squares = 0.0, 0.0
    for steps in _steps(x):
        total = total + by_channel(steps).sum(axis=0)
    mean = total / len(x)
    for steps in _steps(x):
        squares = squares + np.square(by_channel(steps) - mean).sum(axis=(0, 1))
    return ends >= MIN_SPREAD * squares / len(x)


def _steps(x):
    """Steps of rows, float64, so many rows at a time."""
    for i in range(0, len(x), ROWS_AT_A_TIME):
        yield np.diff(np.asarray(x[i : i + ROWS_AT_A_TIME], dtype=np.float64), axis=1)
