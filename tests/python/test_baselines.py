"""The cheap ways to get new rows have the moments of the rows, or are the rows."""

import numpy as np
import pytest
from rgan.metrics import baselines


def test_normal_rows_have_the_moments_of_the_rows():
    rows = np.random.default_rng(5).multivariate_normal([1, -2], [[2, 0.9], [0.9, 1]], 500)
    normal = baselines.gaussian(rows, 40_000)
    assert normal.mean(axis=0) == pytest.approx(rows.mean(axis=0), abs=0.03)
    assert np.cov(normal.T) == pytest.approx(np.cov(rows.T), abs=0.06)


def test_normal_rows_of_few_long_ones_stay_in_their_plane():
    random = np.random.default_rng(5)
    rows = random.normal(size=(4, 2)) @ random.normal(size=(2, 30))
    away = baselines.gaussian(rows, 10) - rows.mean(axis=0)
    basis = np.linalg.svd(rows - rows.mean(axis=0), full_matrices=False)[2][:2]
    np.testing.assert_allclose(away, away @ basis.T @ basis, atol=1e-9)


def test_a_bootstrap_gives_the_rows_themselves():
    rows = np.random.default_rng(5).normal(size=(20, 3))
    drawn = baselines.bootstrap(rows, 30)
    assert all((rows == row).all(axis=1).any() for row in drawn)
    assert len(np.unique(drawn, axis=0)) < 20


@pytest.mark.parametrize("baseline", [baselines.gaussian, baselines.bootstrap])
def test_the_seed_decides(baseline):
    rows = np.random.default_rng(5).normal(size=(20, 3))
    assert (baseline(rows, 9, 1) == baseline(rows, 9, 1)).all()
    assert (baseline(rows, 9, 1) != baseline(rows, 9, 2)).any()
