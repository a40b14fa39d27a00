"""Errors that say their field and value as the reader writes them."""

import copy
import pickle

import numpy as np
import pytest
from rgan import CheckpointError, DataError, RganError, SpecError
from rgan.errors import PYTHON, Field, Listed, R, in_syntax

PATHS = [
    (("latent",), "latent", "latent"),
    (("latent", "size"), 'latent["size"]', "latent$size"),
    (("generator", 0), "generator[0]", "generator[[1]]"),
    (("generator", 2, "units"), 'generator[2]["units"]', "generator[[3]]$units"),
]
VALUES = [
    (True, "True", "TRUE"),
    (False, "False", "FALSE"),
    (None, "None", "NULL"),
    (3, "3", "3"),
    (-0.5, "-0.5", "-0.5"),
    (1e-8, "1e-08", "1e-08"),
    (10**999, "a number of 3319 bits", "a number of 3319 bits"),
    (float("nan"), "nan", "NaN"),
    (-float("inf"), "-inf", "-Inf"),
    ("relu", "'relu'", '"relu"'),
    ("a'b\"", "'a\\'b\"'", '"a\'b\\""'),
    ([1, None, "x"], "[1, None, 'x']", 'list(1, NULL, "x")'),
    ({"type": "dense", "bias": True}, "{'type': 'dense', 'bias': True}", 'list(type = "dense", bias = TRUE)'),
    ([], "[]", "list()"),
    (np.float64(0.1), "0.1", "0.1"),
    (object(), "an object of class object", "an object of class object"),
]


@pytest.mark.parametrize(("path", "python", "r"), PATHS)
def test_a_field_is_written_as_its_reader_gets_at_it(path, python, r):
    error = SpecError("must be a whole number of at least 1, not {value}.", path=path, value=0)
    assert str(error) == error.said(PYTHON) == f"`{python}` must be a whole number of at least 1, not 0."
    assert error.said(R) == f"`{r}` must be a whole number of at least 1, not 0."
    assert error.path == path and error.values == {"value": 0}


@pytest.mark.parametrize(("value", "python", "r"), VALUES)
def test_a_value_is_written_as_its_reader_writes_it(value, python, r):
    assert (PYTHON.value(value), R.value(value)) == (python, r)


def test_a_long_value_is_cut_off():
    assert len(PYTHON.value("x" * 10**6)) < 300
    assert len(R.value([0.5] * 10**6)) < 300


def test_a_sentence_may_name_other_fields_lists_texts_and_errors():
    text = "({value}) must be below {other}: {known}; {problem!s}; {cause}"
    cause = SpecError("is {value}.", path=("ema",), value=None)
    given = {"value": 2, "other": Field(("latent", "high")), "known": Listed(("a", "b")), "problem": "{it}"}
    error = SpecError(text, path=("latent", "low"), cause=cause, **given)
    assert str(error) == "`latent[\"low\"]` (2) must be below `latent[\"high\"]`: 'a', 'b'; {it}; `ema` is None."
    assert error.said(R) == '`latent$low` (2) must be below `latent$high`: "a", "b"; {it}; `ema` is NULL.'


@pytest.mark.parametrize("text", ["The file 'a{b}' is {}.", "", "{value} {"])
def test_a_plain_sentence_is_said_as_it_is(text):
    assert str(DataError(text)) == DataError(text).said(R) == text
    assert str(DataError()) == ""


def test_errors_survive_pickling_and_copying():
    with pytest.raises(SpecError) as caught, in_syntax(R):
        raise SpecError("is {value}.", path=("latent", "size"), value=None)
    for error in (pickle.loads(pickle.dumps(caught.value)), copy.copy(caught.value)):
        assert type(error) is SpecError and isinstance(error, ValueError)
        assert str(error) == "`latent$size` is NULL."
        assert (error.path, error.values) == (("latent", "size"), {"value": None})


def fails():
    try:
        raise KeyError("spec")
    except KeyError as missing:
        raise CheckpointError("There is no {name}.", name="spec") from missing


def test_what_fails_within_speaks_the_syntax_wanted():
    with pytest.raises(CheckpointError) as caught:
        in_syntax(R)(fails)()
    assert str(caught.value) == 'There is no "spec".'
    assert isinstance(caught.value.__cause__, KeyError)
    with pytest.raises(CheckpointError, match="There is no 'spec'"):
        fails()
    with pytest.raises(CheckpointError, match='There is no "spec"'), in_syntax(R):
        fails()


def test_a_decorated_function_keeps_its_name_and_value_and_other_errors_pass():
    @in_syntax(R)
    def halved(x, by=2):
        """Half of it."""
        return x / by

    assert (halved(4), halved(x=6, by=3), halved.__name__, halved.__doc__) == (2, 2, "halved", "Half of it.")
    with pytest.raises(ZeroDivisionError):
        halved(1, 0)


def test_the_base_class_catches_them_all():
    for cls in (SpecError, DataError, CheckpointError):
        assert issubclass(cls, RganError)
