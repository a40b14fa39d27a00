"""The layers taken where a spec leaves them open."""

import pytest
from rgan import Spec
from rgan.networks.defaults import default_layers
from rgan.networks.network import discriminator, generator


@pytest.mark.parametrize(
    "shape",
    [
        (1, 1, 1), (2, 2, 2), (3, 4, 1), (1, 40, 1), (5, 5, 1), (8, 8, 1), (9, 14, 3), (28, 28, 1), (33, 20, 3),
        (80, 80, 3),
    ],
)  # fmt: skip
def test_default_networks_for_images_fit_any_height_and_width(shape):
    spec = Spec.from_dict().resolve("images", shape)
    assert generator(spec.generator, 4, shape, 0).model.output_shape == (None, *shape)
    assert discriminator(spec.discriminator, shape, 0, False).model.output_shape == (None, 1)
    assert any(layer["type"] == "conv2d_transpose" for layer in spec.generator)


@pytest.mark.parametrize(("kind", "shape"), [("waves", (24,)), ("table", (5,)), ("series", (12, 2))])
def test_default_networks_of_other_kinds_fit_any_row(kind, shape):
    spec = Spec.from_dict().resolve(kind, shape)
    assert [layer["type"] for layer in spec.generator] == [d["type"] for d in default_layers(kind, shape)["generator"]]
    assert generator(spec.generator, 20, shape, 0).model.output_shape == (None, *shape)
    assert discriminator(spec.discriminator, shape, 0, False).model.output_shape == (None, 1)


def test_what_is_coarse_is_twice_as_wide():
    layers = default_layers("images", (28, 28, 1))
    assert [layer["filters"] for layer in layers["discriminator"][:-2]] == [16, 32]
    assert [layer["filters"] for layer in default_layers("images", (40, 28, 1))["discriminator"][:-2]] == [16, 32, 64]
