"""Whether the maps of values, levels and steps that a file holds can be; see `rgan.files.validation`."""

import math

import numpy as np

from ..checks import FLOAT32_MAX
from ..encoding.calibration import MAX_DECIMALS
from ..encoding.surface import MAX_DIMENSIONS, MAX_ROWS, n_neighbours
from .fields import MisfitError, array, within

MAX_SURFACE = 1e6  # standard deviations, at most
# Type and shape, for a number of units and of knots, of the arrays of a calibration.
CALIBRATION = {
    "generated": ("float64", lambda units, size: (units, size)),
    "knots": ("float64", lambda units, size: (units, size)),
    "ends": ("float64", lambda units, size: (units, 2)),
    "joined": ("uint8", lambda units, size: (units, size - 1)),
    "mapped": ("uint8", lambda units, size: (units,)),
    "decimals": ("int32", lambda units, size: (units,)),
    "multiple": ("int64", lambda units, size: (units,)),
    "fixed": ("uint8", None),  # as many as a row has numbers
}


RELATED = {"order": 2, "equal": 2, "sums": 3}  # columns of a relation


def check(arrays, shape):
    """All maps of a file, for rows of ``shape``. Raises `MisfitError`."""
    _tails(arrays, shape)
    _levels(arrays, shape)
    _surface(arrays, shape)
    for epoch in _epochs(arrays, "calibration"):
        _calibration(within(arrays, f"calibration/{epoch}/"), shape, f"the calibration of epoch {epoch}")
    for epoch in _epochs(arrays, "increments"):
        _increments(within(arrays, f"increments/{epoch}/"), shape, f"the increments of epoch {epoch}")
    for epoch in _epochs(arrays, "relations"):
        _relations(within(arrays, f"relations/{epoch}/"), shape, f"the relations of epoch {epoch}")
    for epoch in _epochs(arrays, "moments"):
        _moments(within(arrays, f"moments/{epoch}/"), arrays, f"the moments of epoch {epoch}")


def _epochs(arrays, what):
    return sorted({name.split("/")[1] for name in arrays if name.startswith(f"{what}/")})


def _calibration(maps, shape, what):
    """A map of values: whole, of units that a row has, and rising."""
    if set(maps) != set(CALIBRATION):
        raise MisfitError(f"{what} holds {', '.join(sorted(maps))}")
    knots = array(maps, "knots", None, "float64")
    units, size = knots.shape if knots.ndim == 2 else (0, 0)
    if units not in (1, shape[-1]) or size < 2:
        raise MisfitError(f"{what} has knots of shape {knots.shape}, which does not fit rows of shape {shape}")
    for name, (dtype, wanted) in CALIBRATION.items():
        array(maps, name, wanted(units, size) if wanted else (math.prod(shape),), dtype)
    rising = [np.diff(maps[name], axis=1) >= 0 for name in ("knots", "generated", "ends")]
    if not all(r.all() for r in rising) or (np.abs(knots) > FLOAT32_MAX).any():
        raise MisfitError(f"{what} does not rise")
    decimals, multiple = maps["decimals"], maps["multiple"]
    if not ((decimals >= -1) & (decimals <= MAX_DECIMALS)).all() or not (multiple >= 1).all():
        raise MisfitError(f"{what} has decimals that nothing has")


def _increments(maps, shape, what):
    """A map of steps: a calibration of rows one point shorter, and what is done with each channel."""
    steps = within(maps, "steps/")
    known = {"direction", "summed", *(f"steps/{name}" for name in steps)}
    if set(maps) - {"taken_back"} != known or shape[0] < 2 or len(shape) > 2:
        raise MisfitError(f"{what} are not as they should be")
    if "taken_back" in maps and not 0 <= array(maps, "taken_back", (), "float64") <= 1:
        raise MisfitError(f"{what} take back what nothing does")
    channels = shape[1:] or (1,)
    array(maps, "summed", channels, "uint8")
    if (np.abs(array(maps, "direction", channels, "int32")) > 1).any():
        raise MisfitError(f"{what} have a direction that nothing has")
    _calibration(steps, (shape[0] - 1, *shape[1:]), what)
    if len(steps["knots"]) != math.prod(channels):
        raise MisfitError(f"{what} are of {len(steps['knots'])} channels, not {math.prod(channels)}")


def _moments(maps, arrays, what):
    """A linear map of rows as the networks see them."""
    if set(maps) != {"matrix", "shift"}:
        raise MisfitError(f"{what} hold {', '.join(sorted(maps))}")
    size = len(arrays["scaler/weights"]) + ("scaler/noise_sizes" in arrays) if "scaler/weights" in arrays else 0
    array(maps, "matrix", (size, size), "float64")
    array(maps, "shift", (len(maps["shift"]), size), "float64")
    if any((np.abs(each) > FLOAT32_MAX).any() for each in maps.values()):
        raise MisfitError(f"{what} are too large")


def _relations(maps, shape, what):
    """Which columns or channels stand in a relation."""
    if set(maps) != {*RELATED, "repaired"} or len(shape) > 2:
        raise MisfitError(f"{what} hold {', '.join(sorted(maps))}")
    array(maps, "repaired", (), "float64")
    for name, size in RELATED.items():
        columns = array(maps, name, (len(maps[name]), size), "int32")
        if not ((columns >= 0) & (columns < shape[-1])).all():
            raise MisfitError(f"{what} are of columns that are not there")


def _tails(arrays, shape):
    """Which values are seen on a scale of asinh, where a file has it."""
    if "scaler/tails" not in arrays:
        return
    tails = array(arrays, "scaler/tails", None, "float64")
    if tails.ndim != 2 or len(tails) not in (1, shape[-1]) or tails.shape[1] != 4:
        raise MisfitError(f"scaler/tails, of shape {tails.shape}, does not fit rows of shape {shape}")
    if not (np.abs(tails) <= FLOAT32_MAX).all() or (tails[:, 1] < 0).any() or (tails[:, 2] > tails[:, 3]).any():
        raise MisfitError("scaler/tails has units below 0, or ends that do not rise")


def _surface(arrays, shape):
    """The surface that rows lie on, where a file has one: rows as the networks see them."""
    if "scaler/surface" not in arrays:
        return
    rows = array(arrays, "scaler/surface", None, "float32")
    size = len(arrays["scaler/weights"]) if "scaler/weights" in arrays else math.prod(shape)
    dimension = int(array(arrays, "scaler/dimension", (), "int32"))
    noisy = "scaler/noise_colour" in arrays or "scaler/noise_spectrum" in arrays
    if noisy or not 1 <= dimension <= MAX_DIMENSIONS or dimension >= size:
        raise MisfitError(f"scaler/dimension is {dimension}, for rows of {size} numbers")
    if rows.ndim != 2 or rows.shape[1] != size or not n_neighbours(dimension) < len(rows) <= MAX_ROWS:
        raise MisfitError(f"scaler/surface, of shape {rows.shape}, does not fit rows of {size} numbers")
    if not (np.abs(rows) < MAX_SURFACE).all():
        raise MisfitError(f"scaler/surface goes beyond {MAX_SURFACE}")


def _levels(arrays, shape):
    """How much more rows vary by their level than by all else, where a file has it."""
    if "scaler/levels" in arrays:
        ratio = array(arrays, "scaler/levels", shape[1:] or (1,), "float64")
        if len(shape) > 2 or not ((ratio >= 1) & (ratio <= FLOAT32_MAX)).all():
            raise MisfitError("scaler/levels are below 1, or of rows that have none")
