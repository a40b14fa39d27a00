"""Whether every source file has a test file of its name; prints those that have none, one per line.

inst/python/rgan and rgan_r, <module>.py   tests/python/test_<module>.py
R/<name>.R                                 tests/testthat/test-<name>.R
"""

import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
PYTHON = ("inst/python/rgan", "inst/python/rgan_r")
WITHOUT = {  # file name: why it needs no test file
    "__init__.py": "only names what other modules define",
    "gan-training.R": "only documentation: the help page of what gan() does while it trains",
    "rgan-package.R": "only documentation and imports",
    "zzz.R": "runs when the package is loaded, which every test does",
}


def sources():
    """(source file, its test file), as paths from the root of the project."""
    for folder in PYTHON:
        for path in sorted((ROOT / folder).rglob("*.py")):
            yield path.relative_to(ROOT), Path("tests/python") / f"test_{path.name}"
    for path in sorted((ROOT / "R").glob("*.R")):
        yield path.relative_to(ROOT), Path("tests/testthat") / f"test-{path.name}"


def missing():
    """A line for every source file without a test file, and for every two that would share one."""
    taken = {}
    for source, test in sources():
        if source.name in WITHOUT:
            continue
        if test in taken:
            yield f"{source} and {taken[test]} would share {test}: module names are unique"
        elif not (ROOT / test).is_file():
            yield f"{source} has no {test}"
        taken[test] = source


if __name__ == "__main__":
    lines = list(missing())
    sys.stdout.writelines(f"{line}\n" for line in lines)
    sys.exit(1 if lines else 0)
