"""What is kept of a trainer, and how it is put back together; the bytes themselves are `rgan.files.container`'s.

Names in files are those of the first edition, whatever things are called here: "scaler" is the encoder, "partial" the
sums not yet in the history, "records" the figures and "kept" the weights of the snapshots, "..._extra" buffers.
"""

import contextlib
from itertools import islice

import numpy as np
import tensorflow as tf

from ..data import MAX_VALIDATION_ROWS, VALIDATION_FROM, TrainingData
from ..encoding.calibration import Calibration
from ..encoding.categories import Categories
from ..encoding.conditions import Conditions
from ..encoding.context import Context
from ..encoding.increments import Increments
from ..encoding.moments import Moments
from ..encoding.relations import Relations
from ..errors import CheckpointError, DataError, RganError, SpecError
from ..model import Model, seen_shape
from ..presets import merge
from ..spec import Spec
from ..training.snapshots import Snapshots
from ..training.state import HISTORY, TrainingState
from ..training.weights import Filter, Weights
from ..values import Values
from . import container, footprint, scaler, validation
from .fields import MisfitError, within

NETWORKS = ("generator", "discriminator")
# Of trainers saved before there were these fields, whatever their preset says now.
BEFORE = dict.fromkeys(("calibration", "noise", "tails", "levels", "surface", "moments", "relations", "groups"), False)
BEFORE |= {"steps_per_epoch": None, "schedule": {"fall": "linear"}, "precision": "float32"}


def pack(values, rows=False):
    """The values of a trainer as bytes, but for its training rows; ``rows`` says whether traced rows go along."""
    return container.pack(*_parts(values, rows))


def write(path, values, note=None):
    """The values of a trainer with its traced rows in a file.

    Parameters
    ----------
    path : str or Path
    values : Values
    note : str, optional
        Goes along.

    Raises
    ------
    CheckpointError
        Where the file cannot be written, or could not be read again.
    """
    meta, arrays = _parts(values, rows=True, note=note)
    check_readable(meta, arrays)
    container.write(path, container.pack(meta, arrays))


def unpack(raw, generator=None, discriminator=None):
    """The values from `pack`, and the training rows where they are there; see `from_parts`."""
    source = "These bytes"
    return from_parts(*container.unpack(raw, source), generator, discriminator, source)


def read(path, generator=None, discriminator=None):
    """The values from a file, and the training rows where they are there; see `from_parts`."""
    return from_parts(*container.read(path), generator, discriminator, contents_of(path))


def contents_of(path):
    """What errors call the contents of a file."""
    return f"The contents of {str(path)!r}"


def check_readable(meta, arrays, of_r=False):
    """Nothing is written that would not be read. Raises `CheckpointError`."""
    try:
        validation.check(meta, arrays)
        if of_r:
            validation.fit(meta, arrays)
    except MisfitError as error:
        raise CheckpointError(f"This trainer cannot be saved so that it could be read again: {error}.") from error


@contextlib.contextmanager
def one_error(source):
    """What was read may be anything: all that it can lead to is a `CheckpointError`, and it names ``source``."""
    try:
        yield
    except MisfitError as error:
        raise CheckpointError(f"{source} are damaged: {error}.") from error
    except DataError as error:
        raise CheckpointError(f"{source} are damaged: {error}") from error
    except SpecError as error:
        text = "{source!s} hold a recipe that cannot be used: {error}"
        raise CheckpointError(text, source=source, error=error) from error
    except RganError:
        raise
    except KeyError as error:
        raise CheckpointError(f"{source} are damaged: {error} is not there.") from error
    except (LookupError, TypeError, ValueError, AttributeError, ArithmeticError, RecursionError) as error:
        raise CheckpointError(f"{source} are damaged: {type(error).__name__}: {error}") from error
    except (tf.errors.OpError, MemoryError) as error:
        raise CheckpointError(f"{source} cannot be used: {type(error).__name__}.") from error


# Writing


def _parts(values, rows, note=None):
    """``meta`` (plain JSON) and ``arrays`` (a dict) of the values of a trainer."""
    model, data, state = values
    snapshots = state.snapshots
    meta = {
        "spec": model.spec.to_dict(),
        "shape": list(model.shape),
        "n": data.n,
        "data": data.fingerprint,
        "validation": data.validation.tolist(),
        "batch_size": model.batch_size,
        "seed": model.seed,
        "own": [network.own for network in model.networks],
        "plan": list(state.plan),
        "origin": list(state.origin),
        "seconds": state.seconds,
        "pretrained": state.pretrained,
        "output": list(snapshots.rows) if rows else [],
        "records": list(snapshots.figures),
        "kept": [[epoch, *weights.counts] for epoch, weights in snapshots.weights.items()],
    }
    if note is not None:
        meta["note"] = note
    arrays = {name: tensor.numpy() for name, tensor in _named(state.tensors)}
    arrays |= scaler.arrays_of(model.encoder)
    for name, part in (("categories", model.categories), ("by", model.by), ("context", model.context)):
        arrays |= {} if part is None else {f"{name}/{key}": values for key, values in part.arrays.items()}
    arrays["partial"] = state.unrecorded
    arrays["history"] = np.concatenate(state.history) if state.history else np.empty((0, len(HISTORY)))
    for epoch, weights in snapshots.weights.items():
        arrays |= {f"kept/{epoch}/{i}": tensor.numpy() for i, tensor in enumerate(weights.tensors)}
        for name in ("calibration", "increments", "moments", "relations"):
            each = getattr(weights, name)
            arrays |= {} if each is None else {f"{name}/{epoch}/{key}": a for key, a in each.arrays.items()}
    if rows:
        arrays |= {f"output/{i}": traced for i, traced in enumerate(snapshots.rows.values())}
    return meta, arrays


def _named(tensors, prefix=""):
    """(name, tensor) for every tensor of a nested dict or list."""
    items = tensors.items() if isinstance(tensors, dict) else enumerate(tensors)
    for key, value in items:
        if isinstance(value, (dict, list)):
            yield from _named(value, f"{prefix}{key}/")
        else:
            yield f"{prefix}{key}", value


# Reading


def from_parts(meta, arrays, generator=None, discriminator=None, source="These bytes"):
    """The values of the trainer whose ``meta`` and ``arrays`` these are.

    Parameters
    ----------
    meta, arrays : dict
        From `rgan.files.container.unpack`; nothing in them is trusted.
    generator, discriminator : keras.Model, optional
        The user's own networks where the trainer had such: files never hold code.
    source : str
        What errors call the bytes.

    Returns
    -------
    values : Values
        Without training rows.
    rows : tuple of array, or None
        The training rows and their conditions (None where they have none), which a file written from R holds, too.

    Raises
    ------
    CheckpointError
        Where they make no sense, or the user's own networks are missing.
    """
    with one_error(source):
        there = (arrays["rows"], arrays.get("conditions")) if "rows" in arrays else None
        return _values(meta, arrays, generator, discriminator), there


def _values(meta, arrays, generator, discriminator):
    validation.check(meta, arrays)
    for name, own, given in zip(NETWORKS, meta["own"], (generator, discriminator), strict=True):
        if own and given is None:
            raise CheckpointError(f"This trainer has a {name} of your own; give that Keras model again.")
    spec = Spec.from_dict(merge(BEFORE, meta["spec"]))
    encoder, shape = scaler.encoder_of(arrays), tuple(meta["shape"])
    categories, by, context = (within(arrays, prefix) for prefix in ("categories/", "by/", "context/"))
    told = (
        Categories(**categories) if categories else None, Conditions.of_arrays(by) if by else None,
        Context(**context) if context else None,
    )  # fmt: skip
    footprint.check(spec, meta, *seen_shape(encoder, shape, *told), sum(a.size for a in arrays.values()))
    model = Model.build(spec, encoder, shape, meta["batch_size"], meta["seed"], generator, discriminator, *told)
    data = TrainingData(meta["n"], meta.get("data"), _validation_rows(meta))
    return Values(model, data, _state(model, meta, arrays))


def _state(model, meta, arrays):
    fresh = model.initial_state()
    tensors = _filled(fresh.tensors, arrays)
    validation.stored_weights(meta["kept"], arrays, tensors, meta["records"])
    buffers = len(tensors["discriminator_extra"])
    snapshots = Snapshots(
        figures=tuple(meta["records"]),
        weights={epoch: _weights(arrays, epoch, model.conditions, buffers, *counts) for epoch, *counts in meta["kept"]},
        rows={name: arrays[f"output/{i}"] for i, name in enumerate(meta["output"])},
    )
    return TrainingState(
        tensors=tensors,
        history=(arrays["history"],) if len(arrays["history"]) else (),
        unrecorded=arrays["partial"],
        plan=tuple(meta["plan"]),
        origin=tuple(meta["origin"]),
        seconds=meta["seconds"],
        snapshots=snapshots,
        pretrained=meta["pretrained"],
    )


def _validation_rows(meta):
    """Numbers of the validation rows; files of the first edition have them by their seed alone."""
    if "validation" in meta:
        return np.asarray(meta["validation"], dtype=np.int32)
    n, random = meta["n"], np.random.default_rng([meta["seed"], 21])
    if n < VALIDATION_FROM:
        return np.empty(0, dtype=np.int32)
    return np.sort(random.choice(n, min(MAX_VALIDATION_ROWS, n // 10), replace=False)).astype(np.int32)


def _weights(arrays, epoch, conditions, n_buffers, weights, buffers, passing=0):
    """The weights stored at a traced epoch; files written before there was a filter have none.

    ``weights``, ``buffers`` and ``passing`` count arrays of the generator and its filter, ``n_buffers`` those of the
    discriminator.
    """
    tensors = iter([tf.constant(arrays[f"kept/{epoch}/{i}"]) for i in range(weights + buffers + passing)])
    of_generator = list(islice(tensors, weights)), list(islice(tensors, buffers))
    maps = (
        _calibration(arrays, epoch),
        _increments(arrays, epoch),
        _moments(arrays, epoch, conditions),
        _relations(arrays, epoch),
    )
    if not passing:
        return Weights(*of_generator, None, *maps)
    *discriminator, lowest = tensors
    end = len(discriminator) - n_buffers
    return Weights(*of_generator, Filter(discriminator[:end], discriminator[end:], lowest), *maps)


def _calibration(arrays, epoch):
    """The calibration of a traced epoch; files written before there was any have none."""
    found = within(arrays, f"calibration/{epoch}/")
    return Calibration(**found) if found else None


def _increments(arrays, epoch):
    """The map of steps of a traced epoch, where there is one."""
    found = within(arrays, f"increments/{epoch}/")
    return Increments.of_arrays(found) if found else None


def _moments(arrays, epoch, conditions):
    """The map of moments of a traced epoch, where there is one, for rows of so many conditions."""
    found = within(arrays, f"moments/{epoch}/")
    if found and len(found["shift"]) != 1 + conditions:
        raise MisfitError(f"the moments of epoch {epoch} are those of {len(found['shift']) - 1} conditions")
    return Moments(**found) if found else None


def _relations(arrays, epoch):
    """The relations that rows of a traced epoch are made to keep, where there are any."""
    found = within(arrays, f"relations/{epoch}/")
    return Relations(**found) if found else None


def _filled(fresh, arrays, prefix=""):
    """Tensors nested like ``fresh`` with the saved values."""
    if isinstance(fresh, (dict, list)):
        items = fresh.items() if isinstance(fresh, dict) else enumerate(fresh)
        filled = {key: _filled(value, arrays, f"{prefix}{key}/") for key, value in items}
        return filled if isinstance(fresh, dict) else list(filled.values())
    name = prefix[:-1]
    validation.like(arrays.get(name), fresh, name)
    return tf.constant(arrays[name])
