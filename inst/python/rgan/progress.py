"""What training changes, as one value."""

from dataclasses import dataclass, field

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
