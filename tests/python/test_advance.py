"""Blocks of steps: their length changes no bit, and what diverges leaves the last finite state."""

import numpy as np
import pytest
from rgan import GAN, DivergedError
from rgan.training.advance import advance

DROPOUT = [{"type": "dense", "units": 8, "activation": "leaky_relu"}, {"type": "dropout", "rate": 0.25}]
RECIPES = {
    "penalties": {"objective": {"name": "relativistic", "r1": 1.0, "r2": 0.5}},
    "dropout": {
        "generator": [*DROPOUT, {"type": "output"}],
        "discriminator": [*DROPOUT, {"type": "dense", "units": 1}],
    },
    "convolution": {
        "objective": {"name": "bce", "r1": 0, "r2": 0},
        "discriminator": [
            {"type": "reshape", "shape": ["data", 1]},
            {"type": "conv1d", "filters": 4, "kernel": 5, "activation": "relu"},
            {"type": "flatten"},
            {"type": "dense", "units": 1},
        ],
    },
}


@pytest.mark.parametrize("name", RECIPES)
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


def test_the_state_before_is_left_as_it_was(trained_values):
    before = [w.numpy().copy() for w in trained_values.state.tensors["generator"]]
    state, _ = advance(*trained_values, trained_values.batches(), 5)
    assert (trained_values.state.step, state.step) == (12, 17)
    now = trained_values.state.tensors["generator"]
    assert all((a == b.numpy()).all() for a, b in zip(before, now, strict=True))
    again, _ = advance(*trained_values, trained_values.batches(), 5)
    np.testing.assert_array_equal(again.tensors["generator"][0], state.tensors["generator"][0])


def test_no_steps_change_nothing(trained_values):
    state, _ = advance(*trained_values, trained_values.batches(), 0)
    assert state.tensors is trained_values.state.tensors and state.history == trained_values.state.history


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


def test_passes_before_the_first_step_move_the_discriminator_alone_and_once(waves, small):
    trainer = GAN(waves, small | {"pretrain": 2}, batch_size=4)
    before, realness = trainer.values.state, trainer.realness(waves)
    trainer.advance(0)
    after = trainer.values.state
    assert (after.step, after.pretrained, len(after.history)) == (0, True, 0)
    for name, moves in (("generator", False), ("discriminator", True), ("average", False)):
        pairs = zip(before.tensors[name], after.tensors[name], strict=True)
        assert any((a.numpy() != b.numpy()).any() for a, b in pairs) == moves
    assert (realness != trainer.realness(waves)).all()
    trainer.advance(0)
    assert trainer.values.state.tensors is after.tensors
