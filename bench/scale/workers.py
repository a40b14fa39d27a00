"""What a step costs alone, on two devices of one process and on two processes, by the size of the networks.

python bench/scale/workers.py [--quick]: writes bench/workers.csv, which `vignette("more-machines")` reads. It needs a
quiet machine with two cores or more: each device or process has one thread. About ten minutes; `--quick` two.
"""

import argparse
import csv
import json
import os
import socket
import subprocess
import sys
import time
from pathlib import Path

ROOT = Path(__file__).parents[2]
WIDTHS = (128, 512, 1024, 2048)
COLUMNS = ("width", "weights", "bytes", "batch", "alone", "devices", "processes")
BLOCKS = 10  # of steps, each timed


def recipe(width):
    """Two hidden layers of a width in each network."""
    hidden = [{"type": "dense", "units": width, "activation": "leaky_relu"}] * 2
    return {
        "kind": "waves", "scaling": "standard", "latent": {"size": 16}, "generator": [*hidden, {"type": "output"}],
        "discriminator": [*hidden, {"type": "dense", "units": 1}],
    }  # fmt: skip


def measured(width, batch, names):
    """Milliseconds of a step, and weights of both networks; runs in a process of its own."""
    sys.path.insert(0, str(ROOT / "inst" / "python"))
    import numpy as np
    import tensorflow as tf

    tf.config.threading.set_intra_op_parallelism_threads(1)
    tf.config.threading.set_inter_op_parallelism_threads(1 if names == "cpu" else 2)
    from rgan import GAN, devices

    devices.use(names)
    random = np.random.default_rng(1)
    trainer = GAN(random.normal(size=(512, 250)), recipe(width), batch_size=batch, seed=1)
    trainer.plan(100)
    trainer.advance(3)
    # As many steps in every process: each waits for the others. The fastest of some blocks: other jobs only slow down.
    steps, times = max(2, 8192 // width), []
    for _ in range(BLOCKS):
        began = time.perf_counter()
        trainer.advance(steps)
        times.append((time.perf_counter() - began) / steps * 1e3)
    networks = trainer.details()
    return {"ms": min(times), "weights": [networks[name]["parameters"] for name in ("discriminator", "generator")]}


def run(width, batch, names, count=1):
    """What `measured` answers in the first of ``count`` processes."""
    sockets = [socket.socket() for _ in range(count)]
    for made in sockets:
        made.bind(("127.0.0.1", 0))
    addresses = [f"127.0.0.1:{made.getsockname()[1]}" for made in sockets]
    for made in sockets:
        made.close()
    processes = []
    for index in range(count):
        env = os.environ | {"TF_CPP_MIN_LOG_LEVEL": "3", "CUDA_VISIBLE_DEVICES": "-1", "OMP_NUM_THREADS": "1"}
        if count > 1:
            config = {"cluster": {"worker": addresses}, "task": {"type": "worker", "index": index}}
            env["TF_CONFIG"] = json.dumps(config)
        if names == "all":
            env["RGAN_LOGICAL_CPUS"] = "2"
        command = [sys.executable, __file__, "--one", str(width), str(batch), names]
        processes.append(subprocess.Popen(command, env=env, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True))
    answers = [process.communicate(timeout=900) for process in processes]
    if any(process.returncode for process in processes):
        raise SystemExit(answers[0][1][-2000:])
    return json.loads(answers[0][0].strip().split("\n")[-1])


def main():
    """Measures and writes the table."""
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("--quick", action="store_true", help="two sizes only")
    parser.add_argument("--one", nargs=3, metavar=("WIDTH", "BATCH", "DEVICES"), help="measure once, in this process")
    arguments = parser.parse_args()
    if arguments.one:
        width, batch, names = arguments.one
        sys.stdout.write("\n" + json.dumps(measured(int(width), int(batch), names)) + "\n")
        return
    with (ROOT / "bench" / "workers.csv").open("w", newline="", encoding="utf-8") as file:
        table = csv.writer(file, lineterminator="\n")
        table.writerow(COLUMNS)
        for width in WIDTHS[:: 2 if arguments.quick else 1]:
            alone, devices = run(width, 64, "cpu"), run(width, 64, "all")
            processes = run(width, 64, "auto", 2)
            weights = sum(alone["weights"])
            times = [f"{each['ms']:.2f}" for each in (alone, devices, processes)]
            table.writerow([width, weights, 4 * weights, 64, *times])
            file.flush()


if __name__ == "__main__":
    main()
