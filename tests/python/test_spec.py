"""Specs: presets, overrides, defaults, and what data decide."""

import json
from dataclasses import astuple

import numpy as np
import pytest
from rgan import GAN, DataError, Spec
from rgan.presets import preset_names
from rgan.spec import Latent, Optimizer, Updates


@pytest.mark.parametrize("name", preset_names())
def test_presets_are_equal_to_themselves_after_any_journey(name):
    spec = Spec.from_dict({"preset": name})
    assert Spec.from_dict(json.loads(json.dumps(spec.to_dict()))) == spec


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


def test_numbers_of_numpy_make_the_same_spec():
    spec = Spec.from_dict({"latent": {"size": np.int64(4)}, "ema": np.float32(100), "rejection": np.float64(0.25)})
    assert spec == Spec.from_dict({"latent": {"size": 4}, "ema": 100, "rejection": 0.25})
    assert Spec.from_dict(spec.to_dict()) == spec


def test_a_saved_spec_that_lacks_newer_fields_gets_their_defaults():
    saved = Spec.from_dict({"preset": "classic"}).to_dict()
    for name in ("steps_per_epoch", "rejection", "pretrain"):
        del saved[name]
    del saved["schedule"]["beta_2"]
    for layer in saved["generator"]:
        layer.pop("gain", None)
    assert Spec.from_dict(saved) == Spec.from_dict({"preset": "classic"})


def test_a_part_of_a_spec_has_the_defaults_of_the_file():
    assert astuple(Latent.of(size=3)) == (3, "normal", -1, 1)
    assert astuple(Updates.of()) == (1, 1)
    assert Optimizer.of(rate=0.1).beta_2 == 0.999
    with pytest.raises(TypeError):
        Latent(3)
