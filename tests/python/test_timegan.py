"""TimeGAN's recurrent classifier."""

import numpy as np
import pytest
from rgan import DataError, metrics


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
