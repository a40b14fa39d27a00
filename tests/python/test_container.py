"""The bytes of a file: whole, damaged, foreign, hostile, newer; and writing them whole or not at all."""

import hashlib
import io
import json
import os
import pickle
import sys
import tracemalloc
import zipfile

import numpy as np
import pytest
from rgan import GAN, CheckpointError
from rgan.files import container

ARRAYS = {
    "a": np.arange(6, dtype="float32").reshape(2, 3), "b": np.array(7, "int64"), "c": np.zeros((0, 2), "float64"),
    "d": np.array([True, False]), "e": np.asfortranarray(np.arange(6.0).reshape(2, 3)),
}  # fmt: skip


@pytest.fixture
def raw():
    return container.pack({"text": "ä", "numbers": [1, 0.5, None]}, ARRAYS)


def test_what_is_packed_comes_back(raw):
    meta, arrays = container.unpack(raw)
    assert meta == {"text": "ä", "numbers": [1, 0.5, None]}
    assert list(arrays) == list(ARRAYS)
    for name, values in arrays.items():
        np.testing.assert_array_equal(values, ARRAYS[name])
        assert values.dtype == ARRAYS[name].dtype
        assert values.flags.writeable and values.flags.c_contiguous


def test_headers_are_plain_json_and_arrays_follow_in_order(raw):
    length = int.from_bytes(raw[8:16], "little")
    header = json.loads(raw[16 : 16 + length])
    assert set(header) == {"format", "meta", "arrays"}
    assert header["arrays"][0] == ["a", "float32", [2, 3]]
    assert raw[16 + length :][:24] == np.arange(6, dtype="<f4").tobytes()
    assert raw[-32:] == hashlib.sha256(raw[:-32]).digest()


def test_every_flipped_byte_and_every_cut_is_noticed(raw):
    for position in range(len(raw)):
        flipped = bytearray(raw)
        flipped[position] ^= 1
        with pytest.raises(CheckpointError):
            container.unpack(flipped)
    for length in range(len(raw)):
        with pytest.raises(CheckpointError):
            container.unpack(raw[:length])


def test_names_beyond_the_format_are_told_when_written():
    with pytest.raises(CheckpointError, match="very long row names"):
        container.pack({"names": "x" * container.MAX_HEADER_BYTES}, {})


def with_header(text, body=b""):
    """A file with a right checksum around any header."""
    head = container.MAGIC + len(text).to_bytes(8, "little") + text + body
    return head + hashlib.sha256(head).digest()


def declared(arrays, meta="{}"):
    return with_header(f'{{"format": 1, "meta": {meta}, "arrays": {arrays}}}'.encode(), bytes(12))


@pytest.mark.parametrize(
    ("file", "words"),
    [
        (with_header(b'{"format": 99, "meta": {}, "arrays": []}'), "format 99 by a newer rgan; .* up to format 1"),
        (with_header(b'{"meta": {}, "arrays": []}'), "header names no format"),
        (with_header(b'{"format": 1, "arrays": []}'), "header is not as it should be"),
        (declared('[["a", "float32", [1000000000]]]'), "'a' is longer than the file"),
        (declared('[["a", "object", [3]]]'), "declared as object"),
        (declared('[["a", "uint8", [6]], ["a", "uint8", [6]]]'), "'a' is there twice"),
        (declared('[["a", "uint8", [3]]]'), "more in them than they say"),
        (b"PK" + bytes(100), "do not hold a saved trainer of rgan"),
    ],
)
def test_what_is_wrong_with_a_header_is_said(file, words):
    with pytest.raises(CheckpointError, match=words):
        container.unpack(file)


class Evil:
    def __reduce__(self):
        return exec, ("open('executed', 'w')",)


def zipped():
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("../../executed", bytes(10**7))
        archive.writestr("/etc/executed", "x")
    return file.getvalue()


HOSTILE = {
    "empty": b"",
    "magic alone": container.MAGIC,
    "pickle": pickle.dumps(Evil()),
    "pickle behind the magic": container.MAGIC + pickle.dumps(Evil()),
    "zip with paths out of it": zipped(),
    "zip behind the magic": container.MAGIC + zipped(),
    "npy of objects": b"\x93NUMPY\x01\x00v\x00{'descr': '|O', 'fortran_order': False, 'shape': (1,), }" + bytes(60),
    "HDF5": b"\x89HDF\r\n\x1a\n" + bytes(200),
    "header of 2^63 bytes": container.MAGIC + (2**63).to_bytes(8, "little") + bytes(64),
    "header not JSON": with_header(b"lambda: 1"),
    "header not UTF-8": with_header(b'{"format": "\xff\xfe"}'),
    "header a list": with_header(b"[1, 2]"),
    "header deep": with_header(b"[" * 100_000 + b"]" * 100_000),
    "meta deep": declared("[]", '{"a": ' + "[" * 500 + "]" * 500 + "}"),
    "number of 10,000 digits": with_header(b'{"format": ' + b"9" * 10_000 + b"}"),
    "format a text": with_header(b'{"format": "1", "meta": {}, "arrays": []}'),
    "format NaN": with_header(b'{"format": NaN, "meta": {}, "arrays": []}'),
    "no meta": with_header(b'{"format": 1, "arrays": []}'),
    "array of 4 TB": declared('[["a", "float32", [1000000000000]]]'),
    "array of overflowing size": declared('[["a", "float32", [4294967296, 4294967296]]]'),
    "array empty but wide": declared('[["a", "float32", [0, 99999999999999999999]]]'),
    "array of negative size": declared('[["a", "float32", [-3]]]'),
    "array of NaN size": declared('[["a", "float32", [NaN]]]'),
    "array of size true": declared('[["a", "float32", [true]]]'),
    "array of 99 dimensions": declared(f'[["a", "float32", {[1] * 99}]]'),
    "array of objects": declared('[["a", "object", [3]]]'),
    "array of a made-up type": declared('[["a", "float32,(9999999,)i8", [3]]]'),
    "array twice": declared('[["a", "uint8", [6]], ["a", "uint8", [6]]]'),
    "array without shape": declared('[["a", "float32"]]'),
    "array list a text": declared('"abc"'),
    "more bytes than declared": declared('[["a", "uint8", [3]]]'),
    "empty meta": declared('[["a", "float32", [3]]]'),
}


@pytest.mark.parametrize("name", HOSTILE)
def test_hostile_files_are_refused_with_nothing_run_and_little_memory_taken(name, tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    (tmp_path / "file").write_bytes(HOSTILE[name])
    tracemalloc.start()
    with pytest.raises(CheckpointError, match="'file'"):
        GAN.restore("file")
    assert tracemalloc.get_traced_memory()[1] < 50_000_000
    tracemalloc.stop()
    assert [p.name for p in tmp_path.iterdir()] == ["file"]


def test_devices_and_folders_are_no_files(tmp_path):
    for path in ("/dev/zero", tmp_path, tmp_path / "none"):
        with pytest.raises(CheckpointError, match="no file"):
            container.read(path)


def test_a_written_file_holds_the_bytes_and_reads_back(raw, tmp_path):
    path = tmp_path / "file.rgan"
    container.write(path, raw)
    assert path.read_bytes() == raw
    assert container.read(path)[0] == container.unpack(raw)[0]


def test_a_failed_write_leaves_the_old_file_and_no_other(raw, tmp_path, monkeypatch):
    path = tmp_path / "file.rgan"
    container.write(path, raw)
    monkeypatch.setattr("os.fsync", lambda _: (_ for _ in ()).throw(OSError("no space")))
    with pytest.raises(CheckpointError, match=r"file.rgan' cannot be written: no space"):
        container.write(path, container.pack({}, {}))
    assert path.read_bytes() == raw
    assert [p.name for p in tmp_path.iterdir()] == ["file.rgan"]


def test_bytes_that_could_not_be_read_never_take_a_files_place(raw, tmp_path):
    path = tmp_path / "file.rgan"
    container.write(path, raw)
    with pytest.raises(CheckpointError, match="cannot be read back"):
        container.write(path, raw[:-1])
    assert path.read_bytes() == raw


@pytest.mark.skipif(sys.platform == "win32", reason="Windows has other links and permissions")
def test_a_link_is_followed_and_permissions_stay(raw, tmp_path):
    path, link = tmp_path / "file.rgan", tmp_path / "link.rgan"
    container.write(path, container.pack({}, {}))
    os.chmod(path, 0o640)
    link.symlink_to(path)
    container.write(link, raw)
    assert link.is_symlink() and path.read_bytes() == raw
    assert path.stat().st_mode & 0o777 == 0o640
