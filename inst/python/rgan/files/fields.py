"""Single fields of a file: each must be of its type, whatever a stranger has written there."""

import numpy as np

MAX_COUNT = 2**31 - 1  # rows, steps, epochs and seeds at most
MAX_TEXT = 200  # characters shown or kept of a text


class MisfitError(ValueError):
    """What does not fit, in words."""


def whole_number(value, name, low=0, high=MAX_COUNT):
    """A whole number from ``low`` to ``high``."""
    if type(value) is not int or not low <= value <= high:
        raise MisfitError(f"{name} is {shown(value)}, not a whole number from {low} to {high}")
    return value


def number(value, name):
    """A number, which may be NaN or infinite."""
    if type(value) not in (int, float):
        raise MisfitError(f"{name} is {shown(value)}, not a number")
    return float(value)


def text(value, name):
    """A text of moderate length."""
    if not isinstance(value, str) or len(value) > MAX_TEXT:
        raise MisfitError(f"{name} is {shown(value)}, not a text of at most {MAX_TEXT} characters")
    return value


def finite_or_missing(values, name):
    """An array without infinite numbers, in which values may be missing: NaN."""
    if np.isinf(values).any():
        raise MisfitError(f"{name} holds numbers that are not finite")


def finite(values, name):
    """An array without NaN and infinite numbers."""
    if values.dtype.kind == "f" and not np.isfinite(values).all():
        raise MisfitError(f"{name} holds numbers that are not finite")


def array(arrays, name, shape, dtype):
    """The array of this name, with this shape (None: any) and type."""
    if name not in arrays:
        raise MisfitError(f"the array {name} is not there")
    values = arrays[name]
    if values.dtype != dtype or (shape is not None and values.shape != shape):
        raise MisfitError(f"{name} is {values.dtype} of shape {values.shape}, not {dtype} of shape {shape or 'any'}")
    return values


def within(arrays, prefix):
    """The arrays whose names begin with a prefix, by the rest of their names."""
    return {name.removeprefix(prefix): values for name, values in arrays.items() if name.startswith(prefix)}


def list_of(value, name):
    """A list of anything."""
    if not isinstance(value, list):
        raise MisfitError(f"{name} is {shown(value)}, not a list")
    return value


def shown(value):
    """A value as errors show it: short, and only its type where it is no plain one."""
    said = repr(value) if isinstance(value, (bool, int, float, str, type(None))) else f"a {type(value).__name__}"
    return said if len(said) <= MAX_TEXT else f"{said[:MAX_TEXT]}..."
