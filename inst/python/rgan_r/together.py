"""A run of R on several machines: the same script runs in each process, and only the first, the chief, writes.

All processes call the functions of `rgan_r.run` in the same order. Here is what they then say to each other; in a
process alone every function does the plain thing.
"""

import json
import os
import sys

from rgan import devices
from rgan.data import fingerprint

VERSIONS = ("tensorflow", "keras", "numpy")


def use_devices(names, environment):
    """Train on these devices from now on; join the cluster that the environment describes.

    Parameters
    ----------
    names : str or list of str
        See `rgan.devices.use`.
    environment : dict of str
        Variables as R has them, empty where they are not set; Python knows only those of when it started.

    Returns
    -------
    dict
        See `rgan.devices.Placement.summary`; and "index", of this process, from 0.
    """
    for name, value in environment.items():
        os.environ.pop(name, None)
        if value:
            os.environ[name] = str(value)
    placement = devices.use(names)
    if placement.workers is not None:
        placement.workers.check_whole()
    return placement.summary() | {"index": 0 if placement.workers is None else placement.workers.index}


def agree(rows, conditions, facts, drawn):
    """Raises `rgan.WorkerError` in every process unless all have the same rows, versions and ``facts``.

    Parameters
    ----------
    rows, conditions : array
    facts : dict of str
        What else must be alike, by the names of R's arguments.
    drawn : int
        The seed that this process would take where none was given.

    Returns
    -------
    int
        The seed of the chief.
    """
    versions = {name: sys.modules[name].__version__ for name in VERSIONS}
    workers = devices.current().workers
    workers.agree({"data": fingerprint(rows, conditions)} | facts | versions)
    return int(workers.from_chief(lambda: str(drawn).encode()))


def leave(why):
    """Tell the other processes that this one goes no further."""
    workers = devices.current().workers
    if workers is not None:
        workers.leave(why)


def workers_there():
    """The `rgan.workers.Workers` of a run that is whole; None for a process alone."""
    workers = devices.current().workers
    return workers if workers is not None and workers.whole else None


def steps_of_chief(steps):
    """How many steps the chief takes: each process has its own clock, but all must take as many."""
    workers = workers_there()
    return steps if workers is None else int(workers.exchange(str(steps))[0])


def of_chief(make):
    """What ``make()``, plain data, gives in the chief."""
    workers = devices.current().workers
    return make() if workers is None else json.loads(workers.from_chief(lambda: json.dumps(make()).encode()))


def made_by_chief(make, remake):
    """The trainer that ``make()`` gives in the chief; elsewhere what ``remake`` makes of its bytes."""
    workers, made = workers_there(), []

    def to_bytes():
        made.append(make())
        return made[0].to_bytes(True)

    if workers is None:
        return make()
    raw = workers.from_chief(to_bytes)
    return made[0] if workers.chief else remake(raw)


def share_trainer(trainer, output=False):
    """Let every process have the chief's trainer, with the rows of its traces if ``output``."""
    workers = workers_there()
    if workers is None:
        return
    raw = workers.from_chief(lambda: trainer.to_bytes(output))
    if not workers.chief:
        trainer.adopt(raw)


def is_chief():
    """Whether this process writes."""
    workers = devices.current().workers
    return workers is None or workers.chief
