"""Generative adversarial networks for waves, curves, series, tables and images."""

from . import session  # isort: skip  (first: it decides how Keras is imported)
from . import metrics
from .errors import (
    CheckpointError,
    DataError,
    DeviceError,
    DivergedError,
    RganError,
    SessionError,
    SpecError,
    WorkerError,
)
from .gan import GAN
from .spec import Spec

__all__ = [
    "GAN",
    "CheckpointError",
    "DataError",
    "DeviceError",
    "DivergedError",
    "RganError",
    "SessionError",
    "Spec",
    "SpecError",
    "WorkerError",
    "metrics",
    "session",
]
