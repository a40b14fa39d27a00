"""Gaps in tables: drawn from rows alike, so that relations hold and only values come in that occur."""

import numpy as np
import pytest
from rgan.encoding.tree_gaps import draw_by_trees, drawn_from_leaves

RANDOM = np.random.default_rng(1)


def with_gaps(x, share):
    gaps = np.random.default_rng(2).random(x.shape) < share
    gaps[gaps.all(axis=1)] = False
    return np.where(gaps, np.nan, x), gaps


def test_only_values_of_the_column_come_in_and_what_is_there_stays():
    x, gaps = with_gaps(RANDOM.choice([0.0, 0.0, 1.5, 7.0], (200, 3)), 0.3)
    whole = draw_by_trees(x, 1)
    assert set(np.unique(whole)) == {0, 1.5, 7}
    assert (whole[~gaps] == x[~gaps]).all()
    assert np.array_equal(whole, draw_by_trees(x, 1))
    assert not np.array_equal(whole, draw_by_trees(x, 2))


def test_columns_that_go_together_still_do():
    a = RANDOM.normal(size=400)
    x = np.stack([a, 2 * a + RANDOM.normal(0, 0.1, 400), a**2], axis=1)
    gappy, gaps = with_gaps(x, 0.2)
    whole = draw_by_trees(gappy, 1)
    assert np.corrcoef(whole.T)[0, 1] > 0.98
    assert np.abs(whole - x)[gaps].mean() < 0.25


def test_clouds_stay_apart():
    side = RANDOM.choice([-5.0, 5.0], 300)
    x, _ = with_gaps(np.stack([side, side], axis=1) + RANDOM.normal(0, 0.3, (300, 2)), 0.3)
    assert (np.abs(np.diff(draw_by_trees(x, 1), axis=1)) < 3).mean() > 0.98


def test_codes_are_drawn_as_codes():
    code = RANDOM.integers(0, 3, 300).astype(float)
    x = np.stack([code, np.array([0.0, 10, 5])[code.astype(int)] + RANDOM.normal(0, 0.5, 300)], axis=1)
    gappy = x.copy()
    gappy[::4, 0] = np.nan
    assert (draw_by_trees(gappy, 1, categories=[0])[::4, 0] == code[::4]).mean() > 0.9


@pytest.mark.parametrize("n", [2, 5])
def test_few_rows_and_a_single_column_are_drawn_from_all(n):
    x = np.arange(2.0 * n).reshape(n, 2)
    x[0, 0] = np.nan
    assert draw_by_trees(x, 1)[0, 0] in x[1:, 0]
    assert draw_by_trees(x[:, :1], 1)[0, 0] in x[1:, 0]


def test_the_first_rows_alone_may_decide():
    x = np.array([[1.0, 1], [1, 2], [1, 3], [9, 4], [np.nan, 5]])
    assert draw_by_trees(x, 1, known=3)[4, 0] == 1


def test_a_leaf_says_what_a_row_is_like():
    known, values = np.repeat([[0.0], [1.0]], 20, axis=0), np.repeat([3.0, 4.0], 20)
    asked = np.array([[0.0], [1.0]] * 5)
    assert drawn_from_leaves(known, values, asked, np.random.default_rng(1)).tolist() == [3, 4] * 5
