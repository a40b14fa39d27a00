"""Correlations, their errors, and the scores made of them."""

import numpy as np
import pytest
from rgan.metrics import correlations


def columns(n, seed):
    random = np.random.default_rng(seed)
    low = random.normal(size=n)
    high = low + random.exponential(0.5, n)
    return np.column_stack([low, high, low + high, random.normal(size=n)])


def test_correlations_and_their_errors():
    def draw(seed):
        return np.random.default_rng(seed).multivariate_normal([0, 0], [[1, 0.6], [0.6, 1]], 200)

    values = [correlations.correlations(np.exp(draw(seed))) for seed in range(200)]
    found = np.array([r[0, 1] for r, _ in values])
    assert found.mean() == pytest.approx(0.6, abs=0.02)
    assert np.mean([error[0, 1] for _, error in values]) == pytest.approx(found.std(), rel=0.2)


def test_correlations_that_differ():
    random = np.random.default_rng(1)
    real = random.multivariate_normal([0, 0], [[1, 0.8], [0.8, 1]], 200)
    [(a, b, made, r, error, chance)] = correlations.correlation_differences(real, random.normal(size=(200, 2)), 200)
    assert (a, b) == (0, 1)
    assert made < 0.2
    assert r > 0.7
    assert chance < 1e-6
    assert correlations.correlation_differences(real, random.normal(size=(200, 2)), 10)[0][4] > 2 * error


def test_constant_columns_have_no_correlation():
    x = np.column_stack([np.zeros(50), np.arange(50)])
    assert correlations.correlations(x)[0][0, 1] == 0
    assert np.isfinite(correlations.correlation_differences(x, x, 50)[0][5])


def test_the_correlational_score_is_that_of_numpy_over_all_times():
    random = np.random.default_rng(1)
    mixing = np.array([[1.0, 0.5, 0.0], [0.0, 1.0, 0.0], [0.0, 0.7, 1.0]])
    real, made = random.normal(size=(40, 6, 3)) @ mixing, random.normal(size=(30, 6, 3)) * [1, 100, 0.1]
    r, g = (np.corrcoef(x.reshape(-1, 3), rowvar=False) for x in (real, made))
    pairs = [(0, 1), (0, 2), (1, 2)]
    by_hand = sum(abs(r[pair] - g[pair]) for pair in pairs) / 10
    assert correlations.correlational_score(real, made) == pytest.approx(by_hand)
    assert by_hand > 0.05
    assert correlations.correlational_score(real, real[::-1] * 3 + 1) == pytest.approx(0, abs=1e-12)
    made[..., 1] = 5.0  # a constant channel is correlated with none
    expected = (abs(r[0, 1]) + abs(r[1, 2]) + abs(r[0, 2] - g[0, 2])) / 10
    assert correlations.correlational_score(real, made) == pytest.approx(expected)


def test_the_correlation_distance_of_tables_knows_no_units_and_no_extremes():
    real, made = columns(300, 1)[:, [0, 3]], columns(300, 2)[:, [0, 0]]
    assert correlations.correlation_distance(real, made) == pytest.approx(1, abs=0.15)
    assert correlations.correlation_distance(np.exp(real), made**3) == pytest.approx(
        correlations.correlation_distance(real, made)
    )
    assert correlations.correlation_distance(real, columns(300, 2)[:, [0, 3]]) < 0.2
    wide = np.random.default_rng(1).normal(size=(50, 90))
    assert 0 < correlations.correlation_distance(wide, wide[::-1] ** 2) < 0.5
