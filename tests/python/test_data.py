"""Training rows as a value: which are not trained on, whether they are the same, whether others may follow."""

import numpy as np
import pytest
from rgan import GAN, DataError, data
from rgan.encoding.encoder import Encoder

T = np.linspace(0, 1, 60)


def smooth(n, seed=0):
    """Waves that move in three ways."""
    ways = np.stack([np.sin(2 * np.pi * T), np.cos(2 * np.pi * T), np.sin(4 * np.pi * T)])
    return 40 + 5 * T + np.random.default_rng(seed).normal(0, [1, 0.2, 0.05], (n, 3)) @ ways


@pytest.mark.parametrize("method", ["components", "standard", "column"])
def test_rows_are_seen_encoded_and_come_back_in_their_units(method):
    x = smooth(30)
    encoder = Encoder.fit(x, method)
    rows = data.encoded(x, encoder, seed=1)
    np.testing.assert_array_equal(rows.rows, encoder.encode(x))
    np.testing.assert_array_equal(rows.values(), x)
    np.testing.assert_array_equal(rows.values(3), x[:3])
    assert rows.x is x and not np.shares_memory(rows.values(), x)
    assert (rows.n, rows.validation.tolist()) == (30, [])


def test_of_rows_as_networks_see_them_there_is_one_copy():
    encoded = Encoder.fit(smooth(50), "standard").encode(smooth(50))
    tensor = data.as_tensor(encoded)
    assert np.shares_memory(np.asarray(tensor), encoded)
    np.testing.assert_array_equal(tensor, encoded)
    elsewhere = np.zeros(101, np.float32)[1:].reshape(10, 10)  # where no array of float32 begins that TensorFlow takes
    np.testing.assert_array_equal(data.as_tensor(elsewhere), elsewhere)


def test_without_its_rows_a_value_says_what_to_do():
    bare = data.TrainingData(30, "abc", np.empty(0, np.int32))
    for use in (bare.check_there, bare.values):
        with pytest.raises(DataError, match=r"restored without its training rows; give them by `attach\(x\)`"):
            use()


def test_validation_rows_are_those_of_large_data_only():
    assert len(data.validation_rows(1999, 0)) == 0
    assert len(data.validation_rows(2000, 0)) == 200
    assert len(data.validation_rows(100_000, 0)) == 512
    rows = data.validation_rows(5000, 3)
    assert len(np.unique(rows)) == 500 and (np.diff(rows) > 0).all() and 0 <= rows.min() <= rows.max() < 5000
    assert (rows == data.validation_rows(5000, 3)).all()
    assert np.isin(rows, data.validation_rows(5000, 4)).mean() < 0.5


def test_a_fingerprint_follows_values_and_shape_but_not_memory():
    x = np.round(smooth(5000))
    known = data.fingerprint(x)
    assert known == data.fingerprint(np.asfortranarray(x)) == data.fingerprint(x.astype("float32"))
    changed = x.copy()
    changed[4999, 59] += 1
    others = [changed, x[::-1], x[:-1], x.reshape(5000, 30, 2), x.reshape(2500, 120)]
    assert known not in {data.fingerprint(other) for other in others}


def test_the_same_rows_again_keep_their_validation_rows_and_others_do_not():
    x = smooth(2000)
    encoder = Encoder.fit(x, "standard")
    before = data.encoded(x, encoder, seed=1)
    of_first_edition = data.TrainingData(2000, None, before.validation)
    for known in (before, of_first_edition):
        assert (data.encoded(x, encoder, seed=2, known=known).validation == before.validation).all()
    others = [data.encoded(x[::-1], encoder, 2, before), data.encoded(smooth(2001), encoder, 2, of_first_edition)]
    for other in others:
        assert (other.validation == data.validation_rows(other.n, 2)).all()


def test_rows_that_move_in_other_ways_cannot_follow():
    trainer = GAN(smooth(100), seed=1)
    trainer.attach(smooth(80, seed=5))
    other = smooth(100) + np.random.default_rng(0).normal(size=(100, 1)) * np.sin(40 * T)
    with pytest.raises(DataError, match=r"\d+% of what these rows vary in is unlike"):
        trainer.attach(other)
    with pytest.raises(DataError, match="otherwise, and more, than the rows"):
        trainer.attach(3000 * smooth(100))
    assert trainer.n == 80


def test_rows_beyond_computing_are_refused():
    x = np.sin(np.outer(np.arange(12), [1, 2, 3]))
    with pytest.raises(DataError, match="standard deviations away"):
        data.check_alike(x * 1e30, Encoder.fit(x, "column"), seed=1)
