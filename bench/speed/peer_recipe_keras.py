"""Keras's idiom, any recipe: a model with its own train_step, fit() with many steps per execution."""

import os
import sys
from pathlib import Path

os.environ.setdefault("TF_CPP_MIN_LOG_LEVEL", "3")
sys.path.insert(0, str(Path(__file__).parents[2] / "inst" / "python"))

import keras
import recipe_tasks
import tensorflow as tf
from protocol import serve
from rgan.networks import layers as layer_types

SOFTPLUS = tf.nn.softplus
EXECUTION = {True: 100, False: 4}  # steps in one execution, of small dense networks and of others
SMALL = 5e7  # weights times rows of a batch


def network(task, side):
    size = task["latent"]["size"]
    inputs = x = keras.Input((size,) if side == "generator" else tuple(task["shape"]))
    after = next((i["after"] for i in task[side] if i["type"] == "latent"), size)
    if side == "generator" and after < size:
        x, late = inputs[:, :after], inputs[:, after:]
    for layer in task[side]:
        if layer["type"] == "latent":
            x = keras.layers.Concatenate()([x, late])
        elif layer["type"] == "dropout":
            x = keras.layers.Dropout(layer["rate"])(x)
        else:
            for made in layer_types.make(layer, tuple(task["shape"]), 0):
                x = made(x)
    model = keras.Model(inputs, x)
    weights = recipe_tasks.start([w.shape for w in model.trainable_variables])
    for variable, weight in zip(model.trainable_variables, weights, strict=True):
        variable.assign(weight)
    return model


def optimizer(of):
    if of["name"] == "adam":
        return keras.optimizers.Adam(of["rate"], of["beta_1"], of["beta_2"], of["epsilon"])
    if of["name"] == "rmsprop":
        return keras.optimizers.RMSprop(of["rate"], of["rho"], 0.0, of["epsilon"])
    return keras.optimizers.SGD(of["rate"])


class Pair(keras.Model):
    def __init__(self, task):
        super().__init__()
        self.task, self.objective = task, task["objective"]
        self.g, self.d = network(task, "generator"), network(task, "discriminator")
        self.average = [tf.Variable(w, trainable=False) for w in self.g.trainable_variables] if task["ema"] else []
        self.of_g, self.of_d = optimizer(task["generator_optimizer"]), optimizer(task["discriminator_optimizer"])
        self.of_g.build(self.g.trainable_variables)
        self.of_d.build(self.d.trainable_variables)

    def train_step(self, rows):
        latent, shape = self.task["latent"], (tf.shape(rows)[0] // 2, self.task["latent"]["size"])
        if latent["distribution"] == "normal":
            z = [tf.random.normal(shape) for _ in range(2)]
        else:
            z = [tf.random.uniform(shape, latent["low"], latent["high"]) for _ in range(2)]
        real, fresh = tf.split(rows, 2)
        d_loss, g_loss = self.step(real, fresh, *z)
        return {"d_loss": d_loss, "g_loss": g_loss}

    def step(self, real, fresh, z_d, z_g):
        gamma = self.objective["r1"] or 0
        x = tf.concat([real, self.g(z_d)], 0)
        with tf.GradientTape() as tape:
            with tf.GradientTape() as inner:
                inner.watch(x)
                logits = self.d(x, training=True)
            d_loss = total = self.d_loss(*tf.split(logits, 2))
            if gamma:
                slope = inner.gradient(logits, x)
                total += gamma * tf.reduce_mean(tf.reduce_sum(slope**2, list(range(1, slope.shape.rank))))
        self.moved(self.d, self.of_d, tape, total)
        with tf.GradientTape() as tape:
            fake = self.g(z_g, training=True)
            if self.objective["name"] == "relativistic":
                on_real, on_fake = tf.split(self.d(tf.concat([fresh, fake], 0), training=True), 2)
                g_loss = tf.reduce_mean(SOFTPLUS(on_real - on_fake))
            else:
                on_fake = self.d(fake, training=True)
                g_loss = tf.reduce_mean(SOFTPLUS(on_fake) - self.targets(on_fake)[0] * on_fake)
        self.moved(self.g, self.of_g, tape, g_loss)
        decay = 0.5 ** (1 / self.task["ema"]) if self.task["ema"] else 0
        for a, w in zip(self.average, self.g.trainable_variables, strict=False):
            a.assign(w + decay * (a - w))
        return d_loss, g_loss

    def d_loss(self, on_real, on_fake):
        if self.objective["name"] == "relativistic":
            return tf.reduce_mean(SOFTPLUS(on_fake - on_real))
        real, fake = self.targets(on_real)
        real = real * (1 - self.objective["label_smoothing"])
        real_loss = tf.reduce_mean(SOFTPLUS(on_real) - real * on_real)
        return 0.5 * (real_loss + tf.reduce_mean(SOFTPLUS(on_fake) - fake * on_fake))

    @staticmethod
    def targets(logits):
        if logits.shape[1] == 2:
            return tf.constant([0.0, 1.0]), tf.constant([1.0, 0.0])
        return tf.constant([1.0]), tf.constant([0.0])

    @staticmethod
    def moved(model, of, tape, loss):
        of.apply(tape.gradient(loss, model.trainable_variables), model.trainable_variables)


class Peer:
    version = f"keras {keras.__version__}"

    def setup(self, task):
        self.task = task
        rows = tf.data.Dataset.from_tensor_slices(recipe_tasks.data(task)).cache().shuffle(task["rows"]).repeat()
        self.rows = rows.batch(2 * task["batch"], drop_remainder=True).prefetch(tf.data.AUTOTUNE)
        self.pair = Pair(task)
        sides = ("generator", "discriminator")
        dense = not any("conv" in layer["type"] for side in sides for layer in task[side])
        weights = sum(w.shape.num_elements() for net in (self.pair.g, self.pair.d) for w in net.trainable_variables)
        self.execution = EXECUTION[dense and weights * task["batch"] < SMALL]
        self.pair.compile(steps_per_execution=self.execution, jit_compile=False)
        self.run(1)

    def run(self, steps):
        """At least ``steps``: whole executions only."""
        self.pair.fit(self.rows, steps_per_epoch=steps, epochs=1, verbose=0)

    def check(self, given):
        pair = Pair(self.task | recipe_tasks.checked(self.task))
        steps = zip(given["real"], given["fresh"], given["latent"], strict=True)
        return [[float(x) for x in pair.step(real, fresh, z[0], z[1])] for real, fresh, z in steps]


if __name__ == "__main__":
    serve(Peer())
