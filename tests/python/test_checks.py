"""What is accepted and what is refused, with the field, the rule and the value seen."""

import math

import numpy as np
import pytest
from rgan import DataError, SpecError
from rgan.checks import (
    check_batch,
    check_choice,
    check_epoch,
    check_flag,
    check_number,
    check_rows,
    check_shape,
    check_whole,
    nearest,
)
from rgan.errors import R

WHERE = ("objective", "r1")
NUMBERS = [
    (-1, {"low": 0}, "a number of at least 0, not -1"),
    (1, {"low": 0, "high": 1, "open_high": True}, "a number of at least 0 and below 1, not 1"),
    (0, {"low": 0, "open_low": True}, "a number above 0, not 0"),
    (2, {"high": 1}, "a number of at most 1, not 2"),
    (math.nan, {"low": 0}, "a finite number of at least 0, not NaN"),
    (math.inf, {}, "a finite number, not Inf"),
    (1e39, {"low": 0}, "a number of at least 0 that 32 bits can hold, not 1e+39"),
    (10**400, {}, "a number that 32 bits can hold, not a number of 1329 bits"),
    ("a", {}, 'a number, not "a"'),
    (True, {"low": 0}, "a number of at least 0, not TRUE"),
    (None, {}, "a number, not NULL"),
]


@pytest.mark.parametrize(("value", "bounds", "words"), NUMBERS)
def test_a_number_out_of_its_bounds_is_refused(value, bounds, words):
    with pytest.raises(SpecError) as caught:
        check_number(value, WHERE, **bounds)
    assert caught.value.said(R) == f"`objective$r1` must be {words}."


def test_numbers_of_numpy_become_plain_ones():
    assert [type(check_number(x, WHERE)) for x in (np.float32(0.5), np.int64(2), 3, 0.1)] == [float, int, int, float]
    assert [type(check_whole(x, WHERE)) for x in (np.int32(2), 3.0, np.float64(4))] == [int] * 3
    assert check_flag(np.True_, WHERE) is True


WHOLE = [
    (0, {"least": 1}, "at least 1, not 0"),
    (0.5, {}, "at least 0, not 0.5"),
    (2**31, {}, "at least 0 and at most 2147483647, not 2147483648"),
    (math.inf, {"most": 7}, "at least 0 and at most 7, not Inf"),
    (math.nan, {}, "at least 0, not NaN"),
    ("3", {}, 'at least 0, not "3"'),
    (False, {}, "at least 0, not FALSE"),
    ([1], {}, "at least 0, not list(1)"),
]


@pytest.mark.parametrize(("value", "bounds", "words"), WHOLE)
def test_what_is_no_whole_number_is_refused(value, bounds, words):
    with pytest.raises(SpecError) as caught:
        check_whole(value, WHERE, **bounds)
    assert caught.value.said(R) == f"`objective$r1` must be a whole number of {words}."


def test_a_choice_names_the_nearest():
    known = ("relu", "tanh")
    assert check_choice("tanh", WHERE, known) == "tanh"
    with pytest.raises(SpecError, match=r"must be one of 'relu', 'tanh', not 'reluu'\. Did you mean 'relu'\?$"):
        check_choice("reluu", WHERE, known)
    for value in ("xyz", 3, None, ["relu"]):
        with pytest.raises(SpecError, match=r"must be one of 'relu', 'tanh', not [^.]*\.$"):
            check_choice(value, WHERE, known)


def test_flags_are_what_their_language_calls_so():
    with pytest.raises(SpecError, match="must be True or False, not 1"):
        check_flag(1, WHERE)


def test_the_error_may_be_of_another_class():
    with pytest.raises(DataError, match="`network` must be one of 'generator', 'discriminator', not 'both'"):
        check_choice("both", ("network",), ("generator", "discriminator"), DataError)


def test_nothing_is_near_to_what_is_no_word():
    assert nearest("latnt", ["latent", "ema"]) == "latent"
    assert nearest("zzz", ["latent"]) is nearest(None, ["latent"]) is None


ROWS = [
    ([["a"], ["b"]], "must be numbers"),
    ([1, 2, 3], "2, 3 or 4 dimensions"),
    ([[1.0, 2.0]], "at least 2 rows"),
    (np.zeros((3, 0)), "no empty dimension"),
    ([[1.0, math.nan], [math.inf, 0]], "hold 2 values"),
    ([[1e39], [0]], "beyond what 32-bit numbers hold"),
]


@pytest.mark.parametrize(("x", "words"), ROWS)
def test_rows_that_cannot_be_trained_on_are_refused(x, words):
    with pytest.raises(DataError, match=words):
        check_rows(x)


def test_rows_are_not_copied():
    x = np.ones((3, 2))
    assert check_rows(x) is x


def test_what_takes_too_much_memory_is_refused():
    check_epoch(None, 10**9)
    check_batch(10**9, 10**9, 10**9)
    with pytest.raises(DataError, match="make it smaller"):
        check_epoch(10**6, 100)
    with pytest.raises(DataError, match="make `batch_size` smaller"):
        check_batch(10**6, 10, 100)


def test_data_of_r_are_not_copied_by_the_checks():
    x = np.asfortranarray(np.random.default_rng(0).normal(size=(20, 12)))
    x.flags.writeable = False
    assert check_rows(x) is x


def test_rows_of_another_shape_are_told_both_shapes():
    check_shape(np.zeros((3, 24, 5)), (24, 5))
    with pytest.raises(DataError, match="shape 24 x 5 as in training, not 23 x 5"):
        check_shape(np.zeros((3, 23, 5)), (24, 5))
