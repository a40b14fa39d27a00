"""The user's own Python file that defines a trainer: `gan(file = )`."""

import importlib.util
import sys
from pathlib import Path

from rgan import GAN, SpecError


def load_trainer(path):
    """The class ``GAN`` of a Python file.

    Parameters
    ----------
    path : str or Path
        The file; its ``GAN`` must be `rgan.GAN` or a subclass of it.

    Returns
    -------
    type
        The class.

    Raises
    ------
    SpecError
        When there is no such file, it cannot be run, or it defines no such class.
    """
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
