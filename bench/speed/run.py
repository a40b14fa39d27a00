"""Milliseconds per training step, side by side: every peer in its own process, interleaved rounds, medians.

    python bench/speed/run.py --peers-python PATH/TO/python --out bench/results.json

Peers must first compute the same losses as the package from the same weights, batches and latent rows; one that does
not, or that is not installed, is left out by name.
"""

import argparse
import json
import os
import platform
import statistics
import subprocess
import sys
import tempfile
from pathlib import Path

import numpy as np
import tasks

HERE = Path(__file__).parent
PEERS = {  # name: (script and arguments, whether it runs in the peers' environment, steps a round)
    "rgan": (["peer_rgan.py"], False, 2048),
    "matrix products": (["peer_floor.py"], True, 1024),
    "JAX scan": (["peer_jax.py"], True, 1024),
    "Keras fit()": (["peer_keras_fit.py"], False, 1000),
    "PyTorch compiled": (["peer_torch.py", "--compile"], True, 300),
    "PyTorch eager": (["peer_torch.py"], True, 300),
    "blog's loop": (["peer_blog.py"], False, 15),
}
ONE_THREAD = {
    "OMP_NUM_THREADS": "1",
    "OPENBLAS_NUM_THREADS": "1",
    "MKL_NUM_THREADS": "1",
    "TF_NUM_INTRAOP_THREADS": "1",
    "TF_NUM_INTEROP_THREADS": "1",
    "TF_CPP_MIN_LOG_LEVEL": "3",
    "XLA_FLAGS": "--xla_cpu_multi_thread_eigen=false intra_op_parallelism_threads=1",
}


class Process:
    """A peer that runs: ask it, get its answer."""

    def __init__(self, command, variables):
        self.process = subprocess.Popen(
            command,
            cwd=HERE,
            env=os.environ | variables,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            text=True,
        )

    def ask(self, **question):
        try:
            self.process.stdin.write(json.dumps(question) + "\n")
            self.process.stdin.flush()
            return json.loads(self.process.stdout.readline() or '{"error": "it could not be started (not installed?)"}')
        except BrokenPipeError:
            return {"error": "it could not be started (not installed?)"}

    def close(self):
        self.process.kill()
        self.process.wait()


def opened(name, peers_python):
    """The process of a peer of this benchmark."""
    script, other, _ = PEERS[name]
    python = peers_python if other and peers_python else sys.executable
    variables = {k: v for k, v in ONE_THREAD.items() if other or k != "XLA_FLAGS"}
    return Process([python, *script], variables)


def same_losses(answers):
    """Names of the peers whose losses differ from the package's, with the largest difference."""
    ours = np.array(answers["rgan"]["losses"])
    wrong = {}
    for name, answer in answers.items():
        theirs = np.array(answer.get("losses", []))
        if theirs.size and not np.allclose(theirs, ours, rtol=1e-3, atol=1e-4):
            wrong[name] = float(np.abs(theirs - ours).max())
    return wrong


def measure(task, names, rounds, peers_python):
    """ms per step of every peer: {name: [one figure a round]}, their versions, and who was left out and why."""
    peers, versions, left_out = {name: opened(name, peers_python) for name in names}, {}, {}
    try:
        with tempfile.TemporaryDirectory() as folder:
            file = str(Path(folder) / "given.npz")
            np.savez(file, **tasks.given(task))
            answers = {}
            for name, peer in peers.items():
                answer = peer.ask(do="setup", task=task)
                if not answer["error"]:
                    versions[name] = answer["version"]
                    answer = answers[name] = peer.ask(do="check", file=file)
                if answer["error"]:
                    left_out[name] = answer["error"]
            for name, difference in same_losses(answers).items():
                left_out[name] = f"its losses differ by up to {difference:.2g}"
        kept = [name for name in names if name not in left_out]
        figures = {name: [] for name in kept}
        for _ in range(rounds):
            for name in kept:
                steps = PEERS[name][2]
                answer = peers[name].ask(do="run", steps=steps)
                if answer["error"]:
                    raise RuntimeError(f"{name}: {answer['error']}")
                figures[name].append(1000 * answer["seconds"] / steps)
        return figures, versions, left_out
    finally:
        for peer in peers.values():
            peer.close()


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--peers-python", help="a Python that has torch and jax")
    parser.add_argument("--rounds", type=int, default=7)
    parser.add_argument("--peers", nargs="*", default=list(PEERS), choices=list(PEERS))
    parser.add_argument("--out", type=Path, default=HERE.parent / "results-speed.json")
    options = parser.parse_args()
    report = {"cores": os.cpu_count(), "machine": platform.machine(), "versions": {}, "tasks": []}
    for objective in ("classic", "default"):
        for batch in (32, 64):
            task = tasks.task(objective, batch)
            figures, versions, left_out = measure(task, options.peers, options.rounds, options.peers_python)
            report["versions"] |= versions
            report["tasks"].append({"objective": objective, "batch": batch, "ms": figures, "left_out": left_out})
            middle = {name: statistics.median(rounds) for name, rounds in figures.items()}
            print(f"{objective}, batch {batch}", flush=True)
            for name, ms in sorted(middle.items(), key=lambda item: item[1]):
                spread = f"{min(figures[name]):.3g}-{max(figures[name]):.3g}"
                print(f"  {name:17} {ms:8.3f} ms a step ({spread})   {ms / middle['rgan']:6.2f} x rgan", flush=True)
            for name, why in left_out.items():
                print(f"  {name:17} left out: {why}", flush=True)
    options.out.write_text(json.dumps(report, indent=1) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
