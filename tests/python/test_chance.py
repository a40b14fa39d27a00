"""`rgan.metrics.chance`: against closed forms, and against what really happens by chance."""

import numpy as np
import pytest
from rgan.metrics import chance
from scipy import stats


def test_a_distance_of_distributions():
    random = np.random.default_rng(1)
    x, y = random.normal(size=200), random.normal(0.3, 1, size=300)
    found = stats.ks_2samp(x, y, method="exact")
    assert chance.of_distance(found.statistic, 200, 300) == pytest.approx(found.pvalue, rel=0.3)
    assert chance.of_distance(0, 200, 300) == 1
    assert chance.of_distance(1, 200, 300) < 1e-50


@pytest.mark.parametrize(("a", "b"), [(0, 10), (5, 40), (100, 150), (200, 280)])
def test_shares_as_fisher(a, b):
    tail = stats.fisher_exact([[a, 200 - a], [b, 300 - b]]).pvalue
    assert chance.of_shares(a / 200, 200, b / 300, 300) == pytest.approx(tail, rel=1.2)


def test_rows_beyond_the_largest():
    # The largest two of five are both generated: 3 / 5 * 2 / 4.
    assert chance.of_beyond(2 / 3, 2, 3) == pytest.approx(0.3)
    assert chance.of_beyond(0, 2, 3) == 1


def test_scores():
    assert chance.of_score(np.array([0.5]))[0] == 1
    assert chance.of_score(4.0) == pytest.approx(2 * stats.norm.sf(4), rel=0.1)
    assert chance.of_score(4.0) > 2 * stats.norm.sf(4)


def test_intervals_hold_what_chance_brings():
    random = np.random.default_rng(1)
    inside = []
    for _ in range(300):
        x, y = random.exponential(size=100), random.exponential(size=400)
        low, high = chance.share_interval(np.mean(x > 1), 100, 400)
        (made, _), least, most = chance.usual_means(x, y, 100)
        inside.append((low <= np.mean(y > 1) <= high, least <= made <= most))
    assert np.mean(inside, axis=0) == pytest.approx([0.95, 0.95], abs=0.05)
    assert chance.correlation_interval(0.95, 0.1) == (pytest.approx(0.754, abs=1e-4), 1)
