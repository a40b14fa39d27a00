"""What a file says of the maps of values, changed to what no map can be: refused in words."""

import numpy as np
import pytest
from mutations import changed
from rgan import GAN, CheckpointError


@pytest.fixture(scope="module")
def raw():
    x = np.c_[np.random.default_rng(1).integers(0, 3, 100), np.random.default_rng(2).normal(size=100)]
    return GAN(x, seed=1).train(4, trace=2).to_bytes()


WRONG = {
    "that falls": ("knots", lambda knots: knots[:, ::-1].copy(), "the calibration of epoch 2 does not rise"),
    "with ends that fall": ("ends", lambda ends: ends[:, ::-1].copy(), "does not rise"),
    "of too many decimals": ("decimals", lambda decimals: decimals + 50, "decimals that nothing has"),
    "of multiples of nothing": ("multiple", lambda multiple: multiple * 0, "decimals that nothing has"),
    "of three columns": ("knots", lambda knots: np.vstack([knots, knots[:1]]), "does not fit rows of shape"),
    "of another type": ("mapped", lambda mapped: mapped.astype(np.int64), "mapped is int64"),
}


@pytest.mark.parametrize("name", WRONG)
def test_a_calibration_that_cannot_be_is_refused_in_words(name, raw):
    array, change, words = WRONG[name]

    def of_file(meta, arrays):
        arrays[f"calibration/2/{array}"] = change(arrays[f"calibration/2/{array}"])

    with pytest.raises(CheckpointError, match=words):
        GAN.from_bytes(changed(raw, of_file))


def test_a_calibration_that_is_not_whole_is_refused(raw):
    with pytest.raises(CheckpointError, match="the calibration of epoch 4 holds"):
        GAN.from_bytes(changed(raw, lambda meta, arrays: arrays.pop("calibration/4/ends")))
