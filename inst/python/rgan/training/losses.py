"""Losses and penalties: pure functions of logits and gradients, and one table of all that depends on the loss.

Logits have shape (batch, 1), or (batch, 2) where the discriminator has one unit per class (real second). ``real`` and
``fake`` are the discriminator's logits for real and for generated rows; every loss is a scalar, a mean over the batch.

A new loss is one entry of `LOSSES` and one of "objectives" in ``presets.json``, which R reads, too: what naming it
changes in a spec besides its name.
"""

from collections.abc import Callable
from dataclasses import dataclass

import tensorflow as tf


@dataclass(frozen=True)
class Loss:
    """All that depends on which loss it is.

    Parameters
    ----------
    name : str
        As in ``spec.objective.name``.
    discriminator : function of (real, fake, smoothing)
        What the discriminator minimises. ``smoothing`` is the spec's ``label_smoothing``, 0 where it is not allowed.
    generator : function of (real, fake)
        What the generator minimises. Only a paired loss looks at ``real``.
    accuracies : function of (real, fake)
        The discriminator's share of right verdicts, and the share of generated rows that pass for real.
    paired : bool, default False
        Each generated row is compared with a real one, in the generator's update, too.
    two_units : bool, default False
        The discriminator may have one unit per class.
    smooths : bool, default False
        Label smoothing has a meaning.
    """

    name: str
    discriminator: Callable
    generator: Callable
    accuracies: Callable
    paired: bool = False
    two_units: bool = False
    smooths: bool = False


def sigmoid_cross_entropy(logits, target):
    """Cross-entropy of Bernoulli(sigmoid(logit)) and a target: the mean of softplus(logit) - target logit.

    Parameters
    ----------
    logits : tensor, shape (batch, units)
        Logits.
    target : tensor, shape (units,)
        The probability wanted of each unit.

    Returns
    -------
    scalar tensor
        The mean over batch and units.
    """
    return tf.reduce_mean(tf.nn.softplus(logits) - target * logits)


def _targets(logits, real):
    """Target per output unit: one unit says "real"; two units say ("generated", "real")."""
    if logits.shape[-1] == 1:
        return tf.constant([1.0 if real else 0.0])
    return tf.constant([0.0, 1.0] if real else [1.0, 0.0])


def bce_discriminator(real, fake, smoothing=0.0):
    """Binary cross-entropy: (mean softplus(-real) + mean softplus(fake)) / 2.

    Parameters
    ----------
    real, fake : tensor, shape (batch, 1) or (batch, 2)
        Logits of real and of generated rows.
    smoothing : float, default 0
        Lowers the target of real rows, and of these alone, from 1 to 1 - smoothing.

    Returns
    -------
    scalar tensor
        The loss.

    References
    ----------
    Goodfellow et al. 2014, arXiv 1406.2661; one-sided label smoothing: Salimans et al. 2016, arXiv 1606.03498.
    """
    on_real = sigmoid_cross_entropy(real, _targets(real, True) * (1.0 - smoothing))
    on_fake = sigmoid_cross_entropy(fake, _targets(fake, False))
    return 0.5 * (on_real + on_fake)


def bce_generator(real, fake):
    """The non-saturating loss: mean softplus(-fake).

    Parameters
    ----------
    real : ignored
        Only for the signature that all losses share.
    fake : tensor, shape (batch, 1) or (batch, 2)
        Logits of generated rows.

    Returns
    -------
    scalar tensor
        The loss.

    References
    ----------
    Goodfellow et al. 2014, arXiv 1406.2661, section 3.
    """
    del real
    return sigmoid_cross_entropy(fake, _targets(fake, True))


def relativistic_discriminator(real, fake, smoothing=0.0):
    """Every real row should look more real than the generated row beside it: mean softplus(fake - real).

    Parameters
    ----------
    real, fake : tensor, shape (batch, 1)
        Logits of real and of generated rows, in pairs.
    smoothing : ignored
        Only for the signature that all losses share.

    Returns
    -------
    scalar tensor
        The loss.

    References
    ----------
    Jolicoeur-Martineau 2018, arXiv 1807.00734; with R1 and R2: Huang et al. 2024, arXiv 2501.05441.
    """
    del smoothing
    return tf.reduce_mean(tf.nn.softplus(fake - real))


def relativistic_generator(real, fake):
    """The discriminator's loss with the roles exchanged: mean softplus(real - fake).

    Parameters
    ----------
    real, fake : tensor, shape (batch, 1)
        Logits of real and of generated rows, in pairs.

    Returns
    -------
    scalar tensor
        The loss.

    References
    ----------
    As `relativistic_discriminator`.
    """
    return tf.reduce_mean(tf.nn.softplus(real - fake))


def wasserstein_discriminator(real, fake, smoothing=0.0):
    """Minus an estimate of the Wasserstein-1 distance: mean fake - mean real. It needs `one_centred`.

    Parameters
    ----------
    real, fake : tensor, shape (batch, 1)
        Logits of real and of generated rows.
    smoothing : ignored
        Only for the signature that all losses share.

    Returns
    -------
    scalar tensor
        The loss.

    References
    ----------
    Gulrajani et al. 2017, arXiv 1704.00028.
    """
    del smoothing
    return tf.reduce_mean(fake) - tf.reduce_mean(real)


def hinge_discriminator(real, fake, smoothing=0.0):
    """Real rows above 1, generated ones below -1: mean max(0, 1 - real) + mean max(0, 1 + fake).

    Parameters
    ----------
    real, fake : tensor, shape (batch, 1)
        Logits of real and of generated rows.
    smoothing : ignored
        Only for the signature that all losses share.

    Returns
    -------
    scalar tensor
        The loss.

    References
    ----------
    Lim and Ye 2017, arXiv 1705.02894.
    """
    del smoothing
    return tf.reduce_mean(tf.nn.relu(1.0 - real)) + tf.reduce_mean(tf.nn.relu(1.0 + fake))


def critic_generator(real, fake):
    """The generator's loss against a critic, for wgan-gp and hinge: -mean fake.

    Parameters
    ----------
    real : ignored
        Only for the signature that all losses share.
    fake : tensor, shape (batch, 1)
        Logits of generated rows.

    Returns
    -------
    scalar tensor
        The loss.

    References
    ----------
    Gulrajani et al. 2017, arXiv 1704.00028; Lim and Ye 2017, arXiv 1705.02894.
    """
    del real
    return -tf.reduce_mean(fake)


def accuracies_by_sign(real, fake):
    """Verdicts of logits with a meaning of their own: above 0 is "real".

    Parameters
    ----------
    real, fake : tensor, shape (batch, 1) or (batch, 2)
        Logits of real and of generated rows.

    Returns
    -------
    tuple of two scalar tensors
        The discriminator's share of right verdicts on both, and the share of generated rows that pass for real.
    """
    real, fake = real[:, -1], fake[:, -1]
    passed = tf.reduce_mean(tf.cast(fake > 0.0, tf.float32))
    return 0.5 * (tf.reduce_mean(tf.cast(real > 0.0, tf.float32)) + 1.0 - passed), passed


def accuracies_in_pairs(real, fake):
    """Verdicts of relativistic logits, which have a meaning only beside each other: the higher is "real".

    Parameters
    ----------
    real, fake : tensor, shape (batch, 1)
        Logits of real and of generated rows, in pairs.

    Returns
    -------
    tuple of two scalar tensors
        The share of pairs that the discriminator judges rightly, and the share of the others.
    """
    right = tf.reduce_mean(tf.cast(real[:, -1] > fake[:, -1], tf.float32))
    return right, 1.0 - right


LOSSES = {
    loss.name: loss
    for loss in (
        Loss("relativistic", relativistic_discriminator, relativistic_generator, accuracies_in_pairs, paired=True),
        Loss("bce", bce_discriminator, bce_generator, accuracies_by_sign, two_units=True, smooths=True),
        Loss("wgan-gp", wasserstein_discriminator, critic_generator, accuracies_by_sign),
        Loss("hinge", hinge_discriminator, critic_generator, accuracies_by_sign),
    )
}


def squared_norm(gradient):
    """The squared Euclidean norm of each row of a gradient.

    Parameters
    ----------
    gradient : tensor, shape (batch, ...)
        The gradient of the logits with respect to the discriminator's inputs.

    Returns
    -------
    tensor, shape (batch,)
        The sum of squares of each row.
    """
    return tf.reduce_sum(tf.square(gradient), axis=list(range(1, gradient.shape.rank)))


def zero_centred(gradient):
    """R1 (gradient at real rows) or R2 (at generated rows): the mean of |gradient|^2.

    Parameters
    ----------
    gradient : tensor, shape (batch, ...)
        The gradient of the logits with respect to these rows.

    Returns
    -------
    scalar tensor
        The penalty, without its weight; the papers multiply it by gamma / 2.

    References
    ----------
    Mescheder et al. 2018, arXiv 1801.04406.
    """
    return tf.reduce_mean(squared_norm(gradient))


def one_centred(gradient):
    """The gradient penalty of WGAN-GP: the mean of (|gradient| - 1)^2.

    Parameters
    ----------
    gradient : tensor, shape (batch, ...)
        The gradient of the logits with respect to points between real and generated rows.

    Returns
    -------
    scalar tensor
        The penalty, without its weight (lambda in the paper).

    References
    ----------
    Gulrajani et al. 2017, arXiv 1704.00028.
    """
    # The small constant keeps the derivative of the root finite at a zero gradient.
    return tf.reduce_mean(tf.square(tf.sqrt(squared_norm(gradient) + 1e-12) - 1.0))
