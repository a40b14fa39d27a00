"""Moments: generated rows get the mean and covariance of the data, and nothing else of them changes."""

from dataclasses import replace

import numpy as np
import pytest
from mutations import changed
from rgan import GAN, CheckpointError, sampling
from rgan.encoding.moments import MAX_SIZE, MomentTargets


def _normal(n, covariance, mean, seed):
    random = np.random.default_rng(seed)
    return random.multivariate_normal(mean, covariance, n).astype(np.float32)


COVARIANCE = np.array([[4.0, 1.0, 0.0], [1.0, 2.0, -0.1], [0.0, -0.1, 0.01]])


def test_rows_get_the_mean_and_covariance_of_the_data():
    real = _normal(10_000, COVARIANCE, [1, 2, 3], 1)
    generated = _normal(4096, np.diag([1.0, 1.0, 0.04]), [0, 0, 1], 2)
    moved = MomentTargets.fit(real, 0, 1).map(generated).apply(generated)
    np.testing.assert_allclose(moved.mean(axis=0), real.mean(axis=0), atol=1e-3)
    np.testing.assert_allclose(np.cov(moved.T), np.cov(real.T), atol=0.02)
    # Of all maps that do so the one that moves rows least is symmetric and positive (Gelbrich 1990).
    slope = np.linalg.lstsq(generated - generated.mean(axis=0), moved - moved.mean(axis=0), rcond=None)[0]
    np.testing.assert_allclose(slope, slope.T, atol=1e-3)
    assert np.linalg.eigvalsh(slope).min() > 0


def test_rows_that_have_them_already_stay_and_so_do_conditions():
    real = np.c_[_normal(5000, COVARIANCE, [1, 2, 3], 1), np.eye(2)[np.arange(5000) % 2]].astype(np.float32)
    moved = MomentTargets.fit(real, 2, 1).map(real).apply(real)
    np.testing.assert_allclose(moved, real, atol=1e-4)
    assert np.array_equal(moved[:, 3:], real[:, 3:])


def test_means_follow_conditions():
    random = np.random.default_rng(3)
    dose = random.uniform(0, 3, (4000, 1))
    real = np.c_[2 * dose + random.normal(size=(4000, 1)), dose].astype(np.float32)
    generated = np.c_[0.5 * dose + 0.5 * random.normal(size=(4000, 1)) + 1, dose].astype(np.float32)
    made = MomentTargets.fit(real, 1, 1).map(generated)
    moved = made.apply(generated)
    for wanted in (0.5, 1.5, 2.5):
        near = np.abs(dose[:, 0] - wanted) < 0.1
        assert abs(moved[near, 0].mean() - 2 * wanted) < 0.25
    np.testing.assert_allclose(np.var(moved[:, 0] - 2 * dose[:, 0]), 1, atol=0.1)


def test_few_rows_hardly_decide_and_nothing_is_stretched_far():
    few = _normal(3, np.eye(40), np.zeros(40), 1)
    generated = _normal(4096, np.eye(40), np.zeros(40), 2)
    low, high = MomentTargets.fit(few, 0, 1).map(generated).summary()
    assert 0.7 < low <= high < 1.5
    flat = generated * np.r_[1e-6, np.ones(39)].astype(np.float32)
    real = _normal(4000, np.eye(40), np.zeros(40), 3)
    moved = MomentTargets.fit(real, 0, 1).map(flat).apply(flat)
    assert np.isfinite(moved).all() and moved[:, 0].std() < 1e-5


def test_constant_numbers_and_single_values_are_no_trouble():
    real = np.c_[_normal(100, COVARIANCE, [1, 2, 3], 1), np.ones(100)].astype(np.float32)
    moved = MomentTargets.fit(real, 0, 1).map(real).apply(real)
    np.testing.assert_allclose(moved, real, atol=1e-3)
    ones = np.ones((50, 2), np.float32)
    np.testing.assert_allclose(MomentTargets.fit(ones, 0, 1).map(ones).apply(ones), ones)


@pytest.mark.parametrize("shape", [(10, 4, 2), (4, MAX_SIZE + 1)], ids=["not flat", "too long"])
def test_rows_that_no_map_is_made_for(shape):
    assert MomentTargets.fit(np.zeros(shape, np.float32), 0, 1) is None


def _walks(n=300):
    random = np.random.default_rng(5)
    return random.normal(size=(n, 12, 3)).cumsum(axis=1)


@pytest.fixture(scope="module")
def trained():
    return GAN(_walks(), {"noise": False}, seed=1).train(60, trace=30)


def _apart(weights, trained):
    model, data, _ = trained.values
    made = sampling.sample(model, weights, 4000, 2)
    return np.abs(np.cov(made.T) - np.cov(data.rows.numpy().T)).mean()


def test_a_generator_gets_the_covariance_that_it_has_not_learned(trained):
    weights = trained.values.state.snapshots.weights[trained.best_epoch]
    assert _apart(weights, trained) < 0.7 * _apart(replace(weights, moments=None), trained)
    low, high = trained.details()["moments"]
    assert 0 < low < high
    assert GAN(_walks(), {"moments": False}, seed=1).train(1, trace=1).details()["moments"] is None


def test_files_keep_the_map(trained, tmp_path):
    made = trained.generate(20, seed=3)
    trained.save(tmp_path / "g.rgan")
    for again in (GAN.from_bytes(trained.to_bytes()), GAN.restore(tmp_path / "g.rgan")):
        assert np.array_equal(again.generate(20, seed=3), made)
        assert np.array_equal(again.generate(7, seed=3), made[:7])


WRONG = {
    "matrix": lambda arrays, name: arrays.update({name: arrays[name][:2]}),
    "shift": lambda arrays, name: arrays.pop(name),
}


@pytest.mark.parametrize("name", WRONG)
def test_files_hold_maps_that_can_be(name, trained):
    with pytest.raises(CheckpointError, match=r"moments of epoch 30|matrix"):
        GAN.from_bytes(changed(trained.to_bytes(), lambda meta, arrays: WRONG[name](arrays, f"moments/30/{name}")))


def test_tables_and_images_are_left_alone():
    random = np.random.default_rng(6)
    assert GAN(random.normal(size=(50, 3)), seed=1).values.data.moments is None
    assert GAN(random.normal(size=(50, 4, 4, 1)), {"kind": "images"}, seed=1).values.data.moments is None


def test_rows_with_levels_far_apart_are_left_alone():
    random = np.random.default_rng(7)
    start = random.integers(0, 40, (200, 1))
    on_off = 2000.0 * ((np.arange(60) >= start) & (np.arange(60) < start + 15))
    assert GAN(on_off, seed=1).values.data.moments is None
    assert GAN(on_off + random.normal(0, 300, on_off.shape), seed=1).values.data.moments is not None
