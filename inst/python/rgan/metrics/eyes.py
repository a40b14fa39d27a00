"""Three classifiers of different eyes that try to tell generated from real rows, with intervals, floors and reasons.

"boosting" sees values and steps one by one, and where they are cut: zeros, bounds, levels, steps. "components" sees
sizes and squares on the principal components: spread, smoothness, correlations. "neighbours" sees crowds and gaps.
Source: classifier two-sample tests, Lopez-Paz and Oquab 2017 (arXiv 1610.06545).
"""

import warnings
from dataclasses import dataclass

import numpy as np

from .. import rng
from ..encoding.pca import principal_axes
from ..interrupts import pause
from .neighbours import squared_distances

EYES = ("boosting", "components", "neighbours")
N_FOLDS = 5
MAX_INPUTS = 60  # values, and as many steps, that boosting sees; of more, so many evenly spaced ones
MAX_COMPONENTS = 60
N_NEIGHBOURS = 5
BOOSTING = {
    "max_iter": 30, "learning_rate": 0.25, "max_leaf_nodes": 12, "min_samples_leaf": 8, "l2_regularization": 1.0,
    "early_stopping": False,
}  # fmt: skip
FEW_INPUTS, MANY_BINS, FEW_BINS = 40, 255, 63  # of many inputs fewer cuts are tried, which takes a quarter of the time
SURE = 2.575829  # standard errors on each side: 99 %
# Predictions of folds that share rows spread more than coin tosses: by so much in variance, as measured.
DEPENDENCE = 1.4
N_REASONS = 3
AT_ONCE = 16  # inputs that are permuted in one go


@dataclass(frozen=True)
class Rows:
    """Rows of both kinds as the eyes see them.

    Attributes
    ----------
    values : array, shape (n, d)
        Scaled.
    steps : array, shape (n, e)
        First differences over time; no columns where there is no time.
    label : array of int, shape (n,)
        1 for generated rows.
    fold : array of int, shape (n,)
    """

    values: np.ndarray
    steps: np.ndarray
    label: np.ndarray
    fold: np.ndarray


def look(real, generated, curves, seed, blocks=False, reasons=False):
    """How well each eye tells equally many generated and real rows apart.

    Parameters
    ----------
    real, generated : array, shape (n, d)
        Scaled rows.
    curves : tuple of int or None
        (time, channels) of a row, where rows are curves.
    seed : int
        Decides folds.
    blocks : bool
        Whether real rows come in the order of time and overlap: then folds are blocks of time, and levels are left out.
    reasons : bool
        Whether to ask the boosting what gave rows away.

    Returns
    -------
    dict
        Eye -> (right, of how many rows) of the predictions on rows that it was not fitted to; "reasons" -> list of
        (column or None, point of time or None, whether a step, loss of accuracy).
    """
    from threadpoolctl import threadpool_limits  # noqa: PLC0415 - scikit-learn needs it, too

    if len(real) < 2 * N_FOLDS:
        return {}
    rows = _rows(real, generated, curves, seed, blocks)
    # Threads that wait for one another on a busy machine make boosting a hundred times slower.
    with threadpool_limits(1):
        return _folds(rows, curves, seed, reasons)


def _folds(rows, curves, seed, reasons):
    right = {eye: [] for eye in EYES}
    losses = 0.0
    for fold in range(N_FOLDS):
        pause()
        train, test = rows.fold != fold, rows.fold == fold
        model, inputs = _boosting(rows, train, rng.integer(seed, "boosting"))
        right["boosting"].append(model.predict(inputs[test]) == rows.label[test])
        right["components"].append(_components(rows, train, test))
        right["neighbours"].append(_neighbours(rows, train, test))
        if reasons:
            random = rng.stream(seed, f"evaluate/reasons/{fold}")
            losses = losses + _losses(model, inputs[test], rows.label[test], random)
    found = {eye: (int(sum(r.sum() for r in all_right)), len(rows.label)) for eye, all_right in right.items()}
    return found | ({"reasons": _reasons(losses / N_FOLDS, rows, curves)} if reasons else {})


def _rows(real, generated, curves, seed, blocks):
    size = len(real)
    both = np.concatenate([real, generated])
    steps = np.zeros((2 * size, 0))
    if curves is not None:
        shaped = both.reshape(2 * size, *curves)
        if blocks:
            shaped = shaped - shaped.mean(axis=1, keepdims=True)
            both = shaped.reshape(2 * size, -1)
        steps = np.diff(shaped, axis=1).reshape(2 * size, -1)
    even = np.arange(size) * N_FOLDS // size
    mixed = [rng.stream(seed, f"evaluate/folds/{i}").permutation(even) for i in range(2)]
    return Rows(both, steps, np.repeat([0, 1], size), np.concatenate([even, even] if blocks else mixed))


def _inputs(rows):
    """(values and steps that boosting sees, their numbers)."""
    values, steps = (_spread(x.shape[1]) for x in (rows.values, rows.steps))
    return np.concatenate([rows.values[:, values], rows.steps[:, steps]], axis=1), values, steps


def _spread(count):
    return np.unique(np.linspace(0, count - 1, min(count, MAX_INPUTS)).astype(int)) if count else np.zeros(0, int)


def _boosting(rows, train, seed):
    from sklearn.ensemble import HistGradientBoostingClassifier  # noqa: PLC0415 - takes a second to import

    inputs, _, _ = _inputs(rows)
    bins = MANY_BINS if inputs.shape[1] <= FEW_INPUTS else FEW_BINS
    model = HistGradientBoostingClassifier(random_state=seed, max_bins=bins, **BOOSTING)
    return model.fit(inputs[train], rows.label[train]), inputs


def _components(rows, train, test):
    """Logistic regression on standardised principal coefficients and their squares."""
    from sklearn.linear_model import LogisticRegression  # noqa: PLC0415

    centre = rows.values[train].mean(axis=0)
    variances, axes = principal_axes(rows.values[train] - centre)
    kept = np.flatnonzero(variances > 1e-10 * variances[0])[:MAX_COMPONENTS]
    if not variances[0] > 0:
        return np.full(test.sum(), 0.5)
    scores = (rows.values - centre) @ axes[kept].T / np.sqrt(variances[kept])
    # A few wild rows would be all that is seen.
    scores = np.clip(scores, -8, 8)
    inputs = np.concatenate([scores, np.square(scores)], axis=1)
    inputs /= inputs[train].std(axis=0) + 1e-12
    with warnings.catch_warnings():
        # Rows that hardly vary make the problem ill-conditioned, which scikit-learn tells and then solves otherwise.
        warnings.simplefilter("ignore")
        model = LogisticRegression(C=0.1, solver="newton-cholesky", max_iter=30).fit(inputs[train], rows.label[train])
    return model.predict(inputs[test]) == rows.label[test]


def _neighbours(rows, train, test):
    """The kind of most of the five nearest rows."""
    distances = squared_distances(rows.values[test], rows.values[train])
    nearest = np.argpartition(distances, N_NEIGHBOURS - 1, axis=1)[:, :N_NEIGHBOURS]
    generated = rows.label[train][nearest].mean(axis=1) > 0.5
    return generated == rows.label[test]


def _losses(model, inputs, label, random):
    """Accuracy lost where one input has been permuted among the rows: Breiman's permutation importance."""
    n, count = inputs.shape
    right = (model.predict(inputs) == label).mean()
    losses = np.zeros(count)
    for some in np.array_split(np.arange(count), -(-count // AT_ONCE)):
        mixed = np.tile(inputs, (len(some), 1))
        for i, j in enumerate(some):
            mixed[i * n : (i + 1) * n, j] = random.permutation(inputs[:, j])
        losses[some] = right - (model.predict(mixed).reshape(-1, n) == label).mean(axis=1)
    return losses


def _reasons(losses, rows, curves):
    _, values, steps = _inputs(rows)
    reasons = []
    for j in np.argsort(-losses, kind="stable")[:N_REASONS]:
        step = j >= len(values)
        number = int(steps[j - len(values)] if step else values[j])
        channels = 1 if curves is None else curves[1]
        column, time = (number, None) if curves is None else (number % channels, number // channels)
        if losses[j] > 0.005:
            reasons.append({"column": column, "position": time, "step": bool(step), "loss": float(losses[j])})
    return reasons


def interval(right, of):
    """(accuracy, low, high): Wilson's interval of 99 % for predictions of cross-validation."""
    share, z, count = right / of, SURE, of / DEPENDENCE
    centre = (share + z**2 / (2 * count)) / (1 + z**2 / count)
    half = z * np.sqrt(share * (1 - share) / count + z**2 / (4 * count**2)) / (1 + z**2 / count)
    return share, max(0.0, centre - half), min(1.0, centre + half)


def tell_apart(splits, curves, seed, blocks=False):
    """What the eyes reach on each candidate.

    Parameters
    ----------
    splits : list of dict
        Ways to split: candidate -> (real rows to compare with, rows of the candidate), equally many.
    curves, seed, blocks
        See `look`.

    Returns
    -------
    dict
        ``eyes``: list of dicts "candidate", "eye", "accuracy", "low" and "high" (99 %); ``reasons``: see `look`, of the
        generated rows; ``guessing``: whether no eye tells generated rows more often than guessing, or than real rows
        from real ones.
    """
    counts, reasons = {}, []
    for number, split in enumerate(splits):
        for candidate, (real, rows) in split.items():
            asked = candidate == "generated" and number == 0
            found = look(real, rows, curves, rng.integer(seed, f"eyes/{number}"), blocks, asked)
            reasons = found.pop("reasons", reasons)
            for eye, (right, of) in found.items():
                before = counts.get((candidate, eye), (0, 0))
                counts[candidate, eye] = (before[0] + right, before[1] + of)
    eyes = [
        dict(zip(("candidate", "eye", "accuracy", "low", "high"), (*key, *interval(*count)), strict=True))
        for key, count in counts.items()
    ]
    return {"eyes": eyes, "reasons": reasons, "guessing": _guessing(eyes)}


def _guessing(eyes):
    of = {(e["candidate"], e["eye"]): e for e in eyes}
    return all(
        of["generated", eye]["low"] <= max(0.5, of["real", eye]["accuracy"]) for eye in EYES if ("generated", eye) in of
    )
