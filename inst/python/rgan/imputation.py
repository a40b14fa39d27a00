"""Gaps in rows filled by what a trained generator makes of rows like them: functions of a `Model` and `Weights`."""

import numpy as np

from . import rng, sampling
from .encoding.completion import as_seen, has_gaps
from .encoding.local_gaps import Neighbourhood
from .encoding.tree_gaps import draw_by_trees
from .errors import DataError

POOL_ROWS = 8192  # generated to tell what rows there are ...
POOL_VALUES = 1 << 22  # ... and fewer where they would hold more numbers than this
LEAST_ROWS = 512


def impute(model, weights, x, m, seed):
    """Rows with their gaps filled by draws, ``m`` times: float64, (m, n, ...).

    What is there stays as it is, to the last bit.

    Parameters
    ----------
    model : rgan.model.Model
    weights : rgan.training.weights.Weights
    x : array, shape (n, ...)
        Checked rows in the units of the data, NaN where a value is missing.
    m : int
    seed : int
        Decides all draws. Those of a row of waves or series do not depend on other rows.

    Raises
    ------
    DataError
        For images with gaps.
    """
    x = np.asarray(x, dtype=np.float64)
    if not has_gaps(x):
        return np.repeat(x[None], m, axis=0)
    if model.spec.kind == "images":
        raise DataError("Gaps in images cannot be filled.")
    pool = _pool(model, weights, seed)
    if model.spec.kind == "table":
        many = np.concatenate([pool, *[x] * m])
        drawn = draw_by_trees(many, seed, model.category_columns, len(pool))[len(pool) :].reshape(m, *x.shape)
    else:
        drawn = _drawn_nearby(model, pool, x, m, seed)
    return np.where(np.isnan(x), drawn, x)


def whole_rows(model, state, x):
    """Rows to be judged, their gaps filled by one draw of the best epoch's generator; ``x`` where there are none."""
    if not has_gaps(x):
        return x
    weights = sampling.best_weights(model, state)
    return impute(model, weights, x, 1, model.seed)[0]


def _pool(model, weights, seed):
    n = int(np.clip(POOL_VALUES // np.prod(model.shape), LEAST_ROWS, POOL_ROWS))
    past = conditions = None
    if model.context is not None:
        past = model.context.draw(n, rng.stream(seed, "impute/past"))
        conditions = None if model.by is None else model.context.features(past)
    encoded = sampling.sample(model, weights, n, rng.integer(seed, "impute/latent"), conditions)
    return sampling.decoded(model, weights, encoded, rng.stream(seed, "impute/noise"), past)


def _drawn_nearby(model, pool, x, m, seed):
    tails = model.encoder.tails
    mapped, asked = (pool, x) if tails is None else (tails.encode(pool), tails.encode(x))
    near = Neighbourhood(mapped.reshape(*mapped.shape[:2], -1), rng.stream(seed, "impute/chance"))
    drawn = np.repeat(asked[None], m, axis=0)
    flat = asked.reshape(*asked.shape[:2], -1)
    for i in np.flatnonzero(np.isnan(flat).any(axis=(1, 2))):
        drawn[:, i] = near.draw(flat[i], m, rng.stream(seed, f"impute/{i}")).reshape(m, *x.shape[1:])
    drawn = drawn if tails is None else tails.decode(drawn)
    drawn = drawn.reshape(m * len(x), *x.shape[1:])
    units = 1 if model.spec.kind == "waves" else x.shape[-1]
    return as_seen(drawn, np.concatenate([x] * m), units, like=pool[:LEAST_ROWS]).reshape(m, *x.shape)
