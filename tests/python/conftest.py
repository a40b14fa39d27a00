"""Quiet TensorFlow on two threads, and tiny data."""

import os

os.environ.setdefault("TF_CPP_MIN_LOG_LEVEL", "3")
os.environ.setdefault("OMP_NUM_THREADS", "2")

import numpy as np
import pytest


@pytest.fixture
def waves():
    """Sixteen rows of two kinds of wave, 24 points each."""
    random = np.random.default_rng(1)
    t = np.linspace(0, 1, 24)
    kinds = [np.sin(2 * np.pi * 2 * t), 3 * np.sin(2 * np.pi * 5 * t)]
    return np.array([kinds[k % 2] + random.normal(0, 0.05, t.size) for k in range(16)])


@pytest.fixture
def small():
    """A recipe small enough to compile in a moment."""
    return {
        "latent": {"size": 3},
        "generator": [{"type": "dense", "units": 8, "activation": "leaky_relu"}, {"type": "output"}],
        "discriminator": [{"type": "dense", "units": 8, "activation": "leaky_relu"}, {"type": "dense", "units": 1}],
    }
