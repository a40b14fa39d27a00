"""Random numbers: their laws, and that they depend on (seed, step) alone."""

import numpy as np
import tensorflow as tf
from rgan import Spec
from rgan.training.batches import Batches, draw_bits, draw_latent, dropout_mask


def law(**fields):
    return Spec.from_dict({"latent": fields}).latent


def batches(n=10, batch_size=4, seed=1, masks=(), updates=(1, 1), **more):
    return Batches(n, batch_size, seed, law(size=3), 3, updates, list(masks), **({"paired": True} | more))


def test_every_row_comes_once_before_any_comes_twice():
    rows = batches(n=10, batch_size=4).chunk(0)["rows"].numpy()
    for epoch in range(5):
        first = rows[3 * epoch : 3 * epoch + 3, 0].reshape(-1)
        assert sorted(first[:10]) == list(range(10))


def test_a_given_number_of_steps_draws_rows_with_replacement_and_no_validation_rows():
    drawn = batches(n=10, batch_size=6, steps_per_epoch=100, validation=np.array([3]))
    rows = drawn.chunk(0)["rows"].numpy()[:200, 0]
    assert any(len(set(batch)) < 6 for batch in rows)
    counts = np.bincount(rows.reshape(-1), minlength=10)
    assert counts[3] == 0
    # 1200 draws from nine rows: a count is 133 +- 11, and no batch says anything of the next.
    assert (np.abs(np.delete(counts, 3) - 1200 / 9) < 5 * 11).all()
    assert (rows[:100] != rows[100:]).any()  # of the next epoch


def test_passes_over_the_rows_leave_out_validation_rows():
    rows = batches(n=20, batch_size=4, validation=np.array([3, 7])).chunk(0)["rows"].numpy()
    assert set(np.unique(rows)) == set(range(20)) - {3, 7}


def test_few_rows_fill_a_large_batch():
    rows = batches(n=3, batch_size=8).chunk(0)["rows"].numpy()
    assert rows.shape[2] == 8
    assert all(np.bincount(batch, minlength=3).min() >= 2 for batch in rows[:20, 0])


def test_a_chunk_holds_what_each_update_sees():
    drawn = batches(updates=(3, 2), masks=[((3, 8, 5), 0.5)]).chunk(0)
    shapes = {name: tuple(part.shape[1:]) for name, part in drawn.items() if name != "masks"}
    assert shapes == {"rows": (5, 4), "latent": (5, 4, 3), "mix": (3, 4)}
    assert drawn["masks"][0].shape[1:] == (3, 8, 5) and drawn["masks"][0].dtype == tf.uint16
    assert batches(updates=(3, 2), paired=False).chunk(0)["rows"].shape[1] == 3
    assert 0 <= drawn["mix"].numpy().min() < 0.05 and 0.95 < drawn["mix"].numpy().max() < 1


def test_chunks_differ_and_repeat_for_the_same_seed():
    one, again, other = batches(seed=1), batches(seed=1), batches(seed=2)
    assert (one.chunk(1)["latent"].numpy() == again.chunk(1)["latent"].numpy()).all()
    assert not (one.chunk(0)["latent"].numpy() == one.chunk(1)["latent"].numpy()).any()
    assert not (one.chunk(0)["latent"].numpy() == other.chunk(0)["latent"].numpy()).any()


def test_where_rows_came_into_use_the_epoch_begins():
    # 10 rows in batches of 4: three steps an epoch; from step 2 on, which is in epoch 5, other rows are in use.
    rows = batches(origin=(2, 5)).chunk(0)["rows"].numpy()[:, 0]
    assert sorted(rows[2:5].reshape(-1)[:10]) == list(range(10))
    assert (rows[2:5] == batches(origin=(0, 5)).chunk(0)["rows"].numpy()[:3, 0]).all()
    assert (rows[2:5] != batches().chunk(0)["rows"].numpy()[:3, 0]).any()


def test_latent_follows_the_law_of_the_recipe():
    normal = draw_latent(law(), (20000,), [1, 2]).numpy()
    assert abs(normal.mean()) < 0.03
    assert abs(normal.std() - 1) < 0.03
    uniform = draw_latent(law(distribution="uniform", low=-5, high=5), (20000,), [1, 2]).numpy()
    assert -5 <= uniform.min() < -4.9
    assert 4.9 < uniform.max() < 5
    assert abs(uniform.var() - 100 / 12) < 0.3


def test_masks_drop_at_the_rate_and_keep_the_mean():
    drawn = dropout_mask(draw_bits((200, 251), [3, 4]), 0.2).numpy()
    assert set(np.unique(drawn)) == {np.float32(0), drawn.max()}
    assert abs((drawn == 0).mean() - 0.2) < 0.01
    assert abs(drawn.mean() - 1) < 0.01
    assert np.corrcoef(drawn[:, 0], drawn[:, 1])[0, 1] < 0.3


def test_large_masks_make_shorter_chunks_not_larger_memory():
    big = batches(masks=[((1, 64, 40, 40, 64), 0.3)])
    assert big.size * 64 * 40 * 40 * 64 * 4 <= 2**27
    assert tf.nest.map_structure(lambda a: a.shape[0], big.chunk(0)["masks"]) == [big.size]
