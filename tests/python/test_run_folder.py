"""The folder of a run: its newest two checkpoints, and one process at a time."""

import os
import subprocess
import sys
from dataclasses import replace

import pytest
import tensorflow as tf
from rgan import CheckpointError
from rgan.errors import NewerFormatError
from rgan.files import container
from rgan.files.run_folder import RunFolder


@pytest.fixture
def folder(tmp_path):
    made = RunFolder(tmp_path / "deep" / "run")
    yield made
    made.close()


def at_step(values, step):
    """The same values at another step."""
    tensors = values.state.tensors | {"step": tf.constant(step, tf.int32)}
    return values._replace(state=replace(values.state, tensors=tensors))


def names(folder):
    """All in a folder but the lock and what belongs to it."""
    return sorted(path.name for path in folder.path.iterdir() if not path.name.startswith("lock"))


def test_a_new_folder_has_no_checkpoint(folder):
    assert folder.find() is None
    assert names(folder) == []


def test_the_newest_checkpoint_is_found_with_its_note(folder, trained_values):
    folder.save(trained_values, "a note")
    assert folder.find() == "a note"
    restored = folder.restore()
    assert (restored.state.step, restored.data.rows) == (12, None)
    assert restored.data.fingerprint == trained_values.data.fingerprint


def test_the_newest_two_are_kept_and_half_written_files_go(folder, trained_values):
    (folder.path / ".step-0000000007.rgan.1.abc").write_bytes(b"half")
    (folder.path / "notes.txt").write_text("mine")
    for step in (13, 14, 15):
        folder.save(at_step(trained_values, step), "")
    assert names(folder) == ["notes.txt", "step-0000000014.rgan", "step-0000000015.rgan"]


def test_a_damaged_checkpoint_is_passed_over_and_the_one_before_survives_the_next(folder, trained_values):
    for step in (13, 14):
        folder.save(at_step(trained_values, step), f"note of {step}")
    (folder.path / "step-0000000014.rgan").write_bytes(b"RGAN")
    folder.close()
    again = RunFolder(folder.path)
    assert again.find() == "note of 13"
    assert len(again.damaged) == 1 and "step-0000000014.rgan" in again.damaged[0]
    assert again.restore().state.step == 13
    again.save(at_step(trained_values, 15), "")
    again.close()
    assert names(folder) == ["step-0000000013.rgan", "step-0000000015.rgan"]


def test_where_none_can_be_read_the_way_out_is_said(folder):
    (folder.path / "step-0000000014.rgan").write_bytes(b"RGAN")
    with pytest.raises(CheckpointError, match=r"No checkpoint in .* can be read.*Delete the folder to start anew"):
        folder.find()


def test_a_checkpoint_of_a_newer_version_is_never_passed_over(folder, trained_values, monkeypatch):
    folder.save(trained_values, "")
    monkeypatch.setattr(container, "FORMAT", 0)
    with pytest.raises(NewerFormatError, match="newer rgan"):
        folder.find()


def test_a_file_in_the_folders_place_is_refused(tmp_path):
    (tmp_path / "run").write_text("x")
    with pytest.raises(CheckpointError, match=r"needs a folder, but .* is a file"):
        RunFolder(tmp_path / "run")


def test_a_lock_is_refused_to_others_and_ends_with_its_process(tmp_path):
    code = (
        "import sys, os, signal; from rgan.files.run_folder import RunFolder; folder = RunFolder(sys.argv[1]);"
        "print('locked', flush=True); signal.pause()"
    )
    path = [str(p) for p in sys.path]
    with subprocess.Popen(
        [sys.executable, "-c", f"import sys; sys.path[:0] = {path!r}; {code}", str(tmp_path / "run")],
        stdout=subprocess.PIPE,
        text=True,
    ) as holder:
        assert holder.stdout.readline() == "locked\n"
        with pytest.raises(CheckpointError, match=f"in use by process {holder.pid}"):
            RunFolder(tmp_path / "run")
        holder.kill()
        holder.wait()
    RunFolder(tmp_path / "run").close()


def test_a_folder_in_use_is_refused_naming_its_process_until_it_is_closed(tmp_path):
    folder = RunFolder(tmp_path)
    for _ in range(2):
        with pytest.raises(CheckpointError, match=f"in use by process {os.getpid()}\\."):
            RunFolder(tmp_path)
    folder.close()
    folder.close()
    RunFolder(tmp_path).close()
    assert {path.name for path in tmp_path.iterdir()} <= {"lock"}


def test_what_a_process_that_was_killed_left_behind_is_in_nobodys_way(tmp_path):
    (tmp_path / "lock").write_text("4711\n")
    (tmp_path / "lock-owner").write_text("4711\n")
    folder = RunFolder(tmp_path)
    with pytest.raises(CheckpointError, match=f"in use by process {os.getpid()}\\."):
        RunFolder(tmp_path)
    folder.close()


def test_an_owner_that_cannot_be_read_is_another(tmp_path):
    folder = RunFolder(tmp_path)
    (tmp_path / "lock-owner").write_text("rm -rf {value}\n" * 1000)
    with pytest.raises(CheckpointError, match="in use by process another"):
        RunFolder(tmp_path)
    folder.close()


@pytest.mark.skipif(os.name == "nt", reason="links need rights on Windows")
@pytest.mark.parametrize("name", ["lock", "lock-owner"])
def test_links_are_never_followed(name, tmp_path):
    precious = tmp_path / "precious"
    precious.write_text("precious")
    (tmp_path / "run").mkdir()
    (tmp_path / "run" / name).symlink_to(precious)
    RunFolder(tmp_path / "run").close()
    assert precious.read_text() == "precious"


def test_what_cannot_be_a_lock_is_said(tmp_path):
    (tmp_path / "lock").mkdir()
    with pytest.raises(CheckpointError, match="the lock in it is no file"):
        RunFolder(tmp_path)
    (tmp_path / "file").write_text("x")
    with pytest.raises(CheckpointError, match=r"needs a folder, but .* is a file"):
        RunFolder(tmp_path / "file")
