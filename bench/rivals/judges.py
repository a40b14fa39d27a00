"""What rgan's judges say of generated rows, whoever made them, beside what they say of the training rows."""

import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[2] / "inst" / "python"))

import numpy as np
from rgan.metrics import eyes
from rgan.metrics.faults import find_faults
from rgan.metrics.neighbours import nearer_to_training

MANY_NEAR = 1000  # rows among which the nearest is looked for


def judged(data, made, seed=0):
    """The figures of ``made``, some samples of as many rows as there are in each fresh one: a dict.

    "boosting", "components", "neighbours": how often each classifier tells generated from fresh rows (.5 is best);
    "strongest": the largest of them; "faults": plain faults; "nearer": share of rows nearer to a training row than to a
    fresh one (.5 is best; 1 are copies); "where": share that is where real rows are; "rough": mean step over that of
    fresh rows. Means over the samples.
    """
    parts = [_figures(data, fresh, rows, seed) for fresh, rows in zip(data.fresh, made, strict=False)]
    mean = {name: float(np.mean([part[name] for part in parts])) for name in parts[0]}
    return mean | {"strongest": max(mean[eye] for eye in eyes.EYES)}


def floor(data, seed=0):
    """The same of training rows; how near they are to themselves says nothing."""
    some = np.random.default_rng(seed).permutation(len(data.train))[: data.size]
    rows = data.train[np.sort(some)]
    return judged(data, [rows] * len(data.fresh), seed) | {"nearer": None}


def _figures(data, fresh, rows, seed):
    size = min(len(fresh), len(rows))
    fresh, rows = fresh[:size], rows[:size]
    scaled = [x.reshape(size, -1) / _scale(data) for x in (fresh, rows)]
    curves = None if data.kind == "table" else (*fresh.shape[1:], 1)[:2]
    found = eyes.look(*scaled, curves, seed, data.blocks)
    figures = {eye: right / of for eye, (right, of) in found.items()}
    figures["faults"] = len(find_faults(fresh, rows, data.kind))
    figures["nearer"] = _nearer(data, fresh, rows, seed)
    if data.where:
        figures["where"] = data.where(rows)
    if curves:
        figures["rough"] = float(np.mean(_steps(rows) / _steps(fresh)))
    return figures


def _scale(data):
    """One for all points of a wave, for each channel of a series, for each column of a table; as long as a row."""
    x = data.train
    over = {"waves": None, "series": (0, 1), "table": 0}[data.kind]
    return np.broadcast_to(x.std(axis=over) + 1e-12, x.shape[1:]).reshape(-1)


def _nearer(data, fresh, rows, seed):
    size = min(len(fresh), len(data.train), MANY_NEAR)
    some = np.random.default_rng(seed).permutation(len(data.train))[:size]
    scale = _scale(data)
    near = [x.reshape(len(x), -1) / scale for x in (rows[:MANY_NEAR], data.train[some], fresh[:size])]
    return nearer_to_training(*near)


def _steps(x):
    """Mean size of a step from one time to the next, by channel."""
    return np.abs(np.diff(x, axis=1)).mean(axis=(0, 1))
