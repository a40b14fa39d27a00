"""Layers as data: what may be said about each type, and the Keras layer that it becomes.

A layer is a dict with a ``type`` and its fields, for example ``{"type": "dense", "units": 16, "activation":
"leaky_relu"}``. Sizes may be "data": as many units as a row of data has numbers.
"""

import difflib
import math

import keras

from ..checks import FLOAT32_MAX
from ..errors import SpecError
from ..session import AXES, SETTINGS

SIZE_MAX = 2**40
ACTIVATIONS = ("relu", "leaky_relu", "tanh", "sigmoid")
_ACTIVATED = {"activation": None, "slope": 0.2, "bias": True}
_CONV = {"filters": None, "kernel": None, "strides": 1, "padding": "same", **_ACTIVATED}

# Every type with its fields and their defaults; a field whose default is None must be given, but for `activation`.
FIELDS = {
    "dense": {"units": None, **_ACTIVATED},
    "conv1d": _CONV,
    "conv2d": _CONV,
    "conv2d_transpose": _CONV,
    "activation": {"activation": None, "slope": 0.2},
    "dropout": {"rate": None},
    "reshape": {"shape": None},
    "flatten": {},
    "latent": {"after": None},
    "output": {"activation": None, "slope": 0.2, "gain": 1.0},
}


def check_layers(layers, where):
    """The layers with every field filled in, as a tuple of dicts; None stays None. Raises `SpecError`."""
    if layers is None or not isinstance(layers, (list, tuple)):
        if layers is None:
            return None
        raise SpecError(f"`{where}` must be a list of layers, not {type(layers).__name__}.")
    if not layers:
        raise SpecError(f"`{where}` has no layers.")
    return tuple(_check_layer(layer, f"{where}[[{i}]]") for i, layer in enumerate(layers, 1))


def _check_layer(layer, where):
    if not isinstance(layer, dict) or layer.get("type") not in FIELDS:
        given = layer.get("type") if isinstance(layer, dict) else layer
        raise SpecError(f"`{where}` must have a type out of {', '.join(FIELDS)}, not {given!r}.")
    kind, known = layer["type"], FIELDS[layer["type"]]
    for name in layer:
        if name not in known and name != "type":
            near = difflib.get_close_matches(name, known, n=1)
            hint = f"Did you mean {near[0]!r}?" if near else f"It has: {', '.join(known) or 'no fields'}."
            raise SpecError(f"`{where}`, a {kind} layer, has no field {name!r}. {hint}")
    filled = {"type": kind} | known | layer
    for name in filled:
        if name not in ("type", "activation"):
            filled[name] = CHECKS[name](filled[name], f"{where}${name}")
    if filled.get("activation") not in (None, *ACTIVATIONS, "linear"):
        raise SpecError(f"`{where}$activation` must be one of {', '.join(ACTIVATIONS)}, not {filled['activation']!r}.")
    return filled


def _size(value, where):
    if value == "data":
        return value
    number = isinstance(value, (int, float)) and not isinstance(value, bool)
    if not number or not 1 <= value <= SIZE_MAX or value != int(value):
        raise SpecError(f"`{where}` must be a whole number of at least 1, not {value!r}.")
    return int(value)


def _whole(value, where):
    if value == "data":
        raise SpecError(f"`{where}` must be a whole number of at least 1, not {value!r}.")
    return _size(value, where)


def _sizes(value, where):
    if isinstance(value, (list, tuple)):
        return [_size(v, where) for v in value]
    return _size(value, where)


def _shape(value, where):
    return value if value == "data" else [_size(v, where) for v in (value if isinstance(value, list) else [value])]


def _rate(value, where):
    if isinstance(value, bool) or not isinstance(value, (int, float)) or not 0 <= value < 1:
        raise SpecError(f"`{where}` must be a number of at least 0 and below 1, not {value!r}.")
    return float(value)


def _slope(value, where):
    if isinstance(value, bool) or not isinstance(value, (int, float)) or not 0 <= value <= FLOAT32_MAX:
        raise SpecError(f"`{where}` must be a finite number of at least 0, not {value!r}.")
    return float(value)


def _padding(value, where):
    if value not in ("same", "valid"):
        raise SpecError(f"`{where}` must be 'same' or 'valid', not {value!r}.")
    return value


def _flag(value, where):
    if not isinstance(value, bool):
        raise SpecError(f"`{where}` must be TRUE or FALSE, not {value!r}.")
    return value


CHECKS = {
    "units": _size,
    "filters": _size,
    "kernel": _sizes,
    "strides": _sizes,
    "shape": _shape,
    "rate": _rate,
    "slope": _slope,
    "gain": _slope,
    "after": _whole,
    "padding": _padding,
    "bias": _flag,
}


def make(layer, data_shape, seed):
    """The Keras layers that one layer becomes, in order (never a dropout: the networks take masks instead)."""
    kind = layer["type"]
    if kind == "flatten":
        return [keras.layers.Flatten(**AXES, **SETTINGS)]
    if kind == "reshape":
        return [keras.layers.Reshape(_reshape(layer["shape"], data_shape), **SETTINGS)]
    if kind == "activation":
        return _activation(layer)
    if kind == "output":
        start = _initializer(seed, layer["gain"])
        dense = keras.layers.Dense(math.prod(data_shape), kernel_initializer=start, **SETTINGS)
        return [dense, *_activation(layer), keras.layers.Reshape(data_shape, **SETTINGS)]
    settings = {"use_bias": layer["bias"], "kernel_initializer": _initializer(seed), **SETTINGS}
    if kind == "dense":
        units = math.prod(data_shape) if layer["units"] == "data" else layer["units"]
        return [keras.layers.Dense(units, **settings), *_activation(layer)]
    convolution = {
        "conv1d": keras.layers.Conv1D,
        "conv2d": keras.layers.Conv2D,
        "conv2d_transpose": keras.layers.Conv2DTranspose,
    }[kind]
    settings |= {"strides": layer["strides"], "padding": layer["padding"], **AXES}
    return [convolution(layer["filters"], layer["kernel"], **settings), *_activation(layer)]


def sizes(layers, shape, data_shape):
    """(name, number of weights, numbers that a row becomes) of each layer, for an input of this shape.

    Takes no memory for any of them.
    """
    after = next((layer["after"] for layer in layers if layer["type"] == "latent"), shape[-1])
    late = max(0, shape[-1] - after)  # latent numbers that a latent layer adds
    shape = (None, *shape[:-1], shape[-1] - late)
    for layer in layers:
        if layer["type"] == "latent":
            shape = (*shape[:-1], shape[-1] + late)
        if layer["type"] in ("dropout", "latent"):
            yield f"a {layer['type']} layer", 0, math.prod(shape[1:])
            continue
        for keras_layer in make(layer, data_shape, 0):
            units = getattr(keras_layer, "units", None) or getattr(keras_layer, "filters", None) or 0
            weights = units * shape[-1] * math.prod(getattr(keras_layer, "kernel_size", ()))
            shape = keras_layer.compute_output_shape(shape)
            yield f"a {layer['type']} layer", weights, math.prod(shape[1:])


def _reshape(shape, data_shape):
    if shape == "data":
        return data_shape
    return [math.prod(data_shape) if size == "data" else size for size in shape]


def _initializer(seed, gain=1.0):
    # Glorot and Bengio 2010, times the gain.
    return keras.initializers.VarianceScaling(gain**2, "fan_avg", "uniform", seed=seed)


def _activation(layer):
    name = layer["activation"]
    if name in (None, "linear"):
        return []
    if name == "leaky_relu":
        return [keras.layers.LeakyReLU(negative_slope=layer["slope"], **SETTINGS)]
    return [keras.layers.Activation(name, **SETTINGS)]
