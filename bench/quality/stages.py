"""What each stage of the default recipe is worth: gradient boosting's accuracy with it and without it.

    python bench/quality/stages.py [--seed 1] [--out bench/stages.md]

.50 is best. The stages are fields of `gan_spec()`; each is turned off where it is used.
"""

import argparse
import os
import sys
import time
from pathlib import Path

os.environ.setdefault("TF_CPP_MIN_LOG_LEVEL", "3")
sys.path.insert(0, str(Path(__file__).parents[2] / "inst" / "python"))

import as_gan
import numpy as np
import tasks
from rgan import GAN
from rgan.metrics import eyes

JUDGED = 1000


def shapes(count):
    return lambda n, random: tasks.waves(n, shapes=count, seed=int(random.integers(1 << 30))).astype(float)


def counters(n, random):
    """Poisson counters that begin anywhere from 0 to 1000."""
    return random.poisson(3, (n, 60)).cumsum(axis=1) + random.integers(0, 1001, (n, 1)).astype(float)


def channels(n, random):
    """Fifty channels of 24 points that five walks move, each with noise of its own."""
    walks = random.normal(size=(n, 24, 5)).cumsum(axis=1)
    weights = np.random.default_rng(0).normal(size=(5, 50))
    return walks @ weights + random.normal(size=(n, 24, 50))


def spending(n, random):
    """Nine of ten spend nothing, the others amounts over several decades; age; visits."""
    amount = np.where(random.random(n) < 0.9, 0, random.lognormal(8, 1, n))
    return np.c_[random.normal(40, 12, n).round(), amount, random.poisson(3, n)]


def decades(n, random):
    """Two columns over several decades, and a normal one."""
    return np.c_[random.lognormal(0, 2, (n, 2)), random.normal(size=n)]


# name: (sample, rows, kind, stages that are used)
SETS = {
    "two waves": (shapes(2), 200, "waves", ("groups", "noise")),
    "eight waves": (shapes(8), 200, "waves", ("groups", "noise")),
    "autoregressive series": (tasks.noisy, 1000, "waves", ("noise",)),
    "fifty channels": (channels, 2000, "series", ("moments",)),
    "smooth curves": (tasks.smooth, 2000, "waves", ("surface",)),
    "counters": (counters, 400, "waves", ("levels", "calibration")),
    "100 clouds": (tasks.MODES["100 clouds"][0], 10_000, "table", ("groups",)),
    "lattice, turned": (tasks.MODES["lattice, turned"][0], 2000, "table", ("groups",)),
    "spending": (spending, 2000, "table", ("calibration", "tails")),
    "several decades": (decades, 1000, "table", ("tails",)),
}


def told(name, seed, off=()):
    """(accuracy, that of real rows, seconds) of the default recipe without some stages."""
    sample, n, kind, _ = SETS[name]
    streams = [np.random.default_rng([seed, part]) for part in range(3)]
    real, fresh, others = (sample(size, random) for size, random in zip((n, JUDGED, JUDGED), streams, strict=True))
    began = time.perf_counter()
    spec = {"kind": kind, **dict.fromkeys(off, False)}
    made = as_gan.train(GAN(real, spec, batch_size=as_gan.batch_size(n), seed=seed)).generate(JUDGED, seed=seed)
    seconds = time.perf_counter() - began
    curves = None if kind == "table" else (*real.shape[1:], 1)[:2]
    scale = real.std(axis=None if kind == "waves" else tuple(range(real.ndim - 1)))
    fresh, made, others = (x.reshape(len(x), -1) for x in (fresh / scale, made / scale, others / scale))
    found = [eyes.look(fresh, rows, curves, seed)["boosting"] for rows in (made, others)]
    return *(right / of for right, of in found), seconds


def lines(seed):
    for name, (_, _, _, used) in SETS.items():
        whole, floor, seconds = told(name, seed)
        without = [f"{stage} {told(name, seed, (stage,))[0]:.2f}" for stage in used]
        yield f"| {name} | {floor:.2f} | {whole:.2f} | {', '.join(without)} | {seconds:.0f} |"


HEAD = """# What each stage is worth

Made by `bench/quality/stages.py`: how often gradient boosting on values and steps tells generated rows from fresh real
ones, .50 is best, for the default recipe and with one of its stages off. One training each; differences below .03 are
noise. Seconds are those of the whole training with compilation.

| data | real rows | default | without | s |
| --- | --- | --- | --- | --- |
"""

if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--out", type=Path)
    given = parser.parse_args()
    text = HEAD
    print(HEAD, end="")
    for line in lines(given.seed):
        print(line, flush=True)
        text += f"{line}\n"
    if given.out:
        given.out.write_text(text, encoding="utf-8")
