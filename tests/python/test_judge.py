"""`rgan.metrics.judge` through `evaluate`: the verdicts that stand beside the figures."""

import numpy as np
import pytest
from rgan.metrics import evaluate


def waves(n, seed, noise=0.1):
    random = np.random.default_rng(seed)
    t = np.linspace(0, 1, 24)
    return random.uniform(1, 2, (n, 1)) * np.sin(2 * np.pi * (2 * t + random.random((n, 1)))) + random.normal(
        0, noise, (n, 24)
    )


@pytest.fixture(scope="module")
def good():
    return evaluate(waves(120, 1), waves(120, 2), seed=1)


def test_rows_as_good_as_real_ones_have_no_verdict_against_them(good):
    assert good["faults"] == []
    assert good["guessing"]
    assert not good["memory"]["memorises"]
    [rough] = good["roughness"]
    assert rough["low"] < rough["generated"] < rough["high"]
    assert good["overlap"] == 0


def test_every_candidate_is_shown_to_every_eye(good):
    assert len({(e["candidate"], e["eye"]) for e in good["eyes"]}) == 12
    for eye in good["eyes"]:
        assert eye["low"] <= eye["accuracy"] <= eye["high"]


def test_smooth_rows_are_told(good):
    found = evaluate(waves(120, 1), waves(120, 2, noise=0), seed=1)
    assert "roughness" in {fault["code"] for fault in found["faults"]}
    assert found["roughness"][0]["generated"] < found["roughness"][0]["low"]
    assert found["figures"].keys() == good["figures"].keys()


def test_channels_have_a_roughness_of_their_own():
    real, made = (np.stack([waves(60, 2 * i), waves(60, 2 * i + 1)], axis=2) for i in (1, 2))
    made[:, 1:-1, 1] = (made[:, :-2, 1] + made[:, 1:-1, 1] + made[:, 2:, 1]) / 3
    found = evaluate(real, made, seed=1, recurrent=False)["roughness"]
    assert found[1]["generated"] < found[1]["low"]
    assert found[0]["generated"] > found[0]["low"]


def test_windows_of_one_series_are_judged_in_blocks_of_time():
    series = np.random.default_rng(1).normal(size=260).cumsum()
    windows = np.lib.stride_tricks.sliding_window_view(series, 20).copy()
    found = evaluate(windows, windows[::2] + 0.0, seed=1)
    assert found["overlap"] == 1
    real = [e["accuracy"] for e in found["eyes"] if e["candidate"] == "real"]
    assert np.mean(real) == pytest.approx(0.5, abs=0.12)


def test_few_rows_have_no_eyes():
    found = evaluate(waves(12, 1), waves(12, 2), seed=1)
    assert found["eyes"] == []
