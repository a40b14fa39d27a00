"""What the processes of a cluster say to each other, and how one of them is given up.

Gradients travel by TensorFlow's collectives (`rgan.training.engine`); what is rare, such as how many steps come next,
goes through the key-value store of TensorFlow's coordination service, which runs in the first process, the *chief*.
Each message is one that all processes send, or wait for, at the same place of the same program, so they are counted.
"""

import base64
import contextlib
import json
import time

import tensorflow as tf
from tensorflow.python.eager import context

from .errors import WorkerError
from .interrupts import pause

POLL = 500  # milliseconds between looks at whether somebody has left
LAST_LOOK = 2000  # milliseconds in which it is found out, of all together, who has left, once something has failed
LOOKS = 5  # how often a process that is waited for is asked, within the time after which it is given up
PART = 1 << 21  # bytes of a long message that are sent at a time


class Workers:
    """The processes of a cluster as one of them sees them.

    Parameters
    ----------
    addresses : tuple of str
        Host and port of each, the chief's first.
    tasks : list of (str, int)
        TensorFlow's job and number of each.
    index : int
        Of this process.
    timeout : int
        Seconds after which one that does not answer is given up.
    """

    def __init__(self, addresses, tasks, index, timeout):
        self.addresses, self.index, self.timeout = addresses, index, timeout
        self._tasks = tasks
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
