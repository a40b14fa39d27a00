"""Generative adversarial networks for waves, curves, series, tables and images."""

from . import metrics
from .errors import CheckpointError, DataError, DivergedError, RganError, SpecError
from .gan import GAN
from .spec import Spec

__all__ = ["GAN", "CheckpointError", "DataError", "DivergedError", "RganError", "Spec", "SpecError", "metrics"]
