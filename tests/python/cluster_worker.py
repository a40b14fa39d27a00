"""One process of a cluster, as R would drive it: started by cluster_processes.py, once for each worker.

python cluster_worker.py FOLDER WHAT; the cluster is in TF_CONFIG. Says on its last line, as JSON, how it ended.
"""

import json
import os
import signal
import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[2] / "inst" / "python"))

import numpy as np
from rgan import RganError, devices
from rgan_r import run, together
from rgan_r.bridge import new_trainer

FILE = str(Path(__file__).parents[2] / "inst" / "python" / "gan.py")
SMALL = {
    "latent": {"size": 3},
    "generator": [{"type": "dense", "units": 8, "activation": "leaky_relu"}, {"type": "output"}],
    "discriminator": [
        {"type": "dense", "units": 8, "activation": "leaky_relu"}, {"type": "dropout", "rate": 0.2},
        {"type": "dense", "units": 1},
    ],
    "generator_optimizer": {"name": "sgd", "rate": 0.01},
    "discriminator_optimizer": {"name": "sgd", "rate": 0.01},
}  # fmt: skip
BATCH = 12  # shared by one, two or three


def rows():
    """Twenty-four waves of 20 points."""
    random, t = np.random.default_rng(1), np.linspace(0, 1, 20)
    return np.array([(1 + k % 2) * np.sin(4 * np.pi * t) + random.normal(0, 0.05, t.size) for k in range(24)])


def weights(trainer):
    """All weights of both networks as one array."""
    tensors = trainer.values.state.tensors
    return np.concatenate([np.ravel(w) for name in ("generator", "discriminator", "average") for w in tensors[name]])


def train(folder, what):
    """A run of six epochs of two steps, with a trace after the second; what goes wrong is ``what``."""
    where = together.use_devices("auto", {})
    index = where["index"]
    last, odd = len(where["workers"]) - 1, index == len(where["workers"]) - 1
    x = rows() + (1 if what == "differs" and odd else 0)
    seed = 2 if what == "differs" and odd else 1
    drawn = together.agree(x, None, {"seed": str(seed)}, 5 + index)
    checkpoint = run.open_folder(str(folder / "run"), x)
    if checkpoint["note"] is None:
        trainer = new_trainer(FILE, x, SMALL, BATCH, seed)
    else:
        trainer = run.resumed_trainer(checkpoint["folder"], FILE, x)["trainer"]
    run.begin(trainer, "gan_r", 0, 6, checkpoint["note"] is not None)
    while trainer.epoch < 6:
        # Each process would take another number of steps, as clocks differ.
        run.advance(trainer, 2 if index == 0 else 1)
        if trainer.step == 4:
            np.save(folder / f"weights-{index}.npy", weights(trainer))
        if trainer.epoch == 2:
            figures = run.trace(trainer, 0)
        if index == 0 and trainer.epoch == 3:
            run.save_checkpoint(checkpoint["folder"], trainer, "note")
        if odd and trainer.epoch == 4 and what == "dies":
            os.kill(os.getpid(), signal.SIGKILL)
        if odd and trainer.epoch == 4 and what == "leaves":
            together.leave("the user had enough")
            raise SystemExit(0)
    state = run.fit_state(trainer, 0, True, True)
    run.close_folder(checkpoint["folder"])
    np.save(folder / f"fit-{index}.npy", np.frombuffer(bytes(state["model"]), np.uint8))
    score = figures["score"] if checkpoint["note"] is None else None
    return {"index": index, "last": last, "drawn": drawn, "score": score, "summary": state["details"]["devices"],
            "traces": [record["epoch"] for record in state["scores"]], "devices": devices.here()}  # fmt: skip


if __name__ == "__main__":
    try:
        answer = train(Path(sys.argv[1]), sys.argv[2])
    except RganError as error:
        answer = {"error": type(error).__name__, "text": str(error)}
    sys.stdout.write("\n" + json.dumps(answer) + "\n")
