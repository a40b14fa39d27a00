"""How many of the principal components of waves and series are signal; the rest is noise.

Signal are the components beyond chance (parallel analysis, Horn 1965) and before a gap in the variances, unless they
are normal all together, which nothing draws better than a normal generator; those that are flatter than normal (two
kinds of rows, a phase, a uniform amplitude); and then more until nothing in the rest follows from the first ones. Two
ways of asking that are needed. Neighbours see any dependence, but not where the first components fill many dimensions;
a quadratic function finds what curved data (a phase, a frequency) put into further components, but only that.

What is smooth has no noise: few components hold all of it. Where rows differ in the size of their noise they count the
less the more they have, as in least squares with weights: loud rows would blur the components for the quiet ones.
"""

from typing import NamedTuple

import numpy as np

from .. import rng
from .noise import sizes_differ
from .pca import COEFFICIENT_POWER, kept_count, principal_axes

MIN_ROWS = 32  # with fewer rows nobody can tell noise from shape
MIN_FILLED = 0.4  # share of all components that the variance must fill; the noise of smooth data would be shape
MAX_JUDGED_ROWS = 512  # rows in which one looks whether the rest follows from the first components
ROWS_A_COLUMN = 4  # with fewer nobody can tell whether columns are normal together
NORMAL_WITHIN = 4  # standard errors of skewness and kurtosis
GAP = 3  # a component has more variance than the next one by more than this where noise begins
FLATNESS = 15  # over the root of the rows, and a few: the excess kurtosis that normal numbers never go below
UNRELATED = 0.95  # the rest is noise where so much of its variance, or more, has nothing to do with the signal
RIDGE = 0.01  # of the mean of the kernel's diagonal
MIN_SIZE = 1e-6  # of a row, in the variances of its components
LEAST = 1e-300  # keeps divisors above 0
ROUNDING = 1e-12  # of the largest variance
QUIETEST = 1e-3  # of the mean size of noise: rows that have less count no more


class Signal(NamedTuple):
    """Where rows vary by more than noise.

    ``axes`` (k, d) are of length 1, ``variances`` (k,) the mean squares along them, and ``centre`` (d,) is what is
    taken from standardised rows before.
    """

    centre: np.ndarray
    variances: np.ndarray
    axes: np.ndarray


def find_signal(z, variances, axes, seed):
    """The signal of rows with noise; None where there is no noise, or too little is left.

    Parameters
    ----------
    z : array, shape (n, d)
        Standardised rows.
    variances, axes : arrays, shapes (min(n, d),) and (min(n, d), d)
        From `rgan.encoding.pca.principal_axes` of ``z``.
    seed : int
        Decides what is left to chance.

    Returns
    -------
    Signal or None
    """
    n, varying = len(z), int(np.count_nonzero(np.ptp(z, axis=0)))
    if n < MIN_ROWS or kept_count(variances) < MIN_FILLED * min(n - 1, varying):
        return None
    first = max(1, beyond_chance(z, variances, rng.stream(seed, "components/chance")))
    squares = np.square(z - (z @ axes[:first].T) @ axes[:first]).mean(axis=1)
    if not sizes_differ(squares, variances[first:]):
        count = signal_count(z, variances, axes, seed)
        return None if count is None else Signal(np.zeros(z.shape[1]), variances[:count], axes[:count])
    weights = 1 / np.maximum(squares, QUIETEST * squares.mean())
    centre = weights @ z / weights.sum()
    weighted = (z - centre) * np.sqrt(weights / weights.mean())[:, None]
    weighted_variances, axes = principal_axes(weighted)
    count = signal_count(weighted, weighted_variances, axes, seed)
    return (
        None if count is None else Signal(centre, np.square((z - centre) @ axes[:count].T).mean(axis=0), axes[:count])
    )


def signal_count(z, variances, axes, seed):
    """How many components are signal, at least 1; None where no rest is noise. The arguments are `find_signal`'s."""
    n, most = len(z), min(kept_count(variances), len(z) - 1)
    judged = rng.some_rows(n, MAX_JUDGED_ROWS, seed, "components/judged")
    coefficients = z[judged] @ axes[:most].T
    other = rng.stream(seed, "components/others").permutation(len(judged))
    above = beyond_chance(z, variances, rng.stream(seed, "components/chance"))
    if above >= most:
        return None
    least = max(1, _flatter_than_normal(coefficients, variances[:most], above))
    if not is_normal(coefficients[:, :above]):
        least = _before_gap(variances[:most], max(least, above))
    count = _first(lambda k: _unrelated(coefficients, variances[:most], k, other), least, most)
    return count if count < most else None


def beyond_chance(z, variances, random):
    """Leading components with more variance than those of the same values in any order."""
    shuffled = np.stack([random.permutation(column) for column in z.T], axis=1)
    chance = principal_axes(shuffled - shuffled.mean(axis=0))[0]
    return int(np.argmin(np.append(variances > chance, False)))


def _before_gap(variances, least):
    """How many components, ``least`` or more, come before the last that has much less variance than the one before it.

    The variances of noise fall by and by. Beside large components chance is large, too, and hides small ones. At the
    end, where variances are below the mean of the rest, there are gaps without a meaning.
    """
    large = int((variances > variances[least - 1 :].mean()).sum())
    gaps = np.flatnonzero(variances[least:large] > GAP * variances[least + 1 : large + 1])
    return least + int(gaps[-1]) + 1 if len(gaps) else least


def _flatter_than_normal(coefficients, variances, k):
    """The last component whose coefficients are flatter than normal ones; 0 if none is.

    That is a kurtosis lower than among 100,000 samples of normal numbers. Rows are divided by the size of what the
    first ``k`` components leave over, as rows of different sizes would hide it.
    """
    n, most = coefficients.shape
    whitened = coefficients / np.sqrt(np.maximum(variances, 1e-30))
    size = np.square(whitened[:, k:]).mean(axis=1, keepdims=True)
    squares = np.square(whitened) / np.maximum(size, MIN_SIZE)
    kurtosis = np.square(squares).mean(axis=0) / np.maximum(squares.mean(axis=0) ** 2, LEAST) - 3
    kurtosis[k:] += 6 / (most - k + 2)  # which dividing by their own size has taken from them
    return int(np.flatnonzero(np.append(True, kurtosis < -FLATNESS / np.sqrt(n + 60)))[-1])


def is_normal(rows):
    """Whether rows look like normal ones: in the skewness and kurtosis of each column, and together (Mardia 1970)."""
    n, size = rows.shape
    if n < ROWS_A_COLUMN * size:
        return False
    rows = rows - rows.mean(axis=0)
    single = rows / np.maximum(rows.std(axis=0), 1e-150)
    skewness, kurtosis = (single**3).mean(axis=0) / np.sqrt(6 / n), ((single**4).mean(axis=0) - 3) / np.sqrt(24 / n)
    values, axes = np.linalg.eigh(rows.T @ rows / n)
    # Columns that follow from others leave directions of next to no variance, where there is rounding only.
    least = max(ROUNDING * values.max(initial=0), LEAST)
    radius = np.square(rows @ (axes / np.sqrt(np.maximum(values, least)))).sum(axis=1)
    expected = size * (size + 2)
    together = (np.square(radius).mean() - expected * (n - 1) / (n + 1)) / np.sqrt(8 * max(expected, 1) / n)
    return bool(np.abs([*skewness, *kurtosis, together]).max() < NORMAL_WITHIN)


def _first(good, low, high):
    """The first count from ``low`` to ``high`` that is good, looked for by doubling and then by halves.

    ``high`` is taken for good. Where good and bad ones take turns it is one that is good and follows a bad one.
    """
    if low >= high or good(low):
        return min(low, high)
    bad, end = low, min(2 * low, high)
    while end < high and not good(end):
        bad, end = end, min(2 * end, high)
    while end - bad > 1:
        middle = (bad + end) // 2
        bad, end = (bad, middle) if good(middle) else (middle, end)
    return end


def _unrelated(coefficients, variances, k, other):
    """Whether the coefficients after the first ``k`` have next to nothing to do with these."""
    first, rest, spread = coefficients[:, :k], coefficients[:, k:], variances[k:]
    deviations = np.sqrt(np.maximum(variances[:k], 1e-30))
    # What the ratio of sums of squares varies by: as many numbers as rows, times the dimensions that the rest fills.
    chance = np.sqrt(2 * np.square(spread).sum() / max(spread.sum(), LEAST) ** 2 / len(first))
    as_seen = first / deviations**COEFFICIENT_POWER
    alike = _unlike_neighbours(as_seen, rest, other) < UNRELATED - 3 * chance
    return not alike and _untold(first / deviations, rest) > UNRELATED


def _unlike_neighbours(first, rest, other):
    """Squared differences in the rest between nearest neighbours in ``first``, over those between any two rows."""
    squares = np.square(first).sum(axis=1)
    distances = squares[:, None] + squares - 2 * first @ first.T
    np.fill_diagonal(distances, np.inf)
    nearest = np.square(rest - rest[distances.argmin(axis=1)]).sum()
    return nearest / max(np.square(rest - rest[other]).sum(), LEAST)


def _untold(first, rest):
    """Share of the rest's variance that a quadratic function of ``first`` does not tell of rows left out.

    Kernel ridge regression with a kernel of degree 2. A row left out is off by its residual over 1 minus its leverage.
    """
    kernel = np.square(1 + first @ first.T / np.sqrt(first.shape[1]))
    ridge = RIDGE * np.trace(kernel) / len(kernel) * np.eye(len(kernel))
    hat = np.linalg.solve(kernel + ridge, kernel).T
    off = (rest - hat @ rest) / (1 - np.diag(hat))[:, None]
    return np.square(off).sum() / max(np.square(rest).sum(), LEAST)
