"""Groups of rows: as many as there are valleys between, none where there are none."""

import numpy as np
import pytest
from rgan.metrics import modes


@pytest.fixture
def random():
    return np.random.default_rng(5)


def two_waves(random, n, kinds=(0, 1), noise=0.05):
    t = np.linspace(0, 1, 40)
    shapes = np.array([np.sin(2 * np.pi * 2 * t), 3 * np.sin(2 * np.pi * 5 * t)])
    return shapes[np.resize(kinds, n)] + random.normal(0, noise, (n, 40))


@pytest.mark.parametrize(("kinds", "count"), [((0, 1), 2), ((0,), 1), ((0, 0, 0, 0, 0, 0, 0, 0, 0, 1), 2)])
def test_groups_of_waves_are_counted(random, kinds, count):
    found = modes.find_groups(two_waves(random, 200, kinds), seed=1)
    assert found.count == count
    assert found.shares(two_waves(random, 100, kinds)) == pytest.approx(np.bincount(np.sort(kinds)) / len(kinds))


def test_what_has_no_valley_is_one_group(random):
    angle = random.uniform(0, 2 * np.pi, 400)
    shapes = {
        "cloud": random.normal(size=(400, 2)), "line": random.uniform(size=(400, 1)),
        "noise": random.normal(size=(100, 60)), "ring": np.stack([np.cos(angle), np.sin(angle)], axis=1),
    }  # fmt: skip
    assert {name: modes.find_groups(rows, seed=2).count for name, rows in shapes.items()} == dict.fromkeys(shapes, 1)


def test_many_groups_are_all_found(random):
    angle = 2 * np.pi * np.arange(400) / 8
    rows = 3 * np.stack([np.cos(angle), np.sin(angle)], axis=1) + random.normal(0, 0.15, (400, 2))
    assert modes.find_groups(rows).count == 8


def test_groups_come_by_size_and_reach_their_rows_and_the_seed_decides_the_rest(random):
    rows = two_waves(random, 200, (1, 1, 1, 0))
    found = modes.find_groups(rows, seed=4)
    assert found.shares(rows) == pytest.approx([0.75, 0.25])
    assert found.centres[0] == pytest.approx(rows[np.arange(200) % 4 != 3].mean(axis=0), abs=1e-3)
    group, outside = found.assign(rows)
    assert (group == (np.arange(200) % 4 == 3)).all() and outside.mean() < 0.02
    assert (modes.find_groups(rows, seed=4).centres == found.centres).all()


def test_rows_between_groups_are_outside_and_a_lost_group_has_no_share(random):
    real = two_waves(random, 200)
    found = modes.find_groups(real)
    between = (real[0::2] + real[1::2]) / 2
    assert found.outside(real) < 0.02
    assert found.outside(between) == 1
    assert found.outside(np.concatenate([real, between])) == pytest.approx(1 / 3, abs=0.02)
    assert sorted(found.shares(two_waves(random, 50, (1,)))) == [0, 1]


def test_k_means_finds_the_centres_of_clouds_apart(random):
    centres = np.array([[0.0, 0], [5, 0], [0, 5]])
    rows = np.repeat(centres, 50, axis=0) + random.normal(0, 0.1, (150, 2))
    found = modes.k_means(rows, 3, random)
    assert np.array(sorted(found.tolist())) == pytest.approx(np.array(sorted(centres.tolist())), abs=0.1)
    assert modes.k_means(rows, 1, random)[0] == pytest.approx(rows.mean(axis=0))
