"""What is kept of a trainer, and that it goes on from there; files of earlier editions."""

import json
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
from mutations import changed
from rgan import GAN, CheckpointError
from rgan.files import checkpoint, container

FIXTURES = Path(__file__).parents[1] / "testthat" / "fixtures"


def test_a_restored_trainer_goes_on_as_if_nothing_had_happened(trained, waves, tmp_path):
    trained.save(tmp_path / "run.rgan")
    restored = GAN.restore(tmp_path / "run.rgan", waves)
    assert list(restored.output) == ["epoch 2", "epoch 3"]
    for trainer in (trained, restored):
        trainer.train(4, trace=2)
    assert (trained.generate(5) == restored.generate(5)).all()
    assert all((trained.output[k] == restored.output[k]).all() for k in trained.output)
    ours, theirs = trained.history, restored.history
    assert all((ours[k] == theirs[k]).all() for k in ours if k != "seconds")


def test_without_rows_it_generates_and_says_why_it_cannot_train(trained):
    restored = GAN.from_bytes(trained.to_bytes())
    assert (restored.generate(5, seed=9) == trained.generate(5, seed=9)).all()
    assert restored.output == {}
    for use in (lambda: restored.x_train, restored.trace, lambda: restored.advance(1)):
        with pytest.raises(ValueError, match="without its training rows"):
            use()


def test_components_come_back():
    t = np.linspace(0, 1, 60)
    trainer = GAN(np.sin(7 * t + np.linspace(0, 2, 40)[:, None]), seed=1)
    again = GAN.from_bytes(trainer.to_bytes())
    assert again.values.model.encoded_shape == trainer.values.model.encoded_shape != (60,)
    np.testing.assert_array_equal(again.generate(20, seed=3), trainer.generate(20, seed=3))


def test_a_note_goes_along(trained_values, tmp_path):
    checkpoint.write(tmp_path / "run.rgan", trained_values, note="öde {} \\n")
    assert container.read(tmp_path / "run.rgan")[0]["note"] == "öde {} \\n"
    assert checkpoint.read(tmp_path / "run.rgan")[0].state.step == 12


def test_a_trainer_that_could_not_be_read_is_not_written(trained_values, tmp_path):
    path = tmp_path / "run.rgan"
    checkpoint.write(path, trained_values)
    before = path.read_bytes()
    tensors = trained_values.state.tensors
    broken = replace(trained_values.state, tensors=tensors | {"generator": [np.nan * w for w in tensors["generator"]]})
    with pytest.raises(CheckpointError, match="cannot be saved so that it could be read again"):
        checkpoint.write(path, trained_values._replace(state=broken))
    assert path.read_bytes() == before


def test_what_is_wrong_is_said_of_the_file_that_was_read(trained, tmp_path):
    path = tmp_path / "run.rgan"
    path.write_bytes(changed(trained.to_bytes(), lambda meta, arrays: meta["spec"].update(ema=-1)))
    with pytest.raises(CheckpointError, match=r"contents of .*run.rgan' hold a recipe that cannot be used: .*ema"):
        GAN.restore(path)
    path.write_bytes(changed(trained.to_bytes(), lambda meta, arrays: meta.pop("seed")))
    with pytest.raises(CheckpointError, match=r"contents of .*run.rgan' are damaged: 'seed' is not there"):
        GAN.restore(path)


# Files of earlier editions


def rows_by_hand(path, epoch, latent):
    """Rows of a generator of two dense layers, from the arrays of a file."""
    meta, arrays = container.read(path)
    layer = meta["spec"]["generator"][0]
    hidden = latent @ arrays[f"kept/{epoch}/0"] + arrays[f"kept/{epoch}/1"]
    assert layer["activation"] == "leaky_relu"
    hidden = np.where(hidden > 0, hidden, layer["slope"] * hidden)
    rows = hidden @ arrays[f"kept/{epoch}/2"] + arrays[f"kept/{epoch}/3"]
    return rows * arrays["scaler/scale"] + arrays["scaler/centre"]


@pytest.mark.parametrize("name", ["format-1", "first-edition", "first-edition-table"])
def test_files_of_earlier_editions_give_their_rows_and_go_on(name):
    path = FIXTURES / f"{name}.rgan"
    trainer = GAN.restore(path)
    latent = np.linspace(-2, 2, 6).reshape(3, 2)
    for epoch in (2, 4):
        np.testing.assert_allclose(
            trainer.generate(latent=latent, epoch=epoch), rows_by_hand(path, epoch, latent), rtol=1e-4, atol=1e-5
        )
    meta, arrays = container.read(path)
    assert list(trainer.output) == meta["output"] and trainer.epoch == arrays["history"][-1, 0]
    np.testing.assert_allclose(trainer.x_train, arrays["rows"], rtol=1e-5, atol=1e-6)
    trainer.train(1)
    again = GAN.from_bytes(trainer.to_bytes(), arrays["rows"])
    assert again.epoch == trainer.epoch
    assert json.dumps(again.scores) == json.dumps(trainer.scores)


def test_trainers_saved_before_steps_could_be_given_keep_their_passes_over_the_data(waves):
    trainer = GAN(waves, {"preset": "classic", "steps_per_epoch": None}, batch_size=4)
    raw = changed(trainer.to_bytes(), lambda meta, arrays: meta["spec"].pop("steps_per_epoch"))
    assert GAN.from_bytes(raw, waves).steps_per_epoch == trainer.steps_per_epoch == -(-len(waves) // 4)


def test_validation_rows_of_the_first_edition_are_those_of_its_seed(small):
    trainer = GAN(np.random.default_rng(1).normal(size=(2000, 12)), small, batch_size=64, seed=9)
    assert (GAN.from_bytes(trainer.to_bytes()).validation_rows == trainer.validation_rows).all()
    old = GAN.from_bytes(changed(trainer.to_bytes(), lambda meta, arrays: meta.pop("validation")))
    expected = np.sort(np.random.default_rng([9, 21]).choice(2000, 200, replace=False))
    np.testing.assert_array_equal(old.validation_rows, expected)
