"""gretel-synthetics: DGAN, DoppelGANger in PyTorch."""

import logging

import protocol
import torch
from gretel_synthetics.timeseries_dgan.config import DGANConfig
from gretel_synthetics.timeseries_dgan.dgan import DGAN

EPOCHS = 400
logging.disable(logging.CRITICAL)


def sample_length(time):
    """The longest part of up to 10 points that divides a row: what its recurrent network makes at once."""
    return max(k for k in range(1, 11) if time % k == 0)


def fit(rows, kind, seed, budget):
    torch.set_num_threads(1)
    torch.manual_seed(seed)
    series = protocol.as_series(rows)
    time = series.shape[1]

    def train(epochs):
        # The default of 1024 rows a batch would be one step an epoch.
        config = DGANConfig(
            max_sequence_len=time, sample_len=sample_length(time), batch_size=min(100, len(rows)), epochs=epochs,
            cuda=False,
        )  # fmt: skip
        model = DGAN(config)
        model.train_numpy(features=series)
        return model

    epochs, note = protocol.epochs_within(budget, EPOCHS, train)
    return train(epochs), note


def draw(model, n, seed):
    torch.manual_seed(seed)
    return model.generate_numpy(n)[1]


if __name__ == "__main__":
    protocol.serve(fit, draw)
