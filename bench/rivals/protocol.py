"""What every rival's script does: reads training rows, fits, draws, and writes rows and seconds. Needs only NumPy.

    python <rival>.py in.npz out.npz

in.npz: rows (n, ...), kind, draw (rows of one part), parts, seed, budget (CPU seconds to train, about). out.npz: rows,
(parts drawn * draw, ...), train_seconds, draw_seconds, note. Seconds are CPU seconds of the process, imports apart.
"""

import sys
import time

import numpy as np

DRAW_SECONDS = 60  # no further part is drawn after so long


def serve(fit, draw):
    """Run ``fit(rows, kind, seed, budget)``, (model, note), and ``draw(model, n, seed)``, rows, on the files named."""
    source, target = sys.argv[1:3]
    given = np.load(source)
    rows, kind = given["rows"], str(given["kind"])
    seed, count, parts = (int(given[name]) for name in ("seed", "draw", "parts"))
    began = time.process_time()
    model, note = fit(rows, kind, seed, float(given["budget"]))
    trained = time.process_time()
    drawn = []
    for part in range(parts):
        drawn.append(np.asarray(draw(model, count, seed + part), dtype=np.float64).reshape(count, *rows.shape[1:]))
        if time.process_time() - trained > DRAW_SECONDS:
            break
    done = time.process_time()
    made = np.concatenate(drawn)
    if not np.isfinite(made).all():
        raise ValueError(f"{(~np.isfinite(made)).mean():.1%} of the generated values are not finite")
    np.savez(target, rows=made, train_seconds=trained - began, draw_seconds=done - trained, note=note)


def epochs_within(budget, default, train):
    """(epochs, note): the default number of epochs, or as many as ``budget`` seconds allow.

    ``train(epochs)`` trains a model that is thrown away; the first call includes what is done only once.
    """
    if _seconds(train, 1) > budget / 4:
        return 1, f"1 of {default} epochs"
    # What is done once for a training, such as fitting scales, is in both.
    each = max((_seconds(train, 4) - _seconds(train, 1)) / 3, 1e-6)
    affordable = max(1, int(budget / each))
    if affordable >= default:
        return default, ""
    return affordable, f"{affordable} of {default} epochs"


def _seconds(train, epochs):
    began = time.process_time()
    train(epochs)
    return time.process_time() - began


def as_series(rows):
    """Rows as (n, time, channels); waves have one channel."""
    return rows.reshape(len(rows), rows.shape[1], -1)
