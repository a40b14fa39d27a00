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
from ..training.state import HISTORY
from . import maps, scaler, told
from .fields import MAX_COUNT, MisfitError, array, finite, finite_or_missing, list_of, number, shown, text, whole_number

MAX_PLAN_STEPS = 2**62  # steps of a plan at most: any number of epochs of any number of rows
FIGURES = ("score", "outside", "copies", "d_accuracy", "nearer")  # of a record; NaN where there is none


def check(meta, arrays):
    """A trainer's ``meta`` and ``arrays``; that the arrays fit the networks is seen when these have been made."""
    shape = _shape(meta["shape"])
    n = whole_number(meta["n"], "the number of rows", 2)
    _rows(arrays, n, shape)
    batch_size = whole_number(meta["batch_size"], "the batch size", 1)
    check_batch(batch_size, n, math.prod(shape))
    whole_number(meta["seed"], "the seed")
    _flags(meta)
    step, epoch = _reached(meta, arrays, _steps(meta["spec"]) or -(-n // batch_size))
    _validation_rows(meta.get("validation", []), n)
    _records(meta["records"], step, epoch)
    _history(arrays["history"], step, epoch)
    _partial(arrays["partial"])
    told.check(arrays, shape)
    scaler.check(arrays, _numbers(arrays, shape))
    output(meta["output"], arrays, shape)
    maps.check(arrays, _numbers(arrays, shape))
    for name, values in arrays.items():
        if name == "rows":
            finite_or_missing(values, name)
        elif name != "history" and not name.startswith("output/"):
            finite(values, name)


def fit(meta, arrays):
    """What a file of R's fit holds beside its trainer: training rows, traced rows, and numbers of R's own."""
    shape = _shape(meta["shape"])
    if "rows" not in arrays:
        raise MisfitError("there are no training rows")
    _rows(arrays, whole_number(meta["n"], "the number of rows", 2), shape)
    finite_or_missing(arrays["rows"], "rows")
    output(meta["output"], arrays, shape)
    if not isinstance(meta["note"], str):
        raise MisfitError(f"R's note is {shown(meta['note'])}, not a text")
    for i in range(sum(name.startswith("note/") for name in arrays)):
        array(arrays, f"note/{i}", None, "float64")


def stored_weights(counts, arrays, tensors, records):
    """What traces keep: weights like those of ``tensors``, at epochs that have a record."""
    weights, buffers = tensors["generator"], tensors["generator_extra"]
    discriminator = [*tensors["discriminator"], *tensors["discriminator_extra"]]
    epochs = {record["epoch"] for record in records}
    for epoch, *numbers in list_of(counts, "the list of kept epochs"):
        if type(epoch) is not int or epoch not in epochs:
            raise MisfitError(f"the weights of epoch {shown(epoch)} are kept, at which there was no trace")
        epochs.remove(epoch)
        for got, known in zip(numbers, ([len(weights)], [len(buffers)], [0, len(discriminator) + 1]), strict=False):
            if type(got) is not int or got not in known:
                raise MisfitError(f"epoch {epoch} keeps {shown(got)} arrays, not {known[-1]}")
        if len(numbers) not in (2, 3):
            raise MisfitError(f"it is not said what epoch {epoch} keeps")
        stored = [*weights, *buffers, *(discriminator if numbers[2:] not in ([], [0]) else [])]
        for i, tensor in enumerate(stored):
            array(arrays, f"kept/{epoch}/{i}", tuple(tensor.shape), tensor.dtype.name)
        if len(stored) < sum(numbers):
            array(arrays, f"kept/{epoch}/{len(stored)}", (), "float32")


def like(saved, fresh, name):
    """A saved array, None where there is none, beside the tensor that it becomes."""
    shape = None if saved is None else saved.shape
    if shape != tuple(fresh.shape):
        raise MisfitError(f"{name} has shape {shape}, not {tuple(fresh.shape)}")
    if saved.dtype != fresh.dtype.name:
        raise MisfitError(f"{name} is {saved.dtype}, not {fresh.dtype.name}")


def output(names, arrays, shape):
    """Traced rows: names, and rows of this shape for each."""
    names = [text(name, "the name of a trace") for name in list_of(names, "the list of traces")]
    if len(set(names)) < len(names):
        raise MisfitError("two traces have the same name")
    for i in range(len(names)):
        rows = array(arrays, f"output/{i}", None, "float64")
        if rows.ndim != len(shape) + 1 or rows.shape[1:] != shape or len(rows) == 0:
            raise MisfitError(f"traced rows have shape {rows.shape}, but a row has shape {shape}")
        finite_or_missing(rows, f"output/{i}")


def _numbers(arrays, shape):
    """The shape of what the encoder sees of a row: without categories, or without its first steps."""
    if "context/steps" in arrays:
        return (shape[0] - int(arrays["context/steps"]), *shape[1:])
    if "categories/levels" not in arrays:
        return shape
    return (max(1, int((arrays["categories/levels"] == 0).sum())),)


def _shape(shape):
    sizes = [whole_number(size, "the shape of a row", 1) for size in list_of(shape, "the shape of a row")]
    if not 1 <= len(sizes) <= 3:
        raise MisfitError(f"rows have {len(sizes)} dimensions, not 1 to 3")
    return tuple(sizes)


def _rows(arrays, n, shape):
    if "rows" in arrays:
        array(arrays, "rows", (n, *shape), "float64")
        if np.abs(arrays["rows"]).max() > FLOAT32_MAX:
            raise MisfitError("the training rows are beyond what 32-bit numbers hold")


def _flags(meta):
    own = list_of(meta["own"], "`own`")
    if len(own) != 2 or not all(isinstance(flag, bool) for flag in (*own, meta["pretrained"])):
        raise MisfitError("it is not said which networks are the user's own, or whether there was pretraining")
    if not isinstance(meta.get("data"), (str, type(None))):
        raise MisfitError("the fingerprint of the training rows is no text")
    if not 0 <= number(meta["seconds"], "the time in seconds") < math.inf:
        raise MisfitError(f"the time in seconds is {shown(meta['seconds'])}")


def _steps(spec):
    """Steps of an epoch where the recipe gives them."""
    if not isinstance(spec, dict):
        raise MisfitError(f"the recipe is {shown(spec)}")
    steps = spec.get("steps_per_epoch")
    return None if steps is None else whole_number(steps, "the number of steps in an epoch", 1)


def _reached(meta, arrays, steps_per_epoch):
    """Steps and epochs done."""
    step = whole_number(array(arrays, "step", (), "int32").item(), "the number of steps")
    for name, highest in (("plan", (MAX_PLAN_STEPS, MAX_PLAN_STEPS)), ("origin", (step, MAX_COUNT))):
        pair = list_of(meta[name], f"`{name}`")
        if len(pair) != 2:
            raise MisfitError(f"`{name}` is {shown(pair)}, not two numbers")
        for value, high in zip(pair, highest, strict=True):
            whole_number(value, f"`{name}`", 0, high)
    if meta["plan"][1] == 0:
        raise MisfitError("the plan has no steps")
    first_step, first_epoch = meta["origin"]
    return step, whole_number(first_epoch + (step - first_step) // steps_per_epoch, "the number of epochs")


def _validation_rows(held, n):
    numbers = [
        whole_number(row, "the number of a row held out", 0, n - 1) for row in list_of(held, "the rows held out")
    ]
    if any(a >= b for a, b in pairwise(numbers)) or 2 * len(numbers) > n:
        raise MisfitError("the rows held out are not some of the rows, each once and in order")


def _records(records, step, epoch):
    last = -1
    for record in list_of(records, "the list of traces' figures"):
        if not isinstance(record, dict):
            raise MisfitError(f"the figures of a trace are {shown(record)}")
        last = whole_number(record["epoch"], "the epoch of a trace", last + 1, epoch)
        whole_number(record["step"], "the step of a trace", 0, step)
        if not isinstance(record["reference"], (str, type(None))):
            raise MisfitError("what a trace was compared with is no text")
        for name in FIGURES:
            number(record[name], f"`{name}` of epoch {last}")
        number(record.get("floor", 0.0), f"`floor` of epoch {last}")
        shares = [number(share, f"a share of epoch {last}") for share in list_of(record["shares"], "shares")]
        if not shares or not all(0 <= share <= 1 for share in shares):
            raise MisfitError(f"the shares of epoch {last} are no shares")
        _others(record, last)


def _others(record, epoch):
    """Figures that only other versions know must be as plain as those known."""
    for name, value in record.items():
        for item in value if isinstance(value, list) else [value]:
            if not isinstance(item, (bool, int, float, str, type(None))):
                raise MisfitError(f"`{text(name, 'a name')}` of epoch {epoch} is {shown(value)}")


def _history(history, step, epoch):
    if history.ndim != 2 or history.shape[1] != len(HISTORY) or history.dtype != "float64":
        raise MisfitError(
            f"the history is {history.dtype} of shape {history.shape}, not float64 of {len(HISTORY)} columns"
        )
    epochs, steps, seconds = history[:, 0], history[:, 1], history[:, -1]
    counts = np.isfinite(history[:, [0, 1]]).all() and (history[:, [0, 1]] == np.round(history[:, [0, 1]])).all()
    rising = (np.diff(epochs) >= 0).all() and (np.diff(steps) > 0).all()
    within = (epochs >= 0).all() and (epochs <= epoch + 1).all() and (steps >= 0).all() and (steps <= step).all()
    if not (counts and rising and within) or not (np.isfinite(seconds) & (seconds >= 0)).all():
        raise MisfitError("the history's epochs, steps and seconds do not count on")


def _partial(partial):
    if partial.shape != (5,) or partial.dtype != "float64" or not partial[4] >= 0:
        raise MisfitError("the sums since the last entry of the history are not as they should be")
