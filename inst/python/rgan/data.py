"""Training rows as one value, and which of them are not trained on."""

import hashlib
from dataclasses import dataclass, replace

import numpy as np
import tensorflow as tf

from . import rng
from .encoding.calibration import Targets
from .encoding.increments import IncrementTargets
from .errors import DataError

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
    those not trained on. ``rows`` is a float32 tensor of the rows as the networks see them, (n, ...);
    ``standardised`` holds them before components and groups were taken, float32, where ``rows`` does not give them
    back; ``targets`` and ``increments`` are what their values and steps are like, None where generated ones are not
    calibrated. ``conditions`` are those of the user in their units: float64, (n, q), None where rows have none.
    ``past`` are their first steps in their units, float64, where these are known. ``whole``, float64, are the rows with
    their gaps filled, and ``missing``, bool, where these were: None for none.
    """

    n: int
    fingerprint: str | None
    validation: np.ndarray
    rows: tf.Tensor | None = None
    standardised: np.ndarray | None = None
    targets: Targets | None = None
    increments: IncrementTargets | None = None
    conditions: np.ndarray | None = None
    past: np.ndarray | None = None
    missing: np.ndarray | None = None
    whole: np.ndarray | None = None

    def check_there(self):
        """Raises `DataError` where the rows are gone."""
        if self.rows is None:
            raise DataError("This trainer was restored without its training rows; give them by `attach(x)` first.")

    def values(self, encoder, most=None):
        """The first rows, all by default, in the units of the data: float64, shape (n, ...). Raises `DataError`."""
        self.check_there()
        if self.missing is not None:
            return np.where(self.missing[:most], np.nan, self.whole[:most])
        if self.standardised is None:
            return encoder.decode(self.rows[:most].numpy())
        return encoder.in_units(self.standardised[:most])


def encoded(x, encoder, seed, known=None, kind=None, found=None):
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

    Returns
    -------
    TrainingData
    """
    found = found or fingerprint(x)
    same = known is not None and len(x) == known.n and known.fingerprint in (None, found)
    validation = known.validation if same else validation_rows(len(x), seed)
    rows = tf.constant(encoder.encode(x))
    plain = replace(encoder, components=None, noise=None, groups=None)
    standardised = None if encoder.components is None and encoder.groups is None else plain.encode(x)
    targets = None if kind is None else Targets.fit(x, kind, seed)
    increments = None if kind is None else IncrementTargets.fit(x, kind, seed)
    return TrainingData(len(x), found, validation, rows, standardised, targets, increments)


def validation_rows(n, seed):
    """Row numbers kept out of training, sorted: a tenth of the rows, at most 512; none of fewer than 2000 rows."""
    if n < VALIDATION_FROM:
        return np.empty(0, dtype=np.int32)
    random = rng.stream(seed, "validation")
    return np.sort(random.choice(n, min(MAX_VALIDATION_ROWS, n // 10), replace=False)).astype(np.int32)


def fingerprint(x, conditions=None):
    """A short hash of training rows and their conditions, which tells whether a checkpoint belongs to them."""
    hashed = hashlib.blake2b(str(x.shape).encode(), digest_size=16)
    for values in (x,) if conditions is None else (x, conditions):
        for i in range(0, len(values), 4096):
            rows = np.ascontiguousarray(values[i : i + 4096], dtype=np.float64)
            if np.isnan(np.min(rows)):
                rows = np.where(np.isnan(rows), np.nan, rows)  # what is missing has many bit patterns
            hashed.update(rows.tobytes())
    return hashed.hexdigest()


def check_alike(x, encoder, seed):
    """Raises `DataError` for rows so unlike those that an encoder was made for that encoding would spoil them."""
    ends = encoder.standardise(np.stack([np.min(x, axis=0), np.max(x, axis=0)]))
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
