"""Rows in files train to the bits that the same rows in memory train to."""

import json
import subprocess
import sys
from pathlib import Path
from types import SimpleNamespace

import numpy as np
import pytest
import tensorflow as tf
from rgan import GAN, DataError, devices
from rgan.row_files import RowFiles
from rgan.training import stream

N = 2300  # enough for validation rows
RANDOM = np.random.default_rng(1)
WAVES = np.sin(np.linspace(0, 6, 40) * RANDOM.integers(1, 3, (N, 1))) + RANDOM.normal(0, 0.05, (N, 40))
TABLE = np.column_stack([RANDOM.normal(size=N), RANDOM.exponential(size=N), RANDOM.integers(0, 9, N)])
LAYER = {"type": "dense", "units": 8, "activation": "leaky_relu"}
SMALL = {"generator": [LAYER, {"type": "output"}], "discriminator": [LAYER, {"type": "dense", "units": 1}]}


def files(tmp_path, x, **settings):
    for i, rows in enumerate(np.split(x, [700, 1500])):
        np.save(tmp_path / f"{i}.npy", rows)
    return RowFiles([str(tmp_path / f"{i}.npy") for i in range(3)], cache=str(tmp_path / "cache"), **settings)


def trained(x, blocks=(303,)):
    trainer = GAN(x, SMALL, batch_size=32, seed=2)
    for steps in blocks:
        trainer.advance(steps)
    trainer.trace(rows=4)
    return trainer


def bits(trainer):
    tensors = [tensor.numpy() for tensor in tf.nest.flatten(trainer.values.state.tensors)]
    return b"".join(values.tobytes() for values in [*tensors, np.ascontiguousarray(trainer.generate(20, 1))])


@pytest.mark.parametrize("x", [WAVES, TABLE], ids=["components", "table"])
def test_streamed_rows_train_as_rows_in_memory(tmp_path, monkeypatch, x):
    known = trained(x)
    monkeypatch.setattr(stream, "WINDOW_BYTES", 1 << 14)
    monkeypatch.setattr(stream, "PIECE_VALUES", 1 << 10)
    streamed = trained(files(tmp_path, x, memory=0), blocks=(1, 2, 300))
    assert streamed.values.data.streamed
    assert str(streamed.scores[-1]) == str(known.scores[-1])
    assert bits(streamed) == bits(known)


def test_rows_that_fit_into_memory_once_encoded_are_held(tmp_path):
    held = GAN(files(tmp_path, WAVES), SMALL, batch_size=32, seed=2).values.data
    known = GAN(WAVES, SMALL, batch_size=32, seed=2).values.data
    assert not held.streamed
    assert (held.fingerprint, held.n) == (known.fingerprint, known.n)
    np.testing.assert_array_equal(held.rows, known.rows)
    np.testing.assert_array_equal(held.targets.knots, known.targets.knots)
    np.testing.assert_array_equal(held.moments.covariance, known.moments.covariance)


def test_a_streamed_trainer_goes_on_from_its_bytes(tmp_path):
    rows = files(tmp_path, TABLE, memory=0)
    known = trained(rows, (10, 20))
    again = GAN.from_bytes(trained(rows, (10,)).to_bytes(), rows)
    again.advance(20)
    again.trace(rows=4)
    assert bits(again) == bits(known)
    with pytest.raises(DataError, match="are in files, which are not read as a whole"):
        _ = again.x_train
    around = again.features_around("discriminator")
    assert around["before"]["real"].shape == (1000, 8)


def test_every_row_is_reached_and_validation_rows_are_not(tmp_path):
    trainer = GAN(files(tmp_path, TABLE, memory=0), SMALL, batch_size=32, seed=2)
    batches, seen = trainer.values.batches(), []
    step, left = 0, trainer.steps_per_epoch
    while step < left:
        rows, chunk, offset, count = batches.given(None, step, left - step)
        numbers = chunk["rows"].numpy()[offset : offset + count, 0]
        seen.append(rows.numpy()[numbers.ravel()])
        step += count
    seen = np.unique(np.concatenate(seen), axis=0)
    encoded = trainer.values.model.encode(np.delete(TABLE, trainer.validation_rows, axis=0))
    assert np.array_equal(seen, np.unique(encoded, axis=0))


def test_a_file_that_goes_missing_is_named_and_the_trainer_stays(tmp_path, monkeypatch):
    monkeypatch.setattr(stream, "WINDOW_BYTES", 1 << 14)
    trainer = GAN(files(tmp_path, TABLE, memory=0), SMALL, batch_size=32, seed=2)
    trainer.advance(10)
    (tmp_path / "1.npy").rename(tmp_path / "moved.npy")
    with pytest.raises(DataError, match=r"1\.npy' cannot be read"):
        trainer.advance(2000)
    assert trainer.step == 10
    (tmp_path / "moved.npy").rename(tmp_path / "1.npy")
    trainer.advance(20)
    assert trainer.step == 30


def test_each_of_several_processes_reads_its_part_of_a_batch(tmp_path, monkeypatch):
    trainer = GAN(files(tmp_path, TABLE, memory=0), SMALL, batch_size=32, seed=2)

    def first_batch(index=None):
        workers = None if index is None else SimpleNamespace(addresses=["a:1", "b:2"], index=index)
        monkeypatch.setattr(devices, "current", lambda: devices.Placement(("cpu:0",), workers=workers))
        rows, chunk, _, _ = trainer.values.batches().given(None, 0, 1)
        return tf.gather(rows, chunk["rows"][0]).numpy()

    whole, one, other = first_batch(), first_batch(0), first_batch(1)
    np.testing.assert_array_equal(one[:, :16], whole[:, :16])
    np.testing.assert_array_equal(other[:, 16:], whole[:, 16:])
    assert not one[:, 16:].any() and not other[:, :16].any()


@pytest.mark.skipif(not sys.platform.startswith("linux"), reason="limits on memory are Linux's")
def test_a_file_larger_than_the_memory_left_trains(tmp_path):
    script = Path(__file__).parents[2] / "bench" / "speed" / "larger.py"
    sizes = ["--gigabytes", "0.4", "--spare", "0.35", "--sample", str(1 << 21), "--steps", "50"]
    command = [sys.executable, script, *sizes, "--folder", str(tmp_path)]
    answer = subprocess.run(command, capture_output=True, text=True, timeout=900, check=False)
    assert answer.returncode == 0, answer.stderr
    told = json.loads(answer.stdout.splitlines()[-1])
    assert (told["as a whole"], told["streamed"], told["steps"]) == ("does not fit", True, 50)
