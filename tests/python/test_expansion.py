"""The judge sees categories as categories: shares of levels, and distances that do not hang on codes."""

import numpy as np
import pytest
from rgan.metrics import evaluate, nearest_rows
from rgan.metrics.expansion import Expansion, hardened, level_events

COLUMNS = [{"type": "number"}, {"type": "category", "levels": 3}]


def rows(n, shares, seed):
    random = np.random.default_rng(seed)
    return np.column_stack([random.normal(size=n), random.choice(3, n, p=shares)]).astype(float)


def test_every_level_has_a_number_and_two_levels_are_two_apart():
    x = np.array([[0.5, 2], [1.5, 0]])
    expansion = Expansion([0, 3])
    expanded = expansion.expand(x)
    assert expanded.tolist() == [[0.5, 0, 0, 1], [1.5, 1, 0, 0]]
    assert expansion.owner.tolist() == [0, 1, 1, 1]
    assert expansion.blocks == ((1, 3),)
    scaled = expansion.encoder(expanded).standardise(expanded)
    assert np.square(scaled[0, 1:] - scaled[1, 1:]).sum() == 2
    assert hardened(np.array([[1, 0.2, 0.5, 0.1]]), expansion.blocks).tolist() == [[1, 0, 1, 0]]


def test_shares_of_levels_are_events():
    events = level_events(np.repeat([0.0, 1.0], 50), np.repeat([0.0, 1.0], [90, 10]), 2)
    assert [event.value for event in events] == [0, 1]
    assert events[0].severity == pytest.approx(0.4)
    assert max(event.chance for event in events) < 1e-6


def test_a_wrong_share_is_a_plain_fault_and_a_right_one_is_none():
    real, good, bad = rows(300, (0.5, 0.3, 0.2), 1), rows(300, (0.5, 0.3, 0.2), 2), rows(300, (0.9, 0.1, 0.0), 3)
    assert not evaluate(real, good, kind="table", columns=COLUMNS)["faults"]
    found = evaluate(real, bad, kind="table", columns=COLUMNS)
    assert (found["faults"][0]["code"], found["faults"][0]["column"]) == ("category", 1)
    assert found["reasons"][0]["column"] == 1
    assert not found["guessing"]
    # Baselines are rows that could be: categories are whole.
    assert found["figures"]["accuracy"]["gaussian"] < 0.8


def test_the_nearest_row_is_of_the_same_category():
    training = np.array([[0.0, 0], [0.0, 2], [5.0, 0]])
    which, distance = nearest_rows(np.array([[0.0, 2], [4.9, 0]]), training, "table", columns=COLUMNS)
    assert which.tolist() == [1, 2]
    assert distance[0] == 0
