"""Two scores of the papers on panels of series that rgan has no function for: correlational and predictive."""

from functools import cache

import numpy as np
import tensorflow as tf
from rgan import rng
from rgan.session import compiled
from rgan.spec import Optimizer
from rgan.training.optimisers import START, UPDATE

ITERATIONS, BATCH = 5000, 128


def correlational_score(real, generated):
    """Sum over pairs of channels of how much their correlations differ, divided by 10: 0 is best.

    The score of Diffusion-TS (Yuan and Qiao 2024). ``real`` and ``generated`` have shape (n, time, channels).
    """
    r, g = (np.nan_to_num(np.corrcoef(x.reshape(-1, x.shape[-1]).T)) for x in (real, generated))
    return float(np.abs(r - g)[np.tril_indices(len(r), -1)].sum() / 10)


def predictive_score(real, generated, seed=0, iterations=ITERATIONS):
    """Mean absolute error on real series of a network that learned from generated ones to predict the last channel.

    As TimeGAN's code has it: one GRU layer of half as many units as channels sees the other channels up to a time, and
    gives the last channel one step later through a sigmoid; 5000 iterations of 128 series, Adam at 0.001, absolute
    error. Values are between 0 and 1 where they are given.
    """
    random = rng.stream(seed, "predictive")
    hidden = max(1, real.shape[2] // 2)
    size = min(BATCH, len(generated))
    batches = np.stack([random.choice(len(generated), size, replace=False, shuffle=False) for _ in range(iterations)])
    weights = _training()(_initial(real.shape[2] - 1, hidden, random), *_task(generated), batches.astype(np.int32))
    seen, wanted = _task(real)
    return float(np.mean([np.abs(_predicted(a, weights) - b).mean() for a, b in _parts(seen, wanted)]))


def _task(x):
    """(other channels up to the last time but one, the last channel from the second time): float32."""
    return x[:, :-1, :-1].astype(np.float32), x[:, 1:, -1].astype(np.float32)


def _parts(seen, wanted):
    count = max(1, len(seen) // 1000)
    return zip(np.array_split(seen, count), np.array_split(wanted, count), strict=True)


def _initial(channels, hidden, random):
    def glorot(rows, columns):
        limit = np.sqrt(6 / (rows + columns))
        return random.uniform(-limit, limit, (rows, columns)).astype(np.float32)

    gates, state = glorot(channels + hidden, 2 * hidden), glorot(channels + hidden, hidden)
    ones, zeros = np.ones(2 * hidden, np.float32), np.zeros(hidden, np.float32)
    return [gates, ones, state, zeros, glorot(hidden, 1), np.zeros(1, np.float32)]


def _predicted(x, weights):
    """What a GRU and a sigmoid say after each time: (n, time). See `rgan.metrics.timegan` for the cell."""
    gates, gates_bias, state, state_bias, out, out_bias = weights
    channels = x.shape[2]
    x = tf.transpose(tf.convert_to_tensor(x), [1, 0, 2])
    x_gates = tf.tensordot(x, gates[:channels], 1) + gates_bias
    x_state = tf.tensordot(x, state[:channels], 1) + state_bias
    h, said = tf.zeros((tf.shape(x)[1], state.shape[1])), []
    for t in range(x.shape[0]):
        r, u = tf.split(tf.sigmoid(x_gates[t] + h @ gates[channels:]), 2, axis=1)
        h = u * h + (1 - u) * tf.tanh(x_state[t] + (r * h) @ state[channels:])
        said.append(tf.sigmoid(h @ out + out_bias)[:, 0])
    return tf.stack(said, axis=1)


@cache
def _training():
    """The compiled loop: weights, series, the last channel and batches to weights."""
    adam = Optimizer.of(rate=1e-3, epsilon=1e-8)

    def trained(weights, seen, wanted, batches):
        start = START["adam"](adam, weights)

        def body(i, weights, slots):
            a, b = tf.gather(seen, batches[i]), tf.gather(wanted, batches[i])
            with tf.GradientTape() as tape:
                tape.watch(weights)
                loss = tf.reduce_mean(tf.abs(_predicted(a, weights) - b))
            gradients = tape.gradient(loss, weights)
            weights, slots = UPDATE["adam"](adam, adam.rate, adam.beta_2, weights, gradients, slots)
            return i + 1, weights, slots

        count = batches.shape[0]
        state = (0, list(weights), start)
        return tf.while_loop(lambda i, *_: i < count, body, state, maximum_iterations=count)[1]

    return compiled(trained, jit_compile=True)
