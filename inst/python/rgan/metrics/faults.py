"""Plain faults of generated rows: each what one rule could tell, with the column, the figure and that of real rows.

Every rule has a chance, how likely real rows beside real rows look so different, and the chances are shared out among
all rules that were tried (Bonferroni): of 100 evaluations of rows without a fault at most five report one.
"""

from dataclasses import asdict, dataclass

import numpy as np

from ..interrupts import pause
from . import chance, relations
from .columns import column_events, lattice_step, on_lattice, same
from .overlap import independent_rows, overlap
from .steps import channel_features, usual_step

ALPHA = 0.03  # of all rules together; a third each for columns, features over time, and relations
MAX_POSITIONS = 400  # columns, or points of time, that are looked at one by one; of more, so many evenly spaced ones
MAX_FAULTS = 25
MAX_CORRELATED = 30
MIN_SEVERITY = 0.04  # smaller differences are not worth a sentence ...
MIN_NEVER = 0.015  # ... unless it is something that never, or always, happens
TOLERANCE = 0.01  # of the standard deviation: nobody sees smaller shifts
MARGINAL = ("quantile", "spread", "low", "high", "never_below", "never_above")
PLAIN = ("negative", "below", "above", "value", "constant", "collapsed")
# Shares and correlations that differ by less are alike; other features by less than a twentieth.
ABSOLUTE = dict.fromkeys(
    (
        "step_autocorrelation", "step_falls", "step_zeros", "autocorrelation", "autocorrelation_long", "power_low",
        "power_middle", "power_high",
    ),
    0.02,
) | dict.fromkeys(("step_skewness", "edge_start", "edge_end"), 0.1)  # fmt: skip
RELATIVE = 0.05
IN_UNITS = ("level", "lowest", "highest", "change")


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
        Shares of rows; of a feature medians; correlations.
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


def find_faults(real, generated, kind):
    """The faults of generated rows, worst first.

    Parameters
    ----------
    real, generated : array, shape (n, ...)
        In the units of the data; windows of one series in the order of time.
    kind : str
        'table', 'waves', 'series' or 'images'.

    Returns
    -------
    list of Fault
        Those that are above the floor of real rows, at most 25.
    """
    if kind == "table":
        families = [_columns(real, generated), _relations(real, generated)]
    else:
        real, generated = _curves(real), _curves(generated)
        shift = overlap(real) if kind != "images" else 0
        families = [_positions(real, generated, shift), _features(real, generated, shift)]
        families.append(_relations(real, generated, shift) if kind == "series" else _points(real, generated, shift))
    return _worst_first([fault for family in families for fault in _above_floor(*family)])


def _curves(x):
    """Waves have one channel; images are read line by line."""
    return x.reshape(len(x), -1, x.shape[-1] if x.ndim > 2 else 1)


def _above_floor(faults, tested):
    """Those whose chance is small enough for ``tested`` rules."""
    least = ALPHA / 3 / max(1, tested)
    return [f for f in faults if f.chance < least and f.severity >= (MIN_NEVER if f.never else MIN_SEVERITY)]


def _worst_first(faults):
    """One fault of each code for each column or channel, without those that another says more plainly."""
    worst = {}
    for fault in sorted(faults, key=lambda f: -f.severity):
        family = "marginal" if fault.code in MARGINAL else fault.code
        value = fault.value if fault.code == "value" and fault.position is None else None
        worst.setdefault((family, fault.column, fault.others, value), []).append(fault)
    kept = [Fault(**{**vars(same[0]), "count": len({f.position for f in same})}) for same in worst.values()]
    plain = {}
    for fault in kept:
        if fault.code in PLAIN:
            plain[fault.column] = max(fault.severity, plain.get(fault.column, 0))
    negative = {f.column for f in kept if f.code == "negative"}
    kept = [f for f in kept if f.code not in MARGINAL or f.severity > 2 * plain.get(f.column, 0)]
    kept = [f for f in kept if f.code != "below" or f.column not in negative]
    return sorted(kept, key=lambda f: -f.severity)[:MAX_FAULTS]


def _fault(event, n, m, **where):
    low, high = chance.share_interval(event.real, n, m)
    return Fault(
        event.code, generated=event.generated, real=event.real, low=low, high=high, severity=event.severity,
        chance=event.chance, value=event.value, never=event.never, **where,
    )  # fmt: skip


def _columns(real, generated):
    """Column by column."""
    faults, tested = [], 0
    for j in _some(real.shape[1]):
        pause()
        x, y = real[:, j], generated[:, j]
        events = column_events(x, y, tolerance=TOLERANCE * x.std())
        faults += [_fault(event, len(x), len(y), column=int(j)) for event in events]
        tested += len(events)
    return faults, tested


def _positions(real, generated, shift):
    """Point by point of time and channel by channel."""
    faults, tested = [], 0
    for channel in range(real.shape[2]):
        pause()
        tolerance = TOLERANCE * real[:, :, channel].std()
        for t in _some(real.shape[1], MAX_POSITIONS // real.shape[2]):
            x, y = real[:, t, channel], generated[:, t, channel]
            n = independent_rows(x) if shift else len(x)
            events = column_events(x, y, n, tolerance)
            faults += [_fault(event, n, len(y), column=channel, position=int(t)) for event in events]
            tested += len(events)
    return faults, tested


def _features(real, generated, shift):
    """What whole rows are like, channel by channel."""
    faults, tested = [], 0
    for channel in range(real.shape[2]):
        pause()
        x, y = real[:, :, channel], generated[:, :, channel]
        unit = usual_step(x)
        made = channel_features(y, unit)
        for name, values in channel_features(x, unit).items():
            n = independent_rows(values) if shift else len(values)
            tolerance = _tolerance(name, values, x)
            events = column_events(values, made[name], n, tolerance, exact=False)
            faults += [_feature(name, event, values, made[name], n, channel) for event in events]
            tested += len(events)
        exact = _exact(x, y, shift)
        faults += [Fault(column=channel, **fault) for fault in exact]
        tested += len(exact)
    return faults, tested


def _tolerance(name, values, curves):
    if name in ABSOLUTE:
        # Falls of what never falls are seen one by one.
        return 0.0 if name in ("step_falls", "step_zeros") and values.max() == 0 else ABSOLUTE[name]
    return TOLERANCE * curves.std() if name in IN_UNITS else RELATIVE * np.abs(np.median(values))


def _feature(name, event, x, y, n, channel):
    """An event of a feature; that the lowest value of a row lies below all real ones is said of values."""
    beyond = {"lowest": ("negative", "below"), "highest": ("above",)}
    if event.code in beyond.get(name, ()):
        return _fault(event, n, len(y), column=channel)
    low, high = chance.median_interval(np.sort(x), n, len(y))
    return Fault(
        name, channel, float(np.median(y)), float(np.median(x)), low, high, event.severity, event.chance,
        value=event.value, never=event.never,
    )  # fmt: skip


def _exact(x, y, shift):
    """Values that repeat, and lattices, among all values of a channel; the chance is that of the rows' shares."""
    values, counts = np.unique(np.concatenate([x.ravel(), y.ravel()]), return_counts=True)
    often = np.argsort(-counts, kind="stable")[:4]
    rules = [("value", float(values[i]), same) for i in often if counts[i] > max(3, 0.01 * (x.size + y.size))]
    step = max(lattice_step(np.unique(x)), lattice_step(np.unique(y)))
    if step > 0:
        rules.append(("lattice", step, on_lattice))
    return [_shares_of_rows(code, value, rule(x, value), rule(y, value), shift) for code, value, rule in rules]


def _shares_of_rows(code, value, x, y, shift):
    x, y = x.mean(axis=1), y.mean(axis=1)
    n = independent_rows(x) if shift else len(x)
    events = column_events(x, y, n, 0.01, exact=False)
    real, generated = float(x.mean()), float(y.mean())
    low, high = chance.share_interval(real, n, len(y))
    return {
        "code": code, "generated": generated, "real": real, "low": low, "high": high, "value": value,
        "severity": abs(generated - real), "chance": min(event.chance for event in events),
        "never": min(generated, real) == 0,
    }  # fmt: skip


def _relations(real, generated, shift=0):
    """Between columns, or channels: what always holds, and correlations."""
    if real.shape[-1] < 2:
        return [], 0
    n = len(real) / (real.shape[1] / shift) if shift else len(real)
    m = len(generated)
    broken, tested = relations.broken_relations(real, generated)
    faults = []
    for code, columns, share in broken:
        low, high = chance.share_interval(0.0, n, m)
        likely = chance.of_shares(0.0, n, share, m)
        faults.append(Fault(code, columns[0], share, 0.0, low, high, share, likely, others=columns[1:], never=True))
    for code, a, b in _correlated(real, generated):
        more = _correlations(code, a, b, n)
        faults += more
        tested += len(more)
    return faults, tested


def _correlated(real, generated):
    """What is correlated: columns of a table; levels, and steps at one time, of channels."""
    if real.ndim == 2:
        return [("correlation", real, generated)]
    steps = [np.diff(x, axis=1)[:, (x.shape[1] - 1) // 2] for x in (real, generated)] if real.shape[1] > 1 else None
    levels = ("correlation", real.mean(axis=1), generated.mean(axis=1))
    return [levels, ("step_correlation", *steps)] if steps else [levels]


def _points(real, generated, shift):
    """Correlations of points of time far from one another, which no feature of single rows holds."""
    which = _some(real.shape[1], 8)
    n = len(real) / (real.shape[1] / shift) if shift else len(real)
    faults = _correlations("point_correlation", real[:, which, 0], generated[:, which, 0], n)
    return [
        Fault(**{**vars(f), "column": 0, "position": int(which[f.column]), "others": (int(which[f.others[0]]),)})
        for f in faults
    ], len(faults)


def _correlations(code, real, generated, n):
    which = _some(real.shape[1], MAX_CORRELATED)
    found = relations.correlation_differences(real[:, which], generated[:, which], n)
    return [
        Fault(
            code, int(which[a]), made, r, max(-1.0, r - chance.NORMAL_95 * error), min(1.0, r + chance.NORMAL_95 * error),
            abs(made - r) / 2, likely, others=(int(which[b]),),
        )
        for a, b, made, r, error, likely in found
    ]  # fmt: skip


def _some(count, most=MAX_POSITIONS):
    return np.unique(np.linspace(0, count - 1, min(count, max(1, most))).astype(int))
