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
