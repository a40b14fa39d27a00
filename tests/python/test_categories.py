"""Columns of a table that are categories: codes come back, shares are kept, and none is lost."""

import numpy as np
import pytest
from rgan import GAN
from rgan.encoding.categories import Categories
from rgan.errors import DataError


def category(levels):
    return {"type": "category", "levels": levels}


NUMBER = {"type": "number"}


def table(n=200, seed=1):
    """A number that says which of three kinds a row is, its kind, and a flag that one of a hundred rows has."""
    random = np.random.default_rng(seed)
    kind = random.choice(3, n, p=[0.5, 0.3, 0.2])
    flag = np.arange(n) % 100 == 0
    return np.column_stack([10 * kind + random.normal(size=n), kind, flag]).astype(float)


COLUMNS = [NUMBER, category(3), category(2)]
RECIPE = {
    "latent": {"size": 3},
    "generator": [{"type": "dense", "units": 16, "activation": "leaky_relu"}, {"type": "output"}],
    "discriminator": [{"type": "dense", "units": 16, "activation": "leaky_relu"}, {"type": "dense", "units": 1}],
}


@pytest.fixture(scope="module")
def trained():
    return GAN(table(), RECIPE, seed=1, columns=COLUMNS).train(20, trace=10)


def test_few_combinations_are_drawn_by_their_shares_and_no_level_is_lost(trained):
    assert trained.details()["categories"] == {"drawn": 2, "made": 0, "levels": 5}
    rows = trained.generate(4000, seed=2)
    assert np.bincount(rows[:, 1].astype(int)) / 4000 == pytest.approx(
        np.bincount(table()[:, 1].astype(int)) / 200, abs=0.03
    )
    assert 0.003 < rows[:, 2].mean() < 0.02
    assert np.corrcoef(rows[:, 0], rows[:, 1])[0, 1] > 0.95
    assert np.array_equal(rows[:9], trained.generate(9, seed=2))


def test_categories_live_in_files_and_come_back(trained, tmp_path):
    trained.save(tmp_path / "a.rgan")
    back = GAN.restore(tmp_path / "a.rgan", table())
    assert np.array_equal(back.generate(20, seed=3), trained.generate(20, seed=3))
    assert back.x_train == pytest.approx(table(), abs=1e-5)
    assert (back.x_train[:, 1:] == table()[:, 1:]).all()
    assert back.realness(table()).shape == (200,)


def test_many_combinations_are_made_by_the_generator(tmp_path):
    random = np.random.default_rng(1)
    x = np.column_stack([random.normal(size=60), *(random.integers(0, 4, 60) for _ in range(4))])
    trainer = GAN(x, RECIPE, seed=1, columns=[NUMBER, *[category(4)] * 4]).train(4, trace=2)
    assert trainer.details()["categories"]["made"] > 0
    rows = trainer.generate(100, seed=1)
    assert np.isin(rows[:, 1:], range(4)).all()
    trainer.save(tmp_path / "a.rgan")
    assert np.array_equal(GAN.restore(tmp_path / "a.rgan").generate(5), trainer.generate(5))
    assert trainer.generator(trainer.latent(3)).shape == trainer.values.data.rows[:3].shape
    assert trainer.x_train == pytest.approx(x, abs=1e-5)


def test_a_table_of_categories_alone_is_learned():
    x = np.column_stack([np.arange(60) % 3, np.arange(60) % 2]).astype(float)
    trainer = GAN(x, RECIPE, seed=1, columns=[category(3), category(2)]).train(2, trace=1)
    rows = trainer.generate(600, seed=1)
    assert len(np.unique(rows, axis=0)) == 6


def test_the_columns_with_fewest_levels_are_drawn_first():
    x = np.column_stack([np.arange(80), np.arange(80) % 2, np.arange(80) % 3]).astype(float)
    found = Categories.fit(x, np.array([80, 2, 3], np.int32))
    assert found.drawn.tolist() == [0, 1, 1]
    assert found.sizes == (80,)
    assert np.array_equal(found.join(np.empty((80, 0)), found.encode(x), found.codes(x)), x)


def test_what_is_no_category_is_refused():
    def refused(match, x, columns):
        with pytest.raises(DataError, match=match):
            GAN(x, RECIPE, columns=columns)

    refused("whole numbers from 0 to 1, not 2", np.arange(6.0).reshape(3, 2), [NUMBER, category(2)][::-1])
    refused("whole numbers from 0", np.full((4, 2), 0.5) + np.arange(2), [NUMBER, category(2)])
    refused("at most 1000 can be learned", np.arange(4000.0).reshape(2000, 2) // 2, [NUMBER, category(2001)])
    refused("Only columns of a table", np.arange(12.0).reshape(2, 3, 2), [NUMBER, category(40)])
