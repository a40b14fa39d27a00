"""rgan as `gan()` trains it by default."""

import os
import sys
from pathlib import Path

os.environ.setdefault("TF_CPP_MIN_LOG_LEVEL", "3")
sys.path.insert(0, str(Path(__file__).parents[1] / "quality"))
sys.path.insert(0, str(Path(__file__).parents[2] / "inst" / "python"))

import as_gan
import protocol
import tensorflow as tf
from rgan import GAN


def fit(rows, kind, seed, budget):
    tf.config.threading.set_intra_op_parallelism_threads(1)
    tf.config.threading.set_inter_op_parallelism_threads(1)
    return as_gan.train(GAN(rows, {"kind": kind}, batch_size=as_gan.batch_size(len(rows)), seed=seed)), ""


def draw(trainer, n, seed):
    return trainer.generate(n, seed=seed)


if __name__ == "__main__":
    protocol.serve(fit, draw)
