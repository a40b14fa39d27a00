"""How well the default recipe learns data whose truth is known, and the comparison that decided it.

    python bench/quality/run.py                     # everything: about an hour on one core
    python bench/quality/run.py --quick             # two seeds, short
    python bench/quality/run.py --only seeds clouds
    python bench/quality/run.py --only alternatives --seeds 1 2 3

Writes bench/quality.md (with --quick or --only it prints only, unless --out is given).
"""

import argparse
import os
import sys
import time
from pathlib import Path

os.environ.setdefault("TF_CPP_MIN_LOG_LEVEL", "3")
sys.path.insert(0, str(Path(__file__).parents[2] / "inst" / "python"))

import alternatives
import as_gan
import numpy as np
import tasks
import tensorflow as tf
from rgan import GAN, metrics
from rgan.encoding import pca
from rgan.metrics import eyes

GENERATED = 1000
STEPS = 14_000
TRACES = 20
HEADS = {
    "waves": [
        "data", "seed", "shares %", "worst share off by", "valid %", "of all drawn", "residual", "residual, all rows",
        "best epoch", "s",
    ],
    "rows": [
        "data", "seed", "classifier % (floor)", "coverage (floor)", "density (floor)", "sliced W x 100 (floor)",
        "roughness", "s",
    ],
    "modes": ["data", "seed", "right % (real)", "boosting (floor)", "neighbours (floor)", "s"],
}  # fmt: skip
# name, rows, arguments of tasks.waves(), epochs
SHAPES = [
    ("2 shapes, shares 90/10", {"shares": (0.9, 0.1)}, 2000),
    ("3 shapes", {"shapes": 3}, 2000),
    ("5 shapes", {"shapes": 5}, 2000),
    ("8 shapes", {"shapes": 8}, 2000),
    ("20 rows", {"n": 20}, 2000),
    ("100,000 rows", {"n": 100_000}, 5),
    ("20 points", {"m": 20}, 2000),
    ("2000 points", {"m": 2000}, 2000),
]
# of the comparison: name, arguments of tasks.waves(), seed
CASES = [("2 shapes", {}, 1), ("8 shapes", {"shapes": 8}, 1), ("8 shapes", {"shapes": 8}, 2)]
POINTS = {"scaling": "column"}
# name, sample, rows, recipe
ROWS = [
    ("ring of 8 clouds", tasks.ring, 2000, None),
    ("two moons", tasks.moons, 2000, None),
    ("correlated normal", tasks.gaussian, 1000, None),
    ("quadratic", tasks.quadratic, 2000, None),
    ("smooth curves", tasks.smooth, 2000, None),
    ("autoregressive series", tasks.noisy, 1000, None),
    ("stock index windows", tasks.stocks, 900, None),
    ("TimeGAN's sines", tasks.sines, 2000, None),
    ("smooth curves, no components", tasks.smooth, 2000, {"scaling": "standard"}),
    ("stock index windows, no components", tasks.stocks, 900, POINTS),
    ("TimeGAN's sines, no components", tasks.sines, 2000, POINTS),
]


def train(rows, epochs, seed, spec=None, batch_size=32):
    """A GAN trained as `gan()` in R does it, traced twenty times, and the seconds it took, compilation apart."""
    trainer = GAN(rows, spec, batch_size=min(batch_size, max(4, len(rows) // 4)), seed=seed)
    trainer.plan(epochs)
    trainer.advance(1)
    began = time.perf_counter()
    for epoch in sorted({max(1, round(epochs * part / TRACES)) for part in range(1, TRACES + 1)}):
        trainer.advance(trainer.steps_to(epoch))
        trainer.trace()
    return trainer, time.perf_counter() - began


def wave_row(name, seed, arguments, epochs, spec=None, batch_size=32, power=None):
    """One line of a table of waves."""
    usual = pca.COEFFICIENT_POWER
    pca.COEFFICIENT_POWER = usual if power is None else power
    trainer, seconds = train(tasks.waves(seed=seed, **arguments), epochs, seed, spec, batch_size)
    pca.COEFFICIENT_POWER = usual
    shapes = arguments.get("shapes", 2)
    found = tasks.wave_quality(trainer.generate(GENERATED, seed=seed + 100), shapes)
    drawn = trainer.generate(latent=trainer.latent(GENERATED, seed=seed + 100))
    wanted = np.array(arguments.get("shares", np.full(shapes, 1 / shapes)))
    return [
        name,
        str(seed),
        " / ".join(f"{100 * share:.0f}" for share in found["shares"]),
        f"{100 * np.abs(found['shares'] - wanted).max():.1f}",
        f"{100 * found['valid']:.1f}",
        f"{100 * tasks.wave_quality(drawn, shapes)['valid']:.1f}",
        f"{found['residual']:.3f}",
        f"{found['residual_all']:.3f}",
        str(trainer.best_epoch),
        f"{seconds:.1f}",
    ]


def rows_row(name, seed, sample, n, spec=None):
    """One line of a table of other data: every figure beside what as many real rows reach."""
    real = sample(2 * n, np.random.default_rng(seed))
    n = len(real) // 2
    real, holdout = real[:n], real[n : 2 * n]
    batch_size = as_gan.batch_size(n)
    trainer, seconds = train(real, max(1, round(STEPS / -(-n // batch_size))), seed, spec, batch_size)
    generated = trainer.generate(n, seed=seed + 100)
    rough = f"{_roughness(generated) / _roughness(real):.2f}" if trainer.spec["kind"] != "table" else ""
    flat, kept = _standardised(real, holdout, generated), min(n, GENERATED)
    real, holdout, generated = (rows[:kept] for rows in flat)
    pairs = [
        [100 * metrics.two_sample_accuracy(holdout, rows) for rows in (generated, real)],
        *zip(*(metrics.coverage_and_density(holdout, rows) for rows in (generated, real)), strict=True),
        [100 * metrics.sliced_wasserstein(holdout, rows) for rows in (generated, real)],
    ]
    shown = [f"{a:.{k}f} ({b:.{k}f})" for (a, b), k in zip(pairs, (0, 2, 2, 1), strict=True)]
    return [name, str(seed), *shown, rough, f"{seconds:.1f}"]


def modes_row(name, seed):
    """One line of the table of rows in separate places, every figure beside that of as many fresh rows."""
    sample, n, share = tasks.MODES[name]
    streams = [np.random.default_rng([seed, part]) for part in range(3)]
    real, fresh, holdout = (sample(size, random) for size, random in zip((n, 2000, 2000), streams, strict=True))
    batch_size = as_gan.batch_size(n)
    trainer, seconds = train(real, max(1, round(STEPS / -(-n // batch_size))), seed, {"kind": "table"}, batch_size)
    made = trainer.generate(2000, seed=seed + 100)
    scale = real.std(axis=0)
    told, floor = (eyes.look(holdout / scale, rows / scale, None, seed) for rows in (made, fresh))
    right = [f"{100 * share(made):.1f} ({100 * share(fresh):.1f})"]
    accuracy = [[found[eye][0] / found[eye][1] for found in (told, floor)] for eye in ("boosting", "neighbours")]
    right += [f"{a:.2f} ({b:.2f})" for a, b in accuracy]
    return [name, str(seed), *right, f"{seconds:.1f}"]


def _roughness(rows):
    """Mean step from one time to the next."""
    return np.abs(np.diff(rows, axis=1)).mean()


def _standardised(real, *others):
    real, *others = (rows.reshape(len(rows), -1) for rows in (real, *others))
    centre, scale = real.mean(axis=0), real.std(axis=0) + 1e-12
    return [(rows - centre) / scale for rows in (real, *others)]


def table(title, head, lines):
    """A Markdown table, printed line by line as the lines come."""
    text = [f"## {title}", "", "| " + " | ".join(head) + " |", "|" + " --- |" * len(head)]
    print("\n".join(text), flush=True)
    for line in lines:
        text.append("| " + " | ".join(line) + " |")
        print(text[-1], flush=True)
    print(flush=True)
    return "\n".join([*text, ""])


def sections(chosen, seeds, quick):
    """The tables asked for, one after the other."""
    if "seeds" in chosen:
        lines = (wave_row("two waves", seed, {}, 2000) for seed in seeds)
        yield table("The default recipe, 200 x 250, 2000 epochs", HEADS["waves"], lines)
    if "shapes" in chosen:
        some = [case for case in SHAPES if not quick or case[2] == 2000]
        lines = (wave_row(name, seed, given, epochs) for name, given, epochs in some for seed in seeds[:2])
        yield table("Other numbers of shapes, rows and points", HEADS["waves"], lines)
    if "clouds" in chosen:
        lines = (rows_row(name, seeds[0], sample, n, spec) for name, sample, n, spec in ROWS)
        yield table("Clouds, curves, series", HEADS["rows"], lines)
    if "modes" in chosen:
        lines = (modes_row(name, seeds[0]) for name in tasks.MODES)
        yield table("Rows in separate places", HEADS["modes"], lines)
    if "alternatives" in chosen:
        lines = (
            wave_row(f"{name}; {what}", seed, given, 2000, spec, batch_size, power)
            for name, spec, batch_size, power in alternatives.ALTERNATIVES
            for what, given, seed in CASES
        )
        yield table("What decided: the default with one thing changed", HEADS["waves"], lines)


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    names = ["seeds", "shapes", "clouds", "modes", "alternatives"]
    parser.add_argument("--only", nargs="+", choices=names, default=names)
    parser.add_argument("--seeds", nargs="+", type=int, default=list(range(1, 11)))
    parser.add_argument("--quick", action="store_true", help="two seeds, no large data, no alternatives")
    parser.add_argument("--out", type=Path)
    given = parser.parse_args()
    tf.config.threading.set_intra_op_parallelism_threads(1)
    tf.config.threading.set_inter_op_parallelism_threads(1)
    chosen = [name for name in given.only if not (given.quick and name == "alternatives")]
    texts = list(sections(chosen, given.seeds[:2] if given.quick else given.seeds, given.quick))
    whole = chosen == names and not given.quick
    out = given.out or (Path(__file__).parents[1] / "quality.md" if whole else None)
    if out:
        out.write_text("\n".join([INTRODUCTION, *texts, *([READING] if whole else [])]), encoding="utf-8")


INTRODUCTION = """# Quality of the default recipe

Made by `bench/quality/run.py`. A generated wave is projected on the sines of the training data; it is *valid* when its
coefficients are within 0.1 of those of one shape. *Of all drawn* is the share of valid waves as they come, before those
that the discriminator rejects are drawn again. *Residual* is the root mean square of what is left of a wave (median
over waves, and over all of them); the data's own noise is 0.05. 1000 waves are generated, from the best epoch. For
other data every figure stands beside its floor, real rows against other real rows; *roughness* is the mean step from
one time to the next, over that of real rows. *Right* is the share of rows within three standard deviations of a cloud
or curve, or on a dark square. s: seconds of training, compilation apart, on one thread.
"""

READING = """## Reading the last table

Every line but the last keeps both waves; what differs is how many of eight are kept, and how sharply. Points instead of
components lose shapes. The power that small components are magnified by trades sharpness (valid waves, at 0) for small
movements (shares of shapes, and steps from day to day, which the table before shows); above a half it drowns shape in
noise. Penalties of 5 lost a shape once, penalties of 50 blur. A wider generator would do better on eight shapes, for
more seconds a step. Without rejection rows between the shapes stay in.
"""

if __name__ == "__main__":
    main()
