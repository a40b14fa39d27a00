"""What R gets from each call of the bridge."""

import math
import sys
from pathlib import Path

import numpy as np
import pytest
import rgan
from rgan import CheckpointError
from rgan_r import bridge

OWN = str(Path(rgan.__file__).parents[1] / "gan.py")


@pytest.fixture
def trainer(waves, small):
    """Four epochs of four steps, none trained yet."""
    return bridge.new_trainer(OWN, waves, small, 4, 1)


def begun(trainer, epochs=4, history_every=0):
    return bridge.begin(trainer, "rgan_test_model", history_every, epochs, resumed=False)


def user_class(tmp_path, *lines):
    path = tmp_path / "own.py"
    path.write_text("\n".join(["import rgan", "class GAN(rgan.GAN):", *("    " + line for line in lines)]))
    return str(path)


def test_a_run_begins_under_its_name_with_its_plan(trainer):
    position = begun(trainer, epochs=3.0, history_every=2)
    assert sys.modules["__main__"].rgan_test_model is trainer
    assert position == {"step": 0, "epoch": 0, "steps_to_next": 4, "steps_per_epoch": 4, "losses": None}
    assert trainer.values.state.plan == (0, 12)
    bridge.advance(trainer, 4)
    assert trainer.history["step"].tolist() == [2, 4]


def test_a_resumed_run_keeps_its_plan_and_no_end_is_no_plan(trainer):
    begun(trainer, epochs=3)
    bridge.begin(trainer, "rgan_test_model", 0, None, resumed=True)
    assert trainer.values.state.plan == (0, 12)
    bridge.plan(trainer, None)
    assert trainer.values.state.plan[1] > 2**31


def test_a_block_answers_where_the_training_stands(trainer):
    begun(trainer)
    assert bridge.advance(trainer, 3)["losses"] is None
    position = bridge.advance(trainer, 3.0)
    assert (position["step"], position["epoch"], position["steps_to_next"]) == (6, 1, 2)
    newest = {name: column[-1] for name, column in trainer.history.items()}
    assert position["losses"]["d_loss"] == newest["d_loss"]
    assert bridge.position(trainer)["losses"] == newest
    assert bridge.step(trainer) == 6


def test_a_trace_answers_the_figures_of_this_run(trainer):
    begun(trainer)
    for epoch in range(1, 5):
        bridge.advance(trainer, 4)
        seen = bridge.trace(trainer, after=0)
        assert seen["scored"] and seen["score"] == trainer.scores[-1]["score"]
        assert [r["epoch"] for r in seen["recent"]] == list(range(max(1, epoch - 2), epoch + 1))
        assert seen["best"]["epoch"] == seen["best_epoch"] == trainer.best_epoch
        assert seen["recent"][-1]["d_accuracy"] == trainer.scores[-1]["d_accuracy"]
        assert seen["real"] == trainer.real_figures
    later = bridge.trace(trainer, after=3)
    assert [r["epoch"] for r in later["recent"]] == [4]
    # The best epoch is of an earlier run, or the only one of this.
    assert later["best"]["epoch"] == 4


def test_without_tracing_the_same_figures_are_answered(trainer, waves):
    begun(trainer)
    for _ in range(2):
        bridge.advance(trainer, 4)
        seen = bridge.trace(trainer, after=0)
    again = bridge.rebuilt_trainer(OWN, bridge.model_bytes(trainer), waves)
    figures = bridge.fit_state(again, 0, trace_last=False, judged=True)["figures"]
    # Only a trace says how long nothing was better. (As text, where NaN is NaN.)
    assert repr(figures) == repr(seen | {"since_best": None})
    assert bridge.fit_state(again, 2, trace_last=False, judged=True)["figures"] is None


def test_a_fit_traces_its_last_epoch_only_where_it_has_no_rows(trainer):
    begun(trainer)
    bridge.advance(trainer, 4)
    assert bridge.fit_state(trainer, 0, trace_last=False, judged=False)["output"] == {}
    state = bridge.fit_state(trainer, 0, trace_last=True, judged=False)
    assert list(state["output"]) == ["epoch 1"] and state["figures"] is None
    rows = state["output"]["epoch 1"]
    assert bridge.fit_state(trainer, 0, trace_last=True, judged=False)["output"]["epoch 1"] is rows
    assert state["details"]["epoch"] == 1 and len(state["scores"]) == 1
    assert bridge.rebuilt_trainer(OWN, state["model"]).step == 4


@pytest.mark.parametrize(
    ("lines", "scored"),
    [
        (("def trace(self, rows=42):", "    return 'mine'"), False),
        (("def trace(self, rows=42):", "    return {'score': 'low'}"), False),
        (("def trace(self, rows=42):", "    return {'score': 0.25}"), True),
        (("def trace(self, rows=42):", "    return super().trace(rows) | {'score': 0.25}"), True),
    ],
)
def test_classes_of_the_users_own_may_trace_in_their_own_way(tmp_path, waves, small, lines, scored):
    trainer = bridge.new_trainer(user_class(tmp_path, *lines), waves, small, 4, 1)
    begun(trainer)
    bridge.advance(trainer, 4)
    seen = bridge.trace(trainer, after=0)
    assert seen["scored"] is scored
    assert seen["score"] == (0.25 if scored else None)
    if scored:
        whole = "super" in lines[1]
        assert seen["recent"][-1]["score"] == 0.25
        assert (seen["real"] is not None) is whole
        assert math.isnan(seen["recent"][-1]["copies"]) is not whole


def test_classes_of_the_users_own_may_answer_nothing_after_a_block(tmp_path, waves, small):
    lines = ("def advance(self, n_steps):", "    super().advance(n_steps)")
    trainer = bridge.new_trainer(user_class(tmp_path, *lines), waves, small, 4, 1)
    begun(trainer)
    position = bridge.advance(trainer, 4)
    assert position["step"] == 4 and position["losses"]["d_loss"] == trainer.history["d_loss"][-1]


def test_classes_of_the_users_own_need_not_know_epochs_and_latent_rows(tmp_path, waves, small):
    lines = ("def generate(self, n=1, seed=0):", "    return super().generate(n, seed) * 0 + 7")
    trainer = bridge.new_trainer(user_class(tmp_path, *lines), waves, small, 4, 1)
    assert (bridge.generate(trainer, 3, 1) == 7).all()


def test_rows_come_from_a_seed_an_epoch_or_latent_rows(trainer):
    begun(trainer)
    bridge.advance(trainer, 4)
    bridge.trace(trainer, after=0)
    np.testing.assert_array_equal(bridge.generate(trainer, 3, 5), trainer.generate(3, 5))
    np.testing.assert_array_equal(bridge.generate(trainer, 3, 5, 1), trainer.generate(3, 5, epoch=1))
    z = bridge.latent(trainer, 2, 5)
    np.testing.assert_array_equal(bridge.generate(trainer, 2, 5, latent=z), trainer.generate(2, latent=z))
    assert bridge.realness(trainer, trainer.x_train).shape == (16,)
    assert bridge.features(trainer, trainer.x_train).shape == (16, 8)


def test_a_folder_is_given_back_when_it_cannot_be_read(tmp_path, waves):
    (tmp_path / "step-0000000001.rgan").write_bytes(b"nonsense")
    for _ in range(2):
        with pytest.raises(CheckpointError, match="can be read"):
            bridge.open_folder(str(tmp_path), waves)


def test_a_run_goes_on_from_its_folder(tmp_path, trainer, waves):
    path = str(tmp_path / "run")
    opened = bridge.open_folder(path, waves)
    assert (opened["note"], opened["damaged"]) == (None, [])
    begun(trainer)
    bridge.advance(trainer, 6)
    bridge.save_checkpoint(opened["folder"], trainer, "a note")
    with pytest.raises(CheckpointError, match="in use"):
        bridge.open_folder(path, waves)
    bridge.close_folder(opened["folder"])
    again = bridge.open_folder(path, waves)
    assert again["note"] == "a note" and again["fingerprint"] == opened["fingerprint"]
    resumed = bridge.resumed_trainer(again["folder"], OWN, waves)
    bridge.close_folder(again["folder"])
    assert resumed["kind"] == "waves"
    assert bridge.position(resumed["trainer"]) == bridge.position(trainer)
