"""The cheap ways to get new rows that a GAN should beat."""

import numpy as np

from .. import rng
from ..encoding.pca import principal_axes


def gaussian(rows, n, seed=0):
    """``n`` rows from (functional) principal components with independent normal scores: a normal distribution.

    Mean, components and variances are those of ``rows``, (n, d); all components are kept. Source: Ramsay and Silverman
    2005, Functional Data Analysis, chapter 8.
    """
    centre = rows.mean(axis=0)
    variances, axes = principal_axes(rows - centre)
    scores = rng.stream(seed, "gaussian").standard_normal((n, len(variances)))
    return centre + (scores * np.sqrt(variances * len(rows) / max(1, len(rows) - 1))) @ axes


def bootstrap(rows, n, seed=0):
    """``n`` of the rows themselves, drawn with replacement: real in everything, new in nothing."""
    return rows[rng.stream(seed, "bootstrap").integers(len(rows), size=n)]
