"""Quiet TensorFlow on two threads, tiny data, and a trainer that all tests share."""

import os

os.environ.setdefault("TF_CPP_MIN_LOG_LEVEL", "3")
os.environ.setdefault("OMP_NUM_THREADS", "2")
os.environ.setdefault("RGAN_LOGICAL_CPUS", "2")  # for the tests of several devices; all others use the first

import numpy as np
import pytest
from rgan import GAN
from rgan.training import engine
from rgan.values import Values


@pytest.fixture(scope="session")
def waves():
    """Sixteen rows of two kinds of wave, 24 points each."""
    random = np.random.default_rng(1)
    t = np.linspace(0, 1, 24)
    kinds = [np.sin(2 * np.pi * 2 * t), 3 * np.sin(2 * np.pi * 5 * t)]
    rows = np.array([kinds[k % 2] + random.normal(0, 0.05, t.size) for k in range(16)])
    rows.flags.writeable = False
    return rows


@pytest.fixture(scope="session")
def small():
    """A recipe small enough to compile in a moment."""
    return {
        "latent": {"size": 3},
        "generator": [{"type": "dense", "units": 8, "activation": "leaky_relu"}, {"type": "output"}],
        "discriminator": [{"type": "dense", "units": 8, "activation": "leaky_relu"}, {"type": "dense", "units": 1}],
    }


@pytest.fixture(scope="session")
def trained_values(waves, small):
    """The values of a small trainer after three epochs of four steps, traced after the second and the third."""
    return GAN(waves, small, batch_size=4, seed=2).train(3, trace=2).values


@pytest.fixture
def trained(trained_values):
    """A trainer of these values, which may go on from there: values are never changed."""
    return GAN(trained_values)


@pytest.fixture(scope="session")
def forget_engines():
    """A function after which every trainer compiles anew."""

    def forget():
        rows = np.eye(3)
        model = Values.fit(rows, {"kind": "table", "latent": {"size": 1}}, 1, 0).model
        for batch_size in range(2, 2 + engine.MAX_SHARED):
            engine.engine_for(*model.networks, model.spec, batch_size)

    return forget
