"""Files whose recipe would take more memory than what was saved: refused before anything is made."""

import tracemalloc

import mutations
import numpy as np
import pytest
from mutations import changed
from rgan import GAN, CheckpointError
from rgan.files import footprint

UPSCALED = [
    {"type": "reshape", "shape": [1, 1, 4]},
    {"type": "conv2d_transpose", "filters": 1, "kernel": 1, "strides": 10**5, "padding": "same"},
    {"type": "flatten"},
    {"type": "dense", "units": 1},
]
HUGE = [{"type": "dense", "units": 10**9}, {"type": "output"}]
LONG = [{"type": "flatten"}] * 10**5


def recipe(**fields):
    return lambda meta, arrays: meta["spec"].update(**fields)


def endless_epoch(meta, arrays):
    meta["spec"].update(steps_per_epoch=10**8)
    meta.update(records=[], kept=[])
    arrays.update(history=arrays["history"][:0])


def no_pretraining(meta, arrays):
    meta["spec"].update(pretrain=3)
    meta.update(origin=[3, 1])  # the rows were replaced after the first epoch


REFUSED = {
    "a layer beyond all memory": (recipe(generator=HUGE), "a dense layer has 4000000000 weights, but"),
    "a network of many layers": (recipe(discriminator=LONG), "a network has 100000 layers"),
    "rows made large on the way": (recipe(discriminator=UPSCALED), "a conv2d_transpose layer makes"),
    "latent numbers beyond all memory": (
        lambda meta, arrays: meta["spec"]["latent"].update(size=2**31 - 1), "a row of 2147483649 numbers is too long",
    ),
    "a row beyond all memory": (lambda meta, arrays: meta.update(shape=[10**12]), "shape"),
    "a batch beyond all memory": (lambda meta, arrays: meta.update(batch_size=10**9), "too large for 12 rows"),
    "updates beyond all time": (recipe(updates={"discriminator": 10**9}), "more than 10000 updates"),
    "networks left open": (recipe(generator=None), "leaves open what the data decide"),
    "a scaling left open": (recipe(scaling="auto"), "leaves open what the data decide"),
    "another kind": (recipe(kind="images"), "images do not have rows of shape"),
    "an epoch beyond all memory": (endless_epoch, "more than 67108864 rows an epoch"),
    "pretraining that never was": (no_pretraining, "without the pretraining"),
}  # fmt: skip


@pytest.fixture(scope="module")
def raw():
    return bytes(mutations.trained(mutations.rows()).to_bytes())


@pytest.mark.parametrize("name", REFUSED)
def test_what_would_take_more_than_was_saved_is_refused_in_words(name, raw):
    change, words = REFUSED[name]
    bad = changed(raw, change)
    tracemalloc.start()
    with pytest.raises(CheckpointError, match=words) as error:
        GAN.from_bytes(bad)
    assert tracemalloc.get_traced_memory()[1] < 100_000_000
    tracemalloc.stop()
    assert "Error:" not in str(error.value)


def test_a_trainers_own_recipe_is_not_too_large(trained_values):
    model, data, state = trained_values
    meta = {
        "shape": [24], "own": [False, False], "batch_size": 4, "n": data.n, "origin": [0, 0], "pretrained": False,
    }  # fmt: skip
    saved = sum(int(np.size(w)) for w in (*state.tensors["generator"], *state.tensors["discriminator"]))
    footprint.check(model.spec, meta, model.encoded_shape, model.conditions, saved)
