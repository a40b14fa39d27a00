"""The figures of `rgan.metrics` on samples whose figures are known."""

import numpy as np
import pytest
from rgan import DataError, metrics
from rgan.metrics import baselines, distances, neighbours
from rgan.metrics import modes as groups


@pytest.fixture
def random():
    return np.random.default_rng(5)


def two_waves(random, n, kinds=(0, 1), noise=0.05, points=40):
    t = np.linspace(0, 1, points)
    shapes = np.array([np.sin(2 * np.pi * 2 * t), 3 * np.sin(2 * np.pi * 5 * t)])
    kind = np.resize(kinds, n)
    return shapes[kind] + random.normal(0, noise, (n, points))


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


def test_distances_agree_with_scipy_and_need_no_equal_numbers(random):
    from scipy.spatial.distance import cdist
    from scipy.stats import wasserstein_distance

    a, b = random.normal(size=(30, 4)), random.normal(1, 2, size=(47, 4))
    ours = distances.column_distances(a, b)
    assert ours == pytest.approx([wasserstein_distance(a[:, j], b[:, j]) for j in range(4)])
    assert np.sqrt(neighbours.squared_distances(a, b)) == pytest.approx(cdist(a, b))
    assert neighbours.nearest_distances(a, k=3) == pytest.approx(np.sort(cdist(a, a), axis=1)[:, 3])


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


def test_spectrum_has_the_power_of_a_sine_at_its_frequency():
    t = np.arange(64) / 64
    curves = (3 * np.sin(2 * np.pi * 5 * t) + 7)[None, :, None]
    frequency, power = metrics.spectrum(curves)
    assert power[frequency == 5][0, 0] == pytest.approx(4.5)  # a^2 / 2; the level is left out
    assert power.sum() == pytest.approx(4.5)
    assert metrics.spectrum_distance(curves, 0 * curves) == pytest.approx(1)


@pytest.mark.parametrize("points", [64, 65])
def test_powers_add_up_to_the_variance(random, points):
    curves = random.normal(size=(10, points, 2))
    assert metrics.spectrum(curves)[1].sum(axis=0) == pytest.approx(curves.var(axis=1).mean(axis=0))


def test_autocorrelation_of_waves_and_noise(random):
    t = np.arange(1000) / 1000
    waves = np.sin(2 * np.pi * 10 * t)[None, :, None]
    lags, correlation = metrics.autocorrelation(waves, lags=[50, 100])
    assert list(lags) == [50, 100]
    assert correlation[:, 0] == pytest.approx([-0.95, 0.9], abs=0.01)  # half a period, a period; fewer pairs of points
    noise = metrics.autocorrelation(random.normal(size=(50, 1000, 1)))[1]
    assert np.abs(noise).max() < 0.02
    assert metrics.autocorrelation_distance(waves, waves) == 0


def test_roughness_of_noise_and_of_a_line(random):
    noise = random.normal(0, 0.5, size=(200, 500, 1))
    assert metrics.roughness(noise) == pytest.approx(np.sqrt(6) * 0.5, rel=0.01)
    assert metrics.roughness(np.linspace(0, 9, 50)[None, :, None]) == pytest.approx(0, abs=1e-12)


def test_a_classifier_guesses_among_equals_and_knows_what_is_shifted(random):
    real, same = random.normal(size=(300, 4)), random.normal(size=(300, 4))
    assert abs(metrics.two_sample_accuracy(real, same) - 0.5) < 0.1
    assert metrics.two_sample_accuracy(real, same + 5) == 1
    assert metrics.two_sample_accuracy(real, same) == metrics.two_sample_accuracy(real, same)


def test_unequal_numbers_do_not_help_a_classifier_that_guesses(random):
    accuracy = metrics.two_sample_accuracy(random.normal(size=(400, 3)), random.normal(size=(60, 3)))
    assert abs(accuracy - 0.5) < 0.12


@pytest.mark.parametrize(("kinds", "count"), [((0, 1), 2), ((0,), 1), ((0, 0, 0, 0, 0, 0, 0, 0, 0, 1), 2)])
def test_groups_of_waves_are_counted(random, kinds, count):
    found = groups.find_groups(two_waves(random, 200, kinds), seed=1)
    assert found.count == count
    assert found.shares(two_waves(random, 100, kinds)) == pytest.approx(np.bincount(np.sort(kinds)) / len(kinds))


def test_what_has_no_valley_is_one_group(random):
    angle = random.uniform(0, 2 * np.pi, 400)
    shapes = {
        "cloud": random.normal(size=(400, 2)), "line": random.uniform(size=(400, 1)),
        "noise": random.normal(size=(100, 60)), "ring": np.stack([np.cos(angle), np.sin(angle)], axis=1),
    }  # fmt: skip
    assert {name: groups.find_groups(rows, seed=2).count for name, rows in shapes.items()} == dict.fromkeys(shapes, 1)


def test_many_groups_are_all_found(random):
    angle = 2 * np.pi * np.arange(400) / 8
    rows = 3 * np.stack([np.cos(angle), np.sin(angle)], axis=1) + random.normal(0, 0.15, (400, 2))
    assert groups.find_groups(rows).count == 8


def test_rows_between_groups_are_outside_and_a_lost_group_has_no_share(random):
    real = two_waves(random, 200)
    found = groups.find_groups(real)
    between = (real[0::2] + real[1::2]) / 2
    assert found.outside(real) < 0.02
    assert found.outside(between) == 1
    assert found.outside(np.concatenate([real, between])) == pytest.approx(1 / 3, abs=0.02)
    assert sorted(found.shares(two_waves(random, 50, (1,)))) == [0, 1]


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


def test_baselines_have_the_moments_of_the_rows_or_are_the_rows(random):
    rows = random.multivariate_normal([1, -2], [[2, 0.9], [0.9, 1]], 500)
    normal = baselines.gaussian(rows, 40_000)
    assert normal.mean(axis=0) == pytest.approx(rows.mean(axis=0), abs=0.03)
    assert np.cov(normal.T) == pytest.approx(np.cov(rows.T), abs=0.06)
    drawn = baselines.bootstrap(rows, 30)
    assert all((rows == row).all(axis=1).any() for row in drawn)


def test_discriminative_score_knows_time_reversed_series_and_guesses_among_equals(random):
    def series(n):
        return np.cumsum(random.uniform(size=(n, 10, 2)), axis=1)

    assert metrics.discriminative_score(series(200), series(200)[:, ::-1], iterations=300) > 0.4
    assert metrics.discriminative_score(series(200), series(200), iterations=300) < 0.2
    with pytest.raises(DataError, match="at least 5 real"):
        metrics.discriminative_score(series(4), series(4))
