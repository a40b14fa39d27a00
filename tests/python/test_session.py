"""State that other code of the session has set in TensorFlow and Keras: training is the same, and leaves it alone."""

import logging
import os
import subprocess
import sys
from pathlib import Path

import keras
import numpy as np
import pytest
import tensorflow as tf
from rgan import GAN, SpecError

POLICY, FLOATX, AXES = keras.config.set_dtype_policy, keras.config.set_floatx, keras.config.set_image_data_format
EAGER = tf.config.run_functions_eagerly
# What is set, and what is there before.
STATES = {
    "float64": (FLOATX, "float64", "float32"),
    "float16": (FLOATX, "float16", "float32"),
    "mixed": (POLICY, "mixed_float16", "float32"),
    "channels first": (AXES, "channels_first", "channels_last"),
    "eager functions": (EAGER, True, False),
    "epsilon": (keras.config.set_epsilon, 1e-2, 1e-7),
}


def state():
    """All of it as it is now."""
    config = keras.config
    policy, eager = config.dtype_policy().name, tf.config.functions_run_eagerly()
    return config.floatx(), policy, config.image_data_format(), config.epsilon(), eager


def fitted(kind, forget_engines, seed=1):
    """Tensors and rows of a trainer; every engine is compiled anew."""
    random = np.random.default_rng(2)
    dense, slim = {"type": "dense", "units": 4, "activation": "leaky_relu"}, {"type": "dense", "units": 1}
    conv = {"filters": 2, "kernel": 3, "strides": 2, "activation": "leaky_relu"}
    late = {"type": "latent", "after": 2}
    recipes = {
        "waves": {"generator": [dense, late, {"type": "output"}], "discriminator": [dense, slim]},
        "images": {
            "generator": [
                {"type": "dense", "units": 8},
                {"type": "reshape", "shape": [2, 2, 2]},
                {"type": "conv2d_transpose", **conv},
                {"type": "conv2d_transpose", **conv, "filters": 1},
            ],
            "discriminator": [{"type": "conv2d", **conv}, {"type": "flatten"}, {"type": "dropout", "rate": 0.2}, slim],
        },
        "series": {
            "generator": [dense, {"type": "output"}],
            "discriminator": [{"type": "conv1d", **conv}, {"type": "flatten"}, slim],
            "pretrain": 1,
            "objective": {"name": "bce", "r1": 0, "r2": 0},
        },
    }
    shape = {"waves": (8, 12), "images": (8, 8, 8, 1), "series": (8, 12, 2)}[kind]
    forget_engines()
    trainer = GAN(random.normal(size=shape), {"latent": {"size": 3}, **recipes[kind]}, batch_size=4, seed=seed).train(2)
    return trainer.values.state.tensors, trainer.generate(3), trainer.realness(trainer.x_train)


@pytest.fixture(scope="module")
def clean(forget_engines):
    """What comes out where nothing was set."""
    return {kind: fitted(kind, forget_engines) for kind in ("waves", "images", "series")}


@pytest.mark.parametrize("kind", ["waves", "images", "series"])
@pytest.mark.parametrize("name", STATES)
def test_settings_of_the_session_change_no_bit_and_are_left_alone(name, kind, clean, forget_engines):
    change, value, usual = STATES[name]
    try:
        change(value)
        before = state()
        found = fitted(kind, forget_engines)
        assert state() == before
    finally:
        change(usual)
        POLICY("float32")
    for ours, theirs in zip(tf.nest.flatten(found), tf.nest.flatten(clean[kind]), strict=True):
        np.testing.assert_array_equal(ours, theirs)


@pytest.mark.parametrize("dtype", ["float64", "mixed_float16"])
def test_own_models_in_another_format_are_refused_with_the_mend(dtype, waves, small):
    model = keras.Sequential([keras.Input((24,)), keras.layers.Dense(1, dtype=dtype)])
    with pytest.raises(SpecError, match=r"`discriminator` computes in float.*give dtype='float32' to keras.Input"):
        GAN(waves, small, discriminator=model)


CASE = """
import numpy as np
{first}
try:
    import rgan
    g = rgan.GAN(np.random.default_rng(1).normal(size=(8, 12)), batch_size=4).train(1)
    print("trained", g.generate(1).sum().round(6), os.environ.get("KERAS_BACKEND"))
except Exception as e:
    assert type(e).__name__ == "SessionError", e
    print(e)
"""


def said(first, **variables):
    """What a new Python says that runs some code before it imports rgan."""
    path = str(Path(__file__).parents[2] / "inst" / "python")
    env = {k: v for k, v in os.environ.items() if k != "KERAS_BACKEND"} | {"PYTHONPATH": path} | variables
    run = subprocess.run(
        [sys.executable, "-c", CASE.format(first="import os\n" + first)],
        check=False,
        env=env,
        capture_output=True,
        text=True,
    )
    # TensorFlow may say something of its own besides.
    return run.stdout if run.returncode == 0 else run.stderr[-2000:]


def test_another_backend_that_is_only_asked_for_is_not_taken(tmp_path):
    (tmp_path / "keras.json").write_text('{"backend": "torch", "floatx": "float64"}')
    usual = said("")
    assert usual.startswith("trained") and usual.endswith("None\n")
    assert said("", KERAS_HOME=str(tmp_path)) == usual
    assert said("", KERAS_BACKEND="jax") == usual.replace("None", "jax")


def test_another_backend_that_came_first_is_refused_with_the_mend():
    # Of a backend that is not there, Keras keeps the name.
    told = said("try:\n    import keras\nexcept ValueError:\n    pass", KERAS_BACKEND="nowhere")
    assert "was imported with the backend nowhere" in told
    assert 'set the environment variable KERAS_BACKEND to "tensorflow"' in told


def test_another_backend_that_is_in_use_is_refused_with_the_mend():
    pytest.importorskip("jax")
    told = said("import keras", KERAS_BACKEND="jax")
    assert "was imported with the backend jax" in told
    assert 'set the environment variable KERAS_BACKEND to "tensorflow"' in told


def test_graph_mode_is_refused_with_the_mend():
    told = said("import tensorflow as tf; tf.compat.v1.disable_eager_execution()")
    assert told.startswith("TensorFlow runs in graph mode") and "do not call it" in told


def test_importing_and_training_leave_the_loggers_alone(waves, caplog, forget_engines):
    logger = logging.getLogger("tensorflow")
    assert not logger.filters
    forget_engines()
    with caplog.at_level(logging.WARNING, "tensorflow"):
        logger.addHandler(caplog.handler)
        try:
            for units in range(3, 10):
                dense = [{"type": "dense", "units": units}]
                spec = {"latent": {"size": 2}, "generator": [*dense, {"type": "output"}]}
                GAN(waves, spec | {"discriminator": [*dense, {"type": "dense", "units": 1}]}).train(1)
        finally:
            logger.removeHandler(caplog.handler)
    assert "retracing" not in caplog.text
