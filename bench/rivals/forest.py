"""arfpy: adversarial random forests in Python, by the authors of arf."""

import numpy as np
import pandas as pd
import protocol
from arfpy import arf


def fit(rows, kind, seed, budget):
    np.random.seed(seed)
    frame = pd.DataFrame(rows.reshape(len(rows), -1)).rename(columns=lambda j: f"v{j}")
    model = arf.arf(x=frame, verbose=False, random_state=seed, n_jobs=1)
    model.forde()
    return (model, frame.columns), ""


def draw(fitted, n, seed):
    np.random.seed(seed)
    model, columns = fitted
    return model.forge(n=n)[columns].to_numpy()


if __name__ == "__main__":
    protocol.serve(fit, draw)
