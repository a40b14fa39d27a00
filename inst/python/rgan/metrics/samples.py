"""Rows scaled for comparison, and how they are split: what is compared with what, equally many of each."""

from dataclasses import dataclass

import numpy as np

from .. import rng
from . import baselines
from .expansion import hardened


@dataclass(frozen=True)
class Sample:
    """Scaled rows (n, d), and the same as curves (n, time, channels) where they are curves.

    ``blocks`` are the (start, size) of numbers that stand for the levels of a category.
    """

    rows: np.ndarray
    shape: tuple
    ordered: bool
    blocks: tuple = ()

    @property
    def curves(self):
        """The rows as curves; waves have one channel."""
        channels = self.shape[1] if len(self.shape) == 2 else 1
        return self.rows.reshape(len(self.rows), self.shape[0], channels)

    def take(self, which):
        """Some of the rows."""
        return Sample(self.rows[which], self.shape, self.ordered, self.blocks)

    def like(self, rows):
        """Other rows of the same kind."""
        return Sample(hardened(rows, self.blocks), self.shape, self.ordered, self.blocks)


def sample_of(x, encoder, kind, blocks=()):
    """Rows in the units of an encoder; None stays None."""
    if x is None:
        return None
    scaled = (np.asarray(x, dtype=np.float64) - encoder.centre) / encoder.scale
    return Sample(scaled.reshape(len(x), -1), x.shape[1:], kind in ("waves", "series"), blocks)


def some(sample, count, seed, name, first=0, in_order=False):
    """``count`` rows at random, or all in a random order where there are fewer.

    ``name`` is that of the stream, of whose rows the ``first`` are left out; ``in_order`` keeps the order of the rows.
    """
    which = rng.stream(seed, f"evaluate/{name}").permutation(len(sample.rows))[first : first + count]
    return sample.take(np.sort(which) if in_order else which)


def sizes(real, generated, holdout, limit):
    """Rows of each kind in a comparison."""
    available = len(real.rows) // 2 if holdout is None else min(len(real.rows), len(holdout.rows))
    return min(available, len(generated.rows), limit)


def split(real, generated, holdout, limit, seed, in_order=False):
    """(what everything is compared with, real rows to compare, generated rows): equally many of each."""
    size = sizes(real, generated, holdout, limit)
    other = some(real, size, seed, "real", in_order=in_order)
    if holdout is None:
        reference = some(real, size, seed, "real", first=size, in_order=in_order)
    else:
        reference = some(holdout, size, seed, "reference", in_order=in_order)
    return reference, other, some(generated, size, seed, "generated")


def baseline_rows(rows, seed):
    """As many rows of each baseline as there are rows, made from them."""
    size = len(rows.rows)
    return {
        "gaussian": rows.like(baselines.gaussian(rows.rows, size, seed)),
        "bootstrap": rows.like(baselines.bootstrap(rows.rows, size, seed)),
    }
