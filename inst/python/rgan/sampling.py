"""How rows are made: pure functions of a `Model` and of `Weights`.

Rows here are as the networks see them (encoded).
"""

import math
from dataclasses import replace

import numpy as np
import tensorflow as tf

from . import checks, rejection, rng
from .errors import DataError
from .interrupts import pause
from .training.batches import draw_latent
from .training.snapshots import best_epoch
from .training.weights import Filter, Weights

PART_ROWS = (16, 1024)  # rows generated, or judged, at a time: at least, at most ...
CALIBRATION_ROWS = 4096  # generated, to see where a generator puts its values
PART_VALUES = 1 << 17  # ... and as many as hold about so many numbers


def present_weights(model, state):
    """The generator as it is, averaged where the recipe has an average, without a filter."""
    tensors = state.tensors
    weights = tensors["average"] if model.spec.ema else tensors["generator"]
    return Weights(weights, tensors["generator_extra"])


def weights_at(model, state, epoch):
    """The weights stored at a traced epoch; for None the present ones. Raises `DataError` naming the epochs stored."""
    if epoch is None:
        return present_weights(model, state)
    epoch, stored = int(epoch), state.snapshots.weights
    if epoch not in stored:
        there = ", ".join(str(e) for e in sorted(stored)) or "none"
        raise DataError(f"The generator of epoch {epoch} was not kept. Kept at traces: {there}.")
    return stored[epoch]


def best_weights(model, state):
    """The weights of the best epoch, the present ones before any trace."""
    return weights_at(model, state, best_epoch(state.snapshots))


def latent_rows(model, n, seed, attempt=0):
    """``n`` latent rows: float32, shape (n, latent size). Another ``attempt`` gives others of the same groups."""
    again = rng.integer(seed, f"generate/again/{attempt}") if attempt else seed
    drawn = draw_latent(model.spec.latent, (int(n), model.drawn_size), rng.stateless(again, "generate")).numpy()
    return _in_groups(model, drawn, seed)


def _in_groups(model, drawn, seed):
    """Latent rows of numbers drawn, in groups drawn by their shares."""
    if not model.conditions:
        return drawn
    groups = model.encoder.groups.draw(len(drawn), rng.stream(seed, "generate/groups"))
    return np.concatenate([groups, drawn], axis=1)


def given_latent(model, latent, seed):
    """Latent rows of the user's: those without conditions get groups, drawn by ``seed``. Raises `DataError`."""
    latent = np.asarray(latent, dtype=np.float32)
    if latent.ndim != 2 or latent.shape[1] not in (model.latent_size, model.drawn_size):
        shape, size = checks.shape_text(latent.shape), model.latent_size
        groups = f", {model.conditions} of them, the first, for the groups of rows" if model.conditions else ""
        raise DataError(f"Latent rows must have shape n x {size}{groups}, not {shape}.")
    return latent if latent.shape[1] == model.latent_size else _in_groups(model, latent, seed)


def rows_from(model, weights, latent):
    """The rows that a generator makes of latent rows, (n, latent size), whatever its filter says of them."""
    make = model.engine.sample
    return in_parts(lambda part: make(weights.weights, weights.buffers, part), latent, math.prod(model.encoded_shape))


def sample(model, weights, n, seed):
    """``n`` rows; those that do not pass the filter are drawn again."""
    if weights.filter is None:
        return rows_from(model, weights, latent_rows(model, n, seed))
    return rejection.accepted(
        lambda latent: rows_from(model, weights, latent),
        lambda rows: real_logits(model, weights.filter, rows),
        lambda attempt: latent_rows(model, n, seed, attempt),
        float(weights.filter.lowest_logit),
    )


def best_of_present(model, data, state, monitor):
    """The present weights, with a filter where rows score better through one, and rows made with them.

    Parameters
    ----------
    model : Model
    data : TrainingData
    state : TrainingState
    monitor : rgan.metrics.monitor.Monitor
        Scores the rows.

    Returns
    -------
    weights : Weights
    rows : array, shape (monitor.size, ...)
    """
    weights, seed = present_weights(model, state), rng.integer(model.seed, "monitor/latent")
    unfiltered = sample(model, weights, monitor.size, seed)
    if (passing := _filter(model, data, state, monitor, unfiltered)) is not None:
        filtered = sample(model, replace(weights, filter=passing), monitor.size, seed)
        if monitor.score(filtered) < monitor.score(unfiltered):
            return replace(weights, filter=passing), filtered
    return weights, unfiltered


def calibrated(model, data, weights):
    """The same weights with the map that brings what they generate onto values of the data."""
    if data.targets is None:
        return weights
    many = sample(model, weights, CALIBRATION_ROWS, rng.integer(model.seed, "calibration/latent"))
    many = model.encoder.decode(model.encoder.brought(many), rng.stream(model.seed, "calibration/noise"))
    encoder = model.encoder
    keep = False if encoder.levels is None else encoder.levels.made_less
    tails = False if encoder.tails is None else encoder.tails.mapped
    increments = None
    if data.increments is not None:
        increments = data.increments.calibration(many)
        many, keep = increments.apply(many), keep | (increments.summed > 0)
    return replace(weights, calibration=data.targets.calibration(many, keep, tails), increments=increments)


def decoded(model, weights, rows, random):
    """Encoded rows in the units of the data, calibrated where the weights say how: float64, shape (n, ...).

    ``random``, a NumPy generator, draws their noise.
    """
    rows = model.encoder.decode(model.encoder.brought(rows), random)
    rows = rows if weights.increments is None else weights.increments.apply(rows)
    return rows if weights.calibration is None else weights.calibration.apply(rows)


def figures_of_present(values, monitor):
    """What a traced epoch is judged by, and the weights that made the rows judged.

    Parameters
    ----------
    values : rgan.values.Values
    monitor : rgan.metrics.monitor.Monitor

    Returns
    -------
    figures : dict
        Plain numbers: "epoch", "step", "reference" (the fingerprint of the real rows), those of `Monitor.figures`, and
        "d_accuracy", its mean over the epochs since the last trace, NaN where there are none.
    weights : Weights
    """
    model, data, state = values
    weights, rows = best_of_present(model, data, state, monitor)
    weights = calibrated(model, data, weights)
    figures = {"epoch": values.epoch, "step": state.step, "reference": data.fingerprint} | monitor.figures(rows)
    before = [f["epoch"] for f in state.snapshots.figures if f["epoch"] < values.epoch]
    history = state.history_columns()
    recent = history["d_accuracy"][history["epoch"] > max(before, default=0)]
    return figures | {"d_accuracy": float(recent.mean()) if len(recent) else float("nan")}, weights


def _filter(model, data, state, monitor, generated):
    """The present discriminator as a filter; None where the recipe has none or it would reject most rows."""
    margin = model.spec.rejection
    if margin is None:
        return None
    present = Filter(state.tensors["discriminator"], state.tensors["discriminator_extra"], tf.zeros(()))
    of_real = real_logits(model, present, tf.gather(data.rows, monitor.compared))
    of_generated = real_logits(model, present, generated)
    good = [of_generated[members] for members in monitor.members(generated)]
    lowest = rejection.lowest_logit(of_real, of_generated, margin, good)
    return None if lowest is None else replace(present, lowest_logit=tf.constant(lowest))


def real_logits(model, discriminator, rows):
    """The logit "real" of each row, (n,); ``discriminator`` has ``weights`` and ``buffers``."""
    return respond(model.networks.discriminator.model, discriminator.weights, discriminator.buffers, rows)[:, -1]


def respond(keras_model, weights, buffers, rows):
    """What a Keras model gives for rows with other weights and buffers than its own."""
    rows = np.asarray(rows, np.float32)
    return in_parts(lambda part: keras_model.stateless_call(weights, buffers, part)[0], rows, math.prod(rows.shape[1:]))


def in_parts(function, rows, size):
    """A function of rows, called for always as many of them, the last ones made up by zeros.

    So the bits of a row do not depend on how many there are. ``size`` is how many numbers a row has, or becomes.
    """
    many = part_rows(size)
    parts = []
    for i in range(0, len(rows), many):
        part = np.zeros((many, *rows.shape[1:]), np.float32)
        part[: len(rows) - i] = rows[i : i + many]
        parts.append(function(tf.constant(part)).numpy()[: len(rows) - i])
        pause()
    return np.concatenate(parts)


def part_rows(size):
    """How many rows of ``size`` numbers are made or judged at a time."""
    return int(np.clip(PART_VALUES // size, *PART_ROWS))
