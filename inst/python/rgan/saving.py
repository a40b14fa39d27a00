"""What of a trainer is kept, and how it is put back together; the bytes themselves are `rgan.checkpoint`'s."""

import hashlib

import numpy as np
import tensorflow as tf

from . import checkpoint
from .engine import initial_state
from .errors import CheckpointError, SpecError
from .progress import Progress
from .scaling import Scaler
from .spec import Spec


def fingerprint(x):
    """A short hash of training rows, which tells whether a checkpoint belongs to them."""
    hashed = hashlib.blake2b(str(x.shape).encode(), digest_size=16)
    for i in range(0, len(x), 4096):
        hashed.update(np.ascontiguousarray(x[i : i + 4096], dtype=np.float64).tobytes())
    return hashed.hexdigest()


def to_bytes(trainer, output):
    """A trainer as bytes, with or without its traced rows."""
    now = trainer._now
    meta = {
        "spec": trainer.spec,
        "shape": list(trainer.shape),
        "n": trainer.n,
        "batch_size": trainer.batch_size,
        "seed": trainer.seed,
        "own": [trainer.generator.own, trainer.discriminator.own],
        "plan": list(now.plan),
        "origin": list(now.origin),
        "seconds": now.seconds,
        "pretrained": now.pretrained,
        "output": list(trainer.output) if output else [],
        "records": list(now.records),
        "kept": [[epoch, len(weights), len(extra)] for epoch, (weights, extra) in now.kept.items()],
    }
    arrays = {name: tensor.numpy() for name, tensor in _named(now.state)}
    arrays |= {"scaler/centre": trainer.scaler.centre, "scaler/scale": trainer.scaler.scale, "partial": now.partial}
    arrays["history"] = np.concatenate(now.history) if now.history else np.empty((0, 7))
    for epoch, (weights, extra) in now.kept.items():
        arrays |= {f"kept/{epoch}/{i}": tensor.numpy() for i, tensor in enumerate([*weights, *extra])}
    if output:
        arrays |= {f"output/{i}": rows for i, rows in enumerate(trainer.output.values())}
    return checkpoint.pack(meta, arrays)


def from_bytes(cls, raw, x=None, generator=None, discriminator=None, source="These bytes"):
    """The trainer that `to_bytes` was given; ``x`` may be left out until it trains again."""
    meta, arrays = checkpoint.unpack(raw, source)
    for name, own, given in zip(("generator", "discriminator"), meta["own"], (generator, discriminator), strict=True):
        if own and given is None:
            raise CheckpointError(f"This trainer has a {name} of your own; give that Keras model again.")
    trainer = cls.__new__(cls)
    scaler = Scaler(arrays["scaler/centre"], arrays["scaler/scale"])
    try:
        recipe = Spec.from_dict(meta["spec"])
        trainer._configure(recipe, scaler, meta["shape"], meta["batch_size"], meta["seed"], generator, discriminator)
    except SpecError as error:
        raise CheckpointError(f"{source} hold a recipe that cannot be used: {error}") from error
    fresh = initial_state(trainer.generator, trainer.discriminator, recipe)
    trainer._now = Progress(
        state=_filled(fresh, arrays, source),
        history=(arrays["history"],) if len(arrays["history"]) else (),
        partial=arrays["partial"],
        records=tuple(meta["records"]),
        kept={epoch: _kept(arrays, epoch, *counts) for epoch, *counts in meta["kept"]},
        **{name: tuple(meta[name]) for name in ("plan", "origin")},
        **{name: meta[name] for name in ("seconds", "pretrained")},
    )
    trainer.n = meta["n"]
    trainer.output = {name: arrays[f"output/{i}"] for i, name in enumerate(meta["output"])}
    if x is not None:
        trainer.attach(x)
    return trainer


def _kept(arrays, epoch, weights, extra):
    """The generator's weights and other state at a traced epoch."""
    tensors = [tf.constant(arrays[f"kept/{epoch}/{i}"]) for i in range(weights + extra)]
    return tensors[:weights], tensors[weights:]


def _named(state, prefix=""):
    """(name, tensor) for every tensor of a nested state."""
    items = state.items() if isinstance(state, dict) else enumerate(state)
    for key, value in items:
        if isinstance(value, (dict, list)):
            yield from _named(value, f"{prefix}{key}/")
        else:
            yield f"{prefix}{key}", value


def _filled(fresh, arrays, source, prefix=""):
    """A state like ``fresh`` with the saved values."""
    if isinstance(fresh, (dict, list)):
        items = fresh.items() if isinstance(fresh, dict) else enumerate(fresh)
        filled = {key: _filled(value, arrays, source, f"{prefix}{key}/") for key, value in items}
        return filled if isinstance(fresh, dict) else list(filled.values())
    saved = arrays.get(prefix[:-1])
    if saved is None or saved.shape != tuple(fresh.shape):
        shape = None if saved is None else saved.shape
        raise CheckpointError(f"{source} do not fit: {prefix[:-1]} has shape {shape}, not {tuple(fresh.shape)}.")
    return tf.constant(saved, fresh.dtype)
