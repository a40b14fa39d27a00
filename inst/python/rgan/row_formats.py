"""Where the rows of a file lie: of .npy and stored .npz in the file itself, of others in plain numbers written once.

A compressed .npz, a .npy in Fortran's order, CSV and Parquet know no place of a row. Their rows are written down as
plain numbers, block by block, under a name that holds their shape, and the size and time of the file they are from.
"""

import contextlib
import csv
import hashlib
import math
import os
import struct
import tempfile
import uuid
import zipfile
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from numpy.lib import format as npy

from .errors import DataError

BLOCK_VALUES = 1 << 20  # numbers converted at a time
LOCAL_HEADER = 30  # bytes of the header of a member of a zip file, before its name
_temporary = []  # the folder of this process, made when it is first needed


@dataclass(frozen=True)
class Part:
    """Rows of one file: they lie at ``offset`` in ``data``, one after the other; ``path`` is the user's file."""

    path: str
    data: str
    offset: int
    dtype: np.dtype
    shape: tuple
    names: tuple | None = None

    def read(self, numbers, out):
        """Put the rows of these rising numbers into ``out``. Raises `DataError` where the file ends before."""
        row = math.prod(self.shape[1:])
        runs = np.split(np.arange(len(numbers)), np.flatnonzero(np.diff(numbers) != 1) + 1)
        try:
            with open(self.data, "rb", buffering=0) as file:
                for run in runs:
                    values = np.empty(len(run) * row, self.dtype)
                    file.seek(self.offset + int(numbers[run[0]]) * row * self.dtype.itemsize)
                    _fill(file, values)
                    out[run[0] : run[-1] + 1] = values.reshape(len(run), *self.shape[1:])
        except (OSError, EOFError) as error:
            raise DataError(f"Rows of {self.path!r} cannot be read: {error}. Has the file moved or changed?") from error


def _fill(file, values):
    view, done = memoryview(values).cast("B"), 0
    while done < len(view):
        count = file.readinto(view[done:])
        if not count:
            raise EOFError("it ends too early")
        done += count


def part_of(path, array=None, cache=None):
    """The `Part` of a file; see `rgan.row_files.RowFiles` for the arguments. Raises `DataError`."""
    ending = Path(path).suffix.lower()
    if ending not in READERS:
        known = ", ".join(READERS)
        raise DataError(f"Rows can be read from files that end in {known}, not from {path!r}.")
    try:
        return READERS[ending](path, array, cache)
    except (OSError, ValueError, zipfile.BadZipFile, EOFError) as error:
        raise DataError(f"The file {path!r} cannot be read: {error}") from error


# NumPy's own


def _npy(path, _array, cache):
    with open(path, "rb") as file:
        return _from_header(path, file, cache, lambda: open(path, "rb"))


def _npz(path, array, cache):
    with zipfile.ZipFile(path) as archive:
        names = [name.removesuffix(".npy") for name in archive.namelist() if name.endswith(".npy")]
        if array is None and len(names) != 1:
            raise DataError(f"{path!r} holds the arrays {', '.join(names) or 'none'}: say which one, by `array`.")
        if array is not None and array not in names:
            raise DataError(f"{path!r} holds no array {array!r}, but {', '.join(names) or 'none'}.")
        member = archive.getinfo(f"{array or names[0]}.npy")
        if member.compress_type == zipfile.ZIP_STORED:
            with open(path, "rb") as file:
                file.seek(member.header_offset)
                sizes = struct.unpack("<HH", file.read(LOCAL_HEADER)[-4:])
                file.seek(member.header_offset + LOCAL_HEADER + sum(sizes))
                return _from_header(path, file, cache, None)
        with archive.open(member) as stream:
            shape, _, dtype = _header(path, stream)
            return _stored(path, cache, member.filename, lambda: _blocks_of(stream, shape, dtype), dtype)


def _from_header(path, file, cache, reopen):
    """The part of an array that begins where ``file`` stands."""
    shape, fortran, dtype = _header(path, file)
    offset = file.tell()
    if fortran and len(shape) > 1:
        return _stored(path, cache, "fortran", lambda: _turned(path, offset, shape, dtype), dtype)
    return Part(path, path, offset, dtype, shape)


def _header(path, file):
    version = npy.read_magic(file)
    if version not in ((1, 0), (2, 0)):
        raise ValueError(f"its format has the version {version}")
    shape, fortran, dtype = (npy.read_array_header_1_0 if version == (1, 0) else npy.read_array_header_2_0)(file)
    if dtype.kind not in "fiu":
        raise DataError(f"{path!r} must hold numbers, not {dtype}.")
    if not 2 <= len(shape) <= 4:
        raise DataError(f"{path!r} must hold an array of 2, 3 or 4 dimensions (rows first), not {len(shape)}.")
    return tuple(shape), fortran, dtype


def _blocks_of(stream, shape, dtype):
    row = math.prod(shape[1:])
    for i in range(0, shape[0], at_a_time := max(1, BLOCK_VALUES // row)):
        count = min(at_a_time, shape[0] - i) * row
        raw = stream.read(count * dtype.itemsize)
        if len(raw) < count * dtype.itemsize:
            raise EOFError("it ends too early")
        yield np.frombuffer(raw, dtype).reshape(-1, *shape[1:])


def _turned(path, offset, shape, dtype):
    """Blocks of rows of an array in Fortran's order, in which the first numbers of all rows come first."""
    row = math.prod(shape[1:])
    with open(path, "rb", buffering=0) as file:
        for i in range(0, shape[0], at_a_time := max(1, BLOCK_VALUES // row)):
            count = min(at_a_time, shape[0] - i)
            values = np.empty((row, count), dtype)
            for j in range(row):
                file.seek(offset + (j * shape[0] + i) * dtype.itemsize)
                _fill(file, values[j])
            yield values.T.reshape((count, *shape[1:]), order="F")


# Text and columns


def _csv(path, _array, cache):
    import pandas  # noqa: PLC0415 - only for these files

    with open(path, newline="", encoding="utf-8-sig") as file:
        line = file.readline()
    separator = next((mark for mark in (",", ";", "\t") if mark in line), ",")
    fields = next(csv.reader([line.rstrip("\r\n")], delimiter=separator), [])
    counted = [[str(i + first) for i in range(len(fields))] for first in (0, 1)]
    numbers = all(map(_is_number, fields)) and fields not in counted
    # The names of rows, as R and pandas write them, have no name themselves.
    unnamed = int(not numbers and fields[:1] == [""])
    names = None if numbers else tuple(fields[unnamed:])
    rows = max(1, BLOCK_VALUES // max(1, len(fields)))
    settings = {"sep": separator, "header": None if names is None else 0, "chunksize": rows, "encoding": "utf-8-sig"}
    settings |= {"usecols": range(unnamed, len(fields)), **_to_the_last_bit(pandas.__version__)}

    def blocks():
        with pandas.read_csv(path, **settings) as chunks:
            for chunk in chunks:
                if len(chunk):
                    yield _columns(path, {str(name): chunk[name].to_numpy() for name in chunk})

    return _stored(path, cache, "csv", blocks, np.dtype("<f8"), names)


def _to_the_last_bit(version):
    """What read_csv() is told to read numbers exactly: pandas 3.1 does so by itself, and deprecates the argument."""
    recent = [int(part) for part in version.split(".")[:2]] >= [3, 1]
    return {} if recent else {"float_precision": "round_trip"}


def _parquet(path, _array, cache):
    try:
        from pyarrow import parquet  # noqa: PLC0415 - optional
    except ImportError as error:
        raise DataError(
            f"Reading {path!r} needs the Python package pyarrow; install it beside the others, for example by "
            f'`reticulate::py_install("pyarrow")` or `pip install pyarrow`. ({error})'
        ) from error
    file = parquet.ParquetFile(path)
    names = tuple(file.schema_arrow.names)

    def blocks():
        for batch in file.iter_batches(max(1, BLOCK_VALUES // max(1, len(names)))):
            columns = zip(names, batch.columns, strict=True)
            yield _columns(path, {name: column.to_numpy(zero_copy_only=False) for name, column in columns})

    with contextlib.closing(file):
        return _stored(path, cache, "parquet", blocks, np.dtype("<f8"), names)


def _columns(path, columns):
    bad = [name for name, values in columns.items() if values.dtype.kind not in "fiu"]
    if bad:
        raise DataError(
            f"All columns of {path!r} must hold numbers, but {bad[0]!r} does not. Other tables are learned "
            "from data frames in memory."
        )
    return np.column_stack(list(columns.values())).astype("<f8")


def _is_number(text):
    try:
        float(text)
    except ValueError:
        return False
    return True


# What is written down


def _stored(path, cache, what, blocks, dtype, names=None):
    """The part of rows that are written down once as plain numbers; ``blocks`` gives them."""
    dtype = dtype.newbyteorder("<")
    about = os.stat(path)
    told = f"{os.path.abspath(path)}/{about.st_size}/{about.st_mtime_ns}/{what}"
    stem = f"rows-{hashlib.blake2b(told.encode(), digest_size=12).hexdigest()}-"
    folder = _folder(cache)
    found = next(iter(sorted(folder.glob(f"{stem}*.raw"))), None) or _write(folder, stem, blocks, dtype)
    return Part(path, str(found), 0, dtype, _shape_in(found), names)


def _shape_in(path):
    return tuple(int(size) for size in path.stem.rpartition("-")[2].split("x"))


def written(cache, blocks):
    """The part of float32 rows that are written down under a name of their own."""
    folder = _folder(cache)
    path = _write(folder, f"encoded-{uuid.uuid4().hex}-", lambda: blocks, np.dtype("<f4"))
    return Part(str(path), str(path), 0, np.dtype("<f4"), _shape_in(path))


def _write(folder, stem, blocks, dtype):
    n, row = 0, ()
    with tempfile.NamedTemporaryFile(dir=folder, suffix=".part", delete=False) as file:
        try:
            for block in blocks():
                file.write(np.ascontiguousarray(block, dtype=dtype).tobytes())
                n, row = n + len(block), block.shape[1:]
            file.close()
            if not n:
                raise ValueError("it holds no rows")
            path = folder / f"{stem}{'x'.join(str(size) for size in (n, *row))}.raw"
            os.replace(file.name, path)
        except BaseException:
            file.close()
            os.unlink(file.name)
            raise
    return path


def _folder(cache):
    if cache is None:
        if not _temporary:
            _temporary.append(tempfile.TemporaryDirectory(prefix="rgan-rows-"))
        cache = _temporary[0].name
    Path(cache).mkdir(parents=True, exist_ok=True)
    return Path(cache)


READERS = {".npy": _npy, ".npz": _npz, ".csv": _csv, ".parquet": _parquet}
