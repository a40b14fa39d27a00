"""What never changes in a trainer's life: what the spec leaves open is filled in by the data."""

import keras
import numpy as np
import pytest
from rgan import GAN, DataError, Spec, SpecError, data
from rgan.encoding.encoder import Encoder
from rgan.model import Model

CONVOLUTION = [
    {"type": "reshape", "shape": ["data", 1]}, {"type": "conv1d", "filters": 4, "kernel": 3},
    {"type": "flatten"}, {"type": "dense", "units": 1},
]  # fmt: skip


def model_of(x, **fields):
    return Model.fit(x, fields, 4, 1)


def scaling(*shape, **fields):
    return model_of(np.random.default_rng(1).normal(size=(12, *shape)), **fields).spec.scaling


def test_networks_that_want_rows_as_they_are_get_them():
    assert scaling(24) == scaling(24, 2) == "components"
    assert scaling(24, discriminator=CONVOLUTION) == "standard"
    assert scaling(24, generator=[{"type": "dense", "units": 24}]) == "standard"
    assert scaling(2) == "column"


def test_a_users_own_network_gets_rows_as_they_are():
    own = keras.Sequential([keras.Input((24,)), keras.layers.Dense(1)])
    x = np.random.default_rng(1).normal(size=(12, 24))
    model = Model.fit(x, None, 4, 1, discriminator=own)
    assert model.spec.scaling == "standard" and model.networks.discriminator.model is own
    with pytest.raises(SpecError, match="The discriminator takes shape 24, but a row of the data has shape 23"):
        Model.fit(x[:, 1:], None, 4, 1, discriminator=own)


def test_penalties_left_open_follow_the_scaling():
    def weights(*shape, **fields):
        objective = model_of(np.random.default_rng(1).normal(size=(12, *shape)), **fields).spec.objective
        return objective.r1, objective.r2

    assert weights(24) == (20, 20)
    assert weights(24, scaling="standard") == weights(2) == (5, 5)
    assert weights(24, objective={"r1": 1}) == (1, 20)
    assert weights(24, preset="classic") == (0, 0)


@pytest.mark.parametrize("given", ["quadratic", {"preset": "quadratic"}, Spec.from_dict({"preset": "quadratic"})])
def test_a_recipe_may_be_a_name_fields_or_a_spec(given):
    model = Model.fit(np.random.default_rng(1).normal(size=(12, 2)), given, 4, 1)
    assert model.spec.preset == "quadratic" and model.latent_size == 2  # as many latent numbers as a row has


def test_rows_as_the_networks_see_them_fit_the_networks():
    t = np.linspace(0, 1, 24)
    model = model_of(np.sin(7 * t + np.linspace(0, 2, 40)[:, None]), latent={"size": 3})
    assert model.encoded_shape == model.encoder.encoded_shape((24,)) != (24,)
    assert model.networks.generator.model.output_shape[1:] == model.encoded_shape
    assert model.networks.discriminator.model.input_shape[1:] == model.encoded_shape
    assert (model.shape, model.latent_size) == ((24,), 3)


def test_a_model_is_built_again_without_rows():
    x = np.random.default_rng(1).normal(size=(12, 24))
    model = model_of(x)
    again = Model.build(model.spec, Encoder.fit(x, model.spec.scaling, 1), x.shape[1:], 4, 1)
    assert again.engine is model.engine
    for ours, theirs in zip(again.networks.generator.weights(), model.networks.generator.weights(), strict=True):
        np.testing.assert_array_equal(ours, theirs)


def test_an_epoch_has_the_steps_of_one_pass_or_of_the_recipe():
    x = np.random.default_rng(1).normal(size=(12, 3))
    assert [model_of(x).steps_per_epoch(n) for n in (1, 4, 5, 12, 13)] == [1, 1, 2, 3, 4]
    assert [model_of(x, steps_per_epoch=7).steps_per_epoch(n) for n in (1, 100)] == [7, 7]


def test_the_state_before_the_first_step_is_that_of_the_networks():
    model = model_of(np.random.default_rng(1).normal(size=(12, 3)))
    state = model.initial_state()
    assert (state.step, state.history, state.pretrained) == (0, (), False)
    np.testing.assert_array_equal(state.tensors["generator"][0], model.networks.generator.weights()[0])
    assert state.tensors["generator_slots"].keys() == {"first", "second", "power"}


def test_batches_follow_the_recipe_and_leave_validation_rows_out():
    x = np.random.default_rng(1).normal(size=(12, 3))
    model = model_of(x, updates={"discriminator": 2}, latent={"size": 5})
    rows = data.encoded(x, model.encoder, 1)
    batches = model.batches(rows, model.engine.step).chunk(0)
    assert batches["latent"].shape[1:] == (3, 4, 5) and batches["rows"].shape[1:] == (3, 4)
    some = data.TrainingData(12, None, np.array([0, 1], np.int32), rows.rows)
    assert batches["rows"].numpy().min() == 0
    assert model.batches(some, model.engine.step).chunk(0)["rows"].numpy().min() == 2


def test_rows_and_amounts_that_do_not_fit_are_refused():
    x = np.random.default_rng(1).normal(size=(12, 3))
    model = model_of(x)
    assert model.check_rows(x) is x
    with pytest.raises(DataError, match="shape 3 as in training, not 2"):
        model.check_rows(x[:, :2])
    with pytest.raises(DataError, match="at least 2 rows"):
        model.check_rows(x[:1])
    assert len(model.check_rows(x[:1], least=1)) == 1
    with pytest.raises(DataError, match="too large for 12 rows"):
        Model.fit(x, None, 10**9, 1).check_amount(x)
    with pytest.raises(DataError, match="make it smaller"):
        model_of(x, steps_per_epoch=10**8).check_amount(x)


def test_values_far_apart_in_groups_are_no_tails_and_tails_within_groups_are(small):
    random = np.random.default_rng(1)
    kind = np.repeat([0, 1, 2], [500, 300, 200])
    table = {"kind": "table", **small}
    clouds = np.array([(0, 0), (5, 1), (0, 8)])[kind] + random.normal(0, 0.2, (1000, 2))
    encoder = GAN(clouds, table).values.model.encoder
    assert encoder.tails is None and encoder.groups.count == 3
    incomes = np.c_[random.lognormal(0, 2, 1000), 10 * (kind > 0) + random.normal(0, 0.2, 1000)]
    encoder = GAN(incomes, table).values.model.encoder
    assert encoder.tails is not None and encoder.tails.mapped.tolist() == [True, False]
    assert encoder.groups.count == 2


def test_centres_of_groups_are_rows_in_the_units_of_the_data(small):
    which = np.repeat([0, 1], [30, 20])
    points = np.linspace(0, 6, 24)
    pure = np.array([np.sin(points), 5 + 2 * np.cos(3 * points)])
    waves = pure[which] + np.random.default_rng(1).normal(0, 0.05, (50, 24))
    centres = GAN(waves, {"kind": "waves", **small}).values.model.group_centres()
    np.testing.assert_allclose(centres, pure, atol=0.1)
    assert GAN(waves[:30], {"kind": "waves", **small}).values.model.group_centres() is None
