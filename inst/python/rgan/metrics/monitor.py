"""Looks at generated rows while training goes on: cheap figures that tell the best epoch and what goes wrong.

Everything is computed on standardised rows, so that distances are those of the data, and from latent rows of its own,
so that looking changes no random number of the training.
"""

import numpy as np

from .. import rng
from .distances import sorted_distances, unit_directions
from .modes import find_groups
from .neighbours import copies, nearer_to_training, spacing_and_copies

HOLD_FROM = 2000  # with fewer rows all are trained on, and generated rows are scored against these
HELD_ROWS = 512
ROWS = 1024  # real and generated rows compared ...
VALUES = 2_000_000  # ... fewer where rows are so long that they would hold more numbers than this
GROUPED_ROWS = 512
NEIGHBOUR_ROWS = 256  # generated rows whose neighbours are looked for ...
TRAINING_ROWS = 4  # ... among so many times as many training rows as are compared
DIRECTIONS = 128
CHANCE = 1.25  # scores up to so many times those of real rows may well be those of real rows, too
STRAYS = 0.2  # rows outside the groups cost up to this share: beyond it they are ragged rather than astray


def held_out(n, seed):
    """Row numbers kept out of training, sorted: a tenth of the rows, at most 512; none of fewer than 2000 rows."""
    if n < HOLD_FROM:
        return np.empty(0, dtype=np.int32)
    random = rng.stream(seed, "validation")
    return np.sort(random.choice(n, min(HELD_ROWS, n // 10), replace=False)).astype(np.int32)


class Watch:
    """What generated rows are compared with.

    ``rows`` are all rows as the networks see them, ``held`` the numbers of those held out, and ``standard`` makes
    standardised rows of some. ``compared`` are the numbers of the real rows that generated ones are compared with.
    """

    def __init__(self, rows, held, seed, standard=np.asarray):
        self.seed, self._standard = seed, standard
        random = rng.stream(seed, "monitor/rows")
        size = int(np.clip(VALUES // standard(rows[:1]).size, 64, ROWS))
        trained = random.permutation(np.setdiff1d(np.arange(len(rows)), held))[: TRAINING_ROWS * size]
        self.training = _flat(standard(rows[trained]))
        self.held = _flat(standard(rows[held[:size]])) if len(held) else None
        self.reference = self.training[:size] if self.held is None else self.held
        self.compared = (trained if self.held is None else held)[:size]
        self.size = size
        directions = unit_directions(self.reference.shape[1], DIRECTIONS, rng.integer(seed, "monitor"))
        self._directions = directions.astype(np.float32)
        groups_seed = rng.integer(seed, "monitor/groups")
        self.groups = find_groups(self.reference[:GROUPED_ROWS].astype(np.float64), groups_seed)
        along, group = self.reference @ self._directions, self.groups.assign(self.reference)[0]
        self._sorted = [np.sort(along[group == g], axis=0) for g in range(self.groups.count)]
        self._shares = np.bincount(group, minlength=self.groups.count) / len(group)
        self._spacing, repeated = spacing_and_copies(self.training, NEIGHBOUR_ROWS)
        self.real = {
            "shares": self._shares.tolist(),
            "outside": self.groups.outside(self.reference),
            "copies": repeated,
            "average": self._displacement(self.reference.mean(axis=0, keepdims=True), np.zeros(1, int)),
        }
        # Without rows held out there are no other real ones, and no knowing when a score cannot get better.
        self.floor = 0.0
        if self.held is not None:
            several = [self.training[i : i + size] for i in range(0, len(self.training), size)]
            self.floor = CHANCE * float(np.mean([self._rate(real) for real in several if len(real) == size]))

    def score(self, rows, group, outside):
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
        astray = float(np.clip(outside - self.real["outside"], 0.0, STRAYS))
        return self._displacement(rows, group) + self.real["average"] * (2 * float(wrong) + astray)

    def _displacement(self, rows, group):
        along, total = rows @ self._directions, 0.0
        for g, (share, real) in enumerate(zip(self._shares, self._sorted, strict=True)):
            # A group without rows would have to be filled with those of the others.
            mine = along[group == g] if (group == g).any() else along
            total += share * float(sorted_distances(real, np.sort(mine, axis=0)).mean())
        return float(total)

    def rate(self, generated):
        """The score alone of generated rows as the networks make them."""
        return self._rate(_flat(self._standard(generated)))

    def _rate(self, rows):
        group, outside = self.groups.assign(rows)
        return self.score(rows, group, outside.mean())

    def within(self, generated):
        """For each group of real rows that has any, the numbers of the generated rows within its reach."""
        group, outside = self.groups.assign(_flat(self._standard(generated)))
        members = [np.flatnonzero((group == g) & ~outside) for g in range(self.groups.count)]
        return [rows for rows in members if len(rows)]

    def look(self, generated):
        """The figures for generated rows as the networks make them, as a dict; ``real`` holds those of real rows.

        floor    a score that rows held out from real rows may have, 0 where none are held out
        score    see `score`; real["average"] is what a generator reaches that gives only the average row
        shares   share of rows in each group of the real rows
        outside  share between the groups or beyond them
        copies   share that all but repeats a training row
        nearer   share nearer to a training row than to one held out, NaN where none are
        """
        rows = _flat(self._standard(generated))
        few = rows[:NEIGHBOUR_ROWS]
        nearer = float("nan")
        if self.held is not None:
            size = min(len(self.held), len(self.training))
            nearer = nearer_to_training(few, self.training[:size], self.held[:size])
        group, outside = self.groups.assign(rows)
        return {
            "score": self.score(rows, group, outside.mean()),
            "floor": self.floor,
            "shares": (np.bincount(group, minlength=self.groups.count) / len(rows)).tolist(),
            "outside": float(outside.mean()),
            "copies": copies(few, self.training, self._spacing),
            "nearer": nearer,
        }


def _flat(rows):
    return np.ascontiguousarray(np.asarray(rows, dtype=np.float32).reshape(len(rows), -1))
