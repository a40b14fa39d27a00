"""Gaps of generated rows: the distribution of the training rows', and by what rows are like where that shows."""

import numpy as np
from rgan.encoding.gap_patterns import draw_patterns, follow_rows
from scipy.stats import ks_2samp

RANDOM = np.random.default_rng(1)


def levels(n):
    return RANDOM.uniform(-3, 3, (n, 1)) + RANDOM.normal(0, 0.2, (n, 30))


def cut_at(lengths):
    return np.arange(30) >= np.asarray(lengths)[:, None]


def test_lengths_have_the_distribution_of_the_training_rows():
    lengths = RANDOM.integers(20, 31, 200)
    drawn = draw_patterns(levels(500), levels(200), cut_at(lengths), 1)
    made = 30 - drawn.sum(axis=1)
    assert made.min() >= 20
    assert (drawn == cut_at(made)).all()
    assert ks_2samp(made, lengths).pvalue > 0.01


def test_lengths_follow_the_rows_where_they_do_in_the_data():
    real, rows = levels(200), levels(300)
    lengths = np.where(real.mean(axis=1) > 0, 28, 12)
    assert follow_rows(real, cut_at(lengths), 1)
    made = 30 - draw_patterns(rows, real, cut_at(lengths), 1).sum(axis=1)
    assert (made == np.where(rows.mean(axis=1) > 0, 28, 12)).mean() > 0.9


def test_gaps_by_chance_have_nothing_to_do_with_rows():
    found = [follow_rows(levels(100), RANDOM.random((100, 30)) < 0.3, seed) for seed in range(20)]
    assert sum(found) <= 1
    drawn = draw_patterns(levels(400), levels(100), RANDOM.random((100, 30)) < 0.3, 1)
    assert abs(drawn.mean() - 0.3) < 0.02


def test_the_first_rows_of_many_have_the_gaps_of_few():
    real, rows, gaps = levels(50), levels(20), RANDOM.random((50, 30)) < 0.3
    many, few = draw_patterns(rows, real, gaps, 7), draw_patterns(rows[:5], real, gaps, 7)
    assert np.array_equal(many[:5], few)
    assert not np.array_equal(many, draw_patterns(rows, real, gaps, 8))
