"""A run block by block: what each call answers to R, the figures of its traces, and its folder."""

import math
import sys
from pathlib import Path

import pytest
import rgan
from rgan import GAN, CheckpointError, DivergedError
from rgan_r import run
from rgan_r.user_file import load_trainer

OWN = str(Path(rgan.__file__).parents[1] / "gan.py")


@pytest.fixture
def trainer(waves, small):
    """Four epochs of four steps, none trained yet."""
    return GAN(waves, small, 4, 1)


def begun(trainer, epochs=4, history_every=0):
    return run.begin(trainer, "rgan_test_model", history_every, epochs, resumed=False)


def user_class(tmp_path, *lines):
    path = tmp_path / "own.py"
    path.write_text("\n".join(["import rgan", "class GAN(rgan.GAN):", *("    " + line for line in lines)]))
    return str(path)


def test_a_run_begins_under_its_name_with_its_plan(trainer):
    position = begun(trainer, epochs=3.0, history_every=2)
    assert sys.modules["__main__"].rgan_test_model is trainer
    assert position == {"step": 0, "epoch": 0, "steps_to_next": 4, "steps_per_epoch": 4, "losses": None}
    assert trainer.values.state.plan == (0, 12)
    run.advance(trainer, 4)
    assert trainer.history["step"].tolist() == [2, 4]


def test_a_resumed_run_keeps_its_plan_and_no_end_is_no_plan(trainer):
    begun(trainer, epochs=3)
    run.begin(trainer, "rgan_test_model", 0, None, resumed=True)
    assert trainer.values.state.plan == (0, 12)
    run.plan(trainer, None)
    assert trainer.values.state.plan[1] > 2**31


def test_a_block_answers_where_the_training_stands(trainer):
    begun(trainer)
    assert run.advance(trainer, 3)["losses"] is None
    position = run.advance(trainer, 3.0)
    assert (position["step"], position["epoch"], position["steps_to_next"]) == (6, 1, 2)
    newest = {name: column[-1] for name, column in trainer.history.items()}
    assert position["losses"]["d_loss"] == newest["d_loss"]
    assert run.position(trainer)["losses"] == newest


def test_a_trace_answers_the_figures_of_this_run(trainer):
    begun(trainer)
    for epoch in range(1, 5):
        run.advance(trainer, 4)
        seen = run.trace(trainer, after=0)
        assert seen["scored"] and seen["score"] == trainer.scores[-1]["score"]
        assert [r["epoch"] for r in seen["recent"]] == list(range(max(1, epoch - 2), epoch + 1))
        assert seen["best"]["epoch"] == seen["best_epoch"] == trainer.best_epoch
        assert seen["recent"][-1]["d_accuracy"] == trainer.scores[-1]["d_accuracy"]
        assert seen["real"] == trainer.real_figures
    later = run.trace(trainer, after=3)
    assert [r["epoch"] for r in later["recent"]] == [4]
    # The best epoch is of an earlier run, or the only one of this.
    assert later["best"]["epoch"] == 4


def test_early_traces_are_rows_and_figures_that_nothing_depends_on(trainer):
    begun(trainer)
    run.advance(trainer, 4)
    run.trace_early(trainer)
    assert run.figures_of(trainer, 0) is None and trainer.best_epoch is None
    run.advance(trainer, 4)
    seen = run.trace(trainer, after=0)
    assert [r["epoch"] for r in seen["recent"]] == [2]
    state = run.fit_state(trainer, 0, trace_last=True, judged=False)
    assert list(state["early"]) == ["epoch 1"] and list(state["output"]) == ["epoch 2"]
    assert [score["epoch"] for score in state["scores"]] == [1, 2] and state["details"]["kept_epochs"] == [2]
    # The discriminator's accuracy is that of both epochs, as without.
    assert trainer.scores[-1]["d_accuracy"] == pytest.approx(trainer.history["d_accuracy"].mean())


def test_without_tracing_the_same_figures_are_answered(trainer, waves):
    begun(trainer)
    for _ in range(2):
        run.advance(trainer, 4)
        seen = run.trace(trainer, after=0)
    again = GAN.from_bytes(trainer.to_bytes(), waves)
    figures = run.fit_state(again, 0, trace_last=False, judged=True)["figures"]
    # Only a trace says how long nothing was better. (As text, where NaN is NaN.)
    assert repr(figures) == repr(seen | {"since_best": None})
    assert run.fit_state(again, 2, trace_last=False, judged=True)["figures"] is None


def test_alone_one_stops_as_one_says(trainer):
    assert run.chief_stops(trainer, True)
    assert not run.chief_stops(trainer, False)


def test_those_who_look_at_a_trace_see_its_rows_and_what_was_before(trainer):
    begun(trainer)
    for _ in range(2):
        run.advance(trainer, 4)
        run.trace(trainer, 0)
    seen = run.trace_state(trainer)
    assert (seen["rows"] == trainer.output["epoch 2"]).all()
    assert seen["epochs"] == [1, 2]
    assert seen["scores"] == [record["score"] for record in trainer.scores]
    assert seen["history"]["epoch"].tolist() == [1, 2]
    assert seen["figures"]["epoch"] == 2
    assert seen["conditions"] is None
    run.advance(trainer, 4)
    untraced = run.trace_state(trainer)
    assert untraced["rows"].shape == (42, *trainer.output["epoch 2"].shape[1:])
    assert untraced["figures"] is None
    trainer.trace_early()
    assert (run.trace_state(trainer)["rows"] == trainer.early_output["epoch 3"]).all()


def test_a_fit_traces_its_last_epoch_only_where_it_has_no_rows(trainer):
    begun(trainer)
    run.advance(trainer, 4)
    assert run.fit_state(trainer, 0, trace_last=False, judged=False)["output"] == {}
    state = run.fit_state(trainer, 0, trace_last=True, judged=False)
    assert list(state["output"]) == ["epoch 1"] and state["figures"] is None
    rows = state["output"]["epoch 1"]
    assert run.fit_state(trainer, 0, trace_last=True, judged=False)["output"]["epoch 1"] is rows
    assert state["details"]["epoch"] == 1 and len(state["scores"]) == 1
    assert GAN.from_bytes(state["model"]).step == 4


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
    trainer = load_trainer(user_class(tmp_path, *lines))(waves, small, 4, 1)
    begun(trainer)
    run.advance(trainer, 4)
    seen = run.trace(trainer, after=0)
    assert seen["scored"] is scored
    assert seen["score"] == (0.25 if scored else None)
    if scored:
        whole = "super" in lines[1]
        assert seen["recent"][-1]["score"] == 0.25
        assert (seen["real"] is not None) is whole
        assert math.isnan(seen["recent"][-1]["copies"]) is not whole


def test_classes_of_the_users_own_may_answer_nothing_after_a_block(tmp_path, waves, small):
    lines = ("def advance(self, n_steps):", "    super().advance(n_steps)")
    trainer = load_trainer(user_class(tmp_path, *lines))(waves, small, 4, 1)
    begun(trainer)
    position = run.advance(trainer, 4)
    assert position["step"] == 4 and position["losses"]["d_loss"] == trainer.history["d_loss"][-1]


def test_a_folder_is_given_back_when_it_cannot_be_read(tmp_path, waves):
    (tmp_path / "step-0000000001.rgan").write_bytes(b"nonsense")
    for _ in range(2):
        with pytest.raises(CheckpointError, match="can be read"):
            run.open_folder(str(tmp_path), waves)


def test_a_run_goes_on_from_its_folder(tmp_path, trainer, waves):
    path = str(tmp_path / "run")
    opened = run.open_folder(path, waves)
    assert (opened["note"], opened["damaged"]) == (None, [])
    begun(trainer)
    run.advance(trainer, 6)
    run.save_checkpoint(opened["folder"], trainer, "a note")
    with pytest.raises(CheckpointError, match="in use"):
        run.open_folder(path, waves)
    run.close_folder(opened["folder"])
    again = run.open_folder(path, waves)
    assert again["note"] == "a note" and again["fingerprint"] == opened["fingerprint"]
    resumed = run.resumed_trainer(again["folder"], OWN, waves)
    run.close_folder(again["folder"])
    assert resumed["kind"] == "waves"
    assert run.position(resumed["trainer"]) == run.position(trainer)


def test_no_end_is_a_plan_without_one_and_epochs_may_be_a_number_of_r(trainer):
    begun(trainer, epochs=None)
    assert trainer.values.state.plan[1] > 2**31
    run.plan(trainer, 7.0)
    assert trainer.values.state.plan == (0, 28)


def test_a_block_that_diverges_leaves_the_run_where_it_was(waves, small):
    wild = {"name": "sgd", "rate": 1e30}
    objective = {"name": "wgan-gp", "r1": 0, "r2": 0}
    spec = small | {"generator_optimizer": wild, "discriminator_optimizer": wild, "objective": objective}
    trainer = GAN(waves, spec, 4, 1)
    before = begun(trainer)
    with pytest.raises(DivergedError, match="no longer finite"):
        run.advance(trainer, 50)
    assert run.position(trainer) == before


def test_a_run_without_traces_has_no_figures(trainer):
    begun(trainer)
    assert run.figures_of(trainer, 0) is None
    run.advance(trainer, 4)
    run.trace(trainer, after=0)
    assert run.figures_of(trainer, 0)["score"] == trainer.scores[-1]["score"]
    # Those of an earlier run are not of this.
    assert run.figures_of(trainer, 1) is None


def test_figures_that_a_trace_of_an_earlier_version_lacks_are_nan(trainer):
    begun(trainer)
    run.advance(trainer, 4)
    seen = {"epoch": 1, "step": 4, "score": 0.5, "best_epoch": 1, "since_best": 0}
    figures = run.figures_of(trainer, 0, seen)
    assert figures["score"] == figures["best"]["score"] == 0.5
    assert figures["since_best"] == 0 and figures["real"] is None
    assert set(figures["best"]) == set(run.FIGURES)
    assert math.isnan(figures["best"]["copies"]) and math.isnan(figures["recent"][0]["d_accuracy"])


def test_an_empty_folder_has_no_note_and_a_damaged_file_is_told(tmp_path, trainer, waves):
    path = tmp_path / "run"
    opened = run.open_folder(str(path), waves)
    assert (opened["note"], opened["damaged"]) == (None, [])
    begun(trainer)
    for note in ("first", "second"):
        run.advance(trainer, 4)
        run.save_checkpoint(opened["folder"], trainer, note)
    run.close_folder(opened["folder"])
    newest = sorted(path.glob("*.rgan"))[-1]
    newest.write_bytes(newest.read_bytes()[:-1])
    again = run.open_folder(str(path), waves)
    resumed = run.resumed_trainer(again["folder"], OWN, waves)["trainer"]
    run.close_folder(again["folder"])
    assert again["note"] == "first" and resumed.step == 4
    assert len(again["damaged"]) == 1 and newest.name in again["damaged"][0]


def test_other_rows_have_another_fingerprint(tmp_path, waves):
    def fingerprint(name, rows):
        opened = run.open_folder(str(tmp_path / name), rows)
        run.close_folder(opened["folder"])
        return opened["fingerprint"]

    assert fingerprint("a", waves) == fingerprint("b", waves.copy())
    assert fingerprint("a", waves) != fingerprint("b", waves + 1e-9)
