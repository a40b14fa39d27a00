"""All that makes rows, as one value: a generator's weights, the filter that its rows must pass, and the last map."""

from dataclasses import dataclass

import tensorflow as tf

from ..encoding.calibration import Calibration
from ..encoding.increments import Increments
from ..encoding.moments import Moments
from ..encoding.relations import Relations


@dataclass(frozen=True)
class Filter:
    """A discriminator, and the lowest logit with which a row passes it; see `rgan.rejection`.

    ``weights`` and ``buffers`` are lists of tensors, ``lowest_logit`` is a scalar tensor.
    """

    weights: list
    buffers: list
    lowest_logit: tf.Tensor

    @property
    def tensors(self):
        """All of it as one list, as files hold it."""
        return [*self.weights, *self.buffers, self.lowest_logit]


@dataclass(frozen=True)
class Weights:
    """A generator's ``weights`` and ``buffers``, lists of tensors, its ``filter``, and the maps of its rows.

    Where these are None, rows are taken as they are made.
    """

    weights: list
    buffers: list
    filter: Filter | None = None
    calibration: Calibration | None = None
    increments: Increments | None = None
    moments: Moments | None = None
    relations: Relations | None = None

    @property
    def tensors(self):
        """All of it as one list, as files hold it."""
        return [*self.weights, *self.buffers, *(self.filter.tensors if self.filter else [])]

    @property
    def counts(self):
        """How many of `tensors` are the generator's weights, its buffers, and the filter's."""
        return len(self.weights), len(self.buffers), len(self.filter.tensors) if self.filter else 0

    @property
    def maps(self):
        """The calibration, the maps of increments and of moments, and relations; each may be None."""
        return self.calibration, self.increments, self.moments, self.relations

    @property
    def n_bytes(self):
        """Memory taken by all of it."""
        maps = [each for each in self.maps if each is not None]
        return sum(int(t.shape.num_elements()) * t.dtype.size for t in self.tensors) + sum(
            array.nbytes for each in maps for array in each.arrays.values()
        )
