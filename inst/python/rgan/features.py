"""What the discriminator makes of rows: its last hidden layer, now and after one more update of either network.

Pure functions of a `Model`, `TrainingData` and a `TrainingState`.
"""

from dataclasses import replace

import numpy as np
import tensorflow as tf

from . import data as training_data
from . import imputation, rng, sampling
from .errors import DataError
from .training.step import Step

MAX_ROWS = 1000  # training rows looked at when none are given


def discriminator_response(model, state, keras_model, x, conditions=None):
    """What a part of the discriminator, with the weights of ``state``, gives for rows in the units of the data."""
    x = imputation.whole_rows(model, state, model.check_rows(x, least=1))
    conditions = model.check_conditions(conditions, len(x))
    weights = state.tensors["discriminator"][: len(keras_model.trainable_variables)]
    return sampling.respond(keras_model, weights, state.tensors["discriminator_extra"], model.encode(x, conditions))


def realness(model, state, x, conditions=None):
    """How real each row looks, with the user's conditions where rows have any: probabilities, (n,).

    A row with gaps looks as real as what they are filled to. Rows that move in ways in which no training row does get
    0: the discriminator does not see them move.
    """
    x = imputation.whole_rows(model, state, model.check_rows(x, least=1))
    logits = discriminator_response(model, state, model.networks.discriminator.model, x, conditions)[:, -1]
    unseen = model.encoder.residual(model.numbers(np.asarray(x))) > training_data.MAX_UNSEEN
    # The logistic function, which does not overflow in this form.
    return np.where(unseen, 0.0, np.exp(-np.logaddexp(0.0, -logits.astype(np.float64))))


def features(model, state, x, conditions=None):
    """The discriminator's last hidden layer for each row: float32, shape (n, units)."""
    return discriminator_response(model, state, model.networks.discriminator.hidden, x, conditions)


def features_around(model, data, state, network, x=None, updates=None, rows=None, conditions=None, row_conditions=None):
    """The discriminator's last hidden layer before and after an update of one network, from the present state.

    Parameters
    ----------
    model : Model
    data : TrainingData
    state : TrainingState
        Not changed.
    network : {"generator", "discriminator"}
        The one updated, on a batch of training rows and latent rows drawn for this.
    x : array, optional
        Real rows to look at; the first 1000 training rows by default. As many generated rows are looked at, from the
        same latent rows before and after.
    updates : int, optional
        How many updates; as many as the recipe makes in one step by default.
    rows : array, optional
        Training rows to draw the batch from, for a trainer that was restored without; those of ``data`` by default.
    conditions, row_conditions : array, optional
        The user's, of ``x`` and of ``rows``, where rows have any.

    Returns
    -------
    dict
        "before" and "after", each a dict of "real" and "generated": float32, shape (rows, features).

    Raises
    ------
    DataError
        Where there are no training rows, rows have another shape, or there is no such network.
    """
    if network not in ("generator", "discriminator"):
        raise DataError(f"`network` must be 'generator' or 'discriminator', not {network!r}.")
    data = _data_to_draw_from(model, data, rows, row_conditions)
    if x is None:
        x = data.values(MAX_ROWS) if rows is None else rows[:MAX_ROWS]
        conditions = None if data.conditions is None else data.conditions[:MAX_ROWS]
    conditions = model.check_conditions(conditions, len(x))
    latent = sampling.latent_rows(model, len(x), model.seed, 0, conditions)
    count = int(updates or getattr(model.spec.updates, network))
    after = _updated(model, data, state, network, count)
    return {name: _both(model, at, x, latent, conditions) for name, at in (("before", state), ("after", after))}


def _data_to_draw_from(model, data, rows, conditions):
    if rows is not None:
        rows = model.check_rows(rows)
        model.check_amount(rows)
        return model.encoded(rows, replace(data, fingerprint=None), model.check_conditions(conditions, len(rows)))
    if data.x is None:
        raise DataError("This trainer was restored without its training rows; give them as `rows`.")
    return data


def _updated(model, data, state, network, count):
    """The state after ``count`` updates of one network; the other's weights are the same."""
    updates = (count, 0) if network == "discriminator" else (0, count)
    step = Step(*model.networks, model.spec, model.batch_size, updates, model.conditions)
    batches = model.batches(data, step, parted=False, chunk_steps=1, name=f"features/{state.step}")
    rows, chunk, _, _ = batches.given(data.rows, 0, 1)
    batch = tf.nest.map_structure(lambda drawn: drawn[0], chunk)
    tensors, _ = step(state.tensors, rows, batch, tf.constant(state.plan, tf.float32))
    return replace(state, tensors=tensors)


def _both(model, state, x, latent, conditions):
    # The generator in training, not its average: that is what the update moves.
    weights, buffers = state.tensors["generator"], state.tensors["generator_extra"]
    encoded, _ = model.networks.generator.call(weights, buffers, latent)
    encoded = encoded.numpy()
    numbers = model.encoder.in_units(model.standardised(encoded, rng.stream(model.seed, "features/noise")))
    generated = model.whole(numbers, encoded)
    return {
        "real": features(model, state, x, conditions), "generated": features(model, state, generated, conditions),
    }  # fmt: skip
