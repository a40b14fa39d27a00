"""What training runs on: a setting of the session, not of a trainer.

One device, several of this process (TensorFlow's `MirroredStrategy`), or the machines of a cluster (`rgan.cluster`).
A saved trainer knows nothing of it and goes on anywhere. Only `rgan.training.engine` does something with a strategy.
"""

import re
from dataclasses import dataclass

import tensorflow as tf

from . import cluster
from .errors import DeviceError, Listed
from .workers import Workers

WORDS = ("auto", "cpu", "gpu", "all")


@dataclass(frozen=True, eq=False)
class Placement:
    """Where blocks of steps run.

    ``names`` are the devices of this process, as ``"gpu:0"``. ``device`` is the one that TensorFlow is told to take,
    None where it takes the right one by itself; ``strategy`` is there where there are several replicas. ``workers``
    are the processes of a cluster, None for this one alone.
    """

    names: tuple
    device: str | None = None
    strategy: tf.distribute.Strategy | None = None
    workers: Workers | None = None

    @property
    def replicas(self):
        """How many share a batch."""
        return 1 if self.strategy is None else self.strategy.num_replicas_in_sync

    def summary(self):
        """As plain data: "names", "replicas", and "workers", the addresses of the machines (none for this one)."""
        workers = [] if self.workers is None else list(self.workers.addresses)
        return {"names": list(self.names), "replicas": self.replicas, "workers": workers}

    def part(self, batch_size):
        """Which rows of a batch the devices of this process take: a slice."""
        if self.workers is None:
            return slice(0, batch_size)
        share = batch_size // len(self.workers.addresses)
        return slice(self.workers.index * share, (self.workers.index + 1) * share)

    def check_batch(self, batch_size):
        """Raises `DeviceError` where a batch cannot be shared out evenly."""
        if batch_size % self.replicas:
            low = batch_size - batch_size % self.replicas
            sizes = [size for size in (low, low + self.replicas) if size > 0]
            raise DeviceError(
                f"{self.replicas} devices share each batch evenly, so `batch_size` cannot be {batch_size}: "
                f"take {' or '.join(map(str, sizes))}."
            )


def here():
    """Names of the devices of this process, as ``"cpu:0"``, CPUs first. TensorFlow need not have started for it."""
    found = []
    for kind in ("CPU", "GPU"):
        visible = [device for device in tf.config.get_visible_devices(kind)]
        parts = sum(len(tf.config.get_logical_device_configuration(device) or [None]) for device in visible)
        found += [f"{kind.lower()}:{i}" for i in range(parts)]
    return found


def current():
    """The `Placement` of this session."""
    if "placement" not in _session:
        _session["placement"] = _placement(_named("auto"))
    return _session["placement"]


def use(devices="auto"):
    """From now on train on these devices.

    Parameters
    ----------
    devices : str or sequence of str
        "auto": a GPU if there is one, otherwise the CPU; "cpu"; "gpu"; "all": every GPU, or every CPU where there are
        none; or names, such as ``["gpu:0", "gpu:1"]``. Where the environment describes a cluster, see `rgan.cluster`,
        it is joined, with all GPUs of this machine unless these are named.

    Returns
    -------
    Placement

    Raises
    ------
    DeviceError
        For what is not here, naming what is.
    WorkerError
        Where the cluster cannot be joined.
    """
    described = cluster.described()
    if described is None:
        _session["placement"] = _placement(_named(devices))
    else:
        names = _named("all" if _is_word(devices, "auto") else devices)
        _session["placement"] = _joined(described, names)
    return _session["placement"]


_session, _known = {}, {}


def _is_word(devices, word):
    return devices == word or list(devices) == [word]


def _named(devices):
    """The names of the devices that are asked for, checked."""
    there = here()
    kinds = {kind: tuple(name for name in there if name.startswith(kind)) for kind in ("cpu", "gpu")}
    asked = [devices] if isinstance(devices, str) else list(devices)
    asked = [str(name).lower() for name in asked]
    if asked in (["auto"], ["cpu"]):
        return (kinds["gpu"] if asked == ["auto"] and kinds["gpu"] else kinds["cpu"])[:1]
    if asked == ["all"]:
        return kinds["gpu"] or kinds["cpu"]
    if asked == ["gpu"]:
        asked = list(kinds["gpu"][:1]) or ["gpu:0"]
    _check(asked, there)
    return tuple(asked)


def _check(asked, there):
    if not asked or len(set(asked)) < len(asked):
        raise DeviceError("`devices` names one device or more, each once, not {asked}.", asked=asked)
    wrong = [name for name in asked if name not in there]
    if wrong and not re.fullmatch("(cpu|gpu):[0-9]+", wrong[0]):
        text = "`devices` is one of {words}, or names such as {there}; {name} is none of them."
        raise DeviceError(text, words=Listed(WORDS), there=Listed(there), name=wrong[0])
    if wrong:
        text = "There is no device {name} here. TensorFlow sees {there}."
        if wrong[0].startswith("gpu") and not any(name.startswith("gpu") for name in there):
            text += " Leave `devices` out to train on the CPU."
        raise DeviceError(text, name=wrong[0], there=Listed(there))
    if len({name[:3] for name in asked}) > 1:
        raise DeviceError("`devices` are all GPUs or all CPUs: the slower ones would be waited for at each step.")


def _placement(names):
    if names not in _known:
        several, only_cpu = len(names) > 1, not any(name.startswith("gpu") for name in here())
        usual = names[0] == ("cpu:0" if only_cpu else "gpu:0")
        strategy = tf.distribute.MirroredStrategy([name.upper() for name in names]) if several else None
        _known[names] = Placement(names, None if several or usual else f"/{names[0].upper()}", strategy)
    return _known[names]


def _joined(described, names):
    """The placement on the machines of a cluster; a process joins one in its life, and stays with its devices."""
    joined = _session.get("joined")
    if joined is None:
        gpus = [int(name[4:]) for name in names if name.startswith("gpu")]
        strategy, workers = cluster.join(described, gpus)
        joined = _session["joined"] = Placement(names if gpus else ("cpu:0",), None, strategy, workers)
    return joined
