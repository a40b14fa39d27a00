"""rgan as `gan()` trains it by default."""

import os
import sys
from pathlib import Path

os.environ.setdefault("TF_CPP_MIN_LOG_LEVEL", "3")
sys.path.insert(0, str(Path(__file__).parents[2] / "inst" / "python"))

import protocol
import tensorflow as tf
from rgan import GAN

EPOCHS, STEPS, TRACES = 2000, 20_000, 20  # of large data as many epochs as make so many steps


def fit(rows, kind, seed, budget):
    tf.config.threading.set_intra_op_parallelism_threads(1)
    tf.config.threading.set_inter_op_parallelism_threads(1)
    trainer = GAN(rows, {"kind": kind}, seed=seed)
    epochs = min(EPOCHS, max(1, round(STEPS / trainer.steps_per_epoch)))
    trainer.train(epochs, trace=max(1, epochs // TRACES))
    return trainer, ""


def draw(trainer, n, seed):
    return trainer.generate(n, seed=seed)


if __name__ == "__main__":
    protocol.serve(fit, draw)
