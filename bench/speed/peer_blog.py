"""The blog post's loop: predict, then one train_on_batch for each network (binary cross-entropy only)."""

import os

os.environ.setdefault("TF_CPP_MIN_LOG_LEVEL", "3")

import keras
import numpy as np
import tasks
from protocol import serve


def network(units, inputs, outputs, task, rate):
    layers = [keras.Input((inputs,))]
    for width in units:
        layers += [keras.layers.Dense(width), keras.layers.LeakyReLU(negative_slope=task["slope"])]
        layers += [keras.layers.Dropout(rate)] if rate else []
    return keras.Sequential([*layers, keras.layers.Dense(outputs)])


def adam(task):
    return keras.optimizers.Adam(*task["adam"])


class Peer:
    version = f"keras {keras.__version__}"

    def build(self, task, rate):
        if task["objective"] != "bce":
            raise NotImplementedError("train_on_batch cannot express this objective")
        self.task, self.data = task, tasks.data(task)
        self.g = network(task["generator"], task["latent"], task["columns"], task, rate)
        self.d = network(task["discriminator"], task["columns"], 1, task, rate)
        loss = keras.losses.BinaryCrossentropy(from_logits=True)
        self.d.compile(loss=loss, optimizer=adam(task))
        z = keras.Input((task["latent"],))
        self.stacked = keras.Model(z, self.d(self.g(z)))
        self.d.trainable = False
        self.stacked.compile(loss=loss, optimizer=adam(task))
        self.d.trainable = True

    def setup(self, task):
        self.build(task, task["dropout"])
        self.random = np.random.default_rng(0)
        self.run(3)

    def step(self, real, latent):
        batch = len(real)
        fake = self.g.predict(latent[0], verbose=0)
        self.d.trainable = True
        d_loss = self.d.train_on_batch(np.concatenate([real, fake]), np.repeat([1.0, 0.0], batch)[:, None])
        self.d.trainable = False
        g_loss = self.stacked.train_on_batch(latent[1], np.ones((batch, 1)))
        return float(d_loss), float(g_loss)

    def run(self, steps):
        task = self.task
        for _ in range(steps):
            real = self.data[self.random.integers(0, len(self.data), task["batch"])]
            self.step(real, self.random.normal(size=(2, task["batch"], task["latent"])).astype("float32"))

    def check(self, given):
        self.build(self.task, 0)
        self.g.set_weights([given[f"g{i}"] for i in range(len(self.g.weights))])
        self.d.set_weights([given[f"d{i}"] for i in range(len(self.d.weights))])
        losses = []
        for real, latent in zip(given["real"], given["latent"], strict=True):
            for model in (self.d, self.stacked):
                model.reset_metrics()  # train_on_batch returns a running mean
            losses.append(self.step(real, latent))
        return losses


if __name__ == "__main__":
    serve(Peer())
