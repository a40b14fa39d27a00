"""Loading a user's own Python file that defines a trainer."""

import importlib.util
import sys
from pathlib import Path

from .errors import SpecError
from .gan import GAN


def load_trainer(path):
    """The class ``GAN`` of a Python file; it must be `rgan.GAN` or a subclass of it. Raises `SpecError`."""
    path = Path(path)
    module_spec = importlib.util.spec_from_file_location(f"rgan_user_{path.stem}", path)
    if module_spec is None or not path.is_file():
        raise SpecError(f"{str(path)!r} is not a Python file that can be read.")
    module = importlib.util.module_from_spec(module_spec)
    sys.modules[module_spec.name] = module
    try:
        module_spec.loader.exec_module(module)
    except Exception as error:
        raise SpecError(f"{str(path)!r} cannot be run: {type(error).__name__}: {error}") from error
    trainer = getattr(module, "GAN", None)
    if not (isinstance(trainer, type) and issubclass(trainer, GAN)):
        raise SpecError(f"{str(path)!r} defines no class `GAN` that extends `rgan.GAN`.")
    return trainer
