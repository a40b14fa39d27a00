"""Rows in the units of the data: pasts that are given or not, long series, and gaps."""

import numpy as np
import pytest
from rgan import GAN, DataError, generation


def _walks(n=60, seed=1):
    return np.random.default_rng(seed).normal(size=(n, 12)).cumsum(axis=1)


@pytest.fixture(scope="module")
def plain():
    return GAN(_walks(), {"kind": "waves"}, seed=1).train(2, trace=2)


@pytest.fixture(scope="module")
def going_on():
    return GAN(_walks(), {"kind": "waves"}, seed=1, context=8).train(2, trace=2)


def test_without_a_context_there_is_no_past(plain):
    assert generation.begun(plain.values.model, None, 5, 1) is None
    with pytest.raises(DataError, match="made without a `context`"):
        plain.generate(3, past=np.zeros((1, 8, 1)))


def test_rows_begin_with_their_past_and_the_first_of_many_are_those_of_few(going_on):
    past = _walks(1, seed=2)[:, :8, None]
    made = going_on.generate(9, seed=3, past=past)
    np.testing.assert_allclose(made[:, :8], np.repeat(past[:, :, 0], 9, axis=0))
    np.testing.assert_array_equal(going_on.generate(4, seed=3, past=past), made[:4])


def test_a_long_series_begins_as_a_short_one_and_needs_no_past(going_on):
    made = going_on.simulate(2, 30, None, seed=4)
    assert made.shape == (2, 30, 1) and np.isfinite(made).all()
    np.testing.assert_array_equal(going_on.simulate(2, 7, None, seed=4), made[:, :7])


def test_gaps_are_those_of_training_rows_and_change_no_value():
    x = _walks()
    x[::2, 9:] = np.nan
    trainer = GAN(x, {"kind": "waves"}, seed=1).train(2, trace=2)
    whole = trainer.generate(200, seed=5)
    made = generation.with_gaps(*trainer.values[:2], whole, 5)
    missing = np.isnan(made)
    assert not missing[:, :9].any() and (missing[:, 9:].all(axis=1) == missing[:, 9]).all()
    assert 0.3 < missing[:, 9].mean() < 0.7
    np.testing.assert_array_equal(made[~missing], whole[~missing])
