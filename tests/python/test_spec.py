"""Recipes: presets, overrides, checks, and the networks they give."""

import json
from dataclasses import astuple

import numpy as np
import pytest
from rgan import GAN, DataError, Spec, SpecError
from rgan.networks.layers import ACTIVATIONS, FIELDS
from rgan.networks.network import describe, discriminator, generator
from rgan.spec import PRESETS, preset_names

# (row shape, generator, discriminator): as printed in the source documents, or counted by hand from their layers
PARAMETERS = {
    "classic": ((250,), 32 + 544 + 2112 + 65 * 250, 251 * 250 + 251 * 32 + 33 * 16 + 17),
    "sinusoid": ((64,), 65 * 64 + 65 * 512 + 513 * 64, 65 * 64 + 65 * 64 + 65),
    "conv": ((50,), 12_250, 115_452),
    "quadratic": ((2,), 3 * 16 + 17 * 16 + 17 * 2, 3 * 16 + 17 * 16 + 17 * 2 + 3),
    "mnist": ((28, 28, 1), 101 * 200 + 201 * 200 + 201 * 784, 785 * 200 + 201 * 100 + 101),
    "flower": (
        (80, 80, 3),
        100 * 51_200 + 9 * 128 * 256 + 25 * 256 * 128 + 25 * 128 * 64 + 25 * 64 * 3,
        530_561,
    ),
}


@pytest.mark.parametrize("name", preset_names())
def test_presets_are_equal_to_themselves_after_any_journey(name):
    spec = Spec.from_dict({"preset": name})
    assert Spec.from_dict(json.loads(json.dumps(spec.to_dict()))) == spec


@pytest.mark.parametrize("name", PARAMETERS)
def test_parameter_counts_are_those_of_the_documents(name):
    shape, in_generator, in_discriminator = PARAMETERS[name]
    spec = Spec.from_dict({"preset": name})
    latent = np.prod(shape) if spec.latent.size == "data" else spec.latent.size
    built = generator(spec.generator, latent, shape, 0), discriminator(spec.discriminator, shape, 0, True)
    assert describe(built[0])["parameters"] == in_generator
    assert describe(built[1])["parameters"] == in_discriminator


def test_fields_are_laid_over_the_preset():
    spec = Spec.from_dict({"preset": "classic", "latent": {"size": 4.0}})
    assert spec.latent.size == 4
    assert spec.latent.distribution == "normal"
    assert spec.objective.name == "bce"


def test_classic_is_the_training_of_the_original_package():
    # Read off its gan.py: Adam(0.2, beta_1 = 0.5) for the discriminator, Keras's own default for the stacked model,
    # 32 steps of 32 rows an epoch, one normal number a wave, rows as they are.
    spec = Spec.from_dict({"preset": "classic"}).resolve("waves", (250,))
    assert astuple(spec.discriminator_optimizer)[:4] == ("adam", 0.2, 0.5, 0.999)
    assert astuple(spec.generator_optimizer)[:4] == ("adam", 0.001, 0.9, 0.999)
    assert {spec.generator_optimizer.epsilon, spec.discriminator_optimizer.epsilon} == {1e-7}
    assert (spec.scaling, spec.latent.size, spec.latent.distribution) == ("none", 1, "normal")
    assert (spec.steps_per_epoch, spec.ema, spec.rejection, spec.pretrain) == (32, 0, None, 0)
    assert astuple(spec.objective) == ("bce", 0, 0, 0, 0)
    assert (spec.updates.discriminator, spec.updates.generator, spec.schedule.shape) == (1, 1, "constant")


@pytest.mark.parametrize("n", [8, 200])
def test_an_epoch_has_the_steps_of_the_recipe_whatever_the_number_of_rows(n):
    x = np.sin(np.outer(np.arange(1, n + 1), np.linspace(0, 3, 12)))
    trainer = GAN(x, {"preset": "classic", "steps_per_epoch": 5}, batch_size=4, seed=1)
    trainer.advance(trainer.steps_to(3))
    assert (trainer.steps_per_epoch, trainer.step, trainer.epoch) == (5, 15, 3)
    assert trainer.history["step"].tolist() == [5, 10, 15]


def test_an_epoch_too_long_to_be_drawn_is_refused_before_it_takes_memory(waves):
    with pytest.raises(DataError, match=r"`steps_per_epoch` of 100000000 .* make it smaller"):
        GAN(waves, {"steps_per_epoch": 10**8})


BAD = [
    ({"preset": "clasic"}, "Did you mean 'classic'"),
    ({"latnt": {"size": 4}}, "Did you mean 'latent'"),
    ({"latent": {"sise": 4}}, "Did you mean 'size'"),
    ({"latent": {"size": 0}}, "at least 1"),
    ({"latent": 4}, "set of named fields"),
    ({"latent": {"distribution": "uniform", "low": 2, "high": 1}}, "below"),
    ({"objective": {"name": "gan"}}, "must be one of"),
    ({"objective": {"name": "wgan"}}, "Did you mean 'wgan-gp'"),
    ({"objective": {"r1": -1}}, "at least 0"),
    ({"objective": {"label_smoothing": 0.1}}, "belongs to the objective 'bce'"),
    ({"generator_optimizer": {"rate": 0}}, "above 0"),
    ({"generator_optimizer": {"rate": float("nan")}}, "must be a number"),
    ({"discriminator_optimizer": {"beta_1": 1}}, "below 1"),
    ({"updates": {"discriminator": 0}}, "at least 1"),
    ({"pretrain": -1}, "at least 0"),
    ({"steps_per_epoch": 0}, "at least 1"),
    ({"ema": 0.5}, "whole number"),
    ({"rejection": -1}, "at least 0"),
    ({"scaling": "log"}, "must be one of"),
    ({"generator": []}, "has no layers"),
    ({"generator": "dense"}, "must be a list of layers"),
    ({"generator": [{"type": "dence", "units": 3}]}, "must have a type"),
    ({"generator": [{"type": "dense", "units": 0}]}, r"generator\[\[1\]\]\$units"),
    ({"generator": [{"type": "dense", "unit": 3}]}, "Did you mean 'units'"),
    ({"generator": [{"type": "dense", "units": 3, "activation": "gelu2"}]}, "activation"),
    ({"generator": [{"type": "dropout", "rate": 1}]}, "below 1"),
]


@pytest.mark.parametrize(("fields", "words"), BAD)
def test_bad_recipes_are_refused_in_words(fields, words):
    with pytest.raises(SpecError, match=words):
        Spec.from_dict(fields)


BROUGHT = [
    ({"objective": {"name": "wgan-gp"}}, ("wgan-gp", 0, 0, 10, 0), 5),
    ({"objective": {"name": "wgan-gp", "gradient_penalty": 1, "r1": 2}}, ("wgan-gp", 2, 0, 1, 0), 5),
    ({"objective": {"name": "wgan-gp"}, "updates": {"discriminator": 1}}, ("wgan-gp", 0, 0, 10, 0), 1),
    ({"objective": {"name": "hinge"}}, ("hinge", None, None, 0, 0), 1),
    ({"objective": {"name": "bce"}}, ("bce", None, None, 0, 0), 1),
    ({"objective": {"r1": 3}}, ("relativistic", 3, None, 0, 0), 1),
    ({"objective": {"name": "relativistic"}}, ("relativistic", None, None, 0, 0), 1),
    ({"preset": "classic", "objective": {"name": "relativistic"}}, ("relativistic", None, None, 0, 0), 1),
    ({"preset": "classic", "objective": {"name": "hinge"}}, ("hinge", 0, 0, 0, 0), 1),
    ({"preset": "flower", "objective": {"name": "hinge"}}, ("hinge", 0, 0, 0, 0), 1),
    ({"preset": "flower", "objective": {"name": "bce"}}, ("bce", 0, 0, 0, 0.1), 1),
]


@pytest.mark.parametrize(("fields", "objective", "updates"), BROUGHT)
def test_an_objective_brings_its_penalties_unless_they_are_given(fields, objective, updates):
    spec = Spec.from_dict(fields)
    assert astuple(spec.objective) == objective
    assert spec.updates.discriminator == updates
    assert Spec.from_dict(spec.to_dict()) == spec


def test_the_words_that_r_checks_are_those_of_the_layers():
    choices = json.loads(PRESETS.read_text())["choices"]
    assert choices["layer$type"] == list(FIELDS)
    assert choices["layer$activation"] == [*ACTIVATIONS, "linear"]


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


def test_initial_weights_follow_the_seed(waves):
    first, again, other = (GAN(waves, seed=s).values.state.tensors["generator"][0].numpy() for s in (1, 1, 2))
    assert (first == again).all()
    assert not np.allclose(first, other)
