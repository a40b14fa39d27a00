"""A baseline: the centres of groups of rows, drawn by their shares, and normal noise of the size of what is left."""

import numpy as np
import protocol
from sklearn.cluster import HDBSCAN
from sklearn.decomposition import PCA

COMPONENTS = 10  # that groups are looked for in, where rows are longer


def groups(flat):
    """The group of each row: clusters by density (HDBSCAN), what belongs to none in that of its nearest centre."""

    n, size = flat.shape
    seen = (flat - flat.mean(axis=0)) / (flat.std(axis=0) + 1e-12)
    if size > COMPONENTS:
        seen = PCA(min(COMPONENTS, n - 1), random_state=0).fit_transform(seen)
    label = HDBSCAN(min_cluster_size=min(30, max(5, n // 20)), min_samples=5, copy=True).fit_predict(seen)
    if label.max() < 0:
        return np.zeros(n, int)
    centres = np.array([seen[label == k].mean(axis=0) for k in range(label.max() + 1)])
    away = ((seen[:, None] - centres) ** 2).sum(axis=2)
    return np.where(label < 0, away.argmin(axis=1), label)


def fit(rows, kind, seed, budget):
    flat = rows.reshape(len(rows), -1)
    label = groups(flat)
    centres = np.array([flat[label == k].mean(axis=0) for k in range(label.max() + 1)])
    left = flat - centres[label]
    return (centres, np.bincount(label) / len(label), left.std(axis=0)), f"{len(centres)} groups"


def draw(model, n, seed):
    centres, shares, size = model
    random = np.random.default_rng([seed, 1])
    which = random.choice(len(centres), n, p=shares)
    return centres[which] + size * random.standard_normal((n, centres.shape[1]))


if __name__ == "__main__":
    protocol.serve(fit, draw)
