"""TimeGAN's Sines benchmark: how well does a small recurrent classifier tell generated panels from real ones?

    python bench/sines.py [--repeats 5] [--epochs 64] [--rows 10000]

Protocol of Yoon et al. 2019 (TimeGAN) and its published code: 10,000 panels of 24 points and 5 channels,
sin(f t + phi) with f and phi uniform on [0, 0.1], mapped onto [0, 1]; as many generated; the discriminative score of
`rgan.metrics.discriminative_score` (0 is best, 0.5 worst). Every repeat has its own data, training and classifier.
Writes bench/sines.md.
"""

import argparse
import sys
import time
from pathlib import Path

import numpy as np

HERE = Path(__file__).resolve().parent
sys.path.insert(0, str(HERE.parent / "inst" / "python"))

from rgan import GAN  # noqa: E402
from rgan.metrics import baselines, discriminative_score  # noqa: E402

PUBLISHED = {"TimeGAN": 0.011, "Diffusion-TS": 0.006}
UNITS = (2, 16)  # of the classifier: TimeGAN's, and a stronger one
T95 = {2: 12.706, 3: 4.303, 4: 3.182, 5: 2.776, 6: 2.571, 7: 2.447, 8: 2.365, 9: 2.306, 10: 2.262}


def sines(n, random):
    """Panels (n, 24, 5) between 0 and 1."""
    f, phi = random.uniform(0, 0.1, (2, n, 1, 5))
    return (np.sin(f * np.arange(24)[None, :, None] + phi) + 1) / 2


def one_repeat(seed, rows, epochs):
    """{(who, units): score}, and the seconds of training."""
    random = np.random.default_rng(seed)
    real, fresh = sines(rows, random), sines(rows, random)
    began = time.perf_counter()
    trainer = GAN(real, seed=seed).train(epochs, trace=max(1, epochs // 16))
    seconds = time.perf_counter() - began
    normal = baselines.gaussian(real.reshape(rows, -1), rows, seed).reshape(real.shape)
    compared = {"rgan": trainer.generate(rows, seed=seed), "fresh real panels": fresh, "principal components": normal}
    scores = {
        (who, units): discriminative_score(real, panels, seed, hidden=units)
        for who, panels in compared.items()
        for units in UNITS
    }
    print(f"seed {seed}: best epoch {trainer.best_epoch}, {seconds:.0f} s", scores, flush=True)
    return scores, seconds


def interval(values):
    """Mean and half width of the 95 % interval of the mean, as text."""
    if len(values) < 2:
        return f"{np.mean(values):.3f}"
    half = T95[len(values)] * np.std(values, ddof=1) / np.sqrt(len(values))
    return f"{np.mean(values):.3f} ± {half:.3f}"


def table(repeats, rows, epochs):
    """The results as Markdown."""
    seconds = np.mean([seconds for _, seconds in repeats])
    lines = [
        "# TimeGAN's Sines benchmark",
        "",
        f"{rows:,} panels of 24 points and 5 channels; discriminative score, 0 is best.",
        f"Means of {len(repeats)} repeats (data, training and classifier anew in each) with 95 % intervals.",
        f"The default recipe without any argument but the {epochs} epochs; {seconds:.0f} s of training each.",
        "Figures of others are from the Diffusion-TS paper, table 1.",
        "`python bench/sines.py` writes this file.",
        "",
        "| | TimeGAN's classifier (2 units) | a stronger one (16 units) |",
        "|---|---|---|",
    ]
    for who in ("rgan", "fresh real panels", "principal components"):
        cells = [interval([scores[who, units] for scores, _ in repeats]) for units in UNITS]
        lines.append(f"| {who} | {cells[0]} | {cells[1]} |")
    lines += [f"| {who}, published | {score:.3f} | |" for who, score in PUBLISHED.items()]
    return "\n".join(lines) + "\n"


def main():
    """Run the repeats and write the table after each, so that a run cut short leaves what it has."""
    parser = argparse.ArgumentParser()
    parser.add_argument("--repeats", type=int, default=5)
    parser.add_argument("--epochs", type=int, default=64)
    parser.add_argument("--rows", type=int, default=10_000)
    given = parser.parse_args()
    repeats = []
    for seed in range(1, given.repeats + 1):
        repeats.append(one_repeat(seed, given.rows, given.epochs))
        (HERE / "sines.md").write_text(table(repeats, given.rows, given.epochs), encoding="utf-8")
    print(table(repeats, given.rows, given.epochs))


if __name__ == "__main__":
    main()
