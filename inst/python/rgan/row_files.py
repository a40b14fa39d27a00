"""Rows that stay in files, for data larger than memory: they are read where they are needed, never all at once.

`RowFiles` stands where an array of rows could: it has a length, a shape, and gives rows by their numbers. Rows of a
``.npy`` file, or of an ``.npz`` file that is not compressed, are read from where they lie; what knows no place of a row
is written down once as plain numbers, block by block, see `rgan.row_formats`. Files are opened for each read and closed
after: nothing is mapped into memory, so that limits on it hold.
"""

import copy
import math
import weakref
from bisect import bisect_right
from pathlib import Path

import numpy as np

from . import rng
from .checks import FLOAT32_MAX, shape_text
from .errors import DataError
from .fingerprints import fingerprint_of
from .row_formats import part_of, written

SAMPLE_VALUES = 1 << 25  # numbers of the rows that decide how all are encoded; of files that hold fewer all do
BLOCK_VALUES = 1 << 22  # numbers read at a time
MAX_ROWS = 2**31 - 1
MEMORY = 1 << 29  # bytes that all rows as the networks see them may take, to be held


def check_plain(columns, conditions, context):
    """Raises `DataError` where more is told of rows in files than their numbers."""
    given = {"columns": columns, "conditions": conditions, "context": context}
    told = [name for name, value in given.items() if value is not None]
    if told:
        raise DataError(f"Of rows in files only numbers are learned: leave out `{told[0]}`, or give rows in memory.")


class RowFiles:
    """Rows in files, one after the other in the order of the files.

    Parameters
    ----------
    paths : sequence of str
        Files that end in .npy, .npz, .csv or .parquet; all have rows of one shape.
    array : str, optional
        The name of the array in .npz files that hold several.
    cache : str, optional
        The folder in which rows of files that know no place of a row are written down, to be found there the next time.
        By default a temporary one of this process.
    memory : int, optional
        Rows as the networks see them are held in memory where they take no more bytes than this, and else read for
        each stretch of training.

    Raises
    ------
    DataError
        Where there is no such file, or one that does not hold rows of numbers like the others.
    """

    def __init__(self, paths, array=None, cache=None, memory=MEMORY):
        paths = [str(path) for path in paths]
        if not paths:
            raise DataError("There are no files to read rows from.")
        gone = [path for path in paths if not Path(path).is_file()]
        if gone:
            others = f" and {len(gone) - 1} others" if len(gone) > 1 else ""
            raise DataError(f"There is no file at {gone[0]!r}{others}: has it moved? Say where the files are now.")
        self.memory, self.cache = int(memory), cache
        self._hold([part_of(path, array, cache) for path in paths])

    def _hold(self, parts):
        self.parts, first = parts, parts[0]
        for part in self.parts:
            if part.shape[1:] != first.shape[1:]:
                raise DataError(
                    f"All files must have rows of one shape, but {part.path!r} has {shape_text(part.shape[1:])} and "
                    f"{first.path!r} {shape_text(first.shape[1:])}."
                )
        self._ends = np.cumsum([part.shape[0] for part in self.parts]).tolist()
        self.shape = (self._ends[-1], *first.shape[1:])
        self.dtype = np.result_type(*(part.dtype for part in self.parts))
        self._seen = None
        if not 2 <= len(self) <= MAX_ROWS or 0 in self.shape:
            raise DataError(f"Files must hold from 2 to {MAX_ROWS} rows, not an array of shape {self.shape}.")

    def __len__(self):
        return self.shape[0]

    @property
    def ndim(self):
        """Dimensions, that of the rows included."""
        return len(self.shape)

    @property
    def size(self):
        """Numbers in all rows."""
        return math.prod(self.shape)

    @property
    def names(self):
        """Names of the columns where files have any, else None."""
        return self.parts[0].names

    def __getitem__(self, which):
        """Rows of a slice or an array of numbers, in their order, or the row of one number: a new array."""
        if isinstance(which, slice):
            return self._read(np.arange(*which.indices(len(self))))
        which = np.asarray(which)
        return self._read(which) if which.ndim else self._read(which[None])[0]

    def _read(self, which):
        # Each row once, in the order in which they lie.
        numbers, back = np.unique(which, return_inverse=True)
        if len(numbers) and not 0 <= numbers[0] <= numbers[-1] < len(self):
            raise IndexError(f"There are {len(self)} rows, but row {numbers[-1]} was asked for.")
        rows, begun = np.empty((len(numbers), *self.shape[1:]), self.dtype), 0
        while begun < len(numbers):
            index = bisect_right(self._ends, int(numbers[begun]))
            end = int(np.searchsorted(numbers, self._ends[index]))
            before = self._ends[index] - self.parts[index].shape[0]
            self.parts[index].read(numbers[begun:end] - before, rows[begun:end])
            begun = end
        in_order = len(which) == len(numbers) and bool((back.ravel() == np.arange(len(numbers))).all())
        return rows if in_order else rows[back.ravel()]

    def written(self, blocks):
        """Other rows, float32, that are written down block by block, as long as somebody holds what this returns."""
        other = copy.copy(self)
        other._hold([written(self.cache, blocks)])
        weakref.finalize(other, Path(other.parts[0].data).unlink, missing_ok=True)
        return other

    def blocks(self):
        """All rows, some at a time, in their order."""
        rows = max(1, BLOCK_VALUES // math.prod(self.shape[1:]))
        for i in range(0, len(self), rows):
            yield self[i : i + rows]

    def sample(self, seed):
        """Rows that decide how all are encoded: float64. They are all where these hold at most `SAMPLE_VALUES`."""
        most = max(2, SAMPLE_VALUES // math.prod(self.shape[1:]))
        return np.ascontiguousarray(self[rng.some_rows(len(self), most, seed, "files")], dtype=np.float64)

    # Of one pass over all rows

    def min(self, axis=0, **_):
        """The least value of each place in a row."""
        return self._looked()[0]

    def max(self, axis=0, **_):
        """The largest value of each place in a row."""
        return self._looked()[1]

    @property
    def fingerprint(self):
        """That of an array of the same rows."""
        return self._looked()[2]

    def check(self):
        """Raises `DataError` where a value is missing, infinite or beyond 32 bits."""
        self._looked()

    def _looked(self):
        """(least, largest, fingerprint), of one pass that is made once."""
        if self._seen is None:
            ends = []
            found = fingerprint_of(self.shape, self._checked(ends))
            low, high = (np.array(each, dtype=np.float64) for each in zip(*ends, strict=True))
            self._seen = low.min(axis=0), high.max(axis=0), found
        return self._seen

    def _checked(self, ends):
        done = 0
        for rows in self.blocks():
            low, high = rows.min(axis=0), rows.max(axis=0)
            if not np.isfinite([low, high]).all() or max(-float(low.min()), float(high.max())) > FLOAT32_MAX:
                self._refuse(rows, done)
            ends.append((low, high))
            # One block after the other, and only their ends are kept: many files make many blocks.
            if len(ends) > 1:
                (low, high), (less, more) = ends
                ends[:] = [(np.minimum(low, less), np.maximum(high, more))]
            done += len(rows)
            yield rows

    def _refuse(self, rows, done):
        flat = rows.reshape(len(rows), -1)
        good = np.isfinite(flat) & (np.abs(flat) <= FLOAT32_MAX)
        row = done + int(np.flatnonzero(~good.all(axis=1))[0])
        index = bisect_right(self._ends, row)
        at = row - (self._ends[index] - self.parts[index].shape[0])
        raise DataError(
            f"Row {at} (from 0) of {self.parts[index].path!r} has a value that is missing, infinite or beyond 32 bits. "
            "Rows in files must be whole: leave it out, or fill it first."
        )
