"""How settings move while training goes on."""

import math

import tensorflow as tf

# The average's half-life is at most this share of the steps done (Karras et al. 2021, arXiv 2106.12423).
EMA_RAMP = 0.05
LEAST = 1e-6  # what falls by equal factors never reaches 0


def schedule(settings, step, plan):
    """How far the annealed settings have moved at a step.

    Parameters
    ----------
    settings : rgan.spec.Schedule
    step : scalar tensor, float32
        Steps done.
    plan : pair of scalar tensors, float32
        First step, and number of steps over which the settings move.

    Returns
    -------
    dict
        "rate" and "penalty": factors; "beta_2": share of the way to its final value. Scalar tensors.
    """
    done = tf.clip_by_value((step - plan[0]) / plan[1], 0.0, 1.0)
    moved = 0.5 - 0.5 * tf.cos(math.pi * done) if settings.shape == "cosine" else tf.zeros(())
    penalty = 1.0 + moved * (settings.penalty - 1.0)
    if settings.fall == "geometric":
        penalty = tf.pow(max(settings.penalty, LEAST), moved)
    return {"rate": 1.0 + moved * (settings.rate - 1.0), "penalty": penalty, "beta_2": moved}


def ema_decay(half_life, step):
    """Decay per step of the averaged generator: 0.5^(1 / half-life), a scalar tensor; 0 without averaging.

    Parameters
    ----------
    half_life : int
        In steps; 0 for no average.
    step : scalar tensor, float32
        Steps done, this one included.
    """
    if not half_life:
        return tf.zeros(())
    return tf.pow(0.5, 1.0 / tf.minimum(float(half_life), EMA_RAMP * step))
