"""One step against the plain reference, for every loss, penalty and optimiser."""

import numpy as np
import pytest
import reference
import tensorflow as tf
from rgan import GAN
from rgan.training.step import Step

DROPOUT = [
    {"type": "dense", "units": 8, "activation": "leaky_relu"},
    {"type": "dropout", "rate": 0.25},
    {"type": "dense", "units": 6, "activation": "tanh"},
    {"type": "dropout", "rate": 0.5},
]
CONV = [
    {"type": "reshape", "shape": ["data", 1]},
    {"type": "conv1d", "filters": 4, "kernel": 5, "activation": "relu"},
    {"type": "flatten"},
    {"type": "dense", "units": 1},
]
RECIPES = {
    "relativistic": {"objective": {"name": "relativistic", "r1": 0, "r2": 0}},
    "relativistic with penalties": {"objective": {"name": "relativistic", "r1": 1.0, "r2": 0.5}},
    "relativistic with dropout": {
        "objective": {"name": "relativistic", "r1": 0, "r2": 0},
        "generator": [*DROPOUT, {"type": "output"}],
        "discriminator": [*DROPOUT, {"type": "dense", "units": 1}],
    },
    "bce": {"objective": {"name": "bce", "r1": 0, "r2": 0}},
    "bce, smoothed, dropout": {
        "objective": {"name": "bce", "r1": 0, "r2": 0, "label_smoothing": 0.1},
        "generator": [*DROPOUT, {"type": "output"}],
        "discriminator": [*DROPOUT, {"type": "dense", "units": 1}],
    },
    "bce with R1": {"objective": {"name": "bce", "r1": 2.0, "r2": 0}},
    "wgan-gp, three critic updates": {
        "objective": {"name": "wgan-gp", "r1": 0, "r2": 0, "gradient_penalty": 10.0},
        "updates": {"discriminator": 3},
    },
    "hinge, two generator updates": {
        "objective": {"name": "hinge", "r1": 0, "r2": 0},
        "updates": {"generator": 2},
    },
    "relativistic, so many updates that they are a loop": {
        "objective": {"name": "relativistic", "r1": 1.0, "r2": 0},
        "updates": {"discriminator": 5, "generator": 4},
    },
    "bce, rmsprop": {
        "objective": {"name": "bce", "r1": 0, "r2": 0},
        "generator_optimizer": {"name": "rmsprop", "momentum": 0.5},
        "discriminator_optimizer": {"name": "rmsprop"},
    },
    "bce, sgd": {
        "objective": {"name": "bce", "r1": 0, "r2": 0},
        "generator_optimizer": {"name": "sgd", "rate": 0.1},
        "discriminator_optimizer": {"name": "sgd", "rate": 0.1, "momentum": 0.9},
    },
    "convolution": {"objective": {"name": "bce", "r1": 0, "r2": 0}, "discriminator": CONV},
}
IN_GROUPS = ["relativistic with penalties", "relativistic with dropout", "wgan-gp, three critic updates", "bce"]
# Adam makes a whole step of a gradient that is 0 but for rounding.
PLAIN = {f"{name}_optimizer": {"name": "sgd", "rate": 0.02} for name in ("generator", "discriminator")}
STEADY = {"scaling": "standard", "groups": False, "schedule": {"shape": "constant", "beta_2": None}, "ema": 0}


@pytest.mark.parametrize(
    ("name", "groups"), [*((name, False) for name in RECIPES), *((name, True) for name in IN_GROUPS)]
)
def test_steps_equal_the_plain_reference(name, groups, waves, small):
    spec = small | STEADY | RECIPES[name] | ({"groups": True} | PLAIN if groups else {})
    ours, plain = GAN(waves, spec, batch_size=4, seed=3), GAN(waves, spec, batch_size=4, seed=3).values

    ours.advance(20)
    model = plain.model
    losses = reference.train(*model.networks, model.spec, plain.data.rows, plain.batches(), 20, model.conditions)
    assert model.conditions == (2 if groups else 0)

    history = ours.history
    per_epoch = np.array(losses).reshape(-1, ours.steps_per_epoch, 2).mean(axis=1)
    np.testing.assert_allclose(np.stack([history["d_loss"], history["g_loss"]], 1), per_epoch, rtol=2e-4, atol=2e-5)
    for network, trained in zip(("generator", "discriminator"), model.networks, strict=True):
        for our, their in zip(ours.values.state.tensors[network], trained.weights(), strict=True):
            np.testing.assert_allclose(our, their, rtol=2e-3, atol=2e-5)


def one_step(values, updates):
    """The tensors before and after one step with so many updates."""
    model, data, state = values
    step = Step(*model.networks, model.spec, model.batch_size, updates, model.conditions)
    batch = tf.nest.map_structure(lambda drawn: drawn[0], model.batches(data, step, chunk_steps=1).chunk(0))
    after, metrics = step(state.tensors, data.rows, batch, tf.constant([0.0, 1.0]))
    return state.tensors, after, [float(metric) for metric in metrics]


@pytest.mark.parametrize(("updates", "moves"), [((2, 0), "discriminator"), ((0, 2), "generator")])
def test_without_updates_of_its_own_a_network_is_at_rest(updates, moves, trained_values):
    before, after, metrics = one_step(trained_values, updates)
    for name in ("generator", "discriminator"):
        moved = [(a.numpy() != b.numpy()).any() for a, b in zip(before[name], after[name], strict=True)]
        assert any(moved) == (name == moves)
    rests = 1 if moves == "discriminator" else 0
    assert metrics[rests] == 0 and metrics[1 - rests] != 0
    assert int(after["step"]) == int(before["step"]) + 1


def test_a_discriminator_without_a_rate_does_not_move_while_the_generator_learns(waves, small):
    spec = small | {
        "discriminator_optimizer": {"name": "sgd", "rate": 1e-30},
        "objective": {"name": "bce", "r1": 0, "r2": 0},
    }
    before, after, _ = one_step(GAN(waves, spec | {"groups": False}).values, (1, 1))
    np.testing.assert_allclose(after["discriminator"][0], before["discriminator"][0], atol=1e-20)
    assert (after["generator"][0].numpy() != before["generator"][0].numpy()).any()


def test_masks_are_those_of_both_networks_for_each_update(waves, small):
    recipe = small | RECIPES["bce, smoothed, dropout"] | {"updates": {"discriminator": 3, "generator": 2}}
    step = GAN(waves, recipe, batch_size=4).values.model.engine.step
    # The discriminator learns from real and generated rows together, the generator of this loss from the latter alone.
    assert step.mask_shapes == [
        ((3, 8, 8), 0.25), ((3, 8, 6), 0.5), ((2, 4, 8), 0.25), ((2, 4, 6), 0.5), ((2, 4, 8), 0.25), ((2, 4, 6), 0.5),
    ]  # fmt: skip


# Hidden layers in bfloat16

LESS = {
    "relativistic with penalties": RECIPES["relativistic with penalties"],
    "wgan-gp": {"objective": {"name": "wgan-gp"}, "updates": {"discriminator": 2}},
    "convolutions, dropout, bce with R1": RECIPES["bce with R1"]
    | {"discriminator": [*CONV[:2], {"type": "dropout", "rate": 0.25}, *CONV[2:]]},
}


def first_epoch(rows, spec, precision):
    """A trainer after one epoch of one step."""
    return GAN(rows, spec | {"precision": precision}, batch_size=len(rows), seed=3).train(1)


@pytest.mark.parametrize("name", LESS)
def test_in_bfloat16_the_first_step_is_that_of_float32_but_for_rounding(name, waves, small):
    spec = small | {"scaling": "standard", "groups": False} | LESS[name]
    full, less = (first_epoch(waves, spec, precision) for precision in ("float32", "bfloat16"))
    for loss in ("d_loss", "g_loss"):
        np.testing.assert_allclose(less.history[loss], full.history[loss], rtol=1e-2, atol=2e-3)
        assert less.history[loss][0] != full.history[loss][0]
    less.train(2)
    numbers = tf.nest.flatten(less.values.state.tensors)
    assert {tensor.dtype.name for tensor in numbers} == {"float32", "int32"}
    assert all(np.isfinite(tensor).all() for tensor in numbers) and np.isfinite(less.history["d_loss"]).all()
    again = GAN.from_bytes(less.to_bytes(), waves)
    assert again.spec["precision"] == "bfloat16"
    np.testing.assert_array_equal(again.generate(4, seed=1), less.generate(4, seed=1))
    np.testing.assert_array_equal(again.realness(waves), less.realness(waves))
    assert again.features(waves).dtype == np.float32


def products(precision, waves, small):
    """The formats of all matrix products in one step with penalties."""
    recipe = small | RECIPES["relativistic with penalties"] | {"precision": precision}
    values = GAN(waves, recipe | {"scaling": "standard", "groups": False}, batch_size=4).values
    step, state = values.model.engine.step, values.state
    batch = tf.nest.map_structure(lambda drawn: drawn[0], values.batches().chunk(0))
    traced = tf.function(step, autograph=False).get_concrete_function(
        state.tensors, values.data.rows, batch, tf.constant([0.0, 1.0])
    )
    return [op.get_attr("T").name for op in traced.graph.get_operations() if op.type == "MatMul"]


def test_products_of_hidden_layers_are_bfloat16_only_where_the_recipe_says_so(waves, small):
    assert set(products("float32", waves, small)) == {"float32"}
    less = products("bfloat16", waves, small)
    assert less.count("bfloat16") > len(less) / 3 and "float32" in less
