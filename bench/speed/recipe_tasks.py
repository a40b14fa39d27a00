"""The recipes of the larger benchmark as plain data, so that every framework can build them: layers, losses, rates."""

import json
import math
from pathlib import Path

import numpy as np

PRESETS = json.loads(
    (Path(__file__).parents[2] / "inst" / "python" / "rgan" / "presets.json").read_text(encoding="utf-8")
)
TASKS = {  # name: (preset, the kind whose networks it takes, where the preset leaves that open, shape of rows, batch)
    "sinusoid": ("sinusoid", None, (64,), 32),
    "conv": ("conv", None, (50,), 32),
    "mnist": ("mnist", None, (28, 28, 1), 32),
    "flower": ("flower", None, (80, 80, 3), 32),
    "default, waves": ("default", "waves", (100,), 64),
    "default, table": ("default", "table", (10,), 64),
    "default, series": ("default", "series", (24, 6), 64),
    "default, wide": ("default", "table", (500,), 256),
}
ROWS = 512
WIDE = 512  # units of every hidden layer in "default, wide"
PENALTY = 1.0  # weight of R1 and R2 in the default, which depends on the data


def spec_of(name):
    """The recipe as a spec of the package: what it trains in `peer_recipe_rgan.py`, and what `task` is read from."""
    preset, kind, _, _ = TASKS[name]
    spec = {name: _filled(PRESETS[preset]["spec"], name) for name in PRESETS["base"]}
    if kind:
        spec |= {"kind": kind, "rejection": None, "groups": False, "scaling": "standard", "noise": False}
        spec["objective"] |= {"r1": PENALTY, "r2": PENALTY}
        spec["schedule"] |= {"shape": "constant", "beta_2": None}
        for side in ("generator", "discriminator"):
            layers = PRESETS["networks"][kind][side]
            spec[side] = [_widened(layer) if name == "default, wide" else layer for layer in layers]
    return spec


def _widened(layer):
    return layer | {"units": WIDE} if layer.get("units", 1) > 1 else layer


def task(name):
    """A recipe with every size a number."""
    _, _, shape, batch = TASKS[name]
    spec, size = spec_of(name), math.prod(shape)
    merged = {field: dict(spec[field]) for field in ("latent", "objective")}
    networks = {side: spec[side] for side in ("generator", "discriminator")}
    if merged["latent"]["size"] == "data":
        merged["latent"]["size"] = size
    return {
        "name": name,
        "shape": list(shape),
        "batch": batch,
        "rows": ROWS,
        "ema": spec.get("ema", 0),
        **{side: [_sized(layer, size) for layer in layers] for side, layers in networks.items()},
        **{f"{side}_optimizer": spec[f"{side}_optimizer"] for side in networks},
        **merged,
    }


def checked(task):
    """What `check` changes: no dropout, whose masks are each framework's own, and an epsilon of no weight, which some
    have under the root and some beside it."""
    changes = {}
    for side in ("generator", "discriminator"):
        changes[side] = [layer for layer in task[side] if layer["type"] != "dropout"]
        changes[f"{side}_optimizer"] = task[f"{side}_optimizer"] | {"epsilon": 1e-12}
    return changes


def _filled(spec, field):
    """A field of a spec, with what it leaves open from the base of all."""
    base = PRESETS["base"][field]
    return base | spec.get(field, {}) if isinstance(base, dict) else spec.get(field, base)


def _sized(layer, size):
    layer = PRESETS["layers"][layer["type"]] | layer
    number = {"data": size}
    return {name: _numbers(value, number) for name, value in layer.items()}


def _numbers(value, number):
    if isinstance(value, list):
        return [_numbers(item, number) for item in value]
    return number.get(value, value) if isinstance(value, str) else value


def data(task, seed=0):
    """Rows of the recipe's shape, as networks see them: float32, (rows, ...)."""
    random = np.random.default_rng(seed)
    return np.tanh(random.normal(size=(task["rows"], *task["shape"]))).astype("float32")


def given(task, steps=3, seed=1):
    """Batches and latent rows for `check`; every peer starts from weights that `start` gives."""
    random = np.random.default_rng(seed)
    x, batch = data(task), task["batch"]
    latent = random.uniform(-1, 1, size=(steps, 2, batch, task["latent"]["size"]))
    return {
        "real": x[random.integers(0, len(x), (steps, batch))],
        "fresh": x[random.integers(0, len(x), (steps, batch))],
        "latent": latent.astype("float32"),
    }


def start(shapes, seed=2):
    """Weights of these shapes, of which every peer makes the same: float32."""
    random = np.random.default_rng(seed)

    def weight(shape):
        limit = math.sqrt(3 / math.prod(shape[:-1])) if len(shape) > 1 else 0
        return random.uniform(-limit, limit, shape).astype("float32")

    return [weight(tuple(shape)) for shape in shapes]


def shapes(task, side):
    """Shapes of the weights of a network in Keras's order and layout."""
    late = task["latent"]["size"] - next((i["after"] for i in task["generator"] if i["type"] == "latent"), 10**9)
    late = max(0, late)
    shape = (task["latent"]["size"] - late,) if side == "generator" else tuple(task["shape"])
    found = []
    for layer in task[side]:
        kernel, shape = _kernel(layer, shape, tuple(task["shape"]), late)
        if kernel:
            found.append(kernel)
            if layer.get("bias", True):
                found.append((layer.get("filters") or layer.get("units") or math.prod(task["shape"]),))
    return found


def _kernel(layer, shape, data_shape, late):
    """Shape of the kernel of a layer, None where it has none, and of the rows that come out of it."""
    kind, last = layer["type"], shape[-1]
    if kind == "dense":
        return (last, layer["units"]), (*shape[:-1], layer["units"])
    if kind == "output":
        return (last, math.prod(data_shape)), data_shape
    if "conv" in kind:
        return _convolution(layer, shape)
    after = {"latent": (last + late,), "flatten": (math.prod(shape),), "reshape": tuple(layer.get("shape", ()))}
    return None, after.get(kind, shape)


def _convolution(layer, shape):
    kind, size, stride, filters, last = (*(layer[i] for i in ("type", "kernel", "strides", "filters")), shape[-1])
    if kind == "conv2d_transpose":
        return (size, size, filters, last), (shape[0] * stride, shape[1] * stride, filters)
    if kind == "conv2d":
        return (size, size, last, filters), (-(-shape[0] // stride), -(-shape[1] // stride), filters)
    steps = shape[0] - size + 1 if layer["padding"] == "valid" else -(-shape[0] // stride)
    return (size, last, filters), (steps, filters)
