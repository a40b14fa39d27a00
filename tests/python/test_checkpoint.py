"""Trainers as bytes and files: whole, damaged, foreign, newer."""

import json

import numpy as np
import pytest
from rgan import GAN, CheckpointError, SpecError
from rgan.files import container as checkpoint
from rgan_r.user_file import load_trainer


@pytest.fixture
def trained(waves, small):
    return GAN(waves, small, batch_size=4, seed=2).train(3, trace=2)


def test_a_restored_trainer_goes_on_as_if_nothing_had_happened(trained, waves, tmp_path):
    trained.save(tmp_path / "run.rgan")
    restored = GAN.restore(tmp_path / "run.rgan", waves)
    assert list(restored.output) == ["epoch 2", "epoch 3"]
    for trainer in (trained, restored):
        trainer.train(4, trace=2)
    assert (trained.generate(5) == restored.generate(5)).all()
    assert all((trained.output[k] == restored.output[k]).all() for k in trained.output)
    ours, theirs = trained.history, restored.history
    assert all((ours[k] == theirs[k]).all() for k in ours if k != "seconds")


def test_without_rows_it_generates_and_says_why_it_cannot_train(trained):
    restored = GAN.from_bytes(trained.to_bytes())
    assert (restored.generate(5, seed=9) == trained.generate(5, seed=9)).all()
    with pytest.raises(ValueError, match="without its training rows"):
        restored.advance(1)


def test_trainers_saved_before_steps_could_be_given_keep_their_passes_over_the_data(waves):
    trainer = GAN(waves, {"preset": "classic", "steps_per_epoch": None}, batch_size=4)
    meta, arrays = checkpoint.unpack(trainer.to_bytes())
    del meta["spec"]["steps_per_epoch"]
    restored = GAN.from_bytes(checkpoint.pack(meta, arrays), waves)
    assert restored.steps_per_epoch == trainer.steps_per_epoch == -(-len(waves) // 4)


def test_every_flipped_byte_and_every_cut_is_noticed(trained):
    raw = bytes(trained.to_bytes())
    for position in np.linspace(0, len(raw) - 1, 60).astype(int):
        flipped = bytearray(raw)
        flipped[position] ^= 1
        with pytest.raises(CheckpointError):
            GAN.from_bytes(flipped)
    for length in (0, 1, 7, 20, len(raw) // 2, len(raw) - 1):
        with pytest.raises(CheckpointError):
            GAN.from_bytes(raw[:length])


def rewritten(change):
    """A file with a valid checksum whose header was changed by hand."""
    raw = bytearray(checkpoint.pack({}, {"a": np.zeros(3, "float32")}))
    header = json.loads(raw[16 : 16 + int.from_bytes(raw[8:16], "little")])
    change(header)
    text = json.dumps(header).encode()
    body = checkpoint.MAGIC + len(text).to_bytes(8, "little") + text + bytes(12)
    return body + checkpoint.hashlib.sha256(body).digest()


@pytest.mark.parametrize(
    ("change", "words"),
    [
        (lambda h: h.update(format=99), "newer rgan"),
        (lambda h: h.update(arrays=[["a", "float32", [10**9]]]), "longer than the file"),
        (lambda h: h.update(arrays=[["a", "object", [3]]]), "declared as object"),
        (lambda h: h.update(arrays=[["a", "float32", [-3]]]), "declared as"),
        (lambda h: h.pop("format"), "header"),
    ],
)
def test_hostile_headers_are_refused(change, words):
    with pytest.raises(CheckpointError, match=words):
        checkpoint.unpack(rewritten(change))


def test_a_failed_write_leaves_the_old_file_and_no_other(trained, tmp_path, monkeypatch):
    path = tmp_path / "run.rgan"
    trained.save(path)
    old = path.read_bytes()
    monkeypatch.setattr(checkpoint.os, "fsync", lambda _: (_ for _ in ()).throw(OSError("no space")))
    with pytest.raises(CheckpointError, match="no space"):
        trained.save(path)
    assert path.read_bytes() == old
    assert [p.name for p in tmp_path.iterdir()] == ["run.rgan"]


def test_a_users_own_trainer_is_loaded_from_a_file(tmp_path, waves, small):
    path = tmp_path / "mine.py"
    path.write_text("import rgan\n\nclass GAN(rgan.GAN):\n    mine = True\n")
    assert load_trainer(path)(waves, small).mine


@pytest.mark.parametrize(
    ("text", "words"),
    [("x = 1", "defines no class"), ("class GAN: pass", "extends"), ("1 / 0", "ZeroDivisionError")],
)
def test_other_files_are_refused_in_words(tmp_path, text, words):
    path = tmp_path / "mine.py"
    path.write_text(text)
    with pytest.raises(SpecError, match=words):
        load_trainer(path)
    with pytest.raises(SpecError, match="not a Python file"):
        load_trainer(tmp_path / "none.py")
