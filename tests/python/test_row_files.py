"""Rows of several files are those of one array, and no more of them is read than is asked for."""

import numpy as np
import pytest
from rgan import GAN, DataError, row_files
from rgan.data import fingerprint
from rgan.row_files import RowFiles

X = np.random.default_rng(1).normal(size=(500, 6))


@pytest.fixture
def paths(tmp_path):
    for i, rows in enumerate(np.split(X, [100, 350])):
        np.save(tmp_path / f"{i}.npy", rows)
    return sorted(str(path) for path in tmp_path.glob("*.npy"))


def test_files_are_read_as_one_array_is(paths):
    rows = RowFiles(paths)
    assert (rows.shape, rows.ndim, rows.size, len(rows)) == ((500, 6), 2, 3000, 500)
    np.testing.assert_array_equal(rows[:], X)
    which = np.random.default_rng(2).integers(0, 500, 800)
    np.testing.assert_array_equal(rows[which], X[which])
    np.testing.assert_array_equal(rows[95:110], X[95:110])
    np.testing.assert_array_equal(rows[np.array([499, 0, 0])], X[[499, 0, 0]])
    np.testing.assert_array_equal(rows[349], X[349])
    np.testing.assert_array_equal(np.concatenate(list(rows.blocks())), X)
    with pytest.raises(IndexError, match="500 rows, but row 500"):
        rows[np.array([500])]


def test_one_pass_tells_ends_and_fingerprint(paths, monkeypatch):
    monkeypatch.setattr(row_files, "BLOCK_VALUES", 6 * 60)
    rows = RowFiles(paths)
    np.testing.assert_array_equal(np.min(rows, axis=0), X.min(axis=0))
    np.testing.assert_array_equal(np.max(rows, axis=0), X.max(axis=0))
    assert fingerprint(rows) == fingerprint(X)


def test_of_few_rows_all_decide_and_of_many_a_bounded_sample(paths, monkeypatch):
    np.testing.assert_array_equal(RowFiles(paths).sample(1), X)
    monkeypatch.setattr(row_files, "SAMPLE_VALUES", 6 * 40)
    sample = RowFiles(paths).sample(1)
    assert sample.shape == (40, 6) and sample.dtype == np.float64
    assert (sample[:, None] == X).all(axis=2).any(axis=1).all()


def test_what_cannot_be_learned_is_named(paths, tmp_path):
    with pytest.raises(DataError, match=r"no file at .*gone\.npy.*has it moved"):
        RowFiles([*paths, str(tmp_path / "gone.npy")])
    with pytest.raises(DataError, match="no files"):
        RowFiles([])
    np.save(tmp_path / "other.npy", X[:, :5])
    with pytest.raises(DataError, match=r"rows of one shape, but .*other\.npy' has 5 and .* 6"):
        RowFiles([*paths, str(tmp_path / "other.npy")])
    broken = X.copy()
    broken[42, 3] = np.nan
    np.save(tmp_path / "broken.npy", broken)
    with pytest.raises(DataError, match=r"Row 42 \(from 0\) of .*broken\.npy' has a value that is missing"):
        GAN(RowFiles([*paths, str(tmp_path / "broken.npy")]))
    with pytest.raises(DataError, match="only numbers are learned: leave out `conditions`"):
        GAN(RowFiles(paths), conditions=X[:, :1])


def test_rows_written_down_go_when_nobody_holds_them(paths, tmp_path):
    rows = RowFiles(paths, cache=str(tmp_path / "cache")).written(np.array_split(X.astype("f4"), 3))
    np.testing.assert_array_equal(rows[::7], X.astype("f4")[::7])
    assert len(list((tmp_path / "cache").iterdir())) == 1
    del rows
    assert list((tmp_path / "cache").iterdir()) == []
