"""The compiled block: many steps of training in one TensorFlow call.

Tensors go in as a value and come out as a new one. The loop over steps is a `tf.while_loop`. Dense networks run under
XLA, which fuses the many small operations; its convolutions are slow on CPUs, and the user's own models may hold
operations it lacks, so those run as a plain graph. Where it runs is the session's choice, see `rgan.devices`.
"""

import contextlib
import json
import math

import tensorflow as tf

from .. import devices
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
        self._replicated = {}  # by strategy
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
        placement = devices.current()
        run = self._block if placement.strategy is None else self._on(placement)
        with contextlib.nullcontext() if placement.device is None else tf.device(placement.device):
            try:
                tensors, metrics, finite = run(tensors, data, chunk, *as_int, plan)
            except tf.errors.OpError as error:
                if placement.workers is None or isinstance(error, tf.errors.ResourceExhaustedError):
                    raise
                raise placement.workers.lost(error) from error
        return tensors, metrics[:count], finite

    def _on(self, placement):
        if placement.strategy not in self._replicated:
            placement.check_batch(self.step.batch_size)
            self._replicated[placement.strategy] = Replicated(self.step, placement.strategy)
        return self._replicated[placement.strategy].block

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
        return tensors, metrics, _finite(tensors, metrics)


class Replicated:
    """The same block on several replicas of a `tf.distribute` strategy, each with its own part of every batch.

    Every replica holds the whole state in variables, as a strategy cannot carry it through the loop, and makes the same
    updates from the means of all gradients: so all have the same weights. Replica r of R takes the r-th R-th of what
    one replica would take, real rows and random numbers alike. The loop over steps stands around `strategy.run`:
    replicas cannot speak to each other in a loop within it.
    """

    def __init__(self, step, strategy):
        self.strategy = strategy
        self._whole = step.batch_size
        self._size = step.batch_size // strategy.num_replicas_in_sync
        self._step = Step(
            step.generator, step.discriminator, step.spec, self._size, step.updates, step.conditions, _mean_of_replicas
        )
        self._block = compiled(self._run)
        self._state, self._metrics = None, {}  # metrics by steps in a chunk: those of streamed rows differ

    def block(self, tensors, data, chunk, *rest):
        """As `Engine.block`, but all of its arguments tensors."""
        if self._state is None:
            self._state = tf.nest.map_structure(self._variable, tensors)
        size = chunk["rows"].shape[0]
        if size not in self._metrics:
            self._metrics[size] = self._variable(tf.zeros((size, len(METRICS))))
        return self._block(tensors, data, chunk, *rest)

    def _variable(self, tensor):
        """A variable of which each replica has its own, to read and to write."""
        with self.strategy.scope():
            return tf.Variable(
                tf.zeros(tensor.shape, tensor.dtype), trainable=False,
                synchronization=tf.VariableSynchronization.ON_READ,
                aggregation=tf.VariableAggregation.ONLY_FIRST_REPLICA,
            )  # fmt: skip

    def _run(self, tensors, data, chunk, offset, count, plan):
        stored = self._metrics[chunk["rows"].shape[0]]

        def body(i):
            with tf.device("CPU:0"):  # rows and random numbers stay there; only a batch of them travels
                batch = tf.nest.map_structure(lambda drawn: tf.gather(drawn, offset + i), chunk)
            self.strategy.run(self._one, args=(i, data, batch, plan, stored))
            return (i + 1,)

        self.strategy.run(self._load, args=(tensors,))
        tf.while_loop(lambda i: i < count, body, (tf.zeros((), tf.int32),), parallel_iterations=1)
        metrics = self.strategy.run(lambda: _mean_of_replicas([stored])[0])
        metrics = self.strategy.experimental_local_results(metrics)[0]
        tensors = tf.nest.map_structure(self._first, self._state)
        return tensors, metrics, _finite(tensors, metrics[:count])

    def _load(self, tensors):
        tf.nest.map_structure(lambda variable, tensor: variable.assign(tensor), self._state, tensors)

    def _first(self, variable):
        return tf.identity(self.strategy.experimental_local_results(variable)[0])

    def _one(self, i, data, batch, plan, metrics):
        tensors = tf.nest.map_structure(tf.convert_to_tensor, self._state)
        data, batch = self._part(data, batch)
        tensors, row = self._step(tensors, data, batch, plan)
        self._load(tensors)
        metrics.assign(tf.tensor_scatter_nd_update(metrics, [[i]], [tf.stack(row)]))

    def _part(self, data, batch):
        """The real rows of one replica, and its part of the random numbers of a step."""
        replica = tf.distribute.get_replica_context().replica_id_in_sync_group

        def part(drawn, axis=1):
            begin = [replica * self._size if a == axis else 0 for a in range(drawn.shape.rank)]
            size = [self._size if a == axis else -1 for a in range(drawn.shape.rank)]
            return tf.slice(drawn, begin, size)

        def mask(drawn):  # of real and of generated rows, or of one kind
            updates, rows, *shape = drawn.shape
            kinds = rows // self._whole
            parted = part(tf.reshape(drawn, (updates, kinds, self._whole, *shape)), 2)
            return tf.reshape(parted, (updates, kinds * self._size, *shape))

        with tf.device("CPU:0"):
            rows = part(batch["rows"])
            data = tf.gather(data, tf.reshape(rows, (-1,)))
            rows = tf.reshape(tf.range(math.prod(rows.shape)), rows.shape)
            drawn = {"rows": rows, "latent": part(batch["latent"]), "mix": part(batch["mix"])}
            return data, drawn | {"masks": [mask(bits) for bits in batch["masks"]]}


def _mean_of_replicas(tensors):
    """Means over all replicas, in one message: each of many would wait for the slowest."""
    shapes = [tensor.shape for tensor in tensors]
    flat = tf.concat([tf.reshape(tensor, (-1,)) for tensor in tensors], axis=0)
    flat = tf.distribute.get_replica_context().all_reduce(tf.distribute.ReduceOp.MEAN, flat)
    parts = tf.split(flat, [shape.num_elements() for shape in shapes])
    return [tf.reshape(part, shape) for part, shape in zip(parts, shapes, strict=True)]


def _finite(tensors, metrics):
    checks = [tf.reduce_all(tf.math.is_finite(t)) for t in tf.nest.flatten(tensors) if t.dtype.is_floating]
    return tf.reduce_all(checks) & tf.reduce_all(tf.math.is_finite(metrics))
