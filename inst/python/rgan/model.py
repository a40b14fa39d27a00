"""What never changes in a trainer's life, as one value."""

import math
from dataclasses import dataclass

import numpy as np

from . import checks, data, session
from .data_kind import kind_of
from .encoding.completion import completed
from .encoding.encoder import Encoder
from .encoding.tails import Tails
from .networks import network
from .networks.layers import fit_any_size
from .spec import Spec
from .training.batches import Batches
from .training.engine import Engine, engine_for
from .training.losses import LOSSES
from .training.state import TrainingState, initial_tensors


@dataclass(frozen=True)
class Model:
    """A resolved ``spec``, the ``encoder``, the ``shape`` of a row, ``batch_size``, ``seed``, networks and engine.

    ``networks`` is a pair of `rgan.networks.network.Network`; the weights that training changes are not theirs but
    those of a `TrainingState`.
    """

    spec: Spec
    encoder: Encoder
    shape: tuple
    batch_size: int
    seed: int
    networks: network.Pair
    engine: Engine

    @classmethod
    def fit(cls, x, spec, batch_size, seed, generator=None, discriminator=None):
        """The model for training rows: the data decide what the spec leaves open.

        Parameters
        ----------
        x : array, shape (n, ...)
            Checked rows.
        spec : Spec, str, dict or None
            The recipe, the name of a preset, or fields of a recipe.
        batch_size, seed : int
        generator, discriminator : keras.Model, optional
            The user's own networks.

        Raises
        ------
        SpecError
            Where the recipe is wrong or does not fit the rows.
        """
        own = generator is not None or discriminator is not None
        spec = settled(spec, x, own)
        encoder = _encoder(x, spec, seed, spec.groups and not own and fit_any_size(spec.generator, spec.discriminator))
        return cls.build(spec, encoder, x.shape[1:], batch_size, seed, generator, discriminator)

    @classmethod
    def build(cls, spec, encoder, shape, batch_size, seed, generator=None, discriminator=None):
        """The model of a resolved spec and an encoder; no training rows are needed. Raises `SpecError`."""
        session.check()
        shape, encoded = tuple(int(size) for size in shape), encoder.encoded_shape(shape)
        two_units = LOSSES[spec.objective.name].two_units
        networks = network.Pair(
            network.generator(
                generator or spec.generator, encoder.conditions + _drawn_size(spec, shape), encoded, seed,
                encoder.conditions,
            ),
            network.discriminator(discriminator or spec.discriminator, encoded, seed, two_units),
        )  # fmt: skip
        engine = engine_for(*networks, spec, batch_size, conditions=encoder.conditions)
        return cls(spec, encoder, shape, int(batch_size), int(seed), networks, engine)

    @property
    def conditions(self):
        """How many numbers of a latent row, its first, and of a row as the networks see it, its last, say its group."""
        return self.encoder.conditions

    @property
    def drawn_size(self):
        """Numbers in a latent row that are drawn as the recipe says."""
        return _drawn_size(self.spec, self.shape)

    @property
    def latent_size(self):
        """Numbers in a latent row: conditions, and then those drawn."""
        return self.conditions + self.drawn_size

    @property
    def encoded_shape(self):
        """The shape of a row as the networks see it."""
        return self.encoder.encoded_shape(self.shape)

    def encoded(self, x, known=None, whole=None):
        """Rows as training data; see `rgan.data.encoded`."""
        kind = self.spec.kind if self.spec.calibration else None
        whole = self.completed(x) if whole is None else whole
        return data.encoded(x, self.encoder, self.seed, known, kind, whole)

    def completed(self, x):
        """Training rows with their gaps filled by draws; see `rgan.encoding.completion`."""
        return completed(x, self.spec.kind, self.seed)

    def initial_state(self):
        """The state before the first step."""
        return TrainingState(initial_tensors(*self.networks, self.engine.step.start_slots))

    def steps_per_epoch(self, n):
        """Steps in one epoch of ``n`` rows: the recipe's, or those of one pass over the rows, rounded up."""
        return self.spec.steps_per_epoch or max(1, -(-n // self.batch_size))

    def batches(self, rows, step, origin=(0, 0), **settings):
        """The random numbers of a training of ``rows``, a `TrainingData`, by a `Step`; see `Batches` for the rest."""
        return Batches(
            rows.n, self.batch_size, self.seed, self.spec.latent, self.drawn_size, step.updates, step.mask_shapes,
            paired=step.paired, validation=rows.validation, origin=origin, **settings,
        )  # fmt: skip

    def check_rows(self, x, least=2):
        """Rows like those of the training, checked. Raises `DataError` for others."""
        x = checks.check_rows(x, least, gaps=True)
        checks.check_shape(x, self.shape)
        return x

    def check_amount(self, x):
        """Raises `DataError` where batches of rows, or an epoch of them, take too much memory."""
        checks.check_batch(self.batch_size, len(x), max(self.latent_size, x[0].size))
        checks.check_epoch(self.spec.steps_per_epoch, self.batch_size)


def settled(spec, x, own=False):
    """A resolved `Spec` for rows, of what was given for it; ``own``: a network is the user's own Keras model."""
    if not isinstance(spec, Spec):
        spec = Spec.from_dict({"preset": spec} if isinstance(spec, str) else spec)
    return spec.resolve(spec.kind or kind_of(x), x.shape[1:], own)


def _encoder(x, spec, seed, groups):
    """The encoder of rows, as a resolved spec wants it; ``groups`` says whether networks could see groups, too."""
    tails = Tails.fit(x, spec.kind, seed) if spec.tails and spec.scaling not in ("range", "none") else None
    encoder = _in_groups(x, spec, seed, None, groups)
    # Values far apart in groups look like tails, but are none where there are none within the groups.
    if tails is not None and (encoder.groups is None or _has_tails_within(encoder, x, seed)):
        encoder = _in_groups(x, spec, seed, tails, groups)
    return encoder.with_surface(x, seed) if spec.surface and spec.kind != "images" else encoder


def _has_tails_within(encoder, x, seed):
    within = encoder.encode(x)[:, : -encoder.conditions].astype(np.float64)
    return Tails.fit(within, "table", seed) is not None


def _in_groups(x, spec, seed, tails, groups):
    noise = spec.noise and spec.kind in ("waves", "series")
    # Not both: on a panel of 28 channels either alone was learned well, and both together were not.
    encoder = Encoder.fit(x, spec.scaling, seed, noise, tails, spec.levels and tails is None)
    flat = len(encoder.encoded_shape(x.shape[1:])) == 1
    return encoder.with_groups(x, seed) if groups and flat else encoder


def _drawn_size(spec, shape):
    return math.prod(shape) if spec.latent.size == "data" else spec.latent.size
