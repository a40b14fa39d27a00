"""Rows completed: gaps get values that rows could have had there, and what is there stays."""

import numpy as np
import pytest
from rgan import GAN, DataError
from rgan.encoding.completion import as_seen, completed, filled, missing_values

RANDOM = np.random.default_rng(1)
WAVES = np.sin(np.arange(20) / 3 + RANDOM.uniform(0, 6, (80, 1))) + RANDOM.normal(0, 0.05, (80, 20))


def with_gaps(x, share, seed=0):
    return np.where(np.random.default_rng(seed).random(x.shape) < share, np.nan, x)


def test_without_gaps_nothing_is_touched():
    assert completed(WAVES, "waves", 1) is WAVES
    assert filled(WAVES) is WAVES
    assert missing_values(WAVES) is None


@pytest.mark.parametrize("share", [0.05, 0.4])
def test_gaps_in_waves_are_filled_from_their_neighbours_and_other_rows(share):
    x = with_gaps(WAVES, share)
    whole, gaps = completed(x, "waves", 1), np.isnan(x)
    assert (whole[~gaps] == WAVES[~gaps]).all()
    # A draw of the right noise is off by that of two.
    assert np.sqrt(np.square(whole - WAVES)[gaps].mean()) < 0.12
    assert whole[gaps].std() == pytest.approx(WAVES[gaps].std(), rel=0.15)


def test_the_same_seed_gives_the_same_rows():
    x = with_gaps(WAVES, 0.2)
    assert np.array_equal(completed(x, "waves", 1), completed(x, "waves", 1))
    assert not np.array_equal(completed(x, "waves", 1), completed(x, "waves", 2))


def test_what_is_drawn_has_the_decimals_and_the_sign_of_what_is_there():
    counts = np.round(np.abs(10 * WAVES))
    whole = completed(with_gaps(counts, 0.3), "waves", 1)
    assert (whole == np.round(whole)).all()
    assert whole.min() >= 0
    assert as_seen(np.array([[-5.0, 7.0]]), np.array([[np.nan, 2.5]]), 1).tolist() == [[2.5, 2.5]]


def test_channels_of_a_series_may_be_missing_as_a_whole():
    x = np.stack([WAVES, 2 * WAVES + 1], axis=2)
    gaps = x.copy()
    gaps[3, :, 1] = np.nan
    whole = completed(gaps, "series", 1)
    assert np.abs(whole[3, :, 1] - x[3, :, 1]).mean() < 0.3


def test_images_with_gaps_are_refused():
    x = np.zeros((3, 4, 4, 1))
    x[0, 0, 0, 0] = np.nan
    with pytest.raises(DataError, match="Images cannot have missing values"):
        completed(x, "images", 1)


def test_a_trainer_learns_whole_rows_from_rows_with_gaps(small):
    x = with_gaps(WAVES, 0.2)
    trainer = GAN(x, small, batch_size=8, seed=1).train(2)
    assert np.isfinite(trainer.generate(5)).all()
    assert np.array_equal(np.isnan(trainer.x_train), np.isnan(x))
    assert np.allclose(trainer.x_train, x, atol=1e-5, equal_nan=True)
    assert trainer.score(x[:3]).shape == (3,)
    again = GAN.from_bytes(trainer.to_bytes(), x)
    assert np.array_equal(again.values.data.rows, trainer.values.data.rows)


def test_a_column_or_row_without_any_value_is_named():
    x = WAVES.copy()
    x[:, 4] = np.nan
    with pytest.raises(DataError, match=r"No row has a value at 4 \(from 0\)"):
        GAN(x)
    x = WAVES.copy()
    x[7] = np.nan
    with pytest.raises(DataError, match=r"Row 7 \(from 0\) has no value"):
        GAN(x)
    x[7] = np.inf
    with pytest.raises(DataError, match="infinite"):
        GAN(x)
