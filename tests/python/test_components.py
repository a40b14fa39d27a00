"""Waves as coefficients of their principal components."""

import numpy as np
import pytest
from rgan import GAN, CheckpointError, DataError, Spec
from rgan.encoding.encoder import Scaler
from rgan.encoding.pca import KEPT, MOST, POWER, ROWS
from rgan.files import container as checkpoint

T = np.linspace(0, 1, 60)


def smooth(n, seed=0):
    """Waves that move in three ways, of standard deviations 1, 0.2 and 0.05, around a mean of their own."""
    ways = np.stack([np.sin(2 * np.pi * T), np.cos(2 * np.pi * T), np.sin(4 * np.pi * T)])
    return 40 + 5 * T + np.random.default_rng(seed).normal(0, [1, 0.2, 0.05], (n, 3)) @ ways


@pytest.mark.parametrize("offset", [0, 1e6])
def test_as_many_coefficients_as_the_waves_have_ways_to_move(offset):
    x = smooth(200) + offset
    scaler = Scaler.fit(x, "components")
    assert scaler.shape((60,)) == (3,) and scaler.apply(x).shape == (200, 3)
    np.testing.assert_allclose(scaler.invert(scaler.apply(x)), x, atol=1e-4)


def test_what_is_left_out_is_too_small_to_see():
    x = np.random.default_rng(1).normal(0, 0.1 ** np.arange(20), (500, 20))
    scaler = Scaler.fit(x, "components")
    left = x - scaler.invert(scaler.apply(x))
    assert 0 < np.square(left).sum() <= (1 - KEPT) * np.square(x - x.mean(axis=0)).sum()


def test_coefficients_are_those_of_a_singular_value_decomposition():
    x = smooth(300) + np.random.default_rng(2).normal(0, 0.01, (300, 60))
    found = Scaler.fit(x, "components").apply(x)
    _, deviations, directions = np.linalg.svd((x - x.mean(axis=0)) / np.sqrt(np.mean((x - x.mean()) ** 2)), False)
    deviations = deviations[: found.shape[1]] / np.sqrt(300)
    expected = deviations ** (1 - POWER)
    np.testing.assert_allclose(found.std(axis=0), expected / np.sqrt(np.mean(expected**2)), rtol=1e-3)
    along = (x - x.mean(axis=0)) @ directions[: found.shape[1]].T
    alike = [abs(np.corrcoef(a, b)[0, 1]) for a, b in zip(found.T[:3], along.T[:3], strict=True)]
    np.testing.assert_allclose(alike, 1, atol=1e-5)


def test_channels_in_different_units_count_alike():
    x = np.stack([smooth(100), 1000 * smooth(100, 1)], axis=2)
    scaler = Scaler.fit(x, "components")
    assert scaler.shape(x.shape[1:]) == (6,)
    back = scaler.invert(scaler.apply(x))
    np.testing.assert_allclose(back[..., 0], x[..., 0], atol=1e-3)
    np.testing.assert_allclose(back[..., 1], x[..., 1], atol=1)


def test_a_row_does_not_depend_on_how_many_there_are():
    x = smooth(600)
    scaler = Scaler.fit(x, "components")
    seen = scaler.apply(x)
    assert all((scaler.invert(seen[:n]) == scaler.invert(seen)[:n]).all() for n in (1, 5, 256, 257))


def test_where_components_would_spare_nothing_there_are_none():
    random = np.random.default_rng(0)
    noise = [random.normal(size=size) for size in ((ROWS + 1, MOST + 100), (700, 600), (50, 100))]
    for x in (np.full((30, 12), 7.0), *noise):
        scaler = Scaler.fit(x, "components")
        assert scaler.components is None and scaler.shape(x.shape[1:]) == x.shape[1:]
        np.testing.assert_allclose(scaler.invert(scaler.apply(x)), x, atol=1e-5)


def test_networks_that_want_rows_as_they_are_get_them(waves):
    def scaling(shape=(24,), own=False, **fields):
        return Spec.from_dict(fields).resolve("waves" if len(shape) == 1 else "series", shape, own).scaling

    convolution = [
        {"type": "reshape", "shape": ["data", 1]}, {"type": "conv1d", "filters": 4, "kernel": 3},
        {"type": "flatten"}, {"type": "dense", "units": 1},
    ]  # fmt: skip
    assert scaling() == scaling((24, 2)) == "components"
    assert scaling(own=True) == scaling(discriminator=convolution) == "standard"
    assert scaling(generator=[{"type": "dense", "units": 24}]) == "standard"
    assert scaling((24, 2), own=True) == "column"
    assert Spec.from_dict({}).resolve("table", (2,)).scaling == "column"


def test_penalties_left_open_follow_the_scaling():
    def weights(shape, kind, **fields):
        objective = Spec.from_dict(fields).resolve(kind, shape).objective
        return objective.r1, objective.r2

    assert weights((24,), "waves") == (20, 20)
    assert weights((24,), "waves", scaling="standard") == weights((2,), "table") == (5, 5)
    assert weights((24,), "waves", objective={"r1": 1}) == (1, 20)
    assert weights((24,), "waves", preset="classic") == (0, 0)


def test_what_is_made_of_smooth_waves_is_smooth():
    x = smooth(100)
    trainer = GAN(x, seed=1).train(3)
    made = trainer.generate(50)
    basis = np.linalg.svd(x - x.mean(axis=0), full_matrices=False)[2][:3]
    away = made - x.mean(axis=0)
    np.testing.assert_allclose(away, away @ basis.T @ basis, atol=1e-4)
    np.testing.assert_allclose(trainer.x_train, x, atol=1e-4)


def test_a_restored_trainer_makes_the_same_rows():
    trainer = GAN(smooth(100), seed=1).train(3)
    again = GAN.from_bytes(trainer.to_bytes())
    np.testing.assert_array_equal(again.generate(20, seed=3), trainer.generate(20, seed=3))


def test_directions_that_are_no_unit_vectors_are_refused_in_a_file():
    meta, arrays = checkpoint.unpack(GAN(smooth(100), seed=1).to_bytes())
    arrays["scaler/directions"] = np.full_like(arrays["scaler/directions"], 1e38)
    with pytest.raises(CheckpointError, match="longer than 1"):
        GAN.from_bytes(checkpoint.pack(meta, arrays))


def test_rows_that_move_in_other_ways_cannot_follow():
    trainer = GAN(smooth(100), seed=1)
    trainer.attach(smooth(80, seed=5))
    other = smooth(100) + np.random.default_rng(0).normal(size=(100, 1)) * np.sin(40 * T)
    with pytest.raises(DataError, match=r"\d+% of what these rows vary in is unlike"):
        trainer.attach(other)
    with pytest.raises(DataError, match="otherwise, and more, than the rows"):
        trainer.attach(3000 * smooth(100))
    assert trainer.n == 80


def test_rows_that_move_in_other_ways_do_not_look_real():
    x = smooth(100)
    trainer = GAN(x, seed=1).train(2)
    other = x + np.sin(40 * T)
    assert (trainer.score(x) > 0).all() and (trainer.score(smooth(50, seed=4)) > 0).all()
    assert (trainer.score(other) == 0).all()
