"""Files of strangers: refused in words, nothing run, little memory taken."""

import io
import json
import pickle
import subprocess
import sys
import tracemalloc
import zipfile

import numpy as np
import pytest
from rgan import GAN, CheckpointError
from rgan.files import checkpoint as saving
from rgan.files import container as checkpoint


def with_header(text, body=b""):
    """A file with a right checksum around any header."""
    head = checkpoint.MAGIC + len(text).to_bytes(8, "little") + text + body
    return head + checkpoint.hashlib.sha256(head).digest()


def declared(arrays, meta="{}"):
    return with_header(f'{{"format": 1, "meta": {meta}, "arrays": {arrays}}}'.encode(), bytes(12))


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
    "magic alone": checkpoint.MAGIC,
    "pickle": pickle.dumps(Evil()),
    "pickle behind the magic": checkpoint.MAGIC + pickle.dumps(Evil()),
    "zip with paths out of it": zipped(),
    "zip behind the magic": checkpoint.MAGIC + zipped(),
    "npy of objects": b"\x93NUMPY\x01\x00v\x00{'descr': '|O', 'fortran_order': False, 'shape': (1,), }" + bytes(60),
    "HDF5": b"\x89HDF\r\n\x1a\n" + bytes(200),
    "header of 2^63 bytes": checkpoint.MAGIC + (2**63).to_bytes(8, "little") + bytes(64),
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
def test_hostile_files_are_refused(name, tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    (tmp_path / "file").write_bytes(HOSTILE[name])
    tracemalloc.start()
    for read in (GAN.restore, saving.read_fit):
        with pytest.raises(CheckpointError):
            read("file")
    assert tracemalloc.get_traced_memory()[1] < 50_000_000
    tracemalloc.stop()
    assert [p.name for p in tmp_path.iterdir()] == ["file"]


def changed(trainer, change):
    meta, arrays = checkpoint.unpack(trainer.to_bytes(output=True))
    change(meta, arrays)
    return checkpoint.pack(meta, arrays)


@pytest.fixture(scope="module")
def trainer():
    x = np.sin(np.outer(np.arange(1, 9), np.linspace(0, 3, 24)))
    return GAN(x, {"latent": {"size": 3}, "generator": [{"type": "output"}]}, batch_size=4, seed=2)


HUGE = [{"type": "dense", "units": 10**9}, {"type": "output"}]
MISFITS = {
    "nothing": lambda meta, arrays: meta.clear(),
    "no weights": lambda meta, arrays: arrays.clear(),
    "a layer beyond all memory": lambda meta, arrays: meta["spec"].update(generator=HUGE),
    "a row beyond all memory": lambda meta, arrays: meta.update(shape=[10**12]),
    "latent numbers beyond all memory": lambda meta, arrays: meta["spec"]["latent"].update(size=10**12),
    "a Lambda layer": lambda meta, arrays: meta["spec"].update(generator=[{"type": "Lambda", "function": "exit"}]),
    "another shape": lambda meta, arrays: meta.update(shape=[7]),
    "a shape of text": lambda meta, arrays: meta.update(shape="x"),
    "a seed of text": lambda meta, arrays: meta.update(seed="x"),
    "a batch of none": lambda meta, arrays: meta.update(batch_size=None),
    "a plan of five": lambda meta, arrays: meta.update(own=[True, True, True]),
    "traces that are not there": lambda meta, arrays: meta.update(kept=[[1, 2, 3]]),
    "output that is not there": lambda meta, arrays: meta.update(output=["a", "b"]),
}


@pytest.mark.parametrize("name", MISFITS)
def test_contents_that_make_no_trainer_are_refused(name, trainer):
    with pytest.raises(CheckpointError):
        GAN.from_bytes(changed(trainer, MISFITS[name]))


def test_devices_and_folders_are_no_files(tmp_path):
    for path in ("/dev/zero", tmp_path, tmp_path / "none"):
        with pytest.raises(CheckpointError, match="no file"):
            checkpoint.read(path)


def test_a_lock_is_refused_to_others_and_ends_with_its_process(tmp_path):
    code = (
        "import sys, os, signal; from rgan.files.run_folder import RunFolder; folder = RunFolder(sys.argv[1]);"
        "print('locked', flush=True); signal.pause()"
    )
    path = [str(p) for p in sys.path]
    with subprocess.Popen(
        [sys.executable, "-c", f"import sys; sys.path[:0] = {path!r}; {code}", str(tmp_path / "run")],
        stdout=subprocess.PIPE,
        text=True,
    ) as holder:
        assert holder.stdout.readline() == "locked\n"
        from rgan.files.run_folder import RunFolder

        with pytest.raises(CheckpointError, match=f"in use by process {holder.pid}"):
            RunFolder(tmp_path / "run")
        holder.kill()
        holder.wait()
    RunFolder(tmp_path / "run").close()


def test_headers_are_plain_json(trainer):
    raw = trainer.to_bytes()
    length = int.from_bytes(raw[8:16], "little")
    assert set(json.loads(raw[16 : 16 + length])) == {"format", "meta", "arrays"}
