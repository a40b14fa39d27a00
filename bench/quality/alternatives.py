"""The default recipe with one thing changed: name, recipe, batch size, epochs."""


def dense(*widths):
    """Hidden layers as the default has them."""
    return [{"type": "dense", "units": units, "activation": "leaky_relu", "slope": 0.2} for units in widths]


def generator(*first, late=(64,), gain=0.1):
    """A generator whose latent numbers after the fourth enter before the ``late`` layers."""
    enter = [{"type": "latent", "after": 4}] if late else []
    return [*dense(*first), *enter, *dense(*late), {"type": "output", "gain": gain}]


def discriminator(*widths):
    """A dense discriminator."""
    return [*dense(*widths), {"type": "dense", "units": 1}]


def rates(rate):
    """Both optimisers at another rate."""
    return {f"{name}_optimizer": {"rate": rate} for name in ("generator", "discriminator")}


ALTERNATIVES = [
    ("default", {}, 32, 2000),
    ("all latent numbers enter at first", {"generator": generator(64, 64, 64, late=())}, 32, 2000),
    ("4 latent numbers", {"latent": {"size": 4}}, 32, 2000),
    ("generator one layer deeper", {"generator": generator(64, 64, 64)}, 32, 2000),
    ("generator 128-128-128", {"generator": generator(128, 128, late=(128,))}, 32, 2000),
    ("no small gain", {"generator": generator(64, 64, gain=1)}, 32, 2000),
    ("discriminator 64-64-64", {"discriminator": discriminator(64, 64, 64)}, 32, 2000),
    ("discriminator 192-64", {"discriminator": discriminator(192, 64)}, 32, 2000),
    ("discriminator 256-64", {"discriminator": discriminator(256, 64)}, 32, 2000),
    ("rates 0.002", rates(0.002), 32, 2000),
    ("rates 0.004", rates(0.004), 32, 2000),
    ("penalties to 5 %", {"schedule": {"penalty": 0.05}}, 32, 2000),
    ("penalties to 30 %", {"schedule": {"penalty": 0.3}}, 32, 2000),
    ("penalties of 20", {"objective": {"r1": 20, "r2": 20}}, 32, 2000),
    ("rates to 1 %", {"schedule": {"rate": 0.01}}, 32, 2000),
    ("wider latent: uniform -3 .. 3", {"latent": {"distribution": "uniform", "low": -3, "high": 3}}, 32, 2000),
    ("batches of 64, as many epochs", {}, 64, 2000),
    ("batches of 64, as many steps", {}, 64, 3500),
    ("no rejection", {"rejection": None}, 32, 2000),
    ("blog's objective", {"objective": {"name": "bce", "r1": 0, "r2": 0}}, 32, 2000),
]
