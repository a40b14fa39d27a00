"""Saved trainers changed in one place: refused, or good for everything. All changes are tried by `make torture`."""

import mutations


def test_a_trainer_changed_in_one_place_is_refused_or_works():
    x = mutations.rows()
    raw = bytes(mutations.trained(x).to_bytes(output=True))
    assert mutations.fault(raw, x) is None
    changes = list(mutations.mutations(raw))[::67]
    faults = {name: mutations.fault(raw, x, train=i % 8 == 0) for i, (name, raw) in enumerate(changes)}
    assert {name: fault for name, fault in faults.items() if fault} == {}
