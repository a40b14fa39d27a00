"""The recipe: what is trained and how, as plain data.

A `Spec` is built from a nested dict (from R, from JSON, or by hand), checks every field, and goes back to the same
dict. Presets are data too: ``presets.json`` beside this file, which R reads as well.
"""

import difflib
import json
import math
from dataclasses import asdict, dataclass, field, fields, replace
from functools import cache
from pathlib import Path

from .checks import FLOAT32_MAX
from .errors import SpecError
from .networks import defaults as images
from .networks.layers import check_layers

PRESETS = Path(__file__).with_name("presets.json")
SCALING = {"waves": "standard", "table": "column", "series": "column", "images": "range"}  # what "auto" means
PENALTY = {"components": 20}  # see bench/quality.md; with any other scaling 5
WHOLE_MAX = 2**31 - 1
SHAPED = ("conv1d", "conv2d", "conv2d_transpose", "reshape")  # layers that want rows as they are


@dataclass(frozen=True)
class Latent:
    """What the generator starts from: ``size`` numbers a row ("data": as many as a row of data has)."""

    size: int | str = 16
    distribution: str = "normal"
    low: float = -1.0
    high: float = 1.0


@dataclass(frozen=True)
class Objective:
    """Which loss (see `rgan.training.losses`), and the weights of its penalties (null: `PENALTY`, by the scaling)."""

    name: str = "relativistic"
    r1: float | None = 0.0
    r2: float | None = 0.0
    gradient_penalty: float = 0.0
    label_smoothing: float = 0.0


@dataclass(frozen=True)
class Optimizer:
    """An optimiser and its settings; those an optimiser does not know are ignored."""

    name: str = "adam"
    rate: float = 1e-3
    beta_1: float = 0.9
    beta_2: float = 0.999
    rho: float = 0.9
    momentum: float = 0.0
    epsilon: float = 1e-7


@dataclass(frozen=True)
class Schedule:
    """How settings move from the first to the last planned step; ``rate`` and ``penalty`` are final fractions.

    ``beta_2`` is the final value (null: stays).
    """

    shape: str = "constant"
    rate: float = 1.0
    penalty: float = 1.0
    beta_2: float | None = None


@dataclass(frozen=True)
class Updates:
    """Updates of each network within one step."""

    discriminator: int = 1
    generator: int = 1


@dataclass(frozen=True)
class Spec:
    """A whole recipe; see ``?gan_spec`` in R for every field."""

    preset: str = "default"
    kind: str | None = None
    latent: Latent = field(default_factory=Latent)
    generator: tuple | None = None
    discriminator: tuple | None = None
    objective: Objective = field(default_factory=Objective)
    generator_optimizer: Optimizer = field(default_factory=Optimizer)
    discriminator_optimizer: Optimizer = field(default_factory=Optimizer)
    schedule: Schedule = field(default_factory=Schedule)
    updates: Updates = field(default_factory=Updates)
    steps_per_epoch: int | None = None  # None: as many as take every row once
    pretrain: int = 0
    ema: int = 0
    rejection: float | None = None
    scaling: str = "auto"

    @classmethod
    def from_dict(cls, given=None):
        """A checked recipe; ``given`` is a dict of fields, laid over the preset it names ("default" if none).

        Another objective than the preset's brings its own penalties and updates, unless they are given, too.
        """
        given = dict(given or {})
        base = preset(given.get("preset", "default"))
        return _build(merge(merge(base, _brought(base, given)), given))

    def resolve(self, kind, shape, own=False):
        """The recipe for data of this kind and shape of row: all that it leaves open is filled in.

        ``own`` says whether a network is the user's own Keras model.
        """
        kind = self.kind or kind
        default = images.networks(shape) if kind == "images" else _presets()["networks"][kind]
        networks = {
            name: check_layers(layers, name) if getattr(self, name) is None else getattr(self, name)
            for name, layers in default.items()
        }
        scaling = self.scaling
        if scaling == "auto":
            components = kind in ("waves", "series") and not own and _fit_any_size(**networks)
            scaling = "components" if components else SCALING[kind]
        open_weights = [name for name in ("r1", "r2") if getattr(self.objective, name) is None]
        objective = replace(self.objective, **dict.fromkeys(open_weights, PENALTY.get(scaling, 5)))
        return replace(self, kind=kind, scaling=scaling, objective=objective, **networks)

    def to_dict(self):
        """The recipe as nested dicts and lists that JSON can hold; `from_dict` of it gives an equal recipe."""
        return json.loads(json.dumps(asdict(self)))


def _fit_any_size(generator, discriminator):
    """Whether networks of these layers can be built for rows of any number of values."""
    shaped = any(layer["type"] in SHAPED for layer in (*generator, *discriminator))
    return not shaped and generator[-1]["type"] == "output"


@cache
def _presets():
    return json.loads(PRESETS.read_text(encoding="utf-8"))


def preset_names():
    """Names of the presets, in the order of the file."""
    return [name for name, preset in _presets().items() if "spec" in preset]


def preset(name):
    """All fields of a preset, as a dict."""
    if name not in preset_names():
        raise SpecError(f"There is no preset {name!r}. {suggest(name, preset_names())}")
    return merge(merge(_presets()["base"], _presets()[name]["spec"]), {"preset": name})


def merge(base, over):
    """``base`` with the fields of ``over``; dicts are merged field by field, everything else is replaced."""
    merged = dict(base)
    for name, value in over.items():
        both = isinstance(value, dict) and isinstance(merged.get(name), dict)
        merged[name] = merge(merged[name], value) if both else value
    return merged


def _brought(base, given):
    """What the objective that is named brings along, where it is not the preset's own."""
    objective = given.get("objective")
    name = objective.get("name") if isinstance(objective, dict) else None
    return {} if name is None or name == base["objective"]["name"] else _presets()["objectives"].get(name, {})


def suggest(name, known):
    """A sentence that names the nearest known word, or all of them."""
    near = difflib.get_close_matches(str(name), known, n=1)
    return f"Did you mean {near[0]!r}?" if near else f"Known: {', '.join(known)}."


def _build(values):
    _known(values, [f.name for f in fields(Spec)], "recipe")
    parts = {
        "latent": Latent,
        "objective": Objective,
        "generator_optimizer": Optimizer,
        "discriminator_optimizer": Optimizer,
        "schedule": Schedule,
        "updates": Updates,
    }
    for name, part in parts.items():
        given = values[name]
        if not isinstance(given, dict):
            raise SpecError(f"`{name}` must be a set of named fields, not {given!r}.")
        _known(given, [f.name for f in fields(part)], name)
        values[name] = part(**{key: _plain(value) for key, value in given.items()})
    for name in ("generator", "discriminator"):
        values[name] = check_layers(values[name], name)
    spec = Spec(**{key: _plain(value) for key, value in values.items()})
    _check(spec)
    return spec


def _plain(value):
    """Whole floats become ints: R's plain numbers are floats."""
    return int(value) if isinstance(value, float) and value.is_integer() else value


def _known(given, known, where):
    for name in given:
        if name not in known:
            raise SpecError(f"`{where}` has no field {name!r}. {suggest(name, known)}")


def _check(spec):
    if spec.kind is not None:
        _one_of("kind", spec.kind)
    _one_of("scaling", spec.scaling)
    if spec.steps_per_epoch is not None:
        _whole("steps_per_epoch", spec.steps_per_epoch, 1)
    _whole("pretrain", spec.pretrain, 0)
    _whole("ema", spec.ema, 0)
    if spec.rejection is not None:
        _number("rejection", spec.rejection, 0)
    _check_latent(spec.latent)
    _check_objective(spec.objective)
    for name in ("generator_optimizer", "discriminator_optimizer"):
        _check_optimizer(name, getattr(spec, name))
    _one_of("schedule$shape", spec.schedule.shape)
    _number("schedule$rate", spec.schedule.rate, 0, 1)
    _number("schedule$penalty", spec.schedule.penalty, 0, 1)
    if spec.schedule.beta_2 is not None:
        _number("schedule$beta_2", spec.schedule.beta_2, 0, 1, open_above=True)
    _whole("updates$discriminator", spec.updates.discriminator, 1)
    _whole("updates$generator", spec.updates.generator, 1)


def _check_latent(latent):
    if latent.size != "data":
        _whole("latent$size", latent.size, 1)
    _one_of("latent$distribution", latent.distribution)
    _number("latent$low", latent.low)
    _number("latent$high", latent.high)
    if not latent.low < latent.high:
        raise SpecError(f"`latent$low` ({latent.low}) must be below `latent$high` ({latent.high}).")


def _check_objective(objective):
    _one_of("objective$name", objective.name)
    for name in ("r1", "r2", "gradient_penalty"):
        if getattr(objective, name) is not None or name == "gradient_penalty":
            _number(f"objective${name}", getattr(objective, name), 0)
    _number("objective$label_smoothing", objective.label_smoothing, 0, 1, open_above=True)
    if objective.label_smoothing and objective.name != "bce":
        raise SpecError(
            f"`objective$label_smoothing` belongs to the objective 'bce'; this recipe has {objective.name!r}."
        )


def _check_optimizer(where, optimizer):
    _one_of(f"{where}$name", optimizer.name)
    _number(f"{where}$rate", optimizer.rate, 0, open_below=True)
    for name in ("beta_1", "beta_2", "rho", "momentum"):
        _number(f"{where}${name}", getattr(optimizer, name), 0, 1, open_above=True)
    _number(f"{where}$epsilon", optimizer.epsilon, 0)


def _one_of(name, value):
    known = _presets()["choices"][name]
    if value not in known:
        near = difflib.get_close_matches(str(value), known, n=1)
        hint = f" Did you mean {near[0]!r}?" if near else ""
        raise SpecError(f"`{name}` must be one of {', '.join(map(repr, known))}, not {value!r}.{hint}")


def _whole(name, value, least):
    number = isinstance(value, (int, float)) and not isinstance(value, bool)
    if not number or not least <= value <= WHOLE_MAX or value != int(value):
        most = f" and at most {WHOLE_MAX}" if number and value > WHOLE_MAX else ""
        raise SpecError(f"`{name}` must be a whole number of at least {least}{most}, not {value!r}.")


def _number(name, value, low=-math.inf, high=math.inf, open_below=False, open_above=False):
    good = isinstance(value, (int, float)) and not isinstance(value, bool) and abs(value) <= FLOAT32_MAX
    good = good and (low < value if open_below else low <= value) and (value < high if open_above else value <= high)
    if not good:
        below, above = "above" if open_below else "at least", "below" if open_above else "at most"
        bounds = [f"{below} {low}"] * (low > -math.inf) + [f"{above} {high}"] * (high < math.inf)
        wanted = " and ".join(bounds) or "that 32 bits can hold"
        raise SpecError(f"`{name}` must be a number {wanted}, not {value!r}.")
