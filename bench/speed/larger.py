"""Trains on a file that is larger than the memory the process may take: `RLIMIT_AS`, as `ulimit -v` sets it (Linux).

The limit is what Python takes with TensorFlow once a small training has run, and so much to spare; that the same rows
cannot be read as a whole under it is tried first.
"""

import argparse
import json
import math
import resource
import sys
import tempfile
import time
from pathlib import Path

import numpy as np

sys.path.insert(0, str(Path(__file__).parents[2] / "inst" / "python"))

POINTS = 250
BLOCK_ROWS = 20_000


def write(path, n, seed=1):
    """A .npy file of ``n`` noisy waves of two kinds, float32; the noise of a block comes again in the next, moved."""
    random, at = np.random.default_rng(seed), np.linspace(0, 1, POINTS)
    waves = np.stack([np.sin(2 * np.pi * 2 * at), np.sin(2 * np.pi * 10 * at)])
    noise = random.normal(0, 0.05, (BLOCK_ROWS, POINTS)).astype(np.float32)
    with open(path, "wb") as file:
        header = {"descr": "<f4", "fortran_order": False, "shape": (n, POINTS)}
        np.lib.format.write_array_header_1_0(file, header)
        for i in range(0, n, BLOCK_ROWS):
            kinds = random.integers(0, 2, min(BLOCK_ROWS, n - i))
            block = waves[kinds] + np.roll(noise, i // BLOCK_ROWS * 7, axis=1)[: len(kinds)]
            file.write(block.astype("<f4").tobytes())


def taken(field):
    """Bytes that this process takes: "VmSize" of addresses, "VmHWM" of memory at most."""
    lines = Path("/proc/self/status").read_text(encoding="ascii").splitlines()
    return 1024 * next(int(line.split()[1]) for line in lines if line.startswith(field))


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--gigabytes", type=float, default=3.0, help="size of the file")
    parser.add_argument("--spare", type=float, default=1.5, help="GB beyond what Python and TensorFlow take")
    parser.add_argument("--steps", type=int, default=2000)
    parser.add_argument("--sample", type=int, help="numbers that decide how rows are encoded; as usual by default")
    parser.add_argument("--memory", type=int, default=0, help="bytes of encoded rows that may be held")
    parser.add_argument("--folder", help="where the file is written; temporary by default")
    options = parser.parse_args()
    with tempfile.TemporaryDirectory(dir=options.folder) as folder:
        print(json.dumps(trained(Path(folder), options)))


def trained(folder, options):
    """Figures of one training: a dict."""
    from rgan import GAN, row_files
    from rgan.row_files import RowFiles

    row_files.SAMPLE_VALUES = options.sample or row_files.SAMPLE_VALUES

    n = math.ceil(options.gigabytes * 1e9 / (4 * POINTS))
    write(folder / "waves.npy", n)
    write(folder / "small.npy", 2000)
    warm = GAN(RowFiles([folder / "small.npy"], memory=0), seed=1, batch_size=64)
    warm.advance(1)
    warm.trace(rows=4)
    limit = taken("VmSize") + int(options.spare * 1e9)
    resource.setrlimit(resource.RLIMIT_AS, (limit, limit))
    try:
        np.load(folder / "waves.npy")
        whole = "fits"
    except MemoryError:
        whole = "does not fit"
    began = time.perf_counter()
    trainer = GAN(RowFiles([folder / "waves.npy"], memory=options.memory), seed=1, batch_size=64)
    made = time.perf_counter()
    trainer.advance(options.steps)
    done = time.perf_counter()
    figures = trainer.trace(rows=4)
    return {
        "rows": n, "gigabytes": options.gigabytes, "spare": options.spare, "as a whole": whole,
        "seconds to look": round(made - began, 1), "seconds to train": round(done - made, 1), "steps": trainer.step,
        "score": round(figures["score"], 4), "streamed": trainer.values.data.streamed,
        "memory at most, GB": round(taken("VmHWM") / 1e9, 2),
    }  # fmt: skip


if __name__ == "__main__":
    main()
