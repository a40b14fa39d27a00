"""What generated rows are good for: models are trained on them and tried on real rows, beside models of real rows.

Of a table a column is predicted from the others, of waves and series each next value of a channel from those before.
Source: train on synthetic, test on real, Esteban et al. 2017 (arXiv 1706.02633).
"""

from dataclasses import dataclass

import numpy as np

from .. import rng
from ..errors import DataError
from ..interrupts import pause
from .overlap import overlap
from .predictors import NextValue, predictor_of_column

N_REPEATS = 10
MAX_ROWS = 2000  # rows that a model is trained on, and rows that it is tried on
MAX_VALUES = 1_000_000  # fewer rows where they are long
MIN_ROWS = 20  # of fewer real or generated rows nothing is said
N_BLOCKS = 10  # of time, where rows overlap
QUANTILE = 2.262  # of Student's t of 9 degrees of freedom: 95 %
# Repeats share rows, so that their mean varies by more than a tenth of their variance: by so much, as measured on
# tables, waves and series of 60 to 1000 rows that are as good as real ones. (At most 1: Nadeau and Bengio 2003.)
SHARED = 0.4


@dataclass(frozen=True)
class Split:
    """One way to split: numbers of the rows tried on, and of real and generated rows trained on, equally many."""

    test: np.ndarray
    real: np.ndarray
    generated: np.ndarray


def prediction_errors(real, generated, holdout=None, kind="table", targets=None, seed=0, levels=None):
    """Errors on real rows of models trained on generated rows, and of the same models trained on real rows.

    Every repeat trains on a random half of the rows and tries on the other half of the real ones, or on a half of
    ``holdout``; windows of one series are split into blocks of time.

    Parameters
    ----------
    real, generated, holdout : array, shape (n, ...)
        In the units of the data; windows of one series in the order of time.
    kind : str
        'table', 'waves' or 'series'; of images nothing is predicted.
    targets : sequence of int, optional
        Columns of a table, from 0, that are predicted. Every channel of waves and series is.
    seed : int
        Decides the splits.
    levels : array of int, optional
        Of columns that are categories, 0 for numbers.

    Returns
    -------
    list of dict
        Empty for fewer than 20 rows, or rows of one point. For each target: "target"; "task": "classification" (errors
        are the share of rows of which another value is predicted), "regression" or "next" (mean absolute errors in the
        units of the column); "generated" and "real", the errors by what was trained on; "low" and "high", where
        "generated" is at least 95 times in 100 if generated rows are as good as real ones; "guess", the error without
        a model: of the most frequent value, the median, no change.

    Raises
    ------
    DataError
        Fewer than 20 real or generated rows where targets are given.
    """
    if min(len(real), len(generated)) < MIN_ROWS:
        if targets is None:
            return []
        raise DataError(
            f"Predicting columns needs at least {MIN_ROWS} real and as many generated rows, not {len(real)} and "
            f"{len(generated)}."
        )
    holdout = None if holdout is None or len(holdout) < MIN_ROWS else holdout
    if kind == "table":
        category = np.zeros(real.shape[1], bool) if levels is None else np.asarray(levels) > 0
        predict = [
            (int(j), *predictor_of_column(real, int(j), category[int(j)])) for j in (() if targets is None else targets)
        ]
        blocks = False
    elif kind in ("waves", "series") and real.shape[1] > 1:
        real, generated, holdout = (None if x is None else _curves(x) for x in (real, generated, holdout))
        blocks = overlap(real) > 0
        predict = [(None, "next", NextValue(real))]
    else:
        predict = []
    splits = [split_halves(real, generated, holdout, seed, i, blocks) for i in range(N_REPEATS if predict else 0)]
    return [
        row for target, task, model in predict
        for row in _summary(target, task, _errors(model, splits, real, generated, holdout))
    ]  # fmt: skip


def _curves(x):
    return np.asarray(x, dtype=np.float64).reshape(len(x), x.shape[1], -1)


def split_halves(real, generated, holdout, seed, number, blocks):
    """The halves of one repeat, at random; ``blocks``: real rows come in the order of time and overlap."""
    random = rng.stream(seed, f"utility/{number}")
    first, second = _halves(len(real), random, blocks)
    made, _ = _halves(len(generated), random, False)
    test = second if holdout is None else _halves(len(holdout), random, blocks)[0]
    limit = min(MAX_ROWS, max(MIN_ROWS, MAX_VALUES // real[0].size))
    size = min(len(first), len(made), limit)
    return Split(test[:limit], first[:size], made[:size])


def _halves(n, random, blocks):
    """Two halves of row numbers in a random order; of rows in the order of time each is made of whole blocks."""
    order = random.permutation(n)
    if not blocks:
        return order[: n // 2], order[n // 2 :]
    first = np.isin(np.arange(n) * N_BLOCKS // n, random.permutation(N_BLOCKS)[: N_BLOCKS // 2])
    return order[first[order]], order[~first[order]]


def _errors(model, splits, real, generated, holdout):
    """Errors of each repeat: array of shape (repeats, 3, targets), by generated rows, by real rows, without a model."""
    from threadpoolctl import threadpool_limits  # noqa: PLC0415 - scikit-learn needs it, too

    errors = []
    # Threads that wait for one another on a busy machine make boosting a hundred times slower.
    with threadpool_limits(1):
        for split in splits:
            pause()
            test = (real if holdout is None else holdout)[split.test]
            trained = real[split.real]
            by_generated = model.errors(generated[split.generated], test)
            errors.append([by_generated, model.errors(trained, test), model.guess(trained, test)])
    return np.array(errors)


def _summary(target, task, errors):
    """Means over the repeats, and where that of generated rows would be if they were as good as real ones."""
    means = errors.mean(axis=0)
    spread = QUANTILE * np.sqrt(SHARED * (errors[:, 0] - errors[:, 1]).var(axis=0, ddof=1))
    return [
        {
            "target": j if target is None else target, "task": task, "generated": float(means[0, j]),
            "real": float(means[1, j]), "low": float(max(0, means[1, j] - spread[j])),
            "high": float(means[1, j] + spread[j]), "guess": float(means[2, j]),
        }
        for j in range(means.shape[1])
    ]  # fmt: skip
