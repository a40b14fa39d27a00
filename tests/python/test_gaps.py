"""Rows with gaps are compared by what is there."""

import numpy as np
from rgan import GAN
from rgan.metrics import evaluate, nearest_rows
from rgan.metrics.gaps import comparable, filled_together


def waves(n, seed, size=1.0):
    random = np.random.default_rng(seed)
    return size * np.sin(np.arange(20) / 3 + random.uniform(0, 6, (n, 1))) + random.normal(0, 0.05, (n, 20))


def with_gaps(x, share=0.2):
    return np.where(np.random.default_rng(5).random(x.shape) < share, np.nan, x)


def test_rows_without_gaps_are_compared_as_they_are():
    samples = [waves(20, 1), waves(20, 2), None]
    assert comparable(samples, "waves", 1) == (samples, 0)


def test_whole_rows_get_the_gaps_of_the_others_and_all_are_filled():
    real, made = with_gaps(waves(100, 1)), waves(200, 2)
    (real_whole, made_whole, none), missing = comparable([real, made, None], "waves", 1)
    assert none is None
    assert missing == np.isnan(real).sum()
    assert np.isfinite(real_whole).all()
    changed = made_whole != made
    assert abs(changed.mean() - 0.2) < 0.03
    assert np.abs(made_whole - made)[changed].mean() < 0.15


def test_parts_stay_apart():
    parts = filled_together([with_gaps(waves(10, 1)), None, with_gaps(waves(5, 2))], "waves", 1)
    assert [None if x is None else len(x) for x in parts] == [10, None, 5]


def test_good_rows_pass_and_bad_ones_are_told():
    real = with_gaps(waves(200, 1))
    good, bad = evaluate(real, waves(300, 2), seed=1), evaluate(real, waves(300, 2, size=1.4), seed=1)
    assert good["missing"] == np.isnan(real).sum()
    assert good["figures"]["accuracy"]["generated"] < 0.65
    assert bad["figures"]["accuracy"]["generated"] > 0.8
    assert good["guessing"]
    assert not bad["guessing"]


def test_the_nearest_row_is_the_same_row_with_its_gaps():
    rows = waves(30, 1)
    which, distance = nearest_rows(with_gaps(rows), rows, "waves")
    assert (which == np.arange(30)).mean() > 0.9
    assert distance.max() < 0.5


def test_a_trainer_of_rows_with_gaps_is_judged(small):
    real = with_gaps(waves(60, 1))
    trainer = GAN(real, small, batch_size=16, seed=1).train(2)
    assert evaluate(real, trainer.generate(60), seed=1)["missing"] > 0
