"""Layers as data: their fields, defaults and sizes."""

import numpy as np
import pytest
from rgan import SpecError
from rgan.errors import R
from rgan.networks.layers import check_layers, fit_any_size, make, sizes
from rgan.networks.network import generator

PATH = ("generator",)


def filled(**layer):
    return check_layers([layer], PATH)[0]


def test_every_field_is_filled_in():
    assert filled(type="dense", units=3.0) == {
        "type": "dense", "units": 3, "activation": None, "slope": 0.2, "bias": True,
    }  # fmt: skip
    assert filled(type="conv2d", filters=2, kernel=[3, 5])["kernel"] == [3, 5]
    assert filled(type="reshape", shape=6)["shape"] == [6]
    assert filled(type="reshape", shape="data")["shape"] == "data"
    assert filled(type="flatten") == {"type": "flatten"}
    assert check_layers(None, PATH) is None


def test_what_is_filled_in_is_of_one_type_however_it_was_given():
    given = filled(type="output", gain=1, slope=0)
    assert [type(given[name]) for name in ("gain", "slope")] == [float, float]
    assert type(filled(type="dense", units=np.int64(4))["units"]) is int


BAD = [
    ([], "`generator` has no layers."),
    ("dense", '`generator` must be a list of layers, not "dense".'),
    ([{}], "`generator[[1]]$type` must be one of "),
    ([{"type": "flatten", "units": 3}], '`generator[[1]]`, a flatten layer, has no field "units". It has none.'),
    ([{"type": "dense"}], "`generator[[1]]$units` must be a whole number of at least 1, not NULL."),
    ([{"type": "dense", "units": 2**41}], "`generator[[1]]$units` must be a whole number of at least 1 and at most"),
    ([{"type": "conv1d", "filters": 1, "kernel": [3, "a"]}], "`generator[[1]]$kernel[[2]]` must be a whole number"),
    (
        [{"type": "conv1d", "filters": 1, "kernel": 3, "padding": "full"}],
        "`generator[[1]]$padding` must be one of ",
    ),
    (
        [{"type": "flatten"}, {"type": "dropout", "rate": 1}],
        "`generator[[2]]$rate` must be a number of at least 0 and ",
    ),
    ([{"type": "activation", "activation": "gelu"}], "`generator[[1]]$activation` must be one of "),
    (
        [{"type": "output", "gain": float("inf")}],
        "`generator[[1]]$gain` must be a finite number of at ",
    ),
    ([{"type": "latent", "after": "data"}], '`generator[[1]]$after` must be a whole number of at least 1, not "data".'),
]


@pytest.mark.parametrize(("layers", "words"), BAD)
def test_bad_layers_are_refused_with_their_place(layers, words):
    with pytest.raises(SpecError) as caught:
        check_layers(layers, PATH)
    assert caught.value.said(R).startswith(words)


def test_networks_that_want_rows_as_they_are_are_told_from_others():
    output, dense = [{"type": "output"}], [{"type": "dense", "units": 1}]
    assert fit_any_size(output, dense)
    assert not fit_any_size(dense, dense)
    assert not fit_any_size(output, [{"type": "reshape", "shape": "data"}, *dense])


def test_sizes_are_those_of_the_layers_that_are_made():
    layers = check_layers(
        [
            {"type": "reshape", "shape": ["data", 1]},
            {"type": "conv1d", "filters": 5, "kernel": 3, "strides": 2, "bias": False},
            {"type": "dropout", "rate": 0.5},
            {"type": "flatten"},
            {"type": "dense", "units": "data", "bias": False},
        ],
        PATH,
    )
    found = list(sizes(layers, (12,), (12,)))
    assert found == [
        ("a reshape layer", 0, 12), ("a conv1d layer", 15, 30), ("a dropout layer", 0, 30), ("a flatten layer", 0, 30),
        ("a dense layer", 360, 12),
    ]  # fmt: skip


def test_sizes_count_latent_numbers_that_enter_late():
    layers = check_layers([{"type": "dense", "units": 8}, {"type": "latent", "after": 2}, {"type": "output"}], PATH)
    assert [weights for _, weights, _ in sizes(layers, (5,), (24,))] == [2 * 8, 0, (8 + 3) * 24, 0]


def test_one_layer_may_become_several():
    leaky = filled(type="dense", units=3, activation="leaky_relu", slope=0.3)
    assert [type(layer).__name__ for layer in make(leaky, (4,), 0)] == ["Dense", "LeakyReLU"]
    assert [type(layer).__name__ for layer in make(filled(type="output"), (4, 2), 0)] == ["Dense", "Reshape"]
    assert len(make(filled(type="dense", units=3, activation="linear"), (4,), 0)) == 1


def built(layers, size=5, shape=(24,)):
    return generator(check_layers(layers, PATH), size, shape, 0)


def test_the_gain_scales_the_first_weights_of_the_output():
    plain, tenth = (built([{"type": "output", "gain": gain}]).weights()[0].numpy() for gain in (1, 0.1))
    assert np.allclose(plain, 10 * tenth, atol=1e-6)
    assert np.abs(plain).max() <= np.sqrt(6 / (5 + 24))
