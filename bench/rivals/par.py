"""deepecho: PAR, a recurrent network that predicts the distribution of each next value."""

import warnings

import numpy as np
import pandas as pd
import protocol
import torch
from deepecho import PARModel

warnings.filterwarnings("ignore")
EPOCHS = 128


def fit(rows, kind, seed, budget):
    torch.set_num_threads(1)
    torch.manual_seed(seed)
    np.random.seed(seed)
    series = protocol.as_series(rows)
    n, time, channels = series.shape
    names = [f"v{j}" for j in range(channels)]
    frame = pd.DataFrame(series.reshape(-1, channels), columns=names)
    frame.insert(0, "row", np.repeat(np.arange(n), time))

    def train(epochs):
        model = PARModel(epochs=epochs, cuda=False, verbose=False)
        model.fit(frame, entity_columns=["row"], data_types=dict.fromkeys(names, "continuous"))
        return model

    epochs, note = protocol.epochs_within(budget, EPOCHS, train)
    return (train(epochs), names, time), note


def draw(fitted, n, seed):
    torch.manual_seed(seed)
    np.random.seed(seed)
    model, names, time = fitted
    return model.sample(num_entities=n, sequence_length=time)[names].to_numpy().reshape(n, time, len(names))


if __name__ == "__main__":
    protocol.serve(fit, draw)
