"""Calls that Ctrl-C does not break off in the middle.

Python raises KeyboardInterrupt in its main thread, at any instruction. Where that happens to be inside TensorFlow's
C++ code, TensorFlow ends the process ("Check failed: !PyErr_Occurred()"). When R is the host, calls marked by
`uninterruptible` therefore run in one worker thread, which no KeyboardInterrupt reaches; the main thread waits, takes
it, and raises it when the call has ended or has come to a `pause`.
"""

import functools
import threading
from concurrent.futures import ThreadPoolExecutor

_workers = []  # without one, calls run where they are made
_pressed = threading.Event()


def begin():
    """From now on marked calls of the main thread are uninterruptible."""
    if not _workers:
        _workers.append(ThreadPoolExecutor(1, "rgan"))


def uninterruptible(function):
    """Marks a function or method: Ctrl-C waits until it has ended."""

    @functools.wraps(function)
    def call(*args, **kwargs):
        if not _workers or threading.current_thread() is not threading.main_thread():
            return function(*args, **kwargs)
        _pressed.clear()
        future = _workers[0].submit(function, *args, **kwargs)
        while True:
            try:
                fault = future.exception()
                break
            except KeyboardInterrupt:
                _pressed.set()
        if fault is not None:
            raise fault
        if _pressed.is_set():
            raise KeyboardInterrupt
        return future.result()

    return call


def pause():
    """A place in a long call where Ctrl-C may end it."""
    if _pressed.is_set():
        raise KeyboardInterrupt
