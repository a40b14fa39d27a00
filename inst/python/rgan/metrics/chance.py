"""How likely samples of one distribution differ as much as these by chance: exact, or too large, for any distribution.

`n` is the number of real values, which may be fewer than there are where rows overlap in time, `m` of generated ones.
"""

import numpy as np

NORMAL_95 = 1.959964  # 95 % of a normal distribution lie within so many standard deviations


def of_distance(distance, n, m):
    """Chance of so large a distance of two empirical distribution functions (Kolmogorov and Smirnov).

    The asymptotic law with the correction of Stephens 1970; too large where values repeat.
    """
    root = np.sqrt(n * m / (n + m))
    x = max((root + 0.12 + 0.11 / root) * distance, 1e-3)
    if x < 0.2:
        return 1.0
    k = np.arange(1, 101)
    return float(np.clip(2 * np.sum((-1.0) ** (k - 1) * np.exp(-2 * np.square(k * x))), 0, 1))


def of_shares(real, n, generated, m):
    """Chance of two shares so far apart: Fisher's exact test, twice the smaller tail.

    ``real`` and ``generated`` are shares between 0 and 1.
    """
    n, m = round(n), round(m)
    a, b = round(real * n), round(generated * m)
    logs = _log_factorials(n + m)
    k = np.arange(max(0, a + b - n), min(m, a + b) + 1)
    log_chance = _log_choose(logs, m, k) + _log_choose(logs, n, a + b - k) - _log_choose(logs, n + m, a + b)
    chances = np.exp(log_chance)
    return float(min(1.0, 2 * min(chances[k <= b].sum(), chances[k >= b].sum())))


def of_beyond(share, n, m):
    """Chance that so large a share of ``m`` rows lies beyond the largest of ``n`` others."""
    n, m = round(n), round(m)
    count = round(share * m)
    logs = _log_factorials(n + m)
    return float(np.exp(_log_choose(logs, m, count) - _log_choose(logs, n + m, count)))


def of_score(z):
    """Chance of a standardised difference so far from 0, two-sided: an upper bound of the normal tail."""
    z = np.abs(z)
    return np.where(z < 1, 1.0, 2 * np.exp(-np.square(z) / 2) / (np.maximum(z, 1) * np.sqrt(2 * np.pi)))


def share_interval(share, n, m):
    """(low, high): where 95 of 100 samples of ``m`` further real rows have this share, known from ``n``.

    Wilson's interval at the size that stands for the spread of both samples.
    """
    size = n * m / (n + m)
    centre = (share + NORMAL_95**2 / (2 * size)) / (1 + NORMAL_95**2 / size)
    inner = share * (1 - share) / size + NORMAL_95**2 / (4 * size**2)
    half = NORMAL_95 * np.sqrt(inner) / (1 + NORMAL_95**2 / size)
    return max(0.0, centre - half), min(1.0, centre + half)


def usual_means(real, generated, n):
    """(means (generated, real), low, high): the interval is where the mean of as many real values is, 95 times in 100.

    Values beyond the middle 98 % of all count as its ends, so that a few wild ones do not decide. ``n`` is the number
    of independent real values.
    """
    ends = np.quantile(np.concatenate([real, generated]), [0.01, 0.99])
    real, generated = np.clip(real, *ends), np.clip(generated, *ends)
    mean = float(real.mean())
    half = float(NORMAL_95 * real.std() * np.sqrt(1 / n + 1 / len(generated)))
    return (float(generated.mean()), mean), mean - half, mean + half


def correlation_interval(r, error):
    """(low, high) 95 times in 100, of a correlation and its standard error."""
    return max(-1.0, r - NORMAL_95 * error), min(1.0, r + NORMAL_95 * error)


def _log_factorials(n):
    return np.concatenate([[0.0], np.cumsum(np.log(np.arange(1, n + 1)))])


def _log_choose(logs, n, k):
    return logs[n] - logs[k] - logs[n - k]
