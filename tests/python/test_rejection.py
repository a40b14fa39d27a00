"""Rows that the discriminator tells from real ones are drawn again."""

import numpy as np
import pytest
import tensorflow as tf
from rgan import GAN, rng
from rgan import sampling as generation
from rgan.rejection import TRIES, accepted, lowest_logit


def test_the_bound_lies_below_the_real_rows_by_the_margin():
    real = np.array([1.0, 2.0, 3.0])
    assert lowest_logit(real, real, 0.5) == 0.0
    assert lowest_logit(real, real, 0) == 1.0


def test_the_bound_lets_whole_groups_pass():
    real, generated = np.array([1.0, 2.0, 3.0]), np.r_[np.full(98, 2.0), np.full(100, -4.0), -9.0]
    assert lowest_logit(real, generated, 0.5) is None
    assert lowest_logit(real, generated, 0.5, [generated[:98], generated[98:198]]) == -4.0
    assert lowest_logit(real, generated[:98], 0.5, [generated[:98]]) == 0.0


def test_there_is_no_bound_for_a_generator_that_is_mostly_rejected_or_without_numbers():
    real = np.array([1.0, 2.0, 3.0])
    assert lowest_logit(real, np.array([-9.0, -9.0, 2.0]), 0.5) is None
    assert lowest_logit(np.array([np.nan, 1.0]), real, 0.5) is None


def streams(n, most=8):
    """Latent rows of each attempt: single numbers, the first ``n`` of a stream."""
    return lambda attempt: np.random.default_rng(attempt).normal(size=(most, 1))[:n]


def test_rows_that_pass_stay_where_they_are_and_the_others_pass_later():
    first = streams(8)(0)
    rows = accepted(lambda z: z.copy(), lambda rows: rows[:, 0], streams(8), 0.0)
    assert (rows >= 0).all()
    assert np.array_equal(rows[first >= 0], first[first >= 0])
    assert np.array_equal(accepted(lambda z: z.copy(), lambda rows: rows[:, 0], streams(3), 0.0), rows[:3])


def test_rows_that_never_pass_are_taken_after_the_last_try():
    asked = []

    def judge(rows):
        asked.append(len(rows))
        return np.zeros(len(rows))

    rows = accepted(lambda z: z.copy(), judge, streams(4), 1.0)
    assert asked == [4] * TRIES
    assert np.array_equal(rows, streams(4)(TRIES - 1))


@pytest.fixture
def judged(waves, small):
    trainer = GAN(waves, small | {"rejection": 0.0}, batch_size=8, seed=2).train(30, trace=15)
    weights, extra, _ = trainer._now.kept[30]
    discriminator = trainer._now.state["discriminator"]
    logits = generation.logits(trainer, discriminator, generation.rows(trainer, weights, extra, trainer.latent(200)))
    trainer._now.kept[30] = (weights, extra, [*discriminator, tf.constant(np.float32(np.quantile(logits, 0.3)))])
    return trainer


def test_generated_rows_pass_and_the_first_of_many_are_those_of_few(judged):
    rows = judged.generate(200, seed=4, epoch=30)
    logits = generation.logits(judged, judged._now.state["discriminator"], judged.scaler.apply(rows))
    lowest = float(judged._now.kept[30][2][-1])
    assert (logits >= lowest - 1e-4).mean() > 0.99
    assert np.allclose(judged.generate(20, seed=4, epoch=30), rows[:20], atol=1e-5)
    assert np.array_equal(judged.generate(200, seed=4, epoch=30), rows)
    raw = judged.generate(latent=judged.latent(200, seed=4), epoch=30)
    assert 0.1 < (raw != rows).any(axis=1).mean() < 0.5


def test_the_judge_comes_back_from_bytes(judged):
    again = GAN.from_bytes(judged.to_bytes())
    assert [len(part) for part in again._now.kept[30]] == [len(part) for part in judged._now.kept[30]]
    assert np.array_equal(again.generate(99, seed=1, epoch=30), judged.generate(99, seed=1, epoch=30))


def test_rows_are_rejected_only_where_that_makes_them_better(waves, monkeypatch):
    # Half of all rows, which is too many now and then.
    monkeypatch.setattr("rgan.rejection.lowest_logit", lambda real, generated, *_: float(np.median(generated)))
    trainer = GAN(waves, batch_size=8, seed=2).train(300, trace=20)
    judged, seed = 0, rng.integer(2, "monitor/latent")
    for record in trainer.scores:
        weights, extra, judge = trainer._now.kept[record["epoch"]]
        judged += bool(judge)
        raw = generation.drawn(trainer, trainer._watch.size, seed, weights, extra, [])
        alone = trainer._watch.rate(raw)
        assert record["score"] < alone if judge else record["score"] == alone
    assert 0 < judged < len(trainer.scores)


def test_a_recipe_without_rejection_keeps_no_judge(waves, small):
    trainer = GAN(waves, small | {"rejection": None}, batch_size=8).train(2, trace=1)
    assert not any(judge for _, _, judge in trainer._now.kept.values())
