"""Ctrl-C waits until a marked call has ended or has come to a pause."""

import subprocess
import sys
from pathlib import Path

import pytest

CODE = """
import os, signal, sys, threading, time
sys.path[:0] = [{folder!r}]
import interrupts  # alone: nothing of TensorFlow is needed

# A process that a script starts in the background ignores Ctrl-C, and so do those that it starts.
signal.signal(signal.SIGINT, signal.default_int_handler)

def press_soon():
    threading.Timer(0.2, os.kill, (os.getpid(), signal.SIGINT)).start()

@interrupts.uninterruptible
def where(inner=None):
    return threading.current_thread().name if inner is None else inner()

@interrupts.uninterruptible
def fails():
    raise ValueError("its own")

@interrupts.uninterruptible
def long(pauses):
    press_soon()
    for _ in range(20):
        time.sleep(0.05)
        if pauses:
            interrupts.pause()
    print("ended", flush=True)
    return 1

def tried(call):
    try:
        return call()
    except BaseException as error:
        return f"{{type(error).__name__}} {{error}}".strip()

before = where()
interrupts.begin()
interrupts.begin()
{body}
"""


def said(body):
    """The lines that a new Python prints."""
    folder = str(Path(__file__).parents[2] / "inst" / "python" / "rgan")
    code = CODE.format(folder=folder, body=body)
    run = subprocess.run([sys.executable, "-c", code], check=True, capture_output=True, text=True, timeout=60)
    return run.stdout.splitlines()


def test_marked_calls_run_in_one_worker_from_the_beginning_on():
    body = "print(before); print(where()); print(where(where)); print(tried(fails)); print(tried(where))"
    assert said(body) == ["MainThread", "rgan_0", "rgan_0", "ValueError its own", "rgan_0"]


@pytest.mark.skipif(sys.platform == "win32", reason="os.kill() ends a process of Windows")
@pytest.mark.parametrize(("pauses", "lines"), [(False, ["ended"]), (True, [])])
def test_an_interrupt_comes_when_the_call_has_ended_or_pauses_and_the_next_call_is_free_of_it(pauses, lines):
    body = f"print(tried(lambda: long({pauses}))); print(tried(where))"
    assert said(body) == [*lines, "KeyboardInterrupt", "rgan_0"]


def test_a_marked_function_keeps_its_name():
    assert said("print(where.__name__)") == ["where"]
