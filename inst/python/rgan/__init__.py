"""Generative adversarial networks for waves, curves, series, tables and images."""

from . import session  # isort: skip  (first: it decides how Keras is imported)
from . import metrics
from .errors import CheckpointError, DataError, DivergedError, RganError, SessionError, SpecError
from .gan import GAN
from .spec import Spec

__all__ = [
    "GAN",
    "CheckpointError",
    "DataError",
    "DivergedError",
    "RganError",
    "SessionError",
    "Spec",
    "SpecError",
    "metrics",
    "session",
]
