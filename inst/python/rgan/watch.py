"""Looks at generated rows while training goes on: cheap figures that tell the best epoch and what goes wrong.

Everything is computed on rows as the networks see them (scaled) and from latent rows of its own, so that looking
changes no random number of the training.
"""

import hashlib

import numpy as np

from .metrics.distances import sorted_distances, unit_directions
from .metrics.groups import find_groups
from .metrics.neighbours import COPY_RATIO, copies, nearer_to_training, nearest_distances, usual_spacing

HOLD_FROM = 2000  # with fewer rows all are trained on, and generated rows are scored against these
HELD_ROWS = 512
ROWS = 1024  # real and generated rows compared ...
VALUES = 2_000_000  # ... fewer where rows are so long that they would hold more numbers than this
GROUPED_ROWS = 512
NEIGHBOUR_ROWS = 256
DIRECTIONS = 128


def held_out(n, seed):
    """Row numbers kept out of training, sorted: a tenth of the rows, at most 512; none of fewer than 2000 rows."""
    if n < HOLD_FROM:
        return np.empty(0, dtype=np.int32)
    random = np.random.default_rng([seed, 21])
    return np.sort(random.choice(n, min(HELD_ROWS, n // 10), replace=False)).astype(np.int32)


class Watch:
    """What generated rows are compared with; ``rows`` are all scaled rows, ``held`` the numbers of those held out."""

    def __init__(self, rows, held, seed):
        self.seed = seed
        random = np.random.default_rng([seed, 22])
        size = int(np.clip(VALUES // rows[0].size, 64, ROWS))
        trained = np.setdiff1d(np.arange(len(rows)), held)
        trained = random.permutation(trained)[:size]
        self.training = _flat(rows[trained])
        self.held = _flat(rows[held[:size]]) if len(held) else None
        self.reference = self.training if self.held is None else self.held
        self.size = size
        self.name = hashlib.blake2b(self.reference.tobytes(), digest_size=8).hexdigest()
        self._directions = unit_directions(self.reference.shape[1], DIRECTIONS, [seed, 23]).astype(np.float32)
        self._sorted = np.sort(self.reference @ self._directions, axis=0)
        self.groups = find_groups(self.reference[:GROUPED_ROWS].astype(np.float64), seed)
        self._spacing = usual_spacing(self.training)
        self.real = {
            "shares": self.groups.shares(self.reference).tolist(),
            "outside": self.groups.outside(self.reference),
            "copies": float((nearest_distances(self.training) <= COPY_RATIO * self._spacing).mean()),
            "average": self.score(self.reference.mean(axis=0, keepdims=True)),
        }

    def score(self, rows):
        """Sliced Wasserstein distance of generated rows to the real ones: 0 is best (see `rgan.metrics`).

        It is linear in the share of rows that are in the wrong place and in how far they are from the right one, so
        that a lost group, wrong shares, rows between groups and ragged rows all raise it.
        """
        return float(sorted_distances(self._sorted, np.sort(rows @ self._directions, axis=0)).mean())

    def look(self, generated):
        """The figures for generated rows (scaled), as a dict of plain numbers; ``real`` holds those of real rows.

        score    see `score`; real["average"] is what a generator reaches that gives only the average row
        shares   share of rows in each group of the real rows
        outside  share between the groups or beyond them
        copies   share that all but repeats a training row
        nearer   share nearer to a training row than to one held out, NaN where none are
        """
        rows = _flat(generated)
        few = rows[:NEIGHBOUR_ROWS]
        nearer = float("nan")
        if self.held is not None:
            size = min(len(self.held), len(self.training))
            nearer = nearer_to_training(few, self.training[:size], self.held[:size])
        group, outside = self.groups.assign(rows)
        return {
            "score": self.score(rows),
            "shares": (np.bincount(group, minlength=self.groups.count) / len(rows)).tolist(),
            "outside": float(outside.mean()),
            "copies": copies(few, self.training, self._spacing),
            "nearer": nearer,
        }


def _flat(rows):
    return np.ascontiguousarray(np.asarray(rows, dtype=np.float32).reshape(len(rows), -1))
