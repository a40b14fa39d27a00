"""What the source says of itself: imports point downwards, and nothing reaches into another file's underscore names."""

import ast
import graphlib
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
PYTHON = ROOT / "inst" / "python"
# Lowest first. A name stands for a module, or for all of a package that has no more exact one. A module imports those
# of its own group and of lower ones.
GROUPS = [
    [
        "rgan.errors", "rgan.rng", "rgan.interrupts", "rgan.session", "rgan.checks", "rgan.workers", "rgan.cluster",
        "rgan.devices",
        "rgan.fingerprints", "rgan.row_formats", "rgan.row_files",
    ],
    [
        "rgan.encoding", "rgan.data_kind", "rgan.presets", "rgan.networks.layers", "rgan.networks.defaults",
        "rgan.training.losses",
    ],
    ["rgan.spec", "rgan.spec_checks"],
    ["rgan.networks", "rgan.training"],
    ["rgan.metrics"],
    [
        "rgan.data", "rgan.model", "rgan.sampling", "rgan.rejection", "rgan.generation", "rgan.imputation",
        "rgan.features", "rgan.directions", "rgan.values",
    ],
    ["rgan.files"],
    ["rgan.gan", "rgan.loading", "rgan"],
    ["rgan_r", "gan", "report"],
]  # fmt: skip
RANKS = {name: rank for rank, group in enumerate(GROUPS) for name in group}
PUBLIC_BY_CUSTOM = {"_replace", "_asdict", "_fields", "_make"}  # of a namedtuple
WITHOUT_PUBLIC_NAME = {"_foreach_lerp_"}  # of PyTorch: the benchmark takes its fastest way
BY_NAME = {"getattr", "setattr", "hasattr", "delattr"}


def modules():
    """Path of every module of inst/python by its dotted name; a package goes by its own name."""
    found = {}
    for path in PYTHON.rglob("*.py"):
        parts = path.relative_to(PYTHON).with_suffix("").parts
        found[".".join(parts[:-1] if parts[-1] == "__init__" else parts)] = path
    return found


MODULES = modules()


def imported(name):
    """Dotted names of the modules of inst/python that a module imports, wherever in it."""
    path, found = MODULES[name], set()
    package = name if path.name == "__init__.py" else name.rpartition(".")[0]
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            found |= {alias.name for alias in node.names}
        elif isinstance(node, ast.ImportFrom):
            above = package.split(".")[: len(package.split(".")) - node.level + 1] if node.level else []
            base = ".".join([*above, *([node.module] if node.module else [])])
            # What is imported from a package may be a module of it.
            inner = {f"{base}.{alias.name}" for alias in node.names}
            found |= (inner & set(MODULES)) | ({base} if inner - set(MODULES) else set())
    return found & set(MODULES)


def rank(name):
    """Group of a module; None where it has no place yet."""
    package = name.rpartition(".")[0]
    return RANKS.get(name, None if package == "rgan" else RANKS.get(package))


def test_every_module_has_a_place_in_the_order():
    assert [name for name in MODULES if rank(name) is None] == []


def test_imports_point_downwards():
    upwards = [
        f"{name} imports {other}"
        for name in MODULES
        for other in imported(name)
        if None not in (rank(name), rank(other)) and rank(other) > rank(name)
    ]
    assert upwards == []


def test_imports_make_no_circle():
    graph = {name: imported(name) - {name} for name in MODULES}
    try:
        graphlib.TopologicalSorter(graph).prepare()
    except graphlib.CycleError as error:
        pytest.fail(" imports ".join(reversed(error.args[1])))


NEVER = [
    (("rgan.metrics", "rgan.networks", "rgan.training"), ("rgan.files", "rgan.gan", "gan")),
    (("rgan",), ("rgan_r", "gan")),
]


@pytest.mark.parametrize(("those", "others"), NEVER)
def test_arithmetic_knows_no_files_and_python_nothing_of_r(those, others):
    def within(name, packages):
        return any(name == package or name.startswith(f"{package}.") for package in packages)

    wrong = [
        f"{name} imports {other}"
        for name in MODULES
        for other in imported(name)
        if within(name, those) and within(other, others)
    ]
    assert wrong == []


def is_private(name):
    dunder = name.startswith("__") and name.endswith("__")
    return name.startswith("_") and len(name) > 1 and not dunder and name not in PUBLIC_BY_CUSTOM | WITHOUT_PUBLIC_NAME


def defined(tree):
    """Every name that a file gives to something: functions, classes, arguments, variables, attributes."""
    names = set()
    for node in ast.walk(tree):
        if isinstance(node, (ast.FunctionDef, ast.AsyncFunctionDef, ast.ClassDef)):
            names.add(node.name)
        elif isinstance(node, ast.arg):
            names.add(node.arg)
        elif isinstance(node, ast.Name) and isinstance(node.ctx, ast.Store):
            names.add(node.id)
        elif isinstance(node, ast.Attribute) and isinstance(node.ctx, ast.Store) and is_self(node.value):
            names.add(node.attr)
        elif isinstance(node, ast.alias) and node.asname:
            names.add(node.asname)
    return names


def is_self(node):
    return isinstance(node, ast.Name) and node.id in ("self", "cls")


def reached(tree):
    """(line, name) for every underscore name that code takes from something else, a text given to `getattr` too."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Attribute):
            yield node.lineno, node.attr
        elif isinstance(node, ast.ImportFrom):
            yield from ((node.lineno, alias.name) for alias in node.names)
        elif isinstance(node, ast.Call):
            function = node.func.attr if isinstance(node.func, ast.Attribute) else getattr(node.func, "id", None)
            texts = [a.value for a in node.args if isinstance(a, ast.Constant) and isinstance(a.value, str)]
            yield from ((node.lineno, text.rpartition(".")[2]) for text in texts if function in BY_NAME)


def reach_ins(source):
    """Lines of a file that use another file's underscore names."""
    tree = ast.parse(source)
    own = defined(tree)
    return [f"line {line}: {name}" for line, name in reached(tree) if is_private(name) and name not in own]


FOLDERS = ["inst/python", "tests/python", "tests/torture", "bench", "tools", "data-raw"]


@pytest.mark.parametrize("folder", FOLDERS)
def test_nothing_reaches_into_another_files_underscore_names(folder):
    paths = sorted((ROOT / folder).rglob("*.py"))
    outside = [path for path in paths if not any(part.startswith(".") for part in path.relative_to(ROOT).parts)]
    found = {str(path.relative_to(ROOT)): reach_ins(path.read_text(encoding="utf-8")) for path in outside}
    assert {path: lines for path, lines in found.items() if lines} == {}


def test_reaching_in_is_seen_and_a_files_own_names_are_not():
    assert reach_ins("import a\na._x()") == ["line 2: _x"]
    assert reach_ins("from a import _x") == ["line 1: _x"]
    assert reach_ins("a._x = 1") == ["line 1: _x"]
    assert reach_ins("monkeypatch.setattr('rgan.a._x', 1)") == ["line 1: _x"]
    own = "class A:\n    def __init__(self, other):\n        self._x = other._x\n    def _y(self):\n        self._y()"
    assert reach_ins(own) == []
    assert reach_ins("a.__dict__, a._replace(b=1), a._") == []
