"""What always holds between columns of a table or channels of a series: order, equality and sums.

The high of a bar is never below its open, a total is the sum of its parts. Networks learn that nearly, and single
values are calibrated one by one, so that rows come near such a relation and beside it. Relations that hold in all
training rows are therefore found, and put right in generated ones: values of the wrong order are exchanged, sums are
added up anew. What share of the rows that was is told; it says how well the relation was learned.
"""

from dataclasses import dataclass, field

import numpy as np

from .calibration import lattice

MAX_COLUMNS = 40  # whose pairs are looked at; of more, so many evenly spaced ones
MAX_SUM_COLUMNS = 16  # whose triples are looked at
ROUNDING = 1e-6  # of a column's largest value: relations hold up to this
SUM_ROUNDING = 0.05  # of the standard deviation of each column: so much may be missing in a sum
LOOK = 30  # rows looked at first
MIN_ROWS = 20  # in fewer rows an order is chance
PASSES = 10  # of exchanges; then the larger column gives way


def held_relations(rows):
    """Relations that hold in all rows.

    Parameters
    ----------
    rows : array, shape (n, columns) or (n, time, columns)
        In the units of the data.

    Returns
    -------
    relations : list of (code, columns, slack)
        ``code`` is "order" (the first column is never above the second), "equal", or "sum" (the first two add up to the
        third); relations hold up to ``slack``.
    count : int
        How many were looked for.
    """
    d = rows.shape[-1]
    which = np.unique(np.linspace(0, d - 1, min(d, MAX_COLUMNS)).astype(int)).tolist()
    found = [
        (code, (a, b), slack)
        for a in which
        for b in which
        if a != b
        for code, slack in _pair(rows[..., a], rows[..., b], a < b)
    ]
    count = len(which) * (len(which) - 1)
    if 3 <= d <= MAX_SUM_COLUMNS:
        found += _sums(rows)
        count += d * (d - 1) * (d - 2) // 2
    return found, count


def broken_relations(real, generated):
    """Relations that hold in all real rows: see `held_relations`.

    Parameters
    ----------
    real, generated : array, shape (n, columns) or (n, time, columns)
        In the units of the data. Of curves a row breaks a relation where it does at any time.

    Returns
    -------
    relations : list of (code, columns, generated share broken)
    count : int
        How many were looked for.
    """
    held, count = held_relations(real)
    return [(relation[0], relation[1], _any(broken(relation, generated))) for relation in held], count


def _any(wrong):
    """Share of rows with something wrong, at any time."""
    return float(wrong.reshape(len(wrong), -1).any(axis=1).mean())


def broken(relation, rows):
    """Where rows break a relation: bool, without the last axis of ``rows``."""
    code, (a, b, *c), slack = relation
    if code == "order":
        return rows[..., a] > rows[..., b] + slack
    other = rows[..., b] if code == "equal" else rows[..., c[0]] - rows[..., b]
    return np.abs(rows[..., a] - other) > slack


def _pair(a, b, first):
    slack = ROUNDING * max(np.abs(a).max(), np.abs(b).max())
    if (a[:LOOK] > b[:LOOK] + slack).any():  # nearly always: spares the rest
        return []
    if np.abs(a - b).max() <= slack:
        return [("equal", slack)] if first else []
    # Where ranges do not overlap, or one column never varies, the columns say it one by one.
    overlap = a.max() > b.min() and a.min() < a.max() and b.min() < b.max()
    return [("order", slack)] if overlap and (a <= b + slack).all() else []


def _sums(rows):
    """Two columns add up to a third, as nearly as real rows do it, which is far nearer than they vary."""
    d = rows.shape[-1]
    spread = rows.reshape(-1, d).std(axis=0)
    for a, b in zip(*np.triu_indices(d, 1), strict=True):
        total = rows[..., a] + rows[..., b]
        for c in set(range(d)) - {a, b}:
            least = SUM_ROUNDING * spread[[a, b, c]].min()
            if least > 0 and np.abs(total[:LOOK] - rows[:LOOK, ..., c]).max() <= least:
                slack = 1.5 * np.abs(total - rows[..., c]).max() + ROUNDING * np.abs(total).max()
                if slack <= 2 * least:
                    yield "sum", (int(a), int(b), int(c)), slack


def _can_be_kept(code, values, slack, largest):
    if code == "order":
        return lattice(values[0].ravel()) == lattice(values[1].ravel())
    return code == "equal" or slack <= 4 * ROUNDING * largest


@dataclass(frozen=True)
class Relations:
    """Relations that generated rows are made to keep.

    Attributes
    ----------
    order : array of int32, shape (k, 2)
        The first column is never above the second.
    equal : array of int32, shape (k, 2)
        The second is the first.
    sums : array of int32, shape (k, 3)
        The third is the sum of the first two.
    repaired : array, float64, shape ()
        Share of generated rows in which something was put right, NaN where that is not known.
    """

    order: np.ndarray
    equal: np.ndarray
    sums: np.ndarray
    repaired: np.ndarray = field(default_factory=lambda: np.array(np.nan))

    @classmethod
    def fit(cls, rows, kind):
        """Of training rows without gaps, in the units of the data; None where nothing holds.

        An order in fewer than `MIN_ROWS` rows is chance, and so it is of columns of other decimals, whose values cannot
        be exchanged. Sums that hold only nearly are left to the networks.
        """
        if kind not in ("table", "series") or len(rows) < MIN_ROWS or rows.shape[-1] < 2:
            return None
        rows = np.asarray(rows, dtype=np.float64)
        axes = tuple(range(rows.ndim - 1))
        largest = np.maximum(-np.min(rows, axis=axes), np.max(rows, axis=axes))
        columns = {"order": [], "equal": [], "sum": []}
        for code, which, slack in held_relations(rows)[0]:
            if _can_be_kept(code, [rows[..., column] for column in which], slack, largest[list(which)].max()):
                columns[code].append(which)
        if not any(columns.values()):
            return None
        sizes = {"order": 2, "equal": 2, "sum": 3}
        return cls(*(np.array(columns[c], dtype=np.int32).reshape(-1, size) for c, size in sizes.items()))

    def apply(self, rows):
        """Rows, float64 of shape (n, ..., columns), with relations kept: a new array."""
        rows = np.array(rows)
        for _ in range(PASSES):
            if not any([self._exchange(rows, a, b) for a, b in self.order]):
                break
        else:
            for a, b in self.order:
                rows[..., b] = np.maximum(rows[..., a], rows[..., b])
        for a, b in self.equal:
            rows[..., b] = rows[..., a]
        for a, b, c in self.sums:
            rows[..., c] = rows[..., a] + rows[..., b]
        return rows

    @staticmethod
    def _exchange(rows, a, b):
        """Exchanges values that are in the wrong order, in place; whether there were any."""
        wrong = rows[..., a] > rows[..., b]
        rows[..., a], rows[..., b] = (
            np.where(wrong, rows[..., b], rows[..., a]),
            np.where(wrong, rows[..., a], rows[..., b]),
        )
        return bool(wrong.any())

    def changed(self, rows):
        """The share of rows that `apply` changes by more than rounding."""
        away = np.abs(self.apply(rows) - rows)
        scale = np.abs(rows).reshape(-1, rows.shape[-1]).max(axis=0)
        return float((away > ROUNDING * scale).reshape(len(rows), -1).any(axis=1).mean())

    def summary(self):
        """In numbers: how many of each kind, their "columns" (lists of lists, from 0), and the share "repaired"."""
        return {
            "order": self.order.tolist(),
            "equal": self.equal.tolist(),
            "sum": self.sums.tolist(),
            "repaired": float(self.repaired),
        }

    @property
    def arrays(self):
        """All of it as a dict of arrays, as files hold it."""
        return {"order": self.order, "equal": self.equal, "sums": self.sums, "repaired": self.repaired}
