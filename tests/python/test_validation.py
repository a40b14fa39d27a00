"""What a file says of a trainer, changed to what no trainer can be: refused in words."""

import mutations
import numpy as np
import pytest
from mutations import changed
from rgan import GAN, CheckpointError
from rgan.files import checkpoint, container, validation


@pytest.fixture(scope="module")
def raw():
    """A trainer of twelve waves of twelve points, traced twice, with dropout."""
    return bytes(mutations.trained(mutations.rows()).to_bytes(output=True))


def fill(name, value):
    def change(meta, arrays):
        arrays[name][...] = value

    return change


REFUSED = {
    "weights of NaN": (fill("generator/0", np.nan), "generator/0 holds numbers that are not finite"),
    "averages that are infinite": (fill("average/1", np.inf), "average/1 holds numbers that are not finite"),
    "slots of NaN": (fill("generator_slots/first/0", np.nan), "not finite"),
    "weights kept of NaN": (fill("kept/1/0", np.nan), "kept/1/0"),
    "traced rows without end": (fill("output/0", np.inf), "output/0"),
    "a scale of NaN": (fill("scaler/scale", np.nan), "scaler/scale"),
    "a scale below 0": (fill("scaler/scale", -1), "scaler/scale is below 0"),
    "a history that goes back": (
        lambda meta, arrays: arrays.update(history=arrays["history"][::-1].copy()), "do not count on",
    ),
    "more steps at the beginning than now": (lambda meta, arrays: meta.update(origin=[10**6, 0]), "`origin` is"),
    "validation rows that are not there": (lambda meta, arrays: meta.update(validation=[3, 12]), "row held out is 12"),
    "validation rows twice": (lambda meta, arrays: meta.update(validation=[3, 3]), "each once and in order"),
    "a trace without figures": (lambda meta, arrays: meta["records"][0].clear(), "'epoch' is not there"),
    "a trace kept that is none": (lambda meta, arrays: meta["kept"].append([77, 4, 0, 0]), "77 are kept, at which"),
    "traces that keep too little": (lambda meta, arrays: meta.update(kept=[[1, 2, 0]]), "keeps 2 arrays, not 4"),
    "traced rows that are not there": (lambda meta, arrays: meta["output"].append("c"), "output/2 is not there"),
    "numbers beyond 32 bits": (lambda meta, arrays: meta["spec"]["latent"].update(low=-1e300), "low"),
    "nothing": (lambda meta, arrays: meta.clear(), "'shape' is not there"),
    "no weights": (lambda meta, arrays: arrays.clear(), "is not there"),
    "a Lambda layer": (
        lambda meta, arrays: meta["spec"].update(generator=[{"type": "Lambda", "function": "exit"}]), "Lambda",
    ),
    "another shape": (lambda meta, arrays: meta.update(shape=[7]), "shape"),
    "a shape of text": (lambda meta, arrays: meta.update(shape="x"), "the shape of a row is 'x', not a list"),
    "a seed of text": (lambda meta, arrays: meta.update(seed="x"), "the seed is 'x', not a whole number"),
    "a batch of none": (lambda meta, arrays: meta.update(batch_size=None), "the batch size is None"),
    "three networks": (lambda meta, arrays: meta.update(own=[True, True, True]), "which networks are the user's own"),
    "time that runs backwards": (lambda meta, arrays: meta.update(seconds=-1), "the time in seconds is -1"),
}  # fmt: skip


@pytest.mark.parametrize("name", REFUSED)
def test_what_no_trainer_can_be_is_refused_in_words(name, raw):
    change, words = REFUSED[name]
    with pytest.raises(CheckpointError, match=words) as error:
        GAN.from_bytes(changed(raw, change))
    assert "Error:" not in str(error.value)


def test_directions_that_are_no_unit_vectors_are_refused():
    t = np.linspace(0, 1, 60)
    trainer = GAN(np.sin(7 * t + np.linspace(0, 2, 40)[:, None]), seed=1)
    assert trainer.values.model.encoder.components is not None
    with pytest.raises(CheckpointError, match="longer than 1"):
        GAN.from_bytes(changed(trainer.to_bytes(), fill("scaler/directions", 1e38)))


NOTE = {"note": "{}"}
OF_R = {
    "too few rows": ({"rows": mutations.rows()[:-1]}, NOTE, "rows is float64 of shape"),
    "rows of another shape": ({"rows": mutations.rows()[:, :-1]}, NOTE, "rows is float64 of shape"),
    "rows without end": ({"rows": mutations.rows() + np.inf}, NOTE, "rows are beyond what 32-bit numbers hold"),
    "no rows": ({"rows": None}, NOTE, "there are no training rows"),
    "traced rows of another shape": ({"output/0": mutations.rows()[:, :-1]}, NOTE, "traced rows have shape"),
    "a note that is no text": ({}, {"note": 3}, "R's note is 3, not a text"),
    "numbers of a note that are none": ({"note/0": np.array([1])}, NOTE, "note/0 is int64"),
}


def of_r(raw, added, note):
    """The contents of a file written from R; an array that is None is left out."""
    meta, arrays = container.unpack(raw)
    arrays = arrays | {"rows": mutations.rows(), "note/0": np.zeros(3)} | added
    return meta | note, {name: values for name, values in arrays.items() if values is not None}


def test_what_r_adds_to_a_trainer_passes(raw):
    meta, arrays = of_r(raw, {}, NOTE)
    validation.fit(meta, arrays)
    checkpoint.check_readable(meta, arrays, of_r=True)


@pytest.mark.parametrize("name", OF_R)
def test_what_r_adds_to_a_trainer_is_looked_at(name, raw):
    added, note, words = OF_R[name]
    meta, arrays = of_r(raw, added, note)
    with pytest.raises(validation.MisfitError, match=words):
        validation.fit(meta, arrays)
    with pytest.raises(CheckpointError, match="cannot be saved so that it could be read again"):
        checkpoint.check_readable(meta, arrays, of_r=True)
