"""`rgan.metrics.overlap`: windows of one series are known, and count for less."""

import numpy as np
import pytest
from rgan.metrics.overlap import independent_rows, overlap

SERIES = np.random.default_rng(1).normal(size=300).cumsum()


@pytest.mark.parametrize("shift", [1, 4])
def test_windows_are_known_by_their_shift(shift):
    windows = np.lib.stride_tricks.sliding_window_view(SERIES, 20)[::shift, :, None]
    assert overlap(windows) == shift
    kept = np.random.default_rng(2).random(len(windows)) < 0.9
    assert overlap(windows[kept]) == shift


def test_rows_of_their_own_do_not_overlap():
    assert overlap(np.random.default_rng(1).normal(size=(100, 20, 1))) == 0
    assert overlap(np.zeros((100, 20, 1))) == 0
    assert overlap(SERIES.reshape(-1, 20)[:, :, None]) == 0


def test_independent_rows():
    random = np.random.default_rng(1)
    assert independent_rows(random.normal(size=500)) == pytest.approx(500, rel=0.15)
    walk = random.normal(size=500).cumsum()
    assert independent_rows(walk) < 30
    assert independent_rows(walk[:5]) == 5
