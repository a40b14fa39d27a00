"""rgan and its rivals on the same rows, by the same judges.

    python bench/rivals/race.py                        # all that is installed; writes bench/rivals.md
    python bench/rivals/race.py --quick                # three small sets, half a minute for each rival; prints only
    python bench/rivals/race.py --sets iris --rivals rgan "arf (R)"

What was drawn is kept in bench/.rivals/rows by data set, rival and seed, and drawn again when the training rows, the
rival's script or (for rgan) the package has changed.
"""

import argparse
import hashlib
import json
import os
import signal
import subprocess
import sys
from pathlib import Path

os.environ.setdefault("TF_CPP_MIN_LOG_LEVEL", "3")

import datasets
import judges
import numpy as np
import report
from rivals import HERE, OURS, RIVALS, STORE

PACKAGE = HERE.parents[1] / "inst" / "python" / "rgan"
BUDGET, QUICK_BUDGET = 180, 30  # CPU seconds to train in, for those that can be cut short
LONGEST = 5  # times as many seconds, and the rival is ended
QUICK = ["two waves", "iris", "zero-inflated"]
PARTS = 4  # samples that are drawn of small data
SMALL, OFTEN = ("iris", "quakes"), 3  # where one training says too little: so many times as many


def digest(*parts):
    """A short hash of texts and bytes."""
    found = hashlib.sha256()
    for part in parts:
        found.update(part if isinstance(part, bytes) else str(part).encode())
    return found.hexdigest()[:16]


def sources(folder, leave_out=()):
    """The text of all Python files of a folder."""
    files = [path for path in sorted(folder.rglob("*.py")) if not set(leave_out) & set(path.parts)]
    return b"".join(path.read_bytes() for path in files)


def script_of(rival):
    """All that decides what the rival does with rows."""
    texts = [(HERE / name).read_bytes() for name in rival.call if (HERE / name).is_file()]
    pins = sorted((HERE / "requirements").glob(f"{rival.environment}*.txt"))
    texts += [path.read_bytes() for path in pins]
    return b"".join([*texts, sources(PACKAGE, ("metrics",)) if rival.name == OURS else b""])


def interpreter(rival):
    """The Python of a rival; None where it is not installed."""
    if rival.environment in ("rgan", "R"):
        return sys.executable
    python = STORE / "env" / rival.environment / "bin" / "python"
    return str(python) if python.is_file() else None


def environment():
    """One thread for everybody, and R's library of rivals."""
    threads = dict.fromkeys(("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS", "MKL_NUM_THREADS"), "1")
    libraries = os.pathsep.join(filter(None, [str(STORE / "R"), os.environ.get("R_LIBS")]))
    return os.environ | threads | {"R_LIBS": libraries, "CUDA_VISIBLE_DEVICES": ""}


def installed(rival):
    """None, or why it cannot run."""
    reason = STORE / "env" / f"{rival.environment}.failed"
    if interpreter(rival) is None or reason.is_file():
        return reason.read_text().strip() if reason.is_file() else "not installed: `make bench-rivals` does it"
    if rival.environment == "R":
        package = Path(rival.call[1]).stem
        if not (STORE / "R" / package).is_dir():
            return f"the R package {package} cannot be installed here"
    return None


def spared(rival, lines):
    """None, or who has done the same already."""
    done = [who for who, found in lines if who == rival.instead_of and not report.failure(found)]
    return f"the same as {done[0]}" if done else None


def made_by(rival, name, data, seed, budget):
    """{"rows": samples, "train", "draw": seconds, "note"}, or {"failed": reason}; from the store where it is there.

    Without a budget nobody is trained, and whatever is stored is taken, cut short or not.
    """
    folder = STORE / "rows" / "".join(c if c.isalnum() else "-" for c in name)
    folder.mkdir(parents=True, exist_ok=True)
    place = folder / f"{rival.key()}-{seed}.npz"
    key = digest(script_of(rival), np.ascontiguousarray(data.train).tobytes(), data.size)
    kept = _read(place, key, budget, data)
    if kept is None and budget is None:
        return {"failed": "not trained in this run"}
    if kept is None:
        failed = _drawn(rival, data, place, seed, budget)
        place.with_suffix(".json").write_text(json.dumps({"key": key, "budget": budget, "failed": failed}))
        kept = _read(place, key, budget, data)
    return kept


def _read(place, key, budget, data):
    """What is stored of a training, None where it is another one. What was not cut short is good for any budget."""
    about = place.with_suffix(".json")
    known = json.loads(about.read_text()) if about.is_file() else {"key": None}
    if known["key"] != key:
        return None
    if budget is not None and known["budget"] != budget and (known["failed"] or "epochs" in _note(place)):
        return None
    if known["failed"]:
        return {"failed": known["failed"]}
    found = np.load(place)
    rows = found["rows"].reshape(-1, data.size, *data.train.shape[1:])
    thousands = len(found["rows"]) / 1000
    return {
        "rows": list(rows), "train": float(found["train_seconds"]), "draw": float(found["draw_seconds"]) / thousands,
        "note": _note(place),
    }  # fmt: skip


def _note(place):
    return str(np.load(place)["note"])


def _drawn(rival, data, place, seed, budget):
    """Have the rival train and draw; None, or why it failed."""
    source = place.with_suffix(".in.npz")
    parts = min(PARTS, len(data.fresh)) if data.size <= 500 else min(2, len(data.fresh))
    np.savez(source, rows=data.train, kind=data.kind, draw=data.size, parts=parts, seed=seed, budget=budget)
    # CPU seconds, not those of a clock: others may be at work here.
    calmly = ["sh", "-c", f'ulimit -t {LONGEST * budget}; exec nice -n {max(0, 15 - os.nice(0))} "$@"', "sh"]
    call = [*calmly, interpreter(rival), str(HERE / rival.call[0]), str(source), str(place), *rival.call[1:]]
    ended = subprocess.run(call, capture_output=True, text=True, env=environment(), check=False)
    source.unlink()
    if ended.returncode == 0 and place.is_file():
        return None
    if ended.returncode in (-signal.SIGXCPU, -signal.SIGKILL):
        return f"not done after {LONGEST * budget} CPU seconds"
    lines = [line for line in ended.stderr.strip().splitlines() if line.strip()]
    return lines[-1].strip()[:300] if lines else f"ended with status {ended.returncode}"


def judges_of_today():
    """All that decides what is said of rows."""
    files = [HERE / "judges.py", HERE / "datasets.py", Path(datasets.tasks.__file__)]
    return sources(PACKAGE / "metrics") + b"".join(path.read_bytes() for path in files)


def remembered(samples, judged):
    """What the judges of today said of samples; asked of ``judged`` once."""
    folder = STORE / "judged"
    folder.mkdir(exist_ok=True)
    place = folder / f"{digest(judges_of_today(), *map(np.ndarray.tobytes, samples))}.json"
    if not place.is_file():
        place.write_text(json.dumps(judged()))
    return json.loads(place.read_text())


def real_figures(data, seed):
    """The floor: what the judges say of training rows."""
    return remembered([data.train, *data.fresh], lambda: judges.floor(data, seed))


def figures(rival, name, data, seed, budget):
    """What the judges say of a rival's rows, and seconds; from the store where judges and rows are the same."""
    made = made_by(rival, name, data, seed, budget)
    if "failed" in made:
        return made
    said = remembered(made["rows"], lambda: judges.judged(data, made["rows"], seed))
    return said | {part: made[part] for part in ("train", "draw", "note")}


def trainings(name, seeds):
    """The seeds of a data set."""
    return [OFTEN * seed + k for seed in seeds for k in range(OFTEN)] if name in SMALL else seeds


def race(name, chosen, seeds, budget):
    """(who, figures of each seed) of everybody on one data set, the floor first."""
    try:
        sets = [datasets.SETS[name](seed) for seed in seeds]
    except datasets.MissingError as missing:
        return [("", [{"failed": str(missing)}])]
    lines = [(report.FLOOR, [real_figures(data, seed) for data, seed in zip(sets, seeds, strict=True)])]
    for rival in chosen:
        reason = installed(rival) or spared(rival, lines)
        if sets[0].kind not in rival.kinds:
            reason = reason or f"is not made for {'tables' if sets[0].kind == 'table' else 'curves'}"
        if reason:
            found = [{"failed": reason}]
        else:
            found = [figures(rival, name, data, seed, budget) for data, seed in zip(sets, seeds, strict=True)]
        lines.append((rival.name, found))
        print(f"{name:16s} {rival.name:26s} {report.short(found)}", flush=True)
    return lines


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--quick", action="store_true")
    parser.add_argument("--sets", nargs="+", choices=list(datasets.SETS), default=list(datasets.SETS))
    parser.add_argument("--rivals", nargs="+", choices=[rival.name for rival in RIVALS])
    parser.add_argument("--seeds", nargs="+", type=int, default=[1])
    parser.add_argument("--budget", type=int, help="CPU seconds to train in, for those that can be cut short")
    parser.add_argument(
        "--kept", action="store_true", help="train nobody; the table of what is stored (--budget says what for)"
    )
    parser.add_argument("--out", type=Path)
    given = parser.parse_args()
    names = QUICK if given.quick else given.sets
    chosen = [rival for rival in RIVALS if not given.rivals or rival.name in given.rivals]
    usual = given.budget or (QUICK_BUDGET if given.quick else BUDGET)
    budget = None if given.kept else usual
    whole = not given.quick and not given.rivals and names == list(datasets.SETS)
    out = given.out or (HERE.parent / "rivals.md" if whole else None)
    races = {}
    for name in names:
        races[name] = race(name, chosen, trainings(name, given.seeds), budget)
        if out:  # after each, so that a run cut short leaves what it has
            out.write_text(report.written(races, given.seeds, usual), encoding="utf-8")
    if not out:
        print(report.written(races, given.seeds, usual))


if __name__ == "__main__":
    main()
