"""How fast rows are generated: a million of 100 points, beside what they cannot do without.

    python bench/speed/draws.py --out bench/results-draws.json

The floor is what any way of making them must do on one thread: the generator's matrix products, the product that turns
components into points, the normal numbers of their noise, and writing the rows once; each timed alone, by NumPy.
"""

import argparse
import json
import os
import resource
import sys
import time
from pathlib import Path

os.environ |= {"TF_NUM_INTRAOP_THREADS": "1", "TF_NUM_INTEROP_THREADS": "1", "TF_CPP_MIN_LOG_LEVEL": "3"}
os.environ |= {"OMP_NUM_THREADS": "1", "OPENBLAS_NUM_THREADS": "1"}
sys.path.insert(0, str(Path(__file__).parents[2] / "inst" / "python"))

import numpy as np
import tensorflow as tf
from rgan import GAN

PART = 1024


def rows_of(kind, points, seed=0):
    """Training rows: two waves, which have noise beside one component, or a first-order autoregression."""
    random, t = np.random.default_rng(seed), np.linspace(0, 1, points)
    if kind == "two waves":
        kinds = np.stack([np.sin(4 * np.pi * t), 3 * np.sin(20 * np.pi * t)])
        return kinds[np.arange(200) % 2] + random.normal(0, 0.05, (200, points))
    rows = random.normal(size=(1000, points))
    for i in range(1, points):
        rows[:, i] += 0.9 * rows[:, i - 1]
    return rows


def seconds(work):
    began = time.perf_counter()
    work()
    return time.perf_counter() - began


def floor(trainer, n):
    """Seconds of each thing that cannot be left out, by name."""
    model, _, state = trainer.values
    random = np.random.default_rng(0)
    products = [w.shape for w in state.tensors["generator"] if w.shape.rank == 2]
    encoder, parts = model.encoder, n // PART
    if encoder.components is not None:
        products.append(encoder.components.directions.shape)
    if encoder.noise is not None:
        products.append(encoder.noise.colour.shape)
    work = [(random.normal(size=(PART, a)).astype("float32"), np.ones((a, b), "float32")) for a, b in products]
    out = [np.empty((PART, right.shape[1]), "float32") for _, right in work]
    numbers = 0 if encoder.noise is None else encoder.noise.colour.shape[0]
    rows = np.empty((n, *model.shape))
    part = np.ones((PART, *model.shape))

    def multiply():
        for _ in range(parts):
            for (left, right), into in zip(work, out, strict=True):
                np.matmul(left, right, out=into)

    def draw():
        for _ in range(parts):
            random.standard_normal((PART, max(1, numbers)), dtype=np.float32)

    def write():
        for i in range(parts):
            rows[i * PART : (i + 1) * PART] = part

    return {"products": seconds(multiply), "normal numbers": seconds(draw) if numbers else 0, "writing": seconds(write)}


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--rows", type=int, default=1_000_000)
    parser.add_argument("--points", type=int, default=100)
    parser.add_argument("--out", type=Path, default=Path(__file__).parents[1] / "results-draws.json")
    options = parser.parse_args()
    report = {"rows": options.rows, "points": options.points, "version": tf.__version__, "tasks": []}
    for kind in ("two waves", "autoregression"):
        trainer = GAN(rows_of(kind, options.points), seed=1)
        trainer.train(20, trace=20)
        trainer.generate(5 * PART)
        parts = floor(trainer, options.rows)
        took = seconds(lambda trainer=trainer: trainer.generate(options.rows, seed=2))
        peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
        report["tasks"].append({"kind": kind, "seconds": took, "floor": parts, "peak_mb": peak})
        of = ", ".join(f"{name} {part:.1f}" for name, part in parts.items())
        print(
            f"{kind}: {took:.1f} s, {took / sum(parts.values()):.1f} x the floor ({of}); peak {peak:.0f} MB", flush=True
        )
    options.out.write_text(json.dumps(report, indent=1) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
