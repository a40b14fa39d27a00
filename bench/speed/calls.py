"""Whole calls: gan() in R against the Python package alone, and the time from starting Rscript to learned waves."""

import argparse
import json
import re
import statistics
import subprocess
import sys
import time
from pathlib import Path

HERE = Path(__file__).parent


def output(*command):
    """What a command prints, and the seconds it took."""
    began = time.perf_counter()
    done = subprocess.run(command, cwd=HERE, capture_output=True, text=True, check=False)
    if done.returncode:
        sys.exit(f"{' '.join(command)} failed:\n{done.stderr[-2000:]}")
    return done.stdout, time.perf_counter() - began


def number(text, label):
    return [float(n) for n in re.search(rf"{label}:([ \d.]+)", text).group(1).split()]


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--rounds", type=int, default=5)
    parser.add_argument("--seeds", type=int, default=5)
    parser.add_argument("--out", type=Path, default=HERE.parent / "results-calls.json")
    options = parser.parse_args()
    r, python, learned = [], [], []
    for _ in range(options.rounds):
        r += number(output("Rscript", "whole.R")[0], "seconds")
        python += number(output(sys.executable, "whole.py")[0], "seconds")
    ratio = statistics.median(a / b for a, b in zip(r, python, strict=True))
    whole, alone = statistics.median(r), statistics.median(python)
    print(f"2000 epochs: gan() {whole:.1f} s, Python alone {alone:.1f} s, {ratio:.3f} x")
    for seed in range(1, options.seeds + 1):
        text, seconds = output("Rscript", "learned.R", str(seed))
        run = {"seed": seed, "seconds": seconds, "shares": number(text, "shares"), "within": number(text, "within")[0]}
        learned.append(run)
        shares = " / ".join(f"{100 * share:.0f} %" for share in run["shares"])
        print(
            f"seed {seed}: {seconds:.1f} s from Rscript to the end; {shares}, {run['within']:.1%} within 0.1",
            flush=True,
        )
    report = {"r": r, "python": python, "learned": learned}
    options.out.write_text(json.dumps(report, indent=1) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
