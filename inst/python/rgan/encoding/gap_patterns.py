"""Gaps for generated rows: those of training rows, of rows like them where gaps have to do with what a row is like."""

import numpy as np

from .. import rng

NEAREST = 5  # real rows of which one gives a generated row its gaps
TESTED_ROWS = 1000
BEYOND_CHANCE = 3  # standard errors by which gaps of near rows are more alike than those of any two
BLOCK_VALUES = 1 << 22


def draw_patterns(rows, whole, missing, seed):
    """Where generated ``rows`` have gaps: bool, of the shape of the rows.

    Parameters
    ----------
    rows : array, shape (m, ...)
        Generated rows.
    whole : array, shape (n, ...)
        Training rows, completed.
    missing : array of bool, shape (n, ...)
        Where these had gaps.
    seed : int
        Decides which training row gives a generated one its gaps. The first rows of many get those of few.
    """
    random = rng.stream(seed, "gaps/patterns")
    draws = random.random(len(rows))
    scale = whole.std(axis=0).ravel()
    real, made = (_scaled(x, scale) for x in (whole, rows))
    gaps = missing.reshape(len(missing), -1)
    if follow_rows(real, gaps, seed):
        near = _nearest(made, real, min(NEAREST, len(real)))
        giver = near[np.arange(len(rows)), (draws * near.shape[1]).astype(int)]
    else:
        giver = (draws * len(real)).astype(int)
    return missing[giver]


def follow_rows(rows, gaps, seed):
    """Whether rows that are alike, (n, d), have gaps that are alike, more than by chance."""
    some = rng.some_rows(len(rows), TESTED_ROWS, seed, "gaps/tested")
    rows, gaps = rows[some], gaps[some].astype(np.float64)
    if len(rows) < 2 * NEAREST or (gaps == gaps[0]).all():
        return False
    near = _nearest(rows, rows, NEAREST + 1)[:, 1:]
    share = gaps.mean(axis=0)
    # Of any two rows: a gap in one and none in the other.
    apart = (gaps * (1 - share) + (1 - gaps) * share).sum(axis=1) * len(rows) / (len(rows) - 1)
    apart_near = np.abs(gaps[near] - gaps[:, None]).sum(axis=2).mean(axis=1)
    less = apart - apart_near
    return bool(less.mean() > BEYOND_CHANCE * less.std() / np.sqrt(len(rows)))


def _scaled(x, scale):
    return (np.reshape(x, (len(x), -1)) / np.where(scale > 0, scale, 1.0)).astype(np.float64)


def _nearest(rows, among, count):
    """Numbers of the nearest rows ``among``, nearest first: (m, count)."""
    size, found = max(1, BLOCK_VALUES // max(len(among), among.shape[1])), []
    for first in range(0, len(rows), size):
        distances = np.square(among).sum(axis=1) - 2 * rows[first : first + size] @ among.T
        found.append(np.argsort(distances, axis=1, kind="stable")[:, :count])
    return np.concatenate(found)
