"""Training rows as one value, and which of them are not trained on."""

import math
from dataclasses import dataclass

import numpy as np
import tensorflow as tf

from . import rng
from .encoding.calibration import Targets
from .encoding.encoder import ALIGNMENT
from .encoding.increments import IncrementTargets
from .encoding.moments import MomentTargets
from .encoding.relations import Relations
from .errors import DataError
from .fingerprints import fingerprint_of, in_blocks
from .row_files import RowFiles

VALIDATION_FROM = 2000  # with fewer rows all are trained on, and generated rows are scored against these
MAX_VALIDATION_ROWS = 512
MAX_CHECKED_ROWS = 1024  # rows, drawn at random, that are looked at before all of other rows are taken
MAX_UNSEEN = 0.05  # share of the variance of other rows that the components of the first may leave out
MAX_DISTANCE = 1e15  # from the first rows, in their standard deviations: squares of it must fit into 32 bits


@dataclass(frozen=True)
class TrainingData:
    """Training rows, or what is known of them where they are gone.

    Replaced whole when other rows are attached. A trainer that was read from a file has no rows until then, only their
    number ``n``, their ``fingerprint`` (None in files of the first edition) and ``validation``, the sorted numbers of
    those not trained on. ``rows`` is a float32 tensor of the rows as the networks see them, (n, ...). Where they
    are read from files for each stretch of training it is None, or a `RowFiles` of components, which are few beside the
    data. ``x`` are the rows in the units of the data, with their gaps filled: what was given, an array or a `RowFiles`,
    never a copy, as rows may be many.
    ``targets`` and ``increments`` are what their values and steps are like, None where generated ones are not
    calibrated, and ``moments`` their mean and covariance, likewise; ``relations`` always hold. ``conditions`` are those
    of the user in their units: float64, (n, q), None where rows have none. ``missing``, bool, is where gaps were: None
    for none.
    """

    n: int
    fingerprint: str | None
    validation: np.ndarray
    rows: tf.Tensor | RowFiles | None = None
    x: np.ndarray | RowFiles | None = None
    targets: Targets | None = None
    increments: IncrementTargets | None = None
    moments: MomentTargets | None = None
    relations: Relations | None = None
    conditions: np.ndarray | None = None
    missing: np.ndarray | None = None

    @property
    def streamed(self):
        """Whether rows are read from files for each stretch of training."""
        return self.x is not None and (self.rows is None or isinstance(self.rows, RowFiles))

    def check_there(self):
        """Raises `DataError` where the rows are gone."""
        if self.x is None:
            raise DataError("This trainer was restored without its training rows; give them by `attach(x)` first.")

    def values(self, most=None):
        """The first rows, all by default, in the units of the data: float64, a new array. Raises `DataError`."""
        self.check_there()
        if most is None and isinstance(self.x, RowFiles):
            raise DataError("The training rows are in files, which are not read as a whole: read some from there.")
        rows = np.array(self.x[:most], dtype=np.float64, order="C")
        return rows if self.missing is None else np.where(self.missing[:most], np.nan, rows)


def looked_at(x, seed):
    """Rows that decide how all are encoded: all of an array, and a sample of files; see `RowFiles.sample`."""
    return x.sample(seed) if isinstance(x, RowFiles) else x


def encoded(x, encoder, seed, known=None, kind=None, found=None, rows=None, files=None):
    """Rows as training data.

    Parameters
    ----------
    x : array, shape (n, ...)
        Checked rows in the units of the data.
    encoder : rgan.encoding.encoder.Encoder
    seed : int
        Decides which rows are not trained on.
    known : TrainingData, optional
        Of the rows before: where these are the same, the same ones are trained on.
    kind : str, optional
        "table", "waves", "series" or "images", where values that are generated are to be calibrated.
    found : str, optional
        Their fingerprint, where it is about more than ``x``.
    rows : array, float32, shape (n, ...), optional
        ``x`` as the networks see it, where that is more than the encoder gives.
    files : RowFiles, optional
        All rows, where ``x`` are those that decide.

    Returns
    -------
    TrainingData
    """
    n = len(x if files is None else files)
    found = found or fingerprint(x if files is None else files)
    same = known is not None and n == known.n and known.fingerprint in (None, found)
    validation = known.validation if same else validation_rows(n, seed)
    targets = None if kind is None else Targets.fit(x, kind, seed)
    increments = None if kind is None else IncrementTargets.fit(x, kind, seed)
    if files is None or 4 * math.prod((n, *encoder.encoded_shape(x.shape[1:]))) <= files.memory:
        rows = as_tensor(encoder.encode(x if files is None else files) if rows is None else rows)
    elif encoder.components is not None:
        rows = files.written(encoder.encoded_blocks(files))
    return TrainingData(n, found, validation, rows, x if files is None else files, targets, increments)


def as_tensor(rows):
    """An array that nobody changes any more as a tensor. Of what `aligned_empty` made no second copy is taken."""
    there = rows.ctypes.data % ALIGNMENT == 0 and rows.flags.c_contiguous and rows.flags.writeable and rows.size
    return tf.experimental.dlpack.from_dlpack(rows.__dlpack__()) if there else tf.constant(rows)


def validation_rows(n, seed):
    """Row numbers kept out of training, sorted: a tenth of the rows, at most 512; none of fewer than 2000 rows."""
    if n < VALIDATION_FROM:
        return np.empty(0, dtype=np.int32)
    random = rng.stream(seed, "validation")
    return np.sort(random.choice(n, min(MAX_VALIDATION_ROWS, n // 10), replace=False)).astype(np.int32)


def fingerprint(x, conditions=None):
    """A short hash of training rows and their conditions, which tells whether a checkpoint belongs to them."""
    if isinstance(x, RowFiles):
        return x.fingerprint
    return fingerprint_of(x.shape, in_blocks(*([x] if conditions is None else [x, conditions])))


def check_alike(x, encoder, seed):
    """Raises `DataError` for rows so unlike those that an encoder was made for that encoding would spoil them."""
    ends = encoder.standardise(np.stack([np.min(x, axis=0), np.max(x, axis=0)]))  # of files, of one pass
    if (farthest := np.abs(ends).max()) > MAX_DISTANCE:
        raise DataError(
            f"These rows lie {farthest:.3g} standard deviations away from those that this trainer was made for. "
            "Train anew, on all rows together."
        )
    checked = rng.some_rows(len(x), MAX_CHECKED_ROWS, seed, "attach")
    if (unseen := encoder.residual(x[checked]).mean()) > MAX_UNSEEN:
        raise DataError(_unlike(unseen))


def _unlike(unseen):
    """What is said of rows that vary as the first ones do not; ``unseen`` is 1 where it is as much as those vary."""
    if unseen < 1:
        what = f"{unseen:.0%} of what these rows vary in is unlike the rows that this trainer was made for."
    else:
        what = (
            "These rows vary otherwise, and more, than the rows that this trainer was made for. Are the units the same?"
        )
    return f"{what} Train anew, on all rows together."
