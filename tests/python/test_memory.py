"""`rgan.metrics.memory`: copies are remembered rows, rows without the noise of the real ones are not."""

import numpy as np
import pytest
from rgan.metrics.memory import memory, shared_components


def waves(n, seed, noise=0.05):
    random = np.random.default_rng(seed)
    t = np.linspace(0, 1, 250)
    amplitude = random.uniform(1, 3, (n, 1))
    return amplitude * np.sin(2 * np.pi * (5 * t + random.random((n, 1)) / 8)) + random.normal(0, noise, (n, 250))


@pytest.mark.parametrize("holdout", [None, waves(150, 9)])
def test_fresh_rows_are_at_the_floor(holdout):
    found = memory(waves(400, 2), waves(200, 1), holdout)
    assert found["share"] == pytest.approx(found["floor"], abs=0.12)
    assert found["low"] <= found["floor"] <= found["high"]
    assert found["beside"] == ("training" if holdout is None else "holdout")
    assert not found["memorises"]


@pytest.mark.parametrize("holdout", [None, waves(150, 9)])
def test_copies_are_remembered(holdout):
    training = waves(200, 1)
    copied = training[np.arange(400) % 200] + np.random.default_rng(3).normal(0, 0.01, (400, 250))
    found = memory(copied, training, holdout)
    assert found["share"] > 0.9
    assert found["memorises"]


@pytest.mark.parametrize("holdout", [None, waves(150, 9)])
def test_rows_without_noise_are_no_memory(holdout):
    assert not memory(waves(400, 2, noise=0), waves(200, 1), holdout)["memorises"]


def test_a_table_with_repeated_rows_has_a_floor_of_its_own():
    random = np.random.default_rng(1)
    real, made = (random.integers(0, 3, (n, 3)).astype(float) for n in (200, 400))
    assert not memory(made, real)["memorises"]


def test_noise_of_single_rows_is_no_shared_component():
    axes, _ = shared_components(waves(100, 1, noise=0.5))
    assert len(axes) <= 4
    rows = np.random.default_rng(1).normal(size=(200, 5))
    assert len(shared_components(rows)[0]) == 5


def test_means_of_few_rows_with_noise_around_them_are_no_memory_but_the_rows_blurred_a_little_are():
    random = np.random.default_rng(1)
    kind, more = np.arange(200) % 8, np.arange(800) % 8
    rows = 5 * np.random.default_rng(0).normal(size=(8, 7))[kind] + random.normal(size=(200, 7))
    means = np.array([rows[kind == k].mean(axis=0) for k in range(8)])
    learned = means[more] + random.normal(size=(800, 7))
    assert not memory(learned, rows)["memorises"]
    assert memory(rows[more % 200] + 0.3 * random.normal(size=(800, 7)), rows)["memorises"]
