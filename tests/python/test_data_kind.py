"""Tables, waves, series and images by shape, and tables among matrices by their columns' scales."""

import numpy as np
import pytest
from rgan import GAN
from rgan.data_kind import kind_of


@pytest.mark.parametrize(
    ("shape", "kind"), [((5, 9), "table"), ((5, 10), "waves"), ((5, 4, 2), "series"), ((5, 4, 4, 1), "images")]
)
def test_kind_follows_the_shape(shape, kind):
    assert kind_of(np.zeros(shape)) == kind


def units_matrix(n=100):
    """Ten columns of sd 1 beside two of sd 15,000 and 100,000."""
    random = np.random.default_rng(1)
    return random.standard_normal((n, 12)) * [15e3, 1e5, *[1] * 10] + [5e4, 2e5, *[0] * 10]


@pytest.mark.parametrize("seed", range(5))
def test_columns_in_different_units_are_a_table(seed):
    x = units_matrix()[:, np.random.default_rng(seed).permutation(12)]
    assert kind_of(x) == "table"
    assert kind_of(np.c_[x, np.ones((100, 3))]) == "table"
    assert kind_of(x / x.std(axis=0)) == "waves"


def test_a_recipe_may_say_the_kind():
    x = units_matrix()
    assert GAN(x, {"latent": {"size": 2}}).details()["kind"] == "table"
    assert GAN(x, {"latent": {"size": 2}, "kind": "waves"}).details()["kind"] == "waves"


@pytest.mark.parametrize("noise", [0, 1e-6, 1e-3, 0.5])
@pytest.mark.parametrize("points", [10, 11, 21, 100])
def test_waves_with_nodes_growth_or_constants_stay_waves(noise, points):
    random, t = np.random.default_rng(1), np.linspace(0, 1, points)
    rows = np.arange(40)[:, None]
    error = noise * random.standard_normal((40, points))
    two = np.where(rows % 2, np.sin(4 * np.pi * t), 3 * np.sin(20 * np.pi * t))
    growing = np.exp(random.normal(20, 2, (40, 1)) * t)
    assert [kind_of(x + error) for x in (two, growing, np.where(t < 0.3, 0, two))] == ["waves"] * 3


def test_names_of_their_own_need_one_jump_only():
    x = np.random.default_rng(1).standard_normal((40, 12)) * [50, *[1] * 11]
    assert [kind_of(x), kind_of(x, named=True)] == ["waves", "table"]
    assert kind_of(x / x.std(axis=0), named=True) == "waves"
