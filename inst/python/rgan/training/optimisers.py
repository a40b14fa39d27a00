"""Adam, RMSprop and SGD as pure functions on lists of tensors.

Keras optimisers cannot be applied statelessly on the TensorFlow backend, and the compiled block carries its whole
state as loop values, so the three updates are written out here (and tested against Keras's own).

``start(settings, weights)`` gives the slots, a dict of lists of tensors; ``update(settings, rate, beta_2, weights,
gradients, slots)`` returns new weights and new slots. ``settings`` is a `rgan.spec.Optimizer`; ``rate`` and
``beta_2`` come from the schedule and may be tensors.
"""

import tensorflow as tf


def _zeros(weights):
    return [tf.zeros_like(w) for w in weights]


def _each(function, *lists):
    return [function(*items) for items in zip(*lists, strict=True)]


def adam_start(settings, weights):
    """First and second moments, and beta_1^t and beta_2^t (kept because the schedule may move beta_2)."""
    return {"first": _zeros(weights), "second": _zeros(weights), "power": [tf.ones(()), tf.ones(())]}


def adam(settings, rate, beta_2, weights, gradients, slots):
    """Kingma and Ba 2015 (arXiv 1412.6980), with the epsilon where Keras has it."""
    beta_1 = settings.beta_1
    power = [slots["power"][0] * beta_1, slots["power"][1] * beta_2]
    step = rate * tf.sqrt(1.0 - power[1]) / (1.0 - power[0])
    first = _each(lambda m, g: m + (g - m) * (1.0 - beta_1), slots["first"], gradients)
    second = _each(lambda v, g: v + (tf.square(g) - v) * (1.0 - beta_2), slots["second"], gradients)
    moved = _each(lambda w, m, v: w - step * m / (tf.sqrt(v) + settings.epsilon), weights, first, second)
    return moved, {"first": first, "second": second, "power": power}


def rmsprop_start(settings, weights):
    """Mean squares, and velocities when there is momentum."""
    slots = {"square": _zeros(weights)}
    return slots | ({"velocity": _zeros(weights)} if settings.momentum else {})


def rmsprop(settings, rate, beta_2, weights, gradients, slots):
    """Tieleman and Hinton 2012 (lecture 6.5), with the epsilon under the root as Keras has it."""
    del beta_2
    rho = settings.rho
    square = _each(lambda v, g: rho * v + (1.0 - rho) * tf.square(g), slots["square"], gradients)
    change = _each(lambda v, g: rate * g * tf.math.rsqrt(v + settings.epsilon), square, gradients)
    new = {"square": square}
    if settings.momentum:
        change = _each(lambda b, c: settings.momentum * b + c, slots["velocity"], change)
        new["velocity"] = change
    return _each(lambda w, c: w - c, weights, change), new


def sgd_start(settings, weights):
    """Velocities when there is momentum, otherwise nothing."""
    return {"velocity": _zeros(weights)} if settings.momentum else {}


def sgd(settings, rate, beta_2, weights, gradients, slots):
    """Gradient descent, with classical momentum when asked for."""
    del beta_2
    if not settings.momentum:
        return _each(lambda w, g: w - rate * g, weights, gradients), {}
    velocity = _each(lambda b, g: settings.momentum * b - rate * g, slots["velocity"], gradients)
    return _each(lambda w, b: w + b, weights, velocity), {"velocity": velocity}


START = {"adam": adam_start, "rmsprop": rmsprop_start, "sgd": sgd_start}
UPDATE = {"adam": adam, "rmsprop": rmsprop, "sgd": sgd}
