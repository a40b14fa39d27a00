"""The spec: what is trained and how, as plain data.

A `Spec` is built from a nested dict (from R, from JSON, or by hand), checks every field, and goes back to the same
dict. Every default is in ``presets.json``, see `rgan.presets`; the classes here have none.
"""

import json
from dataclasses import asdict, dataclass, fields, replace
from typing import ClassVar

import numpy as np

from .checks import nearest
from .errors import Listed, SpecError
from .networks.defaults import default_layers
from .networks.layers import check_layers, fit_any_size
from .presets import brought, merge, preset, presets
from .spec_checks import check_spec

SCALING = {"waves": "standard", "table": "column", "series": "column", "images": "range"}  # what "auto" means
PENALTY = {"components": 20}  # see bench/quality.md; with any other scaling 5
PENALTY_END = {"components": 0.03}  # share of it that is left at the end; with any other scaling 2e-4


class _Part:
    """Fields of a spec that belong together."""

    section: ClassVar[str]  # of a spec

    @classmethod
    def of(cls, **given):
        """A part of a spec: the defaults but for what is given, not checked.

        Parameters
        ----------
        **given
            Fields of the class.

        Returns
        -------
        Latent, Objective, Optimizer, Schedule or Updates
            An object of the class that it is called on.
        """
        return cls(**(presets()["base"][cls.section] | given))


@dataclass(frozen=True)
class Latent(_Part):
    """What the generator starts from.

    Parameters
    ----------
    size : int or str
        Numbers a row; "data" for as many as a row of data has.
    distribution : str
        "normal" (standard), or "uniform" from ``low`` to ``high``.
    low, high : float
        Bounds of the uniform distribution.
    """

    section: ClassVar[str] = "latent"

    size: int | str
    distribution: str
    low: float
    high: float


@dataclass(frozen=True)
class Objective(_Part):
    """Which loss, and the weights of its penalties.

    Parameters
    ----------
    name : str
        One of `rgan.training.losses.LOSSES`.
    r1, r2 : float or None
        Weights of the penalties of those names; None for what suits the scaling.
    gradient_penalty : float
        Weight of the penalty of WGAN-GP.
    label_smoothing : float
        Taken off the target of real rows, for "bce".
    """

    section: ClassVar[str] = "objective"

    name: str
    r1: float | None
    r2: float | None
    gradient_penalty: float
    label_smoothing: float


@dataclass(frozen=True)
class Optimizer(_Part):
    """An optimiser and its settings; those that it does not know are ignored.

    Parameters
    ----------
    name : str
        "adam", "rmsprop" or "sgd".
    rate : float
        The learning rate.
    beta_1, beta_2 : float
        Decay a step of Adam's first and second moments.
    rho : float
        Decay a step of RMSprop's mean squares.
    momentum : float
        Of RMSprop and SGD.
    epsilon : float
        Keeps divisors above 0.
    """

    section: ClassVar[str] = "generator_optimizer"

    name: str
    rate: float
    beta_1: float
    beta_2: float
    rho: float
    momentum: float
    epsilon: float


@dataclass(frozen=True)
class Schedule(_Part):
    """How settings move from the first to the last planned step.

    Parameters
    ----------
    shape : str
        "constant" or "cosine".
    rate : float
        Final fraction of the learning rates.
    penalty : float or None
        Final fraction of the weights of the penalties; None for what suits the scaling, see `Spec.resolve`.
    fall : str
        How the penalties get there: "linear", as the rates do, or "geometric", by equal factors.
    beta_2 : float or None
        Final value; None where it stays.
    """

    section: ClassVar[str] = "schedule"

    shape: str
    rate: float
    penalty: float | None
    fall: str
    beta_2: float | None


@dataclass(frozen=True)
class Updates(_Part):
    """Updates of each network within one step.

    Parameters
    ----------
    discriminator, generator : int
        1 or more.
    """

    section: ClassVar[str] = "updates"

    discriminator: int
    generator: int


@dataclass(frozen=True)
class Spec:
    """A whole spec; see ``?gan_spec`` in R for every field. Made by `from_dict`."""

    preset: str
    kind: str | None
    latent: Latent
    generator: tuple | None
    discriminator: tuple | None
    objective: Objective
    generator_optimizer: Optimizer
    discriminator_optimizer: Optimizer
    schedule: Schedule
    updates: Updates
    steps_per_epoch: int | None  # None: as many as take every row once
    pretrain: int
    ema: int
    rejection: float | None
    calibration: bool
    moments: bool  # mean and covariance of generated rows, as networks see them, made those of the data
    relations: bool  # that always hold between columns or channels are kept in generated rows
    surface: bool  # on which rows without noise lie, and onto which generated ones are brought
    levels: bool  # of waves and series made less where they drown the rest
    tails: bool  # values over several decades seen on a scale of asinh
    scaling: str
    noise: bool  # told from the signal where the networks see components of waves or series, and drawn anew
    groups: bool  # separated ones are found, each is seen in units of its own, and drawn by its share
    precision: str  # of the networks' products and activations; all else is float32

    @classmethod
    def from_dict(cls, given=None):
        """A checked spec.

        Parameters
        ----------
        given : dict, optional
            Fields, laid over the preset that ``given["preset"]`` names ("default" if none). Another objective than
            the preset's brings its own penalties and updates, unless they are given, too.

        Returns
        -------
        Spec
            With every field.

        Raises
        ------
        SpecError
            Where a field is unknown or not as it should be, with its path.
        """
        given = dict(given or {})
        base = preset(given.get("preset", "default"))
        return _build(merge(merge(base, brought(base, given)), given))

    def resolve(self, kind, shape, own=False):
        """The spec for some data: all that it leaves open is filled in.

        Parameters
        ----------
        kind : str
            What the data look like; a kind of the spec's own comes first.
        shape : tuple of int
            Of a row of data.
        own : bool, default False
            Whether a network is the user's own Keras model.

        Returns
        -------
        Spec
            With a kind, a scaling, weights of the penalties and layers.
        """
        kind = self.kind or kind
        networks = {
            name: check_layers(layers, (name,)) if getattr(self, name) is None else getattr(self, name)
            for name, layers in default_layers(kind, shape).items()
        }
        scaling = self.scaling
        if scaling == "auto":
            components = kind in ("waves", "series") and not own and fit_any_size(**networks)
            scaling = "components" if components else SCALING[kind]
        open_weights = [name for name in ("r1", "r2") if getattr(self.objective, name) is None]
        objective = replace(self.objective, **dict.fromkeys(open_weights, PENALTY.get(scaling, 5)))
        schedule = self.schedule
        if schedule.penalty is None:
            schedule = replace(schedule, penalty=PENALTY_END.get(scaling, 2e-4))
        return replace(self, kind=kind, scaling=scaling, objective=objective, schedule=schedule, **networks)

    def to_dict(self):
        """The spec as plain data.

        Returns
        -------
        dict
            Nested dicts and lists that JSON can hold; `from_dict` of it gives an equal spec.
        """
        return json.loads(json.dumps(asdict(self)))


PARTS = {
    "latent": Latent,
    "objective": Objective,
    "generator_optimizer": Optimizer,
    "discriminator_optimizer": Optimizer,
    "schedule": Schedule,
    "updates": Updates,
}


def _build(values):
    _check_names(values, Spec, ())
    values = {name: _plain(value) for name, value in values.items()}
    values |= {name: _build_part(part, values[name], name) for name, part in PARTS.items()}
    values |= {name: check_layers(values[name], (name,)) for name in ("generator", "discriminator")}
    spec = Spec(**values)
    check_spec(spec)
    return spec


def _build_part(part, given, name):
    if not isinstance(given, dict):
        raise SpecError("must be a set of named fields, not {given}.", path=(name,), given=given)
    _check_names(given, part, (name,))
    return part(**{key: _plain(value) for key, value in given.items()})


def _check_names(given, part, path):
    known = [f.name for f in fields(part)]
    for name in given:
        if name not in known:
            near = nearest(name, known)
            hint = "It has: {known}." if near is None else "Did you mean {near}?"
            start = "has" if path else "The spec has"
            raise SpecError(start + " no field {name}. " + hint, path=path, name=name, near=near, known=Listed(known))


def _plain(value):
    """A number of Python's own; whole floats become ints: R's plain numbers are floats."""
    value = value.item() if isinstance(value, np.generic) else value
    return int(value) if isinstance(value, float) and value.is_integer() else value
