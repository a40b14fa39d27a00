"""How rates, penalties and beta_2 move, and the half-life of the averaged generator."""

import math

import numpy as np
import pytest
import tensorflow as tf
from rgan import GAN, Spec
from rgan.training.schedule import ema_decay, schedule


def settings(**fields):
    return Spec.from_dict({"schedule": fields}).schedule


def at(step, plan=(100, 400), **fields):
    found = schedule(settings(**fields), tf.constant(float(step)), tf.constant(plan, tf.float32))
    return {name: float(value) for name, value in found.items()}


@pytest.mark.parametrize(("step", "done"), [(0, 0), (100, 0), (200, 0.25), (300, 0.5), (500, 1), (9000, 1)])
def test_a_cosine_moves_from_the_first_to_the_last_step_of_the_plan(step, done):
    moved = (1 - math.cos(math.pi * done)) / 2
    expected = {"rate": 1 - 0.9 * moved, "penalty": 1 - 0.5 * moved, "beta_2": moved}
    assert at(step, shape="cosine", rate=0.1, penalty=0.5, fall="linear") == pytest.approx(expected, abs=1e-6)
    expected["penalty"] = math.exp(moved * math.log(0.5))
    assert at(step, shape="cosine", rate=0.1, penalty=0.5, fall="geometric") == pytest.approx(expected, abs=1e-6)


def test_where_the_penalty_ends_is_open_by_default_and_scaling_decides():
    assert Spec.from_dict().schedule.penalty is None
    assert Spec.from_dict().resolve("waves", (50,)).schedule.penalty == 0.03
    assert Spec.from_dict().resolve("table", (5,)).schedule.penalty == 0.0002
    assert Spec.from_dict({"objective": {"name": "wgan-gp"}}).resolve("table", (5,)).schedule.penalty == 0.03
    assert at(500, shape="cosine", penalty=0, fall="geometric")["penalty"] == pytest.approx(0, abs=1e-5)


@pytest.mark.parametrize("step", [0, 300, 9000])
def test_a_constant_schedule_moves_nothing(step):
    assert at(step, shape="constant", rate=0.1, penalty=0.5) == {"rate": 1, "penalty": 1, "beta_2": 0}


def test_decay_is_a_half_after_the_half_life_which_grows_with_the_steps_done():
    def decay(half_life, step):
        return float(ema_decay(half_life, tf.constant(float(step))))

    assert decay(10, 10_000) ** 10 == pytest.approx(0.5, rel=1e-4)
    assert decay(500, 2000) ** 100 == pytest.approx(0.5, rel=1e-4)  # a twentieth of the steps done
    assert decay(0, 5) == 0


def test_average_of_the_generator_follows_its_half_life(waves, small):
    trainer = GAN(waves, small | {"ema": 10} | {"schedule": {"shape": "constant"}}, batch_size=4)

    def weights(name):
        return [w.numpy() for w in trainer.values.state.tensors[name]]

    average = weights("generator")
    for step in range(1, 6):
        trainer.advance(1)
        decay = 0.5 ** (1 / min(10, 0.05 * step))
        average = [decay * a + (1 - decay) * w for a, w in zip(average, weights("generator"), strict=True)]
    for ours, expected in zip(weights("average"), average, strict=True):
        np.testing.assert_allclose(ours, expected, rtol=1e-5, atol=1e-6)


def test_training_stands_still_when_the_rate_has_come_to_zero(waves, small):
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
