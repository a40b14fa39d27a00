"""Which rows, batches and epochs are accepted."""

import numpy as np
import pytest
from rgan import DataError
from rgan.checks import check_batch, check_epoch, check_rows, check_shape


@pytest.mark.parametrize(
    ("bad", "words"),
    [
        (np.array([["a", "b"], ["c", "d"]]), "numbers"),
        (np.zeros(5), "dimensions"),
        (np.zeros((1, 5)), "at least 2 rows"),
        (np.zeros((5, 0)), "empty"),
        (np.array([[1.0, np.nan], [np.inf, 2.0]]), "2 values"),
        (np.array([[1.0, 1e39], [0.0, 2.0]]), "32-bit"),
    ],
)
def test_bad_data_are_refused_in_words(bad, words):
    with pytest.raises(DataError, match=words):
        check_rows(bad)


def test_data_of_r_are_not_copied_by_the_checks():
    x = np.asfortranarray(np.random.default_rng(0).normal(size=(20, 12)))
    x.flags.writeable = False
    assert check_rows(x) is x


def test_rows_of_another_shape_are_told_both_shapes():
    check_shape(np.zeros((3, 24, 5)), (24, 5))
    with pytest.raises(DataError, match="shape 24 x 5 as in training, not 23 x 5"):
        check_shape(np.zeros((3, 23, 5)), (24, 5))


def test_batches_and_epochs_beyond_memory_are_refused():
    check_batch(10**9, 10**9, 100)  # no row comes twice
    check_epoch(None, 10**9)
    with pytest.raises(DataError, match="too large for 12 rows"):
        check_batch(10**9, 12, 100)
    with pytest.raises(DataError, match=r"`steps_per_epoch` of 100000000 .* make it smaller"):
        check_epoch(10**8, 32)
