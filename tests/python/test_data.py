"""What data are accepted, and their scaling."""

import numpy as np
import pytest
from rgan import GAN, DataError
from rgan.checks import check_rows
from rgan.data_kind import kind_of
from rgan.encoding.encoder import Scaler


@pytest.mark.parametrize(
    ("shape", "kind"), [((5, 9), "table"), ((5, 10), "waves"), ((5, 4, 2), "series"), ((5, 4, 4, 1), "images")]
)
def test_kind_follows_the_shape(shape, kind):
    assert kind_of(np.zeros(shape)) == kind


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


@pytest.mark.parametrize("method", ["standard", "column", "range", "none"])
def test_scaling_comes_back_and_leaves_the_data_alone(method):
    x = np.random.default_rng(0).normal(5000, 1000, (50, 12))
    kept = x.copy()
    scaler = Scaler.fit(x, method)
    np.testing.assert_allclose(scaler.invert(scaler.apply(x)), x, rtol=1e-4 if method == "none" else 1e-6)
    assert (x == kept).all()
    assert scaler.apply(x).dtype == np.float32


def test_scaled_values_are_what_the_method_says():
    x = np.random.default_rng(0).normal([1, 100], [2, 30], (400, 2))
    whole, columns, extent = (Scaler.fit(x, m).apply(x) for m in ("standard", "column", "range"))
    np.testing.assert_allclose([whole.mean(), whole.std()], [0, 1], atol=1e-5)
    np.testing.assert_allclose(columns.mean(axis=0), 0, atol=1e-5)
    np.testing.assert_allclose(columns.std(axis=0), 1, atol=1e-5)
    np.testing.assert_allclose([extent.min(), extent.max()], [-1, 1], atol=1e-6)


def test_far_from_zero_no_precision_is_lost():
    x = 1e9 + np.random.default_rng(0).normal(0, 1, (100, 12))
    scaler = Scaler.fit(x, "standard")
    assert np.abs(scaler.invert(scaler.apply(x)) - x).max() < 1e-5


def test_a_constant_column_survives():
    x = np.column_stack([np.full(10, 7.0), np.arange(10)])
    scaler = Scaler.fit(x, "column")
    assert (scaler.invert(scaler.apply(x))[:, 0] == 7).all()


def test_data_of_r_are_not_copied_by_the_checks():
    x = np.asfortranarray(np.random.default_rng(0).normal(size=(20, 12)))
    x.flags.writeable = False
    assert check_rows(x) is x


def units_matrix(n=100):
    """Ten columns of sd 1 beside two of sd 15,000 and 100,000."""
    random = np.random.default_rng(1)
    return random.standard_normal((n, 12)) * [15e3, 1e5, *[1] * 10] + [5e4, 2e5, *[0] * 10]


@pytest.mark.parametrize("seed", range(5))
def test_columns_in_different_units_are_a_table(seed):
    x = units_matrix()[:, np.random.default_rng(seed).permutation(12)]
    assert kind_of(x) == "table"
    assert kind_of(np.c_[x, np.ones((100, 3))]) == "table"
    assert kind_of(x / x.std(axis=0)) == "waves"
    assert GAN(x, {"latent": {"size": 2}}).details()["kind"] == "table"
    assert GAN(x, {"latent": {"size": 2}, "kind": "waves"}).details()["kind"] == "waves"


@pytest.mark.parametrize("noise", [0, 1e-6, 1e-3, 0.5])
@pytest.mark.parametrize("points", [10, 11, 21, 100])
def test_waves_with_nodes_growth_or_constants_stay_waves(noise, points):
    random, t = np.random.default_rng(1), np.linspace(0, 1, points)
    rows = np.arange(40)[:, None]
    error = noise * random.standard_normal((40, points))
    two = np.where(rows % 2, np.sin(4 * np.pi * t), 3 * np.sin(20 * np.pi * t))
    growing = np.exp(random.normal(20, 2, (40, 1)) * t)
    assert [kind_of(x + error) for x in (two, growing, np.where(t < 0.3, 0, two))] == ["waves"] * 3


def test_names_of_their_own_need_one_jump_only():
    x = np.random.default_rng(1).standard_normal((40, 12)) * [50, *[1] * 11]
    assert [kind_of(x), kind_of(x, named=True)] == ["waves", "table"]
    assert kind_of(x / x.std(axis=0), named=True) == "waves"


CONSTANTS = [0.0, 1.0, 2.0**-20, 0.1, -1e9, 7e30, 1e-170]


@pytest.mark.parametrize("shape", [(40, 9), (40, 30), (5, 30), (40, 8, 3), (300, 12)])
@pytest.mark.parametrize("method", ["column", "components"])
@pytest.mark.parametrize("value", CONSTANTS)
def test_whatever_is_generated_constants_come_back_to_the_last_bit(shape, method, value):
    random = np.random.default_rng(1)
    x = random.standard_normal(shape)
    x[..., 1] = value
    if method == "components":
        x[:, 2] = value
    scaler = Scaler.fit(x, method)
    back = scaler.invert(random.standard_normal((50, *scaler.shape(shape[1:]))).astype(np.float32))
    assert (back[..., 1] == value).all()
    assert method == "column" or (back[:, 2] == value).all()
    assert back[:, 0].std(axis=0).max() > 0


@pytest.mark.parametrize("method", ["column", "components", "standard"])
@pytest.mark.parametrize("unit", [1e-300, 1e-170, 1e-30, 1e30])
def test_very_small_and_large_data_come_back_with_their_deviation(method, unit):
    x = np.cumsum(np.random.default_rng(1).standard_normal((40, 12)), axis=1) * unit
    scaler = Scaler.fit(x, method)
    assert np.allclose(scaler.invert(scaler.apply(x)) / unit, x / unit, atol=1e-3)
    assert 0.5 < scaler.apply(x).std() < 2
