"""`rgan.metrics.eyes`: what one classifier does not see another does, and clean rows are guessed."""

import numpy as np
import pytest
from rgan.metrics import eyes


def accuracies(real, made, curves=None, **settings):
    found = eyes.look(real, made, curves, 1, **settings)
    return {eye: found[eye][0] / found[eye][1] for eye in eyes.EYES}, found


@pytest.fixture
def random():
    return np.random.default_rng(1)


def test_rows_of_the_same_kind_are_guessed(random):
    told = eyes.tell_apart(
        [{name: (random.normal(size=(100, 4)), random.normal(size=(100, 4))) for name in ("generated", "real")}],
        None,
        1,
    )
    assert told["guessing"]
    assert {(e["candidate"], e["eye"]) for e in told["eyes"]} == {
        (name, eye) for name in ("generated", "real") for eye in eyes.EYES
    }
    for eye in told["eyes"]:
        assert eye["low"] < 0.5 < eye["high"]


def test_boosting_sees_zeros_that_are_not_zero(random):
    real = np.where(random.random((200, 3)) < 0.9, 0, random.exponential(1, (200, 3)))
    made = real[::-1] + random.normal(0, 0.01, (200, 3))
    accuracy, found = accuracies(real, made, reasons=True)
    assert accuracy["boosting"] > 0.9 > accuracy["components"]
    assert found["reasons"][0]["loss"] > 0.01


def test_boosting_names_the_column_that_gave_rows_away(random):
    real, made = random.normal(size=(200, 5)), random.normal(size=(200, 5))
    made[:, 3] = np.abs(made[:, 3])
    _, found = accuracies(real, made, reasons=True)
    assert found["reasons"][0]["column"] == 3
    assert found["reasons"][0]["position"] is None


def test_boosting_sees_steps(random):
    real, made = (random.normal(0, 100, (200, 1)) + random.normal(size=(200, 12)).cumsum(axis=1) for _ in range(2))
    made[:, 7:] += 3
    accuracy, found = accuracies(real, made, curves=(12, 1), reasons=True)
    assert accuracy["boosting"] > 0.85
    assert found["reasons"][0] == pytest.approx({"column": 0, "position": 6, "step": True, "loss": 0.4}, abs=0.2)


def test_components_see_what_is_too_narrow(random):
    accuracy, _ = accuracies(random.normal(size=(200, 40)), 0.7 * random.normal(size=(200, 40)))
    assert accuracy["components"] > 0.8


def test_neighbours_see_repeated_rows(random):
    real = random.normal(size=(200, 10))
    accuracy, _ = accuracies(real, random.normal(size=(20, 10))[np.arange(200) % 20])
    assert accuracy["neighbours"] > 0.8


def test_overlapping_windows_are_not_known_by_their_neighbours(random):
    series = random.normal(size=700).cumsum()
    windows = np.lib.stride_tricks.sliding_window_view(series, 20)[:600]
    fresh = random.normal(size=(600, 20)).cumsum(axis=1) + random.choice(series, (600, 1))
    told, _ = accuracies(windows, fresh, curves=(20, 1))
    in_blocks, _ = accuracies(windows, fresh, curves=(20, 1), blocks=True)
    assert told["neighbours"] > 0.6
    assert in_blocks["neighbours"] < 0.56


def test_few_rows_are_not_judged():
    assert eyes.look(np.zeros((9, 2)), np.zeros((9, 2)), None, 1) == {}


def test_an_interval_gets_narrower_with_the_rows():
    accuracy, low, high = eyes.interval(60, 100)
    assert accuracy == 0.6
    assert low < 0.5 < high
    assert eyes.interval(600, 1000)[1] > 0.5
