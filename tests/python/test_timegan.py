"""TimeGAN's recurrent classifier and predictor."""

import numpy as np
import pytest
from rgan import DataError, metrics
from rgan.metrics import timegan


def series(n, seed):
    """Rising series of two channels."""
    return np.cumsum(np.random.default_rng(seed).uniform(size=(n, 10, 2)), axis=1)


def test_discriminative_score_knows_time_reversed_series_and_guesses_among_equals():
    assert metrics.discriminative_score(series(200, 1), series(200, 2)[:, ::-1], iterations=300) > 0.4
    assert metrics.discriminative_score(series(200, 1), series(200, 2), iterations=300) < 0.2


def test_units_of_the_channels_do_not_matter_and_the_seed_decides():
    real, generated, units = series(60, 1), series(60, 2) ** 1.2, np.array([1000.0, 0.01])
    plain = metrics.discriminative_score(real, generated, seed=3, iterations=50)
    assert metrics.discriminative_score(real * units, generated * units, seed=3, iterations=50) == plain
    assert 0 <= plain <= 0.5


def test_too_few_series_are_refused():
    with pytest.raises(DataError, match="at least 5 real"):
        metrics.discriminative_score(series(4, 1), series(4, 2))


def delayed(n, seed, delay=1):
    """Two channels: noise, and the same some points later."""
    x = np.random.default_rng(seed).uniform(size=(n, 12 + delay, 1))
    return np.concatenate([x[:, delay:], x[:, : x.shape[1] - delay]], axis=2)


def test_predictive_score_knows_whether_the_next_value_can_be_learned():
    real = delayed(200, 1)
    learned = metrics.predictive_score(real, delayed(200, 2), hidden=4, iterations=1000)
    assert learned < 0.12
    # Rows of which the last channel cannot be foretold teach its mean: 0.25 away on the mean.
    assert metrics.predictive_score(real, delayed(200, 2, delay=3), hidden=4, iterations=1000) > 0.2


def test_one_channel_is_foretold_from_itself():
    x = np.tile([0.2, 0.8], (100, 6))[:, :, None] * np.random.default_rng(1).uniform(0.9, 1, size=(100, 1, 1))
    assert metrics.predictive_score(x, x, hidden=2, iterations=1000) < 0.08


def test_units_do_not_matter_to_the_prediction_and_few_points_are_refused():
    real, generated, units = series(60, 1), series(60, 2), np.array([1000.0, 0.01])
    plain = metrics.predictive_score(real, generated, seed=3, iterations=30)
    assert metrics.predictive_score(real * units, generated * units, seed=3, iterations=30) == pytest.approx(plain)
    assert metrics.predictive_score(real, generated, seed=4, iterations=30) != plain
    low, high = real.min(axis=(0, 1)), real.max(axis=(0, 1))
    mapped = [(rows - low) / (high - low) for rows in (real, generated)]
    assert metrics.predictive_score(*mapped, seed=3, iterations=30, scaled=True) == pytest.approx(plain)
    halved = metrics.predictive_score(*[rows / 2 for rows in mapped], seed=3, iterations=30, scaled=True)
    assert halved != plain
    with pytest.raises(DataError, match="at least 2 points"):
        metrics.predictive_score(real[:, :1], generated[:, :1])


def test_the_recurrent_network_is_the_one_of_the_formula():
    random = np.random.default_rng(1)
    x, following = random.normal(size=(5, 4, 3)).astype("float32"), random.uniform(size=(5, 4)).astype("float32")
    gates, gates_bias, state, state_bias, out, out_bias = weights = [
        random.normal(size=shape).astype("float32") for shape in [(5, 4), (4,), (5, 2), (2,), (2, 1), (1,)]
    ]

    def sigmoid(v):
        return 1 / (1 + np.exp(-v))

    h, errors = np.zeros((5, 2)), []
    for t in range(4):
        r, u = np.split(sigmoid(np.concatenate([x[:, t], h], axis=1) @ gates + gates_bias), 2, axis=1)
        h = u * h + (1 - u) * np.tanh(np.concatenate([x[:, t], r * h], axis=1) @ state + state_bias)
        errors.append(np.abs(sigmoid(h @ out + out_bias)[:, 0] - following[:, t]))
    assert float(timegan.absolute_error(x, following, weights)) == pytest.approx(np.mean(errors), rel=1e-5)
    np.testing.assert_allclose(timegan.logits(x, weights), (h @ out + out_bias)[:, 0], rtol=1e-4)
