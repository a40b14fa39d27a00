"""Trainers of many shapes and recipes, and what must hold for each: the same bits wherever a trainer came from.

`CASES` names them; `broken(name)` builds one, puts it through everything, and returns what did not hold, in words.
"""

import itertools

import keras
import numpy as np
import tensorflow as tf
from rgan import GAN

SMALL = {
    "latent": {"size": 3},
    "generator": [{"type": "dense", "units": 8, "activation": "leaky_relu"}, {"type": "output"}],
    "discriminator": [{"type": "dense", "units": 8, "activation": "leaky_relu"}, {"type": "dense", "units": 1}],
}
DROPOUT = SMALL | {
    "generator": [{"type": "dense", "units": 8}, {"type": "dropout", "rate": 0.3}, {"type": "output"}],
    "discriminator": [{"type": "dense", "units": 8}, {"type": "dropout", "rate": 0.3}, {"type": "dense", "units": 1}],
}
RECIPES = {
    "small": SMALL,
    "default": {},
    "dropout": DROPOUT,
    "updates": SMALL | {"updates": {"discriminator": 2, "generator": 4}},
    "pretrain": SMALL | {"pretrain": 2},
    "wgan-gp": SMALL | {"objective": {"name": "wgan-gp", "gradient_penalty": 10, "r1": 0, "r2": 0}},
    "rejection": SMALL | {"rejection": 0.0},
}
FLAT = {
    "few rows": (8, 20), "square": (20, 20), "many rows": (64, 20), "two rows": (2, 12), "one column": (30, 1),
    "nine columns": (30, 9), "ten columns": (30, 10), "600 columns": (20, 600),
}  # fmt: skip
SHAPED = {"series": (24, 8, 2), "long series": (5, 30, 3), "images": (12, 8, 8, 1), "colour images": (6, 9, 10, 3)}
PRESETS = {
    "classic": (40, 24), "sinusoid": (12, 64), "conv": (30, 50), "quadratic": (40, 2), "mnist": (8, 8, 8, 1),
}  # fmt: skip

CASES = {f"{data}, {recipe}": (shape, RECIPES[recipe]) for (data, shape), recipe in itertools.product(
    FLAT.items(), RECIPES)}  # fmt: skip
CASES |= {f"{data}, default": (shape, {}) for data, shape in SHAPED.items()}
CASES |= {f"{name} preset": (shape, name) for name, shape in PRESETS.items()}
CASES |= {"own models, many rows": ((40, 20), "own"), "own models, few rows": ((10, 20), "own")}
QUICK = [
    "many rows, rejection", "few rows, small", "square, pretrain", "two rows, default", "one column, small",
    "ten columns, updates", "600 columns, dropout", "images, default", "own models, many rows",
]  # fmt: skip


def rows_of(shape):
    """Smooth rows of two kinds with noise, in Fortran order, as R's matrices arrive."""
    random = np.random.default_rng(len(shape) * 1000 + shape[0])
    t = np.linspace(0, 1, int(np.prod(shape[1:])))
    kinds = np.array([np.sin(7 * t + 1), 3 * np.cos(20 * t)])
    x = kinds[np.arange(shape[0]) % 2] * random.normal(2, 0.3, (shape[0], 1))
    x += random.normal(0, 0.1, x.shape)
    return np.asfortranarray(x.reshape(shape) * 30 + 500)


def own_models(size):
    """A generator of two layers and a discriminator with dropout, smaller than any recipe's."""
    keras.utils.set_random_seed(1)
    g = keras.Sequential([keras.Input((3,)), keras.layers.Dense(5, "relu"), keras.layers.Dense(size)])
    layers = [keras.layers.Dense(4), keras.layers.Dropout(0.3), keras.layers.Dense(1)]
    d = keras.Sequential([keras.Input((size,)), *layers])
    return {"generator": g, "discriminator": d}


def same(a, b):
    """Whether two arrays hold the same bits."""
    a, b = np.asarray(a), np.asarray(b)
    return a.shape == b.shape and a.dtype == b.dtype and a.tobytes() == b.tobytes()


def same_state(a, b):
    """Whether two trainers have come to the same weights, slots, averages and history."""
    ours, theirs = (tf.nest.flatten(trainer.values.state.tensors) for trainer in (a, b))
    histories = [{k: v for k, v in trainer.history.items() if k != "seconds"} for trainer in (a, b)]
    return (
        all(same(p, q) for p, q in zip(ours, theirs, strict=True))
        and all(same(histories[0][k], histories[1][k]) for k in histories[0])
        and repr(a.scores) == repr(b.scores)
        and all(same(a.output[k], b.output[k]) for k in a.output)
    )


def to_epochs(trainer, *epochs):
    """Trains on to these epochs and traces at each."""
    for epoch in epochs:
        trainer.advance(trainer.steps_to(epoch))
        trainer.trace(4)
    return trainer


def used(trainer, x):
    """Everything that a trainer says of rows, and the rows it makes."""
    z = np.linspace(-1, 1, 2 * trainer.latent_size).reshape(2, -1)
    return {
        "best epoch": np.array(trainer.best_epoch),
        "generate": trainer.generate(5, seed=3),
        "generate, epoch": trainer.generate(5, seed=3, epoch=1),
        "generate, latent": trainer.generate(latent=z),
        "realness": trainer.realness(x),
        "features": trainer.features(x),
    }


def broken(name):
    """What does not hold for a case, in words."""
    shape, spec = CASES[name]
    own = own_models(shape[1]) if spec == "own" else {}
    x, spec = rows_of(shape), SMALL if spec == "own" else spec
    batch = min(8, max(2, shape[0] // 3))

    def new():
        trainer = GAN(x, spec, batch_size=batch, seed=5, **own)
        trainer.plan(5)
        return trainer

    live = to_epochs(new(), 1, 2)
    raw = live.to_bytes(output=True)
    restored, bare = GAN.from_bytes(raw, x, **own), GAN.from_bytes(raw, **own)
    again = GAN.from_bytes(restored.to_bytes(output=True), np.ascontiguousarray(x), **own)
    expected = used(live, x)
    others = {"from bytes": restored, "from bytes without rows": bare, "twice restored, rows in C order": again}
    faults = [f"{what}: {where}" for where, other in others.items() for what, value in used(other, x).items()
              if not same(value, expected[what])]  # fmt: skip
    if not same(live.x_train, restored.x_train) or np.abs(live.x_train - x).max() > 1e-6 * x.std():
        faults.append("x_train")
    many = live.generate(40, seed=3)
    faults += [f"first {n} of 40 rows" for n in (1, 7, 39) if not same(live.generate(n, seed=3), many[:n])]
    for trainer in (live, restored, again):
        to_epochs(trainer, 3, 4)
    gone_on = {"from bytes": restored, "twice restored": again}
    faults += [f"continued: {where}" for where, trainer in gone_on.items() if not same_state(live, trainer)]
    pieces = to_epochs(new(), 1, 2)
    while pieces.steps_to(3) > 0:
        pieces.advance(1)
    pieces.trace(4)
    if not same_state(live, to_epochs(pieces, 4)):
        faults.append("steps one by one")
    return faults
