"""Saved trainers changed in one place: refused, or good for everything. All changes are tried by `make torture`."""

import mutations
import numpy as np
import pytest
from rgan import GAN, CheckpointError
from rgan.files import checkpoint as saving
from rgan.files import container as checkpoint

SPEC = {
    "latent": {"size": 2},
    "generator": [{"type": "dense", "units": 4}, {"type": "output"}],
    "discriminator": [{"type": "flatten"}, {"type": "dense", "units": 4}, {"type": "dropout", "rate": 0.3},
                      {"type": "dense", "units": 1}],
}  # fmt: skip


def rows(shape=(12, 12)):
    t = np.linspace(0, 1, 12)
    x = np.array([np.sin(7 * t * (1 + k % 2)) * (1 + k / 20) for k in range(12)])
    return x[:, : int(np.prod(shape[1:]))].reshape(shape).copy()


def trained(x):
    trainer = GAN(x, SPEC, batch_size=4, seed=1)
    trainer.plan(4)
    for epoch in (1, 2):
        trainer.advance(trainer.steps_to(epoch))
        trainer.trace(3)
    return trainer


@pytest.fixture(scope="module")
def waves_saved():
    return bytes(trained(rows()).to_bytes(output=True))


def test_a_trainer_changed_in_one_place_is_refused_or_works(waves_saved):
    x = rows()
    assert mutations.fault(waves_saved, x) is None
    changes = list(mutations.mutations(waves_saved))[::67]
    faults = {name: mutations.fault(raw, x, train=i % 8 == 0) for i, (name, raw) in enumerate(changes)}
    assert {name: fault for name, fault in faults.items() if fault} == {}


def changed(raw, change):
    meta, arrays = checkpoint.unpack(raw)
    change(meta, arrays)
    return checkpoint.pack(meta, arrays)


def fill(name, value):
    def change(meta, arrays):
        arrays[name][...] = value

    return change


LAYER = {"type": "conv2d_transpose", "filters": 1, "kernel": 1, "strides": 10**5, "padding": "same"}
UPSCALED = [{"type": "reshape", "shape": [1, 1, 2]}, LAYER, {"type": "flatten"}, {"type": "dense", "units": 1}]
REFUSED = {
    "weights of NaN": fill("generator/0", np.nan),
    "averages that are infinite": fill("average/1", np.inf),
    "slots of NaN": fill("generator_slots/first/0", np.nan),
    "weights kept of NaN": fill("kept/1/0", np.nan),
    "traced rows of NaN": fill("output/0", np.nan),
    "a scale of NaN": fill("scaler/scale", np.nan),
    "a history that goes back": lambda meta, arrays: arrays.update(history=arrays["history"][::-1].copy()),
    "a batch beyond all memory": lambda meta, arrays: meta.update(batch_size=10**9),
    "updates beyond all time": lambda meta, arrays: meta["spec"].update(updates={"discriminator": 10**9}),
    "more steps at the beginning than now": lambda meta, arrays: meta.update(origin=[10**6, 0]),
    "rows held out that are not there": lambda meta, arrays: meta.update(validation=[3, 12]),
    "a trace without figures": lambda meta, arrays: meta["records"][0].clear(),
    "a trace kept that is none": lambda meta, arrays: meta["kept"].append([77, 4, 0, 0]),
    "a network of many layers": lambda meta, arrays: meta["spec"].update(discriminator=[{"type": "flatten"}] * 10**5),
    "rows made large on the way": lambda meta, arrays: meta["spec"].update(discriminator=UPSCALED),
    "a recipe that leaves networks open": lambda meta, arrays: meta["spec"].update(generator=None),
    "numbers beyond 32 bits": lambda meta, arrays: meta["spec"]["latent"].update(low=-1e300),
}


@pytest.mark.parametrize("name", REFUSED)
def test_what_no_trainer_can_be_is_refused_in_words(name, waves_saved):
    with pytest.raises(CheckpointError) as error:
        GAN.from_bytes(changed(waves_saved, REFUSED[name]))
    assert "Error:" not in str(error.value)


def test_a_trainer_that_could_not_be_read_is_not_written(tmp_path):
    trainer = trained(rows())
    path = tmp_path / "run.rgan"
    trainer.save(path)
    before = path.read_bytes()
    trainer._now.state["generator"][0] = np.nan * trainer._now.state["generator"][0]
    with pytest.raises(CheckpointError, match="cannot be saved so that it could be read again"):
        trainer.save(path)
    assert path.read_bytes() == before


def test_what_is_beside_a_trainer_in_a_file_of_r_is_looked_at(tmp_path):
    x = rows()
    trainer, path = trained(x), tmp_path / "fit.rgan"

    def read(**parts):
        given = {"output": trainer.output, "rows": x, "arrays": [np.zeros(3)], "note": "{}"} | parts
        with pytest.raises(CheckpointError):
            saving.write_fit(path, trainer.to_bytes(), given["output"], given["rows"], given["arrays"], given["note"])
        assert not path.exists()

    read(rows=x[:-1])
    read(rows=x[:, :-1])
    read(rows=np.where(x == x[0, 0], np.nan, x))
    read(output={"epoch 1": x[:, :-1]})
    read(note=3)
    saving.write_fit(path, trainer.to_bytes(), trainer.output, x, [np.zeros(3)], "{}")
    assert saving.read_fit(path)["note"] == "{}"


def test_a_batch_far_larger_than_the_rows_is_refused_live_too():
    with pytest.raises(ValueError, match="too large for 12 rows"):
        GAN(rows(), SPEC, batch_size=10**9)


def test_rows_beyond_computing_are_refused_when_attached():
    trainer = trained(rows((12, 3)))
    with pytest.raises(ValueError, match="standard deviations away"):
        trainer.attach(rows((12, 3)) * 1e30)


def test_without_rows_a_trainer_says_so():
    trainer = GAN.from_bytes(trained(rows()).to_bytes())
    for use in (lambda: trainer.x_train, trainer.trace, lambda: trainer.advance(1)):
        with pytest.raises(ValueError, match="without its training rows"):
            use()
