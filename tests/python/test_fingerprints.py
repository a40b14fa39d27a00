"""The hash of rows does not depend on how they are cut."""

import numpy as np
from rgan.fingerprints import fingerprint_of, in_blocks

X = np.arange(30_000.0).reshape(10_000, 3)


def test_blocks_make_no_difference_and_rows_do():
    known = fingerprint_of(X.shape, in_blocks(X))
    assert known == fingerprint_of(X.shape, [X]) == fingerprint_of(X.shape, np.array_split(X.astype("f4"), 7))
    assert known != fingerprint_of(X.shape, in_blocks(X[::-1]))
    assert known != fingerprint_of((30_000, 1), in_blocks(X.reshape(-1, 1)))


def test_what_is_missing_has_one_hash():
    other = np.uint64([0x7FF00000000007A2]).view(np.float64)[0]  # R's NA
    gaps = [np.array([[1.0, missing]]) for missing in (np.nan, other)]
    assert fingerprint_of((1, 2), gaps[:1]) == fingerprint_of((1, 2), gaps[1:])
