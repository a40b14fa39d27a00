"""What gives rows away in one column: ranges, values that repeat, lattices, quantiles.

Everything is told by an *event*, such as "is below 0" or "is exactly 3": its share among generated and among real rows,
and the chance that the two differ so much where nothing is wrong. One event is one rule that tells rows apart, right
in half of the shares' difference more than half of the cases.
"""

from dataclasses import dataclass, replace

import numpy as np

from . import chance

MAX_REPEATED = 8  # values that repeat, the most frequent ones, are compared one by one
MIN_REPEATED = 0.01  # share of all rows that a repeated value has, at least
MIN_ROWS = 20  # of fewer rows no lattice is known
TAILS = (0.03, 0.97)
LATTICE_TOLERANCE = 1e-3  # of a step
MAX_STEPS = 1e7  # from one end of the data to the other: a finer lattice is only rounding of the computer


@dataclass(frozen=True)
class Event:
    """Something that a value may do: ``code`` and ``value`` say what, the shares how often, ``chance`` of what luck."""

    code: str
    value: float
    generated: float
    real: float
    chance: float

    @property
    def severity(self):
        """Difference of the shares."""
        return abs(self.generated - self.real)

    @property
    def never(self):
        """Whether rows of one kind never, or always, do it."""
        return min(self.real, self.generated) == 0 or max(self.real, self.generated) == 1


def column_events(real, generated, effective=None, tolerance=0.0, exact=True):
    """The events of a column.

    Parameters
    ----------
    real, generated : array, shape (n,) and (m,)
        Values in the units of the data.
    effective : float, optional
        Number of independent real rows, where they overlap.
    tolerance : float
        Differences so small do not matter.
    exact : bool
        Whether exact values and lattices are looked at, too.

    Returns
    -------
    list of Event
    """
    x, y = np.sort(real), np.sort(generated)
    n, m = effective or len(x), len(y)
    if x[0] == x[-1] or y[0] == y[-1]:
        return _constant(x, y, n, m, tolerance)
    events = [*_beyond(x, y, n, m, tolerance), _quantile(x, y, n, m, tolerance), _spread(x, y, n, m, tolerance)]
    events += _tails(x, y, n, m, tolerance)
    if exact:
        events += [*_repeated(x, y, n, m), *_lattice(x, y, n, m)]
    return events


def same(values, value):
    """Where values are a given one, up to what 32 bits can tell."""
    return np.abs(values - value) <= 1e-6 * abs(value)


def _constant(x, y, n, m, tolerance):
    """One of the two is always the same value."""
    real = bool(x[0] == x[-1])
    value = float(x[0] if real else y[0])
    equal = [float((same(values, value) | (np.abs(values - value) <= tolerance)).mean()) for values in (y, x)]
    return [Event("constant" if real else "collapsed", value, *equal, chance.of_shares(equal[1], n, equal[0], m))]


def _beyond(x, y, n, m, tolerance):
    """Generated rows outside the range of the real ones, and ends of that range that are never reached."""
    # An end where several rows are is a bound of its own right: nothing beyond it is forgiven.
    several = min(len(x) - 1, max(2, len(x) // 50))
    bottom = x[0] if x[several] == x[0] else x[0] - tolerance
    top = x[-1] if x[-1 - several] == x[-1] else x[-1] + tolerance
    below, above = float((y < bottom).mean()), float((y > top).mean())
    negative = float((y < 0).mean()) if x[0] >= 0 else 0.0
    low, high = float((x < y[0] - tolerance).mean()), float((x > y[-1] + tolerance).mean())
    return [
        Event("negative", 0.0, negative, 0.0, chance.of_beyond(negative, n, m)),
        Event("below", float(x[0]), below, 0.0, chance.of_beyond(below, n, m)),
        Event("above", float(x[-1]), above, 0.0, chance.of_beyond(above, n, m)),
        Event("never_below", float(y[0]), 0.0, low, chance.of_beyond(low, m, n)),
        Event("never_above", float(y[-1]), 0.0, high, chance.of_beyond(high, m, n)),
    ]


def _share_up_to(ordered, values):
    return np.searchsorted(ordered, values, side="right") / len(ordered)


def _forgiving(code, value, x, y, tolerance):
    """The shares of values up to ``value``, the generated one as near to the real one as the tolerance allows."""
    low, high = (float(_share_up_to(y, value + slack)) for slack in (-tolerance, tolerance))
    real = float(_share_up_to(x, value))
    return Event(code, float(value), min(max(real, low), high), real, 1.0)


def _quantile(x, y, n, m, tolerance, code="quantile"):
    """Where the distribution functions are farthest apart, once the tolerance has been forgiven."""
    more = np.arange(1, len(y) + 1) / len(y) - _share_up_to(x, y + tolerance)
    fewer = np.arange(1, len(x) + 1) / len(x) - _share_up_to(y, x + tolerance)
    value = y[more.argmax()] + tolerance if more.max() >= fewer.max() else x[fewer.argmax()]
    found = _forgiving(code, value, x, y, tolerance)
    return replace(found, chance=chance.of_distance(found.severity, n, m))


def _tails(x, y, n, m, tolerance):
    """Shares of rows in the ends of what both samples are."""
    for code, value in zip(("low", "high"), np.quantile(np.concatenate([x, y]), TAILS), strict=True):
        found = _forgiving(code, value, x, y, tolerance)
        yield replace(found, chance=chance.of_shares(found.real, n, found.generated, m))


def _spread(x, y, n, m, tolerance):
    """Distances from the common median: too wide or too narrow."""
    middle = np.median(np.concatenate([x, y]))
    return _quantile(np.sort(np.abs(x - middle)), np.sort(np.abs(y - middle)), n, m, tolerance, "spread")


def _repeated(x, y, n, m):
    """Exact values that many rows have: zeros, caps, levels."""
    values, counts = np.unique(np.concatenate([x, y]), return_counts=True)
    often = counts >= max(3, MIN_REPEATED * (len(x) + len(y)))
    for i in np.argsort(-counts, kind="stable")[:MAX_REPEATED]:
        if often[i]:
            shares = [float(same(rows, values[i]).mean()) for rows in (y, x)]
            yield Event("value", float(values[i]), *shares, chance.of_shares(shares[1], n, shares[0], m))


def _lattice(x, y, n, m):
    """Whole numbers, decimals and other lattices on which all rows of one kind lie."""
    if min(len(x), len(y)) < MIN_ROWS:
        return
    steps = [step for step in (lattice_step(x), lattice_step(y)) if step]
    if steps:
        step = max(steps)
        shares = [float(on_lattice(rows, step).mean()) for rows in (y, x)]
        yield Event("lattice", step, *shares, chance.of_shares(shares[1], n, shares[0], m))


def lattice_step(ordered):
    """The largest power of ten, or smallest gap, of which all values are multiples; 0 where there is none."""
    largest = max(abs(ordered[0]), abs(ordered[-1]))
    if largest == 0 or not np.isfinite(largest):
        return 0.0
    gaps = np.diff(ordered)
    gap = gaps[gaps > 1e-6 * largest].min(initial=largest)
    tens = 10.0 ** np.arange(np.floor(np.log10(largest)), np.floor(np.log10(largest / MAX_STEPS)), -1)
    for step in [gap, *tens]:
        if largest / step <= MAX_STEPS and on_lattice(ordered, step).all():
            return float(step)
    return 0.0


def on_lattice(values, step):
    """Which values are multiples of the step."""
    ratio = values / step
    return np.abs(ratio - np.round(ratio)) <= LATTICE_TOLERANCE
