"""What R gets from each call of the bridge."""

import inspect
from pathlib import Path

import numpy as np
import pytest
import rgan
from rgan import SpecError
from rgan_r import bridge

OWN = str(Path(rgan.__file__).parents[1] / "gan.py")


@pytest.fixture
def trainer(waves, small):
    """Four epochs of four steps, none trained yet."""
    return bridge.new_trainer(OWN, waves, small, 4, 1)


def begun(trainer, epochs=4, history_every=0):
    return bridge.begin(trainer, "rgan_test_model", history_every, epochs, resumed=False)


def user_class(tmp_path, *lines):
    path = tmp_path / "own.py"
    path.write_text("\n".join(["import rgan", "class GAN(rgan.GAN):", *("    " + line for line in lines)]))
    return str(path)


def test_classes_of_the_users_own_need_not_know_epochs_and_latent_rows(tmp_path, waves, small):
    lines = ("def generate(self, n=1, seed=0):", "    return super().generate(n, seed) * 0 + 7")
    trainer = bridge.new_trainer(user_class(tmp_path, *lines), waves, small, 4, 1)
    assert (bridge.generate(trainer, 3, 1) == 7).all()


def test_rows_come_from_a_seed_an_epoch_or_latent_rows(trainer):
    begun(trainer)
    bridge.advance(trainer, 4)
    bridge.trace(trainer, after=0)
    np.testing.assert_array_equal(bridge.generate(trainer, 3, 5), trainer.generate(3, 5))
    np.testing.assert_array_equal(bridge.generate(trainer, 3, 5, 1), trainer.generate(3, 5, epoch=1))
    z = bridge.latent(trainer, 2, 5)
    np.testing.assert_array_equal(bridge.generate(trainer, 2, 5, latent=z), trainer.generate(2, latent=z))
    assert bridge.realness(trainer, trainer.x_train).shape == (16,)
    assert bridge.features(trainer, trainer.x_train).shape == (16, 8)


def test_a_trainer_comes_back_from_its_bytes(trainer, waves):
    begun(trainer)
    bridge.advance(trainer, 4)
    again = bridge.rebuilt_trainer(OWN, bridge.model_bytes(trainer), waves)
    assert bridge.step(again) == bridge.step(trainer) == 4
    assert bridge.details(again) == bridge.details(trainer)
    np.testing.assert_array_equal(bridge.generate(again, 3, 5), bridge.generate(trainer, 3, 5))
    np.testing.assert_array_equal(bridge.features(again, waves), bridge.features(trainer, waves))


def test_all_that_is_offered_is_a_function_with_the_words_of_its_help():
    for name in bridge.__all__:
        function = getattr(bridge, name)
        assert callable(function) and inspect.getdoc(function), name


def test_what_fails_speaks_the_language_of_the_caller(waves, small):
    with pytest.raises(SpecError) as error:
        bridge.new_trainer(OWN, waves, small | {"generator_optimizer": {"rate": -1}}, 4, 1)
    assert "`generator_optimizer$rate`" in str(error.value)
    with pytest.raises(SpecError) as error:
        bridge.new_trainer(OWN, waves, small | {"generator": [{"type": "dense", "units": 0}]}, 4, 1)
    assert "`generator[[1]]$units`" in str(error.value)


def test_the_kind_of_rows_is_answered_in_one_word(waves):
    assert bridge.kind_of(waves, named=False) == "waves"
    assert bridge.kind_of(np.zeros((3, 8, 8, 1)), named=False) == "images"
