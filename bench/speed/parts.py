"""Where the time of a step goes: the package with one part left out, in one process, interleaved; medians.

    python bench/speed/parts.py --out bench/results-profile.json

What a part costs is what a step is quicker without it; parts overlap, so they need not add up to the whole.
"""

import argparse
import json
import os
import statistics
import time
from pathlib import Path

os.environ |= {"TF_NUM_INTRAOP_THREADS": "1", "TF_NUM_INTEROP_THREADS": "1"}

import peer_rgan
import tasks
import tensorflow as tf
from rgan import GAN

STEPS = 1024
SGD = {"name": "sgd", "rate": 1e-3}
WITHOUT = {  # what is left out: (fields of the recipe, rate of dropout: None for the task's)
    "nothing": ({}, None),
    "Adam (plain descent instead)": ({"generator_optimizer": SGD, "discriminator_optimizer": SGD}, None),
    "dropout": ({}, 0),
    "R1 and R2": ({"objective": {"r1": 0, "r2": 0}}, None),
    "averaged generator": ({"ema": 0}, None),
}


def applies(what, task):
    """Whether a task has the part at all."""
    return {"dropout": task["dropout"], "R1 and R2": task["gamma"], "averaged generator": task["ema"]}.get(what, True)


def trainer(task, fields, rate):
    recipe = peer_rgan.recipe(task, rate)
    recipe |= {
        name: recipe.get(name, {}) | field if isinstance(field, dict) else field for name, field in fields.items()
    }
    made = GAN(tasks.data(task), recipe, batch_size=task["batch"])
    made.advance(made.values.batches().size + 1)
    return made


def draw(trainer):
    """Seconds for the random numbers of `STEPS` steps."""
    batches = trainer.values.batches()
    began = time.perf_counter()
    for i in range(STEPS // batches.size):
        tf.nest.map_structure(lambda t: t.numpy().size, batches.chunk(i))
    return time.perf_counter() - began


def measure(task, rounds):
    """Median ms a step: without each part, and of the random numbers alone."""
    trainers = {what: trainer(task, *how) for what, how in WITHOUT.items() if applies(what, task)}
    seconds = {what: [] for what in (*trainers, "random numbers alone")}
    for _ in range(rounds):
        for what, made in trainers.items():
            began = time.perf_counter()
            made.advance(STEPS)
            seconds[what].append(time.perf_counter() - began)
        seconds["random numbers alone"].append(draw(trainers["nothing"]))
    return {what: 1000 * statistics.median(s) / STEPS for what, s in seconds.items()}


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--rounds", type=int, default=7)
    parser.add_argument("--out", type=Path, default=Path(__file__).parents[1] / "results-profile.json")
    options = parser.parse_args()
    report = []
    for objective in ("classic", "default"):
        for batch in (32, 64):
            ms = measure(tasks.task(objective, batch), options.rounds)
            report.append({"objective": objective, "batch": batch, "ms": ms})
            print(f"{objective}, batch {batch}: a step takes {ms['nothing']:.3f} ms", flush=True)
            for what, took in ms.items():
                if what != "nothing":
                    cost = took if what == "random numbers alone" else ms["nothing"] - took
                    print(f"  {what:30} {cost:6.3f} ms ({cost / ms['nothing']:4.0%})", flush=True)
    options.out.write_text(json.dumps(report, indent=1) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
