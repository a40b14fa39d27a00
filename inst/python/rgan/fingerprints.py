"""A short hash of rows, which tells whether a checkpoint belongs to them, wherever they are."""

import hashlib

import numpy as np

BLOCK_ROWS = 4096


def fingerprint_of(shape, blocks):
    """The hash of rows that come in blocks; how they are cut makes no difference.

    Parameters
    ----------
    shape : tuple of int
        Of all rows.
    blocks : iterable of array
    """
    hashed = hashlib.blake2b(str(tuple(shape)).encode(), digest_size=16)
    for block in blocks:
        rows = np.ascontiguousarray(block, dtype=np.float64)
        if np.isnan(np.min(rows)):
            rows = np.where(np.isnan(rows), np.nan, rows)  # what is missing has many bit patterns
        hashed.update(rows.tobytes())
    return hashed.hexdigest()


def in_blocks(*arrays):
    """Arrays, one after the other, some rows at a time."""
    for values in arrays:
        for i in range(0, len(values), BLOCK_ROWS):
            yield values[i : i + BLOCK_ROWS]
