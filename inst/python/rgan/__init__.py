"""Generative adversarial networks for waves, curves, series, tables and images."""

import importlib

from .errors import CheckpointError, DataError, DivergedError, RganError, SpecError
from .gan import GAN
from .spec import Spec

__all__ = ["GAN", "CheckpointError", "DataError", "DivergedError", "RganError", "Spec", "SpecError"]


def __getattr__(name):
    """`rgan.metrics`, imported when it is first used."""
    if name == "metrics":
        return importlib.import_module(".metrics", __name__)
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
