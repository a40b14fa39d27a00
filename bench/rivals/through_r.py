"""A rival in R: hands the rows over as text.

python through_r.py in.npz out.npz <rival>.R
"""

import subprocess
import sys
import tempfile
from pathlib import Path

import numpy as np

NAMES = ("draw", "parts", "seed")


def main():
    source, target, script = sys.argv[1:4]
    given = np.load(source)
    rows = given["rows"]
    with tempfile.TemporaryDirectory() as folder:
        place = Path(folder)
        np.savetxt(place / "rows.csv", rows.reshape(len(rows), -1), delimiter=",", fmt="%.17g")
        settings = [str(int(given[name])) for name in NAMES]
        call = ["Rscript", str(Path(__file__).parent / script), folder, *settings]
        ended = subprocess.run(call, check=False, capture_output=True, text=True)
        if ended.returncode:
            sys.exit(" ".join(ended.stderr.split())[-300:])
        made = np.loadtxt(place / "made.csv", delimiter=",", ndmin=2)
        train_seconds, draw_seconds = np.loadtxt(place / "seconds.csv")
    made = made.reshape(-1, *rows.shape[1:])
    if not np.isfinite(made).all():
        sys.exit("generated values are not finite")
    np.savez(target, rows=made, train_seconds=train_seconds, draw_seconds=draw_seconds, note="")


if __name__ == "__main__":
    main()
