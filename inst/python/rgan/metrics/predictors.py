"""Models that predict a column of a table from the others, or the next value of waves and series.

Each has ``errors(train, test)``, the mean errors on rows to try it on when it is trained on others, one for each
target, and ``guess(train, test)``, the errors without a model.
"""

from dataclasses import dataclass

import numpy as np

MAX_CLASSES = 10  # a column of no more different values, each often enough, is classified
ROWS_PER_CLASS = 5
BOOSTING = {
    "max_iter": 60, "learning_rate": 0.15, "max_leaf_nodes": 12, "min_samples_leaf": 8, "l2_regularization": 1.0,
    "max_bins": 63, "early_stopping": False,
}  # fmt: skip
MIN_LAGS, MAX_LAGS, MAX_INPUTS = 2, 10, 24  # points before the one predicted; of many channels fewer
RIDGE = 1e-6


def predictor_of_column(real, j, category=False):
    """(task, model) of a column of a table: "classification" of categories and few values, "regression" of many."""
    values, counts = np.unique(real[:, j], return_counts=True)
    if category or (len(values) <= MAX_CLASSES and counts.min() >= ROWS_PER_CLASS):
        return "classification", Classifier(j, values)
    return "regression", Regressor(j)


@dataclass(frozen=True)
class Regressor:
    """The median of a column, by gradient boosting on the others."""

    column: int

    def errors(self, train, test):
        """Mean absolute error."""
        from sklearn.ensemble import HistGradientBoostingRegressor  # noqa: PLC0415 - takes a second to import

        model = HistGradientBoostingRegressor(loss="absolute_error", random_state=0, **BOOSTING)
        model.fit(np.delete(train, self.column, axis=1), train[:, self.column])
        return [np.abs(model.predict(np.delete(test, self.column, axis=1)) - test[:, self.column]).mean()]

    def guess(self, train, test):
        """That of the median."""
        return [np.abs(np.median(train[:, self.column]) - test[:, self.column]).mean()]


@dataclass(frozen=True)
class Classifier:
    """Which of few values a column has, by gradient boosting on the others; generated ones count as the nearest."""

    column: int
    values: np.ndarray

    def errors(self, train, test):
        """Share of rows of which another value is predicted."""
        from sklearn.ensemble import HistGradientBoostingClassifier  # noqa: PLC0415

        label = self._labels(train)
        if (label == label[0]).all():
            return [(label[0] != self._labels(test)).mean()]
        model = HistGradientBoostingClassifier(random_state=0, **BOOSTING)
        model.fit(np.delete(train, self.column, axis=1), label)
        return [(model.predict(np.delete(test, self.column, axis=1)) != self._labels(test)).mean()]

    def guess(self, train, test):
        """That of the most frequent value."""
        return [(np.bincount(self._labels(train)).argmax() != self._labels(test)).mean()]

    def _labels(self, rows):
        return np.abs(rows[:, [self.column]] - self.values).argmin(axis=1)


class NextValue:
    """The next value of each channel, by ridge regression on the values of all channels at up to ten points before.

    ``real`` are curves, (n, time, channels), that decide how values are scaled.
    """

    def __init__(self, real):
        time, channels = real.shape[1:]
        self.lags = min(max(MIN_LAGS, min(MAX_LAGS, MAX_INPUTS // channels)), time - 1)
        self.centre = real.mean(axis=(0, 1))
        scale = real.std(axis=(0, 1))
        self.scale = np.where(scale > 0, scale, 1.0)

    def errors(self, train, test):
        """Mean absolute error of each channel."""
        inputs, steps = self._lagged(train)
        centre = inputs.mean(axis=0)
        inputs = inputs - centre
        penalty = RIDGE * len(inputs) * np.eye(inputs.shape[1])
        weights = np.linalg.solve(inputs.T @ inputs + penalty, inputs.T @ (steps - steps.mean(axis=0)))
        tried, expected = self._lagged(test)
        return np.abs((tried - centre) @ weights + steps.mean(axis=0) - expected).mean(axis=0) * self.scale

    def guess(self, train, test):
        """Those of the value before."""
        return np.abs(self._lagged(test)[1]).mean(axis=0) * self.scale

    def _lagged(self, curves):
        """(values before, shape (points, lags * channels), steps from the last of them, shape (points, channels))."""
        z = (curves - self.centre) / self.scale
        before = np.lib.stride_tricks.sliding_window_view(z[:, :-1], self.lags, axis=1)
        steps = z[:, self.lags :] - z[:, self.lags - 1 : -1]
        return before.reshape(-1, self.lags * z.shape[2]), steps.reshape(-1, z.shape[2])
