"""A trainer as bytes and back: arrays plus JSON, hashed and versioned; no pickle, no code.

Layout: 8 bytes magic, 8 bytes header length (little endian), the header as JSON, the arrays one after the other
(little endian, C order), and the SHA-256 of everything before it. The header holds ``format``, ``meta`` (plain JSON)
and ``arrays``: a list of [name, dtype, shape].

Nothing in a file is trusted: sizes are checked before anything is read or allocated by them, so that reading takes at
most a few times the length of the file.
"""

import hashlib
import json
import math
import os
import stat
from pathlib import Path

import numpy as np

from ..errors import CheckpointError, NewerFormatError

MAGIC = b"RGAN\r\n\x1a\n"
FORMAT = 1
DTYPES = ("float32", "float64", "int32", "int64", "uint8", "uint32", "bool")
PREFIX_BYTES = len(MAGIC) + 8
HASH_BYTES = 32
MAX_HEADER_BYTES = 1 << 25
MAX_FILE_BYTES = 1 << 34
MAX_NESTING = 64  # levels of nesting in the header
MAX_DIMENSIONS = 8


def pack(meta, arrays):
    """``meta`` (plain JSON) and a dict of arrays as bytes. Raises `CheckpointError` beyond the format's limits."""
    arrays = {name: np.asarray(a) for name, a in arrays.items()}
    table = [[name, str(a.dtype), list(a.shape)] for name, a in arrays.items()]
    header = json.dumps({"format": FORMAT, "meta": meta, "arrays": table}).encode()
    if len(header) > MAX_HEADER_BYTES:
        raise CheckpointError(
            f"The names and settings take {len(header)} bytes, more than the {MAX_HEADER_BYTES} that a file can hold: "
            "are there very many or very long row names?"
        )
    body = [MAGIC, len(header).to_bytes(8, "little"), header]
    body += [a.astype(a.dtype.newbyteorder("<")).tobytes() for a in arrays.values()]
    raw = b"".join(body)
    return raw + hashlib.sha256(raw).digest()


def unpack(raw, source="These bytes"):
    """(meta, arrays) from `pack`; arrays are copies. Raises `CheckpointError` for anything else."""
    raw, header, end = _checked(raw, source)
    return header["meta"], _arrays(raw, end, header["arrays"], source)


def _checked(raw, source):
    """(bytes, header, where the arrays begin); the checksum is right."""
    raw = memoryview(raw)
    end = PREFIX_BYTES + _header_length(raw[:PREFIX_BYTES], len(raw), source)
    if hashlib.sha256(raw[:-HASH_BYTES]).digest() != raw[-HASH_BYTES:]:
        raise CheckpointError(f"{source} are damaged: the checksum does not match.")
    return raw, _header(bytes(raw[PREFIX_BYTES:end]), source), end


def read(path):
    """(meta, arrays) of a file; of a file that is none of ours, no more than its first bytes are read."""
    source = f"The contents of {str(path)!r}"
    if not Path(path).is_file():
        raise CheckpointError(f"There is no file {str(path)!r}.")
    try:
        with open(path, "rb") as file:
            size = os.fstat(file.fileno()).st_size
            start = file.read(PREFIX_BYTES)
            _header_length(start, size, source)
            raw = start + file.read()
    except (OSError, MemoryError) as error:
        raise CheckpointError(f"The file {str(path)!r} cannot be read: {_reason(error)}.") from error
    return unpack(raw, source)


def _header_length(start, size, source):
    if start[: len(MAGIC)] != MAGIC:
        raise CheckpointError(f"{source} do not hold a saved trainer of rgan.")
    length = int.from_bytes(start[len(MAGIC) :], "little")
    if (
        len(start) < PREFIX_BYTES
        or length > MAX_HEADER_BYTES
        or PREFIX_BYTES + length + HASH_BYTES > size
        or size > MAX_FILE_BYTES
    ):
        raise CheckpointError(f"{source} are damaged: they are not as long as they say.")
    return length


def _header(raw, source):
    try:
        header = json.loads(raw)
    except (ValueError, RecursionError) as error:
        raise CheckpointError(f"{source} are damaged: the header cannot be read.") from error
    version = header.get("format") if isinstance(header, dict) else None
    if type(version) is not int or version < 1:
        raise CheckpointError(f"{source} are damaged: the header names no format.")
    if version > FORMAT:
        raise NewerFormatError(
            f"{source} were written in format {version} by a newer rgan; this one reads up to format {FORMAT}. "
            "Update the package to use them."
        )
    fields = isinstance(header.get("meta"), dict) and isinstance(header.get("arrays"), list)
    if not fields or _depth(header) > MAX_NESTING:
        raise CheckpointError(f"{source} are damaged: the header is not as it should be.")
    return header


def _depth(value):
    """Levels of nesting, found without recursion."""
    depth, level = 0, [value]
    while level and depth <= MAX_NESTING:
        inner = [item.values() if isinstance(item, dict) else item for item in level if isinstance(item, (dict, list))]
        level = [value for items in inner for value in items]
        depth += 1
    return depth


def _arrays(raw, position, table, source):
    arrays = {}
    for name, (dtype, shape, start) in _places(raw, position, table, source).items():
        values = np.frombuffer(raw, np.dtype(dtype).newbyteorder("<"), math.prod(shape), start)
        arrays[name] = values.reshape(shape).astype(dtype)
    return arrays


def _places(raw, position, table, source):
    """Where each array begins, by name: (dtype, shape, position). Nothing is read or allocated for it."""
    places = {}
    for row in table:
        name, dtype, shape = _declared(row, source)
        if name in places:
            raise CheckpointError(f"{source} are damaged: array {name!r} is there twice.")
        size = math.prod(shape) * np.dtype(dtype).itemsize
        if size > len(raw) - HASH_BYTES - position:
            raise CheckpointError(f"{source} are damaged: array {name!r} is longer than the file.")
        places[name] = (dtype, shape, position)
        position += size
    if position != len(raw) - HASH_BYTES:
        raise CheckpointError(f"{source} are damaged: there is more in them than they say.")
    return places


def _declared(row, source):
    if not isinstance(row, list) or len(row) != 3 or not isinstance(row[0], str) or not isinstance(row[2], list):
        raise CheckpointError(f"{source} are damaged: their list of arrays cannot be read.")
    name, dtype, shape = row
    # No dimension may be beyond the file, not even beside one of 0: NumPy could not make such an array.
    sized = len(shape) <= MAX_DIMENSIONS and all(type(size) is int and 0 <= size <= MAX_FILE_BYTES for size in shape)
    if dtype not in DTYPES or not sized:
        raise CheckpointError(f"{source} are damaged: array {name!r} is declared as {dtype} {shape}.")
    return name, dtype, shape


def write(path, raw):
    """Write bytes whole or not at all: to a new file in the same folder, synced, read back, then renamed.

    A link is followed, and a file that is replaced hands on its permissions. Raises `CheckpointError` naming the path;
    what was there before then still is.
    """
    path = Path(path)
    try:
        target = Path(os.path.realpath(path))
        mode = _mode(target)
        temporary = target.with_name(f".{target.name}.{os.getpid()}.{os.urandom(4).hex()}")
        try:
            with open(temporary, "xb") as file:
                if mode is not None:
                    os.chmod(temporary, mode)
                file.write(raw)
                file.flush()
                os.fsync(file.fileno())
            _verify(temporary, raw)
            os.replace(temporary, target)
        except BaseException:
            temporary.unlink(missing_ok=True)
            raise
        _sync_folder(target.parent)
    except OSError as error:
        raise CheckpointError(f"The file {str(path)!r} cannot be written: {_reason(error)}.") from error


def _mode(path):
    """Permissions of the file there; None where there is none. An `OSError` for what is no file."""
    if not path.exists():
        return None
    if not path.is_file():
        raise OSError(None, "it is not a regular file")
    return stat.S_IMODE(path.stat().st_mode)


def _verify(path, raw):
    """Nothing takes a good file's place that could not be read: an `OSError` where a file does not hold these bytes."""
    try:
        written, header, end = _checked(path.read_bytes(), "They")
        _places(written, end, header["arrays"], "They")
    except CheckpointError as error:
        raise OSError(None, f"what was written cannot be read back ({error})") from error
    if written != memoryview(raw):
        raise OSError(None, "other bytes were read back than had been written")


def _sync_folder(folder):
    """Makes a renaming last through a power cut; only POSIX systems have the means."""
    if os.name == "posix":
        handle = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(handle)
        finally:
            os.close(handle)


def _reason(error):
    return getattr(error, "strerror", None) or str(error) or type(error).__name__
