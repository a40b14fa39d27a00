"""Scores generated rows while training goes on: cheap figures that tell the best epoch and what goes wrong.

Everything is computed on standardised rows, so that distances are those of the data, and from latent rows of its own,
so that looking changes no random number of the training.
"""

import numpy as np

from .. import rng
from .distances import sorted_distances, unit_directions
from .modes import find_groups
from .neighbours import copies, nearer_to_training, spacing_and_copies

MAX_COMPARED_ROWS = 1024  # real and generated rows compared ...
MAX_COMPARED_VALUES = 2_000_000  # ... fewer where rows are so long that they would hold more numbers than this
MAX_GROUPED_ROWS = 512  # real rows in which groups are looked for
MAX_NEIGHBOUR_ROWS = 256  # generated rows whose neighbours are looked for ...
TRAINING_FACTOR = 4  # ... among so many times as many training rows as are compared
N_DIRECTIONS = 128
FLOOR_FACTOR = 1.25  # scores up to so many times those of real rows may well be those of real rows, too
MAX_OUTSIDE_COST = 0.2  # rows outside the groups cost up to this share: beyond it they are ragged rather than astray


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
    real : array, float32, shape (n, ...), optional
        Standardised rows where ``standardised`` would not give back all of ``rows``.

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
        A score that validation rows may have beside training rows; 0 where there are none.
    """

    def __init__(self, rows, validation, seed, standardised=np.asarray, real=None):
        self._standardised = standardised
        of_real = (lambda numbers: standardised(rows[numbers])) if real is None else real.__getitem__
        random = rng.stream(seed, "monitor/rows")
        size = int(np.clip(MAX_COMPARED_VALUES // standardised(rows[:1]).size, 64, MAX_COMPARED_ROWS))
        trained = random.permutation(np.setdiff1d(np.arange(len(rows)), validation))[: TRAINING_FACTOR * size]
        self.training = _flat(of_real(trained))
        self.validation = _flat(of_real(validation[:size])) if len(validation) else None
        self.reference = self.training[:size] if self.validation is None else self.validation
        self.compared = (trained if self.validation is None else validation)[:size]
        self.size = size
        directions = unit_directions(self.reference.shape[1], N_DIRECTIONS, rng.integer(seed, "monitor"))
        self._directions = directions.astype(np.float32)
        groups_seed = rng.integer(seed, "monitor/groups")
        self.groups = find_groups(self.reference[:MAX_GROUPED_ROWS].astype(np.float64), groups_seed)
        along, group = self.reference @ self._directions, self.groups.assign(self.reference)[0]
        self._sorted = [np.sort(along[group == g], axis=0) for g in range(self.groups.count)]
        self._shares = np.bincount(group, minlength=self.groups.count) / len(group)
        self._spacing, repeated = spacing_and_copies(self.training, MAX_NEIGHBOUR_ROWS)
        self.real = {
            "shares": self._shares.tolist(),
            "outside": self.groups.outside(self.reference),
            "copies": repeated,
            "average": self._displacement(self.reference.mean(axis=0, keepdims=True), np.zeros(1, int)),
        }
        # Without validation rows there are no other real ones, and no knowing when a score cannot get better.
        self.floor = 0.0
        if self.validation is not None:
            several = [self.training[i : i + size] for i in range(0, len(self.training), size)]
            self.floor = FLOOR_FACTOR * float(np.mean([self._score(real) for real in several if len(real) == size]))

    def _score_in_groups(self, rows, group, outside):
        """How far generated rows, each in its nearest group of real rows, have to be moved: 0 is best.

        The sliced Wasserstein distance (see `rgan.metrics`) within each group, averaged by the groups' shares, plus
        what moving rows between groups costs where shares differ by more than they do by chance, and what moving rows
        back into a group costs (a few that lie astray hardly show in mean distances). It grows with the
        share of rows in the wrong place and with how far they are from the right one: a lost group, wrong shares, rows
        between groups and ragged rows all raise it. Within groups, because over all rows the chance in the shares of a
        thousand rows, which is no fault, would hide how good the rows are.
        """
        shares = np.bincount(group, minlength=self.groups.count) / len(rows)
        # What shares of so many generated and real rows differ by when all is well: the mean, and two deviations.
        variance = self._shares * (1 - self._shares) * (1 / len(rows) + 1 / len(self.reference))
        chance = 0.4 * np.sqrt(variance).sum() + 0.6 * np.sqrt(variance.sum())
        wrong = max(0.0, np.abs(shares - self._shares).sum() / 2 - chance)
        astray = float(np.clip(outside - self.real["outside"], 0.0, MAX_OUTSIDE_COST))
        return self._displacement(rows, group) + self.real["average"] * (2 * float(wrong) + astray)

    def _displacement(self, rows, group):
        along, total = rows @ self._directions, 0.0
        for g, (share, real) in enumerate(zip(self._shares, self._sorted, strict=True)):
            # A group without rows would have to be filled with those of the others.
            mine = along[group == g] if (group == g).any() else along
            total += share * float(sorted_distances(real, np.sort(mine, axis=0)).mean())
        return float(total)

    def score(self, generated):
        """The score of generated rows as the networks make them: 0 is best."""
        return self._score(_flat(self._standardised(generated)))

    def _score(self, rows):
        group, outside = self.groups.assign(rows)
        return self._score_in_groups(rows, group, outside.mean())

    def members(self, generated):
        """For each group of real rows that has any, the numbers of the generated rows within its reach: a list."""
        group, outside = self.groups.assign(_flat(self._standardised(generated)))
        members = [np.flatnonzero((group == g) & ~outside) for g in range(self.groups.count)]
        return [rows for rows in members if len(rows)]

    def figures(self, generated):
        """The figures for generated rows as the networks make them, as a dict; `real` holds those of real rows.

        floor    see `floor`
        score    see `_score_in_groups`
        shares   share of rows in each group of the real rows
        outside  share between the groups or beyond them
        copies   share that all but repeat a training row
        nearer   share nearer to a training row than to a validation row, NaN where there are none
        """
        rows = _flat(self._standardised(generated))
        few = rows[:MAX_NEIGHBOUR_ROWS]
        nearer = float("nan")
        if self.validation is not None:
            size = min(len(self.validation), len(self.training))
            nearer = nearer_to_training(few, self.training[:size], self.validation[:size])
        group, outside = self.groups.assign(rows)
        return {
            "score": self._score_in_groups(rows, group, outside.mean()),
            "floor": self.floor,
            "shares": (np.bincount(group, minlength=self.groups.count) / len(rows)).tolist(),
            "outside": float(outside.mean()),
            "copies": copies(few, self.training, self._spacing),
            "nearer": nearer,
        }


def _flat(rows):
    return np.ascontiguousarray(np.asarray(rows, dtype=np.float32).reshape(len(rows), -1))
