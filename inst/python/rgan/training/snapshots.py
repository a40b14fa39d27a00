"""What is kept of each trace: how good it was, and the generator's weights. Pure functions of `rgan.training.state`.

A record is a dict of plain numbers: epoch, step and what `rgan.metrics.monitor` found. All are kept. Weights, with those
of the discriminator where it judges rows (see `rgan.sampling`), are kept while all of them together take at most
16 MB; beyond that every new trace pushes out an older one, so that those left are spread evenly over the epochs. The
best and the newest always stay.
"""

import math
from dataclasses import replace

BYTES = 16_000_000


def add(now, record, weights, extra, judge=()):
    """Progress with one more trace; one of the same epoch is replaced."""
    epoch = record["epoch"]
    records = (*(r for r in now.records if r["epoch"] != epoch), record)
    kept = {e: w for e, w in now.kept.items() if e != epoch} | {epoch: (list(weights), list(extra), list(judge))}
    return _bounded(replace(now, records=records, kept=kept))


def best(now):
    """The record of the best epoch; None before the first trace.

    That is the lowest score, the earliest where several are equal. But scores no higher than the floor, that of real
    rows against other real ones, tell nothing any more: of epochs that reach it the latest is taken, as networks
    settle while the rates fall. Scores can be compared only while the real rows are the same, so records on earlier
    rows do not count.
    """
    usable = comparable(now)
    perfect = [record for record in usable if _perfect(record)]
    if perfect:
        return perfect[-1]
    return min(usable, key=_rank) if usable else None


def _rank(record):
    score = record["score"]
    return score if math.isfinite(score) else math.inf, record["epoch"]


def _perfect(record):
    return record["score"] <= record.get("floor", 0.0)  # records of older files have no floor


def comparable(now):
    """The records that were scored against the same real rows as the newest."""
    return [r for r in now.records if r["reference"] == now.records[-1]["reference"]]


def since_best(now):
    """Number of traces since the scores last became better."""
    usable = comparable(now)
    if not usable:
        return 0
    first = next((record for record in usable if _perfect(record)), None) or min(usable, key=_rank)
    return len(usable) - 1 - usable.index(first)


def _bounded(now):
    kept = dict(now.kept)
    fixed = {best(now)["epoch"], now.records[-1]["epoch"]}
    while len(kept) > len(fixed) and _bytes(kept) > BYTES:
        epochs = sorted(kept)
        # The one that leaves the smallest gap; the oldest counts as if it began at 0.
        gaps = {b: c - a for a, b, c in zip([0, *epochs], epochs, epochs[1:], strict=False) if b not in fixed}
        kept.pop(min(gaps, key=gaps.get) if gaps else next(e for e in epochs if e not in fixed))
    return replace(now, kept=kept)


def _bytes(kept):
    return sum(int(t.shape.num_elements()) * t.dtype.size for pair in kept.values() for part in pair for t in part)
