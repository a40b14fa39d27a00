"""Directions are found where they are known, in the units that make values comparable."""

import numpy as np
import pytest
from rgan.directions import principal_directions

RANDOM = np.random.default_rng(1)
LATENT = RANDOM.normal(size=(400, 3)).astype(np.float32)
# Orthogonal, and none of them an axis.
KNOWN = np.linalg.qr(RANDOM.normal(size=(3, 3)))[0].T


def along(latent, k):
    return latent @ KNOWN[k]


def test_directions_come_by_how_much_they_move_rows():
    curves = np.sin(np.arange(1, 4)[:, None] * np.linspace(0, 3, 20))
    found = principal_directions(
        lambda z: 3 * along(z, 1)[:, None] * curves[0] + along(z, 2)[:, None] * curves[1], LATENT, 3, "waves"
    )
    assert abs(found["directions"] @ KNOWN.T)[0] == pytest.approx([0, 1, 0], abs=0.15)
    assert found["share"][0] > 0.8 and found["share"][2] < 1e-9
    assert found["share"].sum() == pytest.approx(1)
    assert found["directions"] @ found["directions"].T == pytest.approx(np.eye(3), abs=1e-9)
    across = LATENT @ found["directions"][0]
    assert (found["low"][0], found["high"][0]) == pytest.approx((across.min(), across.max()))


def test_columns_of_a_table_count_alike_whatever_their_units_and_say_what_moves():
    found = principal_directions(
        lambda z: np.stack([1e6 * along(z, 0), along(z, 1), along(z, 1), np.full(len(z), 7.0)], axis=1),
        LATENT, 3, "table",
    )  # fmt: skip
    assert abs(found["directions"] @ KNOWN.T)[0] == pytest.approx([0, 1, 0], abs=0.05)
    assert found["moves"][0] == pytest.approx([0, 0.5, 0.5, 0], abs=0.01)
    assert found["moves"][1] == pytest.approx([1, 0, 0, 0], abs=0.01)


def test_categories_move_by_changing_not_by_their_codes():
    found = principal_directions(
        lambda z: np.stack([np.where(along(z, 2) > 0, 9.0, 0.0), 0.01 * along(z, 0)], axis=1),
        LATENT, 3, "table", levels=np.array([10, 0]),
    )  # fmt: skip
    # A change of code from 0 to 9 is one of two levels: it counts about as much as a number does, not 81 times.
    assert found["share"][1] > 0.3 and found["share"][2] < 0.05


def test_numbers_that_say_the_group_are_no_directions():
    latent = np.concatenate([np.ones((400, 1), np.float32), LATENT], axis=1)
    found = principal_directions(lambda z: z[:, :1] * 100 + z[:, 1:], latent, 3, "waves")
    assert found["directions"].shape == (3, 3)
    assert found["share"] == pytest.approx([1 / 3] * 3, rel=1e-3)


def test_a_trainer_moves_most_along_its_first_direction(trained):
    found = trained.directions(seed=2)
    base = trained.latent(50, seed=3)

    def movement(k):
        step = np.zeros(base.shape[1])
        step[-3:] = 0.5 * found["directions"][k]
        moved = trained.generate(seed=4, latent=base + step) - trained.generate(seed=4, latent=base - step)
        return np.square(moved).mean()

    assert movement(0) > movement(1) > movement(2)
    assert (np.diff(found["share"]) <= 0).all()
    assert np.array_equal(trained.directions(seed=2)["directions"], found["directions"])
