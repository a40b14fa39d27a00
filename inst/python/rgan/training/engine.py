"""The compiled block: many steps of training in one TensorFlow call.

Tensors go in as a value and come out as a new one. The loop over steps is a `tf.while_loop`. Dense networks run under
XLA, which fuses the many small operations; its convolutions are slow on CPUs, and the user's own models may hold
operations it lacks, so those run as a plain graph.
"""

import json

import tensorflow as tf

from ..session import compiled
from .state import METRICS
from .step import Step

MAX_SHARED = 4  # engines stored for trainers to come
_engines = {}


def engine_for(generator, discriminator, spec, batch_size, updates=None, conditions=0):
    """The engine of an earlier trainer of the same spec and shapes where there is one, otherwise a new one.

    State goes through an engine without leaving a trace, so trainers can share one; compiling takes seconds, and what
    XLA has compiled stays in memory for good. The user's own models are never shared. Arguments as for `Step`.
    """
    if generator.own or discriminator.own:
        return Engine(Step(generator, discriminator, spec, batch_size, updates, conditions))
    shapes = [generator.model.input_shape, discriminator.model.input_shape]
    key = json.dumps([spec.to_dict(), shapes, batch_size, updates, conditions, generator.made], sort_keys=True)
    engine = _engines.pop(key, None) or Engine(Step(generator, discriminator, spec, batch_size, updates, conditions))
    _engines[key] = engine  # last is newest
    while len(_engines) > MAX_SHARED:
        del _engines[next(iter(_engines))]
    return engine


def uses_xla(generator, discriminator):
    """Whether XLA is the faster way for these networks."""

    def is_dense(network):
        return not network.own and not any("conv" in layer["type"] for layer in network.layers)

    return is_dense(generator) and is_dense(discriminator)


class Engine:
    """Compiles and runs blocks of a `Step`."""

    def __init__(self, step):
        self.step = step
        generator = step.generator
        self.xla = uses_xla(generator, step.discriminator)
        self._block = compiled(self._run, jit_compile=self.xla)
        # Generated rows from weights, buffers and latent rows.
        self.sample = compiled(
            lambda weights, buffers, z: generator.call(weights, buffers, z)[0], reduce_retracing=True
        )

    def block(self, tensors, data, chunk, offset, count, plan):
        """Runs ``count`` steps with the numbers ``offset`` ... of a chunk. Never retraces: all three are tensors.

        Parameters
        ----------
        tensors : dict
            See `rgan.training.state.initial_tensors`.
        data : tensor, float32, shape (n, ...)
        chunk : dict
            See `rgan.training.batches`.
        offset, count : int
        plan : pair of int
            First step and number of steps that the schedule spans.

        Returns
        -------
        tensors : dict
        metrics : tensor, float32, shape (count, 4)
        finite : scalar tensor, bool
            Whether all numbers still are.
        """
        as_int = [tf.constant(i, tf.int32) for i in (offset, count)]
        plan = tf.constant(plan, tf.float32)
        tensors, metrics, finite = self._block(tensors, data, chunk, *as_int, plan)
        return tensors, metrics[:count], finite

    def _run(self, tensors, data, chunk, offset, count, plan):
        def body(i, tensors, metrics):
            # A gather, not a slice: XLA compiles a slice anew for every offset.
            batch = tf.nest.map_structure(lambda drawn: tf.gather(drawn, offset + i), chunk)
            tensors, row = self.step(tensors, data, batch, plan)
            metrics = tf.tensor_scatter_nd_update(metrics, [[i]], [tf.stack(row)])
            return i + 1, tensors, metrics

        size = chunk["rows"].shape[0]
        start = (tf.zeros((), tf.int32), tensors, tf.zeros((size, len(METRICS))))
        _, tensors, metrics = tf.while_loop(lambda i, *_: i < count, body, start, parallel_iterations=1)
        checks = [tf.reduce_all(tf.math.is_finite(t)) for t in tf.nest.flatten(tensors) if t.dtype.is_floating]
        return tensors, metrics, tf.reduce_all(checks) & tf.reduce_all(tf.math.is_finite(metrics))
