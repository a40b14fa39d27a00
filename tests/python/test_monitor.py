"""Scores of generated rows while training goes on: every fault scores worse than real rows."""

import numpy as np
import pytest
from rgan import GAN
from rgan.data import validation_rows
from rgan.metrics.monitor import Monitor

NONE = np.empty(0, dtype=np.int32)


def two_waves(n, seed=1, kinds=(0, 1), noise=0.05):
    t = np.linspace(0, 1, 40)
    shapes = np.array([np.sin(2 * np.pi * 2 * t), 3 * np.sin(2 * np.pi * 5 * t)]) / 1.6
    return shapes[np.resize(kinds, n)] + np.random.default_rng(seed).normal(0, noise, (n, 40))


@pytest.fixture(scope="module")
def monitor():
    return Monitor(two_waves(200), NONE, seed=1)


def test_every_fault_scores_worse_than_real_rows(monitor):
    fresh = two_waves(500, 2)
    between = fresh.copy()
    between[:50] = (fresh[0] + fresh[1]) / 2
    faults = {
        "collapsed": two_waves(500, 2, kinds=(1,)), "wrong shares": two_waves(500, 2, kinds=(1, 1, 1, 0)),
        "one row": np.repeat(fresh[:1], 500, axis=0), "between": between, "ragged": two_waves(500, 2, noise=0.2),
        "average": np.repeat(two_waves(200).mean(axis=0, keepdims=True), 500, axis=0),
    }  # fmt: skip
    good = monitor.score(fresh)
    scores = {name: monitor.score(rows) for name, rows in faults.items()}
    assert good <= monitor.floor
    assert min(scores.values()) > monitor.floor
    assert scores["average"] > scores["collapsed"] > scores["wrong shares"]


def test_shares_copies_and_rows_outside(monitor):
    lost = monitor.figures(two_waves(300, 2, kinds=(1,)))
    assert sorted(lost["shares"]) == [0, 1]
    assert lost["copies"] == 0
    assert monitor.figures(two_waves(200))["copies"] == 1  # the training rows themselves
    assert monitor.figures(np.zeros((10, 40)))["outside"] == 1
    assert monitor.real["copies"] == 0
    assert monitor.real["average"] > 0.7
    assert np.isnan(lost["nearer"])  # there are no validation rows


def test_the_score_is_that_of_the_figures(monitor):
    rows = two_waves(300, 2, noise=0.1)
    assert monitor.figures(rows)["score"] == monitor.score(rows)


def test_members_are_the_rows_of_each_group_and_no_others(monitor):
    rows = np.concatenate([two_waves(20, 2), np.zeros((5, 40))])
    members = sorted(found.tolist() for found in monitor.members(rows))
    assert members == [list(range(0, 20, 2)), list(range(1, 20, 2))]
    assert len(monitor.members(two_waves(20, 2, kinds=(1,)))) == 1


def test_the_figures_are_those_of_standardised_rows():
    rows, fresh = two_waves(200), two_waves(300, 2)
    plain = Monitor(rows, NONE, seed=1)
    encoded = Monitor(rows / 7, NONE, seed=1, standardised=lambda x: x * 7)
    assert plain.figures(fresh).keys() == encoded.figures(fresh / 7).keys()
    for name, figure in plain.figures(fresh).items():
        if name == "measure":
            continue
        assert encoded.figures(fresh / 7)[name] == pytest.approx(figure, nan_ok=True, rel=1e-4, abs=1e-6), name


def test_rows_not_trained_on_tell_who_repeats_the_others():
    rows, validation = two_waves(2000), validation_rows(2000, 1)
    monitor = Monitor(rows, validation, seed=1)
    assert monitor.figures(two_waves(300, 2))["nearer"] == pytest.approx(0.5, abs=0.15)
    assert monitor.figures(monitor.training[:200])["nearer"] > 0.99
    assert set(monitor.compared) == set(validation)


@pytest.mark.parametrize(("n", "validation"), [(200, NONE), (4000, validation_rows(4000, 1))])
def test_the_floor_is_what_other_real_rows_reach(n, validation):
    monitor = Monitor(two_waves(n), validation, seed=1)
    fresh = [monitor.score(two_waves(1000, seed)) for seed in range(2, 8)]
    assert np.median(fresh) <= monitor.floor < 0.05
    assert monitor.score(two_waves(1000, 2, noise=0.1)) > 2 * monitor.floor


def test_looking_does_not_change_the_training(waves, small):
    looked, alone = GAN(waves, small, seed=3), GAN(waves, small, seed=3)
    for _ in range(4):
        looked.advance(1)
        looked.trace()
    alone.advance(4)
    tensors = [trainer.values.state.tensors["generator"] for trainer in (looked, alone)]
    assert all(np.array_equal(mine, theirs) for mine, theirs in zip(*tensors, strict=True))
