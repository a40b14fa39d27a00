"""From values of the data to what the networks see, and back."""

import numpy as np
import pytest
from rgan.encoding.encoder import Encoder

METHODS = ["standard", "column", "components", "range", "none"]


@pytest.mark.parametrize("method", ["standard", "column", "range", "none"])
def test_encoding_comes_back_and_leaves_the_data_alone(method):
    x = np.random.default_rng(0).normal(5000, 1000, (50, 12))
    before = x.copy()
    encoder = Encoder.fit(x, method)
    np.testing.assert_allclose(encoder.decode(encoder.encode(x)), x, rtol=1e-4 if method == "none" else 1e-6)
    assert (x == before).all()
    assert encoder.encode(x).dtype == np.float32


def test_encoded_values_are_what_the_method_says():
    x = np.random.default_rng(0).normal([1, 100], [2, 30], (400, 2))
    whole, columns, extent = (Encoder.fit(x, m).encode(x) for m in ("standard", "column", "range"))
    np.testing.assert_allclose([whole.mean(), whole.std()], [0, 1], atol=1e-5)
    np.testing.assert_allclose(columns.mean(axis=0), 0, atol=1e-5)
    np.testing.assert_allclose(columns.std(axis=0), 1, atol=1e-5)
    np.testing.assert_allclose([extent.min(), extent.max()], [-1, 1], atol=1e-6)


@pytest.mark.parametrize("method", METHODS)
def test_neither_type_nor_order_in_memory_changes_a_bit(method):
    x = np.round(np.random.default_rng(1).normal(0, 50, (40, 12)).cumsum(axis=1)) + 0.0  # no -0.0
    forms = [np.asfortranarray(x), x.astype("int32"), x.astype("float32"), np.stack([x, x], -1)[..., 0]]
    expected = Encoder.fit(x, method)
    for form in forms:
        encoder = Encoder.fit(form, method)
        assert encoder.encode(form).tobytes() == expected.encode(x).tobytes()
        assert encoder.centre.tobytes() == expected.centre.tobytes()


@pytest.mark.parametrize("method", METHODS)
def test_standardised_rows_have_the_distances_of_the_data(method):
    x = np.random.default_rng(1).normal(0, 5, (40, 12)).cumsum(axis=1)
    encoder = Encoder.fit(x, method)
    standardised = encoder.standardised(encoder.encode(x))
    np.testing.assert_allclose(standardised, encoder.standardise(x), atol=2e-2 if method == "components" else 1e-4)
    assert method == "components" or not encoder.residual(x).any()


def test_far_from_zero_no_precision_is_lost():
    x = 1e9 + np.random.default_rng(0).normal(0, 1, (100, 12))
    encoder = Encoder.fit(x, "standard")
    assert np.abs(encoder.decode(encoder.encode(x)) - x).max() < 1e-5


def test_a_constant_column_survives():
    x = np.column_stack([np.full(10, 7.0), np.arange(10)])
    encoder = Encoder.fit(x, "column")
    assert (encoder.decode(encoder.encode(x))[:, 0] == 7).all()


def test_channels_in_different_units_count_alike():
    t, random = np.linspace(0, 1, 60), np.random.default_rng(0)
    ways = np.stack([np.sin(2 * np.pi * t), np.cos(2 * np.pi * t), np.sin(4 * np.pi * t)])
    channels = [40 + random.normal(0, [1, 0.2, 0.05], (100, 3)) @ ways for _ in range(2)]
    x = np.stack([channels[0], 1000 * channels[1]], axis=2)
    encoder = Encoder.fit(x, "components")
    assert encoder.encoded_shape(x.shape[1:]) == (6,)
    back = encoder.decode(encoder.encode(x))
    np.testing.assert_allclose(back[..., 0], x[..., 0], atol=1e-3)
    np.testing.assert_allclose(back[..., 1], x[..., 1], atol=1)


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
    encoder = Encoder.fit(x, method)
    back = encoder.decode(random.standard_normal((50, *encoder.encoded_shape(shape[1:]))).astype(np.float32))
    assert (back[..., 1] == value).all()
    assert method == "column" or (back[:, 2] == value).all()
    assert back[:, 0].std(axis=0).max() > 0


@pytest.mark.parametrize("method", ["column", "components", "standard"])
@pytest.mark.parametrize("unit", [1e-300, 1e-170, 1e-30, 1e30])
def test_very_small_and_large_data_come_back_with_their_deviation(method, unit):
    x = np.cumsum(np.random.default_rng(1).standard_normal((40, 12)), axis=1) * unit
    encoder = Encoder.fit(x, method)
    assert np.allclose(encoder.decode(encoder.encode(x)) / unit, x / unit, atol=1e-3)
    assert 0.5 < encoder.encode(x).std() < 2
