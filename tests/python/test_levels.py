"""Levels: rows far apart keep their steps, and rows that are not keep their bits."""

import numpy as np
import pytest
from mutations import changed
from rgan import GAN, CheckpointError
from rgan.encoding.encoder import Encoder
from rgan.encoding.levels import Levels


def _walks(n=300, time=40, spread=1000, seed=1):
    random = np.random.default_rng(seed)
    return np.cumsum(random.normal(size=(n, time)), axis=1) + random.uniform(0, spread, (n, 1))


def _step_correlation(rows):
    steps = np.diff(rows, axis=1)
    return np.corrcoef(steps[:, 1:].ravel(), steps[:, :-1].ravel())[0, 1]


def test_levels_and_deviations_become_alike_in_size_and_come_back():
    x = _walks()
    levels, deviation = Levels.fit(x)
    assert levels.summary() == {"units": 1, "apart": 1}
    lessened = levels.lessen(x / deviation)
    apart = (lessened - lessened.mean(axis=1, keepdims=True)).var(axis=0).mean()
    assert apart == pytest.approx(1) and lessened.mean(axis=1).var() == pytest.approx(1)
    np.testing.assert_allclose(levels.restore(lessened) * deviation, x, rtol=1e-9)


def test_each_channel_is_decided_for():
    x = np.stack([_walks(), _walks(spread=1, seed=2), _walks(seed=3) * 1e6], axis=2)
    levels, deviation = Levels.fit(x)
    assert levels.made_less.tolist() == [True, False, True]
    kept = levels.lessen(x)[..., 1]
    assert np.array_equal(kept, x[..., 1])
    np.testing.assert_allclose(levels.restore(levels.lessen(x)), x, rtol=1e-9)
    assert deviation[2] > 1e5 * deviation[0]


def test_levels_that_steps_grow_with_are_left_as_they_are():
    level, walks = np.random.default_rng(1).uniform(500, 5000, (300, 1)), _walks(spread=0)
    assert Levels.fit(level + walks)[0] is not None
    assert Levels.fit(level * (1 + 0.01 * walks / walks.std()))[0] is None


def _with_constant(x):
    return np.c_[np.full(len(x), 500.0), x]


@pytest.mark.parametrize(
    "x",
    [_walks(spread=1), _walks(time=5), _with_constant(_walks()), np.repeat(np.arange(50.0)[:, None], 40, axis=1)],
    ids=["small levels", "short rows", "a constant point", "nothing but levels"],
)
def test_levels_are_left_where_they_drown_nothing_or_cannot_be_taken(x):
    assert Levels.fit(x)[0] is None


def test_what_the_networks_do_not_see_is_noise_like_that_of_the_data():
    x = _walks()
    encoder = Encoder.fit(x, "components", seed=1, noise=True, levels=True)
    back = encoder.decode(encoder.encode(x), np.random.default_rng(1))
    assert np.diff(back, axis=1).std() == pytest.approx(1, abs=0.05)
    assert abs(_step_correlation(back)) < 0.1
    assert back.mean(axis=1).std() == pytest.approx(x.mean(axis=1).std(), rel=0.05)
    # As it was: steps are rounding beside the levels.
    plain = Encoder.fit(x, "components", seed=1, noise=True)
    assert _step_correlation(plain.decode(plain.encode(x), np.random.default_rng(1))) > 0.5


def test_smooth_rows_far_apart_get_no_noise():
    random, t = np.random.default_rng(1), np.linspace(-5, 5, 64)
    x = np.sin(np.outer(random.uniform(0.5, 2, 400), t)) + random.uniform(0, 1000, (400, 1))
    encoder = Encoder.fit(x, "components", seed=1, noise=True, levels=True)
    assert encoder.noise is None and encoder.levels is not None
    np.testing.assert_allclose(encoder.decode(encoder.encode(x)), x, atol=0.05)


@pytest.fixture(scope="module")
def trained():
    x = np.round(_walks())
    return GAN(x, seed=1).train(4, trace=2), x


def test_a_trainer_tells_keeps_and_restores_its_levels(trained, tmp_path):
    g, x = trained
    assert g.details()["levels"] == {"units": 1, "apart": 1}
    made = g.generate(100, seed=3)
    g.save(tmp_path / "g.rgan")
    for again in (GAN.from_bytes(g.to_bytes()), GAN.restore(tmp_path / "g.rgan", x)):
        assert np.array_equal(again.generate(100, seed=3), made)
    np.testing.assert_allclose(g.values.rows(), x, rtol=1e-5, atol=1e-3)


def test_levels_are_left_where_it_is_said_so(trained):
    x = trained[1]
    for spec in ({"levels": False}, {"scaling": "standard"}, "classic"):
        assert GAN(x, spec, seed=1).details()["levels"] is None


WRONG = {
    "of two channels": lambda ratio: np.r_[ratio, ratio],
    "below 1": lambda ratio: ratio / 1e6,
    "beyond all bounds": lambda ratio: ratio * 1e300,
    "not finite": lambda ratio: ratio * np.nan,
    "of 32 bits": lambda ratio: ratio.astype(np.float32),
}


@pytest.mark.parametrize("name", WRONG)
def test_files_hold_levels_that_can_be(name, trained):
    def change(meta, arrays):
        arrays["scaler/levels"] = WRONG[name](arrays["scaler/levels"])

    with pytest.raises(CheckpointError, match="scaler/levels"):
        GAN.from_bytes(changed(trained[0].to_bytes(), change))
