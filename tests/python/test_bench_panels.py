"""Scores and tables of the published benchmarks of panels."""

import numpy as np
import panels
import pytest


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
