"""Rows that the discriminator tells from real ones are drawn again."""

import numpy as np
from rgan.rejection import MAX_TRIES, accepted, lowest_logit


def test_the_bound_lies_below_the_real_rows_by_the_margin():
    real = np.array([1.0, 2.0, 3.0])
    assert lowest_logit(real, real, 0.5) == 0.0
    assert lowest_logit(real, real, 0) == 1.0


def test_the_bound_lets_whole_groups_pass():
    real, generated = np.array([1.0, 2.0, 3.0]), np.r_[np.full(98, 2.0), np.full(100, -4.0), -9.0]
    assert lowest_logit(real, generated, 0.5) is None
    assert lowest_logit(real, generated, 0.5, [generated[:98], generated[98:198]]) == -4.0
    assert lowest_logit(real, generated[:98], 0.5, [generated[:98]]) == 0.0


def test_there_is_no_bound_for_a_generator_that_is_mostly_rejected_or_without_numbers():
    real = np.array([1.0, 2.0, 3.0])
    assert lowest_logit(real, np.array([-9.0, -9.0, 2.0]), 0.5) is None
    assert lowest_logit(np.array([np.nan, 1.0]), real, 0.5) is None


def streams(n, most=8):
    """Latent rows of each attempt: single numbers, the first ``n`` of a stream."""
    return lambda attempt: np.random.default_rng(attempt).normal(size=(most, 1))[:n]


def test_rows_that_pass_stay_where_they_are_and_the_others_pass_later():
    first = streams(8)(0)
    rows = accepted(lambda z: z.copy(), lambda rows: rows[:, 0], streams(8), 0.0)
    assert (rows >= 0).all()
    assert np.array_equal(rows[first >= 0], first[first >= 0])
    assert np.array_equal(accepted(lambda z: z.copy(), lambda rows: rows[:, 0], streams(3), 0.0), rows[:3])


def test_rows_that_never_pass_are_taken_after_the_last_try():
    asked = []

    def logits(rows):
        asked.append(len(rows))
        return np.zeros(len(rows))

    rows = accepted(lambda z: z.copy(), logits, streams(4), 1.0)
    assert asked == [4] * MAX_TRIES
    assert np.array_equal(rows, streams(4)(MAX_TRIES - 1))


def test_where_all_rows_pass_nothing_is_drawn_again():
    drawn = []

    def latent(attempt):
        drawn.append(attempt)
        return streams(5)(attempt)

    rows = accepted(lambda z: z.copy(), lambda rows: rows[:, 0], latent, -100.0)
    assert drawn == [0] and np.array_equal(rows, streams(5)(0))
