"""Whether generated rows are what they were to be: models learn conditions from real rows, and are asked of generated.

Of a category the share of rows that are taken for it, of a number the mean absolute error, each beside the same of real
rows that the model was not fitted to.
"""

import numpy as np

from .. import rng
from ..interrupts import pause, uninterruptible
from .classifier import principal_scores

N_FOLDS = 5
MAX_ROWS = 2000
TREES = {"n_estimators": 60, "min_samples_leaf": 2}
MIN_ROWS = 2 * N_FOLDS


@uninterruptible
def obeyed(real, generated, told, asked, levels, seed=0):
    """How well generated rows obey each condition.

    Parameters
    ----------
    real, generated : array, shape (n, d) and (m, d)
        Scaled rows.
    told, asked : array, shape (n, q) and (m, q)
        Their conditions; categories are codes from 0.
    levels : array of int, shape (q,)
        How many levels a condition has; 0 for numbers.
    seed : int
        Decides folds and trees.

    Returns
    -------
    list of dict
        "condition", its number; "level" (None for all rows); "rows", how many generated ones; "generated" and "real",
        the share of rows that are taken for their category, or the mean absolute error of a number; "guess", the same
        without a model. Empty for too few rows.
    """
    if min(len(real), len(generated)) < MIN_ROWS:
        return []
    some = [rng.some_rows(len(x), MAX_ROWS, seed, f"obeyed/{i}") for i, x in enumerate((real, generated))]
    scores = principal_scores(np.concatenate([real[some[0]], generated[some[1]]]))
    of_real, made = scores[: len(some[0])], scores[len(some[0]) :]
    found = []
    for j, count in enumerate(levels):
        pause()
        y, wanted = told[some[0], j], asked[some[1], j]
        found += _category(of_real, made, y, wanted, j, seed) if count else [_number(of_real, made, y, wanted, j, seed)]
    return found


def _category(real, made, y, wanted, j, seed):
    from sklearn.ensemble import ExtraTreesClassifier  # noqa: PLC0415 - takes a second to import

    right, right_real = _predicted(ExtraTreesClassifier, real, made, y, wanted, seed, lambda a, b: a == b)
    frequent = np.bincount(y.astype(int)).argmax()
    rows = [(None, np.full(len(wanted), True), np.full(len(y), True))]
    rows += [(int(level), wanted == level, y == level) for level in np.unique(y)]
    return [
        {
            "condition": j, "level": level, "rows": int(at.sum()),
            "generated": float(right[at].mean()) if at.any() else float("nan"),
            "real": float(right_real[there].mean()), "guess": float((y[there] == frequent).mean()),
        }
        for level, at, there in rows
    ]  # fmt: skip


def _number(real, made, y, wanted, j, seed):
    from sklearn.ensemble import ExtraTreesRegressor  # noqa: PLC0415

    off, off_real = _predicted(ExtraTreesRegressor, real, made, y, wanted, seed, lambda a, b: np.abs(a - b))
    guess = float(np.abs(y - np.median(y)).mean())
    means = {"generated": float(off.mean()), "real": float(off_real.mean()), "guess": guess}
    return {"condition": j, "level": None, "rows": len(wanted)} | means


def _predicted(model, real, made, y, wanted, seed, compare):
    """What models of the folds say of generated rows, on average, and of real rows that they were not fitted to."""
    fold = rng.stream(seed, "obeyed/folds").permutation(np.arange(len(y)) % N_FOLDS)
    of_made, of_real = np.zeros(len(wanted)), np.zeros(len(y))
    for i in range(N_FOLDS):
        fitted = model(random_state=rng.integer(seed, "obeyed"), **TREES).fit(real[fold != i], y[fold != i])
        of_made += compare(fitted.predict(made), wanted) / N_FOLDS
        of_real[fold == i] = compare(fitted.predict(real[fold == i]), y[fold == i])
    return of_made, of_real
