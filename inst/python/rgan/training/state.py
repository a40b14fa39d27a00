"""What training changes, as one value."""

from dataclasses import dataclass, field, replace

import numpy as np


@dataclass(frozen=True)
class Progress:
    """Replaced whole in one assignment, so that an interruption leaves the old value or the new, never a mixture."""

    state: dict  # weights, averages, slots, step: see rgan.engine
    history: tuple = ()  # one (epochs, 7) array per advance that completed an epoch
    partial: np.ndarray = field(default_factory=lambda: np.zeros(5))  # sums of the metrics and steps since then
    plan: tuple = (0, 1)  # (first step, number of steps) the schedule spans
    origin: tuple = (0, 0)  # step and epoch at which training on the present rows began
    seconds: float = 0.0
    records: tuple = ()  # what was found at each trace, see rgan.traces
    kept: dict = field(default_factory=dict)  # epoch -> what a trace keeps, see rgan.traces
    pretrained: bool = False


def recorded(now, metrics, per_epoch, every=0):
    """Progress with the metrics of the newest steps, (steps, 4), in the history.

    There is an entry at the end of every epoch of ``per_epoch`` steps, and after ``every`` steps of one (0: none).
    """
    rows, partial = [], now.partial.copy()
    first_step, epoch = now.origin
    every = min(every or per_epoch, per_epoch)
    done = int(now.state["step"]) - len(metrics) - first_step
    while len(metrics):
        within = done % per_epoch
        taken = min(len(metrics), every - within % every, per_epoch - within)
        # One after the other: the bits of a sum must not depend on where a block ended.
        partial[:4] = np.cumsum([partial[:4], *metrics[:taken]], axis=0)[-1]
        partial[4] += taken
        done, metrics = done + taken, metrics[taken:]
        if done % per_epoch % every == 0:
            means = partial[:4] / partial[4]
            rows.append([epoch + -(-done // per_epoch), first_step + done, *means, now.seconds])
            partial = np.zeros(5)
    history = (*now.history, np.array(rows)) if rows else now.history
    return replace(now, history=history, partial=partial)
