"""What is stored of each traced epoch: figures, weights and rows. Pure functions of `Snapshots`.

Figures are a dict of plain numbers: epoch, step and what `rgan.metrics.monitor` found. All are stored. Weights, with
those of the discriminator where it filters rows, are stored while all of them together take at most 16 MB; beyond that
every new snapshot pushes out older ones, so that those left are spread evenly over the epochs. The best and the newest
always stay.

An *early* snapshot, of the first few epochs, is there to be looked at: figures, with "early" True, and rows. It has no
weights, and neither the best epoch nor how long nothing has improved depends on it.
"""

import math
from dataclasses import dataclass, field, replace

MAX_BYTES = 16_000_000
NEAR = 0.25  # of the lowest score: a later epoch may be so much above it, and is better all the same, as measured


@dataclass(frozen=True)
class Snapshots:
    """Of the traced epochs: ``figures``, a tuple of dicts; ``weights`` and ``rows``, dicts.

    ``weights`` has the epoch as its key, `rgan.training.weights.Weights` as its value; ``rows`` has the key "epoch 100"
    and rows in the units of the data, shape (n, ...).
    """

    figures: tuple = ()
    weights: dict = field(default_factory=dict)
    rows: dict = field(default_factory=dict)


def add(snapshots, figures, weights):
    """Snapshots with one more, without rows; one of the same epoch is replaced."""
    epoch = figures["epoch"]
    others = tuple(f for f in snapshots.figures if f["epoch"] != epoch)
    stored = {e: w for e, w in snapshots.weights.items() if e != epoch} | {epoch: weights}
    return _bounded(replace(snapshots, figures=(*others, figures), weights=stored))


def add_early(snapshots, figures, rows):
    """Snapshots with an early one more: figures and rows, no weights."""
    others = tuple(f for f in snapshots.figures if f["epoch"] != figures["epoch"])
    return add_rows(replace(snapshots, figures=(*others, figures | {"early": True})), figures["epoch"], rows)


def counted(snapshots):
    """The figures of all snapshots but early ones."""
    return [figures for figures in snapshots.figures if not figures.get("early")]


def rows_of(snapshots, early=False):
    """The rows of snapshots, early ones or all others: a dict like ``rows`` of `Snapshots`."""
    names = {f"epoch {figures['epoch']}" for figures in snapshots.figures if figures.get("early")}
    return {name: rows for name, rows in snapshots.rows.items() if (name in names) == early}


def add_rows(snapshots, epoch, rows):
    """Snapshots with the rows of a traced epoch."""
    return replace(snapshots, rows=snapshots.rows | {f"epoch {epoch}": rows})


def best(snapshots):
    """The figures of the best epoch; None before the first snapshot.

    Scores differ by chance as much as real rows differ from other real ones, by the floor; and of long rows they tell
    less than that networks settle while the rates fall. So it is the latest of those that are no more than the floor,
    or a quarter, above the lowest. Scores can be compared only while the real rows are the same, so figures on earlier
    rows do not count; nor do those of files that were scored in another way. (In these, where no kernel measured, it is
    the latest at the floor, or the lowest.)
    """
    usable = comparable(snapshots)
    if not usable:
        return None
    lowest = min(usable, key=_rank)
    good = [figures for figures in usable if _at_floor(figures) or _is_near(figures, lowest)]
    return good[-1] if good else lowest


def _is_near(figures, lowest):
    measured = "measure" in figures and math.isfinite(lowest["score"])
    above = max(figures.get("floor", 0.0), NEAR * lowest["score"])
    return measured and figures["score"] <= lowest["score"] + above


def best_epoch(snapshots):
    """The epoch of `best`; None before the first snapshot."""
    figures = best(snapshots)
    return None if figures is None else figures["epoch"]


def comparable(snapshots):
    """The figures that were scored against the same real rows as the newest, and in the same way; no early ones."""
    figures = counted(snapshots)
    return [f for f in figures if _scored(f) == _scored(figures[-1])]


def since_best(snapshots):
    """Number of snapshots since the scores last became better."""
    usable = comparable(snapshots)
    if not usable:
        return 0
    first = next((figures for figures in usable if _at_floor(figures)), None) or min(usable, key=_rank)
    return len(usable) - 1 - usable.index(first)


def _scored(figures):
    return figures["reference"], figures.get("measure")  # which figures in older files do not have


def _rank(figures):
    score = figures["score"]
    return score if math.isfinite(score) else math.inf, figures["epoch"]


def _at_floor(figures):
    return figures["score"] <= figures.get("floor", 0.0)  # figures in older files have no floor


def _bounded(snapshots):
    stored = dict(snapshots.weights)
    fixed = {best_epoch(snapshots), snapshots.figures[-1]["epoch"]}
    while len(stored) > len(fixed) and sum(w.n_bytes for w in stored.values()) > MAX_BYTES:
        epochs = sorted(stored)
        # The one that leaves the smallest gap; the oldest counts as if it began at 0.
        gaps = {b: c - a for a, b, c in zip([0, *epochs], epochs, epochs[1:], strict=False) if b not in fixed}
        stored.pop(min(gaps, key=gaps.get) if gaps else next(e for e in epochs if e not in fixed))
    return replace(snapshots, weights=stored)
