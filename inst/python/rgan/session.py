"""What other code in the same session may have set in TensorFlow and Keras, and how rgan trains the same regardless.

Imported before anything that imports Keras. Nothing here leaves a setting changed: layers are told their number format
and the order of their axes one by one (see `SETTINGS`), and what cannot be done so is set back at once.
"""

import contextlib
import functools
import importlib
import os
import sys

from .errors import SessionError

BACKEND = "tensorflow"
DTYPE = "float32"
SETTINGS = {"dtype": DTYPE}  # of every layer; otherwise Keras takes what the session has set
REDUCED = {"dtype": "mixed_bfloat16"}  # of layers that compute in bfloat16; their weights are of DTYPE all the same
AXES = {"data_format": "channels_last"}  # of every layer that has an order of axes


@contextlib.contextmanager
def _variable(name, value):
    """An environment variable for a while."""
    kept = os.environ.get(name)
    os.environ[name] = value
    try:
        yield
    finally:
        if kept is None:
            del os.environ[name]
        else:
            os.environ[name] = kept


def _import_keras():
    """Keras on TensorFlow, whatever KERAS_BACKEND or keras.json say: they hold for the first import only."""
    begun = any(name.startswith("keras.src") for name in sys.modules)
    try:
        with _variable("KERAS_BACKEND", BACKEND):
            found = importlib.import_module("keras").config.backend()
    except (ImportError, ValueError) as error:
        if not begun:
            raise
        found = f"{os.environ.get('KERAS_BACKEND', 'of keras.json')} ({error})"
    if found != BACKEND:
        raise SessionError(
            f"Keras was imported with the backend {found} in this session, but rgan needs {BACKEND}. Keras takes its "
            "backend when it is first imported: restart R (or Python), and load rgan's Python before anything imports "
            f'Keras or TensorFlow, or first set the environment variable KERAS_BACKEND to "{BACKEND}".'
        )


_import_keras()

import tensorflow as tf  # noqa: E402  TensorFlow imports Keras

LOGICAL_CPUS = "RGAN_LOGICAL_CPUS"  # into how many devices the CPU is cut, to try several without a GPU


def _prepare_devices():
    """What can only be said before TensorFlow first computes; where other code was earlier, its settings stay.

    A GPU's memory is taken as it is needed, not all at once: other sessions may use the same one.
    """
    with contextlib.suppress(RuntimeError, ValueError):
        for gpu in tf.config.list_physical_devices("GPU"):
            tf.config.experimental.set_memory_growth(gpu, True)
    parts = os.environ.get(LOGICAL_CPUS, "")
    if parts.isdigit() and int(parts) > 1:
        with contextlib.suppress(RuntimeError):
            cpu = tf.config.list_physical_devices("CPU")[0]
            tf.config.set_logical_device_configuration(
                cpu, [tf.config.LogicalDeviceConfiguration() for _ in range(int(parts))]
            )


_prepare_devices()


def check():
    """Raises `SessionError` where nothing can be trained in the state that this session is in."""
    if not tf.executing_eagerly():
        raise SessionError(
            "TensorFlow runs in graph mode in this session, where rgan cannot train: "
            "tf.compat.v1.disable_eager_execution() was called. Restart R (or Python), and do not call it."
        )


def compiled(function, **settings):
    """`tf.function` that compiles even where the session has `tf.config.run_functions_eagerly(True)`.

    Functions run eagerly round otherwise, and are many times slower. Each has a `partial` of its own: TensorFlow takes
    all that come of one piece of source for one function that is compiled again and again, and warns of it. The
    compiled function itself is the result's ``traced``.
    """
    traced = tf.function(functools.partial(function), autograph=False, **settings)

    @functools.wraps(function)
    def call(*args):
        if not tf.config.functions_run_eagerly():
            return traced(*args)
        tf.config.run_functions_eagerly(False)
        try:
            return traced(*args)
        finally:
            tf.config.run_functions_eagerly(True)

    call.traced = traced
    return call
