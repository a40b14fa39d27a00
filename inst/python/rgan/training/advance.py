"""From one training state to the next: blocks of steps, and the passes before the first."""

import time
from dataclasses import replace

import numpy as np
import tensorflow as tf

from ..errors import DivergedError
from .engine import engine_for
from .state import METRICS, with_metrics


def advance(model, data, state, batches, n_steps):
    """The state after ``n_steps`` steps.

    Parameters
    ----------
    model : rgan.model.Model
    data : rgan.data.TrainingData
        With its rows.
    state : TrainingState
    batches : rgan.training.batches.Batches
        Those of ``data``.
    n_steps : int

    Returns
    -------
    state : TrainingState
    means : dict
        The metrics (see `rgan.training.state.METRICS`) as means over these steps; NaN where there are none.

    Raises
    ------
    DivergedError
        When a number stopped being finite.
    """
    began, steps_per_epoch = time.perf_counter(), model.steps_per_epoch(data.n)
    if model.spec.pretrain and not state.pretrained:
        state = _pretrained(model, data, state)
    tensors, wanted, metrics = state.tensors, n_steps, [np.empty((0, len(METRICS)), np.float32)]
    while wanted > 0:
        tensors, rows = _block(model.engine, tensors, data, batches, int(tensors["step"]), wanted, state.plan)
        wanted -= len(rows)
        metrics.append(rows)
    metrics = np.concatenate(metrics)
    state = replace(state, tensors=tensors, seconds=state.seconds + time.perf_counter() - began)
    means = metrics.mean(axis=0) if len(metrics) else np.full(len(METRICS), np.nan)
    state = with_metrics(state, metrics.astype(np.float64), steps_per_epoch)
    return state, dict(zip(METRICS, means.tolist(), strict=True))


def _block(engine, tensors, data, batches, step, most, plan):
    """The tensors after as many steps as rows are at hand for, from ``step`` of the batches on, and their metrics."""
    before, given = int(tensors["step"]), batches.given(data.rows, step, most)
    tensors, metrics, finite = engine.block(tensors, *given, plan)
    if not bool(finite):
        raise DivergedError(
            f"Training diverged after step {before}: losses or weights are no longer finite. "
            "Lower the rates of the optimisers, or train without the setting changed last."
        )
    return tensors, metrics.numpy()


def _pretrained(model, data, state):
    """The state after the passes over the rows, before the first step, in which only the discriminator learns."""
    engine = engine_for(*model.networks, model.spec, model.batch_size, (1, 0), model.conditions)
    batches = model.batches(
        data, engine.step, state.origin, name="pretrain", steps_per_epoch=model.spec.steps_per_epoch
    )
    tensors, steps = state.tensors, model.spec.pretrain * model.steps_per_epoch(data.n)
    done = 0
    while done < steps:
        tensors, metrics = _block(engine, tensors, data, batches, done, steps - done, (0, 1))
        done += len(metrics)
    return replace(state, tensors=tensors | {"step": tf.zeros((), tf.int32)}, pretrained=True)
