"""Increments: what never falls never falls, counts are counts, and what returns to a level still does."""

import numpy as np
import pytest
from mutations import changed
from rgan import GAN, CheckpointError
from rgan.encoding.increments import IncrementTargets


def _counters(n=300, time=40, seed=1):
    random = np.random.default_rng(seed)
    return np.cumsum(random.poisson(1.0, (n, time)), axis=1) + random.integers(0, 1000, (n, 1)).astype(float)


def _made(x, generated, kind="waves"):
    return IncrementTargets.fit(x, kind, 1).calibration(generated).apply(generated)


def test_counters_never_fall_and_their_steps_are_those_of_the_data():
    x = _counters()
    random = np.random.default_rng(2)
    generated = np.cumsum(random.normal(1, 1, (500, 40)), axis=1) + random.uniform(0, 1000, (500, 1))
    steps = np.diff(_made(x, generated), axis=1)
    assert steps.min() == 0
    # A difference of two sums is as exact as these are.
    assert np.abs(steps - np.round(steps)).max() < 1e-9
    shares = [(np.round(steps) == count).mean() for count in range(4)]
    np.testing.assert_allclose(shares, [(np.diff(x, axis=1) == count).mean() for count in range(4)], atol=0.01)
    assert abs(np.corrcoef(steps[:, 1:].ravel(), steps[:, :-1].ravel())[0, 1]) < 0.05


def test_ticks_of_a_walk_are_summed_up_and_series_that_return_are_not():
    random = np.random.default_rng(3)
    ticks = np.cumsum(random.integers(-1, 2, (200, 50)), axis=1).astype(float)
    found = IncrementTargets.fit(ticks, "waves", 1)
    assert found.direction.tolist() == [0] and found.summed.tolist() == [1]
    for returning in (random.integers(0, 3, (200, 50)), random.random((200, 50)) < 0.1, random.normal(size=(200, 50))):
        assert IncrementTargets.fit(np.asarray(returning, dtype=float), "waves", 1) is None


@pytest.mark.parametrize("sign", [1, -1])
def test_smooth_rows_that_never_turn_never_do(sign):
    t = np.linspace(-3, 3, 30)
    x = sign / (1 + np.exp(-t * np.linspace(0.5, 3, 100)[:, None]))
    found = IncrementTargets.fit(x, "waves", 1)
    assert found.direction.tolist() == [sign] and found.summed.tolist() == [0]
    generated = x + np.random.default_rng(1).normal(0, 0.02, x.shape)
    made = found.calibration(generated).apply(generated)
    assert (sign * np.diff(made, axis=1) >= 0).all()
    assert np.array_equal(found.calibration(x).apply(x), x)


def test_each_channel_is_decided_for_and_others_keep_their_bits():
    random = np.random.default_rng(4)
    x = np.stack([_counters(), random.normal(size=(300, 40))], axis=2)
    generated = x + random.normal(0, 0.4, x.shape)
    made = _made(x, generated, "series")
    assert np.array_equal(made[..., 1], generated[..., 1])
    assert (np.diff(made[..., 0], axis=1) >= 0).all()


@pytest.mark.parametrize(
    ("x", "kind"),
    [(_counters(), "table"), (_counters(time=2), "waves"), (np.ones((50, 30)), "waves")],
    ids=["a table", "two points", "constants"],
)
def test_nothing_is_done_where_there_are_no_steps(x, kind):
    assert IncrementTargets.fit(x, kind, 1) is None


@pytest.fixture(scope="module")
def trained():
    return GAN(_counters(), seed=1).train(6, trace=3)


def test_a_trainer_makes_counters_and_keeps_that_in_files(trained, tmp_path):
    made = trained.generate(200, seed=3)
    assert (np.diff(made, axis=1) >= 0).all() and np.array_equal(made, np.round(made)) and made.min() >= 0
    assert trained.details()["increments"] == {"units": 1, "monotone": 1, "summed": 1}
    assert np.array_equal(trained.generate(7, seed=3), made[:7])
    trained.save(tmp_path / "g.rgan")
    for again in (GAN.from_bytes(trained.to_bytes()), GAN.restore(tmp_path / "g.rgan")):
        assert np.array_equal(again.generate(200, seed=3), made)
    assert GAN(_counters(), {"calibration": False}, seed=1).values.data.increments is None


def test_a_file_from_before_makes_the_rows_it_made(trained):
    def before(meta, arrays):
        for name in [name for name in arrays if name.endswith("/taken_back")]:
            del arrays[name]

    made = GAN.from_bytes(changed(trained.to_bytes(), before)).values.state.snapshots.weights[trained.best_epoch]
    rows = _counters(20, seed=5)[:, :40]
    plain = made.increments.steps.apply(np.diff(rows, axis=1))
    np.testing.assert_array_equal(np.diff(made.increments.apply(rows), axis=1), plain)


WRONG = {
    "taken_back": lambda arrays, name: arrays.update({name: np.array(2.0)}),
    "direction": lambda arrays, name: arrays.update({name: arrays[name] * 3}),
    "summed": lambda arrays, name: arrays.pop(name),
    "steps/knots": lambda arrays, name: arrays.update({name: -arrays[name]}),
    "steps/fixed": lambda arrays, name: arrays.update({name: np.r_[arrays[name], arrays[name]]}),
    "steps/decimals": lambda arrays, name: arrays.update({name: arrays[name] + 99}),
}


@pytest.mark.parametrize("name", WRONG)
def test_files_hold_increments_that_can_be(name, trained):
    def change(meta, arrays):
        WRONG[name](arrays, f"increments/3/{name}")

    with pytest.raises(CheckpointError, match=r"increments of epoch 3|steps|fixed"):
        GAN.from_bytes(changed(trained.to_bytes(), change))
