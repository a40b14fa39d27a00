"""Named streams of random numbers: every draw is a function of a seed and a name.

A stream's key is a hash of both, so that no two streams have anything in common, neither two names of one seed nor one
name of two seeds. Never add to a seed: the third stream of seed 1 would be the second of seed 2.

The names in use: "<network>/layer/<i>" (initial weights), "batches/rows/<slot>/<epoch>", "batches/latent/<chunk>",
"batches/mix/<chunk>", "batches/mask/<i>/<chunk>", the same under "pretrain/" and "features/<step>/", "validation",
"components/...", "groups", "groups/halves", "monitor/...", "kernel/floor", "calibration/...", "tails", "surface",
"surface/checked", "moments", "evaluate/...", "judge/...", "memory/...", "utility/<i>", "discriminative", "predictive",
"attach", "files", "generate", "generate/again/<attempt>", "generate/groups", "generate/conditions", "generate/noise",
"features/noise", "conditions" and "obeyed/...".
"""

import hashlib

import numpy as np


def key(seed, name):
    """The 128-bit key of a stream, as a non-negative int."""
    return int.from_bytes(hashlib.blake2b(f"{int(seed)}/{name}".encode(), digest_size=16).digest(), "little")


def stream(seed, name):
    """A NumPy generator at the start of a stream."""
    return np.random.default_rng(key(seed, name))


def stateless(seed, name):
    """The key of a stream as TensorFlow's stateless functions take it: int64, shape (2,)."""
    return np.frombuffer(key(seed, name).to_bytes(16, "little"), dtype="<i8").astype(np.int64)


def integer(seed, name):
    """A seed made of another and a name, for what takes only an int: below 2^31."""
    return key(seed, name) % 2**31


def some_rows(n, most, seed, name):
    """Numbers of at most ``most`` of ``n`` rows, drawn by a stream, in rising order."""
    if n <= most:
        return np.arange(n)
    return np.sort(stream(seed, name).choice(n, most, replace=False))
