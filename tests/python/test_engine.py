"""The compiled block against the plain reference, and what it promises about draws and blocks."""

import gc
import weakref

import numpy as np
import pytest
import reference
from rgan import GAN, DivergedError
from rgan.training import engine
from rgan.training.engine import ema_decay

DROPOUT = [
    {"type": "dense", "units": 8, "activation": "leaky_relu"},
    {"type": "dropout", "rate": 0.25},
    {"type": "dense", "units": 6, "activation": "tanh"},
    {"type": "dropout", "rate": 0.5},
]
CONV = [
    {"type": "reshape", "shape": ["data", 1]},
    {"type": "conv1d", "filters": 4, "kernel": 5, "activation": "relu"},
    {"type": "flatten"},
    {"type": "dense", "units": 1},
]
RECIPES = {
    "relativistic": {"objective": {"name": "relativistic", "r1": 0, "r2": 0}},
    "relativistic with penalties": {"objective": {"name": "relativistic", "r1": 1.0, "r2": 0.5}},
    "relativistic with dropout": {
        "objective": {"name": "relativistic", "r1": 0, "r2": 0},
        "generator": [*DROPOUT, {"type": "output"}],
        "discriminator": [*DROPOUT, {"type": "dense", "units": 1}],
    },
    "bce": {"objective": {"name": "bce", "r1": 0, "r2": 0}},
    "bce, smoothed, dropout": {
        "objective": {"name": "bce", "r1": 0, "r2": 0, "label_smoothing": 0.1},
        "generator": [*DROPOUT, {"type": "output"}],
        "discriminator": [*DROPOUT, {"type": "dense", "units": 1}],
    },
    "bce with R1": {"objective": {"name": "bce", "r1": 2.0, "r2": 0}},
    "wgan-gp, three critic updates": {
        "objective": {"name": "wgan-gp", "r1": 0, "r2": 0, "gradient_penalty": 10.0},
        "updates": {"discriminator": 3},
    },
    "hinge, two generator updates": {
        "objective": {"name": "hinge", "r1": 0, "r2": 0},
        "updates": {"generator": 2},
    },
    "relativistic, so many updates that they are a loop": {
        "objective": {"name": "relativistic", "r1": 1.0, "r2": 0},
        "updates": {"discriminator": 5, "generator": 4},
    },
    "bce, rmsprop": {
        "objective": {"name": "bce", "r1": 0, "r2": 0},
        "generator_optimizer": {"name": "rmsprop", "momentum": 0.5},
        "discriminator_optimizer": {"name": "rmsprop"},
    },
    "bce, sgd": {
        "objective": {"name": "bce", "r1": 0, "r2": 0},
        "generator_optimizer": {"name": "sgd", "rate": 0.1},
        "discriminator_optimizer": {"name": "sgd", "rate": 0.1, "momentum": 0.9},
    },
    "convolution": {"objective": {"name": "bce", "r1": 0, "r2": 0}, "discriminator": CONV},
}
STEADY = {"scaling": "standard", "schedule": {"shape": "constant", "beta_2": None}, "ema": 0}


@pytest.mark.parametrize("name", RECIPES)
def test_block_equals_the_plain_reference_over_20_steps(name, waves, small):
    spec = small | STEADY | RECIPES[name]
    ours, plain = GAN(waves, spec, batch_size=4, seed=3), GAN(waves, spec, batch_size=4, seed=3)

    ours.advance(20)
    losses = reference.train(
        *plain._networks, plain.recipe, plain._data, plain._draws, steps=20
    )  # fmt: skip

    history = ours.history
    per_epoch = np.array(losses).reshape(-1, ours.steps_per_epoch, 2).mean(axis=1)
    np.testing.assert_allclose(np.stack([history["d_loss"], history["g_loss"]], 1), per_epoch, rtol=2e-4, atol=2e-5)
    for network, weights in zip(("generator", "discriminator"), plain._networks, strict=True):
        for ours_w, plain_w in zip(ours._now.state[network], weights.weights(), strict=True):
            np.testing.assert_allclose(ours_w, plain_w, rtol=2e-3, atol=2e-5)


@pytest.mark.parametrize("name", ["relativistic with penalties", "bce, smoothed, dropout", "convolution"])
def test_results_do_not_depend_on_the_length_of_blocks(name, waves, small):
    spec = small | RECIPES[name]
    whole, pieces = GAN(waves, spec, batch_size=4), GAN(waves, spec, batch_size=4)
    for trainer in (whole, pieces):
        trainer.plan(100)
    whole.advance(300)
    for steps in (1, 2, 254, 3, 40):
        pieces.advance(steps)
    assert (whole.generate(8) == pieces.generate(8)).all()
    assert (whole.history["d_loss"] == pieces.history["d_loss"]).all()


def test_one_seed_gives_the_same_bits_and_another_does_not(waves, small):
    runs = [GAN(waves, small, batch_size=4, seed=seed).train(3).generate(4) for seed in (5, 5, 6)]
    assert (runs[0] == runs[1]).all()
    assert not np.allclose(runs[0], runs[2])


def test_no_second_trace_whatever_the_number_of_steps(waves, small):
    trainer = GAN(waves, small, batch_size=4)
    for steps in (1, 7, 300, 2):
        trainer.advance(steps)
    assert trainer._engine._block.traced.experimental_get_tracing_count() == 1


def test_average_of_the_generator_follows_its_half_life(waves, small):
    trainer = GAN(waves, small | {"ema": 10} | {"schedule": {"shape": "constant"}}, batch_size=4)
    average = [w.numpy() for w in trainer._now.state["generator"]]
    for step in range(1, 6):
        trainer.advance(1)
        decay = 0.5 ** (1 / min(10, 0.05 * step))
        average = [
            decay * a + (1 - decay) * w.numpy() for a, w in zip(average, trainer._now.state["generator"], strict=True)
        ]
    for ours, expected in zip(trainer._now.state["average"], average, strict=True):
        np.testing.assert_allclose(ours, expected, rtol=1e-5, atol=1e-6)
    assert float(ema_decay(0, 5)) == 0


def test_cosine_schedule_ends_at_the_final_rate(waves, small):
    sgd = {"name": "sgd", "rate": 0.1}
    spec = small | {
        "generator_optimizer": sgd,
        "discriminator_optimizer": sgd,
        "objective": {"name": "bce", "r1": 0, "r2": 0},
        "schedule": {"shape": "cosine", "rate": 0.0},
        "ema": 0,
    }
    trainer = GAN(waves, spec, batch_size=4)
    trainer.plan(2)
    trainer.advance(8)  # the whole plan: from here on the rate is 0
    before = trainer.generate(4)
    trainer.advance(4)
    assert (before == trainer.generate(4)).all()


def test_divergence_is_said_and_the_last_finite_state_kept(waves, small):
    spec = small | {
        "generator_optimizer": {"name": "sgd", "rate": 1e30},
        "discriminator_optimizer": {"name": "sgd", "rate": 1e30},
        "objective": {"name": "wgan-gp", "r1": 0, "r2": 0},
    }
    trainer = GAN(waves, spec, batch_size=4)
    before = trainer.generate(4)
    with pytest.raises(DivergedError, match="no longer finite"):
        trainer.advance(50)
    assert trainer.step == 0
    assert (before == trainer.generate(4)).all()


def test_only_the_engines_that_are_shared_outlive_their_trainers(small):
    engine._engines.clear()
    engines = []
    for columns in range(3, 4 + engine.SHARED):
        trainer = GAN(np.random.default_rng(0).normal(size=(12, columns)), {**small, "kind": "table"}, batch_size=4)
        if not engines:
            trainer.train(1)
            compiled = weakref.ref(trainer._engine._block.traced)
        engines.append(weakref.ref(trainer._engine))
    del trainer
    gc.collect()
    assert compiled() is None
    assert [ref() is not None for ref in engines] == [False] + [True] * engine.SHARED
    engine._engines.clear()
    gc.collect()
    assert not any(ref() for ref in engines)
