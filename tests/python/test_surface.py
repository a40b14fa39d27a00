"""Surface: rows of few dimensions stay on it, rows with noise keep theirs, and nothing is copied."""

import numpy as np
import pytest
from mutations import changed
from rgan import GAN, CheckpointError
from rgan.encoding.encoder import Encoder
from rgan.encoding.surface import Surface, n_neighbours

T = np.linspace(-5, 5, 64)


def _sines(n, seed):
    random = np.random.default_rng(seed)
    return np.sin(np.outer(random.uniform(0.5, 2, n), T) + random.uniform(0, np.pi, (n, 1)))


def _encoder(x, method="components"):
    return Encoder.fit(x, method, seed=1, noise=method == "components").with_surface(x, 1)


def _off(encoder, rows, pure):
    """Root mean square of what ``rows`` are away from ``pure`` ones when they have been brought onto the surface."""
    return np.sqrt(np.square(encoder.decode(encoder.brought(encoder.encode(rows))) - pure).mean())


def test_disturbed_sines_become_sines_again():
    encoder, pure = _encoder(_sines(600, 1)), _sines(200, 2)
    assert encoder.surface.dimension == 2
    disturbed = pure + 0.02 * np.random.default_rng(3).normal(size=(200, 1)) * np.cos(3 * T) * pure
    assert _off(encoder, pure, pure) < 0.005
    assert _off(encoder, disturbed, pure) < 0.5 * np.sqrt(np.square(disturbed - pure).mean())
    # Rows of another amplitude are moved onto the only one there is.
    brought = encoder.decode(encoder.brought(encoder.encode(1.03 * pure)))
    assert np.abs(np.abs(brought).max(axis=1) - 1).mean() < 0.005


def test_rows_are_moved_between_training_rows_not_onto_them():
    x = _sines(600, 1)
    encoder, other = _encoder(x), _sines(100, 2)
    brought = encoder.brought(encoder.encode(other))
    nearest = np.sqrt(np.square(brought[:, None] - encoder.encode(x)).sum(axis=2)).min(axis=1)
    expected = np.sqrt(np.square(encoder.encode(other)[:, None] - encoder.encode(x)).sum(axis=2)).min(axis=1)
    np.testing.assert_allclose(nearest, expected, rtol=0.3, atol=0.02)


def _curve(n, seed, noise=0.0):
    random = np.random.default_rng(seed)
    x = random.uniform(-50, 50, n)
    return np.c_[x, 10 + x**2] + noise * random.normal(size=(n, 2)) * [5, 200]


def test_columns_that_are_functions_of_others_stay_so():
    encoder = _encoder(_curve(400, 1), "column")
    assert encoder.surface.dimension == 1
    made = encoder.decode(encoder.brought(encoder.encode(_curve(200, 2, noise=1))))
    assert np.abs(made[:, 1] - 10 - made[:, 0] ** 2).max() < 10
    sums = np.random.default_rng(1).normal(size=(400, 3))
    sums[:, 2] = sums[:, 0] + sums[:, 1]
    plane = _encoder(sums, "column")
    assert plane.surface.dimension == 2
    off = plane.decode(plane.brought(plane.encode(sums + np.array([0.1, 0, 0]))))
    np.testing.assert_allclose(off[:, 2], off[:, 0] + off[:, 1], atol=1e-3)


NONE = {
    "noise": lambda r: r.normal(size=(500, 4)),
    "a curve with noise": lambda r: _curve(500, 1, noise=0.1),
    "two columns without relation": lambda r: r.uniform(size=(500, 2)),
    "one column": lambda r: r.normal(size=(500, 1)),
    "values that repeat": lambda r: np.c_[r.integers(0, 9, 500), 2.0 * r.integers(0, 9, 500)],
    "few rows": lambda r: _curve(30, 1),
}


@pytest.mark.parametrize("name", NONE)
def test_other_tables_lie_on_no_surface(name):
    assert _encoder(NONE[name](np.random.default_rng(1)), "column").surface is None


def test_waves_with_noise_lie_on_no_surface():
    noisy = _sines(600, 1) + np.random.default_rng(1).normal(0, 0.05, (600, 64))
    assert _encoder(noisy).surface is None


def test_a_row_does_not_depend_on_how_many_there_are_and_far_ones_stay_finite():
    encoder = _encoder(_sines(300, 1))
    rows = encoder.encode(_sines(600, 2)) + np.float32(0.01)
    assert np.array_equal(encoder.brought(rows)[:7], encoder.brought(rows[:7]))
    assert np.isfinite(encoder.brought(rows * np.float32(1e4))).all()
    assert np.abs(encoder.brought(rows * np.float32(3))).max() < 5 * np.abs(encoder.surface.rows).max()


def test_a_quadratic_surface_is_met_exactly():
    random = np.random.default_rng(5)
    t = random.uniform(-1, 1, (300, 2))
    rows = np.c_[t, t[:, :1] ** 2 - t[:, 1:] * t[:, :1]].astype(np.float32)
    off = Surface(rows, 2).bring(rows[:50]) - rows[:50]
    assert np.abs(off).max() < 0.01
    assert n_neighbours(2) == 16


@pytest.fixture(scope="module")
def trained():
    return GAN(_curve(200, 1), seed=1).train(4, trace=2)


def test_a_trainer_tells_keeps_and_restores_its_surface(trained, tmp_path):
    assert trained.details()["surface"] == 1
    made = trained.generate(100, seed=3)
    assert np.abs(made[:, 1] - 10 - made[:, 0] ** 2).max() < 100
    trained.save(tmp_path / "g.rgan")
    for again in (GAN.from_bytes(trained.to_bytes()), GAN.restore(tmp_path / "g.rgan")):
        assert np.array_equal(again.generate(100, seed=3), made)
    assert GAN(_curve(200, 1), {"surface": False}, seed=1).details()["surface"] is None
    assert GAN(_curve(200, 1), "quadratic", seed=1).details()["surface"] is None


WRONG = {
    "of no dimension": ("dimension", lambda dimension: dimension * 0),
    "of as many dimensions as numbers": ("dimension", lambda dimension: dimension + 1),
    "of few rows": ("surface", lambda rows: rows[:5].copy()),
    "of other rows": ("surface", lambda rows: rows[:, :1].copy()),
    "of 64 bits": ("surface", lambda rows: rows.astype(np.float64)),
    "beyond all bounds": ("surface", lambda rows: rows * np.float32(1e9)),
}


@pytest.mark.parametrize("name", WRONG)
def test_files_hold_a_surface_that_can_be(name, trained):
    array, change = WRONG[name]

    def of_file(meta, arrays):
        arrays[f"scaler/{array}"] = np.asarray(change(arrays[f"scaler/{array}"]))

    with pytest.raises(CheckpointError, match="scaler/"):
        GAN.from_bytes(changed(trained.to_bytes(), of_file))
