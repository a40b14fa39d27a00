"""Spectrum, autocorrelation, bands and roughness of curves over time, all of shape (n, time, channels)."""

import numpy as np


def spectrum(curves):
    """Mean power at each frequency, level left out: (frequencies in cycles per curve, power (frequency, channel)).

    The powers of a channel add up to the mean variance of its curves over time (Parseval).
    """
    m = curves.shape[1]
    power = np.square(np.abs(np.fft.rfft(curves, axis=1) / m)).mean(axis=0)[1:]
    power[: (m - 1) // 2] *= 2  # each frequency but the highest of an even m stands for its mirror image, too
    return np.arange(1, m // 2 + 1), power


def spectrum_distance(real, generated):
    """Difference of the two spectra, as a share of the real power; mean over channels.

    Direction: 0 is best; 1 says that as much power is missing, or at wrong frequencies, as there is.
    """
    (_, a), (_, b) = spectrum(real), spectrum(generated)
    return float(_relative(np.abs(a - b).sum(axis=0), a.sum(axis=0)).mean())


def autocorrelation(curves, lags=None):
    """Correlation of curves with themselves ``lag`` points later: (lags, autocorrelation (lag, channel)).

    Each curve is centred on its own mean and all curves are pooled. Lags 1 up to half the points, at most 100.
    """
    m = curves.shape[1]
    lags = np.arange(1, 1 + min(100, max(1, m // 2))) if lags is None else np.asarray(lags)
    lags = lags[lags < m]
    centred = curves - curves.mean(axis=1, keepdims=True)
    variance = np.square(centred).sum(axis=(0, 1))
    products = [(centred[:, :-lag] * centred[:, lag:]).sum(axis=(0, 1)) for lag in lags]
    return lags, _relative(np.array(products).reshape(-1, curves.shape[2]), variance)


def autocorrelation_distance(real, generated):
    """Mean absolute difference of the autocorrelations over lags and channels. Direction: 0 is best; at most 2."""
    return float(np.abs(autocorrelation(real)[1] - autocorrelation(generated)[1]).mean())


def bands(curves, levels=(0.05, 0.95)):
    """Quantiles over the rows at each point of time: shape (levels, time, channels)."""
    return np.quantile(curves, levels, axis=0)


def roughness(curves):
    """How ragged curves are: the root mean square of second differences, mean over rows and channels.

    Direction: as that of real curves. The second difference of a smooth curve is near 0, that of noise of standard
    deviation s is sqrt(6) s.
    """
    if curves.shape[1] < 3:
        return 0.0
    return float(np.sqrt(np.square(np.diff(curves, n=2, axis=1)).mean(axis=1)).mean())


def roughness_by_channel(real, generated, effective=None):
    """Roughness of each channel beside the real one, and where real curves beside real curves are.

    Parameters
    ----------
    real, generated : array, shape (n, time, channels)
    effective : float, optional
        Number of independent real curves, where they overlap.

    Returns
    -------
    list of dict
        "channel", "generated" (ratio of the means; 1 is as real), "low" and "high" (95 of 100 samples of real curves).
    """
    if real.shape[1] < 3:
        return []
    a, b = (np.sqrt(np.square(np.diff(x, n=2, axis=1)).mean(axis=1)) for x in (real, generated))
    size = 1 / (1 / (effective or len(a)) + 1 / len(b))
    found = []
    for channel in range(real.shape[2]):
        mean, made = a[:, channel].mean(), b[:, channel].mean()
        ratio = made / mean if mean > 0 else 1.0 if made == 0 else np.inf
        half = 1.96 * a[:, channel].std() / mean / np.sqrt(size) if mean > 0 else 0.0
        found.append({"channel": channel, "generated": float(ratio), "low": 1 - half, "high": 1 + half})
    return found


def _relative(difference, total):
    """A ratio that is 0 where there is nothing to relate to."""
    return np.divide(difference, total, out=np.zeros_like(difference), where=total > 0)
