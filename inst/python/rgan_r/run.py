"""The run of a training, block by block, and its folder; part of what `rgan_r.bridge` offers to R."""

import importlib

from rgan import GAN
from rgan.data import fingerprint
from rgan.files.run_folder import RunFolder

from . import together
from .user_file import load_trainer

ROWS = 42  # that are shown of a trace
RECENT = 3  # traces: a fault that all of them have lasts
FIGURES = ("epoch", "step", "score", "shares", "outside", "copies", "nearer", "d_accuracy", "floor")  # of a trace


def begin(trainer, model_name, history_every, epochs, resumed):
    """What comes before the first block of a run.

    Parameters
    ----------
    trainer : GAN
    model_name : str
        The variable under which the user's own Python finds the trainer.
    history_every : int
        Steps after which the history gets an entry within an epoch; 0 for none.
    epochs : number or None
        Epochs over which the rates fall; None for no end. Not looked at in a run that is ``resumed``, which has its
        plan already.
    resumed : bool

    Returns
    -------
    dict
        See `position`.
    """
    together.share_trainer(trainer)
    trainer.record(history_every)
    if not resumed:
        plan(trainer, epochs)
    setattr(importlib.import_module("__main__"), model_name, trainer)
    return position(trainer)


def plan(trainer, epochs):
    """Let the rates fall over the coming ``epochs`` epochs; None leaves them as they are."""
    trainer.plan(None if epochs is None else int(epochs))


def position(trainer):
    """Where a training stands.

    Returns
    -------
    dict
        "step", "epoch" (completed), "steps_to_next" (until the coming epoch is completed), "steps_per_epoch", and
        "losses", see `advance`. So steps until any epoch can be computed without a whole number that R cannot hold.
    """
    return _position(trainer, _newest(trainer.history))


def advance(trainer, steps):
    """Train a block of steps; in a cluster as many as the chief takes.

    Returns
    -------
    dict
        As of `position`. Its "losses" are a dict of those in the newest entry of the history, None before the first.

    Raises
    ------
    DivergedError
        When numbers stopped being finite; the trainer then is where it was before.
    """
    result = trainer.advance(together.steps_of_chief(int(steps)))
    told = isinstance(result, dict) and "latest" in result
    return _position(trainer, result["latest"] if told else _newest(trainer.history))


def trace(trainer, after):
    """Trace, in the chief, and say how the run is doing.

    Parameters
    ----------
    trainer : GAN
    after : int
        Epochs completed when this run began: traces before are not of this run.

    Returns
    -------
    dict
        See `figures_of`; only "score" and "scored", False, where a class of the user's own traces in its own way and
        gives no score.
    """
    return together.of_chief(lambda: _traced(trainer, after))


def _traced(trainer, after):
    seen = trainer.trace()
    if not (isinstance(seen, dict) and isinstance(seen.get("score"), (int, float))):
        return {"scored": False, "score": None}
    return figures_of(trainer, after, seen)


def trace_early(trainer):
    """Store rows of the first few epochs, see `rgan.GAN.trace_early`; a class that traces in its own way does not."""
    if together.is_chief() and type(trainer).trace is GAN.trace:
        trainer.trace_early()


def figures_of(trainer, after, seen=None):
    """How a run is doing, by its traces.

    Parameters
    ----------
    trainer : GAN
    after : int
        As in `trace`.
    seen : dict, optional
        What the newest trace answered, where that may differ from what the trainer recorded.

    Returns
    -------
    dict or None
        None where the run has no trace. "score" of the newest trace, "scored" (True), "best_epoch", "since_best"
        (traces since the best; None where nobody says it), "real" (the figures of real rows; None where nothing was
        recorded), "recent" (the last three traces, oldest first) and "best" (the trace of the best epoch, or the newest
        where that is of an earlier run); a trace is a dict of `FIGURES`.
    """
    records = [record for record in trainer.scores if record["epoch"] > after and not record.get("early")]
    if seen is not None:
        records[-1:] = [(records[-1] if records else {}) | seen]
    if not records:
        return None
    seen = seen or {}
    real = seen.get("real") or (trainer.real_figures if trainer.scores else None)
    best_epoch = seen.get("best_epoch", trainer.best_epoch)
    best = next((record for record in reversed(records) if record.get("epoch") == best_epoch), records[-1])
    return {
        "scored": True,
        "score": records[-1]["score"],
        "best_epoch": best_epoch,
        "since_best": seen.get("since_best"),
        "real": real,
        "recent": [_figures(record) for record in records[-RECENT:]],
        "best": _figures(best),
    }


def chief_stops(trainer, stop):
    """Whether training stops: what the chief says of ``stop``."""
    return together.of_chief(lambda: bool(stop))


def trace_state(trainer, gaps=False):
    """What those see who look at the newest trace.

    Parameters
    ----------
    trainer : GAN
    gaps : bool, default False
        As in `fit_state`.

    Returns
    -------
    dict
        "rows" generated at that trace and their "conditions" (None where there are none), "history" (as of the
        trainer), "figures" of the trace (None where nothing was scored), "epochs" and "scores" of all traces, lists.
    """
    name = f"epoch {trainer.epoch}"
    rows = trainer.output.get(name, trainer.early_output.get(name))
    if rows is None:
        rows = trainer.generate(ROWS, trainer.seed)
    scored = [record for record in trainer.scores if "score" in record]
    present = [record for record in scored if record["epoch"] == trainer.epoch]
    return {
        "rows": trainer.with_gaps(rows, trainer.seed) if gaps else rows,
        "conditions": trainer.drawn_conditions(len(rows), trainer.seed),
        "history": trainer.history,
        "figures": _figures(present[-1]) if present else None,
        "epochs": [record["epoch"] for record in scored],
        "scores": [record["score"] for record in scored],
    }


def fit_state(trainer, after, trace_last, judged, gaps=False):
    """All that a fit is made of.

    Parameters
    ----------
    trainer : GAN
    after : int
        As in `trace`.
    trace_last : bool
        Trace the last epoch first where it has no rows in the output.
    judged : bool
        Whether "figures" are wanted; without a trace in this process real rows have to be looked at first.
    gaps : bool, default False
        Whether rows of the output have gaps as training rows have.

    Returns
    -------
    dict
        "output", "history", "spec", "details", "scores" (all as of the trainer), "early" (its `early_output`), "model"
        (bytes), "conditions" (those of the traced rows; None where there are none), "centres" (see
        `rgan.model.Model.group_centres`) and "figures", see `figures_of`, None where they are not wanted.
    """
    if trace_last and together.is_chief() and f"epoch {trainer.epoch}" not in trainer.output:
        trainer.trace()
    together.share_trainer(trainer, output=True)
    return {
        "output": _with_gaps(trainer, trainer.output, gaps),
        "early": _with_gaps(trainer, trainer.early_output, gaps),
        "history": trainer.history,
        "spec": trainer.spec,
        "details": trainer.details(),
        "scores": trainer.scores,
        "model": trainer.to_bytes(),
        "conditions": _traced_conditions(trainer),
        "centres": trainer.values.model.group_centres(),
        "figures": figures_of(trainer, after) if judged else None,
    }


def _with_gaps(trainer, output, gaps):
    return {name: trainer.with_gaps(rows, trainer.seed) if gaps else rows for name, rows in output.items()}


def _traced_conditions(trainer):
    rows = next(iter(trainer.output.values()), None)
    return None if rows is None else trainer.drawn_conditions(len(rows), trainer.seed)


def open_folder(path, rows, conditions=None):
    """Lock the folder of a run and read what is in it; only the chief does.

    Returns
    -------
    dict
        "folder", to be given back by `close_folder`, None but for the chief; "fingerprint" of
        the rows; "note" of the newest checkpoint, None where there is none; "damaged", what is wrong with newer ones,
        in words.
    """
    opened = []

    def read():
        opened.append(RunFolder(path))
        return {"note": opened[0].find(), "damaged": opened[0].damaged}

    try:
        found = together.of_chief(read)
        folder = opened[0] if opened else None
        return {"folder": folder, "fingerprint": fingerprint(rows, conditions)} | found
    except BaseException:
        for folder in opened:
            folder.close()
        raise


def resumed_trainer(folder, file, rows, generator=None, discriminator=None, conditions=None):
    """The trainer of the checkpoint that `open_folder` found, and the kind of data that it was made for, as a dict."""
    made = load_trainer(file)
    trainer = together.made_by_chief(
        lambda: made(folder.restore(generator, discriminator)),
        lambda raw: made.from_bytes(raw, None, generator, discriminator),
    )
    trainer.attach(rows, *([] if conditions is None else [conditions]))
    return {"trainer": trainer, "kind": trainer.spec["kind"]}


def save_checkpoint(folder, trainer, note):
    """Write a checkpoint; ``note`` is text to go along."""
    folder.save(trainer.values, note)


def close_folder(folder):
    """Give the folder of a run back."""
    if folder is not None:
        folder.close()


def _position(trainer, losses):
    epoch = trainer.epoch
    return {
        "step": trainer.step,
        "epoch": epoch,
        "steps_to_next": trainer.steps_to(epoch + 1),
        "steps_per_epoch": trainer.steps_per_epoch,
        "losses": losses,
    }


def _newest(history):
    """The newest entry of a history as a dict of numbers; None where it has none."""
    if not len(history["epoch"]):
        return None
    return {name: column[-1].item() for name, column in history.items()}


def _figures(record):
    """The figures of a trace; NaN for those that a record of an earlier version lacks."""
    return {name: record.get(name, float("nan")) for name in FIGURES}
