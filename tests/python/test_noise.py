"""Noise around the signal: its covariance against known ones, and rows that have it."""

from pathlib import Path

import mutations
import numpy as np
import pytest
from rgan import GAN, CheckpointError
from rgan.encoding.encoder import Encoder
from rgan.encoding.noise import Noise, shrunk_covariance, stationary
from rgan.files import container

DATA = Path(__file__).parent / "data"
T = np.linspace(0, 1, 60)
NOTHING = np.empty((0, 60))


def coloured(n, random, weight=0.8):
    """Stationary series of variance 1, y_t = weight y_(t-1) + e_t, and their covariance."""
    rows = random.standard_normal((n, T.size))
    for i in range(1, T.size):
        rows[:, i] = weight * rows[:, i - 1] + np.sqrt(1 - weight**2) * rows[:, i]
    return rows, weight ** np.abs(np.subtract.outer(np.arange(T.size), np.arange(T.size)))


def two_waves(n=120, sizes=(0.05,), seed=1, points=60):
    """Two kinds of wave in turn; each row has noise of one of these sizes."""
    random, t = np.random.default_rng(seed), np.linspace(0, 1, points)
    rows = np.array([np.sin(4 * np.pi * t), 3 * np.sin(10 * np.pi * t)])[np.arange(n) % 2]
    noise = random.normal(0, 1, rows.shape)
    return rows + noise * (sizes[0] if len(sizes) == 1 else random.choice(sizes, (n, 1)))


def panel(n=200, seed=1):
    """Series of 20 points and 3 channels in their own units; the noise of the last two is alike."""
    random, t = np.random.default_rng(seed), np.linspace(0, 1, 20)
    kind = random.choice([-1, 1], (n, 1))
    signal = np.stack([kind * np.sin(2 * np.pi * t), kind * np.cos(2 * np.pi * t), kind * t], axis=2)
    noise = random.standard_normal((n, 20, 3)) @ np.array([[1, 0, 0], [0, 1, 0.8], [0, 0, 0.6]])
    return (signal + 0.1 * noise) * [1, 100, 0.01]


def residual_deviation(rows):
    """What is left of rows beside the two kinds of wave: standard deviation of all, and each row's."""
    basis = np.stack([np.sin(4 * np.pi * T), np.sin(10 * np.pi * T)])
    left = rows - rows @ np.linalg.pinv(basis) @ basis
    return left.std(), left.std(axis=1)


# The covariance


@pytest.mark.parametrize("weight", [0.0, 0.8])
def test_few_rows_of_a_stationary_process_give_its_covariance(weight):
    rows, truth = coloured(50, np.random.default_rng(1), weight)
    found = shrunk_covariance(rows - rows.mean(axis=0), NOTHING, np.zeros(60, bool), (60,))
    sample = np.cov(rows.T)
    assert np.square(found - truth).sum() < 0.2 * np.square(sample - truth).sum()
    assert np.isclose(np.trace(found), np.trace(sample))


def test_many_rows_of_another_process_give_the_covariance_of_the_sample():
    random = np.random.default_rng(1)
    rows = random.standard_normal((20_000, 60)) * np.linspace(0.1, 2, 60)
    found = shrunk_covariance(rows - rows.mean(axis=0), NOTHING, np.zeros(60, bool), (60,))
    np.testing.assert_allclose(np.diag(found), np.linspace(0.1, 2, 60) ** 2, rtol=0.1, atol=0.01)


def test_the_intensity_is_that_of_ledoit_and_wolf():
    rows, _ = coloured(40, np.random.default_rng(2))
    rows -= rows.mean(axis=0)
    n, freedom = 40, 39 / 40
    products = np.einsum("ni,nj->nij", rows, rows) / freedom
    sample = products.mean(axis=0)
    target = np.zeros((60, 60))
    for lag in range(-59, 60):
        target += np.diag(np.full(60 - abs(lag), np.diagonal(sample, lag).mean()), lag)
    values, axes = np.linalg.eigh(target)
    target = (axes * values.clip(0)) @ axes.T
    target *= np.trace(sample) / np.trace(target)
    intensity = min(1, products.var(axis=0).sum() / n / np.square(sample - target).sum())
    expected = (1 - intensity) * sample + intensity * target
    assert 0 < intensity < 1
    np.testing.assert_allclose(shrunk_covariance(rows, NOTHING, np.zeros(60, bool), (60,)), expected, atol=1e-10)


def test_channels_keep_their_covariances_at_each_lag():
    random = np.random.default_rng(3)
    each = random.standard_normal((7, 4, 2, 2))  # by lag
    covariance = np.zeros((4, 2, 4, 2))
    for s in range(4):
        for t in range(4):
            lag = each[0, abs(t - s)]
            covariance[s, :, t] = (lag + lag.T if s == t else lag if t > s else lag.T) + 9 * (s == t) * np.eye(2)
    covariance = covariance.reshape(8, 8)
    np.testing.assert_allclose(stationary(covariance, (4, 2)), covariance, atol=1e-12)


# Drawing


def test_drawn_noise_has_the_covariance_and_leaves_out_signal_and_constants():
    rows, truth = coloured(4000, np.random.default_rng(1))
    direction = np.where(np.arange(60) == 7, 0, np.sin(2 * np.pi * T))[None]
    direction /= np.linalg.norm(direction)
    constant = np.arange(60) == 7
    rows[:, 7] = 0
    noise = Noise.fit(rows - rows.mean(axis=0), direction, constant, (60,))
    assert noise.sizes is None and noise.colour.dtype == np.float32 and noise.colour.flags.c_contiguous
    drawn = noise.draw(30_000, np.random.default_rng(5)).astype(float)
    assert (drawn[:, 7] == 0).all()
    assert np.abs(drawn @ direction[0]).max() < 1e-4
    outside = np.eye(60) - np.outer(direction, direction)
    truth[7] = truth[:, 7] = 0
    np.testing.assert_allclose(drawn.T @ drawn / len(drawn), outside @ truth @ outside, atol=0.12)
    np.testing.assert_allclose(drawn.var(axis=0), noise.variance, rtol=0.06)


def test_the_first_rows_of_many_are_those_of_few():
    for sizes in ((0.05,), (0.02, 0.2)):
        encoder = Encoder.fit(two_waves(sizes=sizes), "components", 1, noise=True)
        encoded = np.tile(encoder.encode(two_waves(sizes=sizes)), (6, 1))
        many = encoder.decode(encoded, np.random.default_rng(3))
        for n in (1, 7, 256, 257, 700):
            few = encoder.decode(encoded[:n], np.random.default_rng(3))
            assert few.tobytes() == many[:n].tobytes()


# The encoder


@pytest.mark.parametrize("seed", [1, 2, 3])
def test_noise_is_as_large_as_in_the_data(seed):
    x = two_waves(200, seed=seed)
    encoder = Encoder.fit(x, "components", seed, noise=True)
    assert encoder.encoded_shape((60,)) == (1,)
    (deviation,) = encoder.noise_deviation()
    assert abs(deviation / 0.05 - 1) < 0.05
    rows = encoder.decode(encoder.encode(x), np.random.default_rng(1))
    assert abs(residual_deviation(rows)[0] / 0.05 - 1) < 0.05
    steps, real = np.diff(rows).std(), np.diff(x).std()
    assert abs(steps / real - 1) < 0.02


def test_without_a_generator_the_signal_comes_alone():
    x = two_waves(200)
    encoder = Encoder.fit(x, "components", 1, noise=True)
    rows = encoder.decode(encoder.encode(x))
    assert residual_deviation(rows)[0] < 0.01
    assert np.linalg.matrix_rank(rows - rows.mean(axis=0), tol=1e-3) == 1


@pytest.mark.parametrize("rows", [two_waves(), two_waves(sizes=(0.02, 0.2)), panel()])
def test_what_is_decoded_with_noise_is_encoded_to_the_same_numbers(rows):
    encoder = Encoder.fit(rows, "components", 1, noise=True)
    assert encoder.noise is not None
    encoded = encoder.encode(rows)
    again = encoder.encode(encoder.decode(encoded, np.random.default_rng(2)))
    np.testing.assert_allclose(again, encoded, atol=1e-4)


def test_where_rows_differ_in_their_noise_its_size_is_a_number_more():
    x = two_waves(300, sizes=(0.02, 0.2))
    encoder = Encoder.fit(x, "components", 1, noise=True)
    assert encoder.encoded_shape((60,)) == (2,)

    def deviations(encoded):
        noise = encoder.decode(encoded, np.random.default_rng(4)) - encoder.decode(encoded)
        return np.sqrt(np.square(noise).mean(axis=1))

    real = np.sqrt(np.square(x - encoder.decode(encoder.encode(x))).mean(axis=1))
    np.testing.assert_allclose(deviations(encoder.encode(x)), real, rtol=1e-3)
    extreme = np.column_stack([encoder.encode(x)[:2, 0], [-1e6, 1e6]]).astype(np.float32)
    np.testing.assert_allclose(deviations(extreme), [real.min(), real.max()], rtol=1e-3)


def test_channels_have_noise_in_their_units_and_as_alike_as_in_the_data():
    x = panel()
    encoder = Encoder.fit(x, "components", 1, noise=True)
    np.testing.assert_allclose(encoder.noise_deviation(), [0.1, 10, 0.001], rtol=0.06)
    rows = encoder.decode(encoder.encode(x), np.random.default_rng(6))
    left = (rows - encoder.decode(encoder.encode(x))).reshape(-1, 3)
    correlations = np.corrcoef(left.T)
    np.testing.assert_allclose(correlations[[0, 0, 1], [1, 2, 2]], [0, 0, 0.8], atol=0.05)


def test_constants_come_back_to_the_last_bit_in_noise():
    x = two_waves()
    x[:, 9] = 0.1
    encoder = Encoder.fit(x, "components", 1, noise=True)
    assert encoder.noise is not None
    assert (encoder.decode(encoder.encode(x), np.random.default_rng(1))[:, 9] == 0.1).all()


def test_rows_are_strange_only_beyond_the_noise():
    x = np.random.default_rng(1).standard_normal((200, 60))
    encoder = Encoder.fit(x, "components", 1, noise=True)
    assert encoder.noise is not None
    assert (encoder.residual(np.random.default_rng(2).standard_normal((500, 60))) == 0).all()
    assert (encoder.residual(x + 3 * np.sin(40 * T)) > 0.05).all()


# Trainers


@pytest.fixture(scope="module", params=["one size", "two sizes", "panel"])
def trained(request):
    """Rows with noise and a trainer of them, briefly trained."""
    x = {"one size": two_waves(), "two sizes": two_waves(sizes=(0.02, 0.2)), "panel": panel(80)}[request.param]
    return x, GAN(x, RECIPE, batch_size=16, seed=2).train(4, trace=2)


RECIPE = {
    "latent": {"size": 3},
    "generator": [{"type": "dense", "units": 8, "activation": "leaky_relu"}, {"type": "output"}],
    "discriminator": [{"type": "dense", "units": 8, "activation": "leaky_relu"}, {"type": "dense", "units": 1}],
    "rejection": 0.5,
}


def test_saved_and_resumed_trainers_make_the_same_bits(trained):
    x, live = trained
    live = GAN(live.values)
    raw = live.to_bytes(output=True)
    restored, bare = GAN.from_bytes(raw, np.asfortranarray(x)), GAN.from_bytes(raw)
    latent = live.latent(5, seed=8)
    for other in (restored, bare):
        assert other.details() == live.details()
        for use in (
            lambda g: g.generate(9, seed=3),
            lambda g: g.generate(latent=latent, seed=4),
            lambda g: g.realness(x),
            lambda g: g.features(x),
        ):
            assert use(other).tobytes() == use(live).tobytes()
    for trainer in (live, restored):
        trainer.train(2, trace=1)
    assert repr(live.scores) == repr(restored.scores)
    assert all(live.output[epoch].tobytes() == restored.output[epoch].tobytes() for epoch in live.output)
    assert live.x_train.tobytes() == restored.x_train.tobytes()


def test_the_seed_decides_the_noise_and_the_first_rows_are_the_same(trained):
    x, g = trained
    rows = g.generate(300, seed=3)
    assert g.generate(4, seed=3).tobytes() == rows[:4].tobytes()
    latent = g.latent(1, seed=1)
    one, same, other = (g.generate(latent=latent, seed=seed) for seed in (1, 1, 2))
    assert one.tobytes() == same.tobytes() != other.tobytes()
    assert np.abs(one - other).max() < 1.5 * np.abs(x).max()
    np.testing.assert_allclose(g.x_train, x, rtol=1e-5, atol=1e-5 * np.abs(x).max())


def test_training_rows_look_real_as_other_rows_of_the_kind_do():
    g = GAN(two_waves(), RECIPE, batch_size=16, seed=2).train(1)
    assert (g.realness(two_waves()) > 0).all() and (g.realness(two_waves(seed=9)) > 0).all()
    assert (g.realness(two_waves() + np.sin(90 * T)) == 0).all()
    g.attach(two_waves(80, seed=5))
    around = g.features_around("generator")["before"]
    assert np.isfinite(around["generated"]).all()


def test_the_trainer_tells_of_its_noise():
    details = GAN(two_waves(200), RECIPE, seed=1).details()
    assert details["components"] == 1
    assert abs(details["noise"][0] / 0.05 - 1) < 0.06
    details = GAN(two_waves(200), RECIPE | {"noise": False}, seed=1).details()
    assert details["components"] > 40 and details["noise"] is None
    details = GAN(np.random.default_rng(1).standard_normal((50, 2)), RECIPE, seed=1).details()
    assert details["components"] is None and details["noise"] is None


# Files


def test_files_from_before_go_on_without_noise():
    x = two_waves()
    live = GAN(x, RECIPE | {"noise": False}, batch_size=16, seed=2).train(2, trace=1)
    meta, arrays = container.unpack(live.to_bytes())
    assert not [name for name in arrays if "noise" in name]
    del meta["spec"]["noise"]
    old = GAN.from_bytes(container.pack(meta, arrays), x)
    assert old.details()["noise"] is None and old.spec["noise"] is False
    for trainer in (live, old):
        trainer.train(2, trace=1)
    assert live.generate(6, seed=1).tobytes() == old.generate(6, seed=1).tobytes()


def test_a_file_from_before_makes_the_rows_it_made_and_goes_on():
    x = two_waves(40, points=30)
    g = GAN.restore(DATA / "before-noise.rgan", x)
    assert g.details()["components"] == g.values.model.encoded_shape[0] > 20
    before, resumed = np.split(np.loadtxt(DATA / "before-noise.csv", delimiter=","), 2)
    np.testing.assert_allclose(g.generate(3, seed=1), before, atol=1e-3)
    np.testing.assert_allclose(g.train(1).generate(3, seed=1, epoch=41), resumed, atol=1e-2)


@pytest.fixture(scope="module")
def sized():
    """The bytes of a trainer whose rows differ in their noise."""
    return bytes(GAN(two_waves(40, sizes=(0.02, 0.2)), RECIPE, batch_size=16, seed=2).train(1).to_bytes())


def test_noise_that_no_trainer_has_is_refused(sized):
    def refused(words, **changes):
        meta, arrays = container.unpack(sized)
        arrays |= {f"scaler/{name}": values for name, values in changes.items()}
        arrays = {name: values for name, values in arrays.items() if values is not None}
        with pytest.raises(CheckpointError, match=words):
            GAN.from_bytes(container.pack(meta, arrays))

    colour, sizes = (container.unpack(sized)[1][f"scaler/noise_{name}"] for name in ("colour", "sizes"))
    refused("no components that leave noise over", directions=None, weights=None)
    refused("colour is not there", noise_colour=None)
    refused("a row has 60 numbers", noise_colour=colour[:, :-1])
    refused("a row has 60 numbers", noise_colour=np.zeros((0, 60), "float32"))
    refused("is 0, or beyond", noise_colour=0 * colour)
    refused("is 0, or beyond", noise_colour=1e9 * colour)
    refused("is 0, or beyond", noise_colour=np.nan * colour)
    refused("float64 of shape", noise_sizes=sizes[:3])
    for bad in ([0, 1, 1, -1], [0, 0, -1, 1], [0, 1, -1, 800], [np.nan] * 4):
        refused("noise_sizes are not", noise_sizes=np.array(bad, "float64"))


def test_files_with_noise_changed_in_one_place_are_refused_or_work(sized):
    meta, arrays = container.unpack(sized)
    x = two_waves(40, sizes=(0.02, 0.2))
    changes = [(name, changed) for name, changed in mutations.of_arrays(arrays) if name.startswith("scaler/noise")]
    assert len(changes) > 20
    faults = {name: mutations.fault(container.pack(meta, changed), x, train=False) for name, changed in changes[::3]}
    assert {name: fault for name, fault in faults.items() if fault} == {}
