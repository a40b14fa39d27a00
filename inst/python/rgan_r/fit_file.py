"""One file of R's fit, which `rgan.GAN.restore` can read, too: a trainer, the training rows, and what only R knows."""

import numpy as np
from rgan.errors import CheckpointError
from rgan.files import checkpoint, container, validation


def write_fit(path, raw, output, rows, arrays, note, conditions=None):
    """Write a fit: whole or not at all.

    Parameters
    ----------
    path : str
    raw : bytes
        Its trainer, from `rgan.GAN.to_bytes`.
    output : dict
        Its traced rows by name, arrays of shape (n, ...).
    rows : array, shape (n, ...)
        The training rows.
    arrays : list of array, float64
        Numbers that only R has a use for.
    note : str
        What only R has a use for.
    conditions : array, shape (n, q), optional
        Those of the training rows.

    Raises
    ------
    CheckpointError
        Where the file cannot be written, or could not be read again.
    """
    meta, trainer = container.unpack(raw, "The fit's model")
    meta |= {"output": list(output), "note": note, "trainer": list(trainer)}
    trainer |= {f"output/{i}": np.asarray(traced) for i, traced in enumerate(output.values())}
    trainer |= {"rows": np.asarray(rows)} | {f"note/{i}": np.asarray(array) for i, array in enumerate(arrays)}
    trainer |= {} if conditions is None else {"conditions": np.asarray(conditions, dtype=np.float64)}
    checkpoint.check_readable(meta, trainer, of_r=True)
    container.write(path, container.pack(meta, trainer))


def read_fit(path):
    """What `write_fit` was given, as a dict of "raw", "output", "rows", "arrays" and "note".

    Raises `CheckpointError` for anything else than such a file.
    """
    meta, arrays = container.read(path)
    source = checkpoint.contents_of(path)
    if "trainer" not in meta:
        raise CheckpointError(
            f"{source} hold a trainer saved from Python, not a fit of R. Use `GAN.restore` in Python."
        )
    with checkpoint.one_error(source):
        validation.fit(meta, arrays)
        validation.check(meta, arrays)
        names, note = meta["output"], meta.pop("note")
        output = {name: arrays[f"output/{i}"] for i, name in enumerate(names)}
        trainer = {name: arrays[name] for name in meta.pop("trainer")}
        raw = container.pack(meta | {"output": []}, trainer)
        extra = [arrays[f"note/{i}"] for i in range(sum(name.startswith("note/") for name in arrays))]
        return {"raw": bytearray(raw), "output": output, "rows": arrays["rows"], "arrays": extra, "note": note}
