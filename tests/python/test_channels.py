"""`rgan.metrics.channels`: rules about points of time, features and values of each channel."""

import numpy as np
from rgan.metrics.channels import feature_faults, position_faults


def rows(n, seed):
    random = np.random.default_rng(seed)
    rain = np.where(random.random((n, 12)) < 0.7, 0, random.gamma(1, 10, (n, 12)).round(1))
    return np.stack([random.normal(size=(n, 12)).cumsum(axis=1), rain], axis=2)


def worst(faults, **fields):
    return max((f for f in faults if all(getattr(f, k) == v for k, v in fields.items())), key=lambda f: f.severity)


def test_a_point_of_time_is_named():
    made = rows(200, 2)
    made[:, 5, 0] += 9
    faults, tested = position_faults(rows(200, 1), made, 0)
    fault = worst(faults, code="quantile")
    assert (fault.column, fault.position) == (0, 5)
    assert tested == len(faults)


def test_values_and_decimals_are_those_of_the_channel():
    made = rows(200, 2)
    made[:, :, 1] += 0.01
    faults, _ = feature_faults(rows(200, 1), made, 0)
    dry = worst(faults, code="value", column=1)
    assert dry.severity > 0.6
    assert dry.chance < 1e-20
    decimals = worst(faults, code="lattice", column=1)
    assert (decimals.generated, decimals.real) == (0, 1)


def test_a_feature_is_told_by_its_means_and_the_interval_of_real_rows():
    made = rows(200, 2)
    made[:, :, 0] *= 2
    fault = worst(feature_faults(rows(200, 1), made, 0)[0], code="step_size", column=0)
    assert fault.low < fault.real < fault.high < fault.generated
