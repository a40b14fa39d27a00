"""What each curve is like over time: one number per row, channel and feature, so that curves can be told by columns."""

import numpy as np

MIN_POINTS = 8  # of fewer points only level, range and change are looked at
FALL = 1e-3  # of a usual step: smaller ones may be rounding
BANDS = ((0, 1 / 8), (1 / 8, 1 / 2), (1 / 2, 1))  # of the frequencies, lowest to highest


def channel_features(curves, unit=None):
    """Features of curves of one channel.

    Parameters
    ----------
    curves : array, shape (n, time)
        In the units of the data.
    unit : float, optional
        The size of a usual step, the same for rows that are compared; by default that of the curves.

    Returns
    -------
    dict
        Name -> array of shape (n,).
    """
    features = {
        "level": curves.mean(axis=1),
        "lowest": curves.min(axis=1),
        "highest": curves.max(axis=1),
        "change": curves[:, -1] - curves[:, 0],
    }
    if curves.shape[1] < MIN_POINTS:
        return features
    steps, centred = np.diff(curves, axis=1), curves - features["level"][:, None]
    typical = np.sqrt(np.square(steps).mean(axis=1))
    unit = usual_step(curves) if unit is None else unit
    features |= {
        "variation": curves.std(axis=1),
        "step_size": steps.std(axis=1),
        "step_largest": np.abs(steps).max(axis=1),
        "step_skewness": _ratio((steps**3).mean(axis=1), typical**3),
        "step_autocorrelation": _lagged(steps - steps.mean(axis=1, keepdims=True), 1),
        "step_falls": (steps < -FALL * unit).mean(axis=1),
        "step_zeros": (steps == 0).mean(axis=1),
        "roughness": np.sqrt(np.square(np.diff(steps, axis=1)).mean(axis=1)),
        "autocorrelation": _lagged(centred, 1),
        "autocorrelation_long": _lagged(centred, curves.shape[1] // 4),
        "edge_start": _ratio(np.abs(steps[:, 0]), typical),
        "edge_end": _ratio(np.abs(steps[:, -1]), typical),
    }
    return features | _powers(centred)


def usual_step(curves):
    """Root mean square of all steps of curves of shape (n, time)."""
    return float(np.sqrt(np.square(np.diff(curves, axis=1)).mean())) if curves.shape[1] > 1 else 0.0


def _powers(centred):
    """Shares of the power at low, middle and high frequencies."""
    power = np.square(np.abs(np.fft.rfft(centred, axis=1)))[:, 1:]
    count, total = power.shape[1], power.sum(axis=1)
    names = ("power_low", "power_middle", "power_high")
    return {
        name: _ratio(power[:, round(low * count) : max(round(low * count) + 1, round(high * count))].sum(axis=1), total)
        for name, (low, high) in zip(names, BANDS, strict=True)
    }


def _lagged(centred, lag):
    """Correlation of each row with itself ``lag`` points later."""
    products = (centred[:, :-lag] * centred[:, lag:]).sum(axis=1)
    return _ratio(products, np.square(centred).sum(axis=1))


def _ratio(a, b):
    """A ratio that is 0 where there is nothing to relate to."""
    return np.divide(a, b, out=np.zeros_like(a), where=b > 0)
