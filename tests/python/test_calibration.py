"""Calibration: what comes out could have gone in, and the order of values stays."""

import numpy as np
import pytest
from rgan import GAN
from rgan.encoding.calibration import MAX_ALL_KNOTS, MAX_KNOTS, Targets


def _fit(x, kind="table", seed=1):
    return Targets.fit(np.asarray(x, dtype=float), kind, seed)


def _zero_inflated(n, seed):
    random = np.random.default_rng(seed)
    return np.where(random.uniform(size=n) < 0.9, 0, np.round(random.lognormal(8, 1, n), 2))


def test_point_masses_come_back_exactly_and_with_their_share():
    real, smooth = _zero_inflated(2000, 1), np.random.default_rng(2).normal(size=4000)
    made = _fit(real[:, None]).calibration(smooth[:, None]).apply(smooth[:, None])[:, 0]
    assert abs((made == 0).mean() - (real == 0).mean()) < 0.003
    # Nothing lies between the mass and the smallest value beside it.
    assert made[made != 0].min() >= real[real > 0].min()
    assert np.array_equal(np.round(made, 2), made)


def test_the_order_of_values_stays_and_their_distribution_becomes_that_of_the_data():
    random = np.random.default_rng(3)
    real, made = np.r_[np.zeros(500), random.uniform(1, 3, 2500)], random.gamma(2, size=3000)
    mapped = _fit(real[:, None]).calibration(made[:, None]).apply(made[:, None])[:, 0]
    order = np.argsort(made)
    assert (np.diff(mapped[order]) >= 0).all()
    levels = np.linspace(0.2, 0.99, 50)
    assert np.abs(np.quantile(mapped, levels) - np.quantile(real, levels)).max() < 0.05
    # Between order statistics all values occur: few are repeated, and few are those of the data.
    assert len(np.unique(mapped)) > 2400
    assert np.isin(mapped[mapped > 0], real).mean() < 0.05


def test_columns_without_values_that_repeat_are_only_kept_within_the_range():
    x = np.random.default_rng(4).uniform(-50, 50, (500, 1))
    curve = np.c_[x, 10 + x**2]
    made = curve * 1.1
    kept = _fit(curve).calibration(made).apply(made)
    inside = (np.abs(made[:, 0]) < 49) & (made[:, 1] > 11) & (made[:, 1] < 2400)
    assert np.array_equal(kept[inside], made[inside])
    assert np.array_equal(kept.max(axis=0), curve.max(axis=0)) and (kept.min(axis=0) >= curve.min(axis=0)).all()


def test_values_beyond_all_that_were_seen_become_the_ends():
    real = np.linspace(-1, 1, 400)
    calibration = _fit(real[:, None]).calibration(real[:, None])
    assert np.array_equal(calibration.apply(np.array([[-1e9], [1e9]]))[:, 0], [-1, 1])


@pytest.mark.parametrize(
    ("values", "decimals", "multiple"),
    [
        (np.arange(20.0), 0, 1),
        (np.arange(20.0) * 5, 0, 5),
        (np.arange(20) / 10, 1, 1),
        (np.arange(20) * 0.25, 2, 25),
        (np.arange(20) / 3, -1, 1),
        (np.arange(20) * 1e17, -1, 1),
        (np.arange(20) * 1e-30, -1, 1),
        (np.arange(20) / 3 * 1e-9, -1, 1),
        (np.full(20, 0.1), 1, 1),
        (np.zeros(20), 0, 1),
    ],
)
def test_decimals_and_multiples_are_found(values, decimals, multiple):
    targets = _fit(values[:, None])
    assert (targets.decimals[0], targets.multiple[0]) == (decimals, multiple)


def test_values_are_put_back_on_the_decimals_of_the_data_to_the_last_bit():
    real = np.random.default_rng(4).integers(0, 100, 500) / 10
    calibration = _fit(real[:, None]).calibration(real[:, None])
    made = calibration.apply(real[:, None] + 1e-3)
    assert np.array_equal(made[:, 0], real)
    assert not np.signbit(calibration.apply(np.full((1, 1), -1e-9))).any()


def test_noisy_waves_are_left_alone_and_waves_never_below_zero_stay_so():
    random = np.random.default_rng(5)
    real, made = random.normal(size=(50, 40)), 1.3 * random.normal(size=(30, 40))
    # The largest of many noisy values is chance: cut off there, many waves would share it.
    assert np.array_equal(_fit(real, "waves").calibration(real).apply(made), made)
    positive = _fit(np.abs(real), "waves").calibration(np.abs(real)).apply(made)
    assert positive.min() >= np.abs(real).min() and np.array_equal(positive[made > 0.1], made[made > 0.1])


def test_what_is_mapped_by_rank_has_no_new_repeated_ends():
    random = np.random.default_rng(6)
    real = np.where(random.uniform(size=(200, 50)) < 0.3, 0.0, random.normal(5, 1, (200, 50)))
    made = random.normal(5, 2, (300, 50))
    mapped = _fit(real, "waves").calibration(made).apply(made)
    assert abs((mapped == 0).mean() - 0.3) < 0.01
    assert (mapped == mapped.max()).sum() == 1
    # Beside the mass a knot takes half an interval of ranks.
    assert (mapped == mapped[mapped > 0].min()).mean() < 0.001


def test_waves_far_beyond_the_range_are_mapped_by_rank_and_each_channel_of_a_series_is_its_own_unit():
    phase = np.random.default_rng(6).uniform(size=(100, 1, 1))
    real = np.sin(2 * np.pi * (np.linspace(0, 1, 30)[:, None] + phase)) * [1.0, 10.0]
    calibration = _fit(real, "series").calibration(real * [1.2, 1.0])
    assert calibration.mapped.tolist() == [1, 0]
    made = calibration.apply(real * [1.2, 1.0])
    assert np.abs(made[..., 0] - real[..., 0]).max() < 0.01
    assert np.array_equal(made[..., 1], real[..., 1])


def test_points_that_never_vary_are_left_alone_and_say_nothing_of_the_rest():
    random = np.random.default_rng(9)
    real = np.concatenate([np.full((40, 3), 7.0), random.normal(size=(40, 20))], axis=1)
    targets = _fit(real, "waves")
    assert not targets.masses.any() and targets.decimals[0] == -1
    made = targets.calibration(real * 1.5).apply(real * 1.5)
    assert (made[:, :3] == 10.5).all() and np.ptp(made[:, 3:]) > 0
    # A unit of nothing else has no targets.
    assert _fit(np.full((40, 5), 2.0), "waves") is None


def test_images_and_a_handful_of_values_have_no_targets():
    assert _fit(np.zeros((9, 4, 4, 1)), "images") is None
    assert _fit(np.zeros((3, 2))) is None


def test_what_is_no_number_stays_none():
    real = np.linspace(-1, 1, 400)[:, None]
    made = _fit(real).calibration(real).apply(np.array([[np.nan], [0.0]]))
    assert np.isnan(made[0, 0]) and abs(made[1, 0]) < 0.01
    steps = np.round(real * 3)
    made = _fit(steps).calibration(real).apply(np.array([[np.nan], [0.0]]))
    assert np.isnan(made[0, 0]) and made[1, 0] == 0


def test_the_targets_of_many_rows_are_bounded():
    random = np.random.default_rng(7)
    assert _fit(random.normal(size=(5000, 2))).knots.shape == (2, MAX_KNOTS)
    wide = np.where(random.uniform(size=(1500, 300)) < 0.4, 0.0, random.normal(5, 1, (1500, 300)))
    targets = _fit(wide)
    assert targets.knots.size <= MAX_ALL_KNOTS
    made = targets.calibration(wide - 3).apply(wide - 3)
    assert abs((made == 0).mean() - 0.4) < 0.01


def test_no_value_of_waves_lies_in_a_gap_of_the_data_and_edges_are_sharp():
    random = np.random.default_rng(10)
    levels = np.where(np.arange(50) < random.integers(15, 35, (300, 1)), 10.0, 20.0)
    real = levels + random.normal(0, 0.3, levels.shape)
    smooth = (levels + np.roll(levels, 1, axis=1) + np.roll(levels, -1, axis=1)) / 3
    made = _fit(real, "waves").calibration(smooth).apply(smooth + random.normal(0, 0.3, levels.shape))
    between = (made > real[levels == 10].max()) & (made < real[levels == 20].min())
    assert not between.any()
    assert np.abs(np.diff(made[:, 3:-3], axis=1)).max(axis=1).min() > 7
    # Few values have gaps by chance, and columns of a table are left in their clouds.
    assert not _fit(random.normal(size=(30, 30)), "waves").gaps.any()
    clouds = np.where(random.random(2000) < 0.5, 0, 10)[:, None] + random.normal(size=(2000, 1))
    assert not _fit(clouds).calibration(clouds).mapped.any()


@pytest.fixture(scope="module")
def trained():
    random = np.random.default_rng(8)
    x = np.c_[_zero_inflated(300, 9), random.integers(18, 90, 300), random.normal(size=300)]
    return GAN(x, seed=1).train(4, trace=2), x


def test_generated_tables_have_the_support_of_the_data(trained):
    g, x = trained
    made = g.generate(500, seed=3)
    assert (made[:, 0] >= 0).all()
    assert abs((made[:, 0] == 0).mean() - (x[:, 0] == 0).mean()) < 0.05
    assert np.array_equal(made[:, 1], np.round(made[:, 1]))
    assert (made.min(axis=0) >= x.min(axis=0)).all()
    assert (made.max(axis=0) <= x.max(axis=0)).all()
    assert np.array_equal(g.output["epoch 4"], g.generate(42, seed=g.seed, epoch=4))


def test_a_row_does_not_depend_on_how_many_are_drawn_nor_on_files(trained, tmp_path):
    g, x = trained
    made = g.generate(100, seed=3)
    assert np.array_equal(g.generate(7, seed=3), made[:7])
    g.save(tmp_path / "g.rgan")
    for again in (GAN.from_bytes(g.to_bytes()), GAN.restore(tmp_path / "g.rgan", x)):
        assert np.array_equal(again.generate(100, seed=3), made)


def test_it_can_be_turned_off_and_the_documents_recipes_have_none(trained):
    g, x = trained
    bare = GAN(x, {"calibration": False}, seed=1).train(4, trace=2)
    assert not np.array_equal(bare.generate(50), np.round(bare.generate(50), 2))
    assert bare.values.data.targets is None
    assert g.values.data.targets is not None
    assert not GAN(x[:, :2], "quadratic").spec["calibration"]


@pytest.mark.parametrize("more", [-0.02, 0, 0.02])
def test_levels_that_are_exact_already_stay_whatever_their_shares(more):
    shares = np.array([0.4, 0.3, 0.2, 0.1])
    random = np.random.default_rng(3)
    real = random.choice([1.0, 2.0, 3.0, 4.0], 1000, p=shares)[:, None]
    made = random.choice([1.0, 2.0, 3.0, 4.0], 4096, p=shares + more * np.array([1, -1, 1, -1]))[:, None]
    assert np.array_equal(Targets.fit(real, "table", 1).calibration(made).apply(made), made)
