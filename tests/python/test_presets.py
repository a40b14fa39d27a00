"""The file of defaults, words and presets that R reads, too."""

from dataclasses import astuple

import numpy as np
import pytest
from rgan import Spec, SpecError
from rgan.networks.layers import CHECKS
from rgan.networks.network import describe, discriminator, generator
from rgan.presets import merge, preset, preset_names, presets
from rgan.training.losses import LOSSES
from rgan.training.optimisers import START, UPDATE

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


@pytest.mark.parametrize("name", PARAMETERS)
def test_parameter_counts_are_those_of_the_documents(name):
    shape, in_generator, in_discriminator = PARAMETERS[name]
    spec = Spec.from_dict({"preset": name})
    latent = np.prod(shape) if spec.latent.size == "data" else spec.latent.size
    built = generator(spec.generator, latent, shape, 0), discriminator(spec.discriminator, shape, 0, True)
    assert describe(built[0])["parameters"] == in_generator
    assert describe(built[1])["parameters"] == in_discriminator


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


def test_the_file_that_r_reads_knows_the_same_words():
    assert list(presets()["objectives"]) == list(LOSSES)
    assert list(presets()["optimizers"]) == list(START) == list(UPDATE)
    known = {name for fields in presets()["layers"].values() for name in fields}
    assert known == set(CHECKS)
    base = presets()["base"]
    for settings in presets()["optimizers"].values():
        assert set(settings) < set(base["generator_optimizer"])


def test_fields_are_merged_and_nothing_is_changed():
    base = {"a": {"b": 1, "c": 2}, "d": [1, 2], "e": None}
    assert merge(base, {"a": {"b": None}, "d": [3], "e": {"f": 1}}) == {
        "a": {"b": None, "c": 2}, "d": [3], "e": {"f": 1},
    }  # fmt: skip
    assert base == {"a": {"b": 1, "c": 2}, "d": [1, 2], "e": None}


def test_a_preset_has_every_field():
    for name in preset_names():
        fields = preset(name)
        assert set(fields) == {"preset", *presets()["base"]}
        assert fields["preset"] == name


@pytest.mark.parametrize("name", [None, 3, ["classic"], "base", "clasic"])
def test_what_is_no_preset_is_refused(name):
    with pytest.raises(SpecError, match="There is no preset"):
        preset(name)
