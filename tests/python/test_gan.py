"""The trainer as its users see it."""

import keras
import numpy as np
import pytest
import tensorflow as tf
from rgan import GAN, DataError, SpecError


def test_epochs_steps_and_history_agree(waves, small):
    trainer = GAN(waves, small, batch_size=5).train(6, trace=4)
    assert (trainer.steps_per_epoch, trainer.step, trainer.epoch) == (4, 24, 6)
    assert list(trainer.output) == ["epoch 4", "epoch 6"]
    assert trainer.output["epoch 6"].shape == (42, 24)
    history = trainer.history
    assert history["epoch"].tolist() == [1, 2, 3, 4, 5, 6]
    assert history["step"].tolist() == [4, 8, 12, 16, 20, 24]
    assert (np.diff(history["seconds"]) >= 0).all()


def test_epochs_go_on_counting_when_the_number_of_rows_changes(waves, small):
    trainer = GAN(waves, small, batch_size=4).train(3)
    trainer.attach(np.concatenate([waves, waves]))
    trainer.train(2)
    assert trainer.history["epoch"].tolist() == [1, 2, 3, 4, 5]
    assert trainer.history["step"].tolist() == [4, 8, 12, 20, 28]
    with pytest.raises(DataError, match="shape 24 as in training, not 23"):
        trainer.attach(waves[:, 1:])


def test_history_is_finer_on_request_and_means_agree(waves, small):
    fine, plain = GAN(waves, small, batch_size=4), GAN(waves, small, batch_size=4)
    fine.record(3)
    for trainer in (fine, plain):
        for steps in (1, 4, 7):  # 3 epochs of 4 steps
            trainer.advance(steps)
    history = fine.history
    assert history["step"].tolist() == [3, 4, 7, 8, 11, 12]
    assert history["epoch"].tolist() == [1, 1, 2, 2, 3, 3]
    per_epoch = (3 * history["d_loss"][::2] + history["d_loss"][1::2]) / 4
    np.testing.assert_allclose(per_epoch, plain.history["d_loss"], rtol=1e-6)
    fine.record()
    fine.advance(4)
    assert fine.history["step"].tolist()[-2:] == [12, 16]


BCE = {"objective": {"name": "bce", "r1": 0, "r2": 0}, "updates": {"discriminator": 2, "generator": 3}}


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
    with pytest.raises(DataError, match="must be 'generator' or 'discriminator'"):
        trainer.features_around("both")


def test_looking_at_an_update_changes_nothing_that_comes_after(waves, small):
    looked, plain = GAN(waves, small).train(2), GAN(waves, small).train(2)
    seen = looked.features_around("generator", rows=waves)
    looked.features_around("discriminator", rows=waves[:9])
    states = [tf.nest.flatten(trainer.train(2)._now.state) for trainer in (looked, plain)]
    for ours, theirs in zip(*states, strict=True):
        np.testing.assert_array_equal(ours, theirs)
    np.testing.assert_array_equal(looked.generate(4), plain.generate(4))
    restored = GAN.from_bytes(GAN(waves, small).train(2).to_bytes())
    with pytest.raises(DataError, match="give them as `rows`"):
        restored.features_around("generator")
    again = restored.features_around("generator", rows=waves)
    np.testing.assert_allclose(again["after"]["generated"], seen["after"]["generated"], atol=1e-6)
    assert restored._data is None


@pytest.mark.parametrize("fields", [{}, BCE, {"ema": 10}])
def test_the_networks_are_keras_models_with_the_trained_weights(waves, small, fields):
    late = small | {"generator": [small["generator"][0], {"type": "latent", "after": 2}, small["generator"][1]]}
    trainer = GAN(waves, late | fields).train(3)
    generator, discriminator = trainer.generator, trainer.discriminator
    assert isinstance(generator, keras.Model) and isinstance(discriminator, keras.Model)
    latent = trainer.latent(5)
    made = generator.predict(latent, verbose=0)
    np.testing.assert_allclose(trainer.scaler.invert(made), trainer.generate(latent=latent, epoch=3), atol=1e-4)
    odds = 1 / (1 + np.exp(-discriminator.predict(trainer.scaler.apply(waves), verbose=0)[:, -1]))
    np.testing.assert_allclose(odds, trainer.score(waves), atol=1e-4)
    before = trainer.to_bytes()
    generator.set_weights([0 * w for w in generator.get_weights()])
    assert trainer.to_bytes() == before


def test_an_update_of_the_generator_brings_its_rows_nearer_in_the_eyes_of_the_discriminator(waves, small):
    trainer = GAN(waves, small | BCE).train(30)
    seen = trainer.features_around("generator", updates=20)
    to_logit = trainer._now.state["discriminator"][-2].numpy()
    logit = {when: (rows["generated"] @ to_logit).mean() for when, rows in seen.items()}
    assert logit["after"] > logit["before"]


def test_what_is_generated_does_not_depend_on_how_many_at_a_time(waves, small, monkeypatch):
    trainer = GAN(waves, small)
    whole = trainer.generate(10, seed=4)
    monkeypatch.setattr("rgan.sampling.PART_ROWS", (3, 3))
    np.testing.assert_allclose(trainer.generate(10, seed=4), whole, rtol=1e-5)
    assert (trainer.generate(10, seed=4) != trainer.generate(10, seed=5)).any()


def test_units_of_the_data_come_back(waves):
    plain = GAN(waves, seed=1).train(20).generate(200)
    scaled = GAN(waves * 1000 + 5000, seed=1).train(20).generate(200)
    np.testing.assert_allclose(scaled, plain * 1000 + 5000, rtol=0.02, atol=50)


def test_pretraining_moves_the_discriminator_alone(waves, small):
    trainer = GAN(waves, small | {"pretrain": 2}, batch_size=4)
    before = [w.numpy() for w in trainer._now.state["generator"]]
    judged = trainer.score(waves)
    trainer._pretrain()
    assert trainer.step == 0
    assert all((a == b.numpy()).all() for a, b in zip(before, trainer._now.state["generator"], strict=True))
    assert (judged != trainer.score(waves)).all()


def test_scores_and_features_fit_the_rows(waves, small):
    trainer = GAN(waves, small).train(2)
    score, features = trainer.score(waves), trainer.features(waves)
    assert score.shape == (16,)
    assert ((score > 0) & (score < 1)).all()
    assert features.shape == (16, 8)
    with pytest.raises(DataError, match="as in training"):
        trainer.score(waves[:, :5])


@pytest.mark.parametrize("shape", [(12, 3), (12, 30), (12, 8, 2), (12, 8, 8, 1)])
def test_the_default_recipe_fits_every_kind_of_data(shape):
    x = np.random.default_rng(0).normal(size=shape)
    trainer = GAN(x).train(2)
    assert trainer.generate(5).shape == (5, *shape[1:])


def own_networks(latent=3):
    g = keras.Sequential([keras.Input((latent,)), keras.layers.Dense(8, "relu"), keras.layers.Dense(24)])
    d = keras.Sequential([keras.Input((24,)), keras.layers.Dense(8), keras.layers.Dropout(0.3), keras.layers.Dense(1)])
    return g, d


def test_a_users_own_keras_models_train_and_are_reproducible(waves, small):
    keras.utils.set_random_seed(1)
    g, d = own_networks()
    kept = [w.copy() for w in g.get_weights()]
    runs = [GAN(waves, small, generator=g, discriminator=d).train(3) for _ in range(2)]
    rows = [run.generate(4) for run in runs]
    assert (rows[0] == rows[1]).all()
    assert all((a == b).all() for a, b in zip(kept, g.get_weights(), strict=True))
    raw = runs[0].to_bytes()
    assert (GAN.from_bytes(raw, generator=g, discriminator=d).generate(4) == rows[0]).all()


def test_models_that_do_not_fit_are_refused(waves, small):
    g, d = own_networks(latent=5)
    with pytest.raises(SpecError, match="takes shape 5, but the latent size has shape 3"):
        GAN(waves, small, generator=g, discriminator=d)
    with pytest.raises(SpecError, match="must be a Keras model"):
        GAN(waves, small, generator=42)


def test_a_discriminator_at_rest_does_not_move_while_the_generator_learns(waves, small):
    spec = small | {
        "discriminator_optimizer": {"name": "sgd", "rate": 1e-30},
        "objective": {"name": "bce", "r1": 0, "r2": 0},
    }
    trainer = GAN(waves, spec)
    before = [w.numpy() for w in trainer._now.state["discriminator"]]
    rows = trainer.generate(3)
    trainer.advance(3)
    assert all(np.allclose(a, b, atol=1e-20) for a, b in zip(before, trainer._now.state["discriminator"], strict=True))
    assert (rows != trainer.generate(3)).any()


def test_the_latest_losses_are_those_of_the_newest_entry_of_the_history(waves, small):
    trainer = GAN(waves, small, batch_size=5)
    assert trainer.advance(trainer.steps_per_epoch - 1)["latest"] is None
    for steps in (1, 2 * trainer.steps_per_epoch, 1):
        latest = trainer.advance(steps)["latest"]
        assert latest == {name: trainer.history[name][-1] for name in latest}
    assert set(latest) == {"d_loss", "g_loss", "d_accuracy", "g_accuracy"}
