"""A trainer as three values, and how they are first made, given other rows, and described."""

from dataclasses import replace
from functools import partial
from typing import NamedTuple

import numpy as np

from . import checks, devices, rng
from . import data as training_data
from .data import TrainingData
from .encoding.conditions import check_conditions, levels_of
from .metrics.monitor import Monitor
from .model import Model, first_completed
from .networks import network
from .row_files import RowFiles, check_plain
from .training import snapshots
from .training.state import TrainingState


class Values(NamedTuple):
    """All that a trainer is: what never changes, the rows, and what training changes."""

    model: Model
    data: TrainingData
    state: TrainingState

    @classmethod
    def fit(
        cls, x, spec, batch_size, seed, generator=None, discriminator=None, columns=None, conditions=None,
        condition_columns=None, context=None,
    ):  # fmt: skip
        """The values of a trainer that has not trained yet; the arguments are those of `rgan.GAN`."""
        by, seed, files = None, int(seed) % 2**31, x if isinstance(x, RowFiles) else None
        if files is not None:
            check_plain(columns, conditions, context)
            files.check()
        x = checks.check_rows(training_data.looked_at(x, seed), gaps=True)
        checks.check_positions(x)
        if conditions is not None:
            conditions = check_conditions(conditions, len(x))
            by = conditions, levels_of(condition_columns, conditions.shape[1], "`conditions`")
            conditions = check_conditions(*by[:1], len(x), by[1])
        whole = first_completed(x, spec, columns, seed)
        model = Model.fit(whole, spec, int(batch_size), seed, generator, discriminator, columns, by, context)
        model.check_amount(x if files is None else files)
        return cls(model, model.encoded(x, None, conditions, whole, files), model.initial_state())

    def with_rows(self, x, conditions=None):
        """The same trainer on other rows: (n, ...) of the same shape. The encoding stays.

        Raises `DataError` for rows of another shape, or so unlike the first ones that encoding would spoil them.
        """
        model, state = self.model, self.state
        files = model.check_files(x) if isinstance(x, RowFiles) else None
        x = model.check_rows(training_data.looked_at(x, model.seed))
        checks.check_positions(x)
        conditions, whole = model.check_conditions(conditions, len(x)), model.completed(x)
        training_data.check_alike(model.numbers(whole) if files is None else files, model.encoder, model.seed)
        model.check_amount(x if files is None else files)
        data = model.encoded(x, self.data, conditions, whole, files)
        if data.n != self.data.n and state.step:
            state = replace(state, origin=(state.step, self.epoch), unrecorded=np.zeros(5))
        return Values(model, data, state)

    def rows(self):
        """The training rows in their own units: float64, shape (n, ...). Raises `DataError` where they are gone."""
        return self.data.values()

    @property
    def steps_per_epoch(self):
        """Steps in one epoch."""
        return self.model.steps_per_epoch(self.data.n)

    @property
    def epoch(self):
        """Epochs completed."""
        return self.state.epoch(self.steps_per_epoch)

    def batches(self):
        """The random numbers of the training; they hold for as long as the rows do."""
        model, data, state = self
        steps = model.spec.steps_per_epoch
        return model.batches(data, model.engine.step, state.origin, steps_per_epoch=steps)

    def monitor(self):
        """What scores generated rows beside these; it holds for as long as the rows do."""
        model, data, _ = self
        rows, beside = model.seen(data), model.beside if model.tells_numbers_apart else None
        if not model.encoder.draws:
            return Monitor(rows, data.validation, model.seed, model.standardised, beside=beside)

        def standardised(generated):  # with the same noise at every trace, so that scores can be compared
            return model.standardised(generated, rng.stream(model.seed, "monitor/noise"))

        return Monitor(rows, data.validation, model.seed, standardised, partial(model.standardised_rows, data), beside)

    def details(self):
        """What is being trained, as plain dicts, lists and numbers."""
        model, data, state = self
        best = snapshots.best_epoch(state.snapshots)
        weights = state.snapshots.weights.get(best)  # files may lack it, and generating then says so
        calibration, increments, moments, relations = (None,) * 4 if weights is None else weights.maps
        return {
            "n": data.n,
            "shape": list(model.shape),
            "kind": model.spec.kind,
            "latent": model.drawn_size,
            "groups": None if model.encoder.groups is None else model.encoder.groups.shares.tolist(),
            "conditions": None if model.by is None else model.by.size,
            "context": None if model.context is None else int(model.context.steps),
            "categories": None if model.categories is None else model.categories.summary(),
            "generator": network.describe(model.networks.generator),
            "discriminator": network.describe(model.networks.discriminator),
            "objective": model.spec.objective.name,
            "batch_size": model.batch_size,
            "steps_per_epoch": self.steps_per_epoch,
            "epoch": self.epoch,
            "step": state.step,
            "seed": model.seed,
            "best_epoch": best,
            "kept_epochs": sorted(state.snapshots.weights),
            "held_out": data.validation.tolist(),
            "compiled": "xla" if model.engine.xla and devices.current().strategy is None else "graph",
            "devices": devices.current().summary(),
            "components": None if model.encoder.components is None else model.encoder.components.count,
            "noise": model.encoder.noise_deviation(),
            "tails": None if model.encoder.tails is None else model.encoder.tails.summary(),
            "levels": None if model.encoder.levels is None else model.encoder.levels.summary(),
            "surface": None if model.encoder.surface is None else model.encoder.surface.dimension,
            "calibration": None if calibration is None else calibration.summary(),
            "increments": None if increments is None else increments.summary(),
            "moments": None if moments is None else moments.summary(),
            "relations": None if relations is None else relations.summary(),
        }
