"""copulas: normal columns, or columns of whatever distribution fits best, joined by a normal copula."""

import sys
import warnings

import numpy as np
import pandas as pd
import protocol
from copulas.multivariate import GaussianMultivariate
from copulas.univariate import GaussianUnivariate

warnings.filterwarnings("ignore")


def fit(rows, kind, seed, budget):
    np.random.seed(seed)
    frame = pd.DataFrame(rows.reshape(len(rows), -1)).rename(columns=str)
    model = GaussianMultivariate(distribution=GaussianUnivariate) if NORMAL else GaussianMultivariate()
    model.fit(frame)
    return (model, frame.columns), ""


def draw(fitted, n, seed):
    model, columns = fitted
    model.set_random_state(seed)
    return model.sample(n)[columns].to_numpy()


if __name__ == "__main__":
    NORMAL = "normal" in sys.argv[3:]
    protocol.serve(fit, draw)
