"""Models that predict a column, or the next value, beside models fitted by hand."""

import numpy as np
import pytest
from rgan.metrics.predictors import Classifier, NextValue, Regressor, predictor_of_column


@pytest.fixture
def random():
    return np.random.default_rng(5)


def test_a_next_value_is_predicted_as_by_least_squares(random):
    from sklearn.linear_model import LinearRegression

    units = np.array([1.0, 1000.0])
    train, test = units * random.normal(size=(30, 30, 2)).cumsum(axis=1), units * random.normal(size=(25, 30, 2))

    def lagged(x):
        before = np.concatenate([x[:, t - 10 : t].reshape(len(x), -1) for t in range(10, 30)])
        return before, np.concatenate([x[:, t] for t in range(10, 30)])

    (inputs, following), (tried, expected) = lagged(train), lagged(test)
    by_hand = np.abs(LinearRegression().fit(inputs, following).predict(tried) - expected).mean(axis=0)
    model = NextValue(train)
    np.testing.assert_allclose(model.errors(train, test), by_hand, rtol=1e-3)
    no_change = np.abs(np.diff(test, axis=1)[:, 9:]).mean(axis=(0, 1))
    np.testing.assert_allclose(model.guess(train, test), no_change)


def test_rows_of_two_points_and_of_many_channels_are_predicted(random):
    for shape, lags in [((30, 2, 1), 1), ((30, 5, 150), 2), ((30, 30, 4), 6)]:
        curves = random.normal(size=shape)
        assert NextValue(curves).lags == lags
        assert len(NextValue(curves).errors(curves, curves)) == shape[2]


def test_columns_of_few_values_are_classified(random):
    few, rare = np.arange(60) % 3, np.where(np.arange(60) < 2, 1, 0)
    rows = np.column_stack([few, rare, random.normal(size=60)])
    assert [predictor_of_column(rows, j)[0] for j in range(3)] == ["classification", "regression", "regression"]


def test_a_generated_value_counts_as_the_nearest_and_a_single_one_is_predicted_throughout(random):
    x = random.normal(size=200)
    rows = np.column_stack([x, 5.0 * (x > 0)])
    near = rows + np.array([0.0, 0.8]) * random.uniform(-1, 1, (200, 2))
    model = Classifier(1, np.array([0.0, 5.0]))
    assert model.errors(near, rows) == model.errors(rows, rows)
    assert model.errors(rows, rows)[0] < 0.03
    assert model.errors(np.column_stack([x, np.full(200, 0.1)]), rows) == [(x > 0).mean()]
    assert model.guess(rows[x > 0], rows) == [(x <= 0).mean()]


def test_a_regression_knows_a_curve_and_a_guess_only_the_median(random):
    x = random.uniform(-1, 1, 400)
    rows = np.column_stack([x, 100 * x**2])
    model = Regressor(1)
    assert model.errors(rows[:200], rows[200:])[0] < 4
    assert model.guess(rows[:200], rows[200:]) == [np.abs(rows[200:, 1] - np.median(rows[:200, 1])).mean()]
