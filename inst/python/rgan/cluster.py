"""Several processes, mostly on several machines, that train one trainer: joining them, and what they say to each other.

Gradients travel by TensorFlow's collectives (`rgan.training.engine`); what is rare, such as how many steps come next,
goes through the key-value store of TensorFlow's coordination service, which runs in the first process, the *chief*.
Each message is one that all processes send, or wait for, at the same place of the same program, so they are counted.
Nothing here is authenticated or encrypted: it is TensorFlow's transport, meant for a network of one's own.
"""

import base64
import contextlib
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

TIMEOUT = "RGAN_WORKER_TIMEOUT"  # seconds after which a process that does not answer is given up
SECONDS = 60
CLUSTER = "RGAN_CLUSTER"  # "slurm" where SLURM says who takes part; otherwise TF_CONFIG does
POLL = 500  # milliseconds between looks at whether somebody has left
CHIEF_LATER = 2  # seconds that the others wait longer than the chief, which knows better who is missing
LAST_LOOK = 2000  # milliseconds in which it is found out, of all together, who has left, once something has failed
LOOKS = 5  # how often a process that is waited for is asked, within the time after which it is given up
PART = 1 << 21  # bytes of a long message that are sent at a time


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
    workers : Workers

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
    return strategy, Workers(described, timeout)


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
        time.sleep(POLL / 1000)


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


class Workers:
    """The processes of a cluster as one of them sees them.

    Parameters
    ----------
    described : Described
    timeout : int
        Seconds.
    """

    def __init__(self, described, timeout):
        self.addresses, self.index, self.timeout = described.addresses, described.index, timeout
        self._tasks = described.tasks
        self._count, self._told, self._lost = 0, [], None

    @property
    def chief(self):
        """Whether this is the first process, which writes, shows progress and traces."""
        return self.index == 0

    @property
    def whole(self):
        """Whether nobody has been lost."""
        return self._lost is None

    def name(self, index):
        """What a process is called in messages."""
        return f"worker {index} ({self.addresses[index]})"

    def exchange(self, text):
        """What each process says, in their order: a list of str, the same in all."""
        key, before, self._told = self._next(), self._told, []
        if self.chief:
            texts = [text, *(self._hear(f"{key}/{i}", i) for i in range(1, len(self.addresses)))]
            self._tell(f"{key}/all", json.dumps(texts))
        else:
            self._tell(f"{key}/{self.index}", text)
            texts = json.loads(self._hear(f"{key}/all", 0))
        # All have come here, so that they have read what was said before.
        for old in before:
            context.context().delete_config_key_value(old)
        return texts

    def from_chief(self, make):
        """What ``make()`` gives in the chief, bytes, in every process. What it raises there, ends the others, too."""
        key = self._next()
        if not self.chief:
            parts = int(self._hear(f"{key}/parts", 0))
            return b"".join(base64.b64decode(self._hear(f"{key}/{i}", 0)) for i in range(parts))
        try:
            made = bytes(make())
        except BaseException as error:
            self.leave(str(error) or type(error).__name__)
            raise
        parts = [made[i : i + PART] for i in range(0, len(made), PART)]
        for i, part in enumerate(parts):
            self._tell(f"{key}/{i}", base64.b64encode(part).decode())
        self._tell(f"{key}/parts", str(len(parts)))
        return made

    def agree(self, facts):
        """Raises `WorkerError` in every process unless all say the same ``facts``, a dict of str, as the chief."""
        all_facts = [json.loads(text) for text in self.exchange(json.dumps(facts))]
        differences = [
            f"{self.name(i)} has another {name} ({_shown(theirs.get(name))}, not {_shown(of_chief)})"
            for i, theirs in enumerate(all_facts)
            for name, of_chief in all_facts[0].items()
            if theirs.get(name) != of_chief
        ]
        if differences:
            self._lost = "the processes were not alike"
            said = "; ".join(differences)
            drawn = " Data drawn at random need the same random seed everywhere." if "another data" in said else ""
            raise WorkerError(
                f"{said[0].upper()}{said[1:]}. Every machine must run the same script, with the same versions and data."
                f"{drawn}"
            )

    def wait_for_all(self):
        """The chief goes on, and may end, when all have read what it said."""
        key = self._next()
        if self.chief:
            for i in range(1, len(self.addresses)):
                self._hear(f"{key}/{i}", i)
        else:
            self._tell(f"{key}/{self.index}", "read")

    def leave(self, why):
        """Tell the others that this process goes no further, and why."""
        if self._lost is None:
            self._lost = f"this process has left it ({why[:300]})"
            with contextlib.suppress(tf.errors.OpError):
                context.context().set_config_key_value(f"rgan/left/{self.index}", why[:500] or "it ended")

    def check_whole(self):
        """Raises `WorkerError` where somebody has been lost: nothing more can be trained together in this session."""
        if self._lost is not None:
            raise WorkerError(f"The cluster is no longer whole: {self._lost}. Start the script anew on every machine.")

    def lost(self, error):
        """The `WorkerError` to raise where TensorFlow failed with ``error`` in what all compute together."""
        left = self._left(LAST_LOOK // len(self.addresses))
        if left is None:
            gone = self._gone(str(error))
            known = ", ".join(self.name(i) for i in gone)
            left = f"{known or 'another worker'} did not answer within {self.timeout} seconds"
        self._lost = left
        return WorkerError(
            f"Training stopped: {left}. Start the same script anew on every machine: with `checkpoint` it goes on from "
            "the last one."
        )

    def _next(self):
        self.check_whole()
        self._count += 1
        return f"rgan/{self._count}"

    def _tell(self, key, text):
        try:
            context.context().set_config_key_value(key, text)
        except tf.errors.OpError as error:
            raise self.lost(error) from error
        self._told.append(key)

    def _hear(self, key, worker):
        """What a process says, waited for as long as it lives."""
        well = asked = time.monotonic()
        while True:
            try:
                return context.context().get_config_key_value(key, POLL)
            except tf.errors.DeadlineExceededError as error:
                pause()
                now = time.monotonic()
                if now - asked > self.timeout / LOOKS:
                    asked = now
                    well = now if self._is_well(worker) else well
                if self._left() is not None or now - well > self.timeout:
                    raise self.lost(error) from error
            except tf.errors.OpError as error:
                raise self.lost(error) from error

    def _left(self, patience=1):
        """Who has left, and why, in words; None where nobody has. ``patience``, in milliseconds, is for each."""
        for i in range(len(self.addresses)):
            if i != self.index:
                with contextlib.suppress(tf.errors.OpError):
                    why = context.context().get_config_key_value(f"rgan/left/{i}", max(patience, 1))
                    return f"{self.name(i)} stopped ({why})"
        return None

    def _gone(self, text):
        """Numbers of those that do not answer, by what TensorFlow says or else by asking each."""
        named = [i for i, task in enumerate(self._tasks) if "/job:{}/replica:0/task:{}\n".format(*task) in f"{text}\n"]
        return [i for i in named if i != self.index] or [
            i for i in range(len(self.addresses)) if i != self.index and not self._is_well(i)
        ]

    def _is_well(self, index):
        task = "/job:{}/replica:0/task:{}".format(*self._tasks[index])
        try:
            context.context().check_collective_ops_peer_health(task, timeout_in_ms=2000)
        except tf.errors.OpError:
            return False
        return True


def _shown(text):
    return "none" if text is None else str(text)[:60]
