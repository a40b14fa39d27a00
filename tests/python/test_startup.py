"""Importing and Ctrl-C as R needs them; no TensorFlow here, as none is there when they are used."""

import os
import signal
import subprocess
import sys
import threading
import time
from pathlib import Path

import pytest
import tensorflow as tf
from rgan_r import startup

FOLDER = str(Path(startup.__file__).parents[1])


def write(tmp_path, name, text):
    (tmp_path / f"{name}.py").write_text(text)
    return name, str(tmp_path)


def test_it_needs_the_standard_library_only():
    code = (
        "import sys, rgan_r.startup; print([m for m in ('tensorflow', 'numpy', 'keras', 'rgan') if m in sys.modules])"
    )
    env = os.environ | {"PYTHONPATH": FOLDER}
    run = subprocess.run([sys.executable, "-c", code], check=True, env=env, capture_output=True, text=True)
    assert run.stdout.strip() == "[]"


def test_a_module_of_another_folder_is_imported_and_the_path_left_as_it_was(tmp_path):
    before = list(sys.path)
    startup.load(*write(tmp_path, "rgan_test_loaded", "value = 7"))
    assert sys.modules["rgan_test_loaded"].value == 7
    assert sys.path == before


def test_a_fault_of_the_import_is_raised_as_it_is(tmp_path):
    before = list(sys.path)
    with pytest.raises(ZeroDivisionError, match="mine"):
        startup.load(*write(tmp_path, "rgan_test_faulty", "raise ZeroDivisionError('mine')"), quiet=True)
    assert sys.path == before


def test_a_quiet_import_writes_nothing_and_gives_the_error_output_back(tmp_path, capfd):
    name, folder = write(tmp_path, "rgan_test_loud", "import os; os.write(2, b'chatter')")
    startup.load(name, folder, quiet=True)
    os.write(2, b"afterwards")
    assert capfd.readouterr().err == "afterwards"


@pytest.mark.skipif(os.name == "nt", reason="signals of POSIX")
def test_ctrl_c_waits_until_the_import_is_over(tmp_path, request):
    name, folder = write(tmp_path, "rgan_test_slow", "import time; time.sleep(0.5); done = True")
    # Tests that a script runs in the background ignore Ctrl-C otherwise.
    before = signal.signal(signal.SIGINT, signal.default_int_handler)
    request.addfinalizer(lambda: signal.signal(signal.SIGINT, before))
    threading.Timer(0.1, os.kill, (os.getpid(), signal.SIGINT)).start()
    began = time.monotonic()
    with pytest.raises(KeyboardInterrupt):
        startup.load(name, folder)
    assert time.monotonic() - began > 0.4
    assert sys.modules["rgan_test_slow"].done


def test_only_variables_that_are_missing_are_set(monkeypatch):
    monkeypatch.setenv("RGAN_TEST_SET", "mine")
    monkeypatch.delenv("RGAN_TEST_MISSING", raising=False)
    startup.set_missing({"RGAN_TEST_SET": "theirs", "RGAN_TEST_MISSING": "theirs"})
    assert (os.environ["RGAN_TEST_SET"], os.environ.pop("RGAN_TEST_MISSING")) == ("mine", "theirs")


def test_compiled_code_is_kept_beside_other_flags_by_version_and_processor(monkeypatch, tmp_path):
    monkeypatch.setenv("TF_XLA_FLAGS", "--tf_xla_enable_xla_devices")
    startup.set_compile_cache(str(tmp_path))
    own, cache = os.environ["TF_XLA_FLAGS"].split()
    (folder,) = tmp_path.iterdir()
    assert (own, cache) == ("--tf_xla_enable_xla_devices", f"--tf_xla_persistent_cache_directory={folder}")
    assert folder.name.startswith(tf.__version__)
    assert folder.stat().st_mode & 0o077 == 0


def test_what_is_not_imported_is_as_it_should_be(monkeypatch):
    for name in ("keras", "tensorflow"):
        monkeypatch.delitem(sys.modules, name, raising=False)
    assert startup.session_state() == {"backend": "tensorflow", "eager": True}


def test_another_backend_and_graph_mode_are_seen(monkeypatch):
    def module(**members):
        return type("Module", (), {name: staticmethod(member) for name, member in members.items()})

    keras = module()
    keras.config = module(backend=lambda: "torch")
    monkeypatch.setitem(sys.modules, "keras", keras)
    monkeypatch.setitem(sys.modules, "tensorflow", module(executing_eagerly=lambda: False))
    assert startup.session_state() == {"backend": "torch", "eager": False}


@pytest.mark.skipif(os.name == "nt", reason="signals of POSIX")
def test_where_r_shows_no_flags_the_handler_stays():
    before = signal.getsignal(signal.SIGINT)
    with pytest.raises(ValueError, match="R_interrupts_pending"):
        startup.handle_interrupts()
    assert signal.getsignal(signal.SIGINT) is before
    assert not startup.taken_by_r()


def test_the_interrupter_interrupts():
    with pytest.raises(KeyboardInterrupt):
        startup.interrupter()
