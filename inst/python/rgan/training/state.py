"""What training changes, as one value."""

from dataclasses import dataclass, field, replace

import numpy as np
import tensorflow as tf

from .snapshots import Snapshots

METRICS = ("d_loss", "g_loss", "d_accuracy", "g_accuracy")
HISTORY = ("epoch", "step", *METRICS, "seconds")  # columns


@dataclass(frozen=True)
class TrainingState:
    """Replaced whole in one assignment, so that an interruption leaves the old value or the new, never a mixture.

    tensors        weights and buffers of both networks, the generator's average, slots, step: see `initial_tensors`
    history        a tuple of arrays with the columns `HISTORY`, one for each block that completed a row
    unrecorded     sums of the metrics since the newest row of the history, and of how many steps: float64, shape (5,)
    plan           (first step, number of steps) over which the schedule moves
    origin         (step, epoch) at which training on the present rows began
    seconds        spent in training
    snapshots      what is stored of each traced epoch
    pretrained     whether the discriminator has made its passes before the first step
    history_every  steps after which the history has a row within an epoch, too; 0 for none. Files do not hold it.
    """

    tensors: dict
    history: tuple = ()
    unrecorded: np.ndarray = field(default_factory=lambda: np.zeros(5))
    plan: tuple = (0, 1)
    origin: tuple = (0, 0)
    seconds: float = 0.0
    snapshots: Snapshots = field(default_factory=Snapshots)
    pretrained: bool = False
    history_every: int = 0

    @property
    def step(self):
        """Steps done."""
        return int(self.tensors["step"])

    def epoch(self, steps_per_epoch):
        """Epochs completed."""
        first_step, first_epoch = self.origin
        return first_epoch + (self.step - first_step) // steps_per_epoch

    def steps_to(self, epoch, steps_per_epoch):
        """Steps left until ``epoch`` epochs are completed."""
        first_step, first_epoch = self.origin
        return first_step + (int(epoch) - first_epoch) * steps_per_epoch - self.step

    def history_columns(self):
        """The history as a dict of arrays by the names in `HISTORY`: float64, but for int64 epochs and steps."""
        rows = np.concatenate(self.history) if self.history else np.empty((0, len(HISTORY)))
        columns = dict(zip(HISTORY, rows.T, strict=True))
        return columns | {name: columns[name].astype(np.int64) for name in ("epoch", "step")}

    def latest_metrics(self):
        """The metrics of the newest row of the history as a dict; None before the first."""
        return dict(zip(METRICS, self.history[-1][-1, 2:-1].tolist(), strict=True)) if self.history else None


def initial_tensors(generator, discriminator, start_slots):
    """The tensors before the first step, as nested dicts and lists.

    Parameters
    ----------
    generator, discriminator : Network
        Their present weights are the initial ones.
    start_slots : callable
        Takes "generator" or "discriminator" and its weights; gives the slots of that network's optimiser.

    Returns
    -------
    dict
        The names are those of the first edition: files hold them.
    """
    g, d = generator.weights(), discriminator.weights()
    return {
        "generator": g,
        "discriminator": d,
        "average": list(g),
        "generator_extra": generator.buffers(),
        "discriminator_extra": discriminator.buffers(),
        "generator_slots": start_slots("generator", g),
        "discriminator_slots": start_slots("discriminator", d),
        "step": tf.zeros((), tf.int32),
    }


def with_metrics(state, metrics, steps_per_epoch):
    """The state with the metrics of its newest steps in the history.

    Parameters
    ----------
    state : TrainingState
        After the steps.
    metrics : array, shape (steps, 4)
        Of the newest steps.
    steps_per_epoch : int
        There is a row at the end of every epoch, and after every ``history_every`` steps of one.

    Returns
    -------
    TrainingState
    """
    rows, sums = [], state.unrecorded.copy()
    first_step, epoch = state.origin
    every = min(state.history_every or steps_per_epoch, steps_per_epoch)
    done = state.step - len(metrics) - first_step
    while len(metrics):
        within = done % steps_per_epoch
        taken = min(len(metrics), every - within % every, steps_per_epoch - within)
        # One after the other: the bits of a sum must not depend on where a block ended.
        sums[:4] = np.cumsum([sums[:4], *metrics[:taken]], axis=0)[-1]
        sums[4] += taken
        done, metrics = done + taken, metrics[taken:]
        if done % steps_per_epoch % every == 0:
            means = sums[:4] / sums[4]
            rows.append([epoch + -(-done // steps_per_epoch), first_step + done, *means, state.seconds])
            sums = np.zeros(5)
    history = (*state.history, np.array(rows)) if rows else state.history
    return replace(state, history=history, unrecorded=sums)
