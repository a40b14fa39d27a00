"""One plain fault, and what all who look for them share."""

from dataclasses import asdict, dataclass

import numpy as np

from . import chance

MAX_POSITIONS = 400  # columns, or points of time, that are looked at one by one; of more, so many evenly spaced ones
TOLERANCE = 0.01  # of the standard deviation: nobody sees smaller shifts


@dataclass(frozen=True)
class Fault:
    """One fault.

    Attributes
    ----------
    code : str
        What it is: that of an `Event`, the name of a feature (see `steps`), that of a relation, or "correlation".
    column, others : int or None, tuple of int
        Of a table the column, of curves the channel, from 0; the others of a relation.
    position : int or None
        Point of time, from 0, where it is worst; None where it is about whole rows.
    count : int
        At how many points of time it was found.
    value : float or None
        The value that an event is about.
    generated, real : float
        Shares of rows; of a feature means; correlations.
    low, high : float
        Where 95 of 100 samples of real rows have ``real``.
    severity : float
        From 0 to 1: difference of the shares, which is what a rule that tells rows apart by it gains.
    chance : float
        How likely the difference is between real rows.
    """

    code: str
    column: int | None
    generated: float
    real: float
    low: float
    high: float
    severity: float
    chance: float
    value: float | None = None
    position: int | None = None
    others: tuple = ()
    count: int = 1
    never: bool = False

    def as_dict(self):
        """A dict of numbers and text."""
        return asdict(self) | {"others": list(self.others)}


def share_fault(event, n, m, **where):
    """The fault that an event of a column is."""
    low, high = chance.share_interval(event.real, n, m)
    return Fault(
        event.code, generated=event.generated, real=event.real, low=low, high=high, severity=event.severity,
        chance=event.chance, value=event.value, never=event.never, **where,
    )  # fmt: skip


def some_of(count, most=MAX_POSITIONS):
    """At most so many of the numbers below ``count``, evenly spaced."""
    return np.unique(np.linspace(0, count - 1, min(count, max(1, most))).astype(int))
