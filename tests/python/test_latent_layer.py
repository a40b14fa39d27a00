"""Latent numbers that enter the generator late, and the gain of its output layer."""

import numpy as np
import pytest
from rgan import GAN, Spec, SpecError
from rgan.networks.network import generator

LATE = [
    {"type": "dense", "units": 8, "activation": "leaky_relu"},
    {"type": "latent", "after": 2},
    {"type": "dense", "units": 8, "activation": "leaky_relu"},
    {"type": "output"},
]


def built(layers, size=5, shape=(24,)):
    spec = Spec.from_dict({"latent": {"size": size}, "generator": layers})
    return generator(spec.generator, size, shape, 0)


def test_the_first_layer_sees_the_first_numbers_and_the_rest_join_at_the_latent_layer():
    kernels = [w.shape for w in built(LATE).weights() if len(w.shape) == 2]
    assert kernels == [(2, 8), (8 + 3, 8), (8, 24)]


def test_late_numbers_move_the_rows():
    network = built(LATE)
    z = np.zeros((2, 5), dtype=np.float32)
    z[1, 4] = 1
    first, second = network.model(z).numpy()
    assert np.abs(first - second).max() > 0


def test_a_shorter_latent_has_no_late_numbers():
    kernels = [w.shape for w in built(LATE, size=2).weights() if len(w.shape) == 2]
    assert kernels == [(2, 8), (8, 8), (8, 24)]


def test_a_generator_with_late_numbers_trains_and_comes_back(waves, small):
    trainer = GAN(waves, small | {"latent": {"size": 5}, "generator": LATE}, batch_size=8)
    trainer.advance(3)
    again = GAN.from_bytes(trainer.to_bytes(), waves)
    assert np.array_equal(again.generate(4, seed=1), trainer.generate(4, seed=1))


BAD = [
    ({"generator": [{"type": "latent", "after": 0}, {"type": "output"}]}, "at least 1"),
    ({"generator": [{"type": "latent", "after": "data"}, {"type": "output"}]}, "whole number"),
    ({"generator": [*LATE[:2], *LATE[1:]]}, "2 latent layer"),
    ({"generator": [{"type": "reshape", "shape": [2, 1]}, *LATE[1:]]}, "2 x 1"),
    ({"discriminator": [{"type": "latent", "after": 2}, {"type": "dense", "units": 1}]}, "only a generator"),
    ({"generator": [{"type": "output", "gain": -1}]}, "at least 0"),
]


@pytest.mark.parametrize(("fields", "words"), BAD)
def test_latent_layers_out_of_place_say_so(fields, words, waves, small):
    with pytest.raises(SpecError, match=words):
        GAN(waves, small | {"latent": {"size": 5}} | fields)


def test_the_gain_scales_the_first_weights_of_the_output():
    plain, tenth = (built([{"type": "output", "gain": gain}]).weights()[0].numpy() for gain in (1, 0.1))
    assert np.allclose(plain, 10 * tenth, atol=1e-6)
    assert np.abs(plain).max() <= np.sqrt(6 / (5 + 24))
