"""The layers taken where a spec leaves them open, by the kind of data.

Those for images are a small DCGAN (Radford et al. 2016, arXiv 1511.06434) for any height and width. The generator
doubles its grid two or three times by transposed convolutions of 4 x 4 and stride 2 (the stride divides the kernel,
which keeps checkerboards away: Odena et al. 2016), then a last convolution trims it to the size wanted. The
discriminator halves as often. There is no batch normalisation: it would mix rows, which R1 and R2 forbid.
"""

from ..presets import presets

FILTERS = 16  # of the finest grid; each coarser one has twice as many
LARGE = 32  # pixels from which a third halving pays
ACTIVATED = {"activation": "leaky_relu", "slope": 0.2}


def default_layers(kind, shape):
    """The default layers of both networks.

    Parameters
    ----------
    kind : str
        "waves", "table", "series" or "images".
    shape : tuple of int
        Of a row of data; (height, width, colours) for images.

    Returns
    -------
    dict
        "generator" and "discriminator", each a list of dicts as in a spec.
    """
    return _for_images(shape) if kind == "images" else presets()["networks"][kind]


def _for_images(shape):
    size, colours = shape[:2], shape[2]
    halvings = 3 if max(size) > LARGE else 2
    step = 2**halvings
    coarse = [-(-(s + 2) // step) for s in size]
    trim = [c * step - s + 1 for c, s in zip(coarse, size, strict=True)]  # 3 or more: pixels see their neighbours
    filters = [FILTERS * 2**i for i in range(halvings)]
    doubled = [
        {"type": "conv2d_transpose", "filters": f, "kernel": 4, "strides": 2, **ACTIVATED} for f in reversed(filters)
    ]
    halved = [{"type": "conv2d", "filters": f, "kernel": 4, "strides": 2, **ACTIVATED} for f in filters]
    return {
        "generator": [
            {"type": "dense", "units": coarse[0] * coarse[1] * filters[-1], **ACTIVATED},
            {"type": "reshape", "shape": [*coarse, filters[-1]]},
            *doubled,
            {"type": "conv2d", "filters": colours, "kernel": trim, "padding": "valid", "activation": "tanh"},
        ],
        "discriminator": [*halved, {"type": "flatten"}, {"type": "dense", "units": 1}],
    }
