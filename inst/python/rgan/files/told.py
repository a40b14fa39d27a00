"""Whether the categories and conditions that a file holds can be; see `rgan.files.validation`."""

import numpy as np

from ..checks import FLOAT32_MAX
from ..encoding.categories import MAX_LEVELS
from ..encoding.conditions import MAX_KNOWN, MAX_KNOWN_VALUES, NEAREST
from ..encoding.context import MAX_KNOWN as MAX_CONTEXTS
from ..encoding.context import Context
from .fields import MisfitError, array, within

MAX_COLUMNS = 1 << 16


def check(arrays, shape):
    """Both, for rows of ``shape``. Raises `MisfitError`."""
    categories, by = within(arrays, "categories/"), within(arrays, "by/")
    if within(arrays, "context/"):
        _context(within(arrays, "context/"), shape, by)
    own = _categories(categories, shape) if categories else np.empty(0, np.int32)
    if by:
        _conditions(by, own, len(arrays.get("scaler/group_shares", [0])))
    elif len(own):
        raise MisfitError("categories are drawn, but there is nothing to draw them from")
    if "conditions" in arrays:
        _rows(arrays["conditions"], by, arrays.get("rows", arrays["conditions"]))


def _categories(arrays, shape):
    """Levels of the columns that are drawn."""
    if len(shape) != 1 or set(arrays) != {"levels", "drawn"}:
        raise MisfitError(f"the categories of rows of shape {shape} hold {', '.join(sorted(arrays))}")
    levels, drawn = array(arrays, "levels", shape, "int32"), array(arrays, "drawn", shape, "uint8")
    if not ((levels >= 0) & (levels <= MAX_LEVELS)).all() or not levels.any():
        raise MisfitError(f"the categories have no levels, or more than {MAX_LEVELS}")
    if (drawn > 1).any() or (drawn[levels == 0] > 0).any():
        raise MisfitError("columns are drawn that are no categories")
    return levels[drawn > 0]


def _context(arrays, shape, by):
    if len(shape) > 2 or set(arrays) != {*Context.__dataclass_fields__}:
        raise MisfitError(f"the context of rows of shape {shape} holds {', '.join(sorted(arrays))}")
    steps, channels = int(array(arrays, "steps", (), "int32")), shape[1] if len(shape) > 1 else 1
    if not 2 <= steps <= shape[0] - 2:
        raise MisfitError(f"the context has {steps} steps of {shape[0]}")
    array(arrays, "logged", (channels,), "uint8")
    k, past, later = len(array(arrays, "deviation", None, "float64")), steps * channels, (shape[0] - steps) * channels
    shapes = {
        "unit": (channels,), "mean": (past,), "directions": (k, past), "deviation": (k,), "middle": (channels,),
        "spread": (channels,), "weights": (1 + k + channels, later), "liveliness": (3, channels),
        "limits": (2, 2, channels), "wider": (later,), "bounds": (2, channels),
    }  # fmt: skip
    for name, wanted in shapes.items():
        array(arrays, name, wanted, "float64")
    known = array(arrays, "known", None, "float64")
    array(arrays, "decimals", (channels,), "int32")
    if known.ndim != 3 or known.shape[1:] != (steps, channels) or not 1 <= len(known) <= MAX_CONTEXTS:
        raise MisfitError(f"the contexts of training rows have shape {known.shape}")
    if any((arrays[name] <= 0).any() for name in ("unit", "deviation", "spread")):
        raise MisfitError("the units of the context are not positive")
    if (arrays["decimals"] < -1).any() or (arrays["decimals"] > 15).any():
        raise MisfitError("the context has values of impossible decimals")
    told = int(array(arrays, "told", (), "int32"))
    levels = array(by, "levels", None, "int32") if by else np.empty(0, np.int32)
    if not 0 <= told <= k or len(levels) != told or levels.any():
        raise MisfitError("the conditions are not those of the context")


def _conditions(arrays, own, groups):
    names = {"levels", "centre", "scale", "known", "groups", "given", "cells"}
    if set(arrays) != names:
        raise MisfitError(f"the conditions hold {', '.join(sorted(arrays))}, not {', '.join(sorted(names))}")
    levels = array(arrays, "levels", None, "int32")
    if levels.ndim != 1 or not 1 <= len(levels) <= MAX_COLUMNS or (levels < 0).any() or levels.sum() > 1 << 20:
        raise MisfitError("the levels of the conditions are not as they should be")
    q, given = len(levels), int(array(arrays, "given", (), "int32"))
    if given + len(own) != q or given < 0 or not np.array_equal(levels[given:], own):
        raise MisfitError(f"{q} conditions are not {given} and the {len(own)} columns that are drawn")
    centre, scale = (array(arrays, name, (q,), "float64") for name in ("centre", "scale"))
    known = array(arrays, "known", None, "float64")
    most = min(MAX_KNOWN, max(NEAREST, MAX_KNOWN_VALUES // q))
    if known.ndim != 2 or known.shape[1] != q or not 1 <= len(known) <= most:
        raise MisfitError(f"the conditions of training rows have shape {known.shape}")
    if any(not (np.abs(x) <= FLOAT32_MAX).all() for x in (centre, scale, known)) or (scale < 0).any():
        raise MisfitError("the conditions are beyond what 32-bit numbers hold")
    cells = array(arrays, "cells", None, "float64")
    if cells.ndim != 2 or cells.shape[1] != q or (len(cells) and not (levels > 0).all()):
        raise MisfitError(f"the combinations of conditions have shape {cells.shape}")
    _codes(known, levels)
    _codes(cells, levels)
    of = array(arrays, "groups", (len(known),), "int32")
    if not ((of >= 0) & (of < max(1, groups))).all():
        raise MisfitError("conditions are of groups that there are not")


def _rows(values, by, rows):
    """Conditions of the training rows."""
    given = int(by["given"]) if by else 0
    good = values.dtype == "float64" and given and values.shape == (len(rows), given) and np.isfinite(values).all()
    if not good:
        raise MisfitError(f"the conditions of the training rows have shape {values.shape}, for {given} columns")
    _codes(values, by["levels"][:given])


def _codes(values, levels):
    for codes, count in zip(values.T, levels, strict=True):
        if count and not ((codes >= 0) & (codes < count) & (codes == np.round(codes))).all():
            raise MisfitError(f"a condition of {count} levels has another")
