"""How a trainer makes rows: which weights, from which latent rows, and who judges them. Functions of `rgan.GAN`.

Rows here are as the networks see them (scaled). What a trace keeps, and what makes rows, is three lists of tensors: the
generator's weights, its other state (moving averages and the like), and the judge: the discriminator's weights and
other state, and last the lowest logit that passes; empty where rows are taken as they come.
"""

import math

import numpy as np
import tensorflow as tf

from . import rejection, rng
from .errors import DataError
from .interrupts import pause

PART_ROWS = (16, 1024)  # rows generated, or judged, at a time: at least, at most ...
PART_VALUES = 1 << 17  # ... and as many as hold about so many numbers


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
    size = math.prod(trainer.scaler.shape(trainer.shape))
    return in_parts(lambda part: trainer._engine.sample(weights, extra, part), np.asarray(z, np.float32), size)


def drawn(trainer, n, seed, weights, extra, judge):
    """``n`` rows, those that do not pass the judge drawn again."""
    if not judge:
        return rows(trainer, weights, extra, trainer.latent(n, seed))
    *judge, lowest = judge
    return rejection.accepted(
        lambda z: rows(trainer, weights, extra, z),
        lambda made: logits(trainer, judge, made),
        lambda attempt: trainer.latent(n, rng.integer(seed, f"generate/again/{attempt}") if attempt else seed),
        float(lowest),
    )


def judged(trainer):
    """What a trace keeps of a trainer now, and rows made with it. No judge where rows score better without."""
    watch, (weights, extra) = trainer._watch, now(trainer)
    seed = rng.integer(trainer.seed, "monitor/latent")
    plain = drawn(trainer, watch.size, seed, weights, extra, [])
    judge = _judge(trainer, plain)
    if judge:
        passed = drawn(trainer, watch.size, seed, weights, extra, judge)
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
    return said(trainer._networks.discriminator.model, judge, seen)[:, -1]


def said(model, values, seen):
    """What a Keras model says of rows; ``values`` are its weights and then its other state."""
    count, seen = len(model.trainable_variables), np.asarray(seen, np.float32)
    return in_parts(
        lambda part: model.stateless_call(values[:count], values[count:], part)[0], seen, math.prod(seen.shape[1:])
    )


def in_parts(function, rows, size):
    """A function of rows, called for always as many of them, the last ones made up by zeros.

    So the bits of a row do not depend on how many there are. ``size`` is how many numbers a row has, or becomes.
    """
    many = int(np.clip(PART_VALUES // size, *PART_ROWS))
    parts = []
    for i in range(0, len(rows), many):
        part = np.zeros((many, *rows.shape[1:]), np.float32)
        part[: len(rows) - i] = rows[i : i + many]
        parts.append(function(tf.constant(part)).numpy()[: len(rows) - i])
        pause()
    return np.concatenate(parts)
