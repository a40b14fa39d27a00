"""A trainer as bytes and back: arrays plus JSON, hashed and versioned; no pickle, no code.

Layout: 8 bytes magic, 8 bytes header length (little endian), the header as JSON, the arrays one after the other
(little endian, C order), and the SHA-256 of everything before it. The header holds ``format``, ``meta`` (plain JSON)
and ``arrays``: a list of [name, dtype, shape].
"""

import hashlib
import json
import math
import os
import tempfile
from pathlib import Path

import numpy as np

from .errors import CheckpointError

MAGIC = b"RGAN\r\n\x1a\n"
FORMAT = 1
DTYPES = ("float32", "float64", "int32", "int64", "uint8", "uint32", "bool")


def pack(meta, arrays):
    """``meta`` (plain JSON) and a dict of arrays as bytes."""
    arrays = {name: np.asarray(a) for name, a in arrays.items()}
    table = [[name, str(a.dtype), list(a.shape)] for name, a in arrays.items()]
    header = json.dumps({"format": FORMAT, "meta": meta, "arrays": table}).encode()
    body = [MAGIC, len(header).to_bytes(8, "little"), header]
    body += [a.astype(a.dtype.newbyteorder("<")).tobytes() for a in arrays.values()]
    whole = b"".join(body)
    return whole + hashlib.sha256(whole).digest()


def unpack(raw, source="These bytes"):
    """(meta, arrays) from `pack`; arrays are copies. Raises `CheckpointError` for anything else."""
    raw = bytes(raw)
    if raw[: len(MAGIC)] != MAGIC:
        raise CheckpointError(f"{source} do not hold a saved trainer of rgan.")
    if len(raw) < len(MAGIC) + 40 or hashlib.sha256(raw[:-32]).digest() != raw[-32:]:
        raise CheckpointError(f"{source} are damaged: the checksum does not match.")
    start = len(MAGIC) + 8
    end = start + int.from_bytes(raw[len(MAGIC) : start], "little")
    header = _header(raw[start:end], source)
    return header["meta"], _arrays(raw, end, header["arrays"], source)


def _header(raw, source):
    try:
        header = json.loads(raw)
        version = header["format"]
    except (ValueError, KeyError, TypeError, UnicodeDecodeError) as error:
        raise CheckpointError(f"{source} are damaged: the header cannot be read.") from error
    if version > FORMAT:
        raise CheckpointError(
            f"{source} were written in format {version} by a newer rgan; this one reads up to format {FORMAT}. "
            "Update the package to use them."
        )
    return header


def _arrays(raw, position, table, source):
    arrays = {}
    for name, dtype, shape in table:
        if dtype not in DTYPES or any(not isinstance(s, int) or s < 0 for s in shape):
            raise CheckpointError(f"{source} are damaged: array {name!r} is declared as {dtype} {shape}.")
        kind = np.dtype(dtype).newbyteorder("<")
        count = math.prod(shape)
        if count * kind.itemsize > len(raw) - 32 - position:
            raise CheckpointError(f"{source} are damaged: array {name!r} is longer than the file.")
        arrays[name] = np.frombuffer(raw, kind, count, position).reshape(shape).astype(dtype)
        position += count * kind.itemsize
    return arrays


def write(path, raw):
    """Write bytes whole or not at all: a temporary file in the same folder, synced, then renamed."""
    path = Path(path)
    handle, temporary = tempfile.mkstemp(dir=path.parent, prefix=f".{path.name}.")
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(raw)
            file.flush()
            os.fsync(file.fileno())
        os.replace(temporary, path)
    except BaseException:
        Path(temporary).unlink(missing_ok=True)
        raise
