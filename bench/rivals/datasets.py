"""The data sets that everybody learns: training rows, fresh real rows to judge by, and what else is known of them."""

import io
import os
import shutil
import subprocess
import sys
from dataclasses import dataclass
from functools import cache
from pathlib import Path

import numpy as np

sys.path.append(str(Path(__file__).parents[1] / "quality"))

import tasks

BLOCK, WINDOW = 60, 24  # points of time that are trained on, or not, together; points of a window
FRESH_PARTS, MANY = 4, 1000  # as many fresh samples of the size of the training rows, up to MANY rows


class MissingError(RuntimeError):
    """Data that are not here."""


@dataclass(frozen=True)
class Rows:
    """A data set.

    Attributes
    ----------
    train : array, shape (n, ...)
    fresh : list of array
        Real rows that nobody trains on, as many in each as are compared.
    kind : str
        'waves', 'series' or 'table'.
    blocks : bool
        Whether rows are windows in the order of time.
    where : function or None
        Share of rows that are where real rows are, and so named.
    named : str
    """

    train: np.ndarray
    fresh: list
    kind: str
    blocks: bool = False
    where: object = None
    named: str = ""

    @property
    def size(self):
        """Rows of each kind that are compared at once."""
        return len(self.fresh[0])


def _drawn(sample, n, seed, kind, **more):
    """Training rows and fresh ones of a function of (number, random generator)."""
    size = min(n, MANY)
    streams = [np.random.default_rng([seed, part]) for part in range(1 + FRESH_PARTS)]
    return Rows(sample(n, streams[0]), [sample(size, random) for random in streams[1:]], kind, **more)


def _waves(shapes):
    def valid(rows):
        return tasks.wave_quality(rows, shapes)["valid"]

    def sample(n, random):
        return tasks.waves(n, 250, shapes, random).astype(float)

    return lambda seed: _drawn(sample, 200, seed, "waves", where=valid, named="within .1 of a wave")


def _modes(name):
    sample, n, near = tasks.MODES[name]
    return lambda seed: _drawn(sample, n, seed, "table", where=near, named="where real rows are")


def autoregressive(seed):
    """Stationary series of 100 points."""
    return _drawn(tasks.noisy, 1000, seed, "waves")


def zero_inflated(n, random):
    """Age and hours in whole numbers, and a gain that is zero in nine rows of ten and never negative."""
    age = np.clip(random.normal(40, 13, n), 18, 90).astype(int)
    gain = np.where(random.random(n) < 0.9, 0, np.round(random.lognormal(8.5, 0.9, n), 2))
    hours = np.clip(np.round(random.normal(40, 10, n)), 1, 99)
    return np.column_stack([age, gain, hours]).astype(float)


def _zeros(seed):
    def allowed(rows):
        return float(((rows[:, 1] >= 0) & (rows[:, [0, 2]] == np.round(rows[:, [0, 2]])).all(axis=1)).mean())

    return _drawn(zero_inflated, 2000, seed, "table", where=allowed, named="gain not negative, the rest whole")


@cache
def of_r(name):
    """The numbers of a data set that comes with R."""
    found = shutil.which("Rscript")
    if found is None:
        raise MissingError("it comes with R, and there is no Rscript here")
    code = f"x <- as.data.frame(datasets::{name}); write.csv(x[sapply(x, is.numeric)], row.names = FALSE)"
    text = subprocess.run([found, "-e", code], check=True, capture_output=True, text=True).stdout
    return np.loadtxt(io.StringIO(text), delimiter=",", skiprows=1)


def _halves(name):
    """Half of the rows to train on, the other half to judge all samples by."""

    def made(seed):
        x = of_r(name)
        order = np.random.default_rng(seed).permutation(len(x))
        half = len(x) // 2
        return Rows(x[order[:half]], [x[order[half : 2 * half]]] * FRESH_PARTS, "table")

    return made


def windows(series, fresh):
    """Windows of every other block of time: differences from the value before the window, in order."""
    start = np.arange(len(series) - WINDOW)
    inside = start % BLOCK <= BLOCK - WINDOW - 1
    chosen = start[inside & (start // BLOCK % 2 == fresh)]
    return series[chosen[:, None] + np.arange(1, WINDOW + 1)] - series[chosen][:, None]


def panel(series):
    """Windows split in blocks of time."""
    train, fresh = windows(series, 0), windows(series, 1)
    return Rows(train, [fresh[: len(train)]] * 2, "series", blocks=True)


@cache
def prices_of_a_share():
    """Daily prices and volume of one share, oldest first; RGAN_BENCH_DATA names the folder."""
    folder = os.environ.get("RGAN_BENCH_DATA")
    path = Path(folder or ".") / "stock_data.csv"
    if not folder or not path.exists():
        raise MissingError("RGAN_BENCH_DATA names no folder with TimeGAN's stock_data.csv")
    return np.loadtxt(path, delimiter=",", skiprows=1)


SETS = {
    "two waves": _waves(2),
    "eight waves": _waves(8),
    "AR(1)": autoregressive,
    "stock indices": lambda seed: panel(of_r("EuStockMarkets")),
    "Stocks": lambda seed: panel(prices_of_a_share()),
    "iris": _halves("iris"),
    "quakes": _halves("quakes"),
    "zero-inflated": _zeros,
    "lattice": _modes("lattice"),
    "lattice, turned": _modes("lattice, turned"),
    "100 clouds": _modes("100 clouds"),
    "spiral": _modes("spiral"),
}
ABOUT = {
    "two waves": "200 noisy waves of two kinds, 250 points",
    "eight waves": "200 noisy waves of eight kinds, 250 points",
    "AR(1)": "1000 stationary series, 100 points",
    "stock indices": "windows of 24 days of four indices (R's EuStockMarkets), less the day before, in blocks of time",
    "Stocks": "windows of 24 days of a share's prices and volume (TimeGAN's Stocks), made likewise",
    "iris": "75 flowers, four measures",
    "quakes": "500 earthquakes: place, depth, magnitude, stations",
    "zero-inflated": "2000 people: age, hours, and a gain that is mostly zero",
    "lattice": "5000 rows around 25 points in rows and columns",
    "lattice, turned": "the same, turned by 30 degrees",
    "100 clouds": "10,000 rows in a hundred clouds in space",
    "spiral": "5000 rows along a spiral of three turns",
}
