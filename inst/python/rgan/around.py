"""What one more update would change in the eyes of the discriminator, with the trainer left as it is."""

import tensorflow as tf

from . import data as checks
from .draws import Draws
from .engine import Engine
from .errors import DataError
from .spec import Updates

ROWS = 1000  # training rows looked at when none are given


def features_around(trainer, network, x=None, updates=None):
    """The discriminator's last hidden layer before and after an update of one network, from the present state.

    Parameters
    ----------
    trainer : GAN
        With its training rows attached. Not changed.
    network : {"generator", "discriminator"}
        The one updated, on a batch of training rows and latent rows drawn for this.
    x : array, optional
        Real rows to look at; the first 1000 training rows by default. As many generated rows are looked at, from the
        same latent rows before and after.
    updates : int, optional
        How many updates; as many as the recipe makes in one step by default.

    Returns:
    -------
    dict
        "before" and "after", each a dict of "real" and "generated": float32, shape (rows, features).
    """
    if network not in ("generator", "discriminator"):
        raise DataError(f"`network` must be 'generator' or 'discriminator', not {network!r}.")
    if trainer._data is None:
        raise DataError("This trainer was restored without its training rows; give them by `attach(x)` first.")
    x = trainer._real(ROWS) if x is None else checks.check(x, least=1)
    count = int(updates or getattr(trainer.recipe.updates, network))
    state = trainer._now.state
    latent = trainer.latent(len(x), trainer.seed)
    return {
        "before": _seen(trainer, state, x, latent),
        "after": _seen(trainer, _updated(trainer, state, network, count), x, latent),
    }


def _updated(trainer, state, network, count):
    """The state after ``count`` updates of one network; the other's weights are the same."""
    updates = (count, 0) if network == "discriminator" else (0, count)
    engine = Engine(trainer.generator, trainer.discriminator, trainer.recipe, trainer.batch_size, updates)
    draws = Draws(
        trainer.n, trainer.batch_size, trainer.seed, trainer.recipe.latent, trainer.latent_size, Updates(*updates),
        engine.mask_shapes, extra_rows=engine.paired, chunk_steps=1, held=trainer.held_out,
        name=f"features/{trainer.step}",
    )  # fmt: skip
    drawn = tf.nest.map_structure(lambda draw: draw[0], draws.chunk(0))
    return engine.step(state, trainer._data, drawn, tf.constant(trainer._now.plan, tf.float32))[0]


def _seen(trainer, state, x, latent):
    # The generator in training, not its average: that is what the update moves.
    scaled, _ = trainer.generator.call(state["generator"], state["generator_extra"], latent)
    generated = trainer.scaler.invert(scaled.numpy())
    hidden = trainer.discriminator.hidden
    return {
        "real": trainer._judge(hidden, "discriminator", x, state),
        "generated": trainer._judge(hidden, "discriminator", generated, state),
    }
