"""Every random number of training, as a function of (seed, name of the stream, step).

Numbers are drawn for a whole *chunk* of steps at once, outside the compiled block: many times cheaper than drawing
them inside it. Chunk c covers steps c * size ... (c + 1) * size - 1 whatever the blocks are, so that neither the
length of a block nor an interruption changes a single number. The rows of an epoch are those of `Batches._epoch`.

For u updates of the discriminator and v of the generator per step, B rows a batch, a chunk is a dict of
    rows     (size, u or u + v, B)   int32, which real rows each update sees
    latent   (size, u + v, B, L)     float32
    mix      (size, u, B)            float32, uniform on [0, 1): where between real and generated WGAN-GP looks
    masks    a list for each dropout layer, (size, rows of it, *shape)   uint16, made 0 or 1 / (1 - rate) by
             `dropout_mask`
"""

import copy
from functools import lru_cache

import numpy as np
import tensorflow as tf

from .. import rng, session

CHUNK_STEPS = 256
CHUNK_BYTES = 1 << 27
MASK_LEVELS = 1 << 16  # masks use 16 random bits each, and become numbers only where they are used: less to move


class Batches:
    """Row numbers, latent rows and masks of coming steps: ``chunk(c)`` gives chunk c, ``size`` the steps in each.

    Parameters
    ----------
    n : int
        Training rows.
    batch_size : int
    seed : int
    latent : rgan.spec.Latent
    latent_size : int
        Numbers in a latent row.
    updates : pair of int
        Updates of the discriminator and of the generator in a step.
    mask_shapes : list of (shape, rate)
        The dropout masks of one step; see `rgan.training.step.Step.mask_shapes`.
    paired : bool
        Whether the generator's updates see real rows, too.
    validation : array of int
        Row numbers that are never drawn.
    steps_per_epoch : int or None
        Steps of an epoch whose rows are drawn with replacement; None for passes over the rows.
    origin : pair of int
        Step and epoch at which these rows came into use.
    chunk_steps : int
        Steps in a chunk, at most.
    name : str
        Heads the names of the streams; see `rgan.rng`.
    """

    def __init__(
        self,
        n,
        batch_size,
        seed,
        latent,
        latent_size,
        updates,
        mask_shapes,
        paired,
        validation=(),
        steps_per_epoch=None,
        origin=(0, 0),
        chunk_steps=CHUNK_STEPS,
        name="batches",
    ):
        self.n, self.batch_size, self.seed, self.name = n, batch_size, seed, name
        self._trained = np.setdiff1d(np.arange(n, dtype=np.int32), validation)  # row numbers that may be drawn
        self._with_replacement = steps_per_epoch is not None
        self.steps_per_epoch = steps_per_epoch or -(-n // batch_size)
        self.origin = origin
        self.latent, self.latent_size = latent, latent_size
        of_discriminator, of_generator = updates
        self.passes = of_discriminator + of_generator
        self.row_slots = self.passes if paired else of_discriminator
        self.mask_shapes = mask_shapes
        self.size = self._chunk_size(chunk_steps)
        self._epochs = {}
        shapes = tuple((tuple(shape), rate) for shape, rate in mask_shapes)
        sizes = (self.size, self.passes, of_discriminator, batch_size, latent_size)
        # The numbers of a single step are not worth compiling.
        self._draw = (_compiled_drawing if chunk_steps > 1 else _drawing)(latent, sizes, shapes)
        self._last = (None, None)

    def _chunk_size(self, most):
        numbers = self.passes * self.batch_size * self.latent_size
        numbers += sum(int(np.prod(shape)) for shape, _ in self.mask_shapes)
        return int(np.clip(CHUNK_BYTES // (4 * numbers), 1, most))

    def given(self, rows, step, most):
        """What a block of at most so many steps from ``step`` on is given: data, chunk, offset in it, steps."""
        index, offset = divmod(step, self.size)
        return rows, self.chunk(index), offset, min(most, self.size - offset)

    def chunk(self, index):
        """The random numbers of steps index * size ... (index + 1) * size - 1."""
        if self._last[0] != index:
            self._last = (index, self.drawn(index) | {"rows": tf.constant(self.rows(index))})
        return self._last[1]

    def drawn(self, index):
        """Those of a chunk but for the row numbers."""
        parts = ["latent", "mix", *(f"mask/{i}" for i in range(len(self.mask_shapes)))]
        keys = [rng.stateless(self.seed, f"{self.name}/{part}/{index}") for part in parts]
        return self._draw(tf.constant(np.array(keys)))

    def without_memory(self):
        """The same, for another thread: what is stored of the newest epoch is each one's own."""
        other = copy.copy(self)
        other._epochs, other._last = {}, (None, None)
        return other

    def rows(self, index):
        """The row numbers of a chunk: int32, (size, row slots, batch)."""
        steps = np.maximum(np.arange(index * self.size, (index + 1) * self.size) - self.origin[0], 0)
        rows = np.empty((self.size, self.row_slots, self.batch_size), dtype=np.int32)
        for slot in range(self.row_slots):
            for epoch in np.unique(steps // self.steps_per_epoch):
                chosen = steps // self.steps_per_epoch == epoch
                rows[chosen, slot] = self._epoch(slot, int(epoch))[steps[chosen] % self.steps_per_epoch]
        return rows

    def _epoch(self, slot, epoch):
        """Row numbers of one epoch, (steps per epoch, batch).

        In a pass over the data each row comes once before any comes twice. Where the number of steps is given, every
        row is drawn from all of them, with replacement.
        """
        if self._epochs.get(slot, (None,))[0] != epoch:
            random = rng.stream(self.seed, f"{self.name}/rows/{slot}/{epoch + self.origin[1]}")
            self._epochs[slot] = (epoch, self._rows_of(random).reshape(self.steps_per_epoch, self.batch_size))
        return self._epochs[slot][1]

    def _rows_of(self, random):
        wanted = self.steps_per_epoch * self.batch_size
        if self._with_replacement:
            return random.choice(self._trained, wanted)
        parts = [random.permutation(self._trained) for _ in range(-(-wanted // len(self._trained)))]
        return np.concatenate(parts)[:wanted].astype(np.int32)


def _drawing(latent, sizes, mask_shapes):
    """A function that draws the latent rows, masks and mixing weights of a chunk.

    It takes the keys of their streams, latent rows first, mixing weights second: int64, shape (2 + masks, 2).
    """
    steps, passes, updates, batch_size, latent_size = sizes

    def draw(keys):
        return {
            "latent": draw_latent(latent, (steps, passes, batch_size, latent_size), keys[0]),
            "mix": tf.random.stateless_uniform((steps, updates, batch_size), keys[1], alg="philox"),
            "masks": [draw_bits((steps, *shape), keys[2 + i]) for i, (shape, _) in enumerate(mask_shapes)],
        }

    return draw


@lru_cache(maxsize=4)
def _compiled_drawing(latent, sizes, mask_shapes):
    """The same, compiled; shared by all trainers that draw the same shapes."""
    return session.compiled(_drawing(latent, sizes, mask_shapes))


def draw_latent(latent, shape, key):
    """Latent values of any shape, float32: normal or uniform as ``latent``, a `rgan.spec.Latent`, says."""
    if latent.distribution == "normal":
        return tf.random.stateless_normal(shape, key, alg="philox")
    return tf.random.stateless_uniform(shape, key, latent.low, latent.high, alg="philox")


def draw_bits(shape, key):
    """Sixteen random bits each, uint16, of any shape."""
    count = int(np.prod(shape))
    words = tf.random.stateless_uniform((-(-count // 2),), key, None, None, tf.int32, alg="philox")
    return tf.reshape(tf.reshape(tf.bitcast(words, tf.uint16), (-1,))[:count], shape)


def dropout_mask(bits, rate):
    """Inverted dropout: 0 with probability ``rate``, otherwise 1 / (1 - rate); float32."""
    dropped = round(rate * MASK_LEVELS)
    passing = tf.cast(tf.cast(bits, tf.int32) >= dropped, tf.float32)
    return passing * (MASK_LEVELS / (MASK_LEVELS - dropped))
