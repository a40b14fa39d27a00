"""TimeGAN's discriminative score for panels of series: how well a small recurrent network tells generated from real."""

from functools import cache

import numpy as np
import tensorflow as tf

from .. import rng
from ..errors import DataError
from ..session import compiled
from ..spec import Optimizer
from ..training.optimisers import START, UPDATE

ITERATIONS, BATCH, RATE = 2000, 128, 1e-3
TRAINED_SHARE = 0.8


def discriminative_score(real, generated, seed=0, hidden=None, iterations=ITERATIONS):
    """|0.5 - accuracy| of a recurrent classifier on series that it was not trained on.

    Direction: 0 is best (it can only guess), 0.5 worst. Protocol of Yoon et al. 2019 (TimeGAN, NeurIPS 32) and its
    published code: one GRU layer with half as many units as channels (here at least one), a logit from its last state,
    cross-entropy, Adam at 0.001, 2000 iterations of 128 real and 128 generated series, four fifths of either kind to
    train on, the rest to be judged. Values are mapped onto 0 to 1 channel by channel, by the range of the real series.
    With n series of each kind in the last fifth, guessing alone gives about 0.28 / sqrt(n).

    ``real`` and ``generated`` have shape (n, time, channels); ``hidden`` sets the number of units.
    """
    if min(len(real), len(generated)) < 5:
        raise DataError("The discriminative score needs at least 5 real and 5 generated series.")
    random = rng.stream(seed, "discriminative")
    low, high = real.min(axis=(0, 1)), real.max(axis=(0, 1))
    scale = np.where(high > low, high - low, 1.0)
    (x, x_test), (y, y_test) = (_divided((rows - low) / scale, random) for rows in (real, generated))
    weights = _initial(real.shape[2], hidden or max(1, real.shape[2] // 2), random)
    batches = [_batches(len(rows), iterations, random) for rows in (x, y)]
    weights = _training()(weights, x, y, *batches)
    right = np.concatenate([_logits(x_test, weights) > 0, _logits(y_test, weights) <= 0])
    return abs(0.5 - float(right.mean()))


def _divided(rows, random):
    order = random.permutation(len(rows))
    cut = int(TRAINED_SHARE * len(rows))
    rows = rows.astype(np.float32)
    return rows[order[:cut]], rows[order[cut:]]


def _initial(channels, hidden, random):
    """Weights of the gates, of the candidate state and of the logit, as TimeGAN's code starts them."""

    def glorot(rows, columns):
        limit = np.sqrt(6 / (rows + columns))
        return random.uniform(-limit, limit, (rows, columns)).astype(np.float32)

    gates, state = glorot(channels + hidden, 2 * hidden), glorot(channels + hidden, hidden)
    ones, zeros = np.ones(2 * hidden, np.float32), np.zeros(hidden, np.float32)
    return [gates, ones, state, zeros, glorot(hidden, 1), np.zeros(1, np.float32)]


def _batches(n, iterations, random):
    """Row numbers of each batch, without replacement within a batch where there are enough rows."""
    size = min(BATCH, n)
    return np.stack([random.choice(n, size, replace=False, shuffle=False) for _ in range(iterations)]).astype(np.int32)


def _logits(x, weights):
    """Logits of series (n, time, channels) from the last state of the GRU: a tensor of shape (n,).

    r, u = sigmoid([x, h] W_g + b_g); c = tanh([x, r h] W_c + b_c); h = u h + (1 - u) c.
    """
    gates, gates_bias, state, state_bias, out, out_bias = weights
    channels = x.shape[2]
    x = tf.transpose(tf.convert_to_tensor(x), [1, 0, 2])
    # What the inputs add is computed for all times at once; the loop, short as it is, compiles in a moment.
    x_gates = tf.tensordot(x, gates[:channels], 1) + gates_bias
    x_state = tf.tensordot(x, state[:channels], 1) + state_bias

    def body(t, h):
        r, u = tf.split(tf.sigmoid(x_gates[t] + h @ gates[channels:]), 2, axis=1)
        return t + 1, u * h + (1 - u) * tf.tanh(x_state[t] + (r * h) @ state[channels:])

    start, length = tf.zeros((tf.shape(x)[1], state.shape[1])), x.shape[0]
    _, h = tf.while_loop(lambda t, _: t < length, body, (0, start), maximum_iterations=length)
    return (h @ out + out_bias)[:, 0]


@cache
def _training():
    """The compiled training loop: weights, real rows, generated rows and the batches of each to weights."""
    adam = Optimizer.of(rate=RATE, epsilon=1e-8)

    def trained(weights, x, y, x_batches, y_batches):
        start = START["adam"](adam, weights)

        def body(i, weights, slots):
            a, b = tf.gather(x, x_batches[i]), tf.gather(y, y_batches[i])
            with tf.GradientTape() as tape:
                tape.watch(weights)
                loss = tf.reduce_mean(tf.nn.softplus(-_logits(a, weights)))
                loss += tf.reduce_mean(tf.nn.softplus(_logits(b, weights)))
            gradients = tape.gradient(loss, weights)
            weights, slots = UPDATE["adam"](adam, adam.rate, adam.beta_2, weights, gradients, slots)
            return i + 1, weights, slots

        count = x_batches.shape[0]
        state = (0, list(weights), start)
        return tf.while_loop(lambda i, *_: i < count, body, state, maximum_iterations=count)[1]

    return compiled(trained, jit_compile=True)
