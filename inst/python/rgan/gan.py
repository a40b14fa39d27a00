"""The trainer: data and a recipe in, rows that look like the data out.

from rgan import GAN
g = GAN(x)                  # x: array, rows first
g.train(epochs=2000)
g.generate(12)              # 12 new rows, in the scale of x
"""

import math
import time
from dataclasses import replace

import numpy as np
import tensorflow as tf

from . import checks, data_kind, rng, session
from . import features as around
from . import sampling as generation
from .encoding.encoder import Scaler
from .errors import DataError, DivergedError
from .files import checkpoint as saving
from .files import container as checkpoint
from .interrupts import whole
from .metrics.monitor import Watch, held_out
from .networks import network as networks
from .spec import Spec, Updates
from .training import snapshots as traces
from .training.batches import Draws, draw_latent
from .training.engine import METRICS, engine_for, initial_state
from .training.state import Progress, recorded

TRACE_ROWS = 42
LOOKED_AT = 1024  # rows attached, drawn at random, that are looked at before all are taken
MOST_LOST = 0.05  # share of new rows that the components of the first may leave out
FARTHEST = 1e15  # from the first rows, in units of the scaling: squares of such numbers must fit into 32 bits
NO_END = 2**40  # steps of a plan without an end: the schedule never moves noticeably


class GAN:
    """A generative adversarial network and its training.

    Parameters
    ----------
    x : array, shape (n, ...)
        Training rows: (n, columns), (n, time, channels) or (n, height, width, channels). Never changed.
    spec : dict, str or Spec, optional
        The recipe, or the name of a preset; see `rgan.spec`.
    batch_size : int, default 32
        Rows per update.
    seed : int, default 0
        Decides every random number, initial weights included.
    generator, discriminator : keras.Model, optional
        Your own networks instead of the recipe's; the discriminator gives logits.

    Raises:
    ------
    DataError, SpecError
        With a sentence that says what is wrong.
    """

    _chosen = None  # the epoch to generate from where none is asked for; None for the best

    @whole
    def __init__(self, x, spec=None, batch_size=32, seed=0, generator=None, discriminator=None):
        x = checks.check_rows(x)
        own = generator is not None or discriminator is not None
        spec, seed = _as_spec(spec), int(seed) % 2**31
        recipe = spec.resolve(spec.kind or data_kind.kind_of(x), x.shape[1:], own)
        scaler = Scaler.fit(x, recipe.scaling, seed)
        self._configure(recipe, scaler, x.shape[1:], batch_size, seed, generator, discriminator)
        self._now = Progress(initial_state(*self._networks, recipe))
        self._take(x)

    def _configure(self, recipe, scaler, shape, batch_size, seed, generator=None, discriminator=None):
        """All that follows from the recipe and the shape of a row; no training rows needed."""
        session.check()
        self.recipe, self.scaler, self.shape = recipe, scaler, tuple(int(s) for s in shape)
        self.batch_size, self.seed = int(batch_size), int(seed)
        size, seen = recipe.latent.size, scaler.shape(self.shape)  # the latter: of a row as the networks see it
        self.latent_size = math.prod(self.shape) if size == "data" else size
        two_units = recipe.objective.name == "bce"
        self._networks = networks.Pair(
            networks.generator(generator or recipe.generator, self.latent_size, seen, seed=self.seed),
            networks.discriminator(discriminator or recipe.discriminator, seen, self.seed, two_units),
        )
        self._engine = engine_for(*self._networks, recipe, self.batch_size)
        self.output, self.n, self._data, self._draws, self._watch, self._every = {}, 0, None, None, None, 0
        self._given = None  # the training rows, standardised, where what the networks see does not give them back
        self._fingerprint, self._validation = None, held_out(0, self.seed)

    @whole
    def attach(self, x):
        """Train on these rows from now on: the same shape of row as before, any number of them. Scaling stays.

        Raises `DataError` for rows of another shape, or so unlike the first ones that scaling would spoil them.
        """
        x = self._rows_like(x)
        ends = self.scaler.standardise(np.stack([np.min(x, axis=0), np.max(x, axis=0)]))
        if (farthest := np.abs(ends).max()) > FARTHEST:
            raise DataError(
                f"These rows lie {farthest:.3g} standard deviations away from those that this trainer was made for. "
                "Train anew, on all rows together."
            )
        looked_at = rng.some_rows(len(x), LOOKED_AT, self.seed, "attach")
        if (lost := self.scaler.lost(x[looked_at]).mean()) > MOST_LOST:
            raise DataError(_unlike(lost))
        self._take(x)

    def _rows_like(self, x, least=2):
        x = checks.check_rows(x, least)
        if x.shape[1:] != self.shape:
            raise DataError(f"Rows must have shape {_by(self.shape)} as in training, not {_by(x.shape[1:])}.")
        return x

    def _take(self, x):
        """These rows from now on; those that the trainer was made for are taken as they are."""
        checks.check_batch(self.batch_size, len(x), max(self.latent_size, x[0].size))
        checks.check_epoch(self.recipe.steps_per_epoch, self.batch_size)
        found = saving.fingerprint(x)
        if len(x) != self.n or self._fingerprint not in (None, found):
            self._validation = held_out(len(x), self.seed)
        if len(x) != self.n and self.step:
            self._now = replace(self._now, origin=(self.step, self.epoch), partial=np.zeros(5))
        self.n, self._fingerprint = len(x), found
        self._data, self._watch = tf.constant(self.scaler.apply(x)), None
        self._given = None if self.scaler.components is None else replace(self.scaler, components=None).apply(x)
        self._draws = self._draws_for(self._engine)

    def _draws_for(self, engine, name="batches"):
        recipe = self.recipe
        return Draws(
            self.n, self.batch_size, self.seed, recipe.latent, self.latent_size, Updates(*engine.updates),
            engine.mask_shapes, extra_rows=engine.paired, origin=self._now.origin, held=self._validation, name=name,
            steps_per_epoch=recipe.steps_per_epoch,
        )  # fmt: skip

    @property
    def x_train(self):
        """The training rows in their own scale: float64, shape (n, ...)."""
        return self._real()

    def _real(self, most=None):
        """The first training rows in their own scale, all by default."""
        self._check_rows()
        if self._given is None:
            return self.scaler.invert(self._data[:most].numpy())
        return self._given[:most] * self.scaler.scale + self.scaler.centre

    @property
    def generator(self):
        """The generator as a Keras model, with its present weights: the averaged ones when the recipe has an average.

        A new model at each call: what is done to it changes nothing here. Latent rows in, shape (n, latent size), from
        `latent` for example; rows as the networks see them out, that is scaled, and coefficients of the components
        where the recipe has these. `generate(latent=)` is what gives rows in the scale of the data.
        """
        return networks.copied(self._networks.generator, *generation.now(self))

    @property
    def discriminator(self):
        """The discriminator as a Keras model, with its present weights; a new model at each call.

        Rows as the networks see them in, such as the generator gives; logits out, not probabilities, shape (n, 1), or
        (n, 2) with one unit per class, real second. `score` is what takes rows in the scale of the data and gives
        probabilities.
        """
        state = self._now.state
        return networks.copied(self._networks.discriminator, state["discriminator"], state["discriminator_extra"])

    @property
    def held_out(self):
        """Row numbers (from 0) that are not trained on, so that generated rows can be scored against them."""
        return self._validation

    @property
    @whole
    def real_figures(self):
        """The figures of real rows, with which those of a trace are compared: a dict, see `rgan.metrics.monitor`."""
        return self._monitor().real

    def _monitor(self):
        self._check_rows()
        if self._watch is None:
            self._watch = Watch(self._data.numpy(), self.held_out, self.seed, self.scaler.standard)
        return self._watch

    @property
    def spec(self):
        """The recipe as a dict, with everything the data decided filled in."""
        return self.recipe.to_dict()

    @property
    def steps_per_epoch(self):
        """Steps in one epoch: the recipe's, or those of one pass over the rows: n / batch size, rounded up."""
        return self.recipe.steps_per_epoch or max(1, -(-self.n // self.batch_size))

    @property
    def step(self):
        """Steps done."""
        return int(self._now.state["step"])

    @property
    def epoch(self):
        """Epochs completed."""
        first_step, first_epoch = self._now.origin
        return first_epoch + (self.step - first_step) // self.steps_per_epoch

    @property
    def history(self):
        """One entry per completed epoch, or more often after `record`: a dict of arrays.

        Losses and accuracies are means over the steps since the entry before. An entry's epoch is the one its last
        step belongs to.
        """
        names = ("epoch", "step", *METRICS, "seconds")
        rows = np.concatenate(self._now.history) if self._now.history else np.empty((0, len(names)))
        columns = dict(zip(names, rows.T, strict=True))
        return columns | {name: columns[name].astype(np.int64) for name in ("epoch", "step")}

    def steps_to(self, epoch):
        """Steps left until ``epoch`` epochs are completed (they count on when the number of rows changes)."""
        first_step, first_epoch = self._now.origin
        return first_step + (int(epoch) - first_epoch) * self.steps_per_epoch - self.step

    def plan(self, epochs):
        """Let rates and penalties move to their final values over the coming ``epochs`` epochs; None: let them be."""
        steps = NO_END if epochs is None else max(1, int(epochs) * self.steps_per_epoch)
        self._now = replace(self._now, plan=(self.step, steps))

    def record(self, every=0):
        """Make an entry of `history` every so many steps of an epoch too, not only at its end; 0 for the end only."""
        self._every = int(every)

    @whole
    def advance(self, n_steps):
        """Train ``n_steps`` steps and return the means of the losses and accuracies over them, as a dict.

        Its ``latest`` is a dict of those in the newest entry of `history`, None before the first.
        Raises `DivergedError` when a number stopped being finite; the trainer then still is where it was before.
        """
        self._check_rows()
        if not self._now.pretrained and self.recipe.pretrain:
            self._pretrain()
        now, wanted, rows, began = self._now, int(n_steps), [], time.perf_counter()
        while wanted > 0:
            chunk, offset = divmod(int(now.state["step"]), self._draws.size)
            count = min(wanted, self._draws.size - offset)
            state, metrics = self._run(self._engine, now.state, self._draws.chunk(chunk), offset, count, now.plan)
            now, wanted = replace(now, state=state), wanted - count
            rows.append(metrics)
        metrics = np.concatenate(rows) if rows else np.empty((0, len(METRICS)))
        now = replace(now, seconds=now.seconds + time.perf_counter() - began)
        self._now = recorded(now, metrics.astype(np.float64), self.steps_per_epoch, self._every)
        means = metrics.mean(axis=0) if len(metrics) else np.full(len(METRICS), np.nan)
        means = dict(zip(METRICS, means.tolist(), strict=True))
        return {"step": self.step, "epoch": self.epoch, "latest": self._latest()} | means

    def _check_rows(self):
        if self._data is None:
            raise DataError("This trainer was restored without its training rows; give them by `attach(x)` first.")

    def _latest(self):
        """The losses and accuracies of the newest entry of `history`, without putting all of it together."""
        history = self._now.history
        return dict(zip(METRICS, history[-1][-1, 2:-1].tolist(), strict=True)) if history else None

    def _run(self, engine, state, draws, offset, count, plan):
        state, metrics, finite = engine.block(state, self._data, draws, offset, count, plan)
        if not bool(finite):
            step = int(self._now.state["step"])
            raise DivergedError(
                f"Training diverged after step {step}: losses or weights are no longer finite. "
                "Lower the rates of the optimisers, or train without the setting changed last."
            )
        return state, metrics.numpy()

    def _pretrain(self):
        """Passes over the data in which only the discriminator learns, before the first step."""
        engine = engine_for(*self._networks, self.recipe, self.batch_size, updates=(1, 0))
        draws = self._draws_for(engine, "pretrain")
        state, steps = self._now.state, self.recipe.pretrain * self.steps_per_epoch
        for first in range(0, steps, draws.size):
            count = min(draws.size, steps - first)
            state, _ = self._run(engine, state, draws.chunk(first // draws.size), 0, count, (0, 1))
        state = state | {"step": tf.zeros((), tf.int32)}
        self._now = replace(self._now, state=state, pretrained=True)

    def train(self, epochs=2000, trace=100):
        """Train ``epochs`` more epochs, tracing every ``trace`` of them; returns self. Silent; see `history`."""
        self.plan(epochs)
        last = self.epoch + int(epochs)
        while self.epoch < last:
            stop = min(last, (self.epoch // trace + 1) * trace)
            self.advance(self.steps_to(stop))
            self.trace()
        return self

    @whole
    def trace(self, rows=TRACE_ROWS):
        """Score the generator as it is now and keep its weights, and ``rows`` rows in `output` as "epoch N".

        The rows always come from the same latent sample. Returns what `rgan.metrics.monitor` found, with "best_epoch",
        "since_best" (traces since that) and "real", what real rows reach.
        """
        self._monitor()
        kept, drawn = generation.judged(self)
        found = self._watch.look(drawn)
        record = {"epoch": self.epoch, "step": self.step, "reference": self._fingerprint, **found}
        record["d_accuracy"] = self._recent("d_accuracy")
        self._now = traces.add(self._now, record, *kept)
        self.output = self.output | {f"epoch {self.epoch}": self._generate_now(rows)}
        since = {"best_epoch": self.best_epoch, "since_best": traces.since_best(self._now)}
        return record | since | {"real": self._watch.real}

    def _generate_now(self, rows):
        """Rows of the generator as it is at this trace, through `generate`, which subclasses may replace."""
        self._chosen = self.epoch
        try:
            return self.generate(rows, seed=self.seed)
        finally:
            self._chosen = None

    def _recent(self, name):
        """Mean of a column of the history over the epochs since the last trace; NaN where there are none."""
        history, before = self.history, [r["epoch"] for r in self._now.records if r["epoch"] < self.epoch]
        recent = history[name][history["epoch"] > max(before, default=0)]
        return float(recent.mean()) if len(recent) else float("nan")

    @property
    def best_epoch(self):
        """The traced epoch with the best score, which `generate` uses; None before the first trace."""
        best = traces.best(self._now)
        return None if best is None else best["epoch"]

    @property
    def scores(self):
        """What was found at each trace: a list of dicts, see `rgan.metrics.monitor`."""
        return [dict(record) for record in self._now.records]

    @whole
    def latent(self, n, seed=0):
        """``n`` latent rows: float32, shape (n, latent size)."""
        return draw_latent(self.recipe.latent, (int(n), self.latent_size), rng.stateless(seed, "generate")).numpy()

    @whole
    def generate(self, n=1, seed=0, latent=None, epoch=None):
        """New rows in the scale of the data: float64, shape (n, ...).

        ``latent``, shape (n, latent size), says where from; otherwise ``n`` rows are drawn with ``seed``. ``epoch``,
        one of those traced, says which generator; the best by default, or before any trace the one there is now.
        Always the averaged one when the recipe has one (its `ema`). Rows drawn with ``seed`` from a traced generator
        that do not pass the discriminator are drawn again when the recipe says so (its `rejection`); the first rows
        are the same whatever ``n`` is.
        """
        if epoch is None:
            epoch = self.best_epoch if self._chosen is None else self._chosen
        weights, extra, judge = generation.at(self, epoch)
        if latent is None:
            return self.scaler.invert(generation.drawn(self, int(n), seed, weights, extra, judge))
        z = np.asarray(latent, dtype=np.float32)
        if z.ndim != 2 or z.shape[1] != self.latent_size:
            raise DataError(f"Latent rows must have shape n x {self.latent_size}, not {_by(z.shape)}.")
        return self.scaler.invert(generation.rows(self, weights, extra, z))

    @whole
    def score(self, x):
        """How real each row looks to the discriminator: probabilities, shape (n,).

        Rows that move in ways in which no training row does look real by 0: the discriminator does not see them move.
        """
        logits = self._judge(self._networks.discriminator.model, "discriminator", x)[:, -1]
        unseen = self.scaler.lost(checks.check_rows(x, least=1)) > MOST_LOST
        # The logistic function, which does not overflow in this form.
        return np.where(unseen, 0.0, np.exp(-np.logaddexp(0.0, -logits.astype(np.float64))))

    @whole
    def features(self, x):
        """The discriminator's last hidden layer for each row: float32, shape (n, units)."""
        return self._judge(self._networks.discriminator.hidden, "discriminator", x)

    @whole
    def features_around(self, network, x=None, updates=None, rows=None):
        """Features of real and generated rows before and after one more step of one network; see `rgan.features`."""
        return around.features_around(self, network, x, updates, rows)

    def _judge(self, model, name, x, state=None):
        x = self._rows_like(x, least=1)
        state = state or self._now.state
        weights = state[name][: len(model.trainable_variables)]
        return generation.said(model, [*weights, *state[f"{name}_extra"]], self.scaler.apply(x))

    @whole
    def to_bytes(self, output=False):
        """Everything needed to go on, but for the training rows, as a bytearray; see `rgan.files.container`.

        ``output`` says whether the traced rows go along.
        """
        return bytearray(saving.to_bytes(self, output))

    @classmethod
    @whole
    def from_bytes(cls, raw, x=None, generator=None, discriminator=None):
        """A trainer from `to_bytes`; ``x``, the training rows, is needed only to train on.

        A trainer of your own Keras models needs those models again: files never hold code. Raises `CheckpointError`
        when the bytes are damaged or do not fit the models, `DataError` when ``x`` has rows of another shape.
        """
        return saving.from_bytes(cls, raw, x, generator, discriminator)

    def save(self, path):
        """Write all of it, traced rows included, to a file: whole or not at all."""
        saving.write(path, self)

    @classmethod
    @whole
    def restore(cls, path, x=None, generator=None, discriminator=None):
        """A trainer from a file written by `save`, or from R by `save_gan()`; see `from_bytes`.

        A file written from R holds the training rows, too.
        """
        source = f"The contents of {str(path)!r}"
        return saving.rebuilt(cls, *checkpoint.read(path), x, generator, discriminator, source)

    def details(self):
        """What is being trained, as plain dicts, lists and numbers."""
        return {
            "n": self.n,
            "shape": list(self.shape),
            "kind": self.recipe.kind,
            "latent": self.latent_size,
            "generator": networks.describe(self._networks.generator),
            "discriminator": networks.describe(self._networks.discriminator),
            "objective": self.recipe.objective.name,
            "batch_size": self.batch_size,
            "steps_per_epoch": self.steps_per_epoch,
            "epoch": self.epoch,
            "step": self.step,
            "seed": self.seed,
            "best_epoch": self.best_epoch,
            "kept_epochs": sorted(self._now.kept),
            "held_out": self.held_out.tolist(),
            "compiled": "xla" if self._engine.xla else "graph",
        }


def _by(shape):
    return " x ".join(str(s) for s in shape)


def _unlike(lost):
    """What is said of rows that vary as the first ones do not; ``lost``: squared, 1 is as much as those vary."""
    if lost < 1:
        what = f"{lost:.0%} of what these rows vary in is unlike the rows that this trainer was made for."
    else:
        what = (
            "These rows vary otherwise, and more, than the rows that this trainer was made for. Are the units the same?"
        )
    return f"{what} Train anew, on all rows together."


def _as_spec(spec):
    if isinstance(spec, Spec):
        return spec
    return Spec.from_dict({"preset": spec} if isinstance(spec, str) else spec)
