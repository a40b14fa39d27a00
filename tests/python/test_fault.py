"""`rgan.metrics.fault`: a fault is plain data."""

import json

from rgan.metrics.columns import Event
from rgan.metrics.fault import share_fault, some_of


def test_a_fault_is_plain_data():
    fault = share_fault(Event("negative", 0.0, 0.3, 0.0, 1e-9), 100, 200, column=2)
    assert json.loads(json.dumps(fault.as_dict()))["severity"] == 0.3
    assert fault.low == 0
    assert 0 < fault.high < 0.06
    assert fault.never


def test_some_numbers_are_evenly_spaced():
    assert some_of(5, 9).tolist() == [0, 1, 2, 3, 4]
    assert some_of(101, 3).tolist() == [0, 50, 100]
