"""The three updates against Keras's own optimisers."""

import keras
import numpy as np
import pytest
import tensorflow as tf
from rgan.spec import Optimizer
from rgan.training import optimisers

CASES = {
    "adam": (
        Optimizer.of(name="adam", rate=0.01, beta_1=0.5, beta_2=0.9, epsilon=1e-6),
        keras.optimizers.Adam(0.01, 0.5, 0.9, 1e-6),
    ),
    "adam without momentum": (
        Optimizer.of(name="adam", rate=0.01, beta_1=0.0, beta_2=0.99),
        keras.optimizers.Adam(0.01, 0.0, 0.99),
    ),
    "rmsprop": (Optimizer.of(name="rmsprop", rate=0.01, rho=0.8), keras.optimizers.RMSprop(0.01, 0.8)),
    "rmsprop, momentum": (
        Optimizer.of(name="rmsprop", rate=0.01, rho=0.8, momentum=0.5),
        keras.optimizers.RMSprop(0.01, 0.8, 0.5),
    ),
    "sgd": (Optimizer.of(name="sgd", rate=0.1), keras.optimizers.SGD(0.1)),
    "sgd, momentum": (Optimizer.of(name="sgd", rate=0.1, momentum=0.9), keras.optimizers.SGD(0.1, 0.9)),
}


@pytest.mark.parametrize("name", CASES)
def test_updates_equal_keras(name):
    settings, theirs = CASES[name]
    random = np.random.default_rng(0)
    start = [random.normal(size=(3, 2)).astype("float32"), random.normal(size=2).astype("float32")]
    weights, variables = [tf.constant(w) for w in start], [tf.Variable(w) for w in start]
    slots = optimisers.START[settings.name](settings, weights)
    for _ in range(20):
        gradients = [tf.constant(random.normal(size=w.shape).astype("float32")) for w in start]
        weights, slots = optimisers.UPDATE[settings.name](
            settings, settings.rate, settings.beta_2, weights, gradients, slots
        )
        theirs.apply_gradients(zip(gradients, variables, strict=True))
    for ours, keras_weight in zip(weights, variables, strict=True):
        np.testing.assert_allclose(ours, keras_weight, rtol=2e-5, atol=1e-6)
