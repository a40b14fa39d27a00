"""Keras fit() with an overridden train_step and many steps per execution."""

import os

os.environ.setdefault("TF_CPP_MIN_LOG_LEVEL", "3")

import keras
import tasks
import tensorflow as tf
from peer_blog import adam, network
from protocol import serve

EXECUTION = 500


class Pair(keras.Model):
    def __init__(self, task, rate):
        super().__init__()
        self.task = task
        self.g = network(task["generator"], task["latent"], task["columns"], task, rate)
        self.d = network(task["discriminator"], task["columns"], 1, task, rate)
        self.average = [tf.Variable(w, trainable=False) for w in self.g.trainable_variables] if task["ema"] else []
        self.g_adam, self.d_adam = adam(task), adam(task)
        self.g_adam.build(self.g.trainable_variables)
        self.d_adam.build(self.d.trainable_variables)

    def train_step(self, rows):
        shape = (tf.shape(rows)[0] // 2, self.task["latent"])
        real, fresh = tf.split(rows, 2)
        d_loss, g_loss = self.losses_of(real, fresh, tf.random.normal(shape), tf.random.normal(shape))
        return {"d_loss": d_loss, "g_loss": g_loss}

    def losses_of(self, real, fresh, z_d, z_g):
        paired, gamma = self.task["objective"] == "relativistic", self.task["gamma"]
        x = tf.concat([real, self.g(z_d)], 0)
        with tf.GradientTape() as tape:
            with tf.GradientTape() as inner:
                inner.watch(x)
                logits = self.d(x, training=True)
            on_real, on_fake = tf.split(logits, 2)
            if paired:
                d_loss = total = tf.reduce_mean(tf.nn.softplus(on_fake - on_real))
            else:
                d_loss = total = 0.5 * tf.reduce_mean(tf.nn.softplus(-on_real) + tf.nn.softplus(on_fake))
            if gamma:
                slope = inner.gradient(logits, x)
                total = total + gamma * tf.reduce_mean(tf.reduce_sum(slope**2, 1))
        weights = self.d.trainable_variables
        self.d_adam.apply(tape.gradient(total, weights), weights)
        with tf.GradientTape() as tape:
            fake = self.g(z_g, training=True)
            if paired:
                on_real, on_fake = tf.split(self.d(tf.concat([fresh, fake], 0), training=True), 2)
                g_loss = tf.reduce_mean(tf.nn.softplus(on_real - on_fake))
            else:
                g_loss = tf.reduce_mean(tf.nn.softplus(-self.d(fake, training=True)))
        weights = self.g.trainable_variables
        self.g_adam.apply(tape.gradient(g_loss, weights), weights)
        decay = 0.5 ** (1 / self.task["ema"]) if self.task["ema"] else 0
        for a, w in zip(self.average, weights, strict=False):
            a.assign(w + decay * (a - w))
        return d_loss, g_loss


class Peer:
    version = f"keras {keras.__version__}"

    def setup(self, task):
        self.task = task
        rows = tf.data.Dataset.from_tensor_slices(tasks.data(task)).cache().shuffle(task["rows"]).repeat()
        self.rows = rows.batch(2 * task["batch"], drop_remainder=True).prefetch(tf.data.AUTOTUNE)
        self.pair = Pair(task, task["dropout"])
        self.pair.compile(steps_per_execution=EXECUTION, jit_compile=False)
        self.run(EXECUTION)

    def run(self, steps):
        self.pair.fit(self.rows, steps_per_epoch=steps, epochs=1, verbose=0)

    def check(self, given):
        pair = Pair(self.task, 0)
        pair.g.set_weights([given[f"g{i}"] for i in range(len(pair.g.weights))])
        pair.d.set_weights([given[f"d{i}"] for i in range(len(pair.d.weights))])
        steps = zip(given["real"], given["fresh"], given["latent"], strict=True)
        return [[float(x) for x in pair.losses_of(real, fresh, z[0], z[1])] for real, fresh, z in steps]


if __name__ == "__main__":
    serve(Peer())
