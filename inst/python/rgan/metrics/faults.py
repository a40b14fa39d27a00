"""Plain faults of generated rows: each what one rule could tell, with the column, the figure and that of real rows.

Every rule has a chance, how likely real rows beside real rows look so different, and the chances are shared out among
all rules that were tried (Bonferroni): of 100 evaluations of rows without a fault at most five report one.
"""

from dataclasses import replace

import numpy as np

from ..interrupts import pause
from . import chance, relations
from .channels import feature_faults, position_faults
from .columns import column_events, same
from .expansion import level_events
from .fault import TOLERANCE, Fault, share_fault, some_of
from .overlap import overlap

ALPHA = 0.03  # of all rules together; a third each for columns, features over time, and relations
MAX_FAULTS = 25
MAX_CORRELATED = 30
MIN_SEVERITY = 0.04  # smaller differences are not worth a sentence ...
MIN_NEVER = 0.015  # ... unless it is something that never, or always, happens
MARGINAL = ("quantile", "spread", "low", "high", "never_below", "never_above")
EASILY_MENDED = {"lattice": 0.5}  # rounding does it: half as bad as a fault as large
PLAIN = ("negative", "below", "above", "value", "constant", "collapsed")


def find_faults(real, generated, kind, levels=None):
    """The faults of generated rows, worst first.

    Parameters
    ----------
    real, generated : array, shape (n, ...)
        In the units of the data; windows of one series in the order of time.
    kind : str
        'table', 'waves', 'series' or 'images'.
    levels : array of int, shape (columns,), optional
        Of a table: how many levels a column has whose values are codes of a category; 0 for numbers.

    Returns
    -------
    list of Fault
        Those that are above the floor of real rows, at most 25.
    """
    if kind == "table":
        levels = np.zeros(real.shape[1], int) if levels is None else levels
        families = [_columns(real, generated, levels), _between_numbers(real, generated, np.flatnonzero(levels == 0))]
    else:
        real, generated = _curves(real), _curves(generated)
        shift = overlap(real) if kind != "images" else 0
        families = [position_faults(real, generated, shift), feature_faults(real, generated, shift)]
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
    groups = {}
    # Of two as bad the one about whole rows.
    for fault in sorted(faults, key=lambda f: (-f.severity, f.position is not None)):
        code = "marginal" if fault.code in MARGINAL else fault.code
        groups.setdefault((code, fault.column, fault.others), []).append(fault)
    kept = [fault for group in groups.values() for fault in _first_of(group)]
    plain = {}
    for fault in kept:
        if fault.code in PLAIN:
            plain[fault.column] = max(fault.severity, plain.get(fault.column, 0))
    negative = {f.column for f in kept if f.code == "negative"}
    kept = [f for f in kept if f.code not in MARGINAL or f.severity > 2 * plain.get(f.column, 0)]
    kept = [f for f in kept if f.code != "below" or f.column not in negative]
    return sorted(kept, key=lambda f: -f.severity * EASILY_MENDED.get(f.code, 1))[:MAX_FAULTS]


def _first_of(group):
    """The worst of alike faults, with the number of points of time where they were found; of values that repeat two."""
    positions = {fault.position for fault in group} - {None}
    worst = replace(group[0], count=max(1, len(positions)))
    others = [fault for fault in group if fault.code == "value" and not same(np.array(fault.value), worst.value)]
    return [worst, *others[:1]]


def _columns(real, generated, levels):
    """Column by column."""
    faults, tested = [], 0
    for j in some_of(real.shape[1]):
        pause()
        x, y = real[:, j], generated[:, j]
        category = levels[j] > 0
        events = level_events(x, y, levels[j]) if category else column_events(x, y, tolerance=TOLERANCE * x.std())
        faults += [share_fault(event, len(x), len(y), column=int(j)) for event in events]
        tested += len(events)
    return faults, tested


def _between_numbers(real, generated, numbers):
    """Relations of the columns that are numbers."""
    faults, tested = _relations(real[:, numbers], generated[:, numbers])
    return [
        replace(f, column=int(numbers[f.column]), others=tuple(int(numbers[j]) for j in f.others)) for f in faults
    ], tested


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
    which = some_of(real.shape[1], 8)
    n = len(real) / (real.shape[1] / shift) if shift else len(real)
    faults = _correlations("point_correlation", real[:, which, 0], generated[:, which, 0], n)
    return [
        replace(f, column=0, position=int(which[f.column]), others=(int(which[f.others[0]]),)) for f in faults
    ], len(faults)


def _correlations(code, real, generated, n):
    which = some_of(real.shape[1], MAX_CORRELATED)
    found = relations.correlation_differences(real[:, which], generated[:, which], n)
    return [
        Fault(
            code, int(which[a]), made, r, *chance.correlation_interval(r, error),
            abs(made - r) / 2, likely, others=(int(which[b]),),
        )
        for a, b, made, r, error, likely in found
    ]  # fmt: skip
