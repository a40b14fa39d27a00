"""Wasserstein distances beside SciPy and POT, and by hand."""

import numpy as np
import pytest
from rgan import metrics
from rgan.metrics import distances


@pytest.fixture
def random():
    return np.random.default_rng(5)


def test_column_distances_agree_with_scipy_and_need_no_equal_numbers(random):
    from scipy.stats import wasserstein_distance

    a, b = random.normal(size=(30, 4)), random.normal(1, 2, size=(47, 4))
    theirs = [wasserstein_distance(a[:, j], b[:, j]) for j in range(4)]
    assert distances.column_distances(a, b) == pytest.approx(theirs)
    assert distances.sorted_distances(np.sort(a, axis=0), np.sort(b, axis=0)) == pytest.approx(theirs)
    assert metrics.marginal_distance(a, b) == pytest.approx(np.mean(theirs))


def test_a_shift_is_as_far_as_it_goes(random):
    real = random.normal(size=(50, 3))
    assert metrics.marginal_distance(real, real[::-1] + np.array([1, -2, 3])) == pytest.approx(2)


def test_sliced_wasserstein_of_a_shift_and_against_the_reference_library(random):
    real = random.normal(size=(100, 2))
    assert metrics.sliced_wasserstein(real, real[::-1]) == pytest.approx(0)
    # Along a direction at angle a to the shift each row moves by |cos a|; its mean over the circle is 2 / pi.
    shifted = real + np.array([5, 0])
    assert metrics.sliced_wasserstein(real, shifted, directions=4000) == pytest.approx(5 * 2 / np.pi, rel=0.02)
    ot = pytest.importorskip("ot")
    other, along = random.normal(1, 2, size=(80, 2)), distances.unit_directions(2, 50, 3)
    theirs = ot.sliced_wasserstein_distance(real, other, projections=along, p=1)
    assert metrics.sliced_wasserstein(real, other, 50, 3) == pytest.approx(theirs)


def test_directions_are_unit_vectors_that_point_everywhere():
    drawn = distances.unit_directions(3, 20_000, 1)
    assert np.linalg.norm(drawn, axis=0) == pytest.approx(1)
    assert drawn @ drawn.T / 20_000 == pytest.approx(np.eye(3) / 3, abs=0.01)
    assert (drawn == distances.unit_directions(3, 20_000, 1)).all()
    assert (drawn != distances.unit_directions(3, 20_000, 2)).any()
