"""What is told of a row beside its numbers: its class, its dose. Both networks see it, and it can be asked for.

A condition is a category, seen as one number for each level, or a number, seen standardised. Generated rows have the
conditions that are asked for, and otherwise those of training rows. What else is drawn beside the numbers of a row (its
hidden group, categories of its own) is drawn with the condition: it is that of a training row which has the same one,
or one of the nearest.
"""

from dataclasses import dataclass, replace

import numpy as np

from .. import rng
from ..errors import DataError

MAX_KNOWN = 16384  # training rows whose conditions are kept ...
MAX_KNOWN_VALUES = 1 << 19  # ... and the numbers in them
SEVERAL = (4, 20)  # rows of a combination of categories, at least: of few rows, and of many ...
ROWS_A_REPEAT = 100  # ... in between one of so many ...
MAX_RARE = 0.1  # ... but for those that have so small a share of the rows together
NEAREST = 10  # training rows among which one is drawn for a number that was asked for


@dataclass(frozen=True)
class Conditions:
    """How conditions are seen, and those of training rows.

    levels  (q,) int32: how many levels a category has; 0 for a number
    centre  (q,) float64, and ``scale``: of numbers; a scale of 0 where all are the same
    known   (m, q) float64: conditions of training rows in their units, categories as codes from 0
    groups  (m,) int32: the hidden group of each, 0 where there are none
    given   how many of the columns, the first, are the user's; the others are categories of the rows themselves
    cells   (c, q) float64: the combinations of categories that occur, where all conditions are categories and each
            combination has several rows; else of length 0
    """

    levels: np.ndarray
    centre: np.ndarray
    scale: np.ndarray
    known: np.ndarray
    groups: np.ndarray
    given: int
    cells: np.ndarray

    @classmethod
    def fit(cls, values, levels, given, seed):
        """Of training rows.

        Parameters
        ----------
        values : array, shape (n, q)
            Checked, see `check_columns`.
        levels : array of int, shape (q,)
        given : int
        seed : int
            Decides which of many rows are kept.

        Returns
        -------
        Conditions
            Without groups.
        """
        values, levels = np.asarray(values, dtype=np.float64), np.asarray(levels, dtype=np.int32)
        is_number = levels == 0
        constant = np.ptp(values, axis=0) == 0
        centre = np.where(is_number, np.where(constant, values[0], values.mean(axis=0)), 0.0)
        scale = np.where(is_number, np.where(constant, 0.0, values.std(axis=0)), 1.0)
        kept = cls.kept_rows(len(values), len(levels), seed)
        known = np.ascontiguousarray(values[kept])
        cells, counts = np.unique(values, axis=0, return_counts=True)
        cells = cells if not is_number.any() and is_repeated(counts) else cells[:0]
        return cls(levels, centre, scale, known, np.zeros(len(kept), np.int32), int(given), cells)

    @staticmethod
    def kept_rows(n, q, seed):
        """Numbers of the training rows whose conditions are kept."""
        return rng.some_rows(n, min(MAX_KNOWN, max(NEAREST, MAX_KNOWN_VALUES // q)), seed, "conditions")

    def with_groups(self, groups):
        """The same with the hidden groups of the rows kept."""
        return replace(self, groups=np.asarray(groups, dtype=np.int32))

    @property
    def size(self):
        """How many numbers the networks see of them."""
        return int(np.maximum(self.levels, 1).sum())

    def encode(self, values):
        """Conditions as the networks see them: float32, (n, size)."""
        values = np.asarray(values, dtype=np.float64)
        parts = []
        for j, levels in enumerate(self.levels):
            if levels:
                parts.append(one_hot(values[:, j], levels))
            else:
                parts.append(((values[:, [j]] - self.centre[j]) / (self.scale[j] or 1.0)).astype(np.float32))
        return np.concatenate(parts, axis=1)

    def cell_of(self, values):
        """The cell of each row of conditions, (n, q); -1 for none of those that occur. None without cells."""
        if not len(self.cells):
            return None
        known = {tuple(cell): number for number, cell in enumerate(self.cells.tolist())}
        return np.array([known.get(tuple(row), -1) for row in np.asarray(values, np.float64).tolist()], dtype=np.int32)

    def codes(self, encoded):
        """The rows' own categories of encoded conditions, (n, size): float64, (n, q - given)."""
        ends = np.cumsum(np.maximum(self.levels, 1))
        parts = [encoded[:, end - k : end] for end, k in zip(ends, self.levels, strict=True)][self.given :]
        codes = [part.argmax(axis=1) for part in parts]
        return np.stack(codes, axis=1).astype(np.float64) if codes else np.empty((len(encoded), 0))

    def draw(self, n, random, asked=None):
        """Conditions and hidden groups of ``n`` rows to be generated: float64 (n, q), and int (n,).

        ``asked``, (n, given), are the user's; where left out, those of training rows drawn with replacement. The first
        rows of many are those of few. ``random`` is a NumPy generator.
        """
        drawn = random.random(n)
        if asked is None:
            rows = (drawn * len(self.known)).astype(int)
            return self.known[rows], self.groups[rows]
        asked = np.asarray(asked, dtype=np.float64)
        distinct, which = np.unique(asked, axis=0, return_inverse=True)
        which, rows = which.ravel(), np.empty(n, dtype=int)
        for number, condition in enumerate(distinct):
            alike, at = self.alike(condition), which == number
            rows[at] = alike[(drawn[at] * len(alike)).astype(int)]
        return np.concatenate([asked, self.known[rows, self.given :]], axis=1), self.groups[rows]

    def alike(self, condition):
        """Numbers of the known rows of one condition, or of those nearest to it: categories first, then numbers."""
        levels, known = self.levels[: self.given], self.known[:, : self.given]
        other = (known[:, levels > 0] != condition[levels > 0]).sum(axis=1)
        rows = np.flatnonzero(other == other.min())
        if (levels == 0).any():
            scale = np.where(self.scale > 0, self.scale, 1.0)[: self.given][levels == 0]
            away = np.square((known[rows][:, levels == 0] - condition[levels == 0]) / scale).sum(axis=1)
            rows = rows[away <= np.partition(away, min(NEAREST, len(away)) - 1)[min(NEAREST, len(away)) - 1]]
        return rows

    @property
    def arrays(self):
        """All of it as a dict of arrays, as files hold it."""
        names = ("levels", "centre", "scale", "known", "groups", "cells")
        return {name: getattr(self, name) for name in names} | {"given": np.array(self.given, dtype=np.int32)}

    @classmethod
    def of_arrays(cls, arrays):
        """From `arrays`."""
        return cls(**(arrays | {"given": int(arrays["given"])}))


def is_repeated(counts):
    """Whether combinations of categories that occur so often, (c,), mostly occur in several rows."""
    several = np.clip(counts.sum() // ROWS_A_REPEAT, *SEVERAL)
    return bool(counts[counts < several].sum() <= MAX_RARE * counts.sum())


def one_hot(codes, levels):
    """One number for each level, 1 for the row's own: float32, (n, levels)."""
    return np.eye(int(levels), dtype=np.float32)[np.asarray(codes).astype(int)]


def levels_of(columns, size, what):
    """How many levels each column has, 0 for numbers: int32, (size,).

    Parameters
    ----------
    columns : sequence of dict, or None
        For each column ``{"type": "number"}`` or ``{"type": "category", "levels": k}``; None where all are numbers.
    size : int
    what : str
        What errors call the columns.

    Raises
    ------
    DataError
        Where they are not described so.
    """
    if columns is None:
        return np.zeros(size, np.int32)
    if len(columns) != size:
        raise DataError(f"{what} has {size} columns, but {len(columns)} are described.")
    levels = np.zeros(size, np.int32)
    for j, column in enumerate(columns):
        kind = column.get("type") if isinstance(column, dict) else None
        count = column.get("levels") if kind == "category" else 0
        if kind not in ("number", "category") or (kind == "category" and not (count or 0) >= 1):
            raise DataError(
                f'Column {j + 1} of {what} is described as {column!r}; it must be {{"type": "number"}} or '
                '{"type": "category", "levels": k}.'
            )
        levels[j] = int(count)
    return levels


def check_codes(x, levels, what):
    """Raises `DataError` where categories, columns of ``x``, are no codes from 0 of as many levels, nor missing."""
    for j in np.flatnonzero(levels):
        wrong = ~np.isnan(x[:, j]) & ~((x[:, j] >= 0) & (x[:, j] < levels[j]) & (x[:, j] == np.round(x[:, j])))
        if wrong.any():
            raise DataError(
                f"Column {j + 1} of {what} is a category of {levels[j]} levels, so it must hold whole numbers from 0 "
                f"to {levels[j] - 1}, not {x[:, j][wrong][0]:g}."
            )


def check_conditions(conditions, n, levels=None):
    """Conditions as an array, (n, q): float64. Raises `DataError`."""
    if conditions is None:
        raise DataError(f"Rows of this trainer have conditions: give those of the {n} rows as `conditions`.")
    values = np.asarray(conditions, dtype=np.float64)
    values = values[:, None] if values.ndim == 1 else values
    if values.ndim != 2 or len(values) != n or (levels is not None and values.shape[1] != len(levels)):
        wanted = f"{n} x {'columns' if levels is None else len(levels)}"
        raise DataError(f"`conditions` must have shape {wanted}, a row for each row, not {np.shape(conditions)}.")
    if not np.isfinite(values).all():
        raise DataError("`conditions` has values that are missing or not finite.")
    if levels is not None:
        check_codes(values, levels, "`conditions`")
    return values
