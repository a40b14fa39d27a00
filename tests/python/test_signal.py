"""How many components are signal, on rows whose signal is known."""

import time

import numpy as np
import pytest
from rgan.encoding.pca import principal_axes
from rgan.encoding.signal import find_signal

T = np.linspace(0, 1, 120)
RANDOM = np.random.default_rng(1)


def shapes(count, n=200, level=0.0, noise=0.05):
    """Sines of as many kinds in turn, with white noise, and a level of their own where wanted."""
    amplitudes, periods = np.array([1, 3, 2, 1.5, 2.5, 1, 3, 2]), np.array([2, 10, 5, 3, 7, 15, 20, 12])
    kinds = np.arange(n) % count
    rows = amplitudes[kinds, None] * np.sin(2 * np.pi * periods[kinds, None] * T)
    return rows + level * RANDOM.standard_normal((n, 1)) + RANDOM.normal(0, noise, rows.shape)


def autoregressive(n, size, weight=0.8):
    """Stationary series, y_t = weight y_(t-1) + e_t."""
    rows = RANDOM.standard_normal((n, size)) / np.sqrt(1 - weight**2)
    for i in range(1, size):
        rows[:, i] = weight * rows[:, i - 1] + np.sqrt(1 - weight**2) * rows[:, i]
    return rows


def waves_of_any_phase(n, noise):
    """Sinusoids of 64 points with frequencies and phases at random."""
    phase = RANDOM.uniform(0, np.pi, (n, 1))
    rows = np.sin(np.outer(RANDOM.uniform(0.5, 2, n), np.linspace(-5, 5, 64)) + phase)
    return rows + RANDOM.normal(0, noise, rows.shape)


def sines(n):
    """The Sines of TimeGAN: 24 points, 5 channels, no noise."""
    frequency, phase = RANDOM.uniform(0, 0.1, (2, n, 1, 5))
    return np.sin(frequency * np.arange(24)[None, :, None] + phase)


def count(rows, seed=1):
    z = rows.reshape(len(rows), -1)
    z = (z - z.mean(axis=0)) / z.std()
    signal = find_signal(z, *principal_axes(z), seed)
    return None if signal is None else len(signal.axes)


@pytest.mark.parametrize("seed", [1, 2, 3])
def test_kinds_of_wave_take_one_component_less_than_there_are_kinds(seed):
    assert count(shapes(2), seed) == 1
    assert count(shapes(8), seed) == 7
    assert count(shapes(8, level=3.0), seed) == 8


def test_noise_that_is_alike_from_point_to_point_is_no_signal():
    assert count(shapes(2, noise=0) + 0.05 * autoregressive(200, T.size)) == 1
    assert count(shapes(8, noise=0) + 0.05 * autoregressive(200, T.size)) == 7


def test_loud_rows_do_not_blur_the_signal_of_quiet_ones():
    for kinds, components in ((2, 1), (8, 7)):
        rows = shapes(kinds, noise=0)
        pure, sizes = rows[:kinds], RANDOM.choice([0.02, 0.2], (len(rows), 1))
        noisy = rows + sizes * RANDOM.standard_normal(rows.shape)
        mean = noisy.mean(axis=0)
        z = noisy - mean
        signal = find_signal(z, *principal_axes(z), 1)
        assert len(signal.axes) == components
        away = pure - mean - signal.centre
        left = away - (away @ signal.axes.T) @ signal.axes
        # A mean of n / kinds rows of noise of .02 in half of them; by all rows alike it would be five times as much.
        assert np.sqrt(np.square(left).mean()) < 1.5 * 0.02 / np.sqrt(len(rows) / kinds / 2)


def test_normal_rows_are_left_to_the_normal_generator():
    assert count(autoregressive(400, 60)) == 1
    assert count(np.cumsum(RANDOM.standard_normal((300, 50)), axis=1)) == 1
    assert count(RANDOM.standard_normal((50, 100))) == 1


def test_a_small_second_kind_is_not_smeared():
    bits = RANDOM.choice([-1, 1], (2, 200, 1))
    rows = bits[0] * np.sin(2 * np.pi * T) + 0.1 * bits[1] * np.sin(4 * np.pi * T)
    assert count(rows + RANDOM.normal(0, 0.05, rows.shape)) == 2


@pytest.mark.parametrize("n", [20, 40, 200])
def test_smooth_rows_have_no_noise(n):
    assert count(waves_of_any_phase(n, noise=0)) is None
    assert count(sines(n)) is None


def test_in_noise_the_components_of_curved_data_are_found():
    k = count(waves_of_any_phase(500, noise=0.1))
    assert 6 <= k <= 10


def test_few_rows_constant_rows_and_repeated_rows_have_no_noise():
    assert count(shapes(2, n=16)) is None
    for rows in (np.repeat(shapes(2, n=4), 20, axis=0), np.outer(np.arange(50.0), T)):
        assert count(rows) is None
    constant = np.zeros((40, 9))
    assert find_signal(constant, *principal_axes(constant), 1) is None


def test_it_takes_less_than_a_second_for_a_thousand_rows():
    rows = shapes(8, n=1024)
    before = time.process_time()
    assert count(rows) == 7
    assert time.process_time() - before < 4  # .1 alone on a processor of 2024; other work slows it
