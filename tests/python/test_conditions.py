"""What is told of rows beside their numbers: it is obeyed, drawn like the training rows', and lives in files."""

import numpy as np
import pytest
from rgan import GAN
from rgan.encoding.conditions import Conditions, levels_of
from rgan.errors import DataError, SpecError

CLASS, NUMBER = {"type": "category", "levels": 3}, {"type": "number"}
T = np.linspace(0, 1, 24)


def told_waves(n=96, seed=1):
    """Waves of a class, their frequency, and of an amplitude."""
    random = np.random.default_rng(seed)
    told = np.column_stack([np.arange(n) % 3, random.uniform(1, 2, n)])
    rows = told[:, [1]] * np.sin(2 * np.pi * (1 + told[:, [0]]) * T) + random.normal(0, 0.02, (n, 24))
    return rows, told


@pytest.fixture(scope="module")
def trained():
    rows, told = told_waves()
    trainer = GAN(rows, {}, batch_size=16, seed=1, conditions=told, condition_columns=[CLASS, NUMBER])
    return trainer.train(1500, trace=750)


def frequency_and_size(rows):
    sizes = 2 * np.abs(rows @ np.array([np.sin(2 * np.pi * k * T) for k in (1, 2, 3)]).T) / 23
    return sizes.argmax(axis=1), sizes.max(axis=1)


def test_what_is_asked_for_is_obeyed(trained):
    asked = np.column_stack([np.repeat([0, 1, 2], 100), np.tile(np.linspace(1.1, 1.9, 100), 3)])
    found, size = frequency_and_size(trained.generate(300, seed=2, conditions=asked))
    assert (found == asked[:, 0]).mean() > 0.95
    assert np.median(np.abs(size / asked[:, 1] - 1)) < 0.05


def test_without_asking_conditions_are_those_of_training_rows(trained):
    _, told = told_waves()
    drawn = trained.drawn_conditions(400, seed=5)
    assert set(map(tuple, drawn)) <= set(map(tuple, told))
    assert np.bincount(drawn[:, 0].astype(int)) / 400 == pytest.approx(np.full(3, 1 / 3), abs=0.08)
    found, size = frequency_and_size(trained.generate(400, seed=5))
    assert (found == drawn[:, 0]).mean() > 0.95
    assert np.median(np.abs(size / drawn[:, 1] - 1)) < 0.05
    assert np.array_equal(trained.generate(7, seed=5), trained.generate(400, seed=5)[:7])


def test_files_keep_conditions_and_a_run_goes_on_bit_by_bit(trained, tmp_path):
    rows, told = told_waves()
    trained.save(tmp_path / "a.rgan")
    back = GAN.restore(tmp_path / "a.rgan", rows, conditions=told)
    asked = told[:9]
    assert np.array_equal(back.generate(9, seed=3, conditions=asked), trained.generate(9, seed=3, conditions=asked))
    assert np.array_equal(back.conditions, told)
    assert np.array_equal(back.realness(rows, told), trained.realness(rows, told))
    assert back.x_train == pytest.approx(rows, abs=1e-5)
    here = GAN(trained.values)
    for trainer in (here, back):
        trainer.advance(20)
    before, after = (trainer.values.state.tensors["generator"] for trainer in (here, back))
    assert all(np.array_equal(a, b) for a, b in zip(before, after, strict=True))
    with pytest.raises(DataError, match="give those of the 96 rows as `conditions`"):
        GAN.restore(tmp_path / "a.rgan", rows)


def test_the_hidden_group_is_that_of_training_rows_with_the_same_condition():
    random = np.random.default_rng(2)
    told = np.arange(120) % 2
    rows = np.where(told, 9, -9)[:, None] + random.normal(size=(120, 2))
    recipe = {"kind": "table", "latent": {"size": 2}}
    trainer = GAN(rows, recipe, seed=1, conditions=told, condition_columns=[{"type": "category", "levels": 2}])
    assert len(trainer.details()["groups"]) == 2
    latent = trainer.latent(50, seed=1, conditions=np.ones(50))
    assert latent.shape == (50, 6)
    group = latent[:, :2].argmax(axis=1)
    assert (group == group[0]).all()
    assert (latent[:, 2:4] == [0, 1]).all()
    assert (trainer.generate(50, seed=1, conditions=np.zeros(50)).mean(axis=1) < 0).all()


def test_conditions_of_images_are_channels():
    random = np.random.default_rng(3)
    told = np.arange(16) % 2
    images = random.uniform(0, 0.1, (16, 8, 8, 1)) + 0.8 * told[:, None, None, None]
    columns = [{"type": "category", "levels": 2}]
    trainer = GAN(images, None, batch_size=8, seed=1, conditions=told, condition_columns=columns)
    trainer.advance(2)
    trainer.trace(4)
    assert trainer.generate(3, conditions=[0, 1, 1]).shape == (3, 8, 8, 1)
    assert trainer.realness(images, told).shape == (16,)
    assert trainer.x_train == pytest.approx(images, abs=1e-5)


def test_numbers_are_nearest_among_rows_of_the_same_category():
    values = np.column_stack([np.repeat([0, 1], 50), np.tile(np.arange(50), 2)])
    found = Conditions.fit(values, levels_of([CLASS, NUMBER], 2, "x"), 2, 1)
    alike = found.alike(np.array([1, 0]))
    assert (found.known[alike, 0] == 1).all()
    assert sorted(found.known[alike, 1]) == list(range(10))
    assert found.encode(values).shape == (100, 4)
    assert found.encode(values)[:, 3].std() == pytest.approx(1)


def test_what_cannot_be_a_condition_is_refused_before_training(waves, small):
    def refused(match, error=DataError, **told):
        with pytest.raises(error, match=match):
            GAN(waves, small, **told)

    refused("must have shape 16 x columns", conditions=np.zeros(3))
    refused("missing", conditions=np.full(16, np.nan))
    refused("whole numbers from 0 to 2, not 7", conditions=np.full(16, 7), condition_columns=[CLASS])
    refused("1 columns, but 2 are described", conditions=np.zeros(16), condition_columns=[CLASS, CLASS])
    refused('must be {"type": "number"}', conditions=np.zeros(16), condition_columns=[{"type": "date"}])
    plain = GAN(waves, small)
    with pytest.raises(DataError, match="made without `conditions`"):
        plain.generate(2, conditions=np.zeros(2))


def test_networks_of_the_users_own_cannot_be_told_conditions(waves):
    import keras

    model = keras.Sequential([keras.Input((3,)), keras.layers.Dense(24)])
    with pytest.raises(SpecError, match="Networks of your own"):
        GAN(waves, {"latent": {"size": 3}}, generator=model, conditions=np.zeros(16))
