"""What is stored of traced epochs, and which of them is the best."""

import numpy as np
import pytest
import tensorflow as tf
from rgan.training import snapshots
from rgan.training.snapshots import Snapshots
from rgan.training.weights import Weights

ONE_MB = Weights([tf.zeros(250_000)], [])


def figures(epoch, score, reference="a", **more):
    return {"epoch": epoch, "score": score, "reference": reference, **more}


def traced(*each, weights=ONE_MB):
    stored = Snapshots()
    for one in each:
        stored = snapshots.add(stored, one, weights)
    return stored


def test_before_the_first_there_is_no_best():
    assert snapshots.best(Snapshots()) is snapshots.best_epoch(Snapshots()) is None
    assert snapshots.since_best(Snapshots()) == 0


def test_the_best_is_the_lowest_score_and_the_earliest_of_equals():
    stored = traced(figures(10, 0.3), figures(20, 0.1), figures(30, 0.1), figures(40, float("nan")))
    assert snapshots.best_epoch(stored) == 20
    assert snapshots.best(stored)["score"] == 0.1
    assert snapshots.since_best(stored) == 2


def test_early_snapshots_are_looked_at_and_decide_nothing():
    first = snapshots.add_early(Snapshots(), figures(1, 0.0), "rows of 1")
    assert snapshots.best(first) is None and snapshots.since_best(first) == 0
    stored = snapshots.add(first, figures(10, 0.3), ONE_MB)
    stored = snapshots.add_rows(snapshots.add(stored, figures(20, 0.5), ONE_MB), 20, "rows of 20")
    assert snapshots.best_epoch(stored) == 10 and snapshots.since_best(stored) == 1
    assert [one["epoch"] for one in stored.figures] == [1, 10, 20] and list(stored.weights) == [10, 20]
    assert snapshots.rows_of(stored, early=True) == {"epoch 1": "rows of 1"}
    assert snapshots.rows_of(stored) == {"epoch 20": "rows of 20"}
    # A run that ends there traces it in earnest.
    assert snapshots.rows_of(snapshots.add(first, figures(1, 0.0), ONE_MB)) == {"epoch 1": "rows of 1"}


def test_scores_on_other_rows_cannot_be_compared():
    stored = snapshots.add(traced(figures(10, 0.3), figures(20, 0.1)), figures(50, 0.9, "b"), ONE_MB)
    assert snapshots.best_epoch(stored) == 50
    assert [one["epoch"] for one in snapshots.comparable(stored)] == [50]


def test_scores_of_files_that_were_measured_otherwise_cannot_be_compared():
    stored = snapshots.add(traced(figures(10, 0.01), figures(20, 0.02)), figures(50, 0.9, measure="kernel"), ONE_MB)
    assert snapshots.best_epoch(stored) == 50


def test_of_epochs_as_good_as_real_rows_the_latest_is_best_and_nothing_improves_any_more():
    scores = (0.3, 0.04, 0.02, 0.05, 0.06)
    stored = traced(*(figures(10 * i, score, floor=0.05) for i, score in enumerate(scores, 1)))
    assert snapshots.best_epoch(stored) == 40
    assert snapshots.since_best(stored) == 3


def test_of_epochs_that_differ_by_chance_the_latest_is_best():
    def best(*scores):
        each = (figures(10 * i, score, floor=0.05, measure="kernel") for i, score in enumerate(scores, 1))
        return snapshots.best_epoch(traced(*each))

    assert best(0.5, 0.1, 0.14, 0.13) == 40
    assert best(0.5, 0.1, 0.14, 0.16) == 30
    assert best(0.5, 0.1, 0.14, 0.16, float("nan")) == 30
    assert best(0.9, 0.4, 0.49, 0.51) == 30  # a quarter above the lowest
    assert best(0.3, 0.02, 0.06, 0.08) == 30  # as if it were at the floor
    assert best(float("nan"), float("nan")) == 10


def test_an_epoch_traced_twice_counts_once():
    stored = traced(figures(10, 0.3), figures(20, 0.1), figures(20, 0.4))
    assert [one["score"] for one in stored.figures] == [0.3, 0.4]
    assert list(stored.weights) == [10, 20]


def test_weights_are_bounded_and_spread_with_the_best_and_the_newest():
    scores = np.full(100, 0.5)
    scores[36] = 0.1
    stored = traced(*(figures(10 * (i + 1), score) for i, score in enumerate(scores)))
    epochs = sorted(stored.weights)
    assert len(epochs) == snapshots.MAX_BYTES // ONE_MB.n_bytes == 16
    assert {370, 1000} <= set(epochs)
    assert max(np.diff([0, *epochs])) <= 250
    assert len(stored.figures) == 100


def test_the_best_and_the_newest_stay_however_large():
    huge = Weights([tf.zeros(5_000_000)], [])
    stored = traced(figures(10, 0.3), figures(20, 0.1), figures(30, 0.2), figures(40, 0.5), weights=huge)
    assert list(stored.weights) == [20, 40]


@pytest.mark.parametrize("epoch", [10, 20])
def test_adding_leaves_the_value_before_as_it_was(epoch):
    before = snapshots.add_rows(traced(figures(10, 0.3)), 10, "rows of 10")
    after = snapshots.add_rows(snapshots.add(before, figures(epoch, 0.1), ONE_MB), epoch, "new rows")
    assert (before.figures, list(before.weights)) == ((figures(10, 0.3),), [10])
    assert before.rows == {"epoch 10": "rows of 10"}
    assert after.rows == before.rows | {f"epoch {epoch}": "new rows"}
