"""TimeGAN's two scores for panels of series, by small recurrent networks.

The discriminative score says how well one tells generated from real series, the predictive score how well one that was
trained on generated series foretells real ones. Both are as in the published code of Yoon et al. 2019 (TimeGAN, NeurIPS
32), which takes series that are mapped onto 0 to 1 channel by channel, here by the range of the real ones.
"""

from functools import cache

import numpy as np
import tensorflow as tf

from .. import rng
from ..errors import DataError
from ..session import compiled
from ..spec import Optimizer
from ..training.optimisers import START, UPDATE

ITERATIONS, BATCH, RATE = 2000, 128, 1e-3
PREDICTIVE_ITERATIONS = 5000
TRAINED_SHARE = 0.8


def discriminative_score(real, generated, seed=0, hidden=None, iterations=ITERATIONS):
    """|0.5 - accuracy| of a recurrent classifier on series that it was not trained on.

    Direction: 0 is best (it can only guess), 0.5 worst. One GRU layer with half as many units as channels (here at
    least one), a logit from its last state, cross-entropy, Adam at 0.001, 2000 iterations of 128 real and 128 generated
    series, four fifths of either kind to train on, the rest to be judged.
    With n series of each kind in the last fifth, guessing alone gives about 0.28 / sqrt(n).

    ``real`` and ``generated`` have shape (n, time, channels); ``hidden`` sets the number of units.
    """
    if min(len(real), len(generated)) < 5:
        raise DataError("The discriminative score needs at least 5 real and 5 generated series.")
    random = rng.stream(seed, "discriminative")
    (x, x_test), (y, y_test) = (_divided(rows, random) for rows in _unit_range(real, generated))
    weights = _initial(real.shape[2], hidden or max(1, real.shape[2] // 2), random)
    batches = [_batches(len(rows), iterations, random) for rows in (x, y)]
    weights = _training(_cross_entropy)(weights, x, y, *batches)
    right = np.concatenate([logits(x_test, weights) > 0, logits(y_test, weights) <= 0])
    return abs(0.5 - float(right.mean()))


def predictive_score(real, generated, seed=0, hidden=None, iterations=PREDICTIVE_ITERATIONS, scaled=False):
    """Mean absolute error on real series of a recurrent network that was trained on generated ones.

    Direction: low is good, but no lower than what one trained on other real series reaches. From the other channels up
    to some point it foretells the last channel at the next point; where there is one channel only, from that one. One
    GRU layer with half as many units as channels (here at least one), a sigmoid of each of its states, mean absolute
    error, Adam at 0.001, 5000 iterations of 128 generated series. The unit is the range of the last real channel.

    ``real`` and ``generated`` have shape (n, time, channels); ``hidden`` sets the number of units. ``scaled`` says that
    they are on a scale from 0 to 1 already, which then is the unit: that of Sines, whose values are 0.5 and more.
    """
    if real.shape[1] < 2:
        raise DataError("The predictive score needs series of at least 2 points.")
    random = rng.stream(seed, "predictive")
    both = [rows.astype(np.float32) for rows in (real, generated)] if scaled else _unit_range(real, generated)
    (x, x_next), (y, y_next) = (_foretold(rows) for rows in both)
    weights = _initial(x.shape[2], hidden or max(1, real.shape[2] // 2), random)
    batches = _batches(len(y), iterations, random)
    weights = _training(absolute_error)(weights, y, y_next, batches, batches)
    return float(absolute_error(x, x_next, weights))


def _unit_range(real, generated):
    """Both mapped onto 0 to 1, channel by channel, by the range of the real ones."""
    low, high = real.min(axis=(0, 1)), real.max(axis=(0, 1))
    scale = np.where(high > low, high - low, 1.0)
    return [((rows - low) / scale).astype(np.float32) for rows in (real, generated)]


def _foretold(rows):
    """(what is known at each point but the last, the last channel at the next)."""
    known = rows[:, :-1, :-1] if rows.shape[2] > 1 else rows[:, :-1]
    return known, rows[:, 1:, -1]


def _divided(rows, random):
    order = random.permutation(len(rows))
    cut = int(TRAINED_SHARE * len(rows))
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


def _gru(x, weights):
    """(step, start, time) of the GRU over series (n, time, channels): ``step(t, h)`` is the state after point t.

    r, u = sigmoid([x, h] W_g + b_g); c = tanh([x, r h] W_c + b_c); h = u h + (1 - u) c.
    """
    gates, gates_bias, state, state_bias, _, _ = weights
    channels = x.shape[2]
    x = tf.transpose(tf.convert_to_tensor(x), [1, 0, 2])
    # What the inputs add is computed for all times at once; the loop, short as it is, compiles in a moment.
    x_gates = tf.tensordot(x, gates[:channels], 1) + gates_bias
    x_state = tf.tensordot(x, state[:channels], 1) + state_bias

    def step(t, h):
        r, u = tf.split(tf.sigmoid(x_gates[t] + h @ gates[channels:]), 2, axis=1)
        return u * h + (1 - u) * tf.tanh(x_state[t] + (r * h) @ state[channels:])

    return step, tf.zeros((tf.shape(x)[1], state.shape[1])), x.shape[0]


def logits(x, weights):
    """Logits of series (n, time, channels) from the last state of the GRU: a tensor of shape (n,)."""
    step, start, time = _gru(x, weights)
    out, out_bias = weights[4:]
    _, h = tf.while_loop(lambda t, _: t < time, lambda t, h: (t + 1, step(t, h)), (0, start), maximum_iterations=time)
    return (h @ out + out_bias)[:, 0]


def _cross_entropy(real, generated, weights):
    loss = tf.reduce_mean(tf.nn.softplus(-logits(real, weights)))
    return loss + tf.reduce_mean(tf.nn.softplus(logits(generated, weights)))


def absolute_error(x, following, weights):
    """Mean over series and points of |sigmoid(h W + b) - following|; ``following`` has shape (n, time)."""
    step, start, time = _gru(x, weights)
    out, out_bias = weights[4:]
    following = tf.transpose(tf.convert_to_tensor(following))

    def body(t, h, total):
        h = step(t, h)
        foretold = tf.sigmoid(h @ out + out_bias)[:, 0]
        return t + 1, h, total + tf.reduce_mean(tf.abs(foretold - following[t]))

    first = (0, start, tf.zeros(()))
    return tf.while_loop(lambda t, *_: t < time, body, first, maximum_iterations=time)[2] / time


@cache
def _training(loss):
    """The compiled training loop: weights, two arrays of rows and the batches of each to weights.

    ``loss`` is a function of a batch of each and of the weights.
    """
    adam = Optimizer.of(rate=RATE, epsilon=1e-8)

    def trained(weights, x, y, x_batches, y_batches):
        start = START["adam"](adam, weights)

        def body(i, weights, slots):
            a, b = tf.gather(x, x_batches[i]), tf.gather(y, y_batches[i])
            with tf.GradientTape() as tape:
                tape.watch(weights)
                value = loss(a, b, weights)
            gradients = tape.gradient(value, weights)
            weights, slots = UPDATE["adam"](adam, adam.rate, adam.beta_2, weights, gradients, slots)
            return i + 1, weights, slots

        count = x_batches.shape[0]
        state = (0, list(weights), start)
        return tf.while_loop(lambda i, *_: i < count, body, state, maximum_iterations=count)[1]

    return compiled(trained, jit_compile=True)
