"""Layers as data: what may be said about each type, and the Keras layer that it becomes.

A layer is a dict with a ``type`` and its fields, for example ``{"type": "dense", "units": 16, "activation":
"leaky_relu"}``. Sizes may be "data": as many units as a row of data has numbers.
"""

import math

import keras

from ..checks import check_choice, check_flag, check_number, check_whole, nearest
from ..errors import Listed, SpecError
from ..presets import presets
from ..session import AXES, SETTINGS

SIZE_MAX = 2**40
WEIGHTED = ("dense", "conv1d", "conv2d", "conv2d_transpose", "output")
SHAPED = ("conv1d", "conv2d", "conv2d_transpose", "reshape")  # layers that want rows as they are


def check_layers(layers, path):
    """The layers of a network with every field filled in.

    Parameters
    ----------
    layers : list of dict, or None
        As given; None where they are left open.
    path : tuple
        The field that holds them, see `rgan.errors.Field`.

    Returns
    -------
    tuple of dict, or None
        Every layer with its type and every field of that type.

    Raises
    ------
    SpecError
        Where a layer is unknown or a field not as it should be, with its path.
    """
    if layers is None:
        return None
    if not isinstance(layers, (list, tuple)):
        raise SpecError("must be a list of layers, not {layers}.", path=path, layers=layers)
    if not layers:
        raise SpecError("has no layers.", path=path)
    return tuple(_check_layer(layer, (*path, i)) for i, layer in enumerate(layers))


def _check_layer(layer, path):
    if not isinstance(layer, dict):
        raise SpecError(
            "must be a layer, named fields with a {type}, not {layer}.", path=path, type="type", layer=layer
        )
    kind = check_choice(layer.get("type"), (*path, "type"), presets()["layers"])
    known = presets()["layers"][kind]
    for name in layer:
        if name not in known and name != "type":
            near = nearest(name, known)
            hint = "Did you mean {near}?" if near else "It has: {known}." if known else "It has none."
            text = ", a {kind!s} layer, has no field {name}. " + hint
            raise SpecError(text, path=path, kind=kind, name=name, near=near, known=Listed(known))
    filled = known | layer
    return {"type": kind} | {name: CHECKS[name](filled[name], (*path, name)) for name in known}


def _size(value, path):
    return value if value == "data" else check_whole(value, path, 1, SIZE_MAX)


def _sizes(value, path):
    if isinstance(value, (list, tuple)):
        return [_size(size, (*path, i)) for i, size in enumerate(value)]
    return _size(value, path)


def _shape(value, path):
    sizes = _sizes(value, path)
    return sizes if isinstance(sizes, list) or sizes == "data" else [sizes]


def _after(value, path):
    return check_whole(value, path, 1, SIZE_MAX)


def _rate(value, path):
    return float(check_number(value, path, 0, 1, open_high=True))


def _factor(value, path):
    return float(check_number(value, path, 0))


def _word(value, path):
    return check_choice(value, path, presets()["choices"]["layer"][path[-1]])


def _activation_name(value, path):
    return None if value is None else _word(value, path)


CHECKS = {
    "units": _size,
    "filters": _size,
    "kernel": _sizes,
    "strides": _sizes,
    "shape": _shape,
    "rate": _rate,
    "slope": _factor,
    "gain": _factor,
    "after": _after,
    "activation": _activation_name,
    "padding": _word,
    "bias": check_flag,
}


@keras.saving.register_keras_serializable(package="rgan")
class CategoryHead(keras.layers.Layer):
    """The first numbers of rows as categories: 1 for the level with the largest number, 0 for the others.

    Gradients are those of the softmax (straight-through, arXiv 1308.3432). ``levels`` are those of each category.
    """

    def __init__(self, levels, **settings):
        super().__init__(**settings)
        self.levels = tuple(int(count) for count in levels)

    def call(self, rows):
        """Rows, (n, d), with the first sum of ``levels`` numbers as categories."""
        parts, start = [], 0
        for count in self.levels:
            soft = keras.ops.softmax(rows[:, start : start + count])
            hard = keras.ops.one_hot(keras.ops.argmax(soft, axis=1), count, dtype=soft.dtype)
            parts.append(soft + keras.ops.stop_gradient(hard - soft))
            start += count
        return keras.ops.concatenate([*parts, rows[:, start:]], axis=1)

    def compute_output_shape(self, input_shape):
        """Rows stay as long as they are."""
        return input_shape

    def get_config(self):
        """What the layer is made of."""
        return super().get_config() | {"levels": self.levels}


def fit_any_size(generator, discriminator):
    """Whether networks of these layers can be built for rows of any number of values.

    Parameters
    ----------
    generator, discriminator : sequence of dict
        Layers as `check_layers` gives them.

    Returns
    -------
    bool
        False where a layer wants rows as they are, or the generator does not end in the size of the data.
    """
    shaped = any(layer["type"] in SHAPED for layer in (*generator, *discriminator))
    return not shaped and generator[-1]["type"] == "output"


def make(layer, data_shape, seed, settings=SETTINGS):
    """The Keras layers that one layer becomes; never a dropout or latent layer, which the network itself makes.

    Parameters
    ----------
    layer : dict
        As `check_layers` gives it.
    data_shape : tuple of int
        Of a row of data.
    seed : int
        Of the initial weights.
    settings : dict, optional
        Of every Keras layer: `rgan.session.SETTINGS` or `REDUCED`.

    Returns
    -------
    list of keras.Layer
        In order.
    """
    kind = layer["type"]
    if kind == "flatten":
        return [keras.layers.Flatten(**AXES, **settings)]
    if kind == "reshape":
        return [keras.layers.Reshape(_reshape(layer["shape"], data_shape), **settings)]
    if kind == "activation":
        return _activation(layer, settings)
    if kind == "output":
        start = _initializer(seed, layer["gain"])
        dense = keras.layers.Dense(math.prod(data_shape), kernel_initializer=start, **settings)
        return [dense, *_activation(layer, settings), keras.layers.Reshape(data_shape, **settings)]
    weighted = {"use_bias": layer["bias"], "kernel_initializer": _initializer(seed), **settings}
    if kind == "dense":
        units = math.prod(data_shape) if layer["units"] == "data" else layer["units"]
        return [keras.layers.Dense(units, **weighted), *_activation(layer, settings)]
    convolution = {
        "conv1d": keras.layers.Conv1D,
        "conv2d": keras.layers.Conv2D,
        "conv2d_transpose": keras.layers.Conv2DTranspose,
    }[kind]
    weighted |= {"strides": layer["strides"], "padding": layer["padding"], **AXES}
    return [convolution(layer["filters"], layer["kernel"], **weighted), *_activation(layer, settings)]


def sizes(layers, shape, data_shape, conditions=0):
    """How large each layer is, without making any.

    Parameters
    ----------
    layers : sequence of dict
        As `check_layers` gives them.
    shape : tuple of int
        Of an input row.
    data_shape : tuple of int
        Of a row of data.
    conditions : int, default 0
        How many numbers of an input row, its first, are conditions, which a latent layer does not take.

    Yields
    ------
    tuple of (str, int, int)
        The layer in words, the number of its weights, and the numbers that a row becomes in it.
    """
    after = next((layer["after"] for layer in layers if layer["type"] == "latent"), shape[-1] - conditions)
    late = max(0, shape[-1] - conditions - after)  # latent numbers that a latent layer adds
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


def _activation(layer, settings):
    name = layer["activation"]
    if name in (None, "linear"):
        return []
    if name == "leaky_relu":
        return [keras.layers.LeakyReLU(negative_slope=layer["slope"], **settings)]
    return [keras.layers.Activation(name, **settings)]
