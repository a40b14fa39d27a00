"""Scores of generated rows while training goes on, and the choice of the best epoch."""

import numpy as np
import pytest
from rgan import GAN, DataError
from rgan.metrics.monitor import Watch, held_out
from rgan.training import snapshots as traces
from rgan.training.state import Progress

NONE = np.empty(0, dtype=np.int32)


def two_waves(n, seed=1, kinds=(0, 1), noise=0.05):
    t = np.linspace(0, 1, 40)
    shapes = np.array([np.sin(2 * np.pi * 2 * t), 3 * np.sin(2 * np.pi * 5 * t)]) / 1.6
    return shapes[np.resize(kinds, n)] + np.random.default_rng(seed).normal(0, noise, (n, 40))


@pytest.fixture(scope="module")
def watch():
    return Watch(two_waves(200), NONE, seed=1)


def test_every_fault_scores_worse_than_real_rows(watch):
    fresh = two_waves(500, 2)
    between = fresh.copy()
    between[:50] = (fresh[0] + fresh[1]) / 2
    faults = {
        "collapsed": two_waves(500, 2, kinds=(1,)), "wrong shares": two_waves(500, 2, kinds=(1, 1, 1, 0)),
        "one row": np.repeat(fresh[:1], 500, axis=0), "between": between, "ragged": two_waves(500, 2, noise=0.2),
        "average": np.repeat(watch.reference.mean(axis=0, keepdims=True), 500, axis=0),
    }  # fmt: skip
    good = watch.look(fresh)["score"]
    scores = {name: watch.look(rows)["score"] for name, rows in faults.items()}
    assert good < 0.01
    assert min(scores.values()) > 2 * good
    assert scores["collapsed"] > scores["wrong shares"] > scores["between"]


def test_chance_in_the_shares_does_not_move_the_score(watch):
    even, uneven = two_waves(500, 2), two_waves(500, 2, kinds=[0] * 24 + [1] * 26)
    assert watch.look(uneven)["score"] == pytest.approx(watch.look(even)["score"], abs=0.002)


def test_shares_copies_and_rows_outside(watch):
    lost = watch.look(two_waves(300, 2, kinds=(1,)))
    assert sorted(lost["shares"]) == [0, 1]
    assert lost["copies"] == 0
    assert watch.look(two_waves(200))["copies"] == 1  # the training rows themselves
    assert watch.look(np.zeros((10, 40)))["outside"] == 1
    assert watch.real["copies"] == 0
    assert watch.real["average"] == pytest.approx(0.55, abs=0.1)


def test_rows_are_held_out_of_large_data_only():
    assert len(held_out(1999, 0)) == 0
    assert len(held_out(2000, 0)) == 200
    assert len(held_out(100_000, 0)) == 512
    assert len(np.unique(held_out(5000, 3))) == 500
    assert (held_out(5000, 3) == held_out(5000, 3)).all()
    watched = Watch(two_waves(2000), held_out(2000, 1), seed=1)
    assert watched.look(two_waves(300, 2))["nearer"] == pytest.approx(0.5, abs=0.15)
    assert watched.look(watched.training[:200])["nearer"] > 0.99


def test_rows_held_out_are_never_trained_on(small):
    trainer = GAN(two_waves(2000), small, batch_size=64)
    drawn = np.unique(trainer._draws._rows(0))
    assert not np.isin(trainer.held_out, drawn).any()
    assert trainer.steps_per_epoch == 32


def record(epoch, score, reference="a", **more):
    return {"epoch": epoch, "score": score, "reference": reference, **more}


def traced(*records, size=10):
    now = Progress({})
    for entry in records:
        now = traces.add(now, entry, [np.zeros(size, np.float32)], [])
    return now


@pytest.fixture
def counted(monkeypatch):
    monkeypatch.setattr(traces, "_bytes", lambda kept: 1_000_000 * len(kept))


def test_the_best_is_the_lowest_score_and_the_earliest_of_equals(counted):
    now = traced(record(10, 0.3), record(20, 0.1), record(30, 0.1), record(40, float("nan")))
    assert traces.best(now)["epoch"] == 20
    assert traces.since_best(now) == 2
    assert traces.best(Progress({})) is None
    # Scores on other rows cannot be compared.
    now = traces.add(now, record(50, 0.9, "b"), [], [])
    assert traces.best(now)["epoch"] == 50


def test_of_epochs_as_good_as_real_rows_the_latest_is_best_and_nothing_improves_any_more(counted):
    scores = (0.3, 0.04, 0.02, 0.05, 0.06)
    now = traced(*(record(10 * i, score, floor=0.05) for i, score in enumerate(scores, 1)))
    assert traces.best(now)["epoch"] == 40
    assert traces.since_best(now) == 3


def test_the_floor_is_what_other_real_rows_reach():
    watched = Watch(two_waves(4000), held_out(4000, 1), seed=1)
    fresh = [watched.rate(two_waves(1000, seed)) for seed in range(2, 8)]
    assert watched.floor / 1.5 < np.median(fresh) <= watched.floor
    assert watched.rate(two_waves(1000, 2, noise=0.1)) > 2 * watched.floor
    assert Watch(two_waves(200), NONE, seed=1).floor == 0


def test_an_epoch_traced_twice_counts_once(counted):
    now = traced(record(10, 0.3), record(20, 0.1), record(20, 0.4))
    assert [r["score"] for r in now.records] == [0.3, 0.4]
    assert list(now.kept) == [10, 20]


def test_what_is_kept_is_bounded_and_spread_with_the_best_and_the_newest(counted):
    scores = np.full(100, 0.5)
    scores[36] = 0.1
    now = traced(*(record(10 * (i + 1), s) for i, s in enumerate(scores)))
    kept = sorted(now.kept)
    assert len(kept) == 16
    assert {370, 1000} <= set(kept)
    assert max(np.diff([0, *kept])) <= 250
    assert len(now.records) == 100


def test_generated_rows_are_those_of_the_best_epoch_or_of_the_one_asked_for(waves, small):
    trainer = GAN(waves, small, seed=3)
    rows = {}
    for epoch in (2, 4, 6):
        trainer.advance(trainer.steps_to(epoch))
        assert trainer.trace()["epoch"] == epoch
        rows[epoch] = trainer.output[f"epoch {epoch}"]
    scores = {found["epoch"]: found["score"] for found in trainer.scores}
    assert trainer.best_epoch == min(scores, key=scores.get)
    for epoch, then in rows.items():
        assert np.array_equal(trainer.generate(42, seed=3, epoch=epoch), then)
    assert np.array_equal(trainer.generate(42, seed=3), rows[trainer.best_epoch])
    with pytest.raises(DataError, match=r"epoch 5 was not kept. Kept at traces: 2, 4, 6"):
        trainer.generate(2, epoch=5)
    again = GAN.from_bytes(trainer.to_bytes())
    assert str(again.scores) == str(trainer.scores)
    assert again.best_epoch == trainer.best_epoch
    assert np.array_equal(again.generate(42, seed=3, epoch=4), rows[4])


def test_looking_does_not_change_the_training(waves, small):
    looked, alone = GAN(waves, small, seed=3), GAN(waves, small, seed=3)
    for _ in range(4):
        looked.advance(1)
        looked.trace()
    alone.advance(4)
    for mine, theirs in zip(looked._now.state["generator"], alone._now.state["generator"], strict=True):
        assert np.array_equal(mine, theirs)
