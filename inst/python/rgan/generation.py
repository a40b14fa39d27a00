"""Rows in the units of the data, made by a trained generator: functions of a `Model` and `Weights`.

`rgan.sampling` makes rows as the networks see them; here they go on from a past, are joined to long series, and get
gaps as the training rows have.
"""

import numpy as np

from . import rng, sampling
from .data import fingerprint
from .encoding.completion import missing_values
from .encoding.gap_patterns import draw_patterns
from .errors import DataError


def generated(model, weights, n, seed, past=None, conditions=None, ahead=False, latent=None):
    """``n`` rows, float64, (n, ...); the arguments are checked.

    ``past`` are their first steps, from `begun`, and ``ahead`` says whether these are new; ``latent`` are latent rows
    of the user's.
    """
    if past is not None and model.by is not None:
        conditions = model.context.features(past)
    if latent is None:
        encoded = sampling.sample(model, weights, n, seed, conditions)
    else:
        if past is not None:
            latent = np.asarray(latent)[:, -model.drawn_size :]  # without conditions: those of what is known
        encoded = sampling.rows_from(model, weights, sampling.given_latent(model, latent, seed, conditions))
    return sampling.decoded(model, weights, encoded, rng.stream(seed, "generate/noise"), past, ahead)


def begun(model, past, n, seed):
    """First steps of ``n`` rows: float64, (n, context, channels), those of training rows where ``past`` is None.

    None for a model without a context. Raises `DataError` where one is given all the same.
    """
    if model.context is None:
        if past is not None:
            raise DataError("This trainer was made without a `context`, so that rows cannot go on from anything.")
        return None
    if past is None:
        return model.context.draw(n, rng.stream(seed, "generate/past"))
    return model.context.check_past(past, n)


def simulated(model, weights, n, length, past, seed):
    """Long series, each window of which goes on from the one before: float64, (n, length, channels)."""
    past = begun(model, past, n, seed)
    steps, made, done = past.shape[1], [], 0
    while done < length:
        rows = generated(model, weights, n, rng.integer(seed, f"simulate/{done}"), past).reshape(n, -1, past.shape[2])
        made.append(rows[:, steps:])
        done += made[-1].shape[1]
        past = np.concatenate([past, made[-1]], axis=1)[:, -steps:]
    return np.concatenate(made, axis=1)[:, :length]


def with_gaps(model, data, rows, seed, x=None):
    """Generated rows with gaps, NaN, where rows like them have gaps in the training rows: a new array.

    ``x`` are the training rows, for data restored without. Where gaps have nothing to do with what rows are like, any
    training row gives its own. Raises `DataError` where the training rows are gone.
    """
    if x is None:
        data.check_there()
        missing, whole = data.missing, data.x
    else:
        x = model.check_rows(x)
        missing, known = missing_values(x), fingerprint(x, data.conditions) == data.fingerprint
        whole = data.x if known and data.x is not None else model.completed(x)
    return np.array(rows) if missing is None else np.where(draw_patterns(rows, whole, missing, seed), np.nan, rows)
