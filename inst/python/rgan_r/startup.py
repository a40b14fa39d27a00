"""Starting Python's side inside R: a quiet import that Ctrl-C cannot break off, and Ctrl-C itself.

Only the standard library, and nothing of `rgan`: R calls this before TensorFlow is imported.
"""

import contextlib
import ctypes
import hashlib
import importlib
import os
import platform
import signal
import sys
import threading
from importlib import metadata

STDERR = 2
_taken_by_r = threading.Event()


def load(name, path, quiet=False):
    """Import a module from a folder that is not on Python's path.

    TensorFlow and Keras cannot be imported again once their import has been broken off, and Python breaks off only what
    its main thread does. So the import runs in another thread, and Ctrl-C takes effect as soon as it is over.

    Parameters
    ----------
    name : str
        The module.
    path : str
        The folder that it is looked for in first.
    quiet : bool, default False
        Turn away what is written to the process's error output meanwhile: some of what TensorFlow 2.21 says at its
        import does not heed its log level, and goes past R and Python.

    Raises
    ------
    BaseException
        Whatever the import raised.
    KeyboardInterrupt
        When the import is over and Ctrl-C was pressed meanwhile.
    """
    faults, over = [], threading.Event()

    def work():
        try:
            importlib.import_module(name)
        except BaseException as fault:  # raised again below, in the main thread
            faults.append(fault)
        finally:
            over.set()

    with _silent() if quiet else contextlib.nullcontext():
        sys.path.insert(0, path)
        interrupted = _waited(threading.Thread(target=work), over)
        sys.path.remove(path)
    if faults:
        raise faults[0]
    if interrupted:
        raise KeyboardInterrupt


def _waited(thread, over):
    """Run a thread until it says that it is over; whether Ctrl-C was pressed meanwhile.

    Not by `Thread.join`: up to Python 3.12 a thread counts as ended when Ctrl-C comes while it is waited for.
    """
    interrupted = False
    while not over.is_set():
        try:
            if thread.ident is None:
                thread.start()
            over.wait()
        except KeyboardInterrupt:
            interrupted = True
    return interrupted


@contextlib.contextmanager
def _silent():
    """Turn the process's error output away for a while."""
    before = os.dup(STDERR)
    nowhere = os.open(os.devnull, os.O_WRONLY)
    os.dup2(nowhere, STDERR)
    os.close(nowhere)
    try:
        yield
    finally:
        os.dup2(before, STDERR)
        os.close(before)


def set_missing(variables):
    """Set environment variables that are not set; R's own are copied only when Python starts.

    Parameters
    ----------
    variables : dict of str
        Values by name.
    """
    for name, value in variables.items():
        os.environ.setdefault(name, value)


def set_compile_cache(folder):
    """Have TensorFlow keep what it compiles in a folder, before it is imported.

    What it keeps is machine code, and the names of its files say neither by which version nor for which processor: each
    has a folder of its own.
    """
    where = os.path.join(folder, f"{_version()}-{_processor()}")
    os.makedirs(where, mode=0o700, exist_ok=True)
    flags = [os.environ.get("TF_XLA_FLAGS", ""), f"--tf_xla_persistent_cache_directory={where}"]
    os.environ["TF_XLA_FLAGS"] = " ".join(filter(None, flags))


def _version():
    for name in ("tensorflow", "tensorflow-cpu"):
        with contextlib.suppress(metadata.PackageNotFoundError):
            return metadata.version(name)
    return "unknown"


def _processor():
    """A short hash of what the processor can do."""
    told = [platform.machine(), platform.processor()]
    with contextlib.suppress(OSError), open("/proc/cpuinfo", encoding="utf-8") as lines:
        told += [line for line in lines if line.startswith(("flags", "Features", "model name"))][:2]
    return hashlib.blake2b("".join(told).encode(), digest_size=6).hexdigest()


def session_state():
    """What other code of this session did to Keras and TensorFlow; neither is imported for the answer.

    Returns
    -------
    dict
        "backend", the name of Keras's, and "eager", whether TensorFlow executes eagerly. What nobody has imported yet
        is as `rgan` needs it.
    """
    keras, tensorflow = sys.modules.get("keras"), sys.modules.get("tensorflow")
    return {
        "backend": keras.config.backend() if hasattr(keras, "config") else "tensorflow",
        "eager": tensorflow.executing_eagerly() if hasattr(tensorflow, "executing_eagerly") else True,
    }


def handle_interrupts():
    """Take Ctrl-C by R's own flags; for reticulate before 1.37 (rstudio/reticulate#1601).

    It asks R, in the middle of running Python, whether Ctrl-C was pressed. R may then leave without unwinding Python's
    calls, and a later call crashes the session. This handler looks at R's flags instead, and notes when R has dealt
    with Ctrl-C itself, see `taken_by_r`.

    Raises
    ------
    ValueError
        Where the process does not show R's flags; nothing is changed then.
    """
    program = ctypes.CDLL(None)
    pending = ctypes.c_int.in_dll(program, "R_interrupts_pending")
    suspended = ctypes.c_int.in_dll(program, "R_interrupts_suspended")

    def handler(_number, _frame):
        if not pending.value:
            _taken_by_r.set()
        elif not suspended.value:
            raise KeyboardInterrupt

    signal.signal(signal.SIGINT, handler)


def taken_by_r():
    """Whether R dealt with Ctrl-C itself since the last call: reticulate takes the next error for an interrupt then."""
    was = _taken_by_r.is_set()
    _taken_by_r.clear()
    return was


def interrupter():
    """Raise KeyboardInterrupt, which clears the flag by which reticulate 1.28 would misread the next error."""
    raise KeyboardInterrupt
