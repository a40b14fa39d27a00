"""Says, as one line of JSON, what a Python is and holds; with `--devices`, also what TensorFlow finds.

Run as a script by R, so that a Python can be judged without binding the R session to it.
"""

import glob
import json
import os
import sys
import sysconfig


def shared_library():
    """Whether this Python has the shared library that running inside R needs."""
    if os.name == "nt":
        return True
    name = "libpython{}.{}*".format(*sys.version_info[:2])
    folders = [sysconfig.get_config_var(key) for key in ("LIBPL", "LIBDIR")] + [sys.prefix, sys.exec_prefix]
    found = [path for folder in folders if folder for path in glob.glob(os.path.join(folder, name))]
    return any(".so" in path or path.endswith(".dylib") for path in found)


def environments():
    """Whether this Python can make virtual environments."""
    try:
        import ensurepip
        import venv
    except ImportError:
        return False
    return bool(ensurepip and venv)


def managed():
    """Whether the operating system forbids pip to install into this Python (PEP 668)."""
    marker = os.path.join(sysconfig.get_path("stdlib"), "EXTERNALLY-MANAGED")
    return sys.prefix == sys.base_prefix and os.path.exists(marker)


def version(names):
    """The version of the first of these distributions that is installed, or None."""
    from importlib import metadata

    for name in names:
        try:
            return metadata.version(name)
        except metadata.PackageNotFoundError:
            continue
    return None


def devices():
    """What TensorFlow can compute on; importing it may fail for any reason, which is then reported."""
    try:
        import tensorflow as tf

        found = tf.config.list_physical_devices()
        return {"devices": [device.name.replace("/physical_device:", "") for device in found]}
    except Exception as error:
        return {"devices": [], "tensorflow_error": "{}: {}".format(type(error).__name__, error)}


def report(arguments):
    """Everything asked for, as a dict. Arguments: `--devices`, and `module=name,name` per module."""
    told = {"python": sys.executable, "version": sys.version.split()[0], "managed": managed()}
    told.update({"shared": shared_library(), "venv": environments()})
    if sys.version_info >= (3, 8):
        modules = dict(argument.split("=", 1) for argument in arguments if "=" in argument)
        told["modules"] = {module: version(names.split(",")) for module, names in modules.items()}
    if "--devices" in arguments:
        told.update(devices())
    return told


if __name__ == "__main__":
    sys.stdout.write("\n" + json.dumps(report(sys.argv[1:])) + "\n")
