"""All that R calls to train and to use a trainer; each function is one crossing.

In come arrays, numbers, strings, dicts, raw bytes, trainers made here and Keras models of the user's own; out go the
same. A trainer may be of a class of the user's own, so that it is asked through its public methods only.
"""

import sys

import numpy as np
import rgan.interrupts
from rgan import data_kind, metrics
from rgan.errors import R, in_syntax
from rgan.row_files import RowFiles

from .fit_file import read_fit, write_fit
from .run import (
    advance,
    begin,
    chief_stops,
    close_folder,
    fit_state,
    open_folder,
    plan,
    position,
    resumed_trainer,
    save_checkpoint,
    trace,
    trace_early,
    trace_state,
)
from .together import agree, leave, use_devices
from .user_file import load_trainer

__all__ = [
    "advance",
    "agree",
    "begin",
    "chief_stops",
    "close_folder",
    "describe_files",
    "details",
    "directions",
    "download_mnist",
    "evaluate",
    "features",
    "features_around",
    "fit_state",
    "generate",
    "generate_after",
    "generate_told",
    "impute",
    "kind_of",
    "latent",
    "leave",
    "model_bytes",
    "nearest",
    "new_trainer",
    "open_files",
    "open_folder",
    "plan",
    "position",
    "read_fit",
    "realness",
    "rebuilt_trainer",
    "resumed_trainer",
    "rows_of_files",
    "save_checkpoint",
    "simulate",
    "start",
    "step",
    "trace",
    "trace_early",
    "trace_state",
    "use_devices",
    "write_fit",
]


def start():
    """From now on Ctrl-C waits until a call that must not be broken off has ended."""
    rgan.interrupts.begin()


# A trainer ------------------------------------------------------------------------------------------------------------


def kind_of(rows, named):
    """'table', 'waves', 'series' or 'images'; see `rgan.data_kind.kind_of`."""
    return data_kind.kind_of(rows, named)


def new_trainer(
    file, rows, spec, batch_size, seed, generator=None, discriminator=None, columns=None, conditions=None,
    condition_columns=None, context=None,
):  # fmt: skip
    """A trainer of the class that the user's file defines.

    Parameters
    ----------
    file : str
        A Python file, see `rgan_r.user_file.load_trainer`.
    rows, spec, batch_size, seed, generator, discriminator, columns, conditions, condition_columns, context
        As in `rgan.GAN`.

    Returns
    -------
    GAN
    """
    networks = _given(generator=generator, discriminator=discriminator)
    told = _given(columns=columns, conditions=conditions, condition_columns=condition_columns, context=context)
    return load_trainer(file)(rows, spec, batch_size, seed, **networks, **told)


def rebuilt_trainer(file, raw, rows=None, generator=None, discriminator=None, conditions=None):
    """The trainer whose bytes these are, see `rgan.GAN.from_bytes`; ``rows`` are needed only to train on."""
    return load_trainer(file).from_bytes(raw, rows, generator, discriminator, **_given(conditions=conditions))


def model_bytes(trainer):
    """The bytes from which `rebuilt_trainer` makes this trainer again."""
    return trainer.to_bytes()


def details(trainer):
    """What is being trained, see `rgan.GAN.details`."""
    return trainer.details()


def step(trainer):
    """Steps done."""
    return trainer.step


# Using a trainer ------------------------------------------------------------------------------------------------------


def generate(trainer, n, seed, epoch=None, latent=None, gappy=None):
    """New rows, see `rgan.GAN.generate`. A class of the user's own need not know of epochs and latent rows.

    They get gaps as the rows ``gappy``, those of the training, have, where these are given.
    """
    rows = trainer.generate(n, seed, **_given(latent=latent, epoch=epoch))
    return rows if gappy is None else trainer.with_gaps(rows, seed, gappy)


def impute(trainer, rows, m, seed, epoch=None):
    """Rows with their gaps filled, (m, n, ...), see `rgan.GAN.impute`."""
    return trainer.impute(rows, m, seed, epoch)


def generate_told(trainer, n, seed, epoch=None, conditions=None, gappy=None):
    """New rows of conditions asked for, or drawn: a dict of "rows" and "conditions", see `rgan.GAN.generate`.

    They get gaps as `generate` gives them.
    """
    asked = _given(conditions=conditions)
    rows = trainer.generate(n, seed, **_given(epoch=epoch), **asked)
    rows = rows if gappy is None else trainer.with_gaps(rows, seed, gappy)
    return {"rows": rows, "conditions": conditions if asked else trainer.drawn_conditions(n, seed)}


def generate_after(trainer, n, seed, epoch, past):
    """Windows that begin with ``past``, (1, context, channels), see `rgan.GAN.generate`."""
    return trainer.generate(n, seed, past=past, **_given(epoch=epoch))


def simulate(trainer, n, length, past, seed, epoch=None):
    """Long series, see `rgan.GAN.simulate`."""
    return trainer.simulate(n, length, past, seed, **_given(epoch=epoch))


def latent(trainer, n, seed, conditions=None):
    """Latent rows, see `rgan.GAN.latent`."""
    return trainer.latent(n, seed, **_given(conditions=conditions))


def directions(trainer, seed):
    """Directions of the latent space by how much they move rows, see `rgan.GAN.directions`."""
    return trainer.directions(seed)


def realness(trainer, rows, conditions=None):
    """How real rows look to the discriminator: probabilities, shape (n,)."""
    return trainer.score(rows, **_given(conditions=conditions))


def nearest(rows, training, kind, own=None, trained_on=None, columns=None):
    """Number and distance of each row's nearest training row, see `rgan.metrics.nearest_rows`."""
    which, distance = metrics.nearest_rows(rows, training, kind, own, trained_on, columns)
    return {"which": which, "distance": distance}


def features(trainer, rows, conditions=None):
    """The discriminator's last hidden layer, shape (n, units)."""
    return trainer.features(rows, **_given(conditions=conditions))


def features_around(trainer, network, rows, training_rows, conditions=None, row_conditions=None):
    """Features before and after an update of one network, see `rgan.features.features_around`."""
    told = _given(conditions=conditions, row_conditions=row_conditions)
    return trainer.features_around(network, rows, rows=training_rows, **told)


def evaluate(real, generated, holdout, seed, kind, neighbours, targets=None, columns=None, told=None):
    """The figures of generated rows, see `rgan.metrics.evaluate`."""
    return metrics.evaluate(
        real, generated, holdout, seed, kind, neighbours, targets=targets, columns=columns, told=told
    )


# Files and data -------------------------------------------------------------------------------------------------------


def download_mnist():
    """Have Keras put the MNIST images into its cache. Its loader checks the file's hash."""
    sys.modules["keras"].datasets.mnist.load_data()


def open_files(paths, array, cache, memory):
    """A handle on rows in files, see `rgan.row_files.RowFiles`; it stands where rows could."""
    return RowFiles(paths, array, cache, memory)


def describe_files(files):
    """A dict of "dim" and "names", of columns, None where there are none."""
    return {"dim": list(files.shape), "names": None if files.names is None else list(files.names)}


def rows_of_files(files, numbers):
    """Some rows, by their numbers from 0: float64."""
    return np.ascontiguousarray(files[np.asarray(numbers, dtype=np.int64)], dtype=np.float64)


def _given(**arguments):
    """Those that are not None: a class of the user's own need not know the others."""
    return {name: value for name, value in arguments.items() if value is not None}


# What fails in a call of R speaks R: `latent$size`, not `latent["size"]`.
globals().update({name: in_syntax(R)(globals()[name]) for name in __all__})
