"""`rgan.metrics.faults`: plain faults are named with their column and figures, and clean rows have none."""

import numpy as np
import pytest
from rgan.metrics.faults import find_faults


def table(n, seed):
    """A whole number, a column that is mostly exactly zero, two ordered columns, their sum, and a constant."""
    random = np.random.default_rng(seed)
    low = random.normal(10, 2, n)
    high = low + random.exponential(1, n)
    zero = np.where(random.random(n) < 0.8, 0, random.lognormal(3, 1, n).round(2))
    return np.column_stack([random.poisson(40, n), zero, low, high, low + high, np.full(n, 7.0)])


def waves(n, seed):
    random = np.random.default_rng(seed)
    t = np.linspace(0, 1, 40)
    kind = random.integers(0, 2, n)
    wave = np.array([1, 3])[kind, None] * np.sin(2 * np.pi * np.array([2, 5])[kind, None] * t)
    return wave + random.normal(0, 0.1, (n, 40))


def panel(n, seed):
    random = np.random.default_rng(seed)
    steps = random.normal(size=(n, 20, 2)) @ np.array([[1.0, 0.8], [0.0, 0.6]])
    return steps.cumsum(axis=1)


ROWS = {"table": table, "waves": waves, "series": panel}


def found(kind, damage):
    """Code -> fault, among rows of which fresh ones were damaged."""
    made = ROWS[kind](400, 2)
    damage(made)
    faults = find_faults(ROWS[kind](300, 1), made, kind)
    return {(f.code, f.column): f for f in faults}


@pytest.mark.parametrize("kind", ROWS)
@pytest.mark.parametrize("n", [200, 500])
def test_clean_rows_have_no_faults(kind, n):
    reported = [bool(find_faults(ROWS[kind](n, [n, i]), ROWS[kind](n, [n, 100 + i]), kind)) for i in range(20)]
    assert np.mean(reported) <= 0.05


def test_zeros_and_signs_are_seen_and_the_worst_comes_first():
    def noisy(x):
        x[:, 1] += np.random.default_rng(3).normal(-5, 5, len(x))

    made = table(1000, 2)
    noisy(made)
    first, second = find_faults(table(1000, 1), made, "table")[:2]
    assert (first.code, first.column, first.value) == ("value", 1, 0.0)
    assert first.generated == 0
    assert first.real == pytest.approx(0.8, abs=0.05)
    assert first.low < first.real < first.high
    assert (second.code, second.column) == ("negative", 1)
    assert second.generated == np.mean(made[:, 1] < 0)
    assert second.real == 0


def test_whole_numbers_and_decimals():
    def fractions(x):
        x[:, 0] += 0.25

    fault = found("table", fractions)["lattice", 0]
    assert (fault.value, fault.generated, fault.real) == (1, 0, 1)

    def rounded(x):
        x[:] = x.round(1)

    fault = found("waves", rounded)["lattice", 0]
    assert fault.value == pytest.approx(0.1)
    assert (fault.generated, fault.real) == (1, pytest.approx(0, abs=0.05))


def test_a_constant_that_varies_and_a_column_that_does_not():
    def loose(x):
        x[:, 5] += np.linspace(0, 1e-3, len(x))
        x[:, 2] = 10

    faults = found("table", loose)
    assert faults["constant", 5].value == 7
    assert faults["constant", 5].generated == pytest.approx(0, abs=0.02)
    assert faults["collapsed", 2].generated == 1


def test_what_always_holds_between_columns():
    def swapped(x):
        x[:200, [2, 3]] = x[:200, [3, 2]]

    fault = found("table", swapped)["order", 2]
    assert fault.others == (3,)
    assert (fault.generated, fault.real) == (0.5, 0)

    def apart(x):
        x[:, 4] += np.random.default_rng(3).normal(0, 1, len(x))

    fault = found("table", apart)["sum", 2]
    assert fault.others == (3, 4)
    assert fault.generated > 0.9


def test_correlations():
    def mixed(x):
        x[:, :, 1] = np.random.default_rng(3).permutation(x[:, :, 1])

    fault = found("series", mixed)["correlation", 0]
    assert fault.others == (1,)
    assert fault.real == pytest.approx(0.8, abs=0.1)
    assert fault.generated == pytest.approx(0, abs=0.15)
    assert fault.low < fault.real < fault.high


def test_steps_are_seen_channel_by_channel():
    def smooth(x):
        x[:, 1:-1, 1] = (x[:, :-2, 1] + x[:, 1:-1, 1] + x[:, 2:, 1]) / 3

    faults = found("series", smooth)
    assert faults["step_autocorrelation", 1].generated > 0.3
    assert faults["step_autocorrelation", 1].real < 0.1
    assert faults["roughness", 1].generated < 0.7 * faults["roughness", 1].real
    assert ("roughness", 0) not in faults


def test_a_counter_that_falls_in_one_row_of_ten():
    random = np.random.default_rng(1)
    real, made = (random.poisson(2, (300, 20)).cumsum(axis=1).astype(float) for _ in range(2))
    made[:30, 10] -= 50
    codes = {fault.code: fault for fault in find_faults(real, made, "waves")}
    assert codes["step_falls"].severity == pytest.approx(0.1)


def test_where_waves_are_wrong_in_time():
    def jump(x):
        x[:, 0] += 2

    fault = next(f for f in found("waves", jump).values() if f.position is not None)
    assert fault.position == 0


def test_shifts_that_nobody_sees_are_no_faults():
    t = np.linspace(0, 1, 50)
    frequency = np.linspace(1, 3, 200)[:, None]
    real = np.sin(2 * np.pi * frequency * (t + 0.1))
    assert find_faults(real, np.float32(real) + 1e-4, "waves") == []


def test_units_do_not_matter():
    real, made = table(300, 1), table(300, 2) + np.array([0.5, 0, 0, 0, 1, 0])
    plain, scaled = (find_faults(k * real, k * made, "table") for k in (1, 1000))
    assert [(f.code, f.column) for f in plain] == [(f.code, f.column) for f in scaled]


def autoregressive(n, length, seed):
    noise = np.random.default_rng(seed).normal(size=(n, length + 100))
    for i in range(1, length + 100):
        noise[:, i] += 0.97 * noise[:, i - 1]
    return noise[:, 100:]


def test_windows_of_one_series_count_for_less():
    windows = np.lib.stride_tricks.sliding_window_view(autoregressive(1, 400, 1)[0], 30)
    fresh = autoregressive(400, 30, 2)
    assert find_faults(windows, fresh, "waves") == []
    assert find_faults(windows[np.random.default_rng(1).permutation(len(windows))], fresh, "waves") != []
    assert "step_size" in {fault.code for fault in find_faults(windows, 2 * fresh, "waves")}


def test_images_are_read_pixel_by_pixel():
    random = np.random.default_rng(1)
    real, made = (np.clip(random.normal(0, 1, (300, 6, 6, 1)), 0, 1) for _ in range(2))
    assert find_faults(real, made, "images") == []
    assert find_faults(real, made + 0.01, "images")[0].code in ("value", "never_below", "lowest")
