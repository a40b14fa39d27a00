"""The one file of R's fit: whole or not at all, and readable by Python alone."""

import numpy as np
import pytest
from rgan import GAN, CheckpointError
from rgan.files import container
from rgan_r.fit_file import read_fit, write_fit


@pytest.fixture(scope="module")
def given(trained_values, waves):
    """What R gives: a trainer's bytes, its traced rows, the training rows, and what only R has a use for."""
    trainer = GAN(trained_values)
    output = {name: np.asarray(rows, "float64") for name, rows in trainer.output.items()}
    arrays = [np.arange(40.0), np.array([])]
    return {"raw": trainer.to_bytes(), "output": output, "rows": waves, "arrays": arrays, "note": 'ä "quoted" {1}'}


@pytest.fixture
def path(tmp_path, given):
    path = str(tmp_path / "fit.rgan")
    write_fit(path, **given)
    return path


def test_what_is_written_comes_back(path, given):
    found = read_fit(path)
    assert set(found) == set(given)
    assert found["note"] == given["note"]
    assert list(found["output"]) == list(given["output"]) == ["epoch 2", "epoch 3"]
    for ours, theirs in zip(found["output"].values(), given["output"].values(), strict=True):
        np.testing.assert_array_equal(ours, theirs)
    np.testing.assert_array_equal(found["rows"], given["rows"])
    assert len(found["arrays"]) == 2
    for ours, theirs in zip(found["arrays"], given["arrays"], strict=True):
        np.testing.assert_array_equal(ours, theirs)


def test_the_trainer_within_is_the_one_given(path, given):
    ours, theirs = GAN.from_bytes(bytes(read_fit(path)["raw"])), GAN.from_bytes(given["raw"])
    assert ours.step == theirs.step == 12
    np.testing.assert_array_equal(ours.generate(3, 1), theirs.generate(3, 1))
    # Traced rows are in the file once, not in the trainer, too.
    assert ours.output == {}


def test_what_was_read_can_be_written_to_the_same_file(tmp_path, path):
    again = str(tmp_path / "again.rgan")
    found = read_fit(path)
    write_fit(again, found["raw"], found["output"], found["rows"], found["arrays"], found["note"])
    assert (tmp_path / "again.rgan").read_bytes() == (tmp_path / "fit.rgan").read_bytes()


def test_python_alone_reads_the_file_and_goes_on(path, given, waves):
    trainer = GAN.restore(path)
    np.testing.assert_allclose(trainer.x_train, waves, atol=1e-5)
    for name, rows in given["output"].items():
        np.testing.assert_array_equal(trainer.output[name], rows)
    assert trainer.advance(1)["step"] == 13


def test_a_fit_without_notes_or_traces_is_a_fit(tmp_path, given):
    path = str(tmp_path / "bare.rgan")
    write_fit(path, given["raw"], {}, given["rows"], [], "")
    found = read_fit(path)
    assert (found["output"], found["arrays"], found["note"]) == ({}, [], "")


def test_a_trainer_that_python_saved_is_no_fit(tmp_path, trained):
    path = str(tmp_path / "python.rgan")
    trained.save(path)
    with pytest.raises(CheckpointError, match=r"python\.rgan.* hold a trainer saved from Python, not a fit of R"):
        read_fit(path)


def test_what_is_no_file_of_a_fit_is_refused(tmp_path, path):
    with pytest.raises(CheckpointError, match="There is no file"):
        read_fit(str(tmp_path / "nothing.rgan"))
    (tmp_path / "text.rgan").write_text("nonsense")
    with pytest.raises(CheckpointError, match="do not hold a saved trainer"):
        read_fit(str(tmp_path / "text.rgan"))
    raw = bytearray((tmp_path / "fit.rgan").read_bytes())
    raw[len(raw) // 2] ^= 1
    (tmp_path / "changed.rgan").write_bytes(raw)
    with pytest.raises(CheckpointError, match="checksum"):
        read_fit(str(tmp_path / "changed.rgan"))


@pytest.mark.parametrize(
    "change",
    [
        lambda meta, arrays: meta.update(trainer=["nowhere"]),
        lambda meta, arrays: meta.update(trainer="rows"),
        lambda meta, arrays: meta.update(output=["epoch 2", "epoch 3", "epoch 4"]),
        lambda meta, arrays: meta.update(output=[1, 2]),
        lambda meta, arrays: meta.pop("note"),
        lambda meta, arrays: meta.update(note=1),
        lambda meta, arrays: meta.pop("output"),
        lambda meta, arrays: arrays.pop("rows"),
        lambda meta, arrays: arrays.pop("output/0"),
        lambda meta, arrays: arrays.update({"output/0": arrays["output/0"][:, :-1]}),
        lambda meta, arrays: arrays.update(rows=arrays["rows"][:, :-1]),
        lambda meta, arrays: arrays.pop("note/0"),
    ],
)
def test_parts_that_do_not_fit_together_are_one_error(change, path):
    meta, arrays = container.read(path)
    change(meta, arrays)
    container.write(path, container.pack(meta, arrays))
    with pytest.raises(CheckpointError):
        read_fit(path)


def test_what_could_not_be_read_again_is_not_written(tmp_path, given):
    path = tmp_path / "fit.rgan"
    path.write_bytes(b"before")
    wrong = [{"rows": given["rows"][:, :-1]}, {"raw": b"nonsense"}, {"output": {"epoch 2": np.zeros((2, 3))}}]
    for changed in wrong:
        with pytest.raises(CheckpointError):
            write_fit(str(path), **(given | changed))
    assert path.read_bytes() == b"before"
    assert [p.name for p in tmp_path.iterdir()] == ["fit.rgan"]


def test_a_file_that_cannot_be_written_is_named(tmp_path, given):
    with pytest.raises(CheckpointError, match=r"folder/fit\.rgan' cannot be written: No such file or directory"):
        write_fit(str(tmp_path / "folder" / "fit.rgan"), **given)
