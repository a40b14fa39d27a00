"""`rgan.metrics.samples`: splits are of equal size, do not share rows, and keep the order where it matters."""

import numpy as np
from rgan.encoding.encoder import Encoder
from rgan.metrics import samples


def sample(n, first=0.0):
    rows = first + np.arange(n, dtype=float).reshape(n, 1) + np.zeros((1, 12))
    return samples.sample_of(rows, Encoder(np.zeros(()), np.ones(())), "waves")


def test_halves_share_no_row():
    reference, other, generated = samples.split(sample(21), sample(50), None, 1000, 1)
    assert len(reference.rows) == len(other.rows) == len(generated.rows) == 10
    assert not set(reference.rows[:, 0]) & set(other.rows[:, 0])


def test_a_holdout_is_what_is_compared_with():
    reference, other, _ = samples.split(sample(30), sample(50), sample(8, 100.0), 1000, 1)
    assert set(reference.rows[:, 0]) == set(range(100, 108))
    assert len(other.rows) == 8


def test_rows_may_keep_their_order():
    reference, other, _ = samples.split(sample(30), sample(50), None, 1000, 1, in_order=True)
    mixed, _, _ = samples.split(sample(30), sample(50), None, 1000, 1)
    assert (np.diff(reference.rows[:, 0]) > 0).all()
    assert (np.diff(other.rows[:, 0]) > 0).all()
    assert set(mixed.rows[:, 0]) == set(reference.rows[:, 0])


def test_baselines_are_as_many_as_the_rows():
    made = samples.baseline_rows(sample(9), 1)
    assert {name: rows.rows.shape for name, rows in made.items()} == {"gaussian": (9, 12), "bootstrap": (9, 12)}
    assert made["gaussian"].curves.shape == (9, 12, 1)
