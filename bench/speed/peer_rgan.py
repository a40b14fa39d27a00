"""Ours, through Python."""

import os
import sys
from pathlib import Path

os.environ.setdefault("TF_CPP_MIN_LOG_LEVEL", "3")
sys.path.insert(0, str(Path(__file__).parents[2] / "inst" / "python"))

import numpy as np
import tasks
import tensorflow as tf
from protocol import serve
from rgan import GAN


def recipe(task, dropout=None):
    """A task as a recipe of the package."""
    rate = task["dropout"] if dropout is None else dropout
    rate_1, beta_1, beta_2, epsilon = task["adam"]

    def dense(units):
        layer = {"type": "dense", "units": units, "activation": "leaky_relu", "slope": task["slope"]}
        return [layer, {"type": "dropout", "rate": rate}] if rate else [layer]

    adam = {"name": "adam", "rate": rate_1, "beta_1": beta_1, "beta_2": beta_2, "epsilon": epsilon}
    return {
        "kind": "waves",
        "latent": {"size": task["latent"]},
        "generator": [*(layer for units in task["generator"] for layer in dense(units)), {"type": "output"}],
        "discriminator": [
            *(layer for units in task["discriminator"] for layer in dense(units)),
            {"type": "dense", "units": 1},
        ],
        "objective": {"name": task["objective"], "r1": task["gamma"], "r2": task["gamma"]},
        "generator_optimizer": adam,
        "discriminator_optimizer": adam,
        "schedule": {"shape": "constant", "beta_2": None},
        "ema": task["ema"],
        "scaling": "none",
    }


class Peer:
    version = f"tensorflow {tf.__version__}"

    def setup(self, task):
        self.task = task
        self.trainer = GAN(tasks.data(task), recipe(task), batch_size=task["batch"])
        self.trainer.advance(self.trainer.values.batches().size + 1)

    def run(self, steps):
        self.trainer.advance(steps)

    def check(self, given):
        trainer = GAN(tasks.data(self.task), recipe(self.task, dropout=0), batch_size=self.task["batch"])
        model, _, state = trainer.values
        tensors = dict(state.tensors)
        for name, prefix in (("generator", "g"), ("discriminator", "d")):
            tensors[name] = [tf.constant(given[f"{prefix}{i}"]) for i in range(len(tensors[name]))]
        losses = []
        for real, fresh, latent in zip(given["real"], given["fresh"], given["latent"], strict=True):
            data = tf.constant(np.concatenate([real, fresh]))
            rows = tf.reshape(tf.range(len(data)), (2, -1))
            batch = {"rows": rows, "latent": tf.constant(latent), "masks": [], "mix": tf.zeros((1, len(real)))}
            tensors, metrics = model.engine.step(tensors, data, batch, tf.constant([0.0, 1.0]))
            losses.append([float(metrics[0]), float(metrics[1])])
        return losses


if __name__ == "__main__":
    serve(Peer())
