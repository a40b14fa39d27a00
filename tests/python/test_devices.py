"""Devices by name, and one batch shared by several of them: here parts of the CPU, see conftest.py."""

import numpy as np
import pytest
import tensorflow as tf
from rgan import GAN, DeviceError, devices

TWO = ["cpu:0", "cpu:1"]
SGD = {"name": "sgd", "rate": 0.01}  # Adam would make a whole step of the last bit of a gradient that is 0
CONV = [
    {"type": "reshape", "shape": ["data", 1]}, {"type": "conv1d", "filters": 2, "kernel": 3}, {"type": "flatten"},
    {"type": "dropout", "rate": 0.3}, {"type": "dense", "units": 1},
]  # fmt: skip


@pytest.fixture(autouse=True)
def back_to_one():
    yield
    devices.use("auto")


def trained_on(names, x, spec, steps=3):
    devices.use(names)
    trainer = GAN(x, spec | {"generator_optimizer": SGD, "discriminator_optimizer": SGD}, batch_size=8, seed=3)
    trainer.plan(50)
    trainer.advance(1)
    means = trainer.advance(steps - 1)
    tensors = trainer.values.state.tensors
    weights = [np.ravel(w) for name in ("generator", "discriminator", "average") for w in tensors[name]]
    return trainer, np.concatenate(weights), means


@pytest.mark.parametrize(
    "fields",
    [
        {},
        {"discriminator": CONV, "objective": {"name": "bce"}},
        {"objective": {"name": "wgan-gp"}, "updates": {"discriminator": 5}, "pretrain": 1},
    ],
)
def test_two_devices_with_half_a_batch_each_train_as_one_with_the_whole(fields, waves, small):
    _, one, plain = trained_on("auto", waves, small | fields)
    trainer, two, shared = trained_on(TWO, waves, small | fields)
    np.testing.assert_allclose(two, one, atol=2e-6)
    assert {name: shared[name] for name in ("d_loss", "g_accuracy")} == pytest.approx(
        {name: plain[name] for name in ("d_loss", "g_accuracy")}, abs=1e-5
    )
    again = trained_on(TWO, waves, small | fields)[1]
    np.testing.assert_array_equal(again, two)
    assert trainer.details()["devices"] == {"names": TWO, "replicas": 2, "workers": []}
    assert trainer.details()["compiled"] == "graph"


def test_the_setting_is_the_sessions_so_that_a_trainer_goes_on_anywhere(waves, small):
    trainer, _, _ = trained_on(TWO, waves, small)
    devices.use("cpu")
    again = GAN.from_bytes(trainer.to_bytes(), waves)
    again.advance(2)
    assert again.step == 5 and again.details()["devices"]["replicas"] == 1


def test_numbers_that_are_not_finite_are_noticed_on_several_devices(waves, small):
    trainer, _, _ = trained_on(TWO, waves, small)
    model, data, state = trainer.values
    broken = state.tensors | {"average": [np.nan * w for w in state.tensors["average"]]}
    assert not bool(model.engine.block(broken, data.rows, trainer.values.batches().chunk(0), 0, 1, (0, 100))[2])


def test_the_words_stand_for_the_devices_there_are():
    assert devices.here() == TWO
    assert devices.use("auto") is devices.use("cpu") is devices.use("cpu:0") is devices.use(["CPU:0"])
    assert devices.use("all") is devices.use(TWO)
    one = devices.use("cpu:1")
    assert one.replicas == 1 and one.device == "/CPU:1"
    assert devices.current() is one


def test_a_device_that_is_named_is_where_the_block_runs(waves, small):
    trainer, _, _ = trained_on("cpu:1", waves, small, 2)
    assert trainer.values.state.tensors["generator"][0].device.endswith("CPU:1")


@pytest.mark.parametrize(
    ("asked", "said"),
    [
        ("gpu", "no device 'gpu:0' here. TensorFlow sees 'cpu:0', 'cpu:1'. Leave `devices` out"),
        (["gpu:0", "gpu:1"], "no device 'gpu:0' here"),
        ("cpu:7", "no device 'cpu:7' here"),
        ("tpu", "is one of 'auto', 'cpu', 'gpu', 'all', or names such as 'cpu:0', 'cpu:1'; 'tpu' is none"),
        (["cpu:0", "cpu:0"], "each once"),
        ([], "one device or more"),
    ],
)
def test_what_is_not_there_is_an_error_that_names_what_is(asked, said):
    with pytest.raises(DeviceError) as caught:
        devices.use(asked)
    assert said in str(caught.value)


def test_a_batch_that_cannot_be_shared_evenly_is_an_error_that_names_those_that_can(waves, small):
    trainer = GAN(waves, small, batch_size=5, devices=TWO)
    with pytest.raises(DeviceError, match="cannot be 5: take 4 or 6"):
        trainer.advance(1)


def test_gpus_are_taken_before_the_cpu_where_there_are_any(monkeypatch):
    monkeypatch.setattr(devices, "here", lambda: ["cpu:0", "gpu:0", "gpu:1"])
    assert devices.use("auto").names == ("gpu:0",)
    assert devices.use("auto").device is None and devices.use("gpu:1").device == "/GPU:1"
    with pytest.raises(DeviceError, match="all GPUs or all CPUs"):
        devices.use(["cpu:0", "gpu:1"])
    assert tf.config.list_physical_devices("GPU") == []
