"""How the cost of a step grows with rows, columns, batch and width: the package beside the matrix products alone."""

import argparse
import json
import statistics
from pathlib import Path

import tasks
from run import opened

HERE = Path(__file__).parent
SWEEPS = {
    "rows": [100, 1_000, 10_000, 100_000, 1_000_000],
    "columns": [10, 100, 1_000, 10_000],
    "batch": [16, 64, 256, 1024, 4096],
    "width": [16, 64, 256, 1024],
}
BUDGET_MS = 2_000  # about how long one round of one size may take


def sized(what, size):
    """The default objective's task with one size changed; `width` is that of every hidden layer."""
    if what == "width":
        return tasks.task("default", 32, generator=[size] * 3, discriminator=[size] * 3)
    if what == "batch":
        return tasks.task("default", size)
    return tasks.task("default", 32, **{what: size})


def measure(task, rounds, peers_python):
    """Median ms a step of the package and of the products alone, interleaved."""
    names = ["rgan", "matrix products"]
    peers, figures = [opened(name, peers_python) for name in names], [[], []]
    try:
        for peer in peers:
            answer = peer.ask(do="setup", task=task)
            if answer["error"]:
                raise RuntimeError(answer["error"])
        steps = [max(4, min(512, int(BUDGET_MS / (1000 * p.ask(do="run", steps=4)["seconds"] / 4)))) for p in peers]
        for _ in range(rounds):
            for peer, count, ms in zip(peers, steps, figures, strict=True):
                ms.append(1000 * peer.ask(do="run", steps=count)["seconds"] / count)
    finally:
        for peer in peers:
            peer.close()
    return [statistics.median(ms) for ms in figures]


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--peers-python", help="a Python whose NumPy does the products")
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--out", type=Path, default=HERE.parent / "results-scaling.json")
    options = parser.parse_args()
    rows = []
    for what, sizes in SWEEPS.items():
        for size in sizes:
            ours, floor = measure(sized(what, size), options.rounds, options.peers_python)
            rows.append({"what": what, "size": size, "ms": ours, "floor_ms": floor})
            print(
                f"{what:8} {size:9,}  {ours:9.3f} ms a step, products {floor:9.3f} ({ours / floor:5.2f} x)", flush=True
            )
    options.out.write_text(json.dumps(rows, indent=1) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
