"""`rgan.metrics.columns`: events of one column, their shares and their chances."""

import numpy as np
import pytest
from rgan.metrics.columns import column_events, lattice_step, on_lattice


def events(real, generated, **settings):
    return {event.code: event for event in column_events(np.array(real, float), np.array(generated, float), **settings)}


@pytest.mark.parametrize(
    ("values", "step"),
    [([0, 3, 7], 1), ([0.5, 1.25], 0.01), ([0, 10, 30], 10), ([0, 0.25, 0.75], 0.25), ([0.1, np.pi], 0)],
)
def test_the_lattice_of_values(values, step):
    assert lattice_step(np.sort(values)) == pytest.approx(step)
    if step:
        assert on_lattice(np.array(values), step).all()


def test_of_zeros_and_of_any_numbers_no_lattice_is_made():
    assert lattice_step(np.array([0.0, 0.0])) == 0
    assert lattice_step(np.array([np.e, np.pi])) == 0


def test_what_is_out_of_range():
    found = events(np.arange(100), np.arange(100) - 10)
    assert (found["negative"].generated, found["negative"].real) == (0.1, 0)
    assert (found["never_above"].generated, found["never_above"].real) == (0, 0.1)
    assert found["never_above"].never
    assert found["above"].generated == 0


def test_a_bound_that_rows_lie_on_is_not_forgiven():
    bound = np.r_[np.zeros(50), 1 + np.arange(50)] - 5
    assert events(bound, bound - 0.1, tolerance=1)["below"].generated == 0.5
    assert events(np.arange(100) + 5, np.arange(100) + 4.9, tolerance=1)["below"].generated == 0


def test_shifts_within_the_tolerance_are_forgiven():
    x = np.random.default_rng(1).normal(size=500)
    for event in column_events(x, x + 0.01, tolerance=0.011, exact=False):
        assert event.severity == 0
    assert events(x, x + 1, tolerance=0.01)["quantile"].severity == pytest.approx(0.38, abs=0.08)


def test_shares_and_chances():
    random = np.random.default_rng(1)
    x, y = random.normal(size=300), 2 * random.normal(size=300)
    found = events(x, y)
    assert found["spread"].chance < 1e-6
    assert found["spread"].generated < found["spread"].real
    assert events(x, random.normal(size=300))["spread"].chance > 0.01


def test_values_that_repeat():
    found = events([0] * 60 + list(range(1, 41)), list(range(100)))["value"]
    x, y = np.r_[np.zeros(60), np.linspace(1, 2, 40)], np.linspace(1, 2, 100)
    zero = next(e for e in column_events(x, y) if e.code == "value")
    assert (zero.value, zero.generated, zero.real) == (0, 0, 0.6)
    assert found.code == "value"


def test_constants():
    found = events([7] * 50, [7] * 25 + [8] * 25)
    assert list(found) == ["constant"]
    assert (found["constant"].generated, found["constant"].real) == (0.5, 1)
    assert list(events([1, 2, 3] * 20, [2] * 60)) == ["collapsed"]
    assert events([7] * 50, [7] * 50)["constant"].severity == 0


def test_fewer_independent_rows_make_chances_larger():
    x = np.random.default_rng(1).normal(size=300)
    assert events(x, x + 0.5, effective=20)["quantile"].chance > 1000 * events(x, x + 0.5)["quantile"].chance
