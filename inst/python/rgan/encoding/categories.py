"""Columns of a table that are categories: species, sex, yes or no.

A continuous network cannot step from one category to another without passing between them, and its share of each is
what comes out by chance. Where nearly every combination of categories occurs in several rows, they are drawn by their
shares, as training rows have them, and both networks see them as conditions (`rgan.encoding.conditions`): shares and
all that categories say of one another are then those of the data, and no level is lost, however rare. Categories beyond
that are made by the generator: one number for each level, of which the largest becomes 1 and the others 0, and
gradients as of their softmax (straight-through, Bengio et al. 2013, arXiv 1308.3432).
"""

from dataclasses import dataclass

import numpy as np

from ..errors import DataError
from .conditions import is_repeated, one_hot

MAX_LEVELS = 1000  # of a category


@dataclass(frozen=True)
class Categories:
    """``levels``, int32 (p,): how many each column has, 0 for numbers; ``drawn``, uint8 (p,): 1 where it is drawn."""

    levels: np.ndarray
    drawn: np.ndarray

    @classmethod
    def fit(cls, x, levels):
        """Of training rows, (n, p), with codes in the columns that have ``levels``; None where none has.

        Raises `DataError` for more than `MAX_LEVELS` levels.
        """
        if not levels.any():
            return None
        if levels.max() > MAX_LEVELS:
            j = int(levels.argmax())
            raise DataError(
                f"Column {j + 1} has {levels[j]} levels; at most {MAX_LEVELS} can be learned. Join levels, or leave "
                "the column out."
            )
        combined, drawn = np.zeros(len(x), dtype=np.int64), np.zeros(len(levels), np.uint8)
        # Those with few levels first: more of them fit.
        for j in sorted(np.flatnonzero(levels), key=lambda j: levels[j]):
            codes = np.unique(combined * (int(levels[j]) + 1) + x[:, j].astype(np.int64), return_inverse=True)[1]
            if is_repeated(np.bincount(codes.ravel())):
                combined, drawn[j] = codes.ravel(), 1
        return cls(np.asarray(levels, dtype=np.int32), drawn)

    @property
    def sizes(self):
        """Levels of the columns that the generator makes: a tuple."""
        return tuple(self.levels[self._made].tolist())

    @property
    def drawn_levels(self):
        """Levels of the columns that are drawn."""
        return self.levels[self.drawn > 0]

    @property
    def _made(self):
        return (self.levels > 0) & (self.drawn == 0)

    @property
    def has_numbers(self):
        """Whether any column is a number."""
        return bool((self.levels == 0).any())

    def numbers(self, x):
        """The columns that are numbers, (n, k); one that is 0 where there are none."""
        return np.ascontiguousarray(x[:, self.levels == 0]) if self.has_numbers else np.zeros((len(x), 1))

    def codes(self, x):
        """The columns that are drawn: float64, (n, k)."""
        return np.asarray(x[:, self.drawn > 0], dtype=np.float64)

    def encode(self, x):
        """The columns that the generator makes, one number for each level: float32, (n, sum of `sizes`)."""
        parts = [one_hot(x[:, j], self.levels[j]) for j in np.flatnonzero(self._made)]
        return np.concatenate(parts, axis=1) if parts else np.empty((len(x), 0), np.float32)

    def join(self, numbers, made, codes):
        """Rows, float64 (n, p), of the three kinds of columns: numbers, one-hot numbers and codes."""
        x = np.empty((len(numbers), len(self.levels)))
        if self.has_numbers:
            x[:, self.levels == 0] = numbers
        x[:, self.drawn > 0] = codes
        ends = np.cumsum(self.sizes).astype(int)
        for j, end, size in zip(np.flatnonzero(self._made), ends, self.sizes, strict=True):
            x[:, j] = made[:, end - size : end].argmax(axis=1)
        return x

    def summary(self):
        """In numbers: "drawn" with the conditions, and "made" by the generator; "levels" of all."""
        return {"drawn": int(self.drawn.sum()), "made": int(self._made.sum()), "levels": int(self.levels.sum())}

    @property
    def arrays(self):
        """All of it as a dict of arrays, as files hold it."""
        return {"levels": self.levels, "drawn": self.drawn}
