"""Nearest neighbours, coverage, density, copies and preference for training rows, by hand and beside libraries."""

import numpy as np
import pytest
from rgan import DataError, metrics
from rgan.metrics import neighbours


@pytest.fixture
def random():
    return np.random.default_rng(5)


def two_waves(random, n, noise=0.05):
    t = np.linspace(0, 1, 40)
    shapes = np.array([np.sin(2 * np.pi * 2 * t), 3 * np.sin(2 * np.pi * 5 * t)])
    return shapes[np.arange(n) % 2] + random.normal(0, noise, (n, 40))


def test_distances_agree_with_scipy(random):
    from scipy.spatial.distance import cdist

    a, b = random.normal(size=(30, 4)), random.normal(1, 2, size=(47, 4))
    assert np.sqrt(neighbours.squared_distances(a, b)) == pytest.approx(cdist(a, b))
    assert neighbours.nearest_distances(a, k=3) == pytest.approx(np.sort(cdist(a, a), axis=1)[:, 3])
    assert neighbours.nearest_distances(a, b, k=2) == pytest.approx(np.sort(cdist(a, b), axis=1)[:, 1])


def test_far_from_zero_distances_keep_their_digits(random):
    a = random.normal(size=(20, 3))
    near = neighbours.squared_distances(a, a[::-1])
    assert neighbours.squared_distances(a + 1e7, a[::-1] + 1e7) == pytest.approx(near, rel=1e-6, abs=1e-6)


def test_coverage_and_density_of_identical_shifted_and_collapsed_rows(random):
    real = random.normal(size=(200, 3))
    coverage, density = metrics.coverage_and_density(real, real.copy())
    assert coverage == 1
    assert density >= 1  # each row lies in its own ball and in about k others
    assert metrics.coverage_and_density(real, real + 100) == (0, 0)
    collapsed = np.repeat(real[:1], 200, axis=0)
    coverage, density = metrics.coverage_and_density(real, collapsed)
    assert coverage < 0.1
    # Half of the real rows are never reached.
    half = np.concatenate([real, real + 100]), real
    assert metrics.coverage_and_density(*half)[0] == 0.5


def test_coverage_and_density_by_hand():
    real = np.array([[0.0], [1.0], [3.0], [7.0]])  # nearest others: 1, 1, 2, 4
    generated = np.array([[0.5], [4.5]])  # in the balls of 0 and 1, and of 3 (2 around) and 7 (4 around): 4.5 - 3 < 2
    coverage, density = metrics.coverage_and_density(real, generated, k=1)
    assert coverage == 1
    assert density == 2.0


def test_coverage_and_density_equal_the_reference_library(random):
    prdc = pytest.importorskip("prdc")
    real, generated = random.normal(size=(150, 6)), random.normal(0.3, 1.1, size=(170, 6))
    theirs = prdc.compute_prdc(real, generated, nearest_k=4)
    coverage, density = metrics.coverage_and_density(real, generated, k=4)
    assert coverage == pytest.approx(theirs["coverage"])
    assert density == pytest.approx(theirs["density"])


def test_too_few_rows_for_the_neighbours(random):
    with pytest.raises(DataError, match="5 real rows are too few for 5 nearest neighbours"):
        metrics.coverage_and_density(random.normal(size=(5, 2)), random.normal(size=(9, 2)))


def test_copies_are_noticed_and_near_rows_are_not(random):
    training = two_waves(random, 100)
    assert metrics.copies(training[:30], training) == 1
    assert metrics.copies(two_waves(random, 100), training) == 0
    assert metrics.copies(two_waves(random, 100, noise=0), training) == 0  # smoother than real is no copy
    half = np.concatenate([training[:50], two_waves(random, 50)])
    assert metrics.copies(half, training) == 0.5


def test_copies_are_counted_alike_among_few_and_many_training_rows(random):
    training = random.uniform(size=(4000, 1))
    _, among = neighbours.spacing_and_copies(training, 500)
    assert metrics.copies(random.uniform(size=(1000, 1)), training) == pytest.approx(among, abs=0.06)


def test_preference_for_training_rows(random):
    training, holdout, fresh = (random.normal(size=(300, 5)) for _ in range(3))
    assert metrics.nearer_to_training(training + 1e-6, training, holdout) == 1
    assert metrics.nearer_to_training(holdout, training, holdout) == 0
    assert metrics.nearer_to_training(fresh, training, holdout) == pytest.approx(0.5, abs=0.1)
    with pytest.raises(DataError, match="As many held out as training rows"):
        metrics.nearer_to_training(fresh, training, holdout[:9])
