"""Which rows belong together: clouds are found however many there are, and nothing else is taken apart."""

import numpy as np
import pytest
from rgan.encoding.clusters import clusters


def crescents(n, random):
    t, upper = np.pi * random.random(n), random.random((n, 1)) < 0.5
    rows = np.where(upper, np.c_[np.cos(t), np.sin(t)], np.c_[1 - np.cos(t), 0.5 - np.sin(t)])
    return rows + random.normal(0, 0.05, (n, 2))


def clouds(n, random, count=100, spread=0.05):
    centres = np.random.default_rng(0).normal(size=(count, 3)) * 3
    kind = random.integers(count, size=n)
    return centres[kind] + random.normal(0, spread, (n, 3)), kind


ONE = {
    "normal": lambda r: r.normal(size=(600, 2)),
    "normal, five columns": lambda r: r.normal(size=(300, 5)),
    "uniform": lambda r: r.random((800, 2)),
    "heavy tails": lambda r: r.standard_t(2, (800, 3)),
    "a curve": lambda r: np.c_[x := r.uniform(-1, 1, 800), x**2],
    "crescents": lambda r: crescents(800, r),
    "one column": lambda r: r.normal(size=(400, 1)),
    "constant": lambda r: np.ones((50, 2)),
    "four rows": lambda r: r.normal(size=(4, 2)),
}


@pytest.mark.parametrize("name", ONE)
def test_what_is_one_stays_one(name):
    for seed in range(3):
        looked_at, label = clusters(ONE[name](np.random.default_rng(seed)), seed)
        assert (label == 0).all()
        assert len(looked_at) == len(label)


@pytest.mark.parametrize(("count", "n"), [(2, 20), (2, 200), (8, 200), (25, 2000)])
def test_clouds_are_found_with_their_rows(count, n):
    random = np.random.default_rng(1)
    corners = np.array([(i % 5, i // 5) for i in range(count)], dtype=float)
    kind = np.arange(n) % count
    rows = corners[kind] + random.normal(0, 0.05, (n, 2))
    _, label = clusters(rows, 1)
    assert label.max() + 1 == count
    assert len(set(zip(kind, label, strict=True))) == count  # each label is one cloud's


def test_a_hundred_clouds_are_about_a_hundred():
    rows, kind = clouds(6000, np.random.default_rng(2))
    looked_at, label = clusters(rows, 1)
    assert 94 <= label.max() + 1 <= 100  # a few touch
    purity = [np.bincount(kind[looked_at][label == g]).max() / (label == g).sum() for g in range(label.max() + 1)]
    assert np.median(purity) == 1


def test_a_small_group_is_found_and_the_largest_comes_first():
    random = np.random.default_rng(3)
    rows = np.concatenate([random.normal(0, 0.1, (20, 2)), random.normal(3, 0.1, (180, 2))])
    _, label = clusters(rows, 1)
    assert np.bincount(label).tolist() == [180, 20]
    assert (label[:20] == 1).all()


def test_of_many_rows_some_are_looked_at():
    rows, _ = clouds(20_000, np.random.default_rng(4), count=3)
    looked_at, label = clusters(rows, 1)
    assert len(looked_at) == len(label) == 5000
    assert label.max() == 2
    assert (np.diff(looked_at) > 0).all()
