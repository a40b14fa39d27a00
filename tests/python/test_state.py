"""What training changes: the history's means, epochs and the steps left."""

from dataclasses import replace

import numpy as np
import pytest
import tensorflow as tf
from rgan.training.state import HISTORY, METRICS, TrainingState, initial_tensors, with_metrics


def state(step, **fields):
    return TrainingState({"step": tf.constant(step, tf.int32)}, **fields)


def advanced(before, metrics, steps_per_epoch):
    """The state after steps with these metrics."""
    after = replace(before, tensors={"step": tf.constant(before.step + len(metrics), tf.int32)})
    return with_metrics(after, metrics, steps_per_epoch)


METRICS_OF_STEPS = np.random.default_rng(1).normal(size=(14, 4))


@pytest.mark.parametrize("blocks", [[14], [1] * 14, [3, 1, 0, 6, 4]])
@pytest.mark.parametrize(("every", "ends"), [(0, [4, 8, 12]), (3, [3, 4, 7, 8, 11, 12]), (9, [4, 8, 12])])
def test_the_history_has_the_means_since_the_entry_before(blocks, every, ends):
    now, done = state(0, history_every=every), 0
    for count in blocks:
        now = advanced(now, METRICS_OF_STEPS[done : done + count], steps_per_epoch=4)
        done += count
    found = now.history_columns()
    assert found["step"].tolist() == ends
    assert found["epoch"].tolist() == [-(-end // 4) for end in ends]
    means = [METRICS_OF_STEPS[a:b].mean(axis=0) for a, b in zip([0, *ends], ends, strict=False)]
    np.testing.assert_allclose(np.stack([found[name] for name in METRICS], axis=1), means)
    assert now.latest_metrics() == {name: found[name][-1] for name in METRICS}
    assert now.unrecorded[4] == 14 - ends[-1]


def test_bits_of_the_means_do_not_depend_on_the_blocks():
    one = advanced(state(0), METRICS_OF_STEPS, 7)
    other = advanced(advanced(state(0), METRICS_OF_STEPS[:5], 7), METRICS_OF_STEPS[5:], 7)
    assert one.history_columns()["d_loss"].tobytes() == other.history_columns()["d_loss"].tobytes()


def test_epochs_count_on_from_where_the_rows_came_into_use():
    now = state(25, origin=(20, 3))
    assert (now.step, now.epoch(4)) == (25, 4)
    assert now.steps_to(5, 4) == 3 and now.steps_to(4, 4) == -1
    history = advanced(now, METRICS_OF_STEPS[:3], 4).history_columns()
    assert (history["epoch"].tolist(), history["step"].tolist()) == ([5], [28])


def test_before_the_first_entry_there_is_none():
    columns = state(0).history_columns()
    assert list(columns) == list(HISTORY) and not any(len(column) for column in columns.values())
    assert (columns["epoch"].dtype, columns["d_loss"].dtype) == (np.int64, np.float64)
    assert state(0).latest_metrics() is None


def test_the_first_tensors_are_those_of_the_networks(trained_values):
    model = trained_values.model
    tensors = initial_tensors(*model.networks, lambda name, weights: {name: len(weights)})
    generator, discriminator = model.networks
    for name, expected in (("generator", generator), ("average", generator), ("discriminator", discriminator)):
        for ours, theirs in zip(tensors[name], expected.weights(), strict=True):
            np.testing.assert_array_equal(ours, theirs)
    assert tensors["generator_slots"] == {"generator": 4} and int(tensors["step"]) == 0
