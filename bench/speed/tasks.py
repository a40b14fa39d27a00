"""What is trained in the benchmark: the blog post's networks on its two-wave data, with two objectives."""

from itertools import pairwise

import numpy as np

WAVES = {
    "columns": 250,
    "rows": 200,
    "generator": [16, 32, 64],
    "discriminator": [250, 32, 16],
    "slope": 0.2,
}
OBJECTIVES = {
    "classic": {
        "objective": "bce",
        "dropout": 0.2,
        "latent": 1,
        "gamma": 0.0,
        "ema": 0,
        "adam": [1e-3, 0.9, 0.999, 1e-7],
    },
    "default": {
        "objective": "relativistic",
        "dropout": 0.0,
        "latent": 16,
        "gamma": 1.0,
        "ema": 500,
        "adam": [1e-3, 0.0, 0.99, 1e-8],
    },
}


def task(objective, batch, **changes):
    return {"name": objective, "batch": batch} | WAVES | OBJECTIVES[objective] | changes


def data(task, seed=0):
    """Rows of two kinds of wave, scaled as the package does: one mean and one standard deviation."""
    random = np.random.default_rng(seed)
    t = np.linspace(0, 1, task["columns"])
    kinds = [np.sin(2 * np.pi * 2 * t), 3 * np.sin(2 * np.pi * 10 * t)]
    rows = np.stack([kinds[k % 2] for k in range(task["rows"])]) + random.normal(0, 0.05, (task["rows"], t.size))
    return ((rows - rows.mean()) / rows.std()).astype("float32")


def widths(task):
    """(inputs, outputs) of every dense layer: the generator's, the discriminator's."""
    g = [task["latent"], *task["generator"], task["columns"]]
    d = [task["columns"], *task["discriminator"], 1]
    return list(pairwise(g)), list(pairwise(d))


def given(task, steps=4, seed=1):
    """Weights, batches and latent rows for `check`: arrays named g0, g1, ..., d0, d1, ..., real, fresh, latent."""
    random = np.random.default_rng(seed)
    arrays = {}
    for name, layers in zip("gd", widths(task), strict=True):
        for i, (rows, columns) in enumerate(layers):
            limit = np.sqrt(6 / (rows + columns))
            arrays[f"{name}{2 * i}"] = random.uniform(-limit, limit, (rows, columns))
            arrays[f"{name}{2 * i + 1}"] = np.zeros(columns)
    x = data(task)
    arrays["real"] = x[random.integers(0, len(x), (steps, task["batch"]))]
    arrays["fresh"] = x[random.integers(0, len(x), (steps, task["batch"]))]
    arrays["latent"] = random.normal(size=(steps, 2, task["batch"], task["latent"]))
    return {name: a.astype("float32") for name, a in arrays.items()}
