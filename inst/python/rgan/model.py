"""What never changes in a trainer's life, as one value."""

import math
from dataclasses import dataclass, replace

import numpy as np

from . import checks, data, session
from .data_kind import kind_of
from .encoding.categories import Categories
from .encoding.completion import completed, has_gaps, missing_values
from .encoding.conditions import Conditions, check_codes, check_conditions, levels_of
from .encoding.context import Context
from .encoding.encoder import Encoder
from .encoding.moments import MomentTargets
from .encoding.relations import Relations
from .encoding.tails import Tails
from .errors import DataError, SpecError
from .networks import network
from .networks.layers import fit_any_size
from .row_files import RowFiles
from .spec import Spec
from .training.batches import Batches
from .training.engine import Engine, engine_for
from .training.losses import LOSSES
from .training.state import TrainingState, initial_tensors
from .training.stream import Streamed, StreamedBatches


@dataclass(frozen=True)
class Model:
    """A resolved ``spec``, the ``encoder``, the ``shape`` of a row, ``batch_size``, ``seed``, networks and engine.

    ``networks`` is a pair of `rgan.networks.network.Network`; the weights that training changes are not theirs but
    those of a `TrainingState`. ``categories`` says which columns of a table are none of the encoder's, and ``by`` what
    is told of rows beside their numbers; None where nothing is. Where the first steps of rows are known, ``context``
    says how the others are learned: what it tells of them are then the conditions.

    A row as the networks see it has, along its last axis, categories that the generator makes, what the encoder gives
    (at its end the group), and conditions. Conditions of rows that are no lists of numbers are the same everywhere.
    """

    spec: Spec
    encoder: Encoder
    shape: tuple
    batch_size: int
    seed: int
    networks: network.Pair
    engine: Engine
    categories: Categories | None = None
    by: Conditions | None = None
    context: Context | None = None

    @classmethod
    def fit(cls, x, spec, batch_size, seed, generator=None, discriminator=None, columns=None, by=None, context=None):
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
        columns : sequence of dict, optional
            See `rgan.GAN`.
        by : tuple of array, optional
            Checked conditions of the rows, (n, q), and their levels.
        context : int, optional
            How many of the first steps of rows are known.

        Raises
        ------
        SpecError
            Where the recipe is wrong or does not fit the rows.
        DataError
            Where columns are not as described.
        """
        own = generator is not None or discriminator is not None
        spec, categories = _read(spec), _categories(x, columns)
        if own and (by is not None or categories is not None or context is not None):
            raise SpecError("Networks of your own cannot be told conditions and categories; leave them to the recipe.")
        if context is not None:
            context, by = _context(x, context, categories, by)
        kind = "table" if categories is not None else spec.kind or kind_of(x)
        numbers = _numbers(x, categories, context)
        spec = spec.resolve(kind, numbers.shape[1:] if categories is None else x.shape[1:], own)
        any_size = not own and fit_any_size(spec.generator, spec.discriminator)
        by, told = _conditions(x, categories, by, seed)
        cell = None if by is None else by.cell_of(told)
        encoder = _encoder(numbers, spec, seed, spec.groups and any_size, cell)
        if by is not None and encoder.groups is not None:
            if cell is None:
                # What is drawn anew within a group would not heed conditions.
                encoder = replace(encoder, groups=replace(encoder.groups, blur=None, colour=None))
            kept = by.kept_rows(len(x), len(by.levels), seed)
            encoded = encoder.encode(numbers[kept], None if cell is None else cell[kept])
            by = by.with_groups(encoded[:, -encoder.conditions :].argmax(axis=1))
        return cls.build(
            spec, encoder, x.shape[1:], batch_size, seed, generator, discriminator, categories=categories, by=by,
            context=context,
        )  # fmt: skip

    @classmethod
    def build(
        cls, spec, encoder, shape, batch_size, seed, generator=None, discriminator=None, categories=None, by=None,
        context=None,
    ):  # fmt: skip
        """The model of a resolved spec and an encoder; no training rows are needed. Raises `SpecError`."""
        session.check()
        shape = tuple(int(size) for size in shape)
        encoded, conditions = seen_shape(encoder, shape, categories, by, context)
        made = () if categories is None else categories.sizes
        two_units = LOSSES[spec.objective.name].two_units
        size, precision = conditions + _drawn_size(spec, shape), spec.precision
        networks = network.Pair(
            network.generator(generator or spec.generator, size, encoded, seed, conditions, made, precision),
            network.discriminator(discriminator or spec.discriminator, encoded, seed, two_units, precision),
        )
        engine = engine_for(*networks, spec, batch_size, conditions=conditions)
        return cls(spec, encoder, shape, int(batch_size), int(seed), networks, engine, categories, by, context)

    @property
    def conditions(self):
        """How many numbers of a latent row, its first, and of a row as the networks see it, its last, are conditions.

        Those say its group, and then what is told of it.
        """
        return seen_shape(self.encoder, self.shape, self.categories, self.by, self.context)[1]

    def group_centres(self):
        """The centre of each group of rows, in the units of the data: float64, (groups, ...).

        None where rows are one group, and where they are more than the encoder sees: with categories or a context.
        """
        groups = self.encoder.groups
        if groups is None or self.categories is not None or self.context is not None:
            return None
        within = np.zeros((groups.count, groups.centres.shape[1]), dtype=np.float32)
        return self.encoder.decode(np.concatenate([within, np.eye(groups.count, dtype=np.float32)], axis=1))

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
        return seen_shape(self.encoder, self.shape, self.categories, self.by, self.context)[0]

    @property
    def tells_numbers_apart(self):
        """Whether rows hold more than what the encoder gives."""
        return self.categories is not None or self.by is not None or self.context is not None

    def numbers(self, x):
        """What the encoder sees of rows in the units of the data."""
        return _numbers(x, self.categories, self.context)

    def encode(self, x, conditions=None):
        """Rows as the networks see them: float32, a new array; ``conditions`` are those of the user, checked."""
        if self.context is not None and self.by is not None:
            conditions = self.context.features(x[:, : int(self.context.steps)])
        told = None if self.by is None else _told(x, self.categories, conditions)
        encoded = self.encoder.encode(self.numbers(x), None if told is None else self.by.cell_of(told))
        if self.categories is not None:
            encoded = np.concatenate([self.categories.encode(x), encoded], axis=1)
        if self.by is None:
            return encoded
        told = self.by.encode(told)
        told = told.reshape(len(x), *(1,) * (encoded.ndim - 2), -1)
        return np.concatenate([encoded, np.broadcast_to(told, (*encoded.shape[:-1], told.shape[-1]))], axis=-1)

    def parts(self, encoded):
        """Categories that the generator made, what the encoder gives, and conditions (n, size), of encoded rows."""
        encoded = np.asarray(encoded)
        made = 0 if self.categories is None else sum(self.categories.sizes)
        end = encoded.shape[-1] - (0 if self.by is None else self.by.size)
        first = encoded.reshape(len(encoded), -1, encoded.shape[-1])[:, 0]
        return encoded[..., :made], np.ascontiguousarray(encoded[..., made:end]), first[:, end:]

    def standardised(self, encoded, random=None):
        """The numbers of encoded rows, standardised; see `Encoder.standardised`."""
        return self.encoder.standardised(self.parts(encoded)[1] if self.tells_numbers_apart else encoded, random)

    def whole(self, numbers, encoded, past=None, generated=True, ahead=False):
        """Rows in the units of the data, of their numbers and of what is encoded besides: float64, (n, ...).

        ``past`` are the contexts of rows that have one, ``ahead`` says whether these are new; ``generated``, whether a
        generator made the numbers.
        """
        if self.context is not None:
            return self.context.whole(numbers, past, generated, ahead)
        if self.categories is None:
            return numbers
        made, _, conditions = self.parts(encoded)
        codes = np.empty((len(numbers), 0)) if self.by is None else self.by.codes(conditions)
        return self.categories.join(numbers, made, codes)

    def beside(self, encoded):
        """What is told of encoded rows beside their numbers, for comparisons: float32, (n, k); None where nothing is.

        Two rows that differ in a category are as far apart as two numbers of one standard deviation each.
        """
        if not self.tells_numbers_apart:
            return None
        made, _, conditions = self.parts(encoded)
        return np.concatenate([made.reshape(len(made), -1), conditions], axis=1)

    def check_categories(self, x):
        """Rows in the units of the data, checked to hold codes where columns are categories. Raises `DataError`."""
        if self.categories is not None:
            check_codes(x, self.categories.levels, "`x`")
        return x

    def check_conditions(self, conditions, n):
        """The user's conditions of ``n`` rows, checked; None where rows have none. Raises `DataError`."""
        given = 0 if self.by is None or self.context is not None else self.by.given
        if not given:
            if conditions is not None:
                raise DataError("This trainer was made without `conditions`, so none can be asked for.")
            return None
        return check_conditions(conditions, n, self.by.levels[:given])

    def encoded(self, x, known=None, conditions=None, whole=None, files=None):
        """Rows as training data; see `rgan.data.encoded`. ``whole`` are the rows with their gaps filled."""
        whole, missing = self.completed(x) if whole is None else whole, missing_values(x)
        numbers = self.categories is None or self.categories.has_numbers
        kind = self.spec.kind if self.spec.calibration and numbers else None
        found, seen = data.fingerprint(x if files is None else files, conditions), None
        if self.tells_numbers_apart:
            seen = self.encode(whole, conditions)
        rows = data.encoded(self.numbers(whole), self.encoder, self.seed, known, kind, found, seen, files)
        complete = x if missing is None else x[~missing.reshape(len(x), -1).any(axis=1)]
        relations = Relations.fit(self.numbers(complete), self.spec.kind) if self.spec.relations else None
        given = whole if files is None else files
        rows = replace(rows, x=given, missing=missing, conditions=conditions, relations=relations)
        return self._with_moments(rows)

    def seen(self, rows):
        """The rows of a `TrainingData` as the networks see them: what gives those of an array of numbers."""
        rows.check_there()
        if rows.rows is None:
            return Streamed(rows.x, self.encode)
        return Streamed(rows.rows) if isinstance(rows.rows, RowFiles) else np.asarray(rows.rows)

    def standardised_rows(self, rows, which):
        """Some rows of a `TrainingData`, standardised, before components and groups are taken: float32."""
        plain = replace(self.encoder, components=None, noise=None, groups=None)
        return plain.encode(self.numbers(rows.x[which]))

    def _with_moments(self, rows):
        """Training data with the moments of those trained on, where generated ones are to have them.

        Not of tables: a curve or cloud that columns form together would be skewed. Nor of rows with levels far apart:
        their edges would be smeared.
        """
        in_levels = rows.targets is not None and rows.targets.gaps.any()
        if not self.spec.moments or self.encoder.components is None or in_levels:
            return rows
        trained = np.setdiff1d(np.arange(rows.n), rows.validation)
        return replace(rows, moments=MomentTargets.fit(self.seen(rows), self.conditions, self.seed, trained))

    def completed(self, x):
        """Training rows with their gaps filled by draws; see `rgan.encoding.completion`."""
        return completed(x, self.spec.kind, self.seed, self.category_columns)

    @property
    def category_columns(self):
        """Numbers of the columns that are categories."""
        return () if self.categories is None else np.flatnonzero(self.categories.levels).tolist()

    def initial_state(self):
        """The state before the first step."""
        return TrainingState(initial_tensors(*self.networks, self.engine.step.start_slots))

    def steps_per_epoch(self, n):
        """Steps in one epoch of ``n`` rows: the recipe's, or those of one pass over the rows, rounded up."""
        return self.spec.steps_per_epoch or max(1, -(-n // self.batch_size))

    def batches(self, rows, step, origin=(0, 0), parted=True, **settings):
        """The random numbers of a training of ``rows``, a `TrainingData`, by a `Step`; see `Batches` for the rest.

        ``parted``: of rows in files each process reads its own part only; see `StreamedBatches`.
        """
        batches = Batches(
            rows.n, self.batch_size, self.seed, self.spec.latent, self.drawn_size, step.updates, step.mask_shapes,
            paired=step.paired, validation=rows.validation, origin=origin, **settings,
        )  # fmt: skip
        return StreamedBatches(batches, self.seen(rows), parted) if rows.streamed else batches

    def check_rows(self, x, least=2):
        """Rows like those of the training, checked. Raises `DataError` for others."""
        x = checks.check_rows(x, least, gaps=True)
        checks.check_shape(x, self.shape)
        return self.check_categories(x)

    def check_files(self, files):
        """Rows in files like those of the training, checked. Raises `DataError` for others."""
        checks.check_shape(files, self.shape)
        if self.tells_numbers_apart:
            raise DataError("Rows of categories, with conditions or with a `context` cannot be read from files.")
        files.check()
        return files

    def check_amount(self, x):
        """Raises `DataError` where batches of rows, or an epoch of them, take too much memory."""
        size = math.prod(x.shape[1:])
        seen = max(size, math.prod(self.encoded_shape)) if self.tells_numbers_apart else size
        checks.check_batch(self.batch_size, len(x), max(self.latent_size, seen))
        checks.check_epoch(self.spec.steps_per_epoch, self.batch_size)


def first_completed(x, spec, columns, seed):
    """Checked rows with their gaps filled before there is a model; the arguments are those of `Model.fit`."""
    if not has_gaps(x):
        return x
    levels = np.zeros(x.shape[-1]) if columns is None else levels_of(columns, x.shape[-1], "`x`")
    kind = "table" if levels.any() else _read(spec).kind or kind_of(x)
    return completed(x, kind, seed, np.flatnonzero(levels).tolist())


def _read(spec):
    if isinstance(spec, Spec):
        return spec
    return Spec.from_dict({"preset": spec} if isinstance(spec, str) else spec)


def _encoder(x, spec, seed, groups, cell=None):
    """The encoder of rows, as a resolved spec wants it; ``groups`` says whether networks could see groups, too.

    ``cell`` is that of each row, see `Groups`; None without cells.
    """
    tails = Tails.fit(x, spec.kind, seed) if spec.tails and spec.scaling not in ("range", "none") else None
    encoder = _in_groups(x, spec, seed, None, groups, cell)
    # Values far apart in groups look like tails, but are none where there are none within the groups.
    if tails is not None and (encoder.groups is None or _has_tails_within(encoder, x, seed, cell)):
        encoder = _in_groups(x, spec, seed, tails, groups, cell)
    return encoder.with_surface(x, seed) if spec.surface and spec.kind != "images" else encoder


def _has_tails_within(encoder, x, seed, cell):
    within = encoder.encode(x, cell)[:, : -encoder.conditions].astype(np.float64)
    return Tails.fit(within, "table", seed) is not None


def _in_groups(x, spec, seed, tails, groups, cell):
    noise = spec.noise and spec.kind in ("waves", "series")
    # Not both: on a panel of 28 channels either alone was learned well, and both together were not.
    encoder = Encoder.fit(x, spec.scaling, seed, noise, tails, spec.levels and tails is None)
    flat = len(encoder.encoded_shape(x.shape[1:])) == 1
    return encoder.with_groups(x, seed, cell) if groups and flat else encoder


def _numbers(x, categories, context):
    """What the encoder sees of rows."""
    if context is not None:
        return context.rows(x)
    return x if categories is None else categories.numbers(x)


def _context(x, steps, categories, by):
    """The `Context` of training rows, and their conditions in the form of `_conditions`."""
    if categories is not None or by is not None:
        raise DataError("Rows whose first steps are known can have no other conditions: give only `context`.")
    if x.ndim not in (2, 3):
        raise DataError("Only waves and series have first steps, a `context`.")
    context = Context.fit(x, steps)
    told = context.features(x[:, : int(steps)]), np.zeros(context.size, np.int32)
    return context, told if context.size else None


def seen_shape(encoder, shape, categories, by, context=None):
    """The shape of a row as the networks see it, and how many of its numbers along the last axis are conditions."""
    numbers, made = shape if context is None else context.shape(shape), 0
    if categories is not None:
        numbers, made = (max(1, int((categories.levels == 0).sum())),), sum(categories.sizes)
    told = 0 if by is None else by.size
    *first, last = encoder.encoded_shape(numbers)
    return (*first, last + made + told), encoder.conditions + told


def _categories(x, columns):
    if columns is None:
        return None
    levels = levels_of(columns, x.shape[-1], "`x`")
    if levels.any() and x.ndim != 2:
        raise DataError("Only columns of a table can be categories, but rows have more than one dimension.")
    check_codes(x, levels, "`x`")
    return Categories.fit(x, levels)


def _told(x, categories, conditions):
    """What is told of rows: the user's conditions, and categories of their own that are drawn."""
    parts = [] if conditions is None else [conditions]
    return np.concatenate(parts if categories is None else [*parts, categories.codes(x)], axis=1)


def _conditions(x, categories, by, seed):
    """The `Conditions` of training rows, and these; None where they have none. ``by``: the user's and their levels."""
    own = np.empty(0, np.int32) if categories is None else categories.drawn_levels
    given, levels = by or (None, np.empty(0, np.int32))
    levels = np.concatenate([levels, own])
    if not len(levels):
        return None, None
    told = _told(x, categories, given)
    return Conditions.fit(told, levels, 0 if given is None else given.shape[1], seed), told


def _drawn_size(spec, shape):
    return math.prod(shape) if spec.latent.size == "data" else spec.latent.size
