"""The training row that is nearest to each row, and how far away it is, in little memory whatever the size of the data.

Distances are root mean square differences over the values of a row, in standard deviations of the training rows: of
each column of a table or channel of a series, of all values of waves and images. They do not depend on how long rows
are.
"""

import numpy as np

from .. import checks
from ..encoding.completion import has_gaps
from ..encoding.conditions import levels_of
from ..encoding.encoder import Encoder
from ..errors import DataError
from ..interrupts import pause, uninterruptible
from .expansion import Expansion
from .gaps import filled_together
from .neighbours import squared_distances

BLOCK_VALUES = 1 << 21  # numbers of rows, of training rows, or of their distances, that are held at a time


@uninterruptible
def nearest_rows(rows, training, kind, own=None, trained_on=None, columns=None):
    """Number and distance of the nearest training row of each row.

    Parameters
    ----------
    rows, training : array, shape (n, ...) and (m, ...)
        In the units of the data; missing values (NaN) are filled by draws before.
    kind : str
        'table', 'series', 'waves' or 'images': whether columns have standard deviations of their own.
    own : array of int, shape (n,), optional
        For each row the training row that does not count, such as itself; -1 for none.
    trained_on : array of int, optional
        Numbers of the rows of ``training`` that are looked among; all when left out.
    columns : sequence of dict, optional
        What the columns of a table are, see `rgan.GAN`.

    Returns
    -------
    which : array of int, shape (n,)
        Numbers of rows of ``training``, from 0; of equally near ones the first.
    distance : array, shape (n,)

    Raises
    ------
    DataError
        Rows of different shapes, values that are not finite, no other row to look among.
    """
    rows, training = checks.check_rows(rows, least=1, gaps=True), checks.check_rows(training, gaps=True)
    if rows.shape[1:] != training.shape[1:]:
        raise DataError(f"The rows have shape {rows.shape[1:]}, but the training rows {training.shape[1:]}.")
    levels = levels_of(columns, training.shape[-1], "`training`")
    if has_gaps(rows) or has_gaps(training):
        rows, training = _whole(rows, training, kind, np.flatnonzero(levels).tolist())
    if levels.any():
        expansion = Expansion(levels)
        rows, training = expansion.expand(rows), expansion.expand(training)
        encoder = expansion.encoder(training)
    else:
        encoder = Encoder.fit(training, "column" if kind in ("table", "series") else "standard")
    own = np.full(len(rows), -1) if own is None else np.asarray(own)
    among = np.arange(len(training)) if trained_on is None else np.sort(np.asarray(trained_on))
    if len(among) < 2:
        raise DataError("At least two training rows are needed to look among.")
    size = max(1, BLOCK_VALUES // max(1, training[0].size))
    found = [
        _nearest(encoder, rows[i : i + size], training, among, own[i : i + size]) for i in range(0, len(rows), size)
    ]
    which, distance = zip(*found, strict=True)
    return np.concatenate(which), np.concatenate(distance)


def _whole(rows, training, kind, categories):
    """Both with their gaps filled alike; what is there twice is filled once."""
    if rows.shape == training.shape and np.array_equal(rows, training, equal_nan=True):
        (training,) = filled_together([training], kind, 0, categories)
        return training, training
    training, rows = filled_together([training, rows], kind, 0, categories)
    return rows, training


def _nearest(encoder, rows, training, among, own):
    """The same for a block of rows, block by block of the training rows."""
    z = encoder.standardise(rows).reshape(len(rows), -1)
    least, which = np.full(len(z), np.inf), np.full(len(z), -1)
    # Neither the training rows of a block nor their distances are more numbers than fit.
    size = max(1, BLOCK_VALUES // max(z.shape[1], len(z)))
    for first in range(0, len(among), size):
        pause()
        numbers = among[first : first + size]
        squared = squared_distances(z, encoder.standardise(training[numbers]).reshape(len(numbers), -1))
        squared[own[:, None] == numbers[None, :]] = np.inf
        best = squared.argmin(axis=1)
        nearer = squared[np.arange(len(z)), best] < least
        least = np.where(nearer, squared[np.arange(len(z)), best], least)
        which = np.where(nearer, numbers[best], which)
    # Once more without the rounding of squares: a copy is exactly 0 away.
    difference = z - encoder.standardise(training[which]).reshape(z.shape)
    return which, np.sqrt(np.square(difference).mean(axis=1))
