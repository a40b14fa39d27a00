"""Random numbers: their laws, and that they depend on (seed, step) alone."""

import numpy as np
import tensorflow as tf
from rgan.spec import Latent, Updates
from rgan.training.batches import Draws, draw_bits, draw_latent, mask


def draws(n=10, batch_size=4, seed=1, **more):
    return Draws(n, batch_size, seed, Latent(3), 3, Updates(), more.pop("masks", []), extra_rows=True, **more)


def test_every_row_comes_once_before_any_comes_twice():
    rows = draws(n=10, batch_size=4).chunk(0)["rows"].numpy()
    for epoch in range(5):
        first = rows[3 * epoch : 3 * epoch + 3, 0].reshape(-1)
        assert sorted(first[:10]) == list(range(10))


def test_a_given_number_of_steps_draws_rows_with_replacement_and_leaves_out_those_held():
    drawn = draws(n=10, batch_size=6, steps_per_epoch=200, held=np.array([3]))
    rows = drawn.chunk(0)["rows"].numpy()[:200, 0]
    assert any(len(set(batch)) < 6 for batch in rows)
    counts = np.bincount(rows.reshape(-1), minlength=10)
    assert counts[3] == 0
    # 1200 draws from nine rows: a count is 133 +- 11, and no batch says anything of the next.
    assert (np.abs(np.delete(counts, 3) - 1200 / 9) < 5 * 11).all()
    epochs = [drawn._epoch(0, epoch) for epoch in (0, 1)]
    assert (epochs[0] != epochs[1]).any()


def test_few_rows_fill_a_large_batch():
    rows = draws(n=3, batch_size=8).chunk(0)["rows"].numpy()
    assert rows.shape[2] == 8
    assert all(np.bincount(batch, minlength=3).min() >= 2 for batch in rows[:20, 0])


def test_chunks_differ_and_repeat_for_the_same_seed():
    one, again, other = draws(seed=1), draws(seed=1), draws(seed=2)
    assert (one.chunk(1)["latent"].numpy() == again.chunk(1)["latent"].numpy()).all()
    assert not (one.chunk(0)["latent"].numpy() == one.chunk(1)["latent"].numpy()).any()
    assert not (one.chunk(0)["latent"].numpy() == other.chunk(0)["latent"].numpy()).any()


def test_latent_follows_the_law_of_the_recipe():
    normal = draw_latent(Latent(1), (20000,), [1, 2]).numpy()
    assert abs(normal.mean()) < 0.03
    assert abs(normal.std() - 1) < 0.03
    uniform = draw_latent(Latent(1, "uniform", -5, 5), (20000,), [1, 2]).numpy()
    assert -5 <= uniform.min() < -4.9
    assert 4.9 < uniform.max() < 5
    assert abs(uniform.var() - 100 / 12) < 0.3


def test_masks_drop_at_the_rate_and_keep_the_mean():
    drawn = mask(draw_bits((200, 251), [3, 4]), 0.2).numpy()
    assert set(np.unique(drawn)) == {np.float32(0), drawn.max()}
    assert abs((drawn == 0).mean() - 0.2) < 0.01
    assert abs(drawn.mean() - 1) < 0.01
    assert np.corrcoef(drawn[:, 0], drawn[:, 1])[0, 1] < 0.3


def test_large_masks_make_shorter_chunks_not_larger_memory():
    big = draws(masks=[((1, 64, 40, 40, 64), 0.3)])
    assert big.size * 64 * 40 * 40 * 64 * 4 <= 2**27
    assert tf.nest.map_structure(lambda a: a.shape[0], big.chunk(0)["masks"]) == [big.size]
