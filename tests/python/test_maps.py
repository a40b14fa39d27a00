"""What a file says of the maps of values, changed to what no map can be: refused in words."""

import mutations
import numpy as np
import pytest
from mutations import changed
from rgan import GAN, CheckpointError
from rgan.files import container


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


def _panel(prices, n=60, time=12):
    """A counter far from 0, a walk, and, where asked for, prices over decades."""
    random = np.random.default_rng(3)
    steps = np.cumsum(random.normal(size=(n, time)), axis=1)
    counter = np.cumsum(random.poisson(2, (n, time)), axis=1) + random.integers(0, 5000, (n, 1))
    over_decades = [np.exp(random.normal(3, 2, (n, 1)) + 0.01 * steps)] if prices else []
    return np.stack([*over_decades, counter, steps], axis=2)


def _curve(n=80):
    x = np.linspace(-1, 1, n)
    return np.c_[x, x**2]


OF_EPOCH = {
    "increments": ("increments/2/direction", "increments/2/summed"),
    "moments": ("moments/2/matrix", "moments/2/shift"),
}
MAPPED = {
    "tails": (_panel(prices=True), ("tails", "increments")),
    "levels": (_panel(prices=False), ("levels", "increments")),
    "a surface": (_curve(), ("surface", "dimension")),
    "moments": (np.random.default_rng(4).normal(size=(60, 12)).cumsum(axis=1), ("moments",)),
}


@pytest.mark.parametrize("name", MAPPED)
def test_files_with_maps_changed_in_one_place_are_refused_or_work(name):
    x, stages = MAPPED[name]
    raw = GAN(x, mutations.SPEC | {"scaling": "auto"}, batch_size=4, seed=1).train(2, trace=1).to_bytes()
    meta, arrays = container.unpack(raw)
    starts = {stage: OF_EPOCH.get(stage, (f"scaler/{stage}",)) for stage in stages}
    changes = list(mutations.of_arrays(arrays))
    assert all(any(name.startswith(start) for name, _ in changes) for start in starts.values())
    changes = [(name, changed) for name, changed in changes if name.startswith(sum(starts.values(), ()))]
    faults = {name: mutations.fault(container.pack(meta, changed), x, train=False) for name, changed in changes[::3]}
    assert {name: fault for name, fault in faults.items() if fault} == {}
