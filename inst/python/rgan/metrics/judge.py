"""The verdicts: plain faults, what three classifiers tell, and whether rows are remembered.

"No more than by guessing" may be said only where no eye tells rows apart and no plain fault was found.
"""

import numpy as np

from .. import rng
from . import faults
from .curves import roughness_by_channel
from .eyes import tell_apart
from .memory import memory
from .overlap import overlap
from .samples import baseline_rows, some, split

MAX_ROWS = 5000  # real and generated rows that are looked at for plain faults ...
MAX_VALUES = 2_000_000  # ... fewer where they are long
FEW_ROWS = 300  # of so few rows of each kind two splits are looked at


def plainly(real, generated, holdout, kind, levels=None):
    """What rules tell, in the units of the data: ``faults``, ``roughness`` of each channel, ``overlap``.

    All real rows are asked, held out or not. ``overlap`` is the number of points by which each row begins after the one
    before it, where rows are windows of one series; else 0. ``levels``, (columns,), are those of categories, 0 for
    numbers.
    """
    real, generated = (_first(x) for x in (real if holdout is None else np.concatenate([real, holdout]), generated))
    found = faults.find_faults(real, generated, kind, levels)
    told = {"faults": [fault.as_dict() for fault in found], "roughness": [], "overlap": 0}
    if kind in ("waves", "series"):
        real, generated = (x.reshape(len(x), x.shape[1], -1) for x in (real, generated))
        shift = overlap(real)
        effective = len(real) * shift / real.shape[1] if shift else None
        told |= {"roughness": roughness_by_channel(real, generated, effective), "overlap": shift}
    return told


def _first(x):
    """Not too many rows; the first, as they may be in the order of time."""
    x = np.asarray(x, dtype=np.float64)
    return x[: max(200, min(MAX_ROWS, MAX_VALUES // max(1, x[0].size)))]


def by_eyes(real, generated, holdout, limit, seed, shift):
    """``eyes``, ``reasons`` and ``guessing`` of scaled samples; see `eyes.tell_apart`."""
    splits = []
    for number in range(2):
        drawn = rng.integer(seed, f"judge/{number}")
        reference, other, made = (sample.rows for sample in split(real, generated, holdout, limit, drawn, shift > 0))
        candidates = {"generated": made, "real": other}
        if number == 0:
            candidates |= {name: rows.rows for name, rows in baseline_rows(real.like(other), drawn).items()}
        splits.append({name: (reference, rows) for name, rows in candidates.items()})
        if len(reference) >= FEW_ROWS:
            break
    curves = real.curves.shape[1:] if real.ordered else None
    return tell_apart(splits, curves, seed, shift > 0)


def from_memory(real, generated, holdout, seed):
    """Whether rows are nearer to training rows than fresh real rows are; see `memory.memory`."""
    held = None if holdout is None else holdout.rows
    return memory(generated.rows, some(real, len(real.rows), seed, "memory").rows, held, seed)
