"""The compiled block: traced once, shared by trainers alike, and gone when nobody needs it."""

import gc
import weakref

import numpy as np
import pytest
from rgan import GAN
from rgan.training import engine
from rgan.training.engine import Engine
from rgan.training.step import Step


class CountedStep(Step):
    """A step that counts how often Python runs it: when the block is traced."""

    calls = 0

    def __call__(self, *args):
        self.calls += 1
        return super().__call__(*args)


def test_no_second_trace_whatever_the_number_of_steps(trained_values):
    model, data, state = trained_values
    step = CountedStep(*model.networks, model.spec, model.batch_size, conditions=model.conditions)
    made, chunk = Engine(step), trained_values.batches().chunk(0)
    seen = []
    for offset, count in ((0, 1), (1, 7), (8, 200), (0, 2)):
        made.block(state.tensors, data.rows, chunk, offset, count, (offset, 100))
        seen.append(step.calls)
    assert seen[0] > 0 and len(set(seen)) == 1


def test_a_block_is_its_steps_one_after_the_other(trained_values):
    model, data, state = trained_values
    chunk = trained_values.batches().chunk(0)
    whole, metrics, finite = model.engine.block(state.tensors, data.rows, chunk, 3, 5, (0, 100))
    tensors, rows = state.tensors, []
    for offset in range(3, 8):
        tensors, row, _ = model.engine.block(tensors, data.rows, chunk, offset, 1, (0, 100))
        rows.append(row.numpy())
    assert bool(finite) and metrics.shape == (5, 4)
    np.testing.assert_array_equal(metrics, np.concatenate(rows))
    np.testing.assert_array_equal(whole["generator"][0], tensors["generator"][0])


def test_numbers_that_are_not_finite_are_noticed(trained_values):
    model, data, state = trained_values
    chunk = trained_values.batches().chunk(0)
    broken = state.tensors | {"average": [np.nan * w for w in state.tensors["average"]]}
    assert not bool(model.engine.block(broken, data.rows, chunk, 0, 1, (0, 100))[2])


def test_trainers_alike_share_an_engine_and_others_do_not(waves, small):
    def made(batch_size=4, **fields):
        return GAN(waves, small | fields, batch_size=batch_size, seed=int(batch_size)).values.model.engine

    first = made()
    assert made() is first
    assert made(batch_size=5) is not first and made(ema=7) is not first


CONV = [
    {"type": "reshape", "shape": ["data", 1]}, {"type": "conv1d", "filters": 2, "kernel": 3}, {"type": "flatten"},
    {"type": "dense", "units": 1},
]  # fmt: skip


@pytest.mark.parametrize(("fields", "xla"), [({}, True), ({"discriminator": CONV}, False)])
def test_dense_networks_are_compiled_by_xla_and_convolutions_are_not(fields, xla, waves, small):
    trainer = GAN(waves, small | fields)
    assert trainer.values.model.engine.xla is xla
    assert trainer.details()["compiled"] == ("xla" if xla else "graph")


def test_only_the_engines_that_are_shared_outlive_their_trainers(small, forget_engines):
    forget_engines()
    engines = []
    for columns in range(3, 4 + engine.MAX_SHARED):
        trainer = GAN(np.random.default_rng(0).normal(size=(12, columns)), {**small, "kind": "table"}, batch_size=4)
        if not engines:
            trainer.train(1)
            compiled = weakref.ref(trainer.values.model.engine.sample.traced)
        engines.append(weakref.ref(trainer.values.model.engine))
    del trainer
    gc.collect()
    assert compiled() is None
    assert [ref() is not None for ref in engines] == [False] + [True] * engine.MAX_SHARED
    forget_engines()
    gc.collect()
    assert not any(ref() for ref in engines)
