"""The score of traced epochs: it rises with every kind of damage, and tells real rows from no others."""

import numpy as np
import pytest
from rgan.metrics.kernel import Kernel


def waves(n, seed):
    random, t = np.random.default_rng(seed), np.linspace(0, 1, 60)
    shapes = np.array([np.sin(4 * np.pi * t), 3 * np.sin(12 * np.pi * t)])
    return shapes[random.integers(2, size=n)] + random.normal(0, 0.05, (n, 60))


def crescents(n, seed):
    random = np.random.default_rng(seed)
    t, upper = np.pi * random.random(n), random.random((n, 1)) < 0.5
    rows = np.where(upper, np.c_[np.cos(t), np.sin(t)], np.c_[1 - np.cos(t), 0.5 - np.sin(t)])
    return rows + random.normal(0, 0.05, (n, 2))


def clouds(n, seed):
    random = np.random.default_rng(seed)
    centres = 3 * np.random.default_rng(0).normal(size=(100, 3))
    return centres[random.integers(100, size=n)] + random.normal(0, 0.05, (n, 3))


DATA = {"waves": waves, "crescents": crescents, "clouds": clouds}


def smoothed(rows, width):
    return np.apply_along_axis(lambda row: np.convolve(row, np.ones(width) / width, "same"), 1, rows)


def damages(rows, random):
    """Kind of damage -> rows with a little of it, more, and much."""
    far = np.argsort(-rows[:, -2])
    return {
        "shift": [rows + by for by in (0.1, 0.3, 1)],
        "blur": [rows + random.normal(0, by, rows.shape) for by in (0.1, 0.3, 1)],
        "narrow": [rows * by for by in (0.9, 0.7, 0.3)],
        "tails": [np.sign(rows) * np.abs(rows) ** by for by in (1.15, 1.4, 2)],
        "rounded": [np.round(rows / by) * by for by in (0.25, 0.6, 1.5)],
        "copies": [rows[random.integers(few, size=len(rows))] for few in (60, 12, 2)],
        "dropped": [rows[far[len(rows) * part // 100 :]] for part in (15, 40, 70)],
    }


@pytest.mark.parametrize("name", DATA)
def test_it_rises_with_every_damage(name):
    real, fresh = DATA[name](400, 1), DATA[name](600, 2)
    kernel = Kernel(real)
    floor = kernel.floor(600, 1)
    for damage, rows in damages(fresh, np.random.default_rng(3)).items():
        scores = [kernel.score(damaged) for damaged in rows]
        assert kernel.score(fresh) < scores[0] < scores[1] < scores[2] <= 1, damage
        assert scores[1] > floor, damage


def test_curves_that_are_smoother_or_rougher_score_worse():
    kernel, fresh = Kernel(waves(400, 1)), waves(600, 2)
    slow = np.linspace(0, 1, 60) * 4 * np.pi
    pure = np.where(np.abs(fresh).max(axis=1, keepdims=True) > 2, 3 * np.sin(3 * slow), np.sin(slow))
    for more in (0.25, 0.5):  # of the noise
        assert kernel.score(pure + more * (fresh - pure)) > 1.5 * kernel.floor(600, 1)
    assert kernel.score(smoothed(fresh, 5)) > kernel.score(fresh) + 0.05


@pytest.mark.parametrize("name", DATA)
@pytest.mark.parametrize("size", [100, 500])
def test_no_more_than_one_of_twenty_real_samples_lies_above_the_floor(name, size):
    above = []
    for seed in range(40):
        kernel = Kernel(DATA[name](200, seed))
        above.append(kernel.score(DATA[name](size, 100 + seed)) / kernel.floor(size, 1))
    assert np.mean(np.array(above) > 1) <= 0.2  # 2 are expected, and 8 or fewer are seen nearly always ...
    assert max(above) > 0.5  # ... and it is not out of reach


def test_it_is_the_unbiased_discrepancy_over_its_largest_value():
    real, rows = waves(30, 1), waves(20, 2) + 0.1

    def similarities(a, b, width):
        return np.array([[np.exp(-np.square(x - y).sum() / (2 * width)) for y in b] for x in a])

    apart = np.array([[np.square(x - y).sum() if i != j else np.inf for j, y in enumerate(real)]
                      for i, x in enumerate(real)])  # fmt: skip
    expected = []
    for times in (0.25, 1, 4, 16, 64, 256):
        width = times * np.median(apart.min(axis=1))
        a = (similarities(real, real, width).sum() - 30) / (30 * 29)
        b = (similarities(rows, rows, width).sum() - 20) / (20 * 19)
        c = similarities(real, rows, width).mean()
        expected.append((a + b - 2 * c) / (a + b))
    assert Kernel(real).score(rows) == pytest.approx(np.mean(expected), rel=1e-9)


def test_units_do_not_matter_and_rows_that_repeat_or_are_few_give_numbers():
    real, rows = waves(100, 1), waves(50, 2) + 0.1
    assert Kernel(1e-6 * real).score(1e-6 * rows) == pytest.approx(Kernel(real).score(rows), rel=1e-6)
    rain = np.maximum(np.random.default_rng(1).normal(-1, 1, (200, 1)), 0)
    assert Kernel(rain).score(rain + 0.5) > Kernel(rain).score(rain[::2]) + 0.1
    for few in (np.zeros((5, 3)), real[:2], real[:3]):
        assert np.isfinite([Kernel(few).score(few), Kernel(few).floor(50, 1)]).all()
