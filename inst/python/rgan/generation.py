"""How a trainer makes rows: which weights, from which latent rows, and who judges them. Functions of `rgan.GAN`.

Rows here are as the networks see them (scaled). What a trace keeps, and what makes rows, is three lists of tensors: the
generator's weights, its other state (moving averages and the like), and the judge: the discriminator's weights and
other state, and last the lowest logit that passes; empty where rows are taken as they come.
"""

import numpy as np
import tensorflow as tf

from . import rejection
from .draws import draw_latent
from .errors import DataError
from .whole import pause

GENERATE_ROWS = 4096  # rows generated, or judged, at a time


def latent(trainer, n, seed, attempt=0):
    """Latent rows for the first draw of each row, or for a later ``attempt``: float32, (n, latent size)."""
    seed = tf.random.fold_in([int(seed) % 2**31, 1], attempt, alg="philox")
    return draw_latent(trainer.recipe.latent, (int(n), trainer.latent_size), seed).numpy()


def now(trainer):
    """Weights and other state of the generator as it is, averaged where the recipe has an average."""
    state = trainer._now.state
    return state["average"] if trainer.recipe.ema else state["generator"], state["generator_extra"]


def at(trainer, epoch):
    """What was kept at a traced epoch; for None, what there is now. Raises `DataError` naming the epochs kept."""
    if epoch is None:
        return *now(trainer), []
    epoch, kept = int(epoch), trainer._now.kept
    if epoch not in kept:
        there = ", ".join(str(e) for e in sorted(kept)) or "none"
        raise DataError(f"The generator of epoch {epoch} was not kept. Kept at traces: {there}.")
    return kept[epoch]


def rows(trainer, weights, extra, z):
    """Rows from latent rows."""
    parts = []
    for i in range(0, len(z), GENERATE_ROWS):
        parts.append(trainer._engine.sample(weights, extra, tf.constant(z[i : i + GENERATE_ROWS])).numpy())
        pause()
    return np.concatenate(parts)


def drawn(trainer, n, seed, weights, extra, judge):
    """``n`` rows, those that do not pass the judge drawn again."""
    if not judge:
        return rows(trainer, weights, extra, trainer.latent(n, seed))
    *judge, lowest = judge
    return rejection.accepted(
        lambda z: rows(trainer, weights, extra, z),
        lambda made: logits(trainer, judge, made),
        lambda attempt: latent(trainer, n, seed, attempt),
        float(lowest),
    )


def judged(trainer):
    """What a trace keeps of a trainer now, and rows made with it. No judge where rows score better without."""
    watch, (weights, extra) = trainer._watch, now(trainer)
    plain = drawn(trainer, watch.size, trainer.seed + 1, weights, extra, [])
    judge = _judge(trainer, plain)
    if judge:
        passed = drawn(trainer, watch.size, trainer.seed + 1, weights, extra, judge)
        if watch.rate(passed) < watch.rate(plain):
            return (weights, extra, judge), passed
    return (weights, extra, []), plain


def _judge(trainer, generated):
    margin, state = trainer.recipe.rejection, trainer._now.state
    if margin is None:
        return []
    judge = [*state["discriminator"], *state["discriminator_extra"]]
    of_real = logits(trainer, judge, tf.gather(trainer._data, trainer._watch.compared))
    of_generated = logits(trainer, judge, generated)
    good = [of_generated[members] for members in trainer._watch.within(generated)]
    lowest = rejection.lowest_logit(of_real, of_generated, margin, good)
    return [] if lowest is None else [*judge, tf.constant(lowest)]


def logits(trainer, judge, seen):
    """The discriminator's logit "real" of rows; ``judge`` is its weights and other state."""
    model = trainer.discriminator.model
    return in_parts(model, judge, len(model.trainable_variables), seen)[:, -1]


def in_parts(model, values, count, seen):
    """What a model says of rows; ``values`` are its ``count`` weights and then its other state."""
    parts = []
    for i in range(0, len(seen), GENERATE_ROWS):
        batch = tf.constant(seen[i : i + GENERATE_ROWS])
        parts.append(model.stateless_call(values[:count], values[count:], batch)[0].numpy())
    return np.concatenate(parts)
