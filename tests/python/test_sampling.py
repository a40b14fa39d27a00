"""How rows are made: from latent rows, by the weights asked for, through the filter where there is one."""

from dataclasses import replace

import numpy as np
import pytest
import tensorflow as tf
from rgan import GAN, DataError, rng, sampling
from rgan.training.weights import Filter, Weights


def present_filter(state, lowest=0.0):
    tensors = state.tensors
    return Filter(tensors["discriminator"], tensors["discriminator_extra"], tf.constant(np.float32(lowest)))


def test_rows_are_what_the_layers_make_of_latent_rows(trained_values):
    model, _, state = trained_values
    weights, latent = sampling.present_weights(model, state), sampling.latent_rows(model, 9, seed=4)
    first, bias, last, last_bias = (w.numpy() for w in weights.weights)
    hidden = latent @ first + bias
    by_hand = np.where(hidden > 0, hidden, 0.2 * hidden) @ last + last_bias
    rows, groups = np.split(sampling.rows_from(model, weights, latent), [-2], axis=1)
    np.testing.assert_allclose(rows, by_hand, rtol=1e-4, atol=1e-5)
    np.testing.assert_array_equal(groups, latent[:, :2])  # two kinds of wave
    np.testing.assert_array_equal(sampling.sample(model, weights, 9, 4), sampling.rows_from(model, weights, latent))


def test_the_present_weights_are_the_average_where_there_is_one(trained_values):
    model, _, state = trained_values
    assert sampling.present_weights(model, state).weights is state.tensors["average"]
    plain = replace(model, spec=replace(model.spec, ema=0))
    assert sampling.present_weights(plain, state).weights is state.tensors["generator"]
    assert sampling.weights_at(plain, state, None).weights is state.tensors["generator"]


def test_an_epoch_that_is_not_stored_names_those_that_are(trained_values):
    model, _, state = trained_values
    assert sampling.weights_at(model, state, 2) is state.snapshots.weights[2]
    with pytest.raises(DataError, match=r"epoch 1 was not kept\. Kept at traces: 2, 3\."):
        sampling.weights_at(model, state, 1)
    with pytest.raises(DataError, match=r"Kept at traces: none\."):
        sampling.weights_at(model, model.initial_state(), 1)


def test_latent_rows_of_few_are_the_first_of_many(trained_values):
    model = trained_values.model
    many = sampling.latent_rows(model, 50, seed=4)
    assert many.dtype == np.float32 and many.shape == (50, 2 + 3)
    np.testing.assert_array_equal(sampling.latent_rows(model, 7, seed=4), many[:7])
    assert (sampling.latent_rows(model, 50, seed=5) != many)[:, 2:].all()


def test_what_is_generated_does_not_depend_on_how_many_at_a_time(trained, monkeypatch):
    whole = trained.generate(10, seed=4)
    monkeypatch.setattr("rgan.sampling.PART_ROWS", (3, 3))
    np.testing.assert_allclose(trained.generate(10, seed=4), whole, rtol=1e-5)
    assert (trained.generate(10, seed=4) != trained.generate(10, seed=5)).any()


def test_rows_decoded_part_by_part_are_those_decoded_at_once(monkeypatch):
    t, random = np.linspace(0, 1, 40), np.random.default_rng(1)
    kinds = np.stack([np.sin(9 * t), 3 * np.cos(20 * t)])[np.arange(120) % 2]
    model, _, state = GAN(kinds + random.normal(0, 0.05, kinds.shape), seed=1).values
    groups = model.encoder.groups
    # Noise and the blur of groups are drawn from streams of their own.
    groups = replace(groups, blur=np.full(groups.count, 0.5), colour=np.eye(groups.centres.shape[1]))
    model = replace(model, encoder=replace(model.encoder, groups=groups))
    weights = sampling.present_weights(model, state)
    encoded = sampling.sample(model, weights, 700, seed=3)

    def decoded(of=model):
        return sampling.decoded(of, weights, encoded, rng.stream(3, "generate/noise"))

    at_once = decoded()
    assert (at_once != decoded(replace(model, encoder=replace(model.encoder, noise=None)))).all()
    monkeypatch.setattr(sampling, "PART_VALUES", 1)
    np.testing.assert_array_equal(decoded(), at_once)


def test_parts_are_all_of_one_size_and_only_rows_asked_for_come_back():
    seen = []

    def double(part):
        seen.append(part.shape[0])
        return 2 * part

    rows = np.arange(14, dtype=np.float32).reshape(7, 2)
    many = sampling.part_rows(1 << 20)
    assert many == 16
    np.testing.assert_array_equal(sampling.in_parts(double, rows, 1 << 20), 2 * rows)
    long = np.zeros((many + 1, 2), np.float32)
    assert sampling.in_parts(double, long, 1 << 20).shape == long.shape
    assert seen == [many] * 3


def test_the_figures_of_a_trace_know_epoch_step_and_rows(trained_values):
    monitor = trained_values.monitor()
    figures, weights = sampling.figures_of_present(trained_values, monitor)
    assert (figures["epoch"], figures["step"], figures["reference"]) == (3, 12, trained_values.data.fingerprint)
    rows = sampling.sample(trained_values.model, weights, monitor.size, rng.integer(2, "monitor/latent"))
    assert figures["score"] == monitor.score(rows)
    # The last trace was in this epoch; the one before in epoch 2.
    assert figures["d_accuracy"] == trained_values.state.history_columns()["d_accuracy"][-1]


# The filter


@pytest.fixture(scope="module")
def filtered_values(waves, small):
    """A trainer whose filter at epoch 30 lets about 70 of 100 rows pass."""
    values = GAN(waves, small | {"rejection": 0.0}, batch_size=8, seed=2).train(30, trace=15).values
    model, _, state = values
    weights = state.snapshots.weights[30]
    rows = sampling.rows_from(model, weights, sampling.latent_rows(model, 200, seed=0))
    passing = present_filter(state, np.quantile(sampling.real_logits(model, present_filter(state), rows), 0.3))
    stored = state.snapshots.weights | {30: Weights(weights.weights, weights.buffers, passing)}
    return values._replace(state=replace(state, snapshots=replace(state.snapshots, weights=stored)))


@pytest.fixture
def filtered(filtered_values):
    return GAN(filtered_values)


def test_generated_rows_pass_and_the_first_of_many_are_those_of_few(filtered):
    rows = filtered.generate(200, seed=4, epoch=30)
    model, _, state = filtered.values
    passing = state.snapshots.weights[30].filter
    logits = sampling.real_logits(model, passing, model.encoder.encode(rows))
    assert (logits >= float(passing.lowest_logit) - 1e-4).mean() > 0.99
    assert np.allclose(filtered.generate(20, seed=4, epoch=30), rows[:20], atol=1e-5)
    assert np.array_equal(filtered.generate(200, seed=4, epoch=30), rows)
    unfiltered = filtered.generate(latent=filtered.latent(200, seed=4), epoch=30)
    assert 0.1 < (unfiltered != rows).any(axis=1).mean() < 0.5


def test_the_filter_comes_back_from_bytes(filtered):
    again = GAN.from_bytes(filtered.to_bytes())
    counts = [trainer.values.state.snapshots.weights[30].counts for trainer in (again, filtered)]
    assert counts[0] == counts[1] and counts[0][2] > 0
    assert np.array_equal(again.generate(99, seed=1, epoch=30), filtered.generate(99, seed=1, epoch=30))


def test_rows_are_rejected_only_where_that_makes_them_better(waves, monkeypatch):
    # Half of all rows, which is too many now and then.
    monkeypatch.setattr("rgan.rejection.lowest_logit", lambda real, generated, *_: float(np.median(generated)))
    values = GAN(waves, {"groups": False}, batch_size=8, seed=2).train(300, trace=20).values
    monitor, seed, n_filters = values.monitor(), rng.integer(2, "monitor/latent"), 0
    for figures in values.state.snapshots.figures:
        weights = values.state.snapshots.weights[figures["epoch"]]
        unfiltered = sampling.sample(values.model, replace(weights, filter=None), monitor.size, seed)
        alone = monitor.score(unfiltered)
        n_filters += weights.filter is not None
        assert figures["score"] < alone if weights.filter else figures["score"] == alone
    assert 0 < n_filters < len(values.state.snapshots.figures)


def test_a_recipe_without_rejection_has_no_filter(waves, small):
    trainer = GAN(waves, small | {"rejection": None}, batch_size=8).train(2, trace=1)
    assert not any(weights.filter for weights in trainer.values.state.snapshots.weights.values())
