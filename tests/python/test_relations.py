"""Relations that hold in all rows: found, counted where they are broken, and kept in generated rows."""

import numpy as np
import pytest
from mutations import changed
from rgan import GAN, CheckpointError
from rgan.encoding.relations import Relations, broken_relations, held_relations


def columns(n, seed):
    random = np.random.default_rng(seed)
    low = random.normal(size=n)
    high = low + random.exponential(0.5, n)
    return np.column_stack([low, high, low + high, random.normal(size=n)])


def test_order_and_sums_are_found_and_counted_where_broken():
    real, made = columns(200, 1), columns(100, 2)
    made[:10, 1] = made[:10, 0] - 1
    found, count = broken_relations(real, made)
    shares = {(code, which): share for code, which, share in found}
    assert set(shares) == {("order", (0, 1)), ("sum", (0, 1, 2))}
    assert shares["order", (0, 1)] == 0.1
    assert shares["sum", (0, 1, 2)] == 0.1
    assert count == 12 + 12


def test_equal_columns():
    real = columns(50, 1)[:, [0, 0, 3]]
    made = real.copy()
    made[:5, 1] += 1
    assert broken_relations(real, made)[0] == [("equal", (0, 1), 0.1)]


def test_sums_may_be_rounded():
    real = columns(200, 1)
    real[:, 2] = real[:, 2].round(2)
    assert ("sum", (0, 1, 2), 0.0) in broken_relations(real, columns(100, 2))[0]


def test_a_series_breaks_a_relation_where_it_does_at_any_time():
    real = np.stack([columns(20, i) for i in range(30)])
    made = real.copy()
    made[:3, 7, 1] = -9
    assert ("order", (0, 1), 0.1) in broken_relations(real, made)[0]


def test_columns_apart_have_no_order_worth_a_word():
    real = np.column_stack([np.arange(50.0), 100 + np.arange(50.0)])
    assert broken_relations(real, real)[0] == []


def bars(n, seed):
    """Open, high, low and close of five days."""
    random = np.random.default_rng(seed)
    ends = 50 + random.normal(size=(n, 5, 2)).cumsum(axis=1)
    high = ends.max(axis=2) + random.exponential(0.3, (n, 5))
    low = ends.min(axis=2) - random.exponential(0.3, (n, 5))
    return np.stack([ends[..., 0], high, low, ends[..., 1]], axis=2)


def shares_broken(real, made):
    return {which: share for _, which, share in broken_relations(real, made)[0]}


def test_values_in_the_wrong_order_are_exchanged_and_all_others_stay():
    real = bars(200, 1)
    made = real + np.random.default_rng(2).normal(0, 0.3, real.shape)
    found = Relations.fit(real, "series")
    assert {tuple(pair) for pair in found.order.tolist()} == {(0, 1), (3, 1), (2, 0), (2, 3), (2, 1)}
    kept = found.apply(made)
    assert max(shares_broken(real, made).values()) > 0.3
    assert set(shares_broken(real, kept).values()) == {0.0}
    np.testing.assert_array_equal(np.sort(kept, axis=2), np.sort(made, axis=2))
    right = (made[..., 2] <= made.min(axis=2)) & (made[..., 1] >= made.max(axis=2))
    np.testing.assert_array_equal(kept[right], made[right])
    broken = ~right.all(axis=1)
    assert found.changed(made) == pytest.approx(broken.mean())
    assert found.changed(kept) == 0


@pytest.mark.parametrize("size", [1, 1000, 1e-4])
def test_sums_are_added_up_and_equal_columns_are_equal_in_any_unit(size):
    real = columns(200, 1)[:, [0, 1, 2, 0]] * size
    made = real + np.random.default_rng(3).normal(0, 0.1 * size, real.shape)
    kept = Relations.fit(real, "table").apply(made)
    np.testing.assert_allclose(kept[:, 2], kept[:, 0] + kept[:, 1])
    np.testing.assert_array_equal(kept[:, 0], kept[:, 3])
    assert (kept[:, 0] <= kept[:, 1]).all()


def test_an_order_in_a_circle_of_many_columns_ends():
    random = np.random.default_rng(4)
    real = np.sort(random.normal(size=(100, 12)), axis=1)
    made = Relations.fit(real, "table").apply(random.normal(size=(300, 12)))
    assert (np.diff(made, axis=1) >= 0).all()


def test_what_holds_only_nearly_or_by_chance_is_left_to_the_networks():
    real = columns(200, 1)
    real[:, 2] += np.random.default_rng(5).normal(0, 0.001, 200)
    assert any(code == "sum" for code, *_ in held_relations(real)[0])
    assert len(Relations.fit(real, "table").sums) == 0
    assert Relations.fit(columns(19, 1), "table") is None
    assert Relations.fit(np.random.default_rng(6).normal(size=(100, 3)), "table") is None
    assert Relations.fit(real, "waves") is None


def test_values_of_other_decimals_are_not_exchanged():
    random = np.random.default_rng(7)
    grade = random.integers(1, 5, 200).astype(float)
    real = np.c_[grade, grade + random.exponential(3, 200), grade + random.integers(0, 3, 200)]
    assert {which for code, which, _ in held_relations(real)[0] if code == "order"} == {(0, 1), (0, 2)}
    found = Relations.fit(real, "table")
    assert found.order.tolist() == [[0, 2]]
    made = found.apply(np.c_[real[:, 0], random.uniform(0, 1, 200), random.integers(1, 5, 200)])
    assert np.array_equal(made[:, [0, 2]], np.round(made[:, [0, 2]])) and (made[:, 0] <= made[:, 2]).all()


@pytest.fixture(scope="module")
def trained():
    return GAN(bars(60, 1), seed=1).train(4, trace=2)


def test_a_trainer_makes_bars_tells_how_many_it_repaired_and_keeps_that_in_files(trained, tmp_path):
    made = trained.generate(50, seed=3)
    assert set(shares_broken(bars(60, 1), made).values()) == {0.0}
    details = trained.details()["relations"]
    assert [2, 1] in details["order"] and details["sum"] == [] and 0 < details["repaired"] <= 1
    trained.save(tmp_path / "g.rgan")
    for again in (GAN.from_bytes(trained.to_bytes()), GAN.restore(tmp_path / "g.rgan")):
        assert np.array_equal(again.generate(50, seed=3), made)
        assert np.array_equal(again.generate(7, seed=3), made[:7])
    bare = GAN(bars(60, 1), {"relations": False}, seed=1).train(4, trace=2)
    assert max(shares_broken(bars(60, 1), bare.generate(50, seed=3)).values()) > 0
    assert bare.details()["relations"] is None


def test_rows_with_gaps_do_not_decide():
    x = bars(60, 1)
    x[:20, 2, 1] = np.nan
    made = GAN(x, seed=1).train(2, trace=2).generate(50, seed=3)
    assert set(shares_broken(bars(60, 1), made).values()) == {0.0}


WRONG = {
    "order": lambda arrays, name: arrays.update({name: arrays[name] + 9}),
    "sums": lambda arrays, name: arrays.pop(name),
    "equal": lambda arrays, name: arrays.update({name: arrays[name].astype("int64")}),
}


@pytest.mark.parametrize("name", WRONG)
def test_files_hold_relations_that_can_be(name, trained):
    with pytest.raises(CheckpointError, match=r"relations of epoch 2|equal is int64"):
        GAN.from_bytes(changed(trained.to_bytes(), lambda meta, arrays: WRONG[name](arrays, f"relations/2/{name}")))
