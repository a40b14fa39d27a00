"""Gaps drawn from generated rows nearby."""

import numpy as np
import pytest
from rgan.encoding.local_gaps import Neighbourhood

T = np.linspace(0, 1, 30)


def curves(n, seed, noise=0.05):
    random = np.random.default_rng(seed)
    rows = np.sin(2 * np.pi * (random.uniform(1, 2, (n, 1)) * T + random.uniform(0, 1, (n, 1))))
    return rows + random.normal(0, noise, rows.shape)


def filled(rows, gaps, count=20):
    near = Neighbourhood(curves(4000, 1)[..., None], np.random.default_rng(1))
    x = np.where(gaps, np.nan, rows)[..., None]
    return np.stack([near.draw(row, count, np.random.default_rng(2))[..., 0] for row in x], axis=1)


def test_a_stretch_is_filled_on_the_curve_with_the_noise_of_the_data():
    rows, gaps = curves(40, 2), np.zeros((40, 30), bool)
    gaps[:, 10:20] = True
    drawn = filled(rows, gaps)
    assert (drawn[:, ~gaps] == rows[~gaps]).all()
    assert np.sqrt(np.square(drawn.mean(axis=0) - rows)[gaps].mean()) < 0.08
    assert drawn.std(axis=0, ddof=1)[gaps].mean() == pytest.approx(0.05, rel=0.35)


def test_intervals_of_draws_hold_what_was_there():
    rows = curves(60, 3)
    gaps = np.random.default_rng(4).random(rows.shape) < 0.4
    drawn = filled(rows, gaps, 39)
    low, high = np.sort(drawn, axis=0)[[1, -2]]
    # Of 39 draws and one more the lowest two and the highest two are 10 %.
    inside = ((low <= rows) & (rows <= high))[gaps].mean()
    assert 0.8 < inside < 0.97


def test_a_row_with_one_value_gets_rows_that_have_it():
    rows, gaps = curves(1, 5), np.ones((1, 30), bool)
    gaps[0, 3] = False
    drawn = filled(rows, gaps, 50)
    assert drawn[:, 0, 12].std() > 0.3
