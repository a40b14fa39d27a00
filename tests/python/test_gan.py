"""The trainer as its users see it."""

import keras
import numpy as np
import pytest
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


def test_the_latest_losses_are_those_of_the_newest_entry_of_the_history(waves, small):
    trainer = GAN(waves, small, batch_size=4)
    assert trainer.advance(trainer.steps_per_epoch - 1)["latest"] is None
    for steps in (1, 2 * trainer.steps_per_epoch, 1):
        latest = trainer.advance(steps)["latest"]
        assert latest == {name: trainer.history[name][-1] for name in latest}
    assert set(latest) == {"d_loss", "g_loss", "d_accuracy", "g_accuracy"}


def test_a_block_tells_where_it_came_to_and_the_means_over_its_steps(trained):
    trained.record(1)
    found, history = trained.advance(3), trained.history
    assert (found["step"], found["epoch"]) == (15, 3)
    for name in ("d_loss", "g_loss", "d_accuracy", "g_accuracy"):
        assert found[name] == pytest.approx(history[name][-3:].mean(), rel=1e-5)
    assert np.isnan(trained.advance(0)["d_loss"])


def test_one_seed_gives_the_same_bits_and_another_does_not(waves, small):
    runs = [GAN(waves, small, batch_size=4, seed=seed).train(3).generate(4) for seed in (5, 5, 6)]
    assert (runs[0] == runs[1]).all()
    assert not np.allclose(runs[0], runs[2])


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


def test_a_trace_is_told_beside_what_real_rows_reach(trained):
    found = trained.trace(rows=5)
    assert trained.output["epoch 3"].shape == (5, 24)
    assert found["real"] == trained.values.monitor().real
    assert found["best_epoch"] == trained.best_epoch
    assert set(trained.scores[-1]) <= set(found)
    assert found["score"] == trained.scores[-1]["score"]


def test_scores_are_a_copy(trained):
    trained.scores[-1]["score"] = -1
    trained.output.clear()
    assert trained.scores[-1]["score"] >= 0 and len(trained.output) == 2


def test_a_trainer_made_of_values_goes_on_from_there_and_leaves_them(trained_values):
    one, other = GAN(trained_values), GAN(trained_values)
    for trainer in (one, other):
        trainer.train(1)
    assert (one.generate(3, epoch=4) == other.generate(3, epoch=4)).all()
    assert (one.epoch, trained_values.epoch) == (4, 3)


def test_latent_rows_of_another_shape_are_refused(trained):
    for latent in (np.zeros(3), np.zeros((2, 4))):
        with pytest.raises(DataError, match=r"Latent rows must have shape n x 5, .* not (3|2 x 4)\."):
            trained.generate(latent=latent)


def test_names_of_the_first_edition_still_work(trained, waves):
    assert (trained.score(waves) == trained.realness(waves)).all()
    assert (trained.held_out == trained.validation_rows).all()


BCE = {"objective": {"name": "bce", "r1": 0, "r2": 0}, "updates": {"discriminator": 2, "generator": 3}}


@pytest.mark.parametrize("fields", [{}, BCE, {"ema": 10}])
def test_the_networks_are_keras_models_with_the_trained_weights(waves, small, fields):
    late = small | {"moments": False}
    late |= {"generator": [small["generator"][0], {"type": "latent", "after": 2}, small["generator"][1]]}
    trainer = GAN(waves, late | fields).train(3)
    generator, discriminator = trainer.generator, trainer.discriminator
    assert isinstance(generator, keras.Model) and isinstance(discriminator, keras.Model)
    latent, encoder = trainer.latent(5), trainer.values.model.encoder
    generated = generator.predict(latent, verbose=0)
    np.testing.assert_allclose(encoder.decode(generated), trainer.generate(latent=latent, epoch=3), atol=1e-4)
    odds = 1 / (1 + np.exp(-discriminator.predict(encoder.encode(waves), verbose=0)[:, -1]))
    np.testing.assert_allclose(odds, trainer.realness(waves), atol=1e-4)
    before = trainer.to_bytes()
    generator.set_weights([0 * w for w in generator.get_weights()])
    assert trainer.to_bytes() == before


def test_units_of_the_data_come_back(waves):
    plain = GAN(waves, seed=1).train(20).generate(200)
    scaled = GAN(waves * 1000 + 5000, seed=1).train(20).generate(200)
    np.testing.assert_allclose(scaled, plain * 1000 + 5000, rtol=0.02, atol=50)


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
    before = [w.copy() for w in g.get_weights()]
    runs = [GAN(waves, small, generator=g, discriminator=d).train(3) for _ in range(2)]
    rows = [run.generate(4) for run in runs]
    assert (rows[0] == rows[1]).all()
    assert all((a == b).all() for a, b in zip(before, g.get_weights(), strict=True))
    raw = runs[0].to_bytes()
    assert (GAN.from_bytes(raw, generator=g, discriminator=d).generate(4) == rows[0]).all()


def test_models_that_do_not_fit_are_refused(waves, small):
    g, d = own_networks(latent=5)
    with pytest.raises(SpecError, match="takes shape 5, but the latent size has shape 3"):
        GAN(waves, small, generator=g, discriminator=d)
    with pytest.raises(SpecError, match="must be a Keras model"):
        GAN(waves, small, generator=42)
