"""Noise of long rows: stationary, as large and as alike as in the data, beside the signal."""

import numpy as np
import pytest
from mutations import changed
from rgan import GAN, CheckpointError
from rgan.encoding.encoder import Encoder
from rgan.encoding.long_noise import LongNoise

POINTS = 1600


def coloured(n, random, weight, points=POINTS):
    """Autoregressive noise of variance 1."""
    noise = random.normal(size=(n, points))
    for i in range(1, points):
        noise[:, i] = weight * noise[:, i - 1] + np.sqrt(1 - weight**2) * noise[:, i]
    return noise


def waves(n=80, weight=0.0, size=0.1, seed=1):
    random = np.random.default_rng(seed)
    t = np.linspace(0, 1, POINTS)
    shapes = np.stack([np.sin(2 * np.pi * 2 * t), np.sin(2 * np.pi * 5 * t)])
    return shapes[random.integers(0, 2, n)] + size * coloured(n, random, weight)


def noise_of(x):
    return Encoder.fit(x, "components", 1, noise=True).noise


def lagged(rows, lag):
    return (rows[:, lag:] * rows[:, : rows.shape[1] - lag]).mean()


@pytest.mark.parametrize("weight", [0.0, 0.9])
def test_drawn_noise_has_the_size_and_the_likeness_of_the_data(weight):
    encoder = Encoder.fit(waves(weight=weight), "components", 1, noise=True)
    assert isinstance(encoder.noise, LongNoise) and encoder.noise.sizes is None
    noise = encoder.noise.draw(400, np.random.default_rng(2)) * encoder.scale
    np.testing.assert_allclose(encoder.noise_deviation(), 0.1, rtol=0.05)
    for lag in (0, 1, 5, 20):
        assert lagged(noise, lag) == pytest.approx(0.01 * weight**lag, abs=0.0006)
    # The end of a row knows nothing of its beginning.
    assert abs((noise[:, 0] * noise[:, -1]).mean()) < 0.002
    assert np.abs(noise @ encoder.components.directions.T).max() < 1e-3


def test_channels_vary_together_as_in_the_data_in_their_own_units():
    random = np.random.default_rng(3)
    one, two = coloured(60, random, 0.5, 800), coloured(60, random, 0.8, 800)
    x = np.stack([one, 100 * (0.6 * np.roll(one, 3, axis=1) + 0.8 * two)], axis=2)
    x = x + np.sin(np.arange(800) / 50)[:, None]
    encoder = Encoder.fit(x, "components", 1, noise=True)
    left = encoder.components.remainder(encoder.standardise(x))
    made = encoder.noise.draw(300, np.random.default_rng(4))
    for first, second, lag in ((0, 1, 3), (0, 1, 0), (1, 1, 1), (0, 0, 1)):
        of_data, of_noise = (
            (rows[:, lag:, second] * rows[:, : 800 - lag, first]).mean()
            for rows in (each.reshape(-1, 800, 2) / each.std() for each in (left, made))
        )
        assert of_noise == pytest.approx(of_data, abs=0.05)


def test_the_first_rows_of_many_are_those_of_few():
    noise = noise_of(waves())
    many = noise.draw(1400, np.random.default_rng(5))
    for n in (1, 3, 700):
        np.testing.assert_array_equal(noise.draw(n, np.random.default_rng(5)), many[:n])


def test_constants_come_back_and_rows_may_differ_in_the_size_of_their_noise():
    x = waves(120)
    x[:, :50] = 3.0
    encoder = Encoder.fit(x, "components", 1, noise=True)
    assert (encoder.decode(np.zeros((4, encoder.components.count)), np.random.default_rng(1))[:, :50] == 3).all()
    loud = waves(120)
    loud[::2] += 0.5 * coloured(60, np.random.default_rng(6), 0.0)
    noise = noise_of(loud)
    assert noise.numbers == 1
    made = noise.draw(2, np.random.default_rng(7), np.array([-0.3, 0.3]))
    assert made[1].std() > 2 * made[0].std()


def test_a_row_without_noise_has_none():
    t = np.linspace(0, 1, 2000)
    assert noise_of(np.sin(2 * np.pi * np.random.default_rng(8).uniform(1, 3, (80, 1)) * t)) is None


@pytest.fixture(scope="module")
def trained():
    return GAN(waves(), seed=1).train(4, trace=2)


def test_a_trainer_makes_rows_as_rough_as_the_data_and_files_keep_them(trained, tmp_path):
    made = trained.generate(30, seed=3)
    steps = [np.abs(np.diff(x, axis=1)).mean() for x in (made, waves())]
    assert steps[0] == pytest.approx(steps[1], rel=0.05)
    trained.save(tmp_path / "g.rgan")
    for again in (GAN.from_bytes(trained.to_bytes()), GAN.restore(tmp_path / "g.rgan")):
        assert np.array_equal(again.generate(30, seed=3), made)


WRONG = {
    "spectrum": lambda arrays, name: arrays.update({name: arrays[name][1:]}),
    "varying": lambda arrays, name: arrays.update({name: arrays[name] * 2}),
}


@pytest.mark.parametrize("name", WRONG)
def test_files_hold_noise_that_can_be(name, trained):
    with pytest.raises(CheckpointError, match=f"noise_{name}"):
        GAN.from_bytes(changed(trained.to_bytes(), lambda meta, arrays: WRONG[name](arrays, f"scaler/noise_{name}")))
