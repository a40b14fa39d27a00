"""Every format gives the rows that were written into it, and says what is wrong with others."""

import builtins

import numpy as np
import pandas as pd
import pytest
from rgan import DataError
from rgan.row_formats import part_of

X = np.random.default_rng(1).normal(size=(50, 6))


def saved(path, kind):
    x = X.reshape(50, 3, 2) if kind == "3d" else X.astype("f4") if kind == "f4" else X
    if path.suffix == ".npy":
        np.save(path, np.asfortranarray(x) if kind in ("fortran", "3d") else x)
    elif path.suffix == ".npz":
        (np.savez_compressed if kind == "compressed" else np.savez)(path, waves=x)
    elif path.suffix == ".csv":
        pd.DataFrame(x, columns=list("abcdef")).to_csv(
            path, index=False, header=kind != "bare", sep=";" if kind == "semicolon" else ","
        )
    else:
        pd.DataFrame(x, columns=list("abcdef")).to_parquet(path)
    return x


CASES = [
    ("x.npy", ""), ("x.npy", "f4"), ("x.npy", "fortran"), ("x.npy", "3d"), ("x.npz", ""), ("x.npz", "compressed"),
    ("x.csv", ""), ("x.csv", "bare"), ("x.csv", "semicolon"), ("x.parquet", ""),
]  # fmt: skip


@pytest.mark.parametrize(("name", "kind"), CASES)
def test_rows_come_as_they_were_written(tmp_path, name, kind):
    if name.endswith("parquet"):
        pytest.importorskip("pyarrow.parquet", exc_type=ImportError)
    x = saved(tmp_path / name, kind)
    part = part_of(str(tmp_path / name), cache=tmp_path / "cache")
    assert part.shape == x.shape
    numbers = np.array([0, 1, 2, 7, 30, 31, 49])
    rows = np.empty((7, *x.shape[1:]), part.dtype)
    part.read(numbers, rows)
    np.testing.assert_array_equal(rows, x[numbers])
    named = name.endswith((".csv", ".parquet")) and kind != "bare"
    assert part.names == (tuple("abcdef") if named else None)


@pytest.mark.filterwarnings("error")
def test_numbers_are_read_to_the_last_bit_without_an_outdated_argument(tmp_path):
    x = np.random.default_rng(3).normal(size=(500, 2))
    pd.DataFrame(x).to_csv(tmp_path / "x.csv", index=False, header=["a", "b"])
    rows = np.empty((500, 2))
    part_of(str(tmp_path / "x.csv"), cache=tmp_path / "cache").read(np.arange(500), rows)
    np.testing.assert_array_equal(rows, x)


@pytest.mark.parametrize("names", [["0", "1"], ["1", "2"], ["V1", "V2"]])
def test_numbers_that_count_columns_are_names_and_names_of_rows_are_no_column(tmp_path, names):
    path = tmp_path / "x.csv"
    pd.DataFrame(X[:, :2], columns=names).to_csv(path, index=False)
    plain = part_of(str(path), cache=tmp_path / "cache")
    assert (plain.shape, plain.names) == ((50, 2), tuple(names))
    path.write_text("\n".join(['"","a","b"', '"r1",1,2', '"r2",3,4']))  # as write.csv() writes a matrix
    part = part_of(str(path), cache=tmp_path / "cache")
    assert (part.shape, part.names) == ((2, 2), ("a", "b"))


def test_what_is_written_down_is_found_again_until_the_file_changes(tmp_path):
    saved(tmp_path / "x.csv", "")
    parts = [part_of(str(tmp_path / "x.csv"), cache=tmp_path / "cache") for _ in range(2)]
    assert parts[0].data == parts[1].data and len(list((tmp_path / "cache").iterdir())) == 1
    pd.DataFrame(X[:10]).to_csv(tmp_path / "x.csv")
    assert part_of(str(tmp_path / "x.csv"), cache=tmp_path / "cache").shape == (10, 6)


def test_of_several_arrays_one_is_asked_for(tmp_path):
    path = str(tmp_path / "x.npz")
    np.savez(path, one=X, two=X[:, :2])
    with pytest.raises(DataError, match="holds the arrays one, two: say which one, by `array`"):
        part_of(path)
    with pytest.raises(DataError, match="holds no array 'three', but one, two"):
        part_of(path, "three")
    assert part_of(path, "two").shape == (50, 2)


def test_files_that_hold_no_rows_of_numbers_are_refused(tmp_path):
    def refused(name, write, match):
        path = tmp_path / name
        write(path)
        with pytest.raises(DataError, match=match):
            part_of(str(path), cache=tmp_path / "cache")

    refused("x.rds", lambda path: path.touch(), r"end in \.npy, \.npz, \.csv, \.parquet, not from")
    refused("text.npy", lambda path: np.save(path, np.array([["a"]])), "must hold numbers, not <U1")
    refused("objects.npy", lambda path: np.save(path, np.array([[None]]), allow_pickle=True), "numbers, not object")
    refused("flat.npy", lambda path: np.save(path, X[0]), "2, 3 or 4 dimensions")
    refused("empty.npy", lambda path: path.touch(), "cannot be read")
    refused("no.npz", lambda path: path.write_bytes(b"no"), "cannot be read: File is not a zip file")
    refused("text.csv", lambda path: path.write_text("a,b\n1,x\n2,y\n"), "must hold numbers, but 'b' does not")
    refused("header.csv", lambda path: path.write_text("a,b\n"), "holds no rows")
    assert list((tmp_path / "cache").iterdir()) == []


def test_a_file_that_was_cut_off_is_named(tmp_path):
    path = tmp_path / "x.npy"
    saved(path, "")
    part = part_of(str(path))
    path.write_bytes(path.read_bytes()[:-100])
    with pytest.raises(DataError, match=r"x\.npy' cannot be read: it ends too early. Has the file moved or changed"):
        part.read(np.array([49]), np.empty((1, 6)))


def test_parquet_without_pyarrow_says_what_to_install(tmp_path, monkeypatch):
    there = builtins.__import__

    def without(name, *others):
        if name.startswith("pyarrow"):
            raise ImportError(name)
        return there(name, *others)

    monkeypatch.setattr(builtins, "__import__", without)
    with pytest.raises(DataError, match="needs the Python package pyarrow"):
        part_of(str(tmp_path / "x.parquet"))
