"""Gaps in waves and series: draws against the known conditional distribution."""

import numpy as np
import pytest
from rgan.encoding.normal_gaps import covariance, draw_normal, drawn_given, joined, like_nearest


def autoregressive(n, time, weight=0.8, seed=1):
    x = np.random.default_rng(seed).standard_normal((n, time))
    for t in range(1, time):
        x[:, t] = weight * x[:, t - 1] + np.sqrt(1 - weight**2) * x[:, t]
    return x


def test_draws_have_the_conditional_mean_and_variance():
    weight, n = 0.9, 4000
    known = weight ** np.abs(np.subtract.outer(range(3), range(3)))
    full = np.tile([1.0, 5.0, 2.0], (n, 1))
    gaps = np.tile([False, True, False], (n, 1))
    drawn = drawn_given(full, gaps, np.zeros(3), np.linalg.inv(known), np.random.default_rng(1))
    assert (drawn[:, [0, 2]] == [1, 2]).all()
    assert drawn[:, 1].mean() == pytest.approx(weight * 3 / (1 + weight**2), abs=0.03)
    assert drawn[:, 1].var() == pytest.approx((1 - weight**2) / (1 + weight**2), rel=0.1)


def test_steps_of_an_autoregressive_series_keep_their_size_across_gaps():
    x = autoregressive(300, 40)
    gaps = np.random.default_rng(2).random(x.shape) < 0.3
    whole = draw_normal(np.where(gaps, np.nan, x), 1)
    at = gaps[:, 1:] | gaps[:, :-1]
    assert np.diff(whole, axis=1)[at].std() == pytest.approx(np.diff(x, axis=1)[at].std(), rel=0.1)
    # Straight lines are far too smooth.
    lines = joined(np.where(gaps, np.nan, x)[..., None])[..., 0]
    assert np.diff(lines, axis=1)[at].std() < 0.8 * np.diff(x, axis=1)[at].std()


def test_blocks_are_filled_by_the_shape_that_rows_have():
    random, t = np.random.default_rng(1), np.linspace(0, 1, 40)
    x = np.array([np.sin(4 * np.pi * t), 3 * np.sin(12 * np.pi * t)])[np.arange(100) % 2]
    x = x + random.normal(0, 0.05, x.shape)
    gaps = np.zeros(x.shape, bool)
    for i in range(len(x)):
        first = random.integers(0, 30)
        gaps[i, first : first + 10] = True
    whole = draw_normal(np.where(gaps, np.nan, x), 1)
    # A draw of the right noise is off by that of two, 0.07.
    assert np.sqrt(np.square(whole - x)[gaps].mean()) < 0.09


def test_long_rows_are_completed_in_stretches():
    x = autoregressive(20, 1300)
    gaps = np.random.default_rng(2).random(x.shape) < 0.05
    whole = draw_normal(np.where(gaps, np.nan, x), 1)
    assert np.isfinite(whole).all()
    assert (whole[~gaps] == x[~gaps]).all()


def test_lines_join_what_is_there_and_are_level_at_the_ends():
    x = np.array([[np.nan, 1, np.nan, 3, np.nan], [np.nan] * 5])[..., None]
    assert joined(x)[..., 0].tolist() == [[1, 1, 2, 3, 3], [2] * 5]


def test_gaps_begin_as_the_nearest_row_that_has_a_value():
    full = np.array([[1.0, 2, 9], [1, 2, 3], [5, 6, 7], [1, 2, 9]])
    gaps = np.zeros(full.shape, bool)
    gaps[[0, 3], 2] = True
    assert like_nearest(full, gaps).tolist() == [[1, 2, 3], [1, 2, 3], [5, 6, 7], [1, 2, 3]]
    gaps[:, 2] = True
    assert np.array_equal(like_nearest(full, gaps), full)


def test_the_covariance_can_be_inverted_whatever_the_rows():
    z = np.zeros((5, 4))
    z[:, 0] = [1, -1, 1, -1, 0]
    found = covariance(z, np.array([False, True, True, True]), (4,), np.random.default_rng(1))
    assert np.isfinite(np.linalg.inv(found)).all()


def test_rows_without_gaps_stay_as_they_are():
    x = np.random.default_rng(9).normal(size=(6, 8, 2))
    np.testing.assert_array_equal(draw_normal(x, 1), x)
