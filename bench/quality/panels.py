"""Published benchmarks of panels of series: how far from real is what the default recipe generates?

    python bench/quality/panels.py [--trainings 5] [--sets Sines Stocks ...] [--data FOLDER]

Windows of 24, as TimeGAN, Diffusion-TS and ImagenTime have them; every training has its own seed and judges, of Sines
also its own data. Stocks and Energy are read from --data or RGAN_BENCH_DATA: stock_data.csv (from the repository of
TimeGAN) and energy_windows.npz (windows of UCI's appliances energy, CC BY 4.0, from the repository of timeVAE). Without
them they are left out by name. Writes bench/benchmarks.md after each training: a run cut short leaves what it has.
"""

import argparse
import os
import sys
import time
from dataclasses import dataclass
from pathlib import Path

os.environ.setdefault("TF_CPP_MIN_LOG_LEVEL", "3")
sys.path.insert(0, str(Path(__file__).parents[2] / "inst" / "python"))

import as_gan
import numpy as np
import tasks
from rgan import GAN
from rgan.metrics import correlational_score, discriminative_score, eyes, predictive_score

ROWS = 10_000  # windows that are generated and judged, at most
LOOKED_AT = 2000  # windows that boosting is shown
FIGURES = ("discriminative", "discriminative, 16 units", "boosting", "correlational", "predictive")
T95 = {3: 4.303, 4: 3.182, 5: 2.776, 6: 2.571, 7: 2.447, 8: 2.365, 9: 2.306, 10: 2.262}


@dataclass(frozen=True)
class Panel:
    """Training windows, what generated ones are compared with, real ones for the floor, and whether windows overlap."""

    train: np.ndarray
    real: np.ndarray
    floor: np.ndarray
    overlapping: bool


def sines(seed, folder):
    """10,000 panels, and as many fresh ones to compare them with."""
    random = np.random.default_rng(seed)
    train = tasks.sines(ROWS, random)
    return Panel(train, train, tasks.sines(ROWS, random), overlapping=False)


def shares(seed, folder):
    """Daily prices and volume of a share."""
    series = np.loadtxt(found(folder, "stock_data.csv"), delimiter=",", skiprows=1)
    return halves(np.lib.stride_tricks.sliding_window_view(series, 24, axis=0).transpose(0, 2, 1), seed)


def energy(seed, folder):
    """Appliances' energy and weather, 28 channels, every ten minutes."""
    return halves(np.load(found(folder, "energy_windows.npz"))["data"], seed)


def indices(seed, folder):
    """Four stock indices, less the day before the window; judged beside blocks of time that nobody trained on."""
    sys.path.insert(0, str(Path(__file__).parents[1] / "rivals"))
    import datasets

    data = datasets.SETS["stock indices"](seed)
    return Panel(data.train, data.fresh[0], data.train, overlapping=True)


def halves(windows, seed):
    """As the papers do it: compared with the windows trained on. The floor is that of one half of them to the other."""
    windows = np.ascontiguousarray(windows, dtype=np.float64)
    return Panel(windows, windows, None, overlapping=True)


def found(folder, name):
    """A file of --data; raises FileNotFoundError in words."""
    path = Path(folder or "") / name
    if not folder or not path.is_file():
        raise FileNotFoundError(f"no folder with {name} was given (--data or RGAN_BENCH_DATA)")
    return path


SETS = {"Sines": sines, "Stocks": shares, "Energy": energy, "EuStockMarkets, split in time": indices}
# Discriminative and predictive scores of the papers, from the tables of Diffusion-TS (Yuan and Qiao 2024, arXiv
# 2403.01742), ImagenTime (Naiman et al. 2024) and FlowTS (Hu et al. 2024).
PUBLISHED = {
    "TimeGAN": {"Sines": (0.011, 0.093), "Stocks": (0.102, 0.038), "Energy": (0.236, 0.273)},
    "TimeVAE": {"Sines": (0.041, None), "Stocks": (0.145, None), "Energy": (0.499, None)},
    "Diffusion-TS": {"Sines": (0.006, 0.093), "Stocks": (0.067, 0.036), "Energy": (0.122, 0.250)},
    "ImagenTime": {"Stocks": (0.037, None), "Energy": (0.040, None)},
    "FlowTS": {"Sines": (0.005, None), "Stocks": (0.019, None), "Energy": (0.053, None)},
}


def figures(real, rows, overlapping, seed):
    """The five scores of ``rows`` beside ``real``, windows in their own units."""
    # Sines come between 0 and 1, and the papers leave them as they are; all else is mapped by its range.
    scaled = real.min() >= 0 and real.max() <= 1
    return {
        "discriminative": discriminative_score(real, rows, seed),
        "discriminative, 16 units": discriminative_score(real, rows, seed, hidden=16),
        "boosting": boosting(real, rows, overlapping, seed),
        "correlational": correlational_score(real, rows),
        "predictive": predictive_score(real, rows, seed, scaled=scaled),
    }


def boosting(real, rows, overlapping, seed):
    """How often boosting tells them apart; of windows that overlap in blocks of time, levels taken out."""
    size = min(len(real), len(rows), LOOKED_AT)
    which = [np.linspace(0, len(x) - 1, size).astype(int) for x in (real, rows)]
    scale = real.std(axis=(0, 1)) + 1e-12
    flat = [(x[some] / scale).reshape(size, -1) for x, some in zip((real, rows), which, strict=True)]
    right, of = eyes.look(*flat, real.shape[1:], seed, overlapping)["boosting"]
    return right / of


def one_training(panel, seed):
    """{"rgan", "real windows": figures, "seconds", "cpu", "steps"} of one training."""
    trainer = GAN(panel.train, {"kind": "series"}, batch_size=as_gan.batch_size(len(panel.train)), seed=seed)
    began, used = time.perf_counter(), time.process_time()
    as_gan.train(trainer)
    spent = {"seconds": time.perf_counter() - began, "cpu": time.process_time() - used, "steps": trainer.step}
    random = np.random.default_rng(seed)
    real = some(panel.real, ROWS, random)
    first, second = (real, some(panel.floor, ROWS, random)) if panel.floor is not None else two_halves(real, random)
    floor = figures(first, second, panel.overlapping, seed)
    return spent | {
        "rgan": figures(real, trainer.generate(len(real), seed=seed), panel.overlapping, seed),
        "real windows": floor,
    }


def some(windows, count, random):
    """Not more than ``count`` of the windows, in their order."""
    return windows[np.sort(random.permutation(len(windows))[:count])]


def two_halves(windows, random):
    """The windows in two halves, each in its order."""
    chosen = random.permutation(len(windows)) < len(windows) // 2
    return windows[chosen], windows[~chosen]


def interval(values):
    """Mean and half width of the 95 % interval of the mean, as text; of two both."""
    if len(values) < 3:
        return " and ".join(f"{value:.3f}" for value in values)
    half = T95[min(len(values), 10)] * np.std(values, ddof=1) / np.sqrt(len(values))
    return f"{np.mean(values):.3f} ± {half:.3f}"


def table(name, trainings):
    """The table of one set."""
    spent = [np.mean([t[part] for t in trainings]) for part in ("seconds", "cpu", "steps")]
    many = "one training" if len(trainings) == 1 else f"{len(trainings)} trainings"
    lines = [
        f"## {name}",
        "",
        f"{many.capitalize()} of {spent[2]:,.0f} steps: {spent[0]:.0f} s each ({spent[1]:.0f} s of CPU).",
    ]
    lines += ["", "| | " + " | ".join(FIGURES) + " |", "|---" * (len(FIGURES) + 1) + "|"]
    for who in ("rgan", "real windows"):
        cells = [interval([t[who][figure] for t in trainings]) for figure in FIGURES]
        lines.append(f"| {'**rgan**' if who == 'rgan' else who} | " + " | ".join(cells) + " |")
    for who, sets in PUBLISHED.items():
        if name in sets:
            score, error = sets[name]
            lines.append(f"| {who}, published | {score:.3f} | | | | {'' if error is None else f'{error:.3f}'} |")
    return "\n".join(lines) + "\n"


def written(results, missing):
    """The whole file."""
    parts = [table(name, trainings) for name, trainings in results.items() if trainings]
    parts += [f"## {name}\n\nLeft out: {reason}.\n" for name, reason in missing.items()]
    return "\n".join([INTRODUCTION.format(cores=os.cpu_count()), *parts])


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--trainings", type=int, default=5)
    parser.add_argument("--sets", nargs="+", choices=list(SETS), default=list(SETS))
    parser.add_argument("--data", default=os.environ.get("RGAN_BENCH_DATA"))
    parser.add_argument("--out", type=Path, default=Path(__file__).parents[1] / "benchmarks.md")
    given = parser.parse_args()
    results, missing = {name: [] for name in given.sets}, {}
    for seed in range(1, given.trainings + 1):
        for name in given.sets:
            try:
                panel = SETS[name](seed, given.data)
            except (FileNotFoundError, RuntimeError) as reason:
                missing[name] = reason
            else:
                results[name].append(one_training(panel, seed))
                print(name, seed, results[name][-1], flush=True)
            given.out.write_text(written(results, missing), encoding="utf-8")


INTRODUCTION = """# Published benchmarks

Made by `bench/quality/panels.py`. Windows of 24 points, as `gan()` learns them without any argument,
{cores} cores. All scores but boosting are the published ones, 0 is
best: *discriminative*, how well TimeGAN's recurrent classifier (half as many units as channels) tells generated from
real windows, and the same with 16 units; *correlational*, how much the channels' correlations differ; *predictive*, the
error on real windows of a network that learned from generated ones, which real windows do not make 0. *Boosting* is how
often gradient boosting tells them apart, .5 is best; of windows of one series in blocks of time, levels taken out.

"Real windows" is the floor: of Sines fresh ones; of Stocks and Energy one half of the windows beside the other, as all
papers compare with the windows that were trained on; of EuStockMarkets windows of the blocks of time that were trained
on beside those that were not. Every training has its own seed and judges, with intervals of 95 % from three on; the
papers train once and repeat the judge. Their figures are from Diffusion-TS's, ImagenTime's and FlowTS's
tables; Diffusion-TS reports 15 to 60 minutes of training on a GPU (RTX 3090), and 23 to 72 seconds for 2000 windows.
"""

if __name__ == "__main__":
    main()
