"""Several processes, mostly on several machines, that train one trainer: who they are, and joining them.

What they then say to each other is in `rgan.workers`. Nothing here is authenticated or encrypted: it is TensorFlow's
transport, meant for a network of one's own.
"""

import json
import os
import re
import socket
import time
from dataclasses import dataclass

import tensorflow as tf
from tensorflow.compiler.xla.tsl.protobuf import coordination_config_pb2
from tensorflow.python.eager import context

from .errors import WorkerError
from .interrupts import pause
from .workers import Workers

TIMEOUT = "RGAN_WORKER_TIMEOUT"  # seconds after which a process that does not answer is given up
SECONDS = 60
CLUSTER = "RGAN_CLUSTER"  # "slurm" where SLURM says who takes part; otherwise TF_CONFIG does
POLL = 0.5  # seconds between looks at whether somebody has come
CHIEF_LATER = 2  # seconds that the others wait longer than the chief, which knows better who is missing


@dataclass(frozen=True)
class Described:
    """Who takes part: ``addresses`` (host:port) of all, the chief's first, by ``jobs``; this process is ``index``."""

    jobs: dict
    index: int

    @property
    def addresses(self):
        """Of all, the chief's first."""
        return tuple(address for job in sorted(self.jobs) for address in self.jobs[job])

    @property
    def tasks(self):
        """TensorFlow's (job, number) of all processes."""
        return [(job, number) for job in sorted(self.jobs) for number in range(len(self.jobs[job]))]


def described():
    """The cluster that the environment describes, a `Described`; None for none. Raises `WorkerError`."""
    if os.environ.get(CLUSTER, "").lower() == "slurm":
        found = _of_slurm()
    elif os.environ.get("TF_CONFIG", "").strip():
        found = _of_config(os.environ["TF_CONFIG"])
    else:
        return None
    return found if len(found.addresses) > 1 else None


def _of_config(text):
    try:
        config = json.loads(text)
        jobs = {job: list(config["cluster"][job]) for job in ("chief", "worker") if job in config["cluster"]}
        task = config["task"]["type"], int(config["task"]["index"])
        index = Described(jobs, 0).tasks.index(task)
        _check_addresses(Described(jobs, index).addresses)
    except (KeyError, TypeError, ValueError) as error:
        form = '{"cluster": {"worker": ["host1:port", "host2:port"]}, "task": {"type": "worker", "index": 0}}'
        why = f"{error!s} is missing" if isinstance(error, KeyError) else str(error)
        raise WorkerError(
            f"The environment variable TF_CONFIG is not as it should be: {why}. It is {text[:200]} and must have the "
            f"form {form}. `rgan_cluster()` of R prints it for each machine."
        ) from error
    return Described(jobs, index)


def _check_addresses(addresses):
    wrong = [a for a in addresses if not (isinstance(a, str) and re.fullmatch(r"[^\s:]+:[0-9]{1,5}|\[.+\]:[0-9]+", a))]
    if wrong:
        raise ValueError(f"{wrong[0]!r} is no host:port")
    if len(set(addresses)) < len(addresses):
        raise ValueError("an address is there twice")


def _of_slurm():
    """As TensorFlow's resolver reads it of SLURM. GPUs are left to SLURM, which shows each task its own."""
    try:
        port = int(os.environ.get("RGAN_CLUSTER_PORT", "8888"))
        resolver = tf.distribute.cluster_resolver.SlurmClusterResolver(
            port_base=port, gpus_per_node=2**16, gpus_per_task=1, auto_set_gpu=False
        )
        jobs = resolver.cluster_spec().as_dict()
        return Described(jobs, resolver.task_id)
    except (RuntimeError, ValueError, KeyError) as error:
        raise WorkerError(
            f"{CLUSTER} is slurm, but SLURM's variables do not say who takes part: {error} Start R by `srun` in a job."
        ) from error


def seconds():
    """After how long a process that does not answer is given up. Raises `WorkerError`."""
    text = os.environ.get(TIMEOUT, str(SECONDS))
    if not re.fullmatch("[1-9][0-9]{0,5}", text):
        raise WorkerError(f"{TIMEOUT} must be a whole number of seconds, not {text!r}.")
    return int(text)


def join(described, gpus=()):
    """Join a cluster, which is waited for until all of it is there.

    Parameters
    ----------
    described : Described
    gpus : sequence of int
        Those of this machine to train on; none for its CPU.

    Returns
    -------
    strategy : tf.distribute.MultiWorkerMirroredStrategy
    workers : rgan.workers.Workers

    Raises
    ------
    WorkerError
        Where TensorFlow has computed before, the address is taken, or somebody does not come in time.
    """
    timeout = seconds()
    _check_own_address(described.addresses[described.index])
    try:
        _check_fresh()
        _show_gpus(gpus)
        _configure(described, timeout)
        if described.index == 0:
            _wait_for_others(described, timeout)
        job, number = described.tasks[described.index]
        resolver = tf.distribute.cluster_resolver.SimpleClusterResolver(
            tf.train.ClusterSpec(described.jobs), task_type=job, task_id=number,
            num_accelerators={"GPU": len(gpus)}, rpc_layer="grpc",
        )  # fmt: skip
        options = tf.distribute.experimental.CommunicationOptions(timeout_seconds=float(timeout))
        strategy = tf.distribute.MultiWorkerMirroredStrategy(resolver, options)
    except RuntimeError as error:
        raise WorkerError(
            "A cluster can only be joined before TensorFlow computes anything, but it has in this session. Start the "
            f"script anew, with the training before all that uses TensorFlow. ({error})"
        ) from error
    except tf.errors.OpError as error:
        raise WorkerError(_nobody_came(described, timeout, error)) from error
    return strategy, Workers(described.addresses, described.tasks, described.index, timeout)


def _check_own_address(address):
    host, _, port = address.rpartition(":")
    try:
        family, kind, protocol, _, where = socket.getaddrinfo(host.strip("[]"), int(port), type=socket.SOCK_STREAM)[0]
        with socket.socket(family, kind, protocol) as tried:
            if os.name == "posix":
                tried.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)  # one that has just been left is free
            tried.bind(where)
    except (OSError, OverflowError) as error:
        raise WorkerError(
            f"This process cannot take its address {address}: {error}. Is another program on that port, or another "
            "machine meant? Give each process an address of its machine with a free port."
        ) from error


def _check_fresh():
    """Raises `RuntimeError` where TensorFlow has started: then it does not take another number of threads."""
    threads = tf.config.threading.get_inter_op_parallelism_threads()
    tf.config.threading.set_inter_op_parallelism_threads(threads + 1)
    tf.config.threading.set_inter_op_parallelism_threads(threads)


def _show_gpus(gpus):
    there = tf.config.list_physical_devices("GPU")
    tf.config.set_visible_devices([there[i] for i in gpus], "GPU")


def _configure(described, timeout):
    """TensorFlow would wait for an hour for a process, and notice after minutes that one is gone."""
    jobs = [
        coordination_config_pb2.CoordinatedJob(name=job, num_tasks=len(described.jobs[job]))
        for job in sorted(described.jobs)
    ]
    context.context().configure_coordination_service(
        service_type="standalone",
        service_leader="/job:{}/replica:0/task:{}".format(*described.tasks[0]),
        cluster_register_timeout_in_ms=(timeout + CHIEF_LATER) * 1000,
        heartbeat_timeout_in_ms=timeout * 1000,
        shutdown_barrier_timeout_in_ms=timeout * 1000,
        coordinated_jobs=jobs,
    )


def _wait_for_others(described, timeout):
    """The chief comes last: once it has started, TensorFlow waits for the others for an hour."""
    until, missing = time.monotonic() + timeout, described.addresses[1:]
    while missing := [address for address in missing if not _answers(address)]:
        pause()
        if time.monotonic() > until:
            raise WorkerError(_nobody_came(described, timeout))
        time.sleep(POLL)


def _nobody_came(described, timeout, error=""):
    others = [i for i, address in enumerate(described.addresses) if i != described.index and not _answers(address)]
    names = ", ".join(f"{i} ({described.addresses[i]})" for i in others)
    if not names:
        return f"The cluster could not be joined within {timeout} seconds: {_first_line(error)}"
    return (
        f"Worker {names} did not come within {timeout} seconds. Start the same script on every machine, and see that "
        f"nothing keeps them from reaching each other; {TIMEOUT} (`options(rgan.worker_timeout = )` in R) says how "
        "long is waited."
    )


def _answers(address):
    host, _, port = address.rpartition(":")
    try:
        socket.create_connection((host.strip("[]"), int(port)), 1).close()
    except OSError:
        return False
    return True


def _first_line(error):
    return str(error).strip().split("\n")[0][:300]
