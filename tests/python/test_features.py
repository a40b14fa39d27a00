"""What the discriminator makes of rows: realness, features, and both around one more update."""

import numpy as np
import pytest
import tensorflow as tf
from rgan import GAN, DataError, features

BCE = {"objective": {"name": "bce", "r1": 0, "r2": 0}, "updates": {"discriminator": 2, "generator": 3}}


def layers_by_hand(trainer, x):
    """The hidden layer and the logit of a discriminator with one hidden layer of leaky ReLU."""
    model, _, state = trainer.values
    first, bias, last, last_bias = (w.numpy() for w in state.tensors["discriminator"])
    hidden = model.encoder.encode(x) @ first + bias
    hidden = np.where(hidden > 0, hidden, 0.2 * hidden)
    return hidden, (hidden @ last + last_bias)[:, 0]


def test_realness_and_features_are_those_of_the_layers(trained, waves):
    hidden, logits = layers_by_hand(trained, waves)
    np.testing.assert_allclose(trained.features(waves), hidden, rtol=1e-4, atol=1e-5)
    np.testing.assert_allclose(trained.realness(waves), 1 / (1 + np.exp(-logits)), rtol=1e-4)
    with pytest.raises(DataError, match="as in training"):
        trained.realness(waves[:, :5])


def test_one_row_is_enough(trained, waves):
    np.testing.assert_allclose(trained.features(waves[:1]), trained.features(waves)[:1], rtol=1e-4, atol=1e-6)
    np.testing.assert_allclose(trained.realness(waves[3:4]), trained.realness(waves)[3:4], rtol=1e-5)


def test_rows_that_move_in_other_ways_do_not_look_real():
    t = np.linspace(0, 1, 60)
    x = np.sin(7 * t + np.linspace(0, 2, 100)[:, None])
    trainer = GAN(x, seed=1).train(2)
    assert (trainer.realness(x) > 0).all() and (trainer.realness(x[:50] * 0.9) > 0).all()
    assert (trainer.realness(x + np.sin(40 * t)) == 0).all()


@pytest.mark.parametrize("fields", [{}, BCE])
@pytest.mark.parametrize(("network", "real_moves"), [("generator", False), ("discriminator", True)])
def test_features_around_an_update_leave_the_trainer_as_it_is(waves, small, fields, network, real_moves):
    trainer = GAN(waves, small | fields).train(2)
    before = trainer.to_bytes()
    seen = trainer.features_around(network)
    assert trainer.to_bytes() == before
    assert seen["after"]["generated"].shape == (16, 8)
    assert (seen["before"]["generated"] != seen["after"]["generated"]).any()
    assert (seen["before"]["real"] != seen["after"]["real"]).any() == real_moves
    np.testing.assert_allclose(seen["before"]["real"], trainer.features(waves), atol=1e-5)
    assert len(trainer.features_around(network, x=waves[:3])["after"]["real"]) == 3


def test_another_network_is_refused(trained_values):
    with pytest.raises(DataError, match="must be 'generator' or 'discriminator'"):
        features.features_around(*trained_values, "both")


def test_looking_at_an_update_changes_nothing_that_comes_after(waves, trained_values):
    looked, plain = GAN(trained_values), GAN(trained_values)
    looked.features_around("generator", rows=waves)
    looked.features_around("discriminator", rows=waves[:9])
    states = [tf.nest.flatten(trainer.train(2).values.state.tensors) for trainer in (looked, plain)]
    for ours, theirs in zip(*states, strict=True):
        np.testing.assert_array_equal(ours, theirs)
    np.testing.assert_array_equal(looked.generate(4), plain.generate(4))


def test_a_trainer_without_rows_draws_from_those_given(waves, trained):
    seen = trained.features_around("generator", rows=waves)
    restored = GAN.from_bytes(trained.to_bytes())
    with pytest.raises(DataError, match="give them as `rows`"):
        restored.features_around("generator")
    again = restored.features_around("generator", rows=waves)
    np.testing.assert_allclose(again["after"]["generated"], seen["after"]["generated"], atol=1e-6)
    assert restored.values.data.rows is None


def test_an_update_of_the_generator_brings_its_rows_nearer_in_the_eyes_of_the_discriminator(waves, small):
    trainer = GAN(waves, small | BCE).train(30)
    seen = trainer.features_around("generator", updates=20)
    to_logit = trainer.values.state.tensors["discriminator"][-2].numpy()
    logit = {when: (rows["generated"] @ to_logit).mean() for when, rows in seen.items()}
    assert logit["after"] > logit["before"]
