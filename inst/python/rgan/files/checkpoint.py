"""What of a trainer is kept, and how it is put back together; the bytes themselves are `rgan.files.container`'s."""

import contextlib
import hashlib
from itertools import chain, islice

import numpy as np
import tensorflow as tf

from ..encoding.encoder import Scaler
from ..encoding.pca import Components
from ..errors import CheckpointError, DataError, RganError, SpecError
from ..metrics.monitor import HELD_ROWS, HOLD_FROM
from ..spec import Spec
from ..training.engine import initial_state
from ..training.state import Progress
from . import container as checkpoint
from . import footprint, validation

NETWORKS = ("generator", "discriminator")


def fingerprint(x):
    """A short hash of training rows, which tells whether a checkpoint belongs to them."""
    hashed = hashlib.blake2b(str(x.shape).encode(), digest_size=16)
    for i in range(0, len(x), 4096):
        hashed.update(np.ascontiguousarray(x[i : i + 4096], dtype=np.float64).tobytes())
    return hashed.hexdigest()


def to_bytes(trainer, output):
    """A trainer as bytes, with or without its traced rows."""
    return checkpoint.pack(*_parts(trainer, output))


def write(path, trainer, note=None):
    """A trainer with its traced rows in a file; ``note`` is text to go along. Raises `CheckpointError`."""
    meta, arrays = _parts(trainer, output=True, note=note)
    _readable(meta, arrays)
    checkpoint.write(path, checkpoint.pack(meta, arrays))


def _readable(meta, arrays, of_r=False):
    """Nothing is written that would not be read."""
    try:
        validation.check(meta, arrays)
        if of_r:
            validation.fit(meta, arrays)
    except validation.MisfitError as error:
        raise CheckpointError(f"This trainer cannot be saved so that it could be read again: {error}.") from error


def _parts(trainer, output, note=None):
    """``meta`` and ``arrays`` of a trainer."""
    now = trainer._now
    meta = {
        "spec": trainer.spec,
        "shape": list(trainer.shape),
        "n": trainer.n,
        "data": trainer._fingerprint,
        "validation": trainer.held_out.tolist(),
        "batch_size": trainer.batch_size,
        "seed": trainer.seed,
        "own": [network.own for network in trainer._networks],
        "plan": list(now.plan),
        "origin": list(now.origin),
        "seconds": now.seconds,
        "pretrained": now.pretrained,
        "output": list(trainer.output) if output else [],
        "records": list(now.records),
        "kept": [[epoch, *map(len, parts)] for epoch, parts in now.kept.items()],
    }
    if note is not None:
        meta["note"] = note
    arrays = {name: tensor.numpy() for name, tensor in _named(now.state)}
    arrays |= {"scaler/centre": trainer.scaler.centre, "scaler/scale": trainer.scaler.scale, "partial": now.partial}
    if trainer.scaler.components is not None:
        arrays |= {f"scaler/{name}": getattr(trainer.scaler.components, name) for name in ("directions", "weights")}
    arrays["history"] = np.concatenate(now.history) if now.history else np.empty((0, 7))
    for epoch, parts in now.kept.items():
        arrays |= {f"kept/{epoch}/{i}": tensor.numpy() for i, tensor in enumerate(chain(*parts))}
    if output:
        arrays |= {f"output/{i}": rows for i, rows in enumerate(trainer.output.values())}
    return meta, arrays


def from_bytes(cls, raw, x=None, generator=None, discriminator=None):
    """The trainer that `to_bytes` was given; ``x`` may be left out until it trains again."""
    source = "These bytes"
    return rebuilt(cls, *checkpoint.unpack(raw, source), x, generator, discriminator, source)


def rebuilt(cls, meta, arrays, x=None, generator=None, discriminator=None, source="These bytes"):
    """The trainer whose ``meta`` and ``arrays`` these are. Raises `CheckpointError` where they make no sense."""
    with _damaged(source):
        trainer = _rebuilt(cls, meta, arrays, generator, discriminator)
    x = arrays.get("rows") if x is None else x
    if x is not None:
        trainer.attach(x)
    return trainer


@contextlib.contextmanager
def _damaged(source):
    """What was read may be anything: all that it can lead to is one error, and it names ``source``."""
    try:
        yield
    except validation.MisfitError as error:
        raise CheckpointError(f"{source} are damaged: {error}.") from error
    except DataError as error:
        raise CheckpointError(f"{source} are damaged: {error}") from error
    except SpecError as error:
        raise CheckpointError(f"{source} hold a recipe that cannot be used: {error}") from error
    except RganError:
        raise
    except KeyError as error:
        raise CheckpointError(f"{source} are damaged: {error} is not there.") from error
    except (LookupError, TypeError, ValueError, AttributeError, ArithmeticError, RecursionError) as error:
        raise CheckpointError(f"{source} are damaged: {type(error).__name__}: {error}") from error
    except (tf.errors.OpError, MemoryError) as error:
        raise CheckpointError(f"{source} cannot be used: {type(error).__name__}.") from error


def _rebuilt(cls, meta, arrays, generator, discriminator):
    validation.check(meta, arrays)
    for name, own, given in zip(NETWORKS, meta["own"], (generator, discriminator), strict=True):
        if own and given is None:
            raise CheckpointError(f"This trainer has a {name} of your own; give that Keras model again.")
    # Trainers saved before an epoch's steps could be given took all rows in each, whatever their preset says now.
    recipe = Spec.from_dict({"steps_per_epoch": None} | meta["spec"])
    scaler, shape = _scaler(arrays), tuple(meta["shape"])
    footprint.check(recipe, meta, scaler.shape(shape), sum(a.size for a in arrays.values()))
    trainer = cls.__new__(cls)
    trainer._configure(recipe, scaler, shape, meta["batch_size"], meta["seed"], generator, discriminator)
    state = _filled(initial_state(*trainer._networks, recipe), arrays)
    validation.kept(meta["kept"], arrays, state, meta["records"])
    trainer._now = Progress(
        state=state,
        history=(arrays["history"],) if len(arrays["history"]) else (),
        partial=arrays["partial"],
        records=tuple(meta["records"]),
        kept={epoch: _kept(arrays, epoch, *counts) for epoch, *counts in meta["kept"]},
        **{name: tuple(meta[name]) for name in ("plan", "origin")},
        **{name: meta[name] for name in ("seconds", "pretrained")},
    )
    trainer.n, trainer._fingerprint = meta["n"], meta.get("data")
    trainer._validation = _validation(meta)
    trainer.output = {name: arrays[f"output/{i}"] for i, name in enumerate(meta["output"])}
    return trainer


def _validation(meta):
    """Numbers of the rows that were not trained on; files of the first edition have them by their seed alone."""
    if "validation" in meta:
        return np.asarray(meta["validation"], dtype=np.int32)
    n, random = meta["n"], np.random.default_rng([meta["seed"], 21])
    if n < HOLD_FROM:
        return np.empty(0, dtype=np.int32)
    return np.sort(random.choice(n, min(HELD_ROWS, n // 10), replace=False)).astype(np.int32)


def _scaler(arrays):
    """The scaler; rows of files written before there were components have none."""
    components = None
    if "scaler/directions" in arrays:
        components = Components(arrays["scaler/directions"], arrays["scaler/weights"])
    return Scaler(arrays["scaler/centre"], arrays["scaler/scale"], components)


def write_fit(path, raw, output, rows, arrays, note):
    """One file of R's fit, which `rgan.GAN.restore` can read, too.

    ``raw`` is its trainer from `to_bytes`, ``output`` a dict of its traced rows, ``rows`` the training rows, ``arrays``
    and ``note`` (text) what only R has a use for.
    """
    meta, kept = checkpoint.unpack(raw, "The fit's model")
    meta |= {"output": list(output), "note": note, "trainer": list(kept)}
    kept |= {f"output/{i}": np.asarray(traced) for i, traced in enumerate(output.values())}
    kept |= {"rows": np.asarray(rows)} | {f"note/{i}": np.asarray(array) for i, array in enumerate(arrays)}
    _readable(meta, kept, of_r=True)
    checkpoint.write(path, checkpoint.pack(meta, kept))


def read_fit(path):
    """What `write_fit` was given, as a dict."""
    meta, arrays = checkpoint.read(path)
    source = f"The contents of {str(path)!r}"
    if "trainer" not in meta:
        raise CheckpointError(
            f"{source} hold a trainer saved from Python, not a fit of R. Use `GAN.restore` in Python."
        )
    with _damaged(source):
        validation.fit(meta, arrays)
        validation.check(meta, arrays)
        names, note = meta["output"], meta.pop("note")
        output = {name: arrays[f"output/{i}"] for i, name in enumerate(names)}
        trainer = {name: arrays[name] for name in meta.pop("trainer")}
        raw = checkpoint.pack(meta | {"output": []}, trainer)
        extra = [arrays[f"note/{i}"] for i in range(sum(name.startswith("note/") for name in arrays))]
        return {"raw": bytearray(raw), "output": output, "rows": arrays["rows"], "arrays": extra, "note": note}


def _kept(arrays, epoch, weights, extra, judge=0):
    """What was kept at a traced epoch; files written before generated rows were judged have no judge."""
    tensors = iter([tf.constant(arrays[f"kept/{epoch}/{i}"]) for i in range(weights + extra + judge)])
    return tuple(list(islice(tensors, count)) for count in (weights, extra, judge))


def _named(state, prefix=""):
    """(name, tensor) for every tensor of a nested state."""
    items = state.items() if isinstance(state, dict) else enumerate(state)
    for key, value in items:
        if isinstance(value, (dict, list)):
            yield from _named(value, f"{prefix}{key}/")
        else:
            yield f"{prefix}{key}", value


def _filled(fresh, arrays, prefix=""):
    """A state like ``fresh`` with the saved values."""
    if isinstance(fresh, (dict, list)):
        items = fresh.items() if isinstance(fresh, dict) else enumerate(fresh)
        filled = {key: _filled(value, arrays, f"{prefix}{key}/") for key, value in items}
        return filled if isinstance(fresh, dict) else list(filled.values())
    name = prefix[:-1]
    validation.like(arrays.get(name), fresh, name)
    return tf.constant(arrays[name])
