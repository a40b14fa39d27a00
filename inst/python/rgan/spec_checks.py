"""Which values the fields of a spec may have: one check a field, and what one field says about another."""

from functools import partial

from .checks import check_choice, check_flag, check_number, check_whole
from .errors import Field, Listed, SpecError
from .presets import presets
from .training.losses import LOSSES


def check_spec(spec):
    """Checks every field but the layers, which `rgan.networks.layers` checks.

    Parameters
    ----------
    spec : Spec
        A whole spec.

    Raises
    ------
    SpecError
        Where a field is not as it should be, with its path.
    """
    for path, check in CHECKS.items():
        value = spec
        for name in path:
            value = getattr(value, name)
        check(value, path)
    _check_together(spec)


def _choice(value, path):
    known = presets()["choices"]
    for name in path:
        known = known[name]
    check_choice(value, path, known)


def _or(*allowed, check):
    """A check that lets some values pass besides."""
    return lambda value, path: None if isinstance(value, (str, type(None))) and value in allowed else check(value, path)


_count = partial(check_whole, least=1)
_not_negative = partial(check_number, low=0)
_decay = partial(check_number, low=0, high=1, open_high=True)
_share = partial(check_number, low=0, high=1)


def _optimizer(section):
    decays = {(section, name): _decay for name in ("beta_1", "beta_2", "rho", "momentum")}
    return {
        (section, "name"): partial(check_choice, known=presets()["optimizers"]),
        (section, "rate"): partial(check_number, low=0, open_low=True),
        **decays,
        (section, "epsilon"): _not_negative,
    }


CHECKS = {
    ("kind",): _or(None, check=_choice),
    ("scaling",): _choice,
    ("noise",): check_flag,
    ("groups",): check_flag,
    ("steps_per_epoch",): _or(None, check=_count),
    ("pretrain",): check_whole,
    ("ema",): check_whole,
    ("rejection",): _or(None, check=_not_negative),
    ("calibration",): check_flag,
    ("tails",): check_flag,
    ("levels",): check_flag,
    ("surface",): check_flag,
    ("moments",): check_flag,
    ("relations",): check_flag,
    ("precision",): _choice,
    ("latent", "size"): _or("data", check=_count),
    ("latent", "distribution"): _choice,
    ("latent", "low"): check_number,
    ("latent", "high"): check_number,
    ("objective", "name"): partial(check_choice, known=LOSSES),
    ("objective", "r1"): _or(None, check=_not_negative),
    ("objective", "r2"): _or(None, check=_not_negative),
    ("objective", "gradient_penalty"): _not_negative,
    ("objective", "label_smoothing"): _decay,
    **_optimizer("generator_optimizer"),
    **_optimizer("discriminator_optimizer"),
    ("schedule", "shape"): _choice,
    ("schedule", "rate"): _share,
    ("schedule", "penalty"): _or(None, check=_share),
    ("schedule", "fall"): _choice,
    ("schedule", "beta_2"): _or(None, check=_decay),
    ("updates", "discriminator"): _count,
    ("updates", "generator"): _count,
}


def _check_together(spec):
    """What one field says about another."""
    low, high = spec.latent.low, spec.latent.high
    if not low < high:
        text, other = "({low}) must be below {other} ({high}).", Field(("latent", "high"))
        raise SpecError(text, path=("latent", "low"), low=low, other=other, high=high)
    objective = spec.objective
    if objective.label_smoothing and not LOSSES[objective.name].smooths:
        known = Listed(name for name, loss in LOSSES.items() if loss.smooths)
        text = "belongs to the objective {known}; this spec has {name}."
        raise SpecError(text, path=("objective", "label_smoothing"), known=known, name=objective.name)
