"""A baseline: a normal distribution of shrunk covariance (Ledoit and Wolf 2004)."""

import numpy as np
import protocol
from sklearn.covariance import LedoitWolf


def fit(rows, kind, seed, budget):
    flat = rows.reshape(len(rows), -1)
    scale = flat.std(axis=0) + 1e-12
    centre = flat.mean(axis=0)
    covariance = LedoitWolf().fit((flat - centre) / scale).covariance_
    values, axes = np.linalg.eigh(covariance)
    return (centre, scale, axes * np.sqrt(np.maximum(values, 0))), ""


def draw(model, n, seed):
    centre, scale, root = model
    return centre + scale * (np.random.default_rng([seed, 2]).standard_normal((n, len(centre))) @ root.T)


if __name__ == "__main__":
    protocol.serve(fit, draw)
