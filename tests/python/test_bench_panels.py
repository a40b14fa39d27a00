"""Scores and tables of the published benchmarks of panels."""

import numpy as np
import panel_scores
import panels
import pytest


def test_the_correlational_score_is_that_of_all_pairs_of_channels():
    random = np.random.default_rng(1)
    real = random.normal(size=(200, 5, 3))
    made = real @ np.array([[1.0, 0.5, 0], [0, 1, 0], [0, 0, 1]])
    flat = [x.reshape(-1, 3) for x in (real, made)]
    pairs = [(0, 1), (0, 2), (1, 2)]
    expected = sum(abs(np.subtract(*(np.corrcoef(x[:, i], x[:, j])[0, 1] for x in flat))) for i, j in pairs) / 10
    assert panel_scores.correlational_score(real, made) == pytest.approx(expected)
    assert panel_scores.correlational_score(real, real) == 0


def test_the_predictive_score_is_lower_where_generated_series_are_like_real_ones():
    random = np.random.default_rng(2)

    def series(sign):
        first = random.random((300, 5, 3))
        last = np.concatenate([np.full((300, 1), 0.5), first[:, :-1, 0]], axis=1)  # one step after the first channel
        return np.concatenate([first, (last if sign > 0 else 1 - last)[..., None]], axis=2)

    good, bad = (panel_scores.predictive_score(series(1), series(sign), iterations=600) for sign in (1, -1))
    assert good < 0.8 * bad


def test_published_windows_are_compared_with_those_trained_on_and_the_floor_is_half_of_them():
    panel = panels.halves(np.arange(48.0).reshape(8, 3, 2), seed=1)
    assert panel.real is panel.train and panel.floor is None
    first, second = panels.two_halves(panel.real, np.random.default_rng(1))
    assert len(first) == len(second) == 4
    both = np.sort(np.concatenate([first, second])[:, 0, 0])
    np.testing.assert_array_equal(both, panel.real[:, 0, 0])


def test_a_set_that_is_not_there_is_told(tmp_path):
    with pytest.raises(FileNotFoundError, match="RGAN_BENCH_DATA"):
        panels.found(tmp_path, "stock_data.csv")
    assert "Left out: no folder" in panels.written({"Stocks": []}, {"Stocks": "no folder"})


def test_the_table_has_means_intervals_and_the_papers():
    def training(score):
        scores = dict.fromkeys(panels.FIGURES, score)
        return {"rgan": scores, "real windows": scores, "seconds": 30, "cpu": 20, "steps": 20_000}

    text = panels.table("Stocks", [training(0.01), training(0.03)])
    assert "| **rgan** | 0.010 and 0.030 |" in text
    three = panels.table("Stocks", [training(score) for score in (0.01, 0.02, 0.03)])
    # Half the width of an interval of three: 4.303 times their standard error, .01 / sqrt(3).
    assert "| **rgan** | 0.020 ± 0.025 |" in three
    assert "| Diffusion-TS, published | 0.067 | | | | 0.036 |" in text
    assert "2 trainings of 20,000 steps: 30 s each (20 s of CPU)." in text.replace("Trainings", "trainings")
