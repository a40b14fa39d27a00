"""The same 2000 epochs through the Python package alone, in seconds; TensorFlow is loaded before."""

import sys
import time
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[2] / "inst" / "python"))

import tasks
from rgan import GAN

x = tasks.data(tasks.task("default", 32))
GAN(x).train(1)
began = time.perf_counter()
GAN(x, seed=2).train(2000, trace=100).to_bytes()
print("seconds:", time.perf_counter() - began)
