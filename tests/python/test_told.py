"""Categories and conditions in a file: what cannot be is refused before anything is made of it."""

import numpy as np
import pytest
from rgan import GAN
from rgan.errors import CheckpointError
from rgan.files import container

COLUMNS = [{"type": "number"}, {"type": "category", "levels": 2}]


@pytest.fixture(scope="module")
def saved():
    random = np.random.default_rng(1)
    rows = np.column_stack([random.normal(size=40), np.arange(40) % 2])
    recipe = {
        "latent": {"size": 2},
        "generator": [{"type": "output"}],
        "discriminator": [{"type": "dense", "units": 1}],
    }
    return GAN(rows, recipe, columns=COLUMNS, conditions=random.normal(size=40)).to_bytes()


@pytest.mark.parametrize(
    ("name", "change", "match"),
    [
        ("by/known", lambda a: a[:, :1], "have shape"),
        ("by/known", lambda a: a + 0.5, "has another"),
        ("by/known", lambda a: a * 1e60, "beyond what 32-bit"),
        ("by/groups", lambda a: a + 100, "groups that there are not"),
        ("by/levels", lambda a: a + 1, "conditions are not"),
        ("by/given", lambda a: a + 1, "conditions are not"),
        ("by/scale", lambda a: -a, "beyond"),
        ("categories/levels", lambda a: a * 0, "no levels"),
        ("categories/levels", lambda a: a + 5000, "more than 1000"),
        ("categories/drawn", lambda a: a + 1, "drawn that are no categories"),
        ("categories/drawn", lambda a: a * 0, "conditions are not"),
    ],
)
def test_what_cannot_be_is_refused(saved, name, change, match):
    meta, arrays = container.unpack(saved)
    arrays[name] = np.asarray(change(arrays[name]), arrays[name].dtype)
    with pytest.raises(CheckpointError, match=match):
        GAN.from_bytes(container.pack(meta, arrays))


def test_parts_that_are_missing_are_refused(saved):
    meta, arrays = container.unpack(saved)
    for prefix in ("by/", "by/known", "categories/drawn"):
        kept = {name: values for name, values in arrays.items() if not name.startswith(prefix)}
        with pytest.raises(CheckpointError, match="damaged"):
            GAN.from_bytes(container.pack(meta, kept))
    assert GAN.from_bytes(saved).to_bytes() == saved
