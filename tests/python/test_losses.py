"""Losses and penalties against numpy, gradients included."""

import numpy as np
import pytest
import tensorflow as tf
from rgan.training import losses
from rgan.training.losses import LOSSES

REAL = np.array([[1.5], [-0.3], [0.0]], dtype="float32")
FAKE = np.array([[-2.0], [0.7], [0.1]], dtype="float32")


def sigmoid(x):
    return 1 / (1 + np.exp(-x))


CLOSED = {
    "bce": (
        lambda r, f: (-np.log(sigmoid(r)).mean() - np.log(1 - sigmoid(f)).mean()) / 2,
        lambda r, f: -np.log(sigmoid(f)).mean(),
    ),
    "relativistic": (
        lambda r, f: -np.log(sigmoid(r - f)).mean(),
        lambda r, f: -np.log(sigmoid(f - r)).mean(),
    ),
    "wgan-gp": (lambda r, f: f.mean() - r.mean(), lambda r, f: -f.mean()),
    "hinge": (
        lambda r, f: np.maximum(0, 1 - r).mean() + np.maximum(0, 1 + f).mean(),
        lambda r, f: -f.mean(),
    ),
}


def numeric_gradient(function, at, step=1e-4):
    gradient = np.zeros_like(at, dtype="float64")
    for i in range(at.size):
        moved = np.zeros(at.size)
        moved[i] = step
        moved = moved.reshape(at.shape)
        gradient.flat[i] = (function(at + moved) - function(at - moved)) / (2 * step)
    return gradient


@pytest.mark.parametrize("name", LOSSES)
def test_losses_and_their_gradients_equal_the_closed_forms(name):
    for ours, closed in zip((LOSSES[name].discriminator, LOSSES[name].generator), CLOSED[name], strict=True):
        real, fake = tf.constant(REAL), tf.constant(FAKE)
        with tf.GradientTape() as tape:
            tape.watch(fake)
            loss = ours(real, fake)
        assert float(loss) == pytest.approx(closed(REAL.astype(float), FAKE.astype(float)), rel=1e-5)
        expected = numeric_gradient(lambda f, closed=closed: closed(REAL.astype(float), f), FAKE.astype(float))
        np.testing.assert_allclose(tape.gradient(loss, fake), expected, atol=1e-5)


def test_label_smoothing_touches_only_the_real_side():
    smoothed = losses.bce_discriminator(tf.constant(REAL), tf.constant(FAKE), 0.1)
    r, f = REAL.astype(float), FAKE.astype(float)
    on_real = -(0.9 * np.log(sigmoid(r)) + 0.1 * np.log(1 - sigmoid(r))).mean()
    assert float(smoothed) == pytest.approx((on_real - np.log(1 - sigmoid(f)).mean()) / 2, rel=1e-5)


def test_two_units_are_one_hot_classes():
    real, fake = np.array([[0.3, 1.2]], "float32"), np.array([[0.5, -0.4]], "float32")
    loss = losses.bce_discriminator(tf.constant(real), tf.constant(fake))
    on_real = (-np.log(1 - sigmoid(0.3)) - np.log(sigmoid(1.2))) / 2
    on_fake = (-np.log(sigmoid(0.5)) - np.log(1 - sigmoid(-0.4))) / 2
    assert float(loss) == pytest.approx((on_real + on_fake) / 2, rel=1e-5)


def test_penalties_of_a_quadratic_are_known():
    # D(x) = sum(a x^2) has the gradient 2 a x.
    a, x = np.array([0.5, -1.0, 2.0], "float32"), np.array([[1, 2, 0.5], [0, -1, 1]], "float32")
    slope = 2 * a * x
    gradient = tf.constant(slope)
    assert float(losses.zero_centred(gradient)) == pytest.approx((slope**2).sum(axis=1).mean(), rel=1e-6)
    norm = np.sqrt((slope**2).sum(axis=1))
    assert float(losses.one_centred(gradient)) == pytest.approx(((norm - 1) ** 2).mean(), rel=1e-6)


def test_one_centred_penalty_has_a_finite_gradient_at_zero():
    flat = tf.zeros((2, 3))
    with tf.GradientTape() as tape:
        tape.watch(flat)
        penalty = losses.one_centred(flat)
    assert np.isfinite(tape.gradient(penalty, flat)).all()


def test_accuracies_count_right_verdicts():
    right, passed = LOSSES["bce"].accuracies(tf.constant(REAL), tf.constant(FAKE))
    assert float(right) == pytest.approx((1 / 3 + 1 / 3) / 2)  # one real row above 0, one generated row at or below
    assert float(passed) == pytest.approx(2 / 3)
    right, passed = LOSSES["relativistic"].accuracies(tf.constant(REAL), tf.constant(FAKE))
    assert (float(right), float(passed)) == (pytest.approx(1 / 3), pytest.approx(2 / 3))
