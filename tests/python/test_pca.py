"""Principal components, and waves as their coefficients, against a singular value decomposition."""

import numpy as np
import pytest
from rgan import GAN
from rgan.encoding.encoder import Encoder
from rgan.encoding.pca import COEFFICIENT_POWER, EXPLAINED_VARIANCE, MAX_COMPONENTS, MAX_FITTED_ROWS, principal_axes

T = np.linspace(0, 1, 60)


def smooth(n, seed=0):
    """Waves that move in three ways, of standard deviations 1, 0.2 and 0.05, around a mean of their own."""
    ways = np.stack([np.sin(2 * np.pi * T), np.cos(2 * np.pi * T), np.sin(4 * np.pi * T)])
    return 40 + 5 * T + np.random.default_rng(seed).normal(0, [1, 0.2, 0.05], (n, 3)) @ ways


@pytest.mark.parametrize("shape", [(30, 8), (8, 30), (9, 9)])
def test_axes_and_variances_are_those_of_a_singular_value_decomposition(shape):
    x = np.random.default_rng(3).normal(size=shape) * np.arange(1, shape[1] + 1)
    centred = x - x.mean(axis=0)
    variances, axes = principal_axes(centred)
    _, deviations, directions = np.linalg.svd(centred, full_matrices=False)
    np.testing.assert_allclose(variances, deviations**2 / len(x), atol=1e-9 * variances[0])
    vary = deviations > 1e-9 * deviations[0]
    np.testing.assert_allclose(np.abs(np.sum(axes * directions, axis=1))[vary], 1, rtol=1e-6)


@pytest.mark.parametrize("offset", [0, 1e6])
def test_as_many_coefficients_as_the_waves_have_ways_to_move(offset):
    x = smooth(200) + offset
    encoder = Encoder.fit(x, "components")
    assert encoder.encoded_shape((60,)) == (3,) and encoder.encode(x).shape == (200, 3)
    np.testing.assert_allclose(encoder.decode(encoder.encode(x)), x, atol=1e-4)


def test_what_is_left_out_is_too_small_to_see():
    x = np.random.default_rng(1).normal(0, 0.1 ** np.arange(20), (500, 20))
    encoder = Encoder.fit(x, "components")
    left = x - encoder.decode(encoder.encode(x))
    assert 0 < np.square(left).sum() <= (1 - EXPLAINED_VARIANCE) * np.square(x - x.mean(axis=0)).sum()


def test_coefficients_are_those_of_a_singular_value_decomposition():
    x = smooth(300) + np.random.default_rng(2).normal(0, 0.01, (300, 60))
    found = Encoder.fit(x, "components").encode(x)
    _, deviations, directions = np.linalg.svd((x - x.mean(axis=0)) / np.sqrt(np.mean((x - x.mean()) ** 2)), False)
    deviations = deviations[: found.shape[1]] / np.sqrt(300)
    expected = deviations ** (1 - COEFFICIENT_POWER)
    np.testing.assert_allclose(found.std(axis=0), expected / np.sqrt(np.mean(expected**2)), rtol=1e-3)
    along = (x - x.mean(axis=0)) @ directions[: found.shape[1]].T
    alike = [abs(np.corrcoef(a, b)[0, 1]) for a, b in zip(found.T[:3], along.T[:3], strict=True)]
    np.testing.assert_allclose(alike, 1, atol=1e-5)


def test_the_residual_is_what_a_row_has_beside_the_directions():
    x = smooth(200)
    encoder = Encoder.fit(x, "components")
    other = x[:5] + 3 * np.sin(40 * T)
    standardised = encoder.standardise(other)
    directions = encoder.components.directions.astype(np.float64)
    away = standardised - standardised @ directions.T @ directions
    np.testing.assert_allclose(encoder.residual(other), np.square(away).mean(axis=1), rtol=1e-4)
    assert encoder.residual(x).max() < 1e-6


def test_a_row_does_not_depend_on_how_many_there_are():
    x = smooth(600)
    encoder = Encoder.fit(x, "components")
    encoded = encoder.encode(x)
    assert all((encoder.decode(encoded[:n]) == encoder.decode(encoded)[:n]).all() for n in (1, 5, 256, 257))


def test_where_components_would_spare_nothing_there_are_none():
    random = np.random.default_rng(0)
    shapes = ((MAX_FITTED_ROWS + 1, MAX_COMPONENTS + 100), (700, 600), (50, 100))
    for x in (np.full((30, 12), 7.0), *(random.normal(size=shape) for shape in shapes)):
        encoder = Encoder.fit(x, "components")
        assert encoder.components is None and encoder.encoded_shape(x.shape[1:]) == x.shape[1:]
        np.testing.assert_allclose(encoder.decode(encoder.encode(x)), x, atol=1e-5)


def test_what_is_made_of_smooth_waves_is_smooth():
    x = smooth(100)
    trainer = GAN(x, seed=1).train(3)
    generated = trainer.generate(50)
    basis = np.linalg.svd(x - x.mean(axis=0), full_matrices=False)[2][:3]
    away = generated - x.mean(axis=0)
    np.testing.assert_allclose(away, away @ basis.T @ basis, atol=1e-4)
    np.testing.assert_allclose(trainer.x_train, x, atol=1e-4)
