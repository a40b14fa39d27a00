"""How a peer talks with the benchmark: one process a peer, one JSON line a question, one JSON line an answer.

A peer is a class with `setup(task)`, `check(given)` and `run(steps)`:
    setup   builds everything for a task (see `tasks.py`) and trains a little, so that compiling is over
    check   trains from given weights on given batches and latent rows, without dropout; returns the losses of each step
    run     trains so many steps the way its best users would, drawing its own random numbers
"""

import json
import sys
import time

import numpy as np


def serve(peer):
    answers, sys.stdout = sys.stdout, sys.stderr  # what a framework prints is not an answer
    for line in sys.stdin:
        question = json.loads(line)
        answer = {"error": None}
        try:
            answer |= _answer(peer, question)
        except Exception as error:  # a peer that fails is left out by name
            answer["error"] = f"{type(error).__name__}: {str(error).splitlines()[0] if str(error) else ''}"
        answers.write(json.dumps(answer) + "\n")
        answers.flush()


def _answer(peer, question):
    if question["do"] == "setup":
        peer.setup(question["task"])
        return {"version": peer.version}
    if question["do"] == "check":
        with np.load(question["file"]) as given:
            return {"losses": np.asarray(peer.check(dict(given)), dtype=float).tolist()}
    began = time.perf_counter()
    peer.run(question["steps"])
    return {"seconds": time.perf_counter() - began}
