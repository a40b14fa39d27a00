"""Whether what a file says can be a trainer: every size, name and number in it against what is there.

Files come from anyone. All of this is asked before anything is made by a size that a file declares, so that nothing of
a trainer once read can later ask for memory that it should not need, or fail in the middle. Each function raises
`MisfitError`, which says in words what does not fit. What a recipe may hold is `rgan.spec`'s, what networks need of it
`rgan.files.footprint`'s.
"""

import math
from itertools import pairwise

import numpy as np

from ..checks import FLOAT32_MAX, check_batch

COUNT = 2**31 - 1  # rows, steps, epochs and seeds at most
PLAN = 2**62  # steps of a plan at most: any number of epochs of any number of rows
COLUMNS = 7  # of the history: epoch, step, four losses and accuracies, seconds
LONGEST = 200  # characters shown or kept of a text
FIGURES = ("score", "outside", "copies", "d_accuracy", "nearer")  # of a record; NaN where there is none


class MisfitError(ValueError):
    """What does not fit, in words."""


def check(meta, arrays):
    """A trainer's ``meta`` and ``arrays``; that the arrays fit the networks is seen when these have been made."""
    shape = _shape(meta["shape"])
    n = whole(meta["n"], "the number of rows", 2)
    _rows(arrays, n, shape)
    batch_size = whole(meta["batch_size"], "the batch size", 1)
    check_batch(batch_size, n, math.prod(shape))
    whole(meta["seed"], "the seed")
    _flags(meta)
    step, epoch = _reached(meta, arrays, _steps(meta["spec"]) or -(-n // batch_size))
    _held(meta.get("validation", []), n)
    _records(meta["records"], step, epoch)
    _history(arrays["history"], step, epoch)
    _partial(arrays["partial"])
    _scaler(arrays, shape)
    output(meta["output"], arrays, shape)
    for name, values in arrays.items():
        if name != "history":
            finite(values, name)


def fit(meta, arrays):
    """What a file of R's fit holds beside its trainer: training rows, traced rows, and numbers of R's own."""
    shape = _shape(meta["shape"])
    if "rows" not in arrays:
        raise MisfitError("there are no training rows")
    _rows(arrays, whole(meta["n"], "the number of rows", 2), shape)
    finite(arrays["rows"], "rows")
    output(meta["output"], arrays, shape)
    if not isinstance(meta["note"], str):
        raise MisfitError(f"R's note is {_said(meta['note'])}, not a text")
    for i in range(sum(name.startswith("note/") for name in arrays)):
        _array(arrays, f"note/{i}", None, "float64")


def kept(counts, arrays, state, records):
    """What traces keep: weights like those of ``state``, at epochs that have a record."""
    generator = [*state["generator"]], [*state["generator_extra"]]
    judge = [*state["discriminator"], *state["discriminator_extra"]]
    epochs = {record["epoch"] for record in records}
    for epoch, *numbers in _list(counts, "the list of kept epochs"):
        if type(epoch) is not int or epoch not in epochs:
            raise MisfitError(f"the weights of epoch {_said(epoch)} are kept, at which there was no trace")
        epochs.remove(epoch)
        for got, known in zip(numbers, ([len(generator[0])], [len(generator[1])], [0, len(judge) + 1]), strict=False):
            if type(got) is not int or got not in known:
                raise MisfitError(f"epoch {epoch} keeps {_said(got)} arrays, not {known[-1]}")
        if len(numbers) not in (2, 3):
            raise MisfitError(f"it is not said what epoch {epoch} keeps")
        tensors = [*generator[0], *generator[1], *(judge if numbers[2:] not in ([], [0]) else [])]
        for i, tensor in enumerate(tensors):
            _array(arrays, f"kept/{epoch}/{i}", tuple(tensor.shape), tensor.dtype.name)
        if len(tensors) < sum(numbers):
            _array(arrays, f"kept/{epoch}/{len(tensors)}", (), "float32")


def like(saved, fresh, name):
    """A saved array, None where there is none, beside the tensor that it becomes."""
    shape = None if saved is None else saved.shape
    if shape != tuple(fresh.shape):
        raise MisfitError(f"{name} has shape {shape}, not {tuple(fresh.shape)}")
    if saved.dtype != fresh.dtype.name:
        raise MisfitError(f"{name} is {saved.dtype}, not {fresh.dtype.name}")


def whole(value, name, low=0, high=COUNT):
    """A whole number from ``low`` to ``high``."""
    if type(value) is not int or not low <= value <= high:
        raise MisfitError(f"{name} is {_said(value)}, not a whole number from {low} to {high}")
    return value


def number(value, name):
    """A number, which may be NaN or infinite."""
    if type(value) not in (int, float):
        raise MisfitError(f"{name} is {_said(value)}, not a number")
    return float(value)


def text(value, name):
    """A text of moderate length."""
    if not isinstance(value, str) or len(value) > LONGEST:
        raise MisfitError(f"{name} is {_said(value)}, not a text of at most {LONGEST} characters")
    return value


def finite(values, name):
    """An array without NaN and infinite numbers."""
    if values.dtype.kind == "f" and not np.isfinite(values).all():
        raise MisfitError(f"{name} holds numbers that are not finite")


def output(names, arrays, shape):
    """Traced rows: names, and rows of this shape for each."""
    names = [text(name, "the name of a trace") for name in _list(names, "the list of traces")]
    if len(set(names)) < len(names):
        raise MisfitError("two traces have the same name")
    for i in range(len(names)):
        rows = _array(arrays, f"output/{i}", None, "float64")
        if rows.ndim != len(shape) + 1 or rows.shape[1:] != shape or len(rows) == 0:
            raise MisfitError(f"traced rows have shape {rows.shape}, but a row has shape {shape}")
        finite(rows, f"output/{i}")


def _shape(shape):
    sizes = [whole(size, "the shape of a row", 1) for size in _list(shape, "the shape of a row")]
    if not 1 <= len(sizes) <= 3:
        raise MisfitError(f"rows have {len(sizes)} dimensions, not 1 to 3")
    return tuple(sizes)


def _rows(arrays, n, shape):
    if "rows" in arrays:
        _array(arrays, "rows", (n, *shape), "float64")
        if np.abs(arrays["rows"]).max() > FLOAT32_MAX:
            raise MisfitError("the training rows are beyond what 32-bit numbers hold")


def _flags(meta):
    own = _list(meta["own"], "`own`")
    if len(own) != 2 or not all(isinstance(flag, bool) for flag in (*own, meta["pretrained"])):
        raise MisfitError("it is not said which networks are the user's own, or whether there was pretraining")
    if not isinstance(meta.get("data"), (str, type(None))):
        raise MisfitError("the fingerprint of the training rows is no text")
    if not 0 <= number(meta["seconds"], "the time in seconds") < math.inf:
        raise MisfitError(f"the time in seconds is {_said(meta['seconds'])}")


def _steps(spec):
    """Steps of an epoch where the recipe gives them."""
    if not isinstance(spec, dict):
        raise MisfitError(f"the recipe is {_said(spec)}")
    steps = spec.get("steps_per_epoch")
    return None if steps is None else whole(steps, "the number of steps in an epoch", 1)


def _reached(meta, arrays, steps_per_epoch):
    """Steps and epochs done."""
    step = whole(_array(arrays, "step", (), "int32").item(), "the number of steps")
    for name, highest in (("plan", (PLAN, PLAN)), ("origin", (step, COUNT))):
        pair = _list(meta[name], f"`{name}`")
        if len(pair) != 2:
            raise MisfitError(f"`{name}` is {_said(pair)}, not two numbers")
        for value, high in zip(pair, highest, strict=True):
            whole(value, f"`{name}`", 0, high)
    if meta["plan"][1] == 0:
        raise MisfitError("the plan has no steps")
    first_step, first_epoch = meta["origin"]
    return step, whole(first_epoch + (step - first_step) // steps_per_epoch, "the number of epochs")


def _held(held, n):
    numbers = [whole(row, "the number of a row held out", 0, n - 1) for row in _list(held, "the rows held out")]
    if any(a >= b for a, b in pairwise(numbers)) or 2 * len(numbers) > n:
        raise MisfitError("the rows held out are not some of the rows, each once and in order")


def _records(records, step, epoch):
    last = -1
    for record in _list(records, "the list of traces' figures"):
        if not isinstance(record, dict):
            raise MisfitError(f"the figures of a trace are {_said(record)}")
        last = whole(record["epoch"], "the epoch of a trace", last + 1, epoch)
        whole(record["step"], "the step of a trace", 0, step)
        if not isinstance(record["reference"], (str, type(None))):
            raise MisfitError("what a trace was compared with is no text")
        for name in FIGURES:
            number(record[name], f"`{name}` of epoch {last}")
        number(record.get("floor", 0.0), f"`floor` of epoch {last}")
        shares = [number(share, f"a share of epoch {last}") for share in _list(record["shares"], "shares")]
        if not shares or not all(0 <= share <= 1 for share in shares):
            raise MisfitError(f"the shares of epoch {last} are no shares")
        _others(record, last)


def _others(record, epoch):
    """Figures that only other versions know must be as plain as those known."""
    for name, value in record.items():
        for item in value if isinstance(value, list) else [value]:
            if not isinstance(item, (bool, int, float, str, type(None))):
                raise MisfitError(f"`{text(name, 'a name')}` of epoch {epoch} is {_said(value)}")


def _history(history, step, epoch):
    if history.ndim != 2 or history.shape[1] != COLUMNS or history.dtype != "float64":
        raise MisfitError(f"the history is {history.dtype} of shape {history.shape}, not float64 of {COLUMNS} columns")
    epochs, steps, seconds = history[:, 0], history[:, 1], history[:, -1]
    counts = np.isfinite(history[:, [0, 1]]).all() and (history[:, [0, 1]] == np.round(history[:, [0, 1]])).all()
    rising = (np.diff(epochs) >= 0).all() and (np.diff(steps) > 0).all()
    within = (epochs >= 0).all() and (epochs <= epoch + 1).all() and (steps >= 0).all() and (steps <= step).all()
    if not (counts and rising and within) or not (np.isfinite(seconds) & (seconds >= 0)).all():
        raise MisfitError("the history's epochs, steps and seconds do not count on")


def _partial(partial):
    if partial.shape != (5,) or partial.dtype != "float64" or not partial[4] >= 0:
        raise MisfitError("the sums since the last entry of the history are not as they should be")


def _scaler(arrays, shape):
    for name in ("scaler/centre", "scaler/scale"):
        values = _array(arrays, name, None, "float64")
        if values.shape not in ((), shape[-1:], shape) or (np.abs(values) > 2 * FLOAT32_MAX).any():
            raise MisfitError(f"{name}, of shape {values.shape}, does not fit rows of shape {shape}")
    if (arrays["scaler/scale"] < 0).any():
        raise MisfitError("scaler/scale is below 0")
    if "scaler/directions" in arrays or "scaler/weights" in arrays:
        weights = _array(arrays, "scaler/weights", None, "float32")
        size = math.prod(shape)
        if weights.ndim != 1 or not 1 <= len(weights) <= size or not (weights > 0).all():
            raise MisfitError("the weights of the components are not as they should be")
        directions = _array(arrays, "scaler/directions", (len(weights), size), "float32")
        if not (np.abs(directions) < 1.01).all():
            raise MisfitError("the directions of the components are longer than 1")
        if arrays["scaler/centre"].shape != shape:
            raise MisfitError(f"scaler/centre has shape {arrays['scaler/centre'].shape}, not {shape}")


def _array(arrays, name, shape, dtype):
    """The array of this name, with this shape (None: any) and type."""
    if name not in arrays:
        raise MisfitError(f"the array {name} is not there")
    values = arrays[name]
    if values.dtype != dtype or (shape is not None and values.shape != shape):
        raise MisfitError(f"{name} is {values.dtype} of shape {values.shape}, not {dtype} of shape {shape or 'any'}")
    return values


def _list(value, name):
    if not isinstance(value, list):
        raise MisfitError(f"{name} is {_said(value)}, not a list")
    return value


def _said(value):
    said = repr(value) if isinstance(value, (bool, int, float, str, type(None))) else f"a {type(value).__name__}"
    return said if len(said) <= LONGEST else f"{said[:LONGEST]}..."
