"""From a spec's layers, or the user's own Keras models, to networks that the engine can call statelessly.

Dropout layers become inputs of the network: the masks are drawn in bulk by `rgan.training.batches` and fed in, which
keeps random numbers out of the compiled loop and makes every one a function of (seed, step).
"""

import math
from dataclasses import dataclass, field
from typing import NamedTuple

import keras
import tensorflow as tf

from .. import rng
from ..errors import SpecError
from ..session import DTYPE, REDUCED, SETTINGS
from . import layers as layer_types


@dataclass
class Network:
    """A network and what the engine needs to know of it.

    Parameters
    ----------
    model : keras.Model
        For use: without dropout.
    trained : keras.Model
        For training: takes [x, *masks], shares every weight with ``model``.
    hidden : keras.Model
        As ``model``, up to the last hidden layer.
    masks : list of (tuple, float)
        Shape of a row's mask, and rate, of each dropout layer.
    layers : tuple of dict, or None
        From the spec; None for the user's own model.
    own : bool, default False
        The user's own Keras model: it may carry buffers and draw its own random numbers.
    made : tuple of int
        Levels of the categories that it makes.
    """

    model: keras.Model
    trained: keras.Model
    hidden: keras.Model
    masks: list = field(default_factory=list)
    layers: tuple | None = None
    own: bool = False
    made: tuple = ()

    def weights(self):
        """The trainable weights as they are now.

        Returns
        -------
        list of tensor
            In Keras's order.
        """
        return [tf.convert_to_tensor(v) for v in self.model.trainable_variables]

    def buffers(self):
        """The variables that are not trained, such as moving averages and seeds, as they are now.

        Returns
        -------
        list of tensor
            In Keras's order.
        """
        return [tf.convert_to_tensor(v) for v in self.model.non_trainable_variables]

    extra = buffers  # until its callers say `buffers`

    def call(self, weights, buffers, x, masks=(), training=False):
        """The network with other weights; nothing in the Keras model changes.

        Parameters
        ----------
        weights, buffers : list of tensor
            As `weights` and `buffers` give them.
        x : tensor, shape (batch, ...)
            Inputs.
        masks : sequence of tensor, shape (batch, ...)
            What each dropout layer multiplies its inputs with; none for no dropout.
        training : bool, default False
            Heeded by the user's own models only.

        Returns
        -------
        tuple of (tensor, list of tensor)
            Outputs, shape (batch, ...), and the buffers after the call.
        """
        if self.own:
            return self.model.stateless_call(weights, buffers, x, training=training)
        if masks:
            return self.trained.stateless_call(weights, buffers, [x, *masks])
        return self.model.stateless_call(weights, buffers, x)


class Pair(NamedTuple):
    """The two networks of a trainer."""

    generator: Network
    discriminator: Network


def build(layers, input_shape, data_shape, seed, name, conditions=0, made=(), precision=DTYPE):
    """A network of a spec's layers.

    Parameters
    ----------
    layers : sequence of dict
        As `rgan.networks.layers.check_layers` gives them.
    input_shape, data_shape : tuple of int
        Of a row that goes in, and of a row of the data as the networks see it.
    seed : int
        Of the initial weights: layer i's are those of the stream "<name>/layer/<i>".
    name : str
        "generator" or "discriminator".
    conditions : int, default 0
        How many numbers, the first that go into a generator, say which group a row belongs to: its first layer sees
        them all, and they come out as they are at the end of the row.
    made : sequence of int, default ()
        Levels of the categories that come first in the row that a generator makes.
    precision : str, optional
        Of hidden layers, as in a spec. From the last layer with weights on all is float32: rows and logits are not
        rounded.

    Returns
    -------
    Network
        With initial weights.

    Raises
    ------
    SpecError
        With the path of a layer that does not fit.
    """
    start = keras.Input(tuple(input_shape), dtype=DTYPE, name=f"{name}_input")
    first, late = _divided(start, layers, name, conditions)
    plain = masked = hidden = first
    masks, mask_inputs = [], []
    last = max((i for i, layer in enumerate(layers, 1) if layer["type"] in layer_types.WEIGHTED), default=0)
    for i, layer in enumerate(layers, 1):
        settings = REDUCED if precision == "bfloat16" and i < last else SETTINGS
        if layer["type"] == "dropout":
            masks.append((tuple(plain.shape[1:]), layer["rate"]))
            mask_inputs.append(keras.Input(plain.shape[1:], dtype=DTYPE, name=f"{name}_mask_{len(masks)}"))
            masked = keras.layers.Multiply(**settings)([masked, mask_inputs[-1]])
            continue
        if i == len(layers):
            hidden = plain
        path = (name, i - 1)
        if layer["type"] == "latent":
            plain, masked = (_joined(h, late, path, settings) for h in (plain, masked))
            continue
        start_seed = rng.integer(seed, f"{name}/layer/{i}")
        for keras_layer in layer_types.make(layer, tuple(data_shape), start_seed, settings):
            plain, masked = _apply(keras_layer, path, layer, plain, masked)
    if made:
        head = layer_types.CategoryHead(made, **SETTINGS)
        plain, masked = head(plain), head(masked)
    if conditions and name == "generator":
        plain, masked = (_told(h, start[:, :conditions]) for h in (plain, masked))
    return Network(
        model=keras.Model(start, plain, name=name, **SETTINGS),
        trained=keras.Model([start, *mask_inputs], masked, name=f"{name}_trained", **SETTINGS),
        hidden=keras.Model(start, hidden, name=f"{name}_hidden", **SETTINGS),
        masks=masks,
        layers=layers,
        made=tuple(made),
    )


def _told(hidden, conditions):
    """Conditions at the end of rows, the same at every point of those that are no lists of numbers."""
    if len(hidden.shape) > 2:
        same = keras.layers.Reshape((*(1,) * (len(hidden.shape) - 2), conditions.shape[1]), **SETTINGS)(conditions)
        conditions = same + keras.ops.zeros_like(hidden[..., :1])
    return keras.layers.Concatenate(**SETTINGS)([hidden, conditions])


def _divided(start, layers, name, conditions):
    """The numbers that the first layer sees, and those that a latent layer adds later (None when there are none)."""
    after = [layer["after"] for layer in layers if layer["type"] == "latent"]
    if not after:
        return start, None
    if name != "generator" or len(after) > 1:
        raise SpecError("has {count} latent layer(s); only a generator can have one.", path=(name,), count=len(after))
    first = conditions + after[0]
    return (start, None) if start.shape[1] <= first else (start[:, :first], start[:, first:])


def _joined(hidden, late, path, settings):
    if late is None:
        return hidden
    if len(hidden.shape) != 2:
        text = ", a latent layer, does not fit an input of shape {shape!s}."
        raise SpecError(text, path=path, shape=_by(hidden.shape[1:]))
    return keras.layers.Concatenate(**settings)([hidden, late])


def _apply(keras_layer, path, layer, plain, masked):
    shape = tuple(plain.shape[1:])
    problem = None
    kernel = layer.get("kernel")
    # The Keras layer may also be the activation after the convolution.
    convolves = kernel and hasattr(keras_layer, "kernel_size") and "transpose" not in layer["type"]
    if convolves and layer.get("padding") == "valid":
        sizes = kernel if isinstance(kernel, list) else [kernel] * (len(shape) - 1)
        if any(k > s for k, s in zip(sizes, shape, strict=False)):
            problem = f"its kernel ({kernel}) is longer than its input"
    if problem is None:
        try:
            return keras_layer(plain), keras_layer(masked)
        except (ValueError, TypeError) as error:
            problem = str(error).splitlines()[0]
    text = ", a {type!s} layer, does not fit an input of shape {shape!s}: {problem!s}."
    raise SpecError(text, path=path, type=layer["type"], shape=_by(shape), problem=problem)


def wrap(model, name):
    """A user's own Keras model as a network.

    Parameters
    ----------
    model : keras.Model
        With one input and one output, computing in 32 bits.
    name : str
        "generator" or "discriminator".

    Returns
    -------
    Network
        Which shares the model's variables.

    Raises
    ------
    SpecError
        Where it is none or has other inputs, outputs or number formats.
    """
    if not isinstance(model, keras.Model):
        raise SpecError("must be a Keras model or a list of layers, not {model}.", path=(name,), model=model)
    if len(model.inputs) != 1 or len(model.outputs) != 1:
        raise SpecError("must have one input and one output.", path=(name,))
    _check_dtypes(model, name)
    last = model.layers[-1]
    hidden = keras.Model(model.inputs, last.input) if hasattr(last, "input") else model
    return Network(model=model, trained=model, hidden=hidden, own=True)


def _check_dtypes(model, name):
    tensors = [*model.inputs, *model.outputs, *model.trainable_variables]
    compute = [layer.compute_dtype for layer in model.layers]
    dtypes = {keras.backend.standardize_dtype(t.dtype) for t in tensors} | set(compute)
    if other := sorted(dtypes - {DTYPE}):
        text = (
            "computes in {other!s}; it must compute in {dtype!s}. Keras takes the format that is set for the session "
            "(floatx, dtype policy) where a layer is not told: give dtype={dtype} to keras.Input and to every layer "
            "of the model."
        )
        raise SpecError(text, path=(name,), other=" and ".join(other), dtype=DTYPE)


def copied(network, weights, buffers):
    """A Keras model of its own like a network's.

    Parameters
    ----------
    network : Network
        Left as it is.
    weights, buffers : list of array_like
        What the new model holds.

    Returns
    -------
    keras.Model
        The new model.

    Raises
    ------
    SpecError
        Where Keras cannot copy the model.
    """
    try:
        model = keras.models.clone_model(network.model)
    except (TypeError, ValueError, NotImplementedError) as error:
        raise SpecError(f"Keras cannot copy `{network.model.name}`: {error}") from error
    for variables, values in ((model.trainable_variables, weights), (model.non_trainable_variables, buffers)):
        for variable, value in zip(variables, values, strict=True):
            variable.assign(value)
    return model


def generator(layers, latent_size, data_shape, seed, conditions=0, made=(), precision=DTYPE):
    """The generator: latent rows in, rows shaped like the data out.

    Parameters
    ----------
    layers : tuple of dict, or keras.Model
        The spec's layers, or the user's own model.
    latent_size : int
        Numbers in a latent row, conditions included.
    data_shape : tuple of int
        Of a row of the data as the networks see it.
    seed : int
        Of the initial weights.
    conditions : int, default 0
        See `build`.
    made : sequence of int, default ()
        See `build`.
    precision : str, optional
        See `build`.

    Returns
    -------
    Network
        With initial weights, or the model's own.

    Raises
    ------
    SpecError
        Where it does not fit, with both shapes.
    """
    network = wrap(layers, "generator") if not isinstance(layers, tuple) else None
    if network is None:
        numbers = (*data_shape[:-1], data_shape[-1] - conditions)
        network = build(layers, (latent_size,), numbers, seed, "generator", conditions, made, precision)
    _fits("generator", "takes", network.model.input_shape, (latent_size,), "the latent size")
    _fits("generator", "gives", network.model.output_shape, data_shape, "a row of the data")
    return network


def discriminator(layers, data_shape, seed, two_units, precision=DTYPE):
    """The discriminator: rows shaped like the data in, one logit out (or two, real second).

    Parameters
    ----------
    layers : tuple of dict, or keras.Model
        The spec's layers, or the user's own model.
    data_shape : tuple of int
        Of a row of the data as the networks see it.
    seed : int
        Of the initial weights.
    two_units : bool
        Whether two logits will do, see `rgan.training.losses.Loss`.
    precision : str, optional
        See `build`.

    Returns
    -------
    Network
        With initial weights, or the model's own.

    Raises
    ------
    SpecError
        Where it does not fit, with both shapes.
    """
    network = wrap(layers, "discriminator") if not isinstance(layers, tuple) else None
    if network is None:
        network = build(layers, data_shape, data_shape, seed, "discriminator", precision=precision)
    _fits("discriminator", "takes", network.model.input_shape, data_shape, "a row of the data")
    given = tuple(network.model.output_shape[1:])
    if given != (1,) and not (two_units and given == (2,)):
        allowed = "1 or 2 logits" if two_units else "1 logit"
        raise SpecError(f"The discriminator gives shape {_by(given)} for each row; it must give {allowed}.")
    return network


def _fits(name, verb, shape, wanted, what):
    shape, wanted = tuple(shape[1:]), tuple(wanted)
    if shape != wanted and not (None in shape and len(shape) == len(wanted)):
        raise SpecError(f"The {name} {verb} shape {_by(shape)}, but {what} has shape {_by(wanted)}.")


def _by(shape):
    return " x ".join(str(s) for s in shape)


def describe(network):
    """What a network consists of, as plain data.

    Parameters
    ----------
    network : Network
        Any network.

    Returns
    -------
    dict
        "layers", a list of dicts with "type", "output_shape" and "parameters"; and "parameters", trained ones in all.
    """
    rows = [
        {
            "type": type(layer).__name__,
            "output_shape": [int(s) for s in layer.output.shape[1:] if s is not None],
            "parameters": int(layer.count_params()),
        }
        for layer in network.model.layers
        if not isinstance(layer, keras.layers.InputLayer)
    ]
    shapes = network.model.trainable_variables
    return {"layers": rows, "parameters": sum(math.prod(v.shape) for v in shapes)}
