"""`rgan.metrics.relations`: what always holds between columns, and correlations with their errors."""

import numpy as np
import pytest
from rgan.metrics import relations


def columns(n, seed):
    random = np.random.default_rng(seed)
    low = random.normal(size=n)
    high = low + random.exponential(0.5, n)
    return np.column_stack([low, high, low + high, random.normal(size=n)])


def test_order_and_sums_are_found_and_counted_where_broken():
    real, made = columns(200, 1), columns(100, 2)
    made[:10, 1] = made[:10, 0] - 1
    found, count = relations.broken_relations(real, made)
    shares = {(code, which): share for code, which, share in found}
    assert set(shares) == {("order", (0, 1)), ("sum", (0, 1, 2))}
    assert shares["order", (0, 1)] == 0.1
    assert shares["sum", (0, 1, 2)] == 0.1
    assert count == 12 + 12


def test_equal_columns():
    real = columns(50, 1)[:, [0, 0, 3]]
    made = real.copy()
    made[:5, 1] += 1
    assert relations.broken_relations(real, made)[0] == [("equal", (0, 1), 0.1)]


def test_sums_may_be_rounded():
    real = columns(200, 1)
    real[:, 2] = real[:, 2].round(2)
    assert ("sum", (0, 1, 2), 0.0) in relations.broken_relations(real, columns(100, 2))[0]


def test_a_series_breaks_a_relation_where_it_does_at_any_time():
    real = np.stack([columns(20, i) for i in range(30)])
    made = real.copy()
    made[:3, 7, 1] = -9
    assert ("order", (0, 1), 0.1) in relations.broken_relations(real, made)[0]


def test_columns_apart_have_no_order_worth_a_word():
    real = np.column_stack([np.arange(50.0), 100 + np.arange(50.0)])
    assert relations.broken_relations(real, real)[0] == []


def test_correlations_and_their_errors():
    def draw(seed):
        return np.random.default_rng(seed).multivariate_normal([0, 0], [[1, 0.6], [0.6, 1]], 200)

    values = [relations.correlations(np.exp(draw(seed))) for seed in range(200)]
    found = np.array([r[0, 1] for r, _ in values])
    assert found.mean() == pytest.approx(0.6, abs=0.02)
    assert np.mean([error[0, 1] for _, error in values]) == pytest.approx(found.std(), rel=0.2)


def test_correlations_that_differ():
    random = np.random.default_rng(1)
    real = random.multivariate_normal([0, 0], [[1, 0.8], [0.8, 1]], 200)
    [(a, b, made, r, error, chance)] = relations.correlation_differences(real, random.normal(size=(200, 2)), 200)
    assert (a, b) == (0, 1)
    assert made < 0.2
    assert r > 0.7
    assert chance < 1e-6
    assert relations.correlation_differences(real, random.normal(size=(200, 2)), 10)[0][4] > 2 * error


def test_constant_columns_have_no_correlation():
    x = np.column_stack([np.zeros(50), np.arange(50)])
    assert relations.correlations(x)[0][0, 1] == 0
    assert np.isfinite(relations.correlation_differences(x, x, 50)[0][5])


def test_the_correlational_score_is_that_of_numpy_over_all_times():
    random = np.random.default_rng(1)
    mixing = np.array([[1.0, 0.5, 0.0], [0.0, 1.0, 0.0], [0.0, 0.7, 1.0]])
    real, made = random.normal(size=(40, 6, 3)) @ mixing, random.normal(size=(30, 6, 3)) * [1, 100, 0.1]
    r, g = (np.corrcoef(x.reshape(-1, 3), rowvar=False) for x in (real, made))
    pairs = [(0, 1), (0, 2), (1, 2)]
    by_hand = sum(abs(r[pair] - g[pair]) for pair in pairs) / 10
    assert relations.correlational_score(real, made) == pytest.approx(by_hand)
    assert by_hand > 0.05
    assert relations.correlational_score(real, real[::-1] * 3 + 1) == pytest.approx(0, abs=1e-12)
    made[..., 1] = 5.0  # a constant channel is correlated with none
    expected = (abs(r[0, 1]) + abs(r[1, 2]) + abs(r[0, 2] - g[0, 2])) / 10
    assert relations.correlational_score(real, made) == pytest.approx(expected)


def test_the_correlation_distance_of_tables_knows_no_units_and_no_extremes():
    real, made = columns(300, 1)[:, [0, 3]], columns(300, 2)[:, [0, 0]]
    assert relations.correlation_distance(real, made) == pytest.approx(1, abs=0.15)
    assert relations.correlation_distance(np.exp(real), made**3) == pytest.approx(
        relations.correlation_distance(real, made)
    )
    assert relations.correlation_distance(real, columns(300, 2)[:, [0, 3]]) < 0.2
    wide = np.random.default_rng(1).normal(size=(50, 90))
    assert 0 < relations.correlation_distance(wide, wide[::-1] ** 2) < 0.5
