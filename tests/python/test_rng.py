"""No two streams have anything in common: neither two seeds, nor two layers, nor the parts of one training."""

import itertools

import numpy as np
import pytest
from rgan import GAN, rng

SHAPES = {"table": (40, 3), "waves": (40, 30), "series": (30, 6, 2), "images": (12, 8, 8, 1)}


def matrices(trainer):
    """Initial weights of every layer that draws any, by network and number."""
    return {
        (name, i): w.numpy()
        for name in ("generator", "discriminator")
        for i, w in enumerate(trainer.values.state.tensors[name])
        if w.shape.rank > 1
    }


def shared_start(a, b, count=16):
    """Whether two arrays begin alike, up to a factor, as arrays of one stream do."""
    a, b = a.reshape(-1)[:count], b.reshape(-1)[:count]
    size = min(len(a), len(b))
    return size > 3 and abs(np.corrcoef(a[:size], b[:size])[0, 1]) > 0.999


@pytest.mark.parametrize("kind", SHAPES)
def test_no_layer_of_any_seed_begins_like_another(kind):
    x = np.random.default_rng(0).normal(size=SHAPES[kind])
    drawn = {}
    for seed in (1, 2, 3, 1001, 1002):
        drawn |= {(seed, *where): w for where, w in matrices(GAN(x, seed=seed)).items()}
    alike = [pair for pair in itertools.combinations(drawn, 2) if shared_start(drawn[pair[0]], drawn[pair[1]])]
    assert alike == []


def test_latent_rows_of_training_monitor_traces_and_pretraining_never_meet(waves, small):
    seen = {}
    for seed in range(4):
        trainer = GAN(waves, small | {"pretrain": 1}, batch_size=4, seed=seed)
        parts = {"generate": trainer.latent(50, seed)}
        for name in ("generate/again/1", "monitor/latent"):
            parts[name] = trainer.latent(50, rng.integer(seed, name))
        for name in ("batches", "pretrain", "features/0"):
            model, data, _ = trainer.values
            batches = model.batches(data, model.engine.step, name=name)
            parts |= {f"{name}/{chunk}": batches.chunk(chunk)["latent"].numpy() for chunk in range(2)}
        seen |= {(seed, name): set(np.round(values.reshape(-1), 6).tolist()) for name, values in parts.items()}
    for a, b in itertools.combinations(seen, 2):
        assert len(seen[a] & seen[b]) < 0.02 * min(len(seen[a]), len(seen[b])), (a, b)


def test_batches_of_neighbouring_seeds_hold_other_rows(waves, small):
    rows = [GAN(waves, small, batch_size=4, seed=s).values.batches().chunk(0)["rows"].numpy() for s in range(4)]
    for a, b in itertools.combinations(rows, 2):
        assert (a[:, 0] != b[:, 0]).mean() > 0.5
        assert (a[:, 0] != b[:, 1]).mean() > 0.5


def test_keys_are_those_of_their_seed_and_name_in_every_form():
    assert rng.key(1, "a") == rng.key(np.int64(1), "a")
    assert len({rng.key(seed, name) for seed in range(50) for name in ("a", "b", "a/1", "1/a")}) == 200
    words = rng.stateless(1, "a").astype(np.uint64)
    assert int(words[0]) + (int(words[1]) << 64) == rng.key(1, "a")
    assert 0 <= rng.integer(1, "a") < 2**31
    assert (rng.stream(1, "a").normal(size=3) == rng.stream(1, "a").normal(size=3)).all()


def test_some_rows_are_all_of_few_and_spread_over_many():
    assert rng.some_rows(5, 9, 1, "a").tolist() == [0, 1, 2, 3, 4]
    rows = rng.some_rows(100_000, 1000, 1, "a")
    assert (np.diff(rows) > 0).all()
    assert np.abs(np.bincount(rows // 10_000, minlength=10) - 100).max() < 50
