"""Milliseconds per step of the documents' recipes and of the default, on one thread and on all cores.

    python bench/speed/recipes.py --peers-python PATH/TO/python --out bench/results-recipes.json

Beside PyTorch, eager and compiled, and Keras's own `fit()`: each in its own process, rounds interleaved, medians. All
train the layers, losses and optimisers of the recipe, and must first compute the same losses as the package.
"""

import argparse
import json
import os
import platform
import statistics
import sys
import tempfile
from pathlib import Path

import numpy as np
import recipe_tasks
import run

HERE = Path(__file__).parent
PEERS = {  # name: (script and arguments, whether it runs in the peers' environment)
    "rgan": (["peer_recipe_rgan.py"], False),
    "PyTorch eager": (["peer_recipe_torch.py"], True),
    "PyTorch compiled": (["peer_recipe_torch.py", "--compile"], True),
    "Keras fit()": (["peer_recipe_keras.py"], False),
}
ROUND_SECONDS = 2.0
MOST_STEPS = 1024


def environment(threads):
    """The variables that give every framework so many threads."""
    return {
        "OMP_NUM_THREADS": str(threads),
        "OPENBLAS_NUM_THREADS": str(threads),
        "TF_NUM_INTRAOP_THREADS": str(threads),
        "TF_NUM_INTEROP_THREADS": "1",
        "TF_CPP_MIN_LOG_LEVEL": "3",
    }


def opened(task, threads, peers_python, file):
    """The peers that are there and compute the same losses, and why others are left out."""
    peers, answers, left_out = {}, {}, {}
    for name, (script, other) in PEERS.items():
        python = peers_python if other and peers_python else sys.executable
        peers[name] = run.Process([python, *script], environment(threads))
        answer = peers[name].ask(do="setup", task=task)
        if not answer["error"]:
            answer = answers[name] = peers[name].ask(do="check", file=file)
        if answer["error"]:
            left_out[name] = answer["error"]
    for name, difference in run.same_losses(answers).items():
        left_out[name] = f"its losses differ by up to {difference:.2g}"
    for name in left_out:
        peers.pop(name).close()
    return peers, left_out


def steps_a_round(peer):
    """As many as take about two seconds. The first run of any length may compile: only the second counts."""
    steps = 1
    while True:
        peer.ask(do="run", steps=steps)
        seconds = peer.ask(do="run", steps=steps)["seconds"]
        if seconds > ROUND_SECONDS / 4 or steps >= MOST_STEPS:
            return max(1, min(MOST_STEPS, int(steps * ROUND_SECONDS / seconds)))
        steps *= 4


def measure(task, threads, rounds, peers_python):
    """ms per step of every peer, {name: [one figure a round]}, and who was left out and why."""
    with tempfile.TemporaryDirectory() as folder:
        file = str(Path(folder) / "given.npz")
        np.savez(file, **recipe_tasks.given(task))
        peers, left_out = opened(task, threads, peers_python, file)
    try:
        steps = {name: steps_a_round(peer) for name, peer in peers.items()}
        figures = {name: [] for name in peers}
        for _ in range(rounds):
            for name, peer in peers.items():
                figures[name].append(1000 * peer.ask(do="run", steps=steps[name])["seconds"] / steps[name])
        return figures, left_out
    finally:
        for peer in peers.values():
            peer.close()


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--peers-python", help="a Python that has torch")
    parser.add_argument("--rounds", type=int, default=5)
    parser.add_argument("--tasks", nargs="*", default=list(recipe_tasks.TASKS), choices=list(recipe_tasks.TASKS))
    parser.add_argument("--threads", type=int, nargs="*", help="one, and all cores, where left out")
    parser.add_argument("--out", type=Path, default=HERE.parent / "results-recipes.json")
    options = parser.parse_args()
    cores = len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count()
    report = {"cores": cores, "machine": platform.machine(), "tasks": []}
    for name in options.tasks:
        for threads in options.threads or sorted({1, cores}):
            figures, left_out = measure(recipe_tasks.task(name), threads, options.rounds, options.peers_python)
            report["tasks"].append({"name": name, "threads": threads, "ms": figures, "left_out": left_out})
            middle = {who: statistics.median(ms) for who, ms in figures.items()}
            print(f"{name}, {threads} thread(s)", flush=True)
            for who, ms in sorted(middle.items(), key=lambda item: item[1]):
                print(f"  {who:17} {ms:9.3f} ms a step   {ms / middle['rgan']:6.2f} x rgan", flush=True)
            for who, why in left_out.items():
                print(f"  {who:17} left out: {why}", flush=True)
            options.out.write_text(json.dumps(report, indent=1) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
