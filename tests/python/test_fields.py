"""Fields of files: each is of its type or refused in words that show what stands there."""

import numpy as np
import pytest
from rgan.files.fields import MAX_TEXT, MisfitError, array, finite, list_of, number, shown, text, whole_number


@pytest.mark.parametrize("value", [True, 1.0, "1", None, -1, 2**31, [1]])
def test_only_whole_numbers_within_bounds_are_counts(value):
    assert whole_number(2**31 - 1, "n") == 2**31 - 1
    with pytest.raises(MisfitError, match=r"^n is .*, not a whole number from 0 to"):
        whole_number(value, "n")


@pytest.mark.parametrize("value", [True, "1", None, [1.0]])
def test_numbers_may_be_nan_but_no_bools_and_texts(value):
    assert number(3, "x") == 3.0
    assert np.isnan(number(float("nan"), "x"))
    with pytest.raises(MisfitError, match="not a number"):
        number(value, "x")


def test_texts_have_a_length():
    assert text("a" * MAX_TEXT, "name") == "a" * MAX_TEXT
    with pytest.raises(MisfitError, match="at most"):
        text("a" * (MAX_TEXT + 1), "name")
    with pytest.raises(MisfitError, match="name is 3"):
        text(3, "name")


def test_arrays_have_the_type_and_shape_that_is_asked_for():
    arrays = {"a": np.zeros((2, 3))}
    assert array(arrays, "a", (2, 3), "float64") is arrays["a"]
    assert array(arrays, "a", None, "float64") is arrays["a"]
    for name, shape, dtype in (("b", None, "float64"), ("a", (3, 2), "float64"), ("a", (2, 3), "float32")):
        with pytest.raises(MisfitError):
            array(arrays, name, shape, dtype)


def test_numbers_that_are_not_finite_are_refused_but_whole_ones_pass():
    finite(np.arange(3), "a")
    finite(np.zeros(0), "a")
    for bad in (np.nan, np.inf):
        with pytest.raises(MisfitError, match="not finite"):
            finite(np.array([0.0, bad]), "a")


def test_what_is_shown_is_short_and_no_object():
    assert list_of([1], "a") == [1]
    with pytest.raises(MisfitError, match="a dict, not a list"):
        list_of({}, "a")
    assert shown("x") == "'x'"
    assert shown([1, 2]) == "a list"
    assert len(shown("x" * 10_000)) == MAX_TEXT + 3
