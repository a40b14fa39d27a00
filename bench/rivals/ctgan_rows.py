"""ctgan: CTGAN and TVAE at their defaults."""

import sys
import warnings

import ctgan
import numpy as np
import pandas as pd
import protocol
import torch

warnings.filterwarnings("ignore")
EPOCHS = 300


def fit(rows, kind, seed, budget):
    torch.set_num_threads(1)
    torch.manual_seed(seed)
    np.random.seed(seed)
    frame = pd.DataFrame(rows.reshape(len(rows), -1)).rename(columns=lambda j: f"v{j}")

    def train(epochs):
        model = getattr(ctgan, sys.argv[3])(epochs=epochs, enable_gpu=False)
        model.fit(frame)
        return model

    epochs, note = protocol.epochs_within(budget, EPOCHS, train)
    return train(epochs), note


def draw(model, n, seed):
    torch.manual_seed(seed)
    np.random.seed(seed)
    return model.sample(n).to_numpy()


if __name__ == "__main__":
    protocol.serve(fit, draw)
