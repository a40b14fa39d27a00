"""Between rows in the units of the data and what the networks see. Nothing here changes its arguments.

method      centre and scale
standard    mean and standard deviation of all values
column      the same for each column of a table, channel of a series or an image
components  mean of each point, one standard deviation (of each channel of a series), and then the coefficients of the
            principal components; see `rgan.encoding.pca`. Where the rows have noise those of the signal only, and
            one number for its size where rows differ in it; see `rgan.encoding.noise`
range       all values onto [-1, 1]
none        as they are

Where rows fall into separated groups they may then be seen within their groups; see `rgan.encoding.groups`.
"""

import math
from dataclasses import dataclass, replace
from typing import NamedTuple

import numpy as np

from .. import rng
from .groups import Groups
from .levels import Levels
from .long_noise import MAX_ROW_SIZE, LongNoise
from .noise import MAX_ROW_SIZE as SHORT_ROW
from .noise import Noise
from .pca import BLOCK_ROWS, MAX_COMPONENTS, Components, fitted_rows, principal_axes
from .signal import find_signal
from .surface import MAX_ROWS, Surface
from .tails import Tails

BLOCK_VALUES = 1 << 22  # numbers scaled at a time, so that no second copy in double precision is ever made
ALIGNMENT = 64  # bytes: where an array begins at a multiple of these, TensorFlow takes it as it is


class Draws(NamedTuple):
    """What decoding draws anew of generated rows: NumPy generators of the noise and of the blur of groups, or None."""

    noise: np.random.Generator | None
    blur: np.random.Generator | None


@dataclass(frozen=True)
class Encoder:
    """``(x - centre) / scale``, float64 arrays that broadcast against a row of data, and then components, if any.

    ``noise`` is what the components leave over, None where that is nothing. ``tails`` maps values over several decades
    before all that, None where there are none; ``groups`` are None where rows are one.

    Where the data are constant the centre is their value and the scale 0: that value comes back whatever networks make
    there. (Files of the first edition have a scale of 1.)
    """

    centre: np.ndarray
    scale: np.ndarray
    components: Components | None = None
    noise: Noise | LongNoise | None = None
    tails: Tails | None = None
    levels: Levels | None = None
    surface: Surface | None = None
    groups: Groups | None = None

    @classmethod
    def fit(cls, x, method, seed=0, noise=False, tails=None, levels=False):
        """An encoder for an array with rows first.

        Its bits depend on the values of ``x`` alone, not on their type or order in memory.

        Parameters
        ----------
        x : array, shape (n, ...)
            Rows in the units of the data.
        method : str
            See above.
        seed : int
            Decides which rows of many are looked at for components.
        noise : bool, default False
            Whether noise is told from the signal, for "components" of waves and series.
        tails : Tails, optional
            Maps values first, but for "range" and "none".
        levels : bool, default False
            Whether levels of rows are made less where they drown all else, for "components" of waves and series.
        """
        if method == "none":
            return cls(np.zeros(()), np.ones(()))
        if method == "range":
            low, high = np.float64(np.min(x)), np.float64(np.max(x))
            return cls(np.asarray(low / 2 + high / 2), _positive((high - low) / 2))
        x = x if tails is None else tails.encode(x)
        axes = tuple(range(x.ndim - 1)) if method == "column" or (method == "components" and x.ndim == 3) else None
        centre, _ = _centre(x, axes)
        scale = _deviation(x, centre, axes)
        if method != "components":
            return cls(centre, scale, tails=tails)
        lessened, deviation = Levels.fit(x) if levels else (None, None)
        if lessened is not None:
            scale = np.where(lessened.made_less, deviation, scale).reshape(np.shape(scale))
        centre, constant = _centre(x, 0)
        standardise = cls(centre, scale, levels=lessened).standardise
        components, rest, shift = _components(standardise, x, constant, seed, noise)
        if rest is not None:
            shift = shift.reshape(centre.shape)
            centre = centre + (shift if lessened is None else lessened.restore(shift[None])[0]) * scale
        return cls(
            centre, np.where(constant, 0, scale) if components is None else scale, components, rest, tails, lessened
        )

    def with_surface(self, x, seed):
        """The same encoder with the surface that rows without noise lie on, where they do and are one group."""
        if self.noise is not None or self.groups is not None:
            return self
        return replace(
            self, surface=Surface.fit(self.encode(x[rng.some_rows(len(x), MAX_ROWS, seed, "surface")]), seed)
        )

    def brought(self, encoded):
        """Encoded rows of a generator, on the surface of the data where that has one."""
        return encoded if self.surface is None else self.surface.bring(encoded)

    def with_groups(self, x, seed, cell=None):
        """The same encoder with the groups of rows ``x``, where there are any; ``seed`` decides what is chance.

        Rows as the networks see them must be flat. ``cell``, (n,), keeps groups within cells, see `Groups`.
        """
        z = replace(self, groups=None).encode(x)
        return replace(self, groups=Groups.find(z, seed) if cell is None else Groups.find_within(z, cell, seed))

    @property
    def draws(self):
        """Whether decoding draws something anew."""
        return self.noise is not None or (self.groups is not None and self.groups.blur is not None)

    @property
    def conditions(self):
        """How many of the numbers of a row that the networks see, its last, say which group it belongs to."""
        return 0 if self.groups is None else self.groups.count

    def encoded_shape(self, shape):
        """The shape of a row as the networks see it, for data rows of ``shape``."""
        if self.components is not None:
            shape = (self.components.count + (0 if self.noise is None else self.noise.numbers),)
        return tuple(shape) if self.groups is None else (shape[0] + self.groups.count,)

    def standardise(self, x):
        """``(x - centre) / scale``, before components are taken: float64, C order, a new array."""
        x = x if self.tails is None else self.tails.encode(x)
        rows = (np.ascontiguousarray(x, dtype=np.float64) - self.centre) / _positive(self.scale)
        return rows if self.levels is None else self.levels.lessen(rows)

    def encode(self, x, cell=None):
        """Rows as the networks see them: float32, C order, a new array; ``cell`` is that of each, see `Groups`."""
        encoded, done = aligned_empty((len(x), *self.encoded_shape(x.shape[1:]))), 0
        for block in self.encoded_blocks(x, cell):
            encoded[done : done + len(block)] = block
            done += len(block)
        return encoded

    def encoded_blocks(self, x, cell=None):
        """What `encode` gives, some rows at a time: products of matrices round otherwise in blocks of other rows."""
        for rows in _blocks(x):
            within = self.standardise(x[rows])
            within = within if self.components is None else self._encode(within)
            of = None if cell is None else cell[rows]
            yield within if self.groups is None else self.groups.encode(within, of)

    def _encode(self, standardised):
        coefficients = self.components.encode(standardised)
        if self.noise is None or not self.noise.numbers:
            return coefficients
        return np.column_stack([coefficients, self.noise.size(self.components.remainder(standardised))])

    def residual(self, x):
        """Mean squared residual of each data row that the networks do not see: (n,); see `Components.residual`.

        Where the rows have noise it is what goes beyond that of nearly every row.
        """
        if self.components is None:
            return np.zeros(len(x))
        residual = np.concatenate([self.components.residual(self.standardise(x[rows])) for rows in _blocks(x)])
        return residual if self.noise is None else np.maximum(residual - self.noise.highest, 0)

    def standardised(self, encoded, random=None):
        """Standardised rows of encoded ones: the same distances as in the data, up to units.

        ``random``, a NumPy generator or the `Draws` of one, draws their noise where rows have any, and what groups draw
        anew; None for the signal alone.
        """
        random, blur = self.draws_of(random)
        if self.groups is not None:
            encoded = self.groups.decode(encoded, blur).astype(np.float32)
        if self.components is None:
            return np.asarray(encoded)
        count = self.components.count
        rows = self.components.decode(encoded[:, :count])
        if self.noise is not None and random is not None:
            rows += self.noise.draw(len(rows), random, encoded[:, count] if self.noise.numbers else None)
        return rows.reshape(len(encoded), *np.shape(self.centre))

    def draws_of(self, random):
        """The `Draws` of a NumPy generator, of which rows can be decoded part by part; those of None draw nothing."""
        if random is None or isinstance(random, Draws):
            return random or Draws(None, None)
        # A stream of its own: where that of the noise stands must not depend on the number of rows.
        blur = None if self.groups is None else np.random.default_rng(random.integers(1 << 62))
        return Draws(random, blur)

    @property
    def part_rows(self):
        """Rows of parts which, decoded one after the other, are to the last bit what all are: a multiple of this."""
        drawn = 1 if self.noise is None else self.noise.block_rows
        return math.lcm(BLOCK_ROWS, drawn)

    def decode(self, encoded, random=None):
        """Rows in the units of the data: float64, a new array. ``random`` draws their noise, see `standardised`."""
        return self.in_units(self.standardised(encoded, random))

    def in_units(self, standardised):
        """Standardised rows in the units of the data: float64, a new array."""
        rows = np.asarray(standardised, dtype=np.float64)
        rows = (rows if self.levels is None else self.levels.restore(rows)) * self.scale + self.centre
        return rows if self.tails is None else self.tails.decode(rows)

    def noise_deviation(self):
        """Standard deviation of the noise in the units of the data, a list: one number, or one for each channel.

        None where there is no noise model.
        """
        if self.noise is None:
            return None
        variance = self.noise.variance.reshape(np.shape(self.centre)) * np.square(self.scale)
        deviation = np.sqrt(variance.mean(axis=0)).ravel()
        return (deviation if self.tails is None else deviation * self.tails.slope()).tolist()


def _components(standardise, x, constant, seed, with_noise):
    """Components of the signal, the `Noise` around it, and where its centre is; all components where there is none."""
    z, constant = fitted_rows(standardise, x, seed), constant.ravel()
    variances, axes = principal_axes(z)
    if with_noise and z.shape[1] <= MAX_ROW_SIZE:
        signal = find_signal(z, variances, axes, seed)
        if signal is not None and len(signal.axes) <= MAX_COMPONENTS:
            components = Components.leading(len(signal.axes), signal.variances, signal.axes, constant)
            shift = np.where(constant, 0, signal.centre)
            noise = Noise if z.shape[1] <= SHORT_ROW else LongNoise
            return components, noise.fit(z - shift, components.directions, constant, x.shape[1:]), shift
    return Components.fit(z, variances, axes, constant, seed), None, None


def _mean(x, axes, function=lambda block: block):
    """Mean over axes that include the first (None: all) of a function of the rows, a few rows at a time."""
    total = 0.0
    for rows in _blocks(x):
        total = total + np.sum(function(np.ascontiguousarray(x[rows], dtype=np.float64)), axis=axes)
    return np.asarray(total / (x.size / np.size(total)))


def _centre(x, axes):
    """The mean over ``axes``, and where all values are the same: there the mean is their value, to the last bit."""
    low, high = np.min(x, axis=axes), np.max(x, axis=axes)
    constant = np.asarray(low == high)
    return np.where(constant, low, _mean(x, axes)).astype(np.float64), constant


def _deviation(x, centre, axes):
    """Standard deviation (divisor n), computed around the known mean; 0 where all values are the mean."""
    reach = np.maximum(np.max(x, axis=axes) - centre, centre - np.min(x, axis=axes))
    # A power of two changes no bit, and keeps the squares of very small or large numbers from becoming 0 or infinite.
    unit = np.exp2(np.frexp(_positive(reach))[1].astype(np.float64))
    return np.sqrt(_mean(x, axes, lambda rows: np.square((rows - centre) / unit))) * unit


def aligned_empty(shape):
    """An array of float32, not filled, that begins at a multiple of `ALIGNMENT`."""
    size, spare = math.prod(shape), ALIGNMENT // 4
    numbers = np.empty(size + spare, dtype=np.float32)
    first = -numbers.ctypes.data % ALIGNMENT // 4
    return numbers[first : first + size].reshape(shape)


def _positive(scale):
    return np.where(np.asarray(scale) > 0, scale, 1.0)


def _blocks(x):
    rows = max(1, BLOCK_VALUES // max(1, math.prod(x.shape[1:])))
    return (slice(i, i + rows) for i in range(0, len(x), rows))
