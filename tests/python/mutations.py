"""Saved trainers changed in one place, with a right checksum, and whether all that can be done with them ends well.

`mutations(raw)` names them; `fault(raw, x)` reads one and uses it as any user might, and says what went wrong: anything
but being refused at once, working, or an error of the package's own later.
"""

import contextlib
import copy
import resource
import warnings

import numpy as np
from rgan import GAN, CheckpointError, RganError
from rgan.files import container

VALUES = {
    "null": None, "true": True, "-1": -1, "0": 0, "0.5": 0.5, "1e9": 10**9, "1e9 as a float": 1e9, "2^40": 2**40,
    "1e308": 1e308, "a very large integer": 10**400, "NaN": float("nan"), "Infinity": float("inf"), '"x"': "x",
    '""': "", '"{1}"': "{1}", "[]": [], "{}": {}, "deep": None, "a long list": [1] * 100_000,
    "a long text": "x" * 100_000, "[-1]": [-1], "[1e9]": [10**9], "[null]": [None],
}  # fmt: skip
for _ in range(40):
    VALUES["deep"] = [VALUES["deep"]]
MORE = 1_000_000_000  # bytes that reading and using a small file may take
SPEC = {
    "latent": {"size": 2},
    "generator": [{"type": "dense", "units": 4}, {"type": "output"}],
    "discriminator": [{"type": "flatten"}, {"type": "dense", "units": 4}, {"type": "dropout", "rate": 0.3},
                      {"type": "dense", "units": 1}],
}  # fmt: skip


def rows(shape=(12, 12)):
    """Waves of two frequencies that grow from row to row."""
    t = np.linspace(0, 1, 12)
    x = np.array([np.sin(7 * t * (1 + k % 2)) * (1 + k / 20) for k in range(12)])
    return x[:, : int(np.prod(shape[1:]))].reshape(shape).copy()


def trained(x):
    """A small trainer after two epochs, both traced."""
    trainer = GAN(x, SPEC, batch_size=4, seed=1)
    trainer.plan(4)
    for epoch in (1, 2):
        trainer.advance(trainer.steps_to(epoch))
        trainer.trace(3)
    return trainer


def changed(raw, change):
    """The bytes of a trainer after ``change(meta, arrays)``, with a right checksum."""
    meta, arrays = container.unpack(raw)
    change(meta, arrays)
    return container.pack(meta, arrays)


def leaves(value, path=()):
    """Paths to everything in a nested value, it itself left out."""
    items = value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else ()
    for key, inner in items:
        yield (*path, key)
        yield from leaves(inner, (*path, key))


def _changed(meta, path, change):
    meta = copy.deepcopy(meta)
    holder = meta
    for key in path[:-1]:
        holder = holder[key]
    change(holder, path[-1])
    return meta


def of_meta(meta):
    """(name, meta) for every change of one place in it."""
    for path in leaves(meta):
        where = "/".join(map(str, path))
        yield f"{where} left out", _changed(meta, path, lambda holder, key: holder.pop(key))
        for name, value in VALUES.items():
            yield f"{where} = {name}", _changed(meta, path, lambda h, key, v=value: h.__setitem__(key, v))


def of_arrays(arrays):
    """(name, arrays) for every change of one array."""
    for name, values in arrays.items():
        yield f"{name} left out", {k: v for k, v in arrays.items() if k != name}
        changed = {dtype: values.astype(dtype) for dtype in ("float64", "float32", "int32", "uint8", "bool")}
        changed |= {"empty": values[:0] if values.ndim else np.empty(0, values.dtype)}
        changed |= {"one fewer": values[..., :-1] if values.ndim else np.zeros(2, values.dtype)}
        changed |= {"one more dimension": values[None], "flat": values.ravel()}
        for bad in (np.nan, np.inf, 1e38, -1e38, -1, 0, 0.5, 2**31 - 1):
            filled, first = values.copy(), values.copy()
            with contextlib.suppress(ValueError, OverflowError), warnings.catch_warnings():
                warnings.simplefilter("ignore")
                filled[...] = bad
                first.flat[:1] = bad
                changed |= {f"filled with {bad}": filled, f"begins with {bad}": first}
        for change, new in changed.items():
            if new.dtype != values.dtype or new.shape != values.shape or new.tobytes() != values.tobytes():
                yield f"{name} {change}", arrays | {name: new}


def mutations(raw):
    """(name, bytes) of every trainer that differs from this one in one place."""
    meta, arrays = container.unpack(raw)
    for name, changed in of_meta(meta):
        yield name, lambda changed=changed: container.pack(changed, arrays)
    for name, changed in of_arrays(arrays):
        yield name, lambda changed=changed: container.pack(meta, changed)


def uses(trainer, x):
    """Everything that can be done with a trainer."""
    yield trainer.details
    yield lambda: trainer.generate(3, seed=1)
    for epoch in trainer.details()["kept_epochs"]:
        yield lambda epoch=epoch: trainer.generate(3, seed=1, epoch=epoch)
    yield lambda: trainer.generate(latent=np.zeros((2, trainer.latent_size)))
    yield lambda: trainer.realness(x)
    yield lambda: trainer.features(x)
    yield lambda: (trainer.best_epoch, trainer.scores, trainer.history, trainer.output)
    yield lambda: (trainer.generator, trainer.discriminator)
    yield lambda: GAN.from_bytes(trainer.to_bytes(output=True))
    yield lambda: trainer.attach(x)
    yield lambda: trainer.x_train
    yield lambda: trainer.plan(2)
    yield lambda: trainer.advance(1)
    yield lambda: trainer.trace(2)
    yield lambda: trainer.features_around("generator", rows=x)


def fault(raw, x, train=True):
    """What goes wrong with a file, in words; None where nothing does. ``train`` says whether to go on training."""
    before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    try:
        trainer = GAN.from_bytes(raw() if callable(raw) else raw)
    except CheckpointError:
        trainer = None
    except Exception as error:
        return f"reading: {type(error).__name__}: {error}"[:300]
    for i, use in enumerate(uses(trainer, x) if trainer else ()):
        if not train and i == 3 + len(trainer.details()["kept_epochs"]) + 4:
            break
        try:
            use()
        except RganError:
            pass
        except Exception as error:
            return f"use {i}: {type(error).__name__}: {error}"[:300]
    grown = 1024 * (resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before)
    return f"took {grown / 1e9:.1f} GB" if grown > MORE else None
