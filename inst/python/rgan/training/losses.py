"""Losses and penalties: pure functions of logits and inputs.

Logits have shape (batch, 1), or (batch, 2) for a discriminator with one unit per class (real second).
Every loss is a scalar, the mean over the batch. ``real`` and ``fake`` are the discriminator's logits for
real and generated rows.

    name          discriminator                                        generator
    bce           mean softplus(-real) + mean softplus(fake), halved   mean softplus(-fake)
    relativistic  mean softplus(fake - real)                           mean softplus(real - fake)
    wgan-gp       mean fake - mean real                                -mean fake
    hinge         mean max(0, 1 - real) + mean max(0, 1 + fake)        -mean fake

Sources: bce, Goodfellow et al. 2014 (arXiv 1406.2661), with the non-saturating generator loss and one-sided label
smoothing (Salimans et al. 2016, arXiv 1606.03498); relativistic pairing, Huang et al. 2024 (arXiv 2501.05441);
wgan-gp, Gulrajani et al. 2017 (arXiv 1704.00028); hinge, Lim and Ye 2017 (arXiv 1705.02894).
R1 and R2: Mescheder et al. 2018 (arXiv 1801.04406).
"""

import tensorflow as tf

NAMES = ("relativistic", "bce", "wgan-gp", "hinge")


def sigmoid_cross_entropy(logits, target):
    """Mean of softplus(logit) - target * logit, the cross-entropy of Bernoulli(sigmoid(logit)) and ``target``."""
    return tf.reduce_mean(tf.nn.softplus(logits) - target * logits)


def _targets(logits, real):
    """Target per output unit: one unit says "real"; two units say ("generated", "real")."""
    if logits.shape[-1] == 1:
        return tf.constant([1.0 if real else 0.0])
    return tf.constant([0.0, 1.0] if real else [1.0, 0.0])


def bce_discriminator(real, fake, smoothing=0.0):
    """Cross-entropy over real and generated rows together; smoothing lowers the target of real rows only."""
    on_real = sigmoid_cross_entropy(real, _targets(real, True) * (1.0 - smoothing))
    on_fake = sigmoid_cross_entropy(fake, _targets(fake, False))
    return 0.5 * (on_real + on_fake)


def bce_generator(real, fake):
    """Cross-entropy of generated rows against the target "real" (non-saturating)."""
    del real
    return sigmoid_cross_entropy(fake, _targets(fake, True))


def relativistic_discriminator(real, fake, smoothing=0.0):
    """Every real row should look more real than the generated row it is paired with."""
    del smoothing
    return tf.reduce_mean(tf.nn.softplus(fake - real))


def relativistic_generator(real, fake):
    """The discriminator's loss with the roles exchanged."""
    return tf.reduce_mean(tf.nn.softplus(real - fake))


def wasserstein_discriminator(real, fake, smoothing=0.0):
    """Negative estimate of the Wasserstein-1 distance (needs the gradient penalty)."""
    del smoothing
    return tf.reduce_mean(fake) - tf.reduce_mean(real)


def hinge_discriminator(real, fake, smoothing=0.0):
    """Margin loss: real rows above 1, generated rows below -1."""
    del smoothing
    return tf.reduce_mean(tf.nn.relu(1.0 - real)) + tf.reduce_mean(tf.nn.relu(1.0 + fake))


def critic_generator(real, fake):
    """Raise the logits of generated rows (for wgan-gp and hinge)."""
    del real
    return -tf.reduce_mean(fake)


DISCRIMINATOR = {
    "bce": bce_discriminator,
    "relativistic": relativistic_discriminator,
    "wgan-gp": wasserstein_discriminator,
    "hinge": hinge_discriminator,
}
GENERATOR = {
    "bce": bce_generator,
    "relativistic": relativistic_generator,
    "wgan-gp": critic_generator,
    "hinge": critic_generator,
}


def squared_norm(gradient):
    """Per row, the squared Euclidean norm of a gradient with respect to the inputs; shape (batch,)."""
    return tf.reduce_sum(tf.square(gradient), axis=list(range(1, gradient.shape.rank)))


def zero_centred(gradient):
    """R1 (at real rows) or R2 (at generated rows): the mean squared gradient norm."""
    return tf.reduce_mean(squared_norm(gradient))


def one_centred(gradient):
    """WGAN-GP: the mean of (gradient norm - 1)^2 at points between real and generated rows."""
    # The small constant keeps the derivative of the root finite at a zero gradient.
    return tf.reduce_mean(tf.square(tf.sqrt(squared_norm(gradient) + 1e-12) - 1.0))


def accuracies(name, real, fake):
    """(discriminator's share of right verdicts, generator's share of rows that pass for real).

    Relativistic logits have no meaning of their own, so a verdict there is a comparison within a pair.
    """
    real, fake = real[:, -1], fake[:, -1]
    if name == "relativistic":
        right = tf.reduce_mean(tf.cast(real > fake, tf.float32))
        return right, 1.0 - right
    passed = tf.reduce_mean(tf.cast(fake > 0.0, tf.float32))
    return 0.5 * (tf.reduce_mean(tf.cast(real > 0.0, tf.float32)) + 1.0 - passed), passed
