"""Columns of a table that are categories, for comparisons: one number for each level instead of a code.

Two rows of different categories are as far apart as two independent values of a standardised column are on average:
squared, 2. So every column counts alike, however many levels it has.
"""

import numpy as np

from ..encoding.conditions import one_hot
from ..encoding.encoder import Encoder
from . import chance
from .columns import Event


class Expansion:
    """Of rows, (n, p), with codes in the columns that have ``levels``, int (p,), 0 for numbers.

    ``owner``, (d,), says of which column each number of an expanded row is; ``blocks`` are the (start, size) of
    categories in it.
    """

    def __init__(self, levels):
        self.levels = np.asarray(levels)
        sizes = np.maximum(self.levels, 1)
        self.owner = np.repeat(np.arange(len(sizes)), sizes)
        starts = np.cumsum(sizes) - sizes
        self.blocks = tuple((int(s), int(k)) for s, k, of in zip(starts, sizes, self.levels, strict=True) if of)

    def expand(self, x):
        """Rows with one number for each level: float64, (n, d); None stays None."""
        if x is None:
            return None
        parts = [one_hot(x[:, j], k) if k else x[:, [j]] for j, k in enumerate(self.levels)]
        return np.concatenate(parts, axis=1, dtype=np.float64)

    def encoder(self, expanded):
        """The encoder that standardises numbers, and leaves categories as they are."""
        encoder = Encoder.fit(expanded, "column")
        category = self.levels[self.owner] > 0
        return Encoder(np.where(category, 0.0, encoder.centre), np.where(category, 1.0, encoder.scale))


def hardened(rows, blocks):
    """Rows whose categories, the ``blocks`` of numbers, are whole again: the largest becomes 1, the others 0."""
    if not blocks:
        return rows
    rows = np.array(rows)
    for start, size in blocks:
        rows[:, start : start + size] = one_hot(rows[:, start : start + size].argmax(axis=1), size)
    return rows


def level_events(real, generated, levels):
    """The share of each level of a category among real and generated rows: a list of `Event`."""
    n, m = len(real), len(generated)
    shares = [np.bincount(x.astype(int), minlength=levels) / len(x) for x in (generated, real)]
    return [
        Event("category", float(code), float(made), float(there), chance.of_shares(there, n, made, m))
        for code, (made, there) in enumerate(zip(*shares, strict=True))
    ]
