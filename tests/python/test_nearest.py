"""The nearest training row of each row, beside SciPy, in blocks of any size."""

import numpy as np
import pytest
from rgan import DataError, metrics
from rgan.metrics import nearest


@pytest.fixture
def random():
    return np.random.default_rng(5)


def by_scipy(rows, training, scale):
    from scipy.spatial.distance import cdist

    flat = [(x / scale).reshape(len(x), -1) for x in (rows, training)]
    distances = cdist(*flat) / np.sqrt(flat[0].shape[1])
    return distances.argmin(axis=1), distances.min(axis=1)


@pytest.mark.parametrize("values", [1, 40, 1 << 21])
@pytest.mark.parametrize(
    ("shape", "kind", "axes"), [((3,), "table", 0), ((6, 2), "series", (0, 1)), ((9,), "waves", None)]
)
def test_it_is_the_nearest_in_standard_deviations_whatever_the_blocks(random, monkeypatch, values, shape, kind, axes):
    monkeypatch.setattr(nearest, "BLOCK_VALUES", values)
    units = 10.0 ** np.arange(shape[-1])
    rows, training = units * random.normal(size=(15, *shape)), units * random.normal(size=(31, *shape))
    expected = by_scipy(rows, training, training.std(axis=axes))
    which, distance = metrics.nearest_rows(rows, training, kind)
    np.testing.assert_array_equal(which, expected[0])
    np.testing.assert_allclose(distance, expected[1])


def test_a_copy_is_0_away_and_a_row_itself_does_not_count(random):
    training = random.normal(1e6, 1, size=(20, 4))
    which, distance = metrics.nearest_rows(training, training, "table")
    np.testing.assert_array_equal(which, np.arange(20))
    assert (distance == 0).all()
    which, distance = metrics.nearest_rows(training, training, "table", own=np.arange(20))
    assert (which != np.arange(20)).all()
    assert (distance > 0).all()


def test_only_rows_trained_on_are_looked_among_and_keep_their_numbers(random):
    training = random.normal(size=(20, 4))
    which, distance = metrics.nearest_rows(training, training, "table", trained_on=np.arange(3, 20))
    np.testing.assert_array_equal(which[3:], np.arange(3, 20))
    expected = by_scipy(training[:3], training[3:], training.std(axis=0))
    np.testing.assert_array_equal(which[:3], expected[0] + 3)
    np.testing.assert_allclose(distance[:3], expected[1])


def test_what_cannot_be_compared_is_told(random):
    rows = random.normal(size=(20, 4))
    with pytest.raises(DataError, match=r"shape \(3,\), but the training rows \(4,\)"):
        metrics.nearest_rows(rows[:, :3], rows, "table")
    with pytest.raises(DataError, match="two training rows"):
        metrics.nearest_rows(rows, rows, "table", trained_on=[1])
