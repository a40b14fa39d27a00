"""The trainer: data and a recipe in, rows that look like the data out.

from rgan import GAN
g = GAN(x)                  # x: array, rows first
g.train(epochs=2000)
g.generate(12)              # 12 new rows, in the units of x
"""

import copy
from dataclasses import replace

from . import features as of_discriminator
from . import generation, imputation, sampling
from .devices import use as use_devices
from .directions import SPAN_ROWS, principal_directions
from .files import checkpoint
from .interrupts import uninterruptible
from .networks import network
from .training import snapshots
from .training.advance import advance
from .values import Values

TRACE_ROWS = 42
NO_END = 2**40  # steps of a plan without an end: the schedule never moves noticeably


class GAN:
    """A generative adversarial network and its training.

    It holds three values, replaces them, and leaves all work to functions of them; see `values`.

    Parameters
    ----------
    x : array, shape (n, ...)
        Training rows: (n, columns), (n, time, channels) or (n, height, width, channels). Never changed. Values may be
        missing (NaN), but for images; they are filled by draws before, and generated rows are whole. A trainer read
        from a file gets its `Values` here; the ``__init__`` of a subclass passes them on as they are.
    spec : dict, str or Spec, optional
        The recipe, or the name of a preset; see `rgan.spec`.
    batch_size : int, default 32
        Rows per update.
    seed : int, default 0
        Decides every random number, initial weights included.
    generator, discriminator : keras.Model, optional
        Your own networks instead of the recipe's; the discriminator gives logits.
    columns : sequence of dict, optional
        What the columns of a table are: ``{"type": "number"}`` or ``{"type": "category", "levels": k}``, whose values
        are codes from 0 to k - 1. Numbers where left out.
    conditions : array, shape (n, q), optional
        What is told of each row beside its numbers, such as its class or a dose, and what can be asked for.
    condition_columns : sequence of dict, optional
        What the columns of ``conditions`` are, as ``columns``.
    context : int, optional
        How many of the first steps of each row, a window of a series, are known: how they go on is learned. Generated
        rows begin with those of training rows, or with those that are asked for.
    devices : str or sequence of str, optional
        What this session trains on from now on; see `rgan.devices.use`.

    Raises
    ------
    DataError, SpecError, DeviceError, WorkerError
        With a sentence that says what is wrong.
    """

    @uninterruptible
    def __init__(
        self, x, spec=None, batch_size=32, seed=0, generator=None, discriminator=None, columns=None, conditions=None,
        condition_columns=None, context=None, devices=None,
    ):  # fmt: skip
        if devices is not None:
            use_devices(devices)
        if not isinstance(x, Values):
            networks, told = (generator, discriminator), (columns, conditions, condition_columns, context)
            x = Values.fit(x, spec, batch_size, seed, *networks, *told)
        self._hold(x)

    def _hold(self, values):
        self._values = values
        self._batches = self._monitor = None  # made from the values when they are needed, and good while the rows are

    def _change(self, **changes):
        self._values = self._values._replace(state=replace(self._values.state, **changes))

    @uninterruptible
    def attach(self, x, conditions=None):
        """Train on other rows from now on: (n, ...) of the same shape as before. The encoding stays.

        ``conditions`` are theirs, where rows have any. Raises `DataError` for rows of another shape, or so unlike the
        first ones that encoding would spoil them.
        """
        self._hold(self._values.with_rows(x, conditions))

    # What it is

    values = property(lambda self: self._values, doc="(model, data, state), a `rgan.values.Values`.")
    x_train = property(lambda self: self._values.rows(), doc="Training rows in their own units: float64, (n, ...).")
    conditions = property(
        lambda self: self._values.data.conditions, doc="Those given of training rows, (n, q), or None."
    )
    n = property(lambda self: self._values.data.n, doc="Number of training rows.")
    validation_rows = property(lambda self: self._values.data.validation, doc="Numbers of rows not trained on, from 0.")
    held_out = validation_rows  # its name in the first edition
    shape = property(lambda self: self._values.model.shape, doc="The shape of a row, a tuple.")
    batch_size = property(lambda self: self._values.model.batch_size, doc="Rows per update.")
    seed = property(lambda self: self._values.model.seed, doc="What decides every random number.")
    latent_size = property(lambda self: self._values.model.latent_size, doc="Numbers in a latent row, groups included.")
    spec = property(lambda self: self._values.model.spec.to_dict(), doc="The recipe, resolved, as a dict.")

    @property
    def generator(self):
        """The generator as a new Keras model, with its present weights: averaged ones where the recipe has an average.

        Latent rows in, shape (n, latent size), as from `latent`; rows as the networks see them out, that is encoded.
        """
        weights = sampling.present_weights(self._values.model, self._values.state)
        return network.copied(self._values.model.networks.generator, weights.weights, weights.buffers)

    @property
    def discriminator(self):
        """The discriminator as a new Keras model, with its present weights.

        Encoded rows in, as the generator gives; logits out, not probabilities: shape (n, 1), or (n, 2) with one unit
        per class, real second.
        """
        tensors = self._values.state.tensors
        weights, buffers = tensors["discriminator"], tensors["discriminator_extra"]
        return network.copied(self._values.model.networks.discriminator, weights, buffers)

    def details(self):
        """What is being trained, as dicts, lists and numbers."""
        return self._values.details()

    # Training

    steps_per_epoch = property(lambda self: self._values.steps_per_epoch, doc="Steps in one epoch.")
    step = property(lambda self: self._values.state.step, doc="Steps done.")
    epoch = property(lambda self: self._values.epoch, doc="Epochs completed.")

    @property
    def history(self):
        """Losses and accuracies by epoch, or more often after `record`: a dict of arrays.

        They are means over the steps since the entry before; an entry's epoch is the one its last step belongs to.
        """
        return self._values.state.history_columns()

    def steps_to(self, epoch):
        """Steps left until ``epoch`` epochs are completed (they count on when the number of rows changes)."""
        return self._values.state.steps_to(epoch, self.steps_per_epoch)

    def plan(self, epochs):
        """Let rates and penalties move to their final values over the coming ``epochs`` epochs; None: let them be."""
        steps = NO_END if epochs is None else max(1, int(epochs) * self.steps_per_epoch)
        self._change(plan=(self.step, steps))

    def record(self, every=0):
        """Make an entry of `history` every so many steps of an epoch too, not only at its end; 0 for the end only."""
        self._change(history_every=int(every))

    @uninterruptible
    def advance(self, n_steps):
        """Train ``n_steps`` steps.

        Returns a dict: "step" and "epoch" reached; the means of the losses and accuracies over these steps; "latest", a
        dict of those in the newest entry of `history`, None before the first. Raises `DivergedError` when a number
        stopped being finite; the trainer then still is where it was before.
        """
        self._values.data.check_there()
        self._batches = self._batches or self._values.batches()
        state, means = advance(*self._values, self._batches, int(n_steps))
        self._values = self._values._replace(state=state)
        return {"step": self.step, "epoch": self.epoch, "latest": state.latest_metrics()} | means

    def train(self, epochs=2000, trace=100):
        """Train ``epochs`` more epochs, tracing every ``trace`` of them; returns self. Silent; see `history`."""
        self.plan(epochs)
        last = self.epoch + int(epochs)
        while self.epoch < last:
            stop = min(last, (self.epoch // trace + 1) * trace)
            self.advance(self.steps_to(stop))
            self.trace()
        return self

    # Snapshots

    @uninterruptible
    def trace(self, rows=TRACE_ROWS):
        """Score the generator as it is now, and store its weights, and ``rows`` rows in `output` as "epoch N".

        Returns the figures as a dict, see `rgan.metrics.monitor`, with "best_epoch", "since_best" (traces since that)
        and "real", what real rows reach.
        """
        values, real = self._values, self.real_figures
        figures, weights, output = self._look(rows)
        stored = snapshots.add(values.state.snapshots, figures, weights)
        self._change(snapshots=snapshots.add_rows(stored, self.epoch, output))
        return figures | {"best_epoch": self.best_epoch, "since_best": snapshots.since_best(stored), "real": real}

    @uninterruptible
    def trace_early(self, rows=TRACE_ROWS):
        """Score the generator as it is now, and store ``rows`` rows in `early_output`, to be looked at.

        Of the first few epochs, where shapes appear: weights are not stored, and the best epoch is none of these.
        """
        _ = self.real_figures
        figures, _, output = self._look(rows)
        self._change(snapshots=snapshots.add_early(self._values.state.snapshots, figures, output))

    def _look(self, rows):
        """Figures, weights and rows of the generator as it is now."""
        figures, weights = sampling.figures_of_present(self._values, self._monitor)
        # The rows are drawn by a copy whose best epoch is this one: `generate` may be a subclass's own.
        present = copy.copy(self)
        present._change(snapshots=snapshots.add(snapshots.Snapshots(), figures, weights))
        return figures, weights, present.generate(rows, seed=self.seed)

    @property
    @uninterruptible
    def real_figures(self):
        """What real rows reach in the figures of a trace: a dict, see `rgan.metrics.monitor`."""
        self._monitor = self._monitor or self._values.monitor()
        return self._monitor.real

    @property
    def scores(self):
        """The figures of all traces, early ones too: a list of dicts, see `rgan.metrics.monitor`."""
        return [dict(figures) for figures in self._values.state.snapshots.figures]

    @property
    def best_epoch(self):
        """The traced epoch with the best score, which `generate` uses; None before the first trace."""
        return snapshots.best_epoch(self._values.state.snapshots)

    @property
    def output(self):
        """Rows of the traced epochs by "epoch N": a dict of arrays, shape (rows, ...), in the units of the data."""
        return snapshots.rows_of(self._values.state.snapshots)

    @property
    def early_output(self):
        """Rows of the epochs of `trace_early`, as `output`."""
        return snapshots.rows_of(self._values.state.snapshots, early=True)

    # Rows

    @uninterruptible
    def latent(self, n, seed=0, conditions=None):
        """``n`` latent rows: float32, shape (n, latent size); of ``conditions``, (n, q), where these are given."""
        conditions = self._asked(conditions, n)
        return sampling.latent_rows(self._values.model, n, seed, 0, conditions)

    def drawn_conditions(self, n, seed=0):
        """The conditions that the ``n`` rows of a seed get where none are asked for: float64, (n, q), or None."""
        return sampling.drawn_conditions(self._values.model, n, seed)

    def _asked(self, conditions, n):
        return None if conditions is None else self._values.model.check_conditions(conditions, int(n))

    @uninterruptible
    def generate(self, n=1, seed=0, latent=None, epoch=None, conditions=None, past=None, gaps=False):
        """New rows in the units of the data: float64, shape (n, ...).

        Those that the discriminator tells are drawn again where the recipe says so (its `rejection`). Raises
        `DataError` for an epoch that was not kept, or latent rows of another shape.

        Parameters
        ----------
        n : int, default 1
            How many; the first rows are the same whatever ``n`` is.
        seed : int, default 0
            Decides the latent rows, and the noise that rows have besides.
        latent : array, shape (n, latent size), optional
            Latent rows instead of ``n``; no row is drawn again then. The numbers that say the group, which come first
            where rows are in groups, may be left out.
        epoch : int, optional
            A traced epoch: whose generator, the averaged one where the recipe has an average (its `ema`). The best by
            default, or before any trace the one there is now.
        conditions : array, shape (n, q), optional
            What rows are to be like, as the ``conditions`` of the training; `drawn_conditions` where left out.
        past : array, shape (n, context, channels) or (1, context, channels), optional
            What rows are to begin with, where they have a context; that of training rows where left out.
        gaps : bool, default False
            Whether rows have gaps (NaN) as training rows have; otherwise they are whole.
        """
        model, weights = self._values.model, self._weights_at(epoch)
        many = int(n) if latent is None else len(latent)
        ahead, past = past is not None, generation.begun(model, past, many, seed)
        rows = generation.generated(model, weights, many, seed, past, self._asked(conditions, many), ahead, latent)
        return self.with_gaps(rows, seed) if gaps else rows

    def _weights_at(self, epoch):
        return sampling.weights_at(self._values.model, self._values.state, self.best_epoch if epoch is None else epoch)

    @uninterruptible
    def directions(self, seed=0):
        """Directions of the latent space by how much they move rows, see `rgan.directions.principal_directions`."""
        model, weights = self._values.model, self._weights_at(None)
        levels = None if model.categories is None else model.categories.levels

        def make(latent):
            past = generation.begun(model, None, len(latent), seed)
            return generation.generated(model, weights, len(latent), seed, past, latent=latent)

        latent = sampling.latent_rows(model, SPAN_ROWS, seed)
        return principal_directions(make, latent, model.drawn_size, model.spec.kind, levels)

    @uninterruptible
    def simulate(self, n, length, past, seed=0, epoch=None):
        """Long series, each window of which goes on from the one before.

        Parameters
        ----------
        n, length : int
            How many series, of how many steps.
        past : array, shape (n, context, channels) or (1, context, channels)
            What they go on from.
        seed : int, default 0
        epoch : int, optional
            As in `generate`.

        Returns
        -------
        array, shape (n, length, channels)
            float64; without ``past``.
        """
        return generation.simulated(self._values.model, self._weights_at(epoch), int(n), int(length), past, seed)

    @uninterruptible
    def with_gaps(self, rows, seed=0, x=None):
        """Generated rows with gaps, NaN, where rows like them have gaps in the training rows: a new array.

        ``x`` are the training rows, for a trainer that was restored without. Where gaps have nothing to do with what
        rows are like, any training row gives its own.
        """
        return generation.with_gaps(self._values.model, self._values.data, rows, seed, x)

    @uninterruptible
    def impute(self, x, m=1, seed=0, epoch=None):
        """Rows ``x``, (n, ...), NaN where a value is missing, with their gaps filled ``m`` times: (m, n, ...).

        The draws are of what the generator of an ``epoch``, the best by default, makes of rows like them. What is there
        stays as it is. Raises `DataError` for rows of another shape and for rows without any value.
        """
        model = self._values.model
        return imputation.impute(model, self._weights_at(epoch), model.check_rows(x, least=1), int(m), seed)

    @uninterruptible
    def realness(self, x, conditions=None):
        """How real rows ``x``, (n, ...), look to the discriminator: probabilities, (n,); see `rgan.features`.

        ``conditions`` are theirs, where rows have any.
        """
        return of_discriminator.realness(self._values.model, self._values.state, x, conditions)

    score = realness  # its name in the first edition

    @uninterruptible
    def features(self, x, conditions=None):
        """The discriminator's last hidden layer for each row: float32, shape (n, units)."""
        return of_discriminator.features(self._values.model, self._values.state, x, conditions)

    @uninterruptible
    def features_around(self, network, x=None, updates=None, rows=None, conditions=None, row_conditions=None):
        """Features of real and generated rows before and after one more step of one network; see `rgan.features`."""
        told = conditions, row_conditions
        return of_discriminator.features_around(*self._values, network, x, updates, rows, *told)

    # Files

    @uninterruptible
    def to_bytes(self, output=False):
        """All but the training rows, as a bytearray; ``output``: traced rows, too. See `rgan.files.checkpoint`."""
        return bytearray(checkpoint.pack(self._values, output))

    def save(self, path):
        """Write it with its traced rows to a file: whole or not at all. Raises `CheckpointError`."""
        checkpoint.write(path, self._values)

    @uninterruptible
    def adopt(self, raw):
        """Be, on its own rows, the trainer whose bytes (`to_bytes`) these are: of the same recipe on rows alike."""
        networks = [network.model if network.own else None for network in self._values.model.networks]
        values, _ = checkpoint.unpack(raw, *networks)
        self._hold(values._replace(data=self._values.data))

    @classmethod
    @uninterruptible
    def from_bytes(cls, raw, x=None, generator=None, discriminator=None, conditions=None):
        """A trainer from `to_bytes`.

        ``x``, the training rows, and their ``conditions`` are needed only to train on; ``generator`` and
        ``discriminator`` where it had Keras models of your own: bytes never hold code. Raises `CheckpointError` when
        the bytes are damaged or do not fit the models, `DataError` when ``x`` has rows of another shape.
        """
        return cls._with_rows(x, conditions, *checkpoint.unpack(raw, generator, discriminator))

    @classmethod
    @uninterruptible
    def restore(cls, path, x=None, generator=None, discriminator=None, conditions=None):
        """A trainer from a file of `save`, or of R's `save_gan()`, which holds the training rows; see `from_bytes`."""
        return cls._with_rows(x, conditions, *checkpoint.read(path, generator, discriminator))

    @classmethod
    def _with_rows(cls, x, conditions, values, there):
        trainer = cls(values)
        if x is None and there is not None:
            x, conditions = there
        if x is not None:
            trainer.attach(x, *([] if conditions is None else [conditions]))
        return trainer
