"""Tails: values over several decades are seen as networks can learn them, and all others as they were."""

import numpy as np
import pytest
from mutations import changed
from rgan import GAN, CheckpointError
from rgan.encoding.encoder import Encoder
from rgan.encoding.tails import Tails


def _random(seed=1):
    return np.random.default_rng(seed)


def _mapped(column, kind="table"):
    """Whether a column is mapped."""
    tails = Tails.fit(np.asarray(column, dtype=float)[:, None], kind, 1)
    return tails is not None and tails.count == 1


HEAVY = {
    "log-normal": lambda r: r.lognormal(0, 2, 1000),
    "of the other sign": lambda r: -r.lognormal(0, 2, 1000),
    "far from 0": lambda r: 1e4 + r.lognormal(0, 2, 1000),
    "Pareto": lambda r: r.pareto(1, 1000),
    "Cauchy": lambda r: r.standard_cauchy(1000),
    "nine decades": lambda r: 10 ** r.uniform(-4, 5, 1000),
    "mixed decades": lambda r: 10.0 ** (2 * r.integers(-1, 2, 1000)) * np.abs(r.normal(1, 0.3, 1000)),
    "incomes and zeros": lambda r: np.where(r.random(1000) < 0.5, 0, np.round(r.lognormal(9, 1.5, 1000))),
}
LIGHT = {
    "normal": lambda r: r.normal(size=1000),
    "uniform": lambda r: r.random(1000),
    "two clouds": lambda r: np.where(r.random(1000) < 0.5, 0, 10) + r.normal(size=1000),
    "U-shaped": lambda r: r.beta(0.3, 0.3, 1000),
    "constant": lambda r: np.full(1000, 7.0),
    "zeros and ones": lambda r: r.integers(0, 2, 1000),
    "counts": lambda r: r.poisson(3, 1000),
    "ages": lambda r: np.round(np.clip(r.normal(40, 13, 1000), 18, 90)),
    "few": lambda r: r.lognormal(0, 2, 20),
}


@pytest.mark.parametrize("name", HEAVY)
def test_columns_of_several_decades_are_mapped(name):
    assert _mapped(HEAVY[name](_random()))


@pytest.mark.parametrize("name", LIGHT)
def test_others_are_left_as_they_are(name):
    assert not _mapped(LIGHT[name](_random()))


def test_the_map_found_is_a_logarithm_where_that_makes_values_normal():
    x = _random().lognormal(3, 2, (2000, 1))
    mapped = Tails.fit(x, "table", 1).encode(x)[:, 0]
    assert np.corrcoef(mapped, np.log(x[:, 0]))[0, 1] > 0.99
    z = (mapped - mapped.mean()) / mapped.std()
    assert abs(np.mean(z**3)) < 0.5 and abs(np.mean(z**4) - 3) < 1


@pytest.mark.parametrize("name", HEAVY)
def test_it_rises_and_goes_back_to_the_last_digits_also_beyond_the_data(name):
    x = np.sort(HEAVY[name](_random()))
    tails = Tails.fit(x[:, None], "table", 1)
    wide = np.linspace(x[0] - 9 * np.ptp(x), x[-1] + 9 * np.ptp(x), 5001)
    for values in (np.unique(x), wide):
        mapped = tails.encode(values[:, None])
        assert (np.diff(mapped[:, 0]) > 0).all()
        np.testing.assert_allclose(tails.decode(mapped)[:, 0], values, rtol=1e-12, atol=1e-12 * np.ptp(x))


def test_what_a_generator_makes_beyond_the_data_stays_near():
    x = _random().lognormal(0, 3, (2000, 1))
    encoder = Encoder.fit(x, "column", tails=Tails.fit(x, "table", 1))
    top = encoder.encode(x).max()
    # The exponential function would make of one standard deviation more a value ten times as large.
    assert encoder.decode(np.array([[top + 1]]))[0, 0] < 6 * x.max()
    # It goes on as steep as it was.
    below, at, above = encoder.decode(np.array([[top - 1e-3], [top], [top + 1e-3]]))[:, 0]
    assert (above - at) / (at - below) == pytest.approx(1, abs=0.1)
    assert np.isfinite(encoder.decode(np.array([[1e30], [-1e30]]))).all()


def test_columns_that_are_not_mapped_keep_their_bits():
    random = _random()
    x = np.c_[random.lognormal(0, 2, 500), random.normal(size=500), np.full(500, 0.1)]
    tails = Tails.fit(x, "table", 1)
    assert tails.summary() == {"units": 3, "mapped": 1}
    mapped, plain = Encoder.fit(x, "column", tails=tails), Encoder.fit(x, "column")
    assert np.array_equal(mapped.encode(x)[:, 1:], plain.encode(x)[:, 1:])
    assert np.array_equal(mapped.decode(mapped.encode(x))[:, 1:], plain.decode(plain.encode(x))[:, 1:])
    # 32 bits hold seven digits of the logarithm, and so about six of the value.
    np.testing.assert_allclose(mapped.decode(mapped.encode(x)), x, rtol=1e-5, atol=1e-6)


def test_each_channel_of_series_is_decided_for_and_constants_come_back_exactly():
    random = _random()
    x = np.stack([random.normal(size=(200, 8)), np.exp(3 * random.normal(size=(200, 8)))], axis=2)
    x[:, 0, 0] = 0.1
    tails = Tails.fit(x, "series", 1)
    assert (tails.shape[:, 1] > 0).tolist() == [False, True]
    encoder = Encoder.fit(x, "components", tails=tails)
    assert (encoder.decode(encoder.encode(x))[:, 0, 0] == 0.1).all()
    assert Tails.fit(x, "images", 1) is None


def test_waves_with_rare_spikes_are_mapped_and_small_waves_beside_large_ones_are_not():
    random, t = _random(), np.linspace(0, 1, 60)
    spikes = random.normal(0, 0.1, (300, 60))
    spikes[np.arange(300), random.integers(0, 60, 300)] = 5 * random.standard_t(1.5, 300)
    sizes = np.stack([np.sin(2 * np.pi * 2 * t), 300 * np.sin(2 * np.pi * 5 * t)])[np.arange(300) % 2]
    assert Tails.fit(spikes, "waves", 1).count == 1
    assert Tails.fit(sizes, "waves", 1) is None


def _prices(sizes, seed=1):
    """Random walks whose steps are a hundredth of their level, or of ``sizes``."""
    random = np.random.default_rng(seed)
    level = np.exp(random.normal(3, 1, (300, 1)))
    return level + 0.01 * (level if sizes is None else sizes) * np.cumsum(random.normal(size=(300, 24)), axis=1)


def test_steps_in_proportion_to_the_level_become_steps_of_one_size():
    prices = _prices(None)
    logs = Tails.fit(prices, "waves", 1).encode(prices)
    sizes = np.diff(logs, axis=1).std(axis=1)
    assert sizes.max() / sizes.min() < 4  # as many as chance makes of 23 steps
    np.testing.assert_allclose(np.diff(logs, axis=1), np.diff(np.log(prices), axis=1), atol=1e-4)
    assert Tails.fit(_prices(1.0), "waves", 1) is None


@pytest.mark.parametrize("constant", [0.1, 1 / 3, 1e9 + 0.7])
def test_constants_among_mapped_values_are_exact(constant):
    waves = np.exp(3 * _random().normal(size=(200, 8)))
    waves[:, 3] = constant
    tails = Tails.fit(waves, "waves", 1)
    encoder = Encoder.fit(waves, "components", tails=tails)
    assert (encoder.decode(encoder.encode(waves))[:, 3] == constant).all()


@pytest.fixture(scope="module")
def trained():
    random = _random(5)
    x = np.c_[random.lognormal(0, 2, 300), random.normal(size=300)]
    return GAN(x, seed=1).train(4, trace=2), x


def test_a_trainer_tells_keeps_and_restores_its_tails(trained, tmp_path):
    g, x = trained
    assert g.details()["tails"] == {"units": 2, "mapped": 1}
    made = g.generate(100, seed=3)
    g.save(tmp_path / "g.rgan")
    for again in (GAN.from_bytes(g.to_bytes()), GAN.restore(tmp_path / "g.rgan", x)):
        assert np.array_equal(again.generate(100, seed=3), made)
    np.testing.assert_allclose(g.values.rows(), x, rtol=1e-5, atol=1e-6)


def test_it_is_off_where_it_is_said_so_and_where_nothing_has_tails(trained):
    _, x = trained
    for spec in ({"tails": False}, "quadratic", {"scaling": "range"}, {"scaling": "none"}):
        assert GAN(x, spec, seed=1).details()["tails"] is None
    t = np.linspace(0, 1, 50)
    waves = np.stack([np.sin(2 * np.pi * 2 * t), 3 * np.sin(2 * np.pi * 10 * t)])[np.arange(100) % 2]
    assert GAN(waves + _random().normal(0, 0.05, waves.shape), seed=1).details()["tails"] is None


WRONG = {
    "of too many columns": lambda tails: np.vstack([tails, tails]),
    "of one number less": lambda tails: tails[:, :3].copy(),
    "of 32 bits": lambda tails: tails.astype(np.float32),
    "with a unit below 0": lambda tails: tails * [1, -1, 1, 1],
    "with ends that fall": lambda tails: tails[:, [0, 1, 3, 2]].copy(),
    "beyond 32 bits": lambda tails: tails * 1e300,
    "not finite": lambda tails: tails * np.nan,
}


@pytest.mark.parametrize("name", WRONG)
def test_files_hold_tails_that_can_be(name, trained):
    def change(meta, arrays):
        arrays["scaler/tails"] = WRONG[name](arrays["scaler/tails"])

    with pytest.raises(CheckpointError, match="scaler/tails"):
        GAN.from_bytes(changed(trained[0].to_bytes(), change))
