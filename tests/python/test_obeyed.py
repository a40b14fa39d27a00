"""Whether rows are what they were to be, told by models of real rows."""

import numpy as np
import pytest
from rgan.metrics import evaluate
from rgan.metrics.obeyed import obeyed


def rows(n, seed):
    random = np.random.default_rng(seed)
    told = np.column_stack([random.integers(0, 2, n), random.uniform(0, 1, n)])
    return np.column_stack([6 * told[:, 0] + random.normal(size=n), 5 * told[:, 1] + 0.1 * random.normal(size=n)]), told


def test_rows_that_obey_are_as_good_as_real_ones_and_others_are_not():
    (real, told), (made, asked) = rows(300, 1), rows(200, 2)
    whole, of_none, of_one, number = obeyed(real, made, told, asked, [2, 0])
    assert (whole["condition"], whole["level"], whole["rows"]) == (0, None, 200)
    assert whole["generated"] > 0.95 and whole["real"] > 0.95 and whole["guess"] < 0.6
    assert of_none["level"] == 0 and of_one["level"] == 1 and of_none["rows"] + of_one["rows"] == 200
    assert number["generated"] < 2 * number["real"] < number["guess"]
    wrong = obeyed(real, made, told, asked[::-1], [2, 0])
    assert wrong[0]["generated"] < 0.7
    assert wrong[3]["generated"] > 0.2


def test_of_few_rows_nothing_is_said():
    real, told = rows(8, 1)
    assert obeyed(real, real, told, told, [2, 0]) == []


def test_the_judge_tells_of_conditions_where_there_are_any():
    (real, told), (made, asked) = rows(100, 1), rows(100, 2)
    columns = [{"type": "category", "levels": 2}, {"type": "number"}]
    found = evaluate(real, made, kind="table", told=(told, asked, columns))["conditions"]
    assert [f["condition"] for f in found] == [0, 0, 0, 1]
    assert found[0]["generated"] == pytest.approx(1, abs=0.05)
    assert evaluate(real, made, kind="table")["conditions"] == []
