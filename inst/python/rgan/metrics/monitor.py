"""Scores generated rows while training goes on: cheap figures that tell the best epoch and what goes wrong.

Everything is computed on standardised rows, so that distances are those of the data, and from latent rows of its own,
so that looking changes no random number of the training.
"""

import numpy as np

from .. import rng
from .kernel import Kernel
from .modes import find_groups
from .neighbours import copies, nearer_to_training, spacing_and_copies

MAX_COMPARED_ROWS = 1024  # real and generated rows compared ...
MAX_COMPARED_VALUES = 2_000_000  # ... fewer where rows are so long that they would hold more numbers than this
MAX_GROUPED_ROWS = 512  # real rows in which groups are looked for
MAX_NEIGHBOUR_ROWS = 256  # generated rows whose neighbours are looked for ...
TRAINING_FACTOR = 4  # ... among so many times as many training rows as are compared
MEASURE = "kernel"  # scores of files of the first edition, sliced Wasserstein distances, cannot be compared with it


class Monitor:
    """What generated rows are compared with.

    Parameters
    ----------
    rows : array, float32, shape (n, ...)
        All rows as the networks see them.
    validation : array of int
        The numbers of the validation rows.
    seed : int
        Decides which rows are compared, and along which directions.
    standardised : callable
        Makes standardised rows of some of ``rows``, or of generated ones: distances are measured there.
    real : callable, optional
        Standardised rows of some numbers, where ``standardised`` would not give back all of ``rows``.
    beside : callable, optional
        What is told of some of ``rows``, or of generated ones, beside that: categories and conditions, (n, k). Scores
        and copies are about both, groups about standardised rows alone.

    Attributes
    ----------
    size : int
        How many generated rows should be scored.
    compared : array of int
        The numbers of the real rows that generated ones are compared with.
    real : dict
        What real rows reach: "shares", "outside", "copies", and "average", the score of a generator that gives only
        the average row.
    floor : float
        A score that other real rows have no more than once in twenty times.
    """

    def __init__(self, rows, validation, seed, standardised=np.asarray, real=None, beside=None):
        self._standardised, self._beside = standardised, beside
        of_real = (lambda numbers: standardised(rows[numbers])) if real is None else real
        random = rng.stream(seed, "monitor/rows")
        size = int(np.clip(MAX_COMPARED_VALUES // standardised(rows[:1]).size, 64, MAX_COMPARED_ROWS))
        trained = random.permutation(np.setdiff1d(np.arange(len(rows)), validation))[: TRAINING_FACTOR * size]
        numbers = validation[:size] if len(validation) else trained[:size]
        alone = _flat(of_real(numbers))
        self.training = self._joined(_flat(of_real(trained)), rows[trained])
        self.validation = self._joined(alone, rows[numbers]) if len(validation) else None
        self.reference = self.training[:size] if self.validation is None else self.validation
        self.compared = (trained if self.validation is None else validation)[:size]
        self.size = size
        groups_seed = rng.integer(seed, "monitor/groups")
        self.groups = find_groups(alone[:MAX_GROUPED_ROWS].astype(np.float64), groups_seed)
        self._kernel = Kernel(self.reference)
        self._spacing, repeated = spacing_and_copies(self.training, MAX_NEIGHBOUR_ROWS)
        self.real = {
            "shares": self.groups.shares(alone).tolist(),
            "outside": self.groups.outside(alone),
            "copies": repeated,
            "average": self._kernel.score(np.repeat(self.reference.mean(axis=0, keepdims=True), 2, axis=0)),
        }
        self.floor = self._kernel.floor(size, rng.integer(seed, "monitor/floor"))

    def score(self, generated):
        """The score of generated rows as the networks make them: 0 is best."""
        return self._kernel.score(self._joined(_flat(self._standardised(generated)), generated))

    def members(self, generated):
        """For each group of real rows that has any, the numbers of the generated rows within its reach: a list."""
        group, outside = self.groups.assign(_flat(self._standardised(generated)))
        members = [np.flatnonzero((group == g) & ~outside) for g in range(self.groups.count)]
        return [rows for rows in members if len(rows)]

    def figures(self, generated):
        """The figures for generated rows as the networks make them, as a dict; `real` holds those of real rows.

        floor    see `floor`
        score    see `rgan.metrics.kernel`
        measure  by what it was scored
        shares   share of rows in each group of the real rows
        outside  share between the groups or beyond them
        copies   share that are near-copies of training rows
        nearer   share nearer to a training row than to a validation row, NaN where there are none
        """
        alone = _flat(self._standardised(generated))
        rows = self._joined(alone, generated)
        few = rows[:MAX_NEIGHBOUR_ROWS]
        nearer = float("nan")
        if self.validation is not None:
            size = min(len(self.validation), len(self.training))
            nearer = nearer_to_training(few, self.training[:size], self.validation[:size])
        group, outside = self.groups.assign(alone)
        return {
            "score": self._kernel.score(rows),
            "measure": MEASURE,
            "floor": self.floor,
            "shares": (np.bincount(group, minlength=self.groups.count) / len(rows)).tolist(),
            "outside": float(outside.mean()),
            "copies": copies(few, self.training, self._spacing),
            "nearer": nearer,
        }

    def _joined(self, standardised, rows):
        """Standardised rows with what is told beside them."""
        if self._beside is None:
            return standardised
        return np.concatenate([standardised, np.asarray(self._beside(rows), np.float32)], axis=1)


def _flat(rows):
    return np.ascontiguousarray(np.asarray(rows, dtype=np.float32).reshape(len(rows), -1))
