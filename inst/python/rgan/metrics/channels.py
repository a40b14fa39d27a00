"""Plain faults of curves: point by point of time, and in what whole curves of a channel are like.

Curves have shape (n, time, channels); ``shift`` is that of `overlap`. Each function gives (faults with their chances,
how many rules were tried).
"""

import numpy as np

from ..interrupts import pause
from . import chance
from .columns import column_events, lattice_step, on_lattice, same
from .fault import MAX_POSITIONS, TOLERANCE, Fault, share_fault, some_of
from .overlap import independent_rows
from .steps import channel_features, usual_step

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


def position_faults(real, generated, shift):
    """Point by point of time and channel by channel."""
    faults, tested = [], 0
    for channel in range(real.shape[2]):
        pause()
        tolerance = TOLERANCE * real[:, :, channel].std()
        for t in some_of(real.shape[1], MAX_POSITIONS // real.shape[2]):
            x, y = real[:, t, channel], generated[:, t, channel]
            n = independent_rows(x) if shift else len(x)
            events = column_events(x, y, n, tolerance)
            faults += [share_fault(event, n, len(y), column=channel, position=int(t)) for event in events]
            tested += len(events)
    return faults, tested


def feature_faults(real, generated, shift):
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
        return share_fault(event, n, len(y), column=channel)
    means, low, high = chance.usual_means(x, y, n)
    return Fault(
        name, channel, *means, low, high, event.severity, event.chance,
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
