"""`rgan.metrics.steps`: features of curves against what is known of them."""

import numpy as np
import pytest
from rgan.metrics.steps import channel_features, usual_step


def test_features_of_a_sinusoid_and_of_noise():
    t = np.arange(200) / 200
    smooth = np.sin(2 * np.pi * 3 * t)[None]
    noise = np.random.default_rng(1).normal(size=(1, 200))
    a, b = channel_features(smooth), channel_features(noise)
    assert a["power_low"][0] == pytest.approx(1)
    assert a["autocorrelation"][0] > 0.98
    assert a["step_autocorrelation"][0] > 0.98
    assert a["variation"][0] == pytest.approx(np.sqrt(0.5))
    assert b["roughness"][0] == pytest.approx(np.sqrt(6), rel=0.2)
    assert b["step_autocorrelation"][0] == pytest.approx(-0.5, abs=0.15)
    assert sum(b[name][0] for name in ("power_low", "power_middle", "power_high")) == pytest.approx(1, abs=0.05)


def test_features_of_a_staircase():
    curve = np.repeat([0.0, 1, 3, 2, 9], 4)[None]
    features = {name: values[0] for name, values in channel_features(curve).items()}
    assert features["step_zeros"] == pytest.approx(15 / 19)
    assert features["step_falls"] == pytest.approx(1 / 19)
    assert (features["lowest"], features["highest"], features["change"]) == (0, 9, 9)
    assert features["step_largest"] == 7
    assert features["step_skewness"] > 0
    assert features["edge_start"] == 0


def test_falls_by_rounding_do_not_count():
    curve = np.cumsum(np.ones((1, 20)), axis=1)
    curve[0, 10] = curve[0, 9] - 1e-12
    assert channel_features(curve, usual_step(curve))["step_falls"][0] == 0


def test_short_and_flat_curves():
    assert set(channel_features(np.zeros((2, 3)))) == {"level", "lowest", "highest", "change"}
    assert all(np.isfinite(values).all() for values in channel_features(np.zeros((2, 9))).values())
    assert usual_step(np.zeros((2, 1))) == 0
