"""Starts the processes of a cluster on this machine, for tests; see cluster_worker.py for what each does."""

import json
import os
import socket
import subprocess
import sys
from pathlib import Path

from rgan import cluster

WORKER = Path(__file__).parent / "cluster_worker.py"
SECONDS = 30  # after which a process that does not answer is given up: long, as other jobs may run beside this one
MOST = 240  # seconds that processes may take before they are ended


def free_ports(count):
    """Ports of this machine that nobody has at the moment."""
    sockets = [socket.socket() for _ in range(count)]
    for made in sockets:
        made.bind(("127.0.0.1", 0))
    ports = [made.getsockname()[1] for made in sockets]
    for made in sockets:
        made.close()
    return ports


def config(ports, index):
    addresses = [f"127.0.0.1:{port}" for port in ports]
    return json.dumps({"cluster": {"worker": addresses}, "task": {"type": "worker", "index": index}})


def together(folder, what, count, started=None, **environment):
    """What each of ``count`` processes answers (None for one that died); those whose numbers are ``started``."""
    ports = free_ports(count)
    common = os.environ | {"CUDA_VISIBLE_DEVICES": "-1", cluster.TIMEOUT: str(SECONDS), "OMP_NUM_THREADS": "1"}
    common.pop("RGAN_LOGICAL_CPUS", None)
    processes = [
        subprocess.Popen(
            [sys.executable, WORKER, folder, what], env=common | environment | {"TF_CONFIG": config(ports, i)},
            stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True,
        )
        for i in (range(count) if started is None else started)
    ]  # fmt: skip
    try:
        answers = [process.communicate(timeout=MOST)[0].strip().split("\n")[-1] for process in processes]
    finally:
        for process in processes:
            process.kill()
    return [json.loads(answer) if answer.startswith("{") else None for answer in answers]
