"""What is accepted: numbers, words and fields of a spec, rows of data, batches and epochs.

Every check of a field takes the value and the field's path, and returns the value as a plain number, text or bool. What
is refused is a `SpecError` (or the class given as ``error``) that says the field, what it must be and the value seen.
"""

import difflib
import math
import numbers

import numpy as np

from .errors import DataError, Listed, SpecError

FLOAT32_MAX = float(np.finfo(np.float32).max)
WHOLE_MAX = 2**31 - 1
BATCH_NUMBERS = 1 << 26  # in a batch of more rows than there are
EPOCH_ROWS = 1 << 26  # of an epoch of as many steps as the spec says, at most


def check_number(value, path, low=-math.inf, high=math.inf, open_low=False, open_high=False, error=SpecError):
    """A finite number that 32 bits can hold.

    Parameters
    ----------
    value : object
        The value given.
    path : sequence of str and int
        The field, see `rgan.errors.Field`.
    low, high : float, optional
        Its bounds.
    open_low, open_high : bool, default False
        Whether a bound itself is refused.
    error : class, default SpecError
        What is raised.

    Returns
    -------
    int or float
        The value.

    Raises
    ------
    SpecError
        Or ``error``: where it is no such number.
    """
    number = _plain_number(value)
    good = number is not None and abs(number) <= FLOAT32_MAX
    good = good and (low < number if open_low else low <= number) and (number < high if open_high else number <= high)
    if not good:
        finite = number is None or -math.inf < number < math.inf
        wanted = ("a number" if finite else "a finite number") + _bounds(low, high, open_low, open_high, number)
        raise error("must be {wanted!s}, not {value}.", path=path, wanted=wanted, value=value)
    return number


def _plain_number(value):
    """A number of Python's own; None for what is none (a bool is none, either)."""
    if isinstance(value, (bool, np.bool_)) or not isinstance(value, numbers.Real):
        return None
    return int(value) if isinstance(value, numbers.Integral) else float(value)


def _bounds(low, high, open_low, open_high, number):
    """The bounds in words, as they follow "a number"."""
    bounds = [f"{'above' if open_low else 'at least'} {low:g}"] if low > -math.inf else []
    bounds += [f"{'below' if open_high else 'at most'} {high:g}"] if high < math.inf else []
    words = " and ".join(bounds)
    words = f" of {words}" if words.startswith("at ") else f" {words}" if words else ""
    beyond = number is not None and FLOAT32_MAX < abs(number) < math.inf
    return words + (" that 32 bits can hold" if beyond else "")


def check_whole(value, path, least=0, most=WHOLE_MAX, error=SpecError):
    """A whole number.

    Parameters
    ----------
    value : object
        The value given; 3.0 is taken for 3.
    path : sequence of str and int
        The field.
    least, most : int, optional
        Its bounds.
    error : class, default SpecError
        What is raised.

    Returns
    -------
    int
        The value.

    Raises
    ------
    SpecError
        Or ``error``: where it is no such number.
    """
    number = _plain_number(value)
    if number is None or not least <= number <= most or number != int(number):
        bounds = f"of at least {least}" + (f" and at most {most}" if number is not None and number > most else "")
        raise error("must be a whole number {bounds!s}, not {value}.", path=path, bounds=bounds, value=value)
    return int(number)


def check_choice(value, path, known, error=SpecError):
    """One of the words known.

    Parameters
    ----------
    value : object
        The value given.
    path : sequence of str and int
        The field.
    known : iterable of str
        The words.
    error : class, default SpecError
        What is raised.

    Returns
    -------
    str
        The value.

    Raises
    ------
    SpecError
        Or ``error``: where it is none of them, naming the nearest.
    """
    known = Listed(known)
    if not isinstance(value, str) or value not in known:
        near = nearest(value, known)
        hint = "" if near is None else " Did you mean {near}?"
        raise error("must be one of {known}, not {value}." + hint, path=path, known=known, value=value, near=near)
    return value


def check_flag(value, path, error=SpecError):
    """True or False.

    Parameters
    ----------
    value : object
        The value given.
    path : sequence of str and int
        The field.
    error : class, default SpecError
        What is raised.

    Returns
    -------
    bool
        The value.

    Raises
    ------
    SpecError
        Or ``error``: where it is neither.
    """
    if not isinstance(value, (bool, np.bool_)):
        raise error("must be {yes} or {no}, not {value}.", path=path, yes=True, no=False, value=value)
    return bool(value)


def nearest(name, known):
    """The known word that was probably meant.

    Parameters
    ----------
    name : object
        What was given.
    known : sequence of str
        The words known.

    Returns
    -------
    str or None
        The nearest, None where none is near.
    """
    return next(iter(difflib.get_close_matches(name, known, n=1)), None) if isinstance(name, str) else None


def check_rows(x, least=2, gaps=False):
    """The data as an array of numbers with rows first.

    Parameters
    ----------
    x : array_like, shape (n, ...)
        Two to four dimensions, in any unit. Not copied where it is such an array already.
    least : int, default 2
        Rows at least.
    gaps : bool, default False
        Whether values may be missing (NaN), though not all of a row.

    Returns
    -------
    array, shape (n, ...)
        The data.

    Raises
    ------
    DataError
        Where they are no numbers, have another shape, hold missing or infinite values or such as 32 bits do not hold.
    """
    x = np.asarray(x)
    if x.dtype.kind not in "fiu":
        raise DataError(f"The data must be numbers, not {x.dtype}.")
    if x.ndim not in (2, 3, 4):
        raise DataError(f"The data must have 2, 3 or 4 dimensions (rows first), not {x.ndim}.")
    if x.shape[0] < least or 0 in x.shape:
        raise DataError(f"The data must have at least {least} rows and no empty dimension, not shape {x.shape}.")
    low, high = float(np.min(x)), float(np.max(x))
    if gaps and np.isnan(low):
        check_gaps(x)
        # R's NA is a signalling NaN, which minima and maxima are not made to pass over.
        x = np.where(np.isnan(x), np.nan, x)
        low, high = float(np.nanmin(x)), float(np.nanmax(x))
    if not np.isfinite([low, high]).all():
        bad = int(np.size(x) - np.isfinite(x).sum())
        raise DataError(f"The data hold {bad} values that are missing or infinite; remove or fill them first.")
    if max(-low, high) > FLOAT32_MAX:
        raise DataError(f"The data reach {max(-low, high):.3g}, beyond what 32-bit numbers hold; rescale them.")
    return x


def check_gaps(x):
    """Raises `DataError` where a row has no value at all."""
    empty = np.flatnonzero(np.isnan(x).reshape(len(x), -1).all(axis=1))
    if len(empty):
        raise DataError(f"Row {empty[0]} (from 0) has no value at all; leave such rows out.")


def check_positions(x):
    """Raises `DataError` where a column, or a point of time, has no value in any row."""
    if not np.isnan(np.min(x)):
        return
    empty = np.flatnonzero(np.isnan(x).all(axis=0).ravel())
    if len(empty):
        where = ", ".join(str(i) for i in np.unravel_index(empty[0], x.shape[1:]))
        raise DataError(f"No row has a value at {where} (from 0); leave this column or point out.")


def check_shape(x, shape):
    """Rows ``x``, (n, ...), must have this shape each. Raises `DataError`."""
    if x.shape[1:] != tuple(shape):
        raise DataError(f"Rows must have shape {shape_text(shape)} as in training, not {shape_text(x.shape[1:])}.")


def shape_text(shape):
    """A shape in words: "24 x 5"."""
    return " x ".join(str(size) for size in shape)


def check_epoch(steps, batch_size):
    """Refuses an epoch of so many steps that its rows, which are drawn at once, take too much memory.

    Parameters
    ----------
    steps : int or None
        Steps of an epoch; None where the data decide.
    batch_size : int
        Rows of a step.

    Raises
    ------
    DataError
        Where there are too many.
    """
    if steps and steps * batch_size > EPOCH_ROWS:
        raise DataError(
            f"`steps_per_epoch` of {steps} with batches of {batch_size} makes more than {EPOCH_ROWS} rows an epoch; "
            "make it smaller, and train more epochs."
        )


def check_batch(batch_size, n, size):
    """Refuses a batch of more rows than there are, which repeats rows, where it takes too much memory.

    Parameters
    ----------
    batch_size : int
        Rows of a batch.
    n : int
        Rows of the data.
    size : int
        Numbers of a row.

    Raises
    ------
    DataError
        Where it is too large.
    """
    if batch_size > n and batch_size * size > BATCH_NUMBERS:
        raise DataError(
            f"A batch of {batch_size} rows of {size} numbers is too large for {n} rows of data; "
            "make `batch_size` smaller."
        )
