"""The encoder in a file: its arrays, their checks, and the encoder that they become."""

import math

import numpy as np

from ..checks import FLOAT32_MAX
from ..encoding.encoder import Encoder
from ..encoding.groups import MAX_GROUPS, Groups
from ..encoding.levels import Levels
from ..encoding.noise import Noise
from ..encoding.pca import Components
from ..encoding.surface import Surface
from ..encoding.tails import Tails
from .fields import MisfitError, array

MAX_COLOUR = 1e4  # standard deviations of noise in those of the data, at most
MAX_LOG_SIZE = 50  # logarithms of how much more noise one row has than others, at most
GROUPS = ("scaler/group_centres", "scaler/group_deviations", "scaler/group_shares")
CELLS = "scaler/group_cells"
BLUR = ("scaler/group_blur", "scaler/group_colour")


def arrays_of(encoder):
    """Name -> array, for everything that an encoder holds."""
    arrays = {"scaler/centre": encoder.centre, "scaler/scale": encoder.scale}
    if (components := encoder.components) is not None:
        arrays |= {"scaler/directions": components.directions, "scaler/weights": components.weights}
    if (noise := encoder.noise) is not None:
        arrays["scaler/noise_colour"] = noise.colour
        if noise.sizes is not None:
            arrays["scaler/noise_sizes"] = noise.sizes
    if encoder.tails is not None:
        arrays["scaler/tails"] = encoder.tails.shape
    if encoder.levels is not None:
        arrays["scaler/levels"] = encoder.levels.ratio
    if (surface := encoder.surface) is not None:
        arrays |= {"scaler/surface": surface.rows, "scaler/dimension": np.array(surface.dimension, dtype=np.int32)}
    if (groups := encoder.groups) is not None:
        arrays |= dict(zip(GROUPS, (groups.centres, groups.deviations, groups.shares), strict=True))
        if groups.blur is not None:
            arrays |= dict(zip(BLUR, (groups.blur, groups.colour), strict=True))
        arrays |= {} if groups.cells is None else {CELLS: groups.cells}
    return arrays


def encoder_of(arrays):
    """The encoder of checked arrays; files written before there was a stage have none of it."""
    groups = None
    if GROUPS[0] in arrays:
        groups = Groups(*(arrays[name] for name in GROUPS), *(arrays.get(name) for name in (*BLUR, CELLS)))
    tails = Tails(arrays["scaler/tails"]) if "scaler/tails" in arrays else None
    levels = Levels(arrays["scaler/levels"]) if "scaler/levels" in arrays else None
    surface = None
    if "scaler/surface" in arrays:
        surface = Surface(arrays["scaler/surface"], int(arrays["scaler/dimension"]))
    components, noise = _stages(arrays)
    return Encoder(arrays["scaler/centre"], arrays["scaler/scale"], components, noise, tails, levels, surface, groups)


def _stages(arrays):
    """(components, noise), None where there are none."""
    components = noise = None
    if "scaler/directions" in arrays:
        components = Components(arrays["scaler/directions"], arrays["scaler/weights"])
    if "scaler/noise_colour" in arrays:
        noise = Noise(arrays["scaler/noise_colour"], arrays.get("scaler/noise_sizes"))
    return components, noise


def check(arrays, shape):
    """Raises `MisfitError` where the arrays of an encoder do not go with rows of ``shape``."""
    for name in ("scaler/centre", "scaler/scale"):
        values = array(arrays, name, None, "float64")
        if values.shape not in ((), shape[-1:], shape) or (np.abs(values) > 2 * FLOAT32_MAX).any():
            raise MisfitError(f"{name}, of shape {values.shape}, does not fit rows of shape {shape}")
    if (arrays["scaler/scale"] < 0).any():
        raise MisfitError("scaler/scale is below 0")
    if "scaler/directions" in arrays or "scaler/weights" in arrays:
        weights = array(arrays, "scaler/weights", None, "float32")
        size = math.prod(shape)
        if weights.ndim != 1 or not 1 <= len(weights) <= size or not (weights > 0).all():
            raise MisfitError("the weights of the components are not as they should be")
        directions = array(arrays, "scaler/directions", (len(weights), size), "float32")
        if not (np.abs(directions) < 1.01).all():
            raise MisfitError("the directions of the components are longer than 1")
        if arrays["scaler/centre"].shape != shape:
            raise MisfitError(f"scaler/centre has shape {arrays['scaler/centre'].shape}, not {shape}")
    _noise(arrays, math.prod(shape))
    _groups(arrays, shape)


def _noise(arrays, size):
    """What components leave over, where a file has it; its numbers are to stay finite whatever is drawn."""
    names = [name for name in ("scaler/noise_colour", "scaler/noise_sizes") if name in arrays]
    if not names:
        return
    if "scaler/directions" not in arrays:
        raise MisfitError(f"there is {names[0]}, but there are no components that leave noise over")
    colour = array(arrays, "scaler/noise_colour", None, "float32")
    if colour.ndim != 2 or not 1 <= len(colour) <= size or colour.shape[1] != size:
        raise MisfitError(f"scaler/noise_colour has shape {colour.shape}, but a row has {size} numbers")
    if not (np.abs(colour) < MAX_COLOUR).all() or not colour.any():
        raise MisfitError(f"scaler/noise_colour is 0, or beyond {MAX_COLOUR}")
    if "scaler/noise_sizes" in arrays:
        mean, deviation, low, high = sizes = array(arrays, "scaler/noise_sizes", (4,), "float64")
        if not (np.abs(sizes) < MAX_LOG_SIZE).all() or not deviation > 1e-3 or not low <= mean <= high:
            raise MisfitError("scaler/noise_sizes are not the mean, deviation, lowest and highest of logarithms")


def _groups(arrays, shape):
    """The groups of rows, where a file has them."""
    names = [name for name in (*GROUPS, *BLUR, CELLS) if name in arrays]
    if not names:
        return
    centres = array(arrays, GROUPS[0], None, "float64")
    if centres.ndim != 2 or not 2 <= len(centres) <= MAX_GROUPS:
        raise MisfitError(f"{GROUPS[0]} has shape {centres.shape}: there are 2 to {MAX_GROUPS} groups")
    deviations, shares = array(arrays, GROUPS[1], centres.shape, "float64"), array(arrays, GROUPS[2], None, "float64")
    plain = Encoder(np.zeros(()), np.ones(()), *_stages(arrays)).encoded_shape(shape)
    if len(plain) != 1 or centres.shape[1] != plain[0]:
        raise MisfitError(f"{GROUPS[0]} has shape {centres.shape}, but the networks see rows of shape {plain}")
    if not (np.abs(centres) < FLOAT32_MAX).all() or not ((deviations >= 0) & (deviations < FLOAT32_MAX)).all():
        raise MisfitError("the centres and deviations of the groups are no numbers that rows can have")
    if shares.shape != (len(centres),) or not (shares > 0).all() or abs(shares.sum() - 1) > 1e-6:
        raise MisfitError(f"{GROUPS[2]} are not the shares of {len(centres)} groups")
    if CELLS in names:
        array(arrays, CELLS, shares.shape, "int32")
    if BLUR[0] in names or BLUR[1] in names:
        size = centres.shape[1]
        blur, colour = array(arrays, BLUR[0], shares.shape, "float64"), array(arrays, BLUR[1], (size, size), "float64")
        if not ((blur >= 0) & (blur <= 1)).all() or not (np.abs(colour) < MAX_COLOUR).all():
            raise MisfitError(f"{BLUR[0]} are no shares, or {BLUR[1]} is beyond {MAX_COLOUR}")
