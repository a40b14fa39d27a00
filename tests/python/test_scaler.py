"""The encoder in a file: it comes back to the last bit, and what does not fit is refused in words."""

import mutations
import numpy as np
import pytest
from mutations import changed
from rgan import GAN, CheckpointError
from rgan.encoding.encoder import Encoder
from rgan.files import container, scaler


@pytest.fixture(scope="module")
def in_groups():
    """The bytes of a trainer whose rows are in two groups, and what they hold."""
    raw = bytes(mutations.trained(mutations.rows()).to_bytes())
    return raw, container.unpack(raw)[1]


@pytest.mark.parametrize("method", ["none", "standard", "column", "range", "components"])
@pytest.mark.parametrize("groups", [False, True])
def test_what_is_written_is_what_is_read(method, groups, waves):
    encoder = Encoder.fit(waves, method, 1, noise=True)
    encoder = encoder.with_groups(waves, 1) if groups else encoder
    assert (encoder.conditions == 2) is groups
    arrays = scaler.arrays_of(encoder)
    scaler.check(arrays, (24,))
    again = scaler.encoder_of(arrays)
    encoded = encoder.encode(waves)
    np.testing.assert_array_equal(again.encode(waves), encoded)
    drawn = [each.decode(encoded, np.random.default_rng(1)) for each in (encoder, again)]
    np.testing.assert_array_equal(*drawn)
    assert again.encoded_shape((24,)) == encoder.encoded_shape((24,))


REFUSED = {
    "one group": ("group_centres", lambda a: a[:1], "2 to 512 groups"),
    "another type": ("group_centres", lambda a: a.astype(np.float32), "float32"),
    "a column more": ("group_centres", lambda a: np.c_[a, a[:, :1]], "of shape"),
    "deviations below 0": ("group_deviations", lambda a: -a - 1, "no numbers that rows can have"),
    "centres beyond numbers": ("group_centres", lambda a: a + 1e300, "no numbers that rows can have"),
    "shares of more": ("group_shares", lambda a: 2 * a, "not the shares of 2 groups"),
    "a share of 0": ("group_shares", lambda a: np.array([1.0, 0.0]), "not the shares of 2 groups"),
}


@pytest.mark.parametrize("name", REFUSED)
def test_groups_that_do_not_fit_are_refused(name, in_groups):
    field, change, words = REFUSED[name]

    def spoiled(meta, arrays):
        arrays[f"scaler/{field}"] = change(arrays[f"scaler/{field}"])

    with pytest.raises(CheckpointError, match=words):
        GAN.from_bytes(changed(in_groups[0], spoiled))


@pytest.mark.parametrize("name", scaler.GROUPS)
def test_groups_are_there_whole_or_not_at_all(name, in_groups):
    with pytest.raises(CheckpointError):
        GAN.from_bytes(changed(in_groups[0], lambda meta, arrays: arrays.pop(name)))


def test_groups_of_rows_of_another_width_are_refused(in_groups):
    def narrow(meta, arrays):
        for name in scaler.GROUPS[:2]:
            arrays[name] = arrays[name][:, 1:]

    with pytest.raises(CheckpointError, match="but the networks see rows of shape"):
        GAN.from_bytes(changed(in_groups[0], narrow))
