"""Rows that overlap in time, such as windows of one series: fewer independent rows than there are."""

import numpy as np

MIN_SHARE = 0.3  # of neighbouring rows that continue one another


def overlap(curves):
    """By how many points each row begins after the one before it; 0 where rows do not overlap.

    ``curves``, (n, time, channels), in the order of time; some rows may be missing.
    """
    n, time = curves.shape[:2]
    if n < 10:
        return 0
    for shift in range(1, time - 1):
        same = (curves[:-1, shift:] == curves[1:, : time - shift]).all(axis=(1, 2))
        varies = np.ptp(curves[1:, : time - shift, 0], axis=1) > 0
        if (same & varies).mean() > MIN_SHARE:
            return shift
    return 0


def independent_rows(values):
    """How many independent values a column in the order of time is worth, from its correlation with its neighbours.

    n (1 - r) / (1 + r), the variance of the mean of an autoregressive series of order 1; at least 10.
    """
    n = len(values)
    ranks = values.argsort(kind="stable").argsort(kind="stable") - (n - 1) / 2
    r = (ranks[1:] @ ranks[:-1]) / (ranks @ ranks)
    return max(min(10, n), n * (1 - r) / (1 + r)) if r > 0 else n
