"""What the noise model is worth: rows with noise of known kinds, learned whole and with the noise drawn anew.

    python bench/quality/noise.py [seeds] [sets]      such as: python bench/quality/noise.py 1,2,3 two,ar

One line for each set, seed and recipe. Boost is the accuracy, in five folds, of gradient boosting on values and first
differences that tells generated rows from fresh ones: .5 is best, and "floor" what it says of fresh rows themselves.
"""

import os
import sys
import time
from pathlib import Path

os.environ.setdefault("TF_CPP_MIN_LOG_LEVEL", "3")
os.environ.setdefault("OMP_NUM_THREADS", "1")
sys.path.insert(0, str(Path(__file__).parents[2] / "inst" / "python"))

import numpy as np
import tasks
from rgan import GAN
from sklearn.ensemble import HistGradientBoostingClassifier
from sklearn.model_selection import StratifiedKFold, cross_val_score

STEPS = 14_000  # of each training, as 2000 epochs of 200 rows take
JUDGED = 300  # generated and fresh rows beside each other
BLOCK = 60  # days of prices that are trained on, or not, together


def autoregressive(shape, random, weight=0.8):
    """Noise of variance 1 that is alike from point to point."""
    noise = random.standard_normal(shape)
    for i in range(1, shape[1]):
        noise[:, i] = weight * noise[:, i - 1] + np.sqrt(1 - weight**2) * noise[:, i]
    return noise


def waves(n, seed, shapes=2, noise=None):
    """Shapes in turn with noise of .05, or as a function of the shape and a generator gives it."""
    rows = tasks.waves(n, 250, shapes, seed).astype(float)
    if noise is None:
        return rows
    t, kinds = np.linspace(0, 1, 250), np.arange(n) % shapes
    pure = [tasks.AMPLITUDES[k] * np.sin(2 * np.pi * tasks.PERIODS[k] * t) for k in range(shapes)]
    return np.array(pure)[kinds] + noise(rows.shape, np.random.default_rng(seed))


def levels(shape, random):
    """White noise of .02 in some rows and of .2 in the others."""
    return random.choice([0.02, 0.2], (shape[0], 1)) * random.standard_normal(shape)


def prices(fresh):
    """Windows of 24 days less their first day, from every other block of 60 days."""
    ordered = tasks.stocks(10**6, _InOrder())
    block = np.arange(len(ordered)) // BLOCK
    inside = np.arange(len(ordered)) % BLOCK <= BLOCK - 24
    windows = ordered[inside & (block % 2 == (1 if fresh else 0))]
    return windows - windows[:, :1]


class _InOrder:
    """Stands for a random generator that leaves rows in their order."""

    def permutation(self, n):
        return np.arange(n)


# name: (training rows of a seed, so many fresh rows of another, kinds of wave or None)
SETS = {
    "two": (lambda s: waves(200, s), waves, 2),
    "two, AR noise": (
        lambda s: waves(200, s, noise=lambda *a: 0.05 * autoregressive(*a)),
        lambda n, s: waves(n, s, noise=lambda *a: 0.05 * autoregressive(*a)), 2,
    ),
    "two levels": (lambda s: waves(200, s, noise=levels), lambda n, s: waves(n, s, noise=levels), 2),
    "eight": (lambda s: waves(200, s, 8), lambda n, s: waves(n, s, 8), 8),
    "AR(1)": (
        lambda s: tasks.noisy(1000, np.random.default_rng(s)), lambda n, s: tasks.noisy(n, np.random.default_rng(s)),
        None,
    ),
    "prices": (
        lambda s: prices(fresh=False),
        lambda n, s: prices(fresh=True)[np.random.default_rng(s).permutation(500)[:n]], None,
    ),
}  # fmt: skip


def boost(generated, fresh):
    """Accuracy with which rows are told from fresh ones."""
    rows = np.concatenate([generated, fresh])
    seen = np.concatenate([rows.reshape(len(rows), -1), np.diff(rows, axis=1).reshape(len(rows), -1)], axis=1)
    label = np.repeat([0, 1], [len(generated), len(fresh)])
    judge = HistGradientBoostingClassifier(max_iter=50, random_state=0)
    return cross_val_score(judge, seen, label, cv=StratifiedKFold(5, shuffle=True, random_state=0)).mean()


def roughness(rows):
    """Standard deviation of first differences, for each channel."""
    return np.diff(rows, axis=1).std(axis=(0, 1))


def line(name, seed, noise):
    """One training, and what its rows are like."""
    training, more, shapes = SETS[name]
    x, fresh = training(seed), more(JUDGED, 1000 + seed)
    start = time.process_time()
    trainer = GAN(x, {"noise": noise}, seed=seed)
    epochs = round(STEPS / trainer.steps_per_epoch)
    trainer.train(epochs, trace=max(1, epochs // 10))
    seconds = time.process_time() - start
    rows = trainer.generate(len(fresh), seed=seed)
    said = {"boost": boost(rows, fresh), "rough": float(np.mean(roughness(rows) / roughness(fresh))), "cpu s": seconds}
    if shapes:
        quality = tasks.wave_quality(trainer.generate(1000, seed=seed + 1), shapes)
        said |= {name: quality[name] for name in ("valid", "residual", "residual_all")}
    details = trainer.details()
    figures = "  ".join(f"{key} {value:.3f}" for key, value in said.items())
    return f"{name:14s} seed {seed}  noise {noise!s:5s}  components {details['components']}  {figures}"


def main(seeds="1,2,3", names=""):
    """Prints the lines."""
    chosen = [name for name in SETS if not names or name.split(",")[0] in names.split(",")]
    for name in chosen:
        more = SETS[name][1]
        print(
            f"{name:14s} floor {boost(more(JUDGED, 1), more(JUDGED, 2)):.3f}" if name != "prices" else name, flush=True
        )
        for seed in map(int, seeds.split(",")):
            for noise in (True, False):
                print(line(name, seed, noise), flush=True)


if __name__ == "__main__":
    main(*sys.argv[1:])
