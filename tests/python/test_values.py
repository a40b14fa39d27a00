"""A trainer as three values: made, given other rows, described."""

import json

import numpy as np
import pytest
from rgan import DataError
from rgan.values import Values


def test_values_are_made_of_rows(waves, small):
    values = Values.fit(waves, small, 5, 2**31 + 7)
    model, data, state = values
    assert (model.batch_size, model.seed, data.n, state.step) == (5, 7, 16, 0)
    assert (values.steps_per_epoch, values.epoch) == (4, 0)
    with pytest.raises(DataError, match="too large for 16 rows"):
        Values.fit(waves, small, 10**9, 1)


def test_the_same_rows_again_change_nothing(trained_values, waves):
    again = trained_values.with_rows(np.asfortranarray(waves))
    assert again.model is trained_values.model and again.state is trained_values.state
    assert again.data.fingerprint == trained_values.data.fingerprint


def test_with_another_number_of_rows_epochs_count_on_from_here(trained, waves):
    trained.advance(1)  # into an epoch that never ends: its losses are dropped
    before = trained.values
    after = before.with_rows(np.concatenate([waves, waves, waves[:3]]))
    assert (before.epoch, after.epoch) == (3, 3)
    assert (before.state.origin, after.state.origin) == ((0, 0), (13, 3))
    assert before.state.unrecorded.any() and not after.state.unrecorded.any()
    assert after.state.steps_to(4, after.steps_per_epoch) == after.steps_per_epoch == 9


def test_before_the_first_step_training_begins_anew_whatever_the_rows(waves, small):
    values = Values.fit(waves, small, 4, 1).with_rows(waves[:9])
    assert (values.state.origin, values.epoch, values.data.n) == ((0, 0), 0, 9)


def test_rows_that_cannot_follow_are_refused(trained_values, waves):
    with pytest.raises(DataError, match="shape 24 as in training, not 23"):
        trained_values.with_rows(waves[:, 1:])
    with pytest.raises(DataError, match="standard deviations away"):
        trained_values.with_rows(waves * 1e30)


def test_batches_go_on_from_where_the_rows_came_into_use(trained_values, waves):
    before = trained_values.batches().chunk(0)["rows"].numpy()
    other = trained_values.with_rows(waves[:8]).batches().chunk(0)["rows"].numpy()
    assert before.max() == 15 and other.max() == 7
    epoch = other[12:14, 0].reshape(-1)  # the first after step 12, of two steps
    assert sorted(epoch) == list(range(8))


def test_the_monitor_compares_with_these_rows(trained_values):
    monitor = trained_values.monitor()
    assert monitor.score(trained_values.data.rows.numpy()) == pytest.approx(0, abs=1e-6)
    assert monitor.figures(trained_values.data.rows.numpy())["copies"] == 1
    bare = trained_values._replace(data=trained_values.data.__class__(16, "a", np.empty(0, np.int32)))
    with pytest.raises(DataError, match="without its training rows"):
        bare.monitor()


def test_details_are_plain_and_say_what_is_trained(trained_values):
    details = trained_values.details()
    assert json.loads(json.dumps(details)) == details
    expected = {
        "n": 16, "shape": [24], "kind": "waves", "latent": 3, "objective": "relativistic", "batch_size": 4,
        "steps_per_epoch": 4, "epoch": 3, "step": 12, "seed": 2, "kept_epochs": [2, 3], "held_out": [],
    }  # fmt: skip
    assert {name: details[name] for name in expected} == expected
    assert details["generator"]["parameters"] == sum(np.size(w) for w in trained_values.state.tensors["generator"])
    assert details["best_epoch"] in (2, 3)
