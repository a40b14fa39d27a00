"""Spectrum, autocorrelation, bands and roughness of curves whose figures are known."""

import numpy as np
import pytest
from rgan import metrics


@pytest.fixture
def random():
    return np.random.default_rng(5)


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


def test_autocorrelation_of_constant_curves_is_zero():
    flat = np.ones((3, 20, 2))
    lags, correlation = metrics.autocorrelation(flat)
    assert list(lags) == list(range(1, 11)) and not correlation.any()
    assert metrics.spectrum_distance(flat, flat) == 0


def test_bands_are_quantiles_at_each_point(random):
    curves = random.normal(size=(200, 7, 2))
    found = metrics.bands(curves, (0.1, 0.9))
    assert found.shape == (2, 7, 2)
    assert found[0, 3, 1] == np.quantile(curves[:, 3, 1], 0.1)
    assert ((curves < found[1]).mean(axis=0) == 0.9).all()


def test_roughness_of_noise_and_of_a_line(random):
    noise = random.normal(0, 0.5, size=(200, 500, 1))
    assert metrics.roughness(noise) == pytest.approx(np.sqrt(6) * 0.5, rel=0.01)
    assert metrics.roughness(np.linspace(0, 9, 50)[None, :, None]) == pytest.approx(0, abs=1e-12)
    assert metrics.roughness(noise[:, :2]) == 0  # two points are always a line
