"""The default recipe with one thing changed."""


def dense(*widths):
    """Hidden layers as the default has them."""
    return [{"type": "dense", "units": units, "activation": "leaky_relu", "slope": 0.2} for units in widths]


def generator(*first, late=(64,), gain=0.1):
    """A generator whose latent numbers after the fourth enter before the ``late`` layers."""
    enter = [{"type": "latent", "after": 4}] if late else []
    return [*dense(*first), *enter, *dense(*late), {"type": "output", "gain": gain}]


def rates(rate):
    """Both optimisers at another rate."""
    return {f"{name}_optimizer": {"rate": rate} for name in ("generator", "discriminator")}


def penalties(weight):
    """Both penalties at another weight."""
    return {"objective": {"r1": weight, "r2": weight}}


# name, recipe, rows a batch, power of the components' scaling (None: the package's)
ALTERNATIVES = [
    ("default", {}, 32, None),
    ("no components: points, penalties of 5", {"scaling": "standard"}, 32, None),
    ("components as they are (power 0)", {}, 32, 0.0),
    ("power 0.15", {}, 32, 0.15),
    ("power 0.5", {}, 32, 0.5),
    ("components of variance 1 (power 1)", {}, 32, 1.0),
    ("penalties of 5", penalties(5), 32, None),
    ("penalties of 50", penalties(50), 32, None),
    ("penalties to 10 %", {"schedule": {"penalty": 0.1}}, 32, None),
    ("all latent numbers enter at first", {"generator": generator(64, 64, 64, late=())}, 32, None),
    ("generator 128-128-128", {"generator": generator(128, 128, late=(128,))}, 32, None),
    ("no small gain", {"generator": generator(64, 64, gain=1)}, 32, None),
    ("rates 0.002", rates(0.002), 32, None),
    ("rates 0.005", rates(0.005), 32, None),
    ("batches of 64, as many epochs", {}, 64, None),
    ("no rejection", {"rejection": None}, 32, None),
    ("blog's objective", {"objective": {"name": "bce", "r1": 0, "r2": 0}}, 32, None),
]
