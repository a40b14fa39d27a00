"""Rows within their groups: what goes in comes back, shares are kept, and a GAN makes no rows between groups."""

import numpy as np
import pytest
from rgan import GAN
from rgan.encoding.groups import Groups
from rgan.errors import DataError

SHARES = (0.5, 0.3, 0.2)


def rows_in_groups(n=200, seed=1):
    """Three clouds of different size and spread; the third has one value in its second column."""
    random = np.random.default_rng(seed)
    kind = np.repeat(np.arange(3), np.round(np.multiply(SHARES, n)).astype(int))
    centres, spread = np.array([(0, 0), (5, 1), (0, 8)]), np.array([(0.1, 0.5), (0.4, 0.1), (0.2, 0)])
    return centres[kind] + spread[kind] * random.normal(size=(len(kind), 2)), kind


@pytest.fixture(scope="module")
def groups():
    return Groups.find(rows_in_groups()[0], 1)


def test_shares_centres_and_deviations_are_those_of_the_rows(groups):
    rows, kind = rows_in_groups()
    assert groups.shares == pytest.approx(SHARES)
    for g in range(3):
        assert groups.centres[g] == pytest.approx(rows[kind == g].mean(axis=0))
        assert groups.deviations[g] == pytest.approx(rows[kind == g].std(axis=0), abs=0.08)
    assert groups.deviations[2, 1] == 0  # one value


def test_encoded_rows_are_standard_within_their_group_and_come_back(groups):
    rows, kind = rows_in_groups()
    encoded = groups.encode(rows)
    assert encoded.dtype == np.float32
    assert encoded[:, 2:].argmax(axis=1).tolist() == kind.tolist()
    assert (encoded[:, 2:].sum(axis=1) == 1).all()
    for g in range(2):
        assert encoded[kind == g, :2].std(axis=0) == pytest.approx(np.ones(2), abs=0.35)
    assert groups.decode(encoded) == pytest.approx(rows, abs=1e-5)
    assert (groups.decode(encoded)[kind == 2, 1] == 8).all()  # to the last bit


def test_small_groups_share_their_deviation():
    random = np.random.default_rng(1)
    rows = np.concatenate([random.normal(0, 1, (200, 1)), 30 + np.linspace(-0.01, 0.01, 6)[:, None]])
    found = Groups.find(rows, 1)
    assert found.count == 2
    assert 0.2 < found.deviations[1, 0] < 1  # its own is 0.007


def test_groups_are_drawn_by_their_shares_and_the_first_of_many_are_those_of_few(groups):
    many = groups.draw(20_000, np.random.default_rng(3))
    assert many.mean(axis=0) == pytest.approx(SHARES, abs=0.015)
    assert np.array_equal(many[:7], groups.draw(7, np.random.default_rng(3)))


def test_rows_that_are_one_have_no_groups():
    assert Groups.find(np.random.default_rng(1).normal(size=(300, 2)), 1) is None


@pytest.fixture(scope="module")
def trained():
    recipe = {"latent": {"size": 4}, "generator": [{"type": "dense", "units": 16}, {"type": "output"}]}
    recipe["discriminator"] = [
        {"type": "dense", "units": 16, "activation": "leaky_relu"},
        {"type": "dense", "units": 1},
    ]
    return GAN(rows_in_groups()[0], {"kind": "table", **recipe}, batch_size=8, seed=1).train(4, trace=2)


def test_generated_rows_lie_in_groups_by_their_shares(trained):
    rows = trained.generate(3000, seed=2)
    away = np.linalg.norm(rows[:, None] - np.array([(0, 0), (5, 1), (0, 8)]), axis=2)
    assert np.bincount(away.argmin(axis=1)) / 3000 == pytest.approx(SHARES, abs=0.04)
    assert (away.min(axis=1) < 3).mean() > 0.99
    assert np.array_equal(trained.generate(10, seed=2), rows[:10])


def test_latent_rows_begin_with_the_group_which_may_be_left_out(trained):
    latent = trained.latent(6, seed=3)
    assert latent.shape == (6, 7) == (6, trained.latent_size)
    assert (latent[:, :3].sum(axis=1) == 1).all()
    assert trained.details()["latent"] == 4
    whole = trained.generate(latent=latent, seed=3)
    assert np.array_equal(whole, trained.generate(latent=latent[:, 3:], seed=3))  # the same groups are drawn
    third = np.concatenate([np.tile([0, 0, 1], (6, 1)), latent[:, 3:]], axis=1)
    assert (np.abs(trained.generate(latent=third)[:, 1] - 8) < 1e-9).all()
    with pytest.raises(DataError, match="n x 7, 3 of them, the first, for the groups"):
        trained.generate(latent=latent[:, :5])


def test_between_two_groups_rows_walk_from_one_to_the_other(trained):
    latent = trained.latent(1, seed=3)[:, 3:]
    share = np.linspace(0, 1, 11)[:, None]
    way = trained.generate(latent=np.concatenate([1 - share, share, 0 * share, np.repeat(latent, 11, 0)], axis=1))
    assert (np.diff(way[:, 0]) > 0).all()
    assert np.diff(way[:, 0]).max() < 1.5


def test_a_trainer_with_groups_comes_back_and_trains_on_as_it_would_have(trained, tmp_path):
    other = GAN.from_bytes(trained.to_bytes(), rows_in_groups()[0])
    assert other.details()["groups"] == pytest.approx(SHARES)
    assert np.array_equal(other.generate(5, seed=1), trained.generate(5, seed=1))
    here = GAN(trained.values)
    for trainer in (here, other):
        trainer.advance(5)
    assert np.array_equal(here.latent(2), other.latent(2))
    mine, theirs = (t.values.state.tensors["generator"] for t in (here, other))
    assert all(np.array_equal(a, b) for a, b in zip(mine, theirs, strict=True))


def test_new_rows_are_told_by_their_group_and_features_do_not_fail(trained):
    rows = rows_in_groups(seed=2)[0]
    assert trained.realness(rows).shape == (len(rows),)
    assert trained.features_around("generator", rows[:20])["after"]["generated"].shape == (20, 16)


@pytest.mark.parametrize("spec", [{"groups": False}, "classic", {"kind": "waves", "scaling": "none", "groups": False}])
def test_without_them_nothing_is_found(spec, waves):
    assert GAN(waves, spec, batch_size=4).details()["groups"] is None


def test_networks_of_a_fixed_shape_have_none(waves):
    layers = [{"type": "reshape", "shape": ["data", 1]}, {"type": "flatten"}, {"type": "dense", "units": 1}]
    assert GAN(waves, {"discriminator": layers, "scaling": "standard"}, batch_size=4).details()["groups"] is None
    assert GAN(waves, {"scaling": "standard"}, batch_size=4).details()["groups"] is not None


def few_in_many_columns(seed=1):
    """Eight groups of 25 rows in six columns that vary together."""
    random = np.random.default_rng(seed)
    kind = np.arange(200) % 8
    shape = np.linalg.cholesky(np.full((6, 6), 0.5) + 0.5 * np.eye(6)).T
    return 10 * np.random.default_rng(0).normal(size=(8, 6))[kind] + random.normal(size=(200, 6)) @ shape, kind


def test_of_small_normal_groups_much_is_drawn_anew_and_variances_stay():
    rows, _ = few_in_many_columns()
    groups = Groups.find(rows, 1)
    assert groups.count == 8
    assert groups.blur == pytest.approx((4 / (25 * 8)) ** (1 / 10))  # Silverman's rule
    many = np.repeat(groups.encode(rows), 50, axis=0)
    once = groups.decode(many, np.random.default_rng(1))
    assert np.abs(once - groups.decode(many)).max() > 0.5
    again = groups.encode(once)[:, :6]
    assert np.cov(again.T) == pytest.approx(np.cov(groups.encode(rows)[:, :6].T), abs=0.1)
    assert np.array_equal(groups.decode(many[:7], np.random.default_rng(1)), once[:7])
    assert np.array_equal(groups.decode(many), groups.decode(many))  # nothing is drawn unless asked


def test_groups_with_a_shape_of_their_own_are_not_blurred():
    random = np.random.default_rng(1)
    angle, kind = random.uniform(0, 2 * np.pi, 600), np.arange(600) % 2
    rings = np.c_[np.cos(angle) + 10 * kind, np.sin(angle)]
    groups = Groups.find(rings, 1)
    assert groups.count == 2 and groups.blur is None


def test_few_rows_of_a_group_are_not_learned_by_heart():
    rows, _ = few_in_many_columns()
    trainer = GAN(rows, {"kind": "table"}, batch_size=32, seed=1).train(300, trace=100)
    generated = trainer.generate(400, seed=1)

    def nearest(a, b):
        away = np.linalg.norm(a[:, None] - b, axis=2)
        return np.where(away == 0, np.inf, away)

    away = nearest(generated, rows)
    among = nearest(rows, rows).min(axis=1)[away.argmin(axis=1)]
    fresh = nearest(few_in_many_columns(2)[0], rows)
    floor = (fresh.min(axis=1) < nearest(rows, rows).min(axis=1)[fresh.argmin(axis=1)]).mean()
    assert (away.min(axis=1) < among).mean() < floor + 0.35  # without it: 0.9
