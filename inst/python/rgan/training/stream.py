"""Rows that are read from files while training goes on, in the order in which memory would give them.

Row numbers of a step are drawn from all rows, as for rows in memory; here those of a *window* of steps are read,
encoded, and handed over as a little data set of its own, whose rows the steps see one after the other. So the same rows
in files and in memory train to the same bits, and shuffling reaches every row. Windows come through a `tf.data`
pipeline, which reads one while the one before is trained on; their size is bounded, whatever the data are.
"""

import math

import numpy as np
import tensorflow as tf

from .. import devices

WINDOW_BYTES = 1 << 26  # of rows as the networks see them; about three windows are held at a time
PIECE_VALUES = 1 << 21  # numbers in the units of the data that are read and encoded at a time
NO_END = 2**40


class Streamed:
    """Rows as the networks see them, when they are asked for: float32, by an array of numbers or a slice.

    They are made by ``encode`` of the rows ``x`` of files, or stand in these as they are.
    """

    def __init__(self, x, encode=np.asarray):
        self.x, self._encode = x, encode
        self.shape = (len(x), *self[:1].shape[1:])

    def __len__(self):
        return len(self.x)

    def __getitem__(self, which):
        if isinstance(which, slice):
            which = np.arange(*which.indices(len(self.x)))
        numbers, back = np.unique(which, return_inverse=True)
        piece = max(1, PIECE_VALUES // math.prod(self.x.shape[1:]))
        parts = [self._encode(self.x[numbers[i : i + piece]]) for i in range(0, len(numbers), piece)]
        return np.concatenate(parts)[back.ravel()]


class StreamedBatches:
    """`Batches` whose rows are read a window of steps at a time.

    Parameters
    ----------
    batches : Batches
    rows : Streamed
    parted : bool, default True
        Whether of each batch only what the devices of this process take is read, where others train, too.
    """

    def __init__(self, batches, rows, parted=True):
        self._batches, self._reader, self._rows = batches, batches.without_memory(), rows
        a_step = batches.row_slots * batches.batch_size
        self._steps = int(np.clip(WINDOW_BYTES // (4 * a_step * math.prod(rows.shape[1:])), 1, batches.size))
        self._a_chunk = -(-batches.size // self._steps)
        # In a window rows lie as its steps see them: the numbers are the same in all.
        within = np.arange(batches.size)[:, None] % self._steps * a_step + np.arange(a_step)
        shape = (batches.size, batches.row_slots, batches.batch_size)
        self._numbers = tf.constant(within.reshape(shape).astype(np.int32))
        self._drawn, self._window = (None, None), (None, None)
        self._coming, self._next, self._fault = None, None, None
        self._parted, self._part = parted, None

    def given(self, _rows, step, most):
        """What a block of at most so many steps from ``step`` on is given: data, chunk, offset in it, steps."""
        index, offset = divmod(step, self._batches.size)
        whole = slice(0, self._batches.batch_size)
        part = devices.current().part(whole.stop) if self._parted else whole
        if part != self._part:
            self._part, self._coming, self._window = part, None, (None, None)
        if self._drawn[0] != index:
            self._drawn = (index, self._batches.drawn(index) | {"rows": self._numbers})
        within, at = divmod(offset, self._steps)
        left = min(self._steps - at, self._batches.size - offset)
        return self._window_of(index * self._a_chunk + within), self._drawn[1], offset, min(most, left)

    def _window_of(self, number):
        if self._window[0] != number:
            if self._coming is None or self._next != number:
                self._coming = iter(self._pipeline(number))
            try:
                self._window = (number, next(self._coming))
            except tf.errors.OpError:
                self._coming = None
                raise self._fault or RuntimeError("Rows cannot be read from their files.") from None
            self._next = number + 1
        return self._window[1]

    def _pipeline(self, first):
        """Windows from number ``first`` on, each read while the one before is trained on."""
        shape = (self._steps * self._batches.row_slots * self._batches.batch_size, *self._rows.shape[1:])

        def read(number):
            return tf.ensure_shape(tf.numpy_function(self._read, [number], tf.float32, stateful=False), shape)

        return tf.data.Dataset.range(first, NO_END).map(read, num_parallel_calls=1).prefetch(1)

    def _read(self, number):
        """The rows of a window; those of other processes stay 0."""
        index, within = divmod(int(number), self._a_chunk)
        shape = (self._steps, *self._numbers.shape[1:], *self._rows.shape[1:])
        try:
            numbers = self._reader.rows(index)[within * self._steps : (within + 1) * self._steps, :, self._part]
            window = np.zeros(shape, np.float32)
            window[: len(numbers), :, self._part] = self._rows[numbers.ravel()].reshape(*numbers.shape, *shape[3:])
        except Exception as fault:
            self._fault = fault  # TensorFlow would make text of it
            raise
        return window.reshape(-1, *shape[3:])
