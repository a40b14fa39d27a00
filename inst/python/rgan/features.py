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


def discriminator_response(model, state, keras_model, x):
    """What a part of the discriminator, with the weights of ``state``, gives for rows in the units of the data."""
    x = imputation.whole_rows(model, state, model.check_rows(x, least=1))
    weights = state.tensors["discriminator"][: len(keras_model.trainable_variables)]
    return sampling.respond(keras_model, weights, state.tensors["discriminator_extra"], model.encoder.encode(x))


def realness(model, state, x):
    """How real each row looks: probabilities, (n,).

    A row with gaps looks as real as what they are filled to. Rows that move in ways in which no training row does get
    0: the discriminator does not see them move.
    """
    x = imputation.whole_rows(model, state, model.check_rows(x, least=1))
    logits = discriminator_response(model, state, model.networks.discriminator.model, x)[:, -1]
    unseen = model.encoder.residual(np.asarray(x)) > training_data.MAX_UNSEEN
    # The logistic function, which does not overflow in this form.
    return np.where(unseen, 0.0, np.exp(-np.logaddexp(0.0, -logits.astype(np.float64))))


def features(model, state, x):
    """The discriminator's last hidden layer for each row: float32, shape (n, units)."""
    return discriminator_response(model, state, model.networks.discriminator.hidden, x)


def features_around(model, data, state, network, x=None, updates=None, rows=None):
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
    data = _data_to_draw_from(model, data, rows)
    if x is None:
        x = data.values(model.encoder, MAX_ROWS) if rows is None else rows[:MAX_ROWS]
    latent = sampling.latent_rows(model, len(x), model.seed)
    count = int(updates or getattr(model.spec.updates, network))
    after = _updated(model, data, state, network, count)
    return {"before": _both(model, state, x, latent), "after": _both(model, after, x, latent)}


def _data_to_draw_from(model, data, rows):
    if rows is not None:
        rows = model.check_rows(rows)
        model.check_amount(rows)
        return model.encoded(rows, replace(data, fingerprint=None))
    if data.rows is None:
        raise DataError("This trainer was restored without its training rows; give them as `rows`.")
    return data


def _updated(model, data, state, network, count):
    """The state after ``count`` updates of one network; the other's weights are the same."""
    updates = (count, 0) if network == "discriminator" else (0, count)
    step = Step(*model.networks, model.spec, model.batch_size, updates, model.conditions)
    batches = model.batches(data, step, chunk_steps=1, name=f"features/{state.step}")
    batch = tf.nest.map_structure(lambda drawn: drawn[0], batches.chunk(0))
    tensors, _ = step(state.tensors, data.rows, batch, tf.constant(state.plan, tf.float32))
    return replace(state, tensors=tensors)


def _both(model, state, x, latent):
    # The generator in training, not its average: that is what the update moves.
    weights, buffers = state.tensors["generator"], state.tensors["generator_extra"]
    encoded, _ = model.networks.generator.call(weights, buffers, latent)
    generated = model.encoder.decode(encoded.numpy(), rng.stream(model.seed, "features/noise"))
    return {"real": features(model, state, x), "generated": features(model, state, generated)}
