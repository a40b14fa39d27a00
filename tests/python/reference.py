"""Training written the plain way, step by step in eager TensorFlow with Keras's own losses, layers and optimisers.

Slow and easy to read; what the compiled block must equal. It takes the same initial weights, batches and masks.
"""

import keras
import tensorflow as tf
from rgan.training.batches import dropout_mask


def optimizer(settings):
    if settings.name == "adam":
        return keras.optimizers.Adam(settings.rate, settings.beta_1, settings.beta_2, settings.epsilon)
    if settings.name == "rmsprop":
        return keras.optimizers.RMSprop(settings.rate, settings.rho, float(settings.momentum), settings.epsilon)
    return keras.optimizers.SGD(settings.rate, float(settings.momentum))


def penalised(objective, call, real, fake, mix, conditions):
    def slope(x):
        values, group = x[:, : x.shape[1] - conditions], x[:, x.shape[1] - conditions :]
        with tf.GradientTape() as tape:
            tape.watch(values)
            y = call(tf.concat([values, group], 1))
        return tape.gradient(y, values)

    total = 0.0
    if objective.r1:
        total += objective.r1 / 2 * tf.reduce_mean(tf.reduce_sum(slope(real) ** 2, axis=1))
    if objective.r2:
        total += objective.r2 / 2 * tf.reduce_mean(tf.reduce_sum(slope(fake) ** 2, axis=1))
    if objective.gradient_penalty:
        between = mix[:, None] * fake + (1 - mix[:, None]) * real
        total += objective.gradient_penalty * tf.reduce_mean((tf.norm(slope(between), axis=1) - 1) ** 2)
    return total


def discriminator_loss(objective, real, fake):
    cross_entropy = keras.losses.BinaryCrossentropy(from_logits=True)
    if objective.name == "bce":
        labels = tf.ones_like(real) * (1 - objective.label_smoothing)
        return (cross_entropy(labels, real) + cross_entropy(tf.zeros_like(fake), fake)) / 2
    if objective.name == "relativistic":
        return cross_entropy(tf.ones_like(real), real - fake)
    if objective.name == "hinge":
        return keras.losses.Hinge()(tf.ones_like(real), real) + keras.losses.Hinge()(-tf.ones_like(fake), fake)
    return tf.reduce_mean(fake - real)


def generator_loss(objective, real, fake):
    cross_entropy = keras.losses.BinaryCrossentropy(from_logits=True)
    if objective.name == "bce":
        return cross_entropy(tf.ones_like(fake), fake)
    if objective.name == "relativistic":
        return cross_entropy(tf.ones_like(fake), fake - real)
    return tf.reduce_mean(-fake)


def train(g, d, spec, data, batches, steps, conditions=0):
    """``g`` and ``d`` are `rgan.networks.Network`; their Keras models are trained in place. Returns the losses.

    The last ``conditions`` numbers of real rows say their group, which generated rows in their place get, too.
    """

    def latent(now, i):
        group = tf.gather(data, now["rows"][i])[:, data.shape[1] - conditions :] if conditions else ()
        return tf.concat([group, now["latent"][i]], 1) if conditions else now["latent"][i]

    optimise_g, optimise_d = optimizer(spec.generator_optimizer), optimizer(spec.discriminator_optimizer)
    losses, n_masks = [], len(d.masks)
    u, paired = spec.updates.discriminator, spec.objective.name == "relativistic"
    for step in range(steps):
        chunk, offset = divmod(step, batches.size)
        now = tf.nest.map_structure(lambda a, offset=offset: a[offset], batches.chunk(chunk))
        rates = [rate for _, rate in [*d.masks, *d.masks, *g.masks]]
        masks = [dropout_mask(bits, rate) for bits, rate in zip(now["masks"], rates, strict=True)]
        for i in range(u):
            real, fake = tf.gather(data, now["rows"][i]), g.model(latent(now, i))
            half = len(real)
            first = [m[i][:half] for m in masks[:n_masks]]
            second = [m[i][half:] for m in masks[:n_masks]]
            with tf.GradientTape() as tape:
                on_real, on_fake = d.trained([real, *first]), d.trained([fake, *second])
                d_loss = discriminator_loss(spec.objective, on_real, on_fake)
                extra = penalised(spec.objective, d.model, real, fake, now["mix"][i], conditions)
                total = d_loss + extra
            weights = d.model.trainable_variables
            optimise_d.apply_gradients(zip(tape.gradient(total, weights), weights, strict=True))
        for i in range(spec.updates.generator):
            g_masks = [m[i] for m in masks[2 * n_masks :]]
            d_masks = [m[i] for m in masks[n_masks : 2 * n_masks]]
            with tf.GradientTape() as tape:
                fake = g.trained([latent(now, u + i), *g_masks])
                on_real = None
                if paired:
                    on_real = d.trained([tf.gather(data, now["rows"][u + i]), *[m[: len(fake)] for m in d_masks]])
                    d_masks = [m[len(fake) :] for m in d_masks]
                on_fake = d.trained([fake, *d_masks])
                g_loss = generator_loss(spec.objective, on_real, on_fake)
            weights = g.model.trainable_variables
            optimise_g.apply_gradients(zip(tape.gradient(g_loss, weights), weights, strict=True))
        losses.append([float(d_loss), float(g_loss)])
    return losses
