"""Data sets whose truth is known, and how near generated rows come to it. Rows first; every draw has its seed."""

import io
import shutil
import subprocess
from functools import cache

import numpy as np

AMPLITUDES = (1, 3, 2, 1.5, 2.5, 1, 3, 2)
PERIODS = (2, 10, 5, 3, 7, 15, 20, 12)
NEAR = 0.1  # a row is valid when its coefficients are this near to those of a shape


def waves(n=200, m=250, shapes=2, seed=0, shares=None):
    """The rows of `get_training_data()`: shapes in turn, or in the given shares; noise 0.05."""
    random, t = np.random.default_rng(seed), np.linspace(0, 1, m)
    pure = np.array([AMPLITUDES[k] * np.sin(2 * np.pi * PERIODS[k] * t) for k in range(shapes)])
    if shares is None:
        kinds = np.arange(n) % shapes
    else:
        kinds = np.repeat(np.arange(shapes), np.round(np.multiply(shares, n)).astype(int))
    rows = pure.astype(np.float32)[kinds]
    for i in range(0, len(rows), 4096):
        rows[i : i + 4096] += random.normal(0, 0.05, rows[i : i + 4096].shape)
    return rows


def wave_quality(rows, shapes=2):
    """Share of rows nearest to each shape, share within `NEAR` of one, root mean square of what no shape explains.

    Rows are projected on the shapes' sines. The residual is the median over rows and the root mean square over all.
    """
    t = np.linspace(0, 1, rows.shape[1])
    basis = np.stack([np.sin(2 * np.pi * p * t) for p in PERIODS[:shapes]])
    coefficients = rows @ np.linalg.pinv(basis)
    away = np.linalg.norm(coefficients[:, None] - np.diag(AMPLITUDES[:shapes]), axis=2)
    residual = np.sqrt(np.mean((rows - coefficients @ basis) ** 2, axis=1))
    return {
        "shares": np.bincount(away.argmin(axis=1), minlength=shapes) / len(rows),
        "valid": float((away.min(axis=1) < NEAR).mean()),
        "residual": float(np.median(residual)),
        "residual_all": float(np.sqrt((residual**2).mean())),
    }


def ring(n, random):
    """Eight round clouds on a circle."""
    angle = random.integers(8, size=n) * np.pi / 4
    return 2 * np.c_[np.cos(angle), np.sin(angle)] + random.normal(0, 0.05, (n, 2))


def moons(n, random):
    """Two crescents that reach into each other."""
    t, upper = np.pi * random.random(n), random.random((n, 1)) < 0.5
    rows = np.where(upper, np.c_[np.cos(t), np.sin(t)], np.c_[1 - np.cos(t), 0.5 - np.sin(t)])
    return rows + random.normal(0, 0.05, (n, 2))


def gaussian(n, random):
    """Two normal columns of correlation 0.8 and very different units."""
    z = random.normal(size=(n, 2))
    return np.c_[z[:, 0], 1000 + 100 * (0.8 * z[:, 0] + 0.6 * z[:, 1])]


def quadratic(n, random):
    """Points on y = 10 + x^2, as `sample_quadratic()` draws them."""
    x = 100 * (random.random(n) - 0.5)
    return np.c_[x, 10 + x**2]


def smooth(n, random):
    """Curves of random frequency and phase, as `sample_sinusoids()` draws them."""
    return np.sin(np.outer(random.uniform(0.5, 2, n), np.linspace(-5, 5, 64)) + random.uniform(0, np.pi, (n, 1)))


def noisy(n, random):
    """Stationary autoregressive series, y_t = 0.8 y_(t-1) + e_t, 100 points."""
    rows = np.empty((n, 100))
    rows[:, 0] = random.normal(0, 1 / 0.6, n)
    for i in range(1, 100):
        rows[:, i] = 0.8 * rows[:, i - 1] + random.normal(size=n)
    return rows


def sines(n, random):
    """The Sines of TimeGAN (Yoon et al. 2019): 24 points, 5 channels."""
    frequency, phase = random.uniform(0, 0.1, (2, n, 1, 5))
    return (np.sin(frequency * np.arange(24)[None, :, None] + phase) + 1) / 2


@cache
def _stocks():
    found = shutil.which("Rscript")
    if found is None:
        raise RuntimeError("EuStockMarkets comes with R, and there is no Rscript here.")
    text = subprocess.run(
        [found, "-e", "write.csv(datasets::EuStockMarkets, row.names = FALSE)"],
        check=True,
        capture_output=True,
        text=True,
    ).stdout
    return np.loadtxt(io.StringIO(text), delimiter=",", skiprows=1)


def stocks(n, random):
    """Windows of 24 days of four European stock indices (R's EuStockMarkets), in random order."""
    series = _stocks()
    windows = np.stack([series[i : i + 24] for i in range(len(series) - 23)])
    return windows[random.permutation(len(windows))[:n]]


def _turned(rows, angle):
    return rows @ np.array([[np.cos(angle), np.sin(angle)], [-np.sin(angle), np.cos(angle)]])


GRID = np.stack(np.meshgrid(*[np.arange(-4.0, 5, 2)] * 2), axis=-1).reshape(-1, 2)  # 5 x 5 centres
TURNED_GRID = _turned(GRID, np.pi / 6)
CIRCLE = 2 * np.stack([np.cos(np.arange(8) * np.pi / 4), np.sin(np.arange(8) * np.pi / 4)], axis=1)
CLOUDS = np.random.default_rng(100).uniform(-1, 1, (100, 3))
CLOUD_SD, TIGHT_SD, SPIRAL_SD, MOONS_SD = 0.02, 0.02, 0.04, 0.05
RING_RADII, RING_WIDTHS = np.array([1.0, 2.0, 3.0, 4.0]), np.array([0.02, 0.05, 0.1, 0.2])


def _around(centres, sd, n, random):
    return centres[random.integers(len(centres), size=n)] + random.normal(0, sd, (n, centres.shape[1]))


def lattice(n, random):
    """25 round clouds, two apart, in rows and columns."""
    return _around(GRID, 0.05, n, random)


def turned_lattice(n, random):
    """The same, turned by 30 degrees: no column shows the clouds."""
    return _around(TURNED_GRID, 0.05, n, random)


def tight_ring(n, random):
    """Eight small clouds on a circle."""
    return _around(CIRCLE, TIGHT_SD, n, random)


def clouds(n, random):
    """A hundred small clouds anywhere in a cube of side 2."""
    return _around(CLOUDS, CLOUD_SD, n, random)


def _spiral_at(t):
    """Three turns, t from 0 to 1, about evenly filled: the radius is the length of the curve to the half."""
    angle = 6 * np.pi * np.sqrt(t)
    return angle[:, None] / np.pi / 2 * np.stack([np.cos(angle), np.sin(angle)], axis=1)


def spiral(n, random):
    """A spiral of three turns, one apart."""
    return _spiral_at(random.random(n)) + random.normal(0, SPIRAL_SD, (n, 2))


def checkerboard(n, random):
    """The eight dark squares of a board of four by four, evenly filled, from -2 to 2."""
    column, row = random.integers(4, size=n), 2 * random.integers(2, size=n)
    return np.stack([column, row + column % 2], axis=1) + random.random((n, 2)) - 2


def rings(n, random):
    """Four rings about one centre, as many rows on each, of widths (standard deviations) from .02 to .2."""
    angle, which = 2 * np.pi * random.random(n), random.integers(4, size=n)
    radius = RING_RADII[which] + RING_WIDTHS[which] * random.normal(size=n)
    return radius[:, None] * np.stack([np.cos(angle), np.sin(angle)], axis=1)


def _near_any(points, reach):
    """Share of rows no further than ``reach`` from the nearest of ``points``."""

    def share(rows):
        from scipy.spatial import cKDTree

        return float((cKDTree(points).query(rows)[0] <= reach).mean())

    return share


def _on_dark(rows):
    square = np.floor(rows) + 2
    return float(((np.abs(rows).max(axis=1) <= 2) & (square.sum(axis=1) % 2 == 0)).mean())


def _on_rings(rows):
    away = np.abs(np.linalg.norm(rows, axis=1)[:, None] - RING_RADII)
    return float((away <= 3 * RING_WIDTHS).any(axis=1).mean())


def _on_parabola(rows):
    """Within 1 % of the range of y; the rows themselves have no noise."""
    return float((np.abs(rows[:, 1] - 10 - rows[:, 0] ** 2) <= 25).mean())


def _crescents():
    t = np.linspace(0, np.pi, 4000)
    return np.concatenate([np.c_[np.cos(t), np.sin(t)], np.c_[1 - np.cos(t), 0.5 - np.sin(t)]])


# Rows in separate places: name -> (sample(n, random), rows to train on, share(rows) that are where real rows are).
# Within three standard deviations of a cloud, of the middle of a curve, or of a ring: of real rows 97 to 99.7 %.
MODES = {
    "100 clouds": (clouds, 10_000, _near_any(CLOUDS, 3 * CLOUD_SD)),
    "lattice": (lattice, 5_000, _near_any(GRID, 0.15)),
    "lattice, turned": (turned_lattice, 5_000, _near_any(TURNED_GRID, 0.15)),
    "tight ring": (tight_ring, 2_000, _near_any(CIRCLE, 3 * TIGHT_SD)),
    "spiral": (spiral, 5_000, _near_any(_spiral_at(np.linspace(0, 1, 20_000)), 3 * SPIRAL_SD)),
    "checkerboard": (checkerboard, 5_000, _on_dark),
    "moons": (moons, 2_000, _near_any(_crescents(), 3 * MOONS_SD)),
    "rings of four widths": (rings, 5_000, _on_rings),
    "quadratic": (quadratic, 2_000, _on_parabola),
}
