"""What one more update would change in the eyes of the discriminator, with the trainer left as it is."""

import tensorflow as tf

from . import checks
from .errors import DataError
from .metrics.monitor import held_out
from .spec import Updates
from .training.batches import Draws
from .training.engine import Engine

ROWS = 1000  # training rows looked at when none are given


def features_around(trainer, network, x=None, updates=None, rows=None):
    """The discriminator's last hidden layer before and after an update of one network, from the present state.

    Parameters
    ----------
    trainer : GAN
        Not changed.
    network : {"generator", "discriminator"}
        The one updated, on a batch of training rows and latent rows drawn for this.
    x : array, optional
        Real rows to look at; the first 1000 training rows by default. As many generated rows are looked at, from the
        same latent rows before and after.
    updates : int, optional
        How many updates; as many as the recipe makes in one step by default.
    rows : array, optional
        Training rows to draw the batch from, for a trainer that was restored without; those attached by default.

    Returns:
    -------
    dict
        "before" and "after", each a dict of "real" and "generated": float32, shape (rows, features).
    """
    if network not in ("generator", "discriminator"):
        raise DataError(f"`network` must be 'generator' or 'discriminator', not {network!r}.")
    trained = _training_rows(trainer, rows)
    if x is None:
        x = trainer._real(ROWS) if rows is None else rows[:ROWS]
    x = checks.check_rows(x, least=1)
    count = int(updates or getattr(trainer.recipe.updates, network))
    state = trainer._now.state
    latent = trainer.latent(len(x), trainer.seed)
    return {
        "before": _seen(trainer, state, x, latent),
        "after": _seen(trainer, _updated(trainer, trained, state, network, count), x, latent),
    }


def _training_rows(trainer, rows):
    """Training rows as the networks see them, and the numbers of those held out."""
    if rows is None:
        if trainer._data is None:
            raise DataError("This trainer was restored without its training rows; give them as `rows`.")
        return trainer._data, trainer.held_out
    rows = trainer._rows_like(rows)
    checks.check_batch(trainer.batch_size, len(rows), max(trainer.latent_size, rows[0].size))
    held = trainer.held_out if len(rows) == trainer.n else held_out(len(rows), trainer.seed)
    return tf.constant(trainer.scaler.apply(rows)), held


def _updated(trainer, trained, state, network, count):
    """The state after ``count`` updates of one network; the other's weights are the same."""
    data, held = trained
    updates = (count, 0) if network == "discriminator" else (0, count)
    engine = Engine(*trainer._networks, trainer.recipe, trainer.batch_size, updates)
    draws = Draws(
        len(data), trainer.batch_size, trainer.seed, trainer.recipe.latent, trainer.latent_size, Updates(*updates),
        engine.mask_shapes, extra_rows=engine.loss.paired, chunk_steps=1, held=held,
        name=f"features/{trainer.step}",
    )  # fmt: skip
    drawn = tf.nest.map_structure(lambda draw: draw[0], draws.chunk(0))
    return engine.step(state, data, drawn, tf.constant(trainer._now.plan, tf.float32))[0]


def _seen(trainer, state, x, latent):
    # The generator in training, not its average: that is what the update moves.
    scaled, _ = trainer._networks.generator.call(state["generator"], state["generator_extra"], latent)
    generated = trainer.scaler.invert(scaled.numpy())
    hidden = trainer._networks.discriminator.hidden
    return {
        "real": trainer._judge(hidden, "discriminator", x, state),
        "generated": trainer._judge(hidden, "discriminator", generated, state),
    }
