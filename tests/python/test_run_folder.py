"""The lock of a run's folder."""

import os

import pytest
from rgan import CheckpointError
from rgan.files.run_folder import RunFolder


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
