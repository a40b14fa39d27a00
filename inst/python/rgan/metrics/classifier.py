"""Whether a classifier can tell generated rows from real ones."""

import numpy as np

from ..encoding.pca import principal_axes

MAX_COMPONENTS = 32  # at most so many principal components are shown to the classifier ...
EXPLAINED_VARIANCE = 0.99  # ... and no more than hold this share of the variance
N_FOLDS = 5


def two_sample_accuracy(real, generated, seed=0, trees=50):
    """Cross-validated accuracy of a classifier that tells generated from real rows, both kinds counting equally.

    Five folds; extremely randomised trees on the first principal components of all rows, up to 99 % of their variance:
    what is seen in the rows counts, not their finest noise, which roughness and spectrum are about. Direction: 0.5 is
    best (the classifier can only guess), 1 says that every row gives itself away. With n rows of each kind, guessing
    spreads by about 0.35 / sqrt(n) around 0.5; below it falls where rows of one kind come twice, once in each sample.
    Source: classifier two-sample test, Lopez-Paz and Oquab 2017 (arXiv 1610.06545).
    """
    # Takes a second or more to import, and training, which uses other parts of this package, does not need it.
    from sklearn.ensemble import ExtraTreesClassifier  # noqa: PLC0415
    from sklearn.model_selection import StratifiedKFold  # noqa: PLC0415

    rows = principal_scores(np.concatenate([real, generated]))
    label = np.repeat([0, 1], [len(real), len(generated)])
    if min(len(real), len(generated)) < N_FOLDS:
        return float("nan")
    right = np.empty(len(rows))
    for train, test in StratifiedKFold(N_FOLDS, shuffle=True, random_state=seed).split(rows, label):
        model = ExtraTreesClassifier(trees, min_samples_leaf=2, class_weight="balanced", random_state=seed)
        right[test] = model.fit(rows[train], label[train]).predict(rows[test]) == label[test]
    return float((right[label == 0].mean() + right[label == 1].mean()) / 2)


def principal_scores(rows):
    """Scores on as many principal components as hold 99 % of the variance, at most 32."""
    centred = rows - rows.mean(axis=0)
    variances, axes = principal_axes(centred)
    explained = np.cumsum(variances)
    count = 1 + int(np.searchsorted(explained, EXPLAINED_VARIANCE * explained[-1]))
    return centred @ axes[: min(count, MAX_COMPONENTS)].T
