"""What generated rows are good for: trained on generated rows, tried on real ones."""

import numpy as np
import pytest
from rgan import DataError
from rgan.metrics.utility import prediction_errors, split_halves


def table(n, seed, slope=2.0):
    """Two inputs, a column that follows from them, and one of two values that does."""
    random = np.random.default_rng(seed)
    x = random.normal(size=(n, 2))
    y = slope * x[:, 0] + x[:, 1] ** 2 + random.normal(0, 0.3, n)
    return np.column_stack([x, y, x[:, 1] + random.normal(0, 0.3, n) > 0])


def series(n, seed, likeness=(0.95, 0.2)):
    """Two autoregressive channels, one of them in thousands."""
    random = np.random.default_rng(seed)
    x = random.normal(size=(n, 30, 2))
    for t in range(1, 30):
        x[:, t] += np.array(likeness) * x[:, t - 1]
    return x * np.array([1.0, 1000.0])


def test_as_good_as_real_rows_lies_by_chance_and_says_how_large_errors_are():
    regression, classification = prediction_errors(table(300, 1), table(300, 2), None, "table", [2, 3], seed=5)
    assert (regression["target"], regression["task"]) == (2, "regression")
    assert (classification["target"], classification["task"]) == (3, "classification")
    for found in (regression, classification):
        assert found["low"] <= found["generated"] <= found["high"]
        assert found["low"] < found["real"] < found["high"]
        assert found["real"] < found["guess"] / 2
    # The noise has a mean absolute value of 0.24; a median is wrong by 1.8.
    assert 0.24 < regression["real"] < 0.7
    assert classification["guess"] == pytest.approx(0.5, abs=0.06)


def test_lost_dependence_shows_in_the_columns_that_it_concerns():
    shuffled = table(300, 2)
    shuffled[:, 2] = np.random.default_rng(1).permutation(shuffled[:, 2])
    regression, classification = prediction_errors(table(300, 1), shuffled, None, "table", [2, 3], seed=1)
    assert regression["generated"] > 2 * regression["high"]
    assert regression["generated"] > 0.9 * regression["guess"]
    assert classification["generated"] <= classification["high"]


def test_channels_have_errors_of_their_own_in_their_own_units():
    first, second = prediction_errors(series(100, 1), series(100, 2, (-0.95, 0.2)), None, "series", seed=1)
    assert (first["target"], second["target"]) == (0, 1)
    assert first["generated"] > first["high"]
    assert first["generated"] > 1.5 * first["real"]
    assert second["generated"] < 1.15 * second["real"]
    assert second["real"] == pytest.approx(800, rel=0.05)  # of a standard normal: 0.8


def test_waves_have_one_target_images_none_and_tables_those_that_are_named():
    waves = np.random.default_rng(1).normal(size=(40, 12))
    assert [found["target"] for found in prediction_errors(waves, waves, None, "waves")] == [0]
    assert prediction_errors(waves.reshape(40, 3, 4, 1), waves.reshape(40, 3, 4, 1), None, "images") == []
    assert prediction_errors(waves, waves, None, "table") == []
    assert prediction_errors(waves[:, None], waves[:, None], None, "series") == []


def test_overlapping_windows_are_split_into_blocks_of_time():
    walk = np.cumsum(np.random.default_rng(1).normal(size=(220, 1)), axis=0)
    windows = np.stack([walk[i : i + 20] for i in range(200)])
    split = split_halves(windows, windows, None, 1, 0, True)
    assert len(set(split.real // 20)) == 5
    assert not set(split.real // 20) & set(split.test // 20)
    assert len(split.real) == len(split.test) == 100


def test_with_a_holdout_rows_to_try_on_are_its_own():
    split = split_halves(np.zeros((60, 2)), np.zeros((80, 2)), np.zeros((50, 2)), 4, 0, False)
    assert (len(split.real), len(split.generated), len(split.test)) == (30, 30, 25)
    split = split_halves(np.zeros((60, 2)), np.zeros((80, 2)), None, 4, 0, False)
    assert not set(split.real) & set(split.test)


def test_seeds_repeat_it_and_few_rows_are_told():
    real, generated = table(60, 1), table(60, 2)
    one = prediction_errors(real, generated, None, "table", [2], seed=3)
    assert one == prediction_errors(real, generated, None, "table", [2], seed=3)
    assert one != prediction_errors(real, generated, None, "table", [2], seed=4)
    # Too few rows held out to try on: the training rows are split.
    assert prediction_errors(real, generated, table(10, 3), "table", [2], seed=3) == one
    assert prediction_errors(real[:19], generated, None, "table") == []
    with pytest.raises(DataError, match="at least 20 real and as many generated rows, not 19 and 60"):
        prediction_errors(real[:19], generated, None, "table", [2])
