"""What ``presets.json`` holds: the one source of defaults, of the words known and of the presets. R reads it, too.

"base" has the default of every field of a spec, "layers" that of every field of a layer (null: must be given, but for
``activation``), "networks" the layers taken where a spec leaves them open, "objectives" what naming another objective
changes besides its name, "optimizers" the settings that each of them heeds, and "choices" the words of other fields.
Everything with a "spec" is a preset.
"""

import json
from functools import cache
from pathlib import Path

from .checks import nearest
from .errors import Listed, SpecError

PRESETS = Path(__file__).with_name("presets.json")


@cache
def presets():
    """The file.

    Returns
    -------
    dict
        As described above; never to be changed.
    """
    return json.loads(PRESETS.read_text(encoding="utf-8"))


def preset_names():
    """Names of the presets.

    Returns
    -------
    list of str
        In the order of the file.
    """
    return [name for name, entry in presets().items() if "spec" in entry]


def preset(name):
    """All fields of a preset.

    Parameters
    ----------
    name : str
        One of `preset_names`.

    Returns
    -------
    dict
        The defaults with the preset's own fields over them.

    Raises
    ------
    SpecError
        Where there is no such preset.
    """
    known = preset_names()
    if name not in known:
        near = nearest(name, known)
        hint = "Known: {known}." if near is None else "Did you mean {near}?"
        raise SpecError("There is no preset {name}. " + hint, name=name, near=near, known=Listed(known))
    return merge(merge(presets()["base"], presets()[name]["spec"]), {"preset": name})


def merge(base, over):
    """Fields laid over others.

    Parameters
    ----------
    base, over : dict
        Fields; neither is changed.

    Returns
    -------
    dict
        ``base`` with the fields of ``over``: dicts are merged field by field, everything else is replaced.
    """
    merged = dict(base)
    for name, value in over.items():
        both = isinstance(value, dict) and isinstance(merged.get(name), dict)
        merged[name] = merge(merged[name], value) if both else value
    return merged


def brought(base, given):
    """What the objective that is named brings along: its penalties, its updates.

    Parameters
    ----------
    base : dict
        All fields of the preset.
    given : dict
        The fields given.

    Returns
    -------
    dict
        Fields to lay over the preset; none where the objective is the preset's own.
    """
    objective = given.get("objective")
    name = objective.get("name") if isinstance(objective, dict) else None
    other = isinstance(name, str) and name != base["objective"]["name"]
    return presets()["objectives"].get(name, {}) if other else {}
