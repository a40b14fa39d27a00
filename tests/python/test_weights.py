"""All that makes rows, counted and as one list."""

import numpy as np
import tensorflow as tf
from rgan.training.weights import Filter, Weights


def tensors(*shapes, dtype=tf.float32):
    return [tf.ones(shape, dtype) for shape in shapes]


def test_files_get_one_list_of_known_parts():
    passing = Filter(tensors((4, 2), (2,)), tensors((2,)), tf.constant(0.5))
    plain = Weights(tensors((3, 4)), tensors((), dtype=tf.int64))
    filtered = Weights(plain.weights, plain.buffers, passing)
    assert (plain.counts, filtered.counts) == ((1, 1, 0), (1, 1, 4))
    assert [tuple(t.shape) for t in filtered.tensors] == [(3, 4), (), (4, 2), (2,), (2,), ()]
    assert filtered.tensors[-1] is passing.lowest_logit
    assert len(plain.tensors) == sum(plain.counts)


def test_the_memory_is_that_of_all_tensors():
    found = Weights(tensors((3, 4)), tensors((), dtype=tf.int64), Filter(tensors((5,)), [], tf.constant(0.5)))
    assert found.n_bytes == 4 * 12 + 8 + 4 * 5 + 4 == sum(np.asarray(t).nbytes for t in found.tensors)
