"""What is accepted: rows of numbers, batches and epochs."""

import numpy as np

from .errors import DataError

FLOAT32_MAX = float(np.finfo(np.float32).max)
BATCH_NUMBERS = 1 << 26  # in a batch of more rows than there are
EPOCH_ROWS = 1 << 26  # of an epoch of as many steps as the recipe says, at most


def check_rows(x, least=2):
    """The data as a numeric array with rows first, not copied when it is one already. Raises `DataError`."""
    x = np.asarray(x)
    if x.dtype.kind not in "fiu":
        raise DataError(f"The data must be numbers, not {x.dtype}.")
    if x.ndim not in (2, 3, 4):
        raise DataError(f"The data must have 2, 3 or 4 dimensions (rows first), not {x.ndim}.")
    if x.shape[0] < least or 0 in x.shape:
        raise DataError(f"The data must have at least {least} rows and no empty dimension, not shape {x.shape}.")
    low, high = float(np.min(x)), float(np.max(x))
    if not np.isfinite([low, high]).all():
        bad = int(np.size(x) - np.isfinite(x).sum())
        raise DataError(f"The data hold {bad} values that are missing or infinite; remove or fill them first.")
    if max(-low, high) > FLOAT32_MAX:
        raise DataError(f"The data reach {max(-low, high):.3g}, beyond what 32-bit numbers hold; rescale them.")
    return x


def check_shape(x, shape):
    """Rows ``x``, (n, ...), must have this shape each. Raises `DataError`."""
    if x.shape[1:] != tuple(shape):
        raise DataError(f"Rows must have shape {shape_text(shape)} as in training, not {shape_text(x.shape[1:])}.")


def shape_text(shape):
    """A shape in words: "24 x 5"."""
    return " x ".join(str(size) for size in shape)


def check_epoch(steps, batch_size):
    """The rows of an epoch whose ``steps`` the recipe gives are drawn at once. Raises `DataError` for too many."""
    if steps and steps * batch_size > EPOCH_ROWS:
        raise DataError(
            f"`steps_per_epoch` of {steps} with batches of {batch_size} makes more than {EPOCH_ROWS} rows an epoch; "
            "make it smaller, and train more epochs."
        )


def check_batch(batch_size, n, size):
    """A batch of more rows than there are repeats rows: that may not take much memory. Raises `DataError`."""
    if batch_size > n and batch_size * size > BATCH_NUMBERS:
        raise DataError(
            f"A batch of {batch_size} rows of {size} numbers is too large for {n} rows of data; "
            "make `batch_size` smaller."
        )
