"""From layers, or the user's own Keras models, to networks that are called with weights of one's own."""

import keras
import numpy as np
import pytest
import tensorflow as tf
from rgan import GAN, Spec, SpecError
from rgan.networks.network import copied, describe, discriminator, generator, wrap

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


def test_hidden_layers_compute_in_bfloat16_and_what_goes_in_and_comes_out_does_not():
    spec = Spec.from_dict({"latent": {"size": 5}, "generator": [LATE[0], {"type": "dropout", "rate": 0.2}, *LATE[1:]]})
    network = generator(spec.generator, 5, (24,), 0, precision="bfloat16")
    computed = [layer.compute_dtype for layer in network.trained.layers if layer.count_params()]
    assert computed == ["bfloat16", "bfloat16", "float32"]
    assert {w.dtype for w in network.weights()} == {tf.float32}
    assert {t.dtype for t in (*network.trained.inputs, network.trained.output, network.model.output)} == {"float32"}
    assert network.hidden.output.dtype == "bfloat16"
    model = copied(network, network.weights(), network.buffers())
    z = np.ones((2, 5), dtype=np.float32)
    np.testing.assert_array_equal(model(z), network.model(z))
    assert {layer.compute_dtype for layer in built(LATE).model.layers} == {"float32"}


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


def logit(*layers):
    return [*layers, {"type": "dense", "units": 1}]


MISFITS = [
    ({"generator": [{"type": "dense", "units": 7}]}, "gives shape 7, but a row of the data has shape 24"),
    ({"discriminator": [{"type": "dense", "units": 3}]}, "gives shape 3 for each row"),
    ({"discriminator": logit({"type": "conv1d", "filters": 2, "kernel": 3})}, "does not fit an input of shape 24"),
    (
        {
            "discriminator": logit(
                {"type": "reshape", "shape": ["data", 1]},
                {"type": "conv1d", "filters": 2, "kernel": 30, "padding": "valid"},
                {"type": "flatten"},
            )
        },
        "longer than its input",
    ),
    ({"discriminator": logit({"type": "reshape", "shape": [5, 5]})}, "does not fit"),
]


@pytest.mark.parametrize(("fields", "words"), MISFITS)
def test_networks_that_do_not_fit_say_both_shapes(fields, words, waves, small):
    with pytest.raises(SpecError, match=words):
        GAN(waves, small | fields)


def test_initial_weights_follow_the_seed():
    spec = Spec.from_dict({"generator": LATE})
    first, again, other = (generator(spec.generator, 5, (24,), seed).weights()[0].numpy() for seed in (1, 1, 2))
    assert (first == again).all()
    assert not np.allclose(first, other)


DROPPED = [{"type": "dense", "units": 4}, {"type": "dropout", "rate": 0.5}, {"type": "dense", "units": 1}]


def test_a_dropout_layer_multiplies_by_its_mask_in_training_only():
    spec = Spec.from_dict({"discriminator": DROPPED})
    network = discriminator(spec.discriminator, (3,), 0, False)
    assert network.masks == [((4,), 0.5)]
    kernel, bias, last, last_bias = (w.numpy() for w in network.weights())
    x, mask = np.ones((2, 3), np.float32), np.array([[0, 2, 0, 2], [2, 2, 0, 0]], np.float32)
    plain, _ = network.call(network.weights(), network.buffers(), x)
    masked, _ = network.call(network.weights(), network.buffers(), x, [mask])
    np.testing.assert_allclose(plain, (x @ kernel + bias) @ last + last_bias, rtol=1e-5)
    np.testing.assert_allclose(masked, ((x @ kernel + bias) * mask) @ last + last_bias, rtol=1e-5)


def test_a_call_uses_the_weights_given_and_leaves_the_model_alone():
    network = built(LATE)
    z = tf.ones((1, 5))
    before = network.model(z).numpy()
    doubled, _ = network.call([2 * w for w in network.weights()], network.buffers(), z)
    assert not np.allclose(doubled, before)
    np.testing.assert_array_equal(network.model(z), before)


def own_model():
    return keras.Sequential(
        [keras.Input((3,)), keras.layers.Dense(4), keras.layers.BatchNormalization(), keras.layers.Dense(1)]
    )


def test_buffers_of_a_model_of_ones_own_move_in_training_and_are_handed_back():
    network = wrap(own_model(), "discriminator")
    weights, buffers = network.weights(), network.buffers()
    x = np.arange(12, dtype=np.float32).reshape(4, 3)
    _, same = network.call(weights, buffers, x)
    _, moved = network.call(weights, buffers, x, training=True)
    assert all(np.array_equal(a, b) for a, b in zip(buffers, same, strict=True))
    assert any(not np.array_equal(a, b) for a, b in zip(buffers, moved, strict=True))
    assert all(np.array_equal(a, b) for a, b in zip(buffers, network.buffers(), strict=True))


def test_a_copy_holds_what_it_is_given_and_shares_nothing():
    network = wrap(own_model(), "discriminator")
    weights, buffers = ([v.numpy() + 1 for v in values] for values in (network.weights(), network.buffers()))
    model = copied(network, weights, buffers)
    assert all(np.array_equal(a, b) for a, b in zip(model.trainable_variables, weights, strict=True))
    assert all(np.array_equal(a, b) for a, b in zip(model.non_trainable_variables, buffers, strict=True))
    assert all(not np.array_equal(a, b) for a, b in zip(network.weights(), weights, strict=True))


def test_what_is_no_model_is_refused():
    with pytest.raises(SpecError, match="`generator` must be a Keras model or a list of layers, not 3"):
        wrap(3, "generator")
    start = keras.Input((3,))
    two = keras.Model(start, [start, keras.layers.Dense(1)(start)])
    with pytest.raises(SpecError, match="`generator` must have one input and one output"):
        wrap(two, "generator")


def test_a_network_is_described_by_its_layers():
    told = describe(built(LATE, size=2))
    assert told["parameters"] == sum(layer["parameters"] for layer in told["layers"]) == 3 * 8 + 9 * 8 + 9 * 24
    assert told["layers"][0] == {"type": "Dense", "output_shape": [8], "parameters": 24}
