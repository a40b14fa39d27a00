"""Ours, any recipe."""

import os
import sys
from pathlib import Path

os.environ.setdefault("TF_CPP_MIN_LOG_LEVEL", "3")
sys.path.insert(0, str(Path(__file__).parents[2] / "inst" / "python"))

import numpy as np
import recipe_tasks
import tensorflow as tf
from protocol import serve
from rgan import GAN


class Peer:
    version = f"tensorflow {tf.__version__}"

    def made(self, spec):
        return GAN(recipe_tasks.data(self.task), spec, batch_size=self.task["batch"])

    def setup(self, task):
        self.task, self.spec = task, recipe_tasks.spec_of(task["name"])
        self.trainer = self.made(self.spec)
        self.trainer.advance(1)

    def run(self, steps):
        self.trainer.advance(steps)

    def check(self, given):
        model, _, state = self.made(self.spec | recipe_tasks.checked(self.task)).values
        tensors = dict(state.tensors)
        for side in ("generator", "discriminator"):
            tensors[side] = [tf.constant(w) for w in recipe_tasks.start([w.shape for w in tensors[side]])]
        tensors["average"] = tensors["generator"]
        step = tf.function(model.engine.step, autograph=False)
        losses = []
        for real, fresh, latent in zip(given["real"], given["fresh"], given["latent"], strict=True):
            data = tf.constant(np.concatenate([real, fresh]))
            rows = tf.reshape(tf.range(len(data)), (2, -1))
            batch = {"rows": rows, "latent": tf.constant(latent), "masks": [], "mix": tf.zeros((1, len(real)))}
            tensors, metrics = step(tensors, data, batch, tf.constant([0.0, 1.0]))
            losses.append([float(metrics[0]), float(metrics[1])])
        return losses


if __name__ == "__main__":
    serve(Peer())
