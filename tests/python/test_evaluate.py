"""`rgan.metrics.evaluate`: every figure beside its floor and its baselines."""

import sys

import numpy as np
import pytest
from rgan import DataError
from rgan.metrics import evaluate


def waves(n, seed, kinds=(0, 1)):
    random = np.random.default_rng(seed)
    t = np.linspace(0, 1, 30)
    shapes = np.array([np.sin(2 * np.pi * 2 * t), 3 * np.sin(2 * np.pi * 5 * t)])
    return shapes[np.resize(kinds, n)] + random.normal(0, 0.05, (n, 30))


@pytest.fixture(scope="module")
def good():
    return evaluate(waves(120, 1), waves(200, 2), holdout=waves(60, 3), seed=1)


def test_as_good_as_real_rows_reaches_the_floor_and_beats_the_baselines(good):
    figures = good["figures"]
    assert figures["coverage"]["generated"] > 0.9
    assert abs(figures["accuracy"]["generated"] - 0.5) < 0.15
    assert figures["accuracy"]["gaussian"] > 0.9
    assert figures["sliced_wasserstein"]["generated"] < figures["sliced_wasserstein"]["gaussian"] / 2
    assert {name: figures["copies"][name] for name in ("generated", "real", "bootstrap")} == {
        "generated": 0, "real": 0, "bootstrap": 1,
    }  # fmt: skip
    assert figures["nearer_to_training"]["generated"] == pytest.approx(0.5, abs=0.2)
    assert figures["nearer_to_training"]["bootstrap"] == 1
    assert good["groups"]["generated"] == pytest.approx([0.5, 0.5])
    for figure in figures.values():
        assert figure["low"] <= figure["real"] <= figure["high"]


def test_a_lost_group_shows_in_every_figure_that_it_should(good):
    lost = evaluate(waves(120, 1), waves(200, 2, kinds=(1,)), holdout=waves(60, 3), seed=1)
    assert sorted(lost["groups"]["generated"]) == [0, 1]
    assert lost["figures"]["shares"]["generated"] == pytest.approx(0.5, abs=0.05)
    assert lost["figures"]["coverage"]["generated"] == pytest.approx(0.5, abs=0.05)
    for name in ("sliced_wasserstein", "marginal", "spectrum"):
        assert lost["figures"][name]["generated"] > 3 * good["figures"][name]["generated"]


def test_copied_training_rows_are_noticed_with_and_without_a_holdout():
    real = waves(60, 1)
    assert evaluate(real, real)["figures"]["copies"]["generated"] == 1
    assert evaluate(real, real, holdout=waves(60, 3))["figures"]["nearer_to_training"]["generated"] == 1


def test_the_same_seed_gives_the_same_figures_and_the_users_random_numbers_are_left_alone():
    np.random.seed(4)
    expected = np.random.random()
    np.random.seed(4)
    first = evaluate(waves(40, 1), waves(50, 2), seed=3)
    assert np.random.random() == expected
    second = evaluate(waves(40, 1), waves(50, 2), seed=3)
    assert first["figures"] == second["figures"]


def test_units_do_not_matter():
    real, generated = waves(60, 1), waves(60, 2)
    plain, scaled = evaluate(real, generated), evaluate(1000 * real + 5, 1000 * generated + 5)
    for name, figure in plain["figures"].items():
        assert scaled["figures"][name]["generated"] == pytest.approx(figure["generated"], abs=0.02), name


@pytest.mark.parametrize("shape", [(1,), (12, 3), (6, 6, 1)])
def test_every_kind_of_data(shape):
    random = np.random.default_rng(1)
    real, generated = random.normal(size=(40, *shape)), random.normal(size=(50, *shape))
    found = evaluate(real, generated, recurrent=False)
    curved = found["kind"] in ("waves", "series")
    assert ("spectrum" in found["figures"]) is curved
    assert (found["curves"] is not None) is curved
    assert ("correlational" in found["figures"]) is (found["kind"] == "series")  # a table of one column has none
    assert np.isfinite([figure["generated"] for figure in found["figures"].values()]).all()


def test_series_have_both_scores_of_timegan_with_their_floors(monkeypatch):
    module = sys.modules["rgan.metrics.evaluate"]
    monkeypatch.setattr(module, "discriminative_score", lambda real, rows, seed: float(np.ptp(rows) - np.ptp(real)))
    monkeypatch.setattr(module, "predictive_score", lambda real, rows, seed: float(rows.std() / real.std()))
    random = np.random.default_rng(1)
    found = evaluate(random.normal(size=(40, 12, 3)), random.normal(0, 4, (50, 12, 3)))["figures"]
    assert set(found["discriminative"]) == {"generated", "real", "gaussian", "bootstrap", "low", "high", "best"}
    assert set(found["predictive"]) == {"generated", "real", "low", "high", "best"}
    assert found["predictive"]["generated"] == pytest.approx(4, rel=0.2)
    assert found["predictive"]["real"] == found["predictive"]["high"] == pytest.approx(1, rel=0.2)


def test_lost_correlations_show_in_tables_and_series():
    random = np.random.default_rng(1)
    real = np.repeat(random.normal(size=(100, 12, 1)), 2, axis=2) + random.normal(0, 0.5, (100, 12, 2))
    for rows, kind in ((real, "series"), (real[:, 0], "table")):
        found = evaluate(rows, random.normal(size=rows.shape), kind=kind, recurrent=False)["figures"]["correlational"]
        assert found["generated"] > 3 * found["high"]
        assert found["gaussian"] < 2 * found["high"] + 0.1
        assert found["best"] == 0


def test_what_cannot_be_compared_is_told():
    with pytest.raises(DataError, match="too few for 5 nearest neighbours: at least 12 real and 6 generated"):
        evaluate(waves(10, 1), waves(50, 2))
    with pytest.raises(DataError, match=r"held out rows have shape \(29,\)"):
        evaluate(waves(40, 1), waves(40, 2), holdout=waves(40, 3)[:, 1:])
    with pytest.raises(DataError, match="missing or infinite"):
        evaluate(waves(40, 1), np.full((40, 30), np.inf))
    with pytest.raises(DataError, match="at least 6 of each"):
        evaluate(waves(40, 1), waves(40, 2), holdout=waves(4, 3))


def test_bands_are_in_the_units_of_the_data_and_of_each_group(good):
    drawn, rows = good["curves"]["real"], waves(120, 1)
    np.testing.assert_allclose(drawn["bands"][:, :, 0], np.quantile(rows, (0.05, 0.95), axis=0), atol=1e-5)
    kinds = [np.quantile(rows[which::2], (0.05, 0.95), axis=0) for which in (0, 1)]
    found = sorted(drawn["group_bands"], key=np.max)
    for band, kind in zip(found, kinds, strict=True):
        np.testing.assert_allclose(band[:, :, 0], kind, atol=1e-5)
