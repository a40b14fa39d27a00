"""Gaps filled by a trained generator."""

import numpy as np
import pytest
from rgan import GAN, DataError

RANDOM = np.random.default_rng(1)
WAVES = np.sin(np.arange(20) / 3 + RANDOM.uniform(0, 6, (80, 1))) + RANDOM.normal(0, 0.05, (80, 20))


@pytest.fixture(scope="module")
def trainer():
    return GAN(WAVES, batch_size=16, seed=1).train(150, trace=150)


def test_what_is_there_stays_and_gaps_are_filled_anew_by_seed(trainer):
    x = WAVES[:5].copy()
    x[:, 4:9] = np.nan
    drawn = trainer.impute(x, m=3, seed=1)
    assert drawn.shape == (3, 5, 20)
    assert np.isfinite(drawn).all()
    assert (drawn[:, ~np.isnan(x)] == x[~np.isnan(x)]).all()
    assert np.array_equal(drawn, trainer.impute(x, m=3, seed=1))
    assert not np.array_equal(drawn, trainer.impute(x, m=3, seed=2))
    assert not np.array_equal(drawn[0], drawn[1])
    # The rows are drawn one by one.
    assert np.array_equal(drawn[:, :2], trainer.impute(x[:2], m=3, seed=1))


def test_waves_are_filled_better_than_by_lines(trainer):
    x, whole = WAVES.copy(), WAVES
    x[:, 6:14] = np.nan
    gaps = np.isnan(x)
    drawn = trainer.impute(x, m=1, seed=1)[0]
    lines = np.array([np.interp(np.arange(20), np.flatnonzero(~g), r[~g]) for r, g in zip(x, gaps, strict=True)])
    assert np.square(drawn - whole)[gaps].mean() < np.square(lines - whole)[gaps].mean() / 4


def test_rows_without_gaps_come_back(trainer):
    assert np.array_equal(trainer.impute(WAVES[:2], m=2), np.stack([WAVES[:2]] * 2))
    x = WAVES[:2].copy()
    x[1] = np.nan
    with pytest.raises(DataError, match="Row 1"):
        trainer.impute(x)


def test_tables_get_values_that_the_generator_makes(small):
    a = RANDOM.normal(size=200)
    x = np.stack([a, np.round(3 * a), RANDOM.choice([0.0, 5.0], 200)], axis=1)
    trainer = GAN(x, small, batch_size=32, seed=1).train(20, trace=20)
    gappy = x[:20].copy()
    gappy[::2, 1] = gappy[1::2, 2] = np.nan
    drawn = trainer.impute(gappy, m=2, seed=1)
    assert (drawn[:, ::2, 1] == np.round(drawn[:, ::2, 1])).all()
    assert set(np.unique(drawn[:, 1::2, 2])) <= {0, 5}


def test_generated_rows_have_gaps_where_asked(trainer, small):
    x = WAVES.copy()
    for i in range(len(x)):
        x[i, 10 + i % 11 :] = np.nan
    with_gaps = GAN(x, small, batch_size=16, seed=1).train(2)
    rows = with_gaps.generate(50, seed=1, gaps=True)
    lengths = (~np.isnan(rows)).sum(axis=1)
    assert lengths.min() >= 10
    assert len(set(lengths)) > 5
    assert np.array_equal(rows[~np.isnan(rows)], with_gaps.generate(50, seed=1)[~np.isnan(rows)])
    again = GAN.from_bytes(with_gaps.to_bytes())
    assert np.array_equal(again.with_gaps(again.generate(50, seed=1), 1, x), rows, equal_nan=True)
    # A trainer of whole rows makes whole rows.
    assert np.isfinite(trainer.generate(3, gaps=True)).all()
