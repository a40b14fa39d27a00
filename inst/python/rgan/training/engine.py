"""The compiled block: many training steps in one TensorFlow call.

State goes in as a value and comes out as a new one; nothing is changed in place. With x a batch of real rows, z latent
rows, G the generator and D the discriminator (logits), one step is

    u times:  d <- optimiser(d, grad_d [L_D(D(x), D(G(z))) + r1/2 R1(x) + r2/2 R2(G(z)) + gp GP])
    v times:  g <- optimiser(g, grad_g L_G(D(x), D(G(z))));  average <- decay average + (1 - decay) g

with the losses of `rgan.training.losses`, the updates of `rgan.training.optimisers` and the random numbers of `rgan.training.batches`. The loop
over steps is a `tf.while_loop`. Dense networks run under XLA, which fuses the many small operations; its convolutions
are slow on CPUs, and the user's own models may hold operations it lacks, so those run as a plain graph.
"""

import json
import math

import tensorflow as tf

from ..session import compiled
from . import optimisers
from .batches import mask
from .losses import LOSSES, one_centred, squared_norm

UNROLLED = 3  # more updates a step become a loop: XLA would compile ten written out for most of a minute
METRICS = ("d_loss", "g_loss", "d_accuracy", "g_accuracy")
EMA_RAMP = (
    0.05  # the average's half-life is at most this share of the steps done (Karras et al. 2021, arXiv 2106.12423)
)


def initial_state(generator, discriminator, spec):
    """The state before the first step, as nested dicts and lists of tensors."""
    g, d = generator.weights(), discriminator.weights()
    return {
        "generator": g,
        "discriminator": d,
        "average": list(g),
        "generator_extra": generator.extra(),
        "discriminator_extra": discriminator.extra(),
        "generator_slots": optimisers.START[spec.generator_optimizer.name](spec.generator_optimizer, g),
        "discriminator_slots": optimisers.START[spec.discriminator_optimizer.name](spec.discriminator_optimizer, d),
        "step": tf.zeros((), tf.int32),
    }


def uses_xla(generator, discriminator):
    """Whether XLA is the faster way for these networks."""

    def dense(network):
        return not network.own and not any("conv" in layer["type"] for layer in network.layers)

    return dense(generator) and dense(discriminator)


SHARED = 4  # engines kept for trainers to come
_engines = {}


def engine_for(generator, discriminator, spec, batch_size, updates=None):
    """The engine of an earlier trainer of the same recipe and shapes where there is one, otherwise a new one.

    State goes through an engine without leaving a trace, so trainers can share one; compiling takes seconds, and what
    XLA has compiled stays in memory for good. The user's own models are never shared.
    """
    if generator.own or discriminator.own:
        return Engine(generator, discriminator, spec, batch_size, updates)
    shapes = [generator.model.input_shape, discriminator.model.input_shape]
    key = json.dumps([spec.to_dict(), shapes, batch_size, updates], sort_keys=True)
    engine = _engines.pop(key, None) or Engine(generator, discriminator, spec, batch_size, updates)
    _engines[key] = engine  # last is newest
    while len(_engines) > SHARED:
        del _engines[next(iter(_engines))]
    return engine


class Engine:
    """Compiles and runs blocks for one pair of networks and one recipe.

    ``updates`` is (discriminator, generator) updates a step; ``mask_shapes`` says which masks `batches` must supply.
    """

    def __init__(self, generator, discriminator, spec, batch_size, updates=None):
        self.generator, self.discriminator, self.spec = generator, discriminator, spec
        self.batch_size = batch_size
        self.updates = updates or (spec.updates.discriminator, spec.updates.generator)
        self.loss = LOSSES[spec.objective.name]
        self.xla = uses_xla(generator, discriminator)
        self._block = compiled(self._run, jit_compile=self.xla)
        # Generated rows from weights, other state and latent rows.
        self.sample = compiled(lambda weights, extra, z: generator.call(weights, extra, z)[0], reduce_retracing=True)

    @property
    def mask_shapes(self):
        """Shapes (rows, ...) and rates of the dropout masks of one step.

        The discriminator's, for its own updates (real and generated rows together) and then for the generator's; then
        the generator's own, which is at rest while the discriminator learns.
        """
        u, v = self.updates
        both = 2 * self.batch_size
        return (
            [((u, both, *shape), rate) for shape, rate in self.discriminator.masks]
            + [
                ((v, both if self.loss.paired else self.batch_size, *shape), rate)
                for shape, rate in self.discriminator.masks
            ]
            + [((v, self.batch_size, *shape), rate) for shape, rate in self.generator.masks]
        )

    def block(self, state, data, draws, offset, count, plan):
        """Runs ``count`` steps with draws ``offset`` ... of a chunk; returns (state, metrics (count, 4), finite).

        ``plan`` is (first step, number of steps) that the schedule spans. Never retraces: all three are tensors.
        """
        as_int = [tf.constant(i, tf.int32) for i in (offset, count)]
        plan = tf.constant(plan, tf.float32)
        state, metrics, finite = self._block(state, data, draws, *as_int, plan)
        return state, metrics[:count], finite

    def _run(self, state, data, draws, offset, count, plan):
        def body(i, state, metrics):
            # A gather, not a slice: XLA compiles a slice anew for every offset.
            now = tf.nest.map_structure(lambda draw: tf.gather(draw, offset + i), draws)
            state, row = self.step(state, data, now, plan)
            metrics = tf.tensor_scatter_nd_update(metrics, [[i]], [tf.stack(row)])
            return i + 1, state, metrics

        size = draws["rows"].shape[0]
        start = (tf.zeros((), tf.int32), state, tf.zeros((size, len(METRICS))))
        _, state, metrics = tf.while_loop(lambda i, *_: i < count, body, start, parallel_iterations=1)
        checks = [tf.reduce_all(tf.math.is_finite(t)) for t in tf.nest.flatten(state) if t.dtype.is_floating]
        return state, metrics, tf.reduce_all(checks) & tf.reduce_all(tf.math.is_finite(metrics))

    def step(self, state, data, draws, plan):
        """One step; returns the new state and its four metrics."""
        u, v = self.updates
        rates = schedule(self.spec, tf.cast(state["step"], tf.float32), plan)
        n_masks = len(self.discriminator.masks)
        masks = [mask(bits, rate) for bits, (_, rate) in zip(draws["masks"], self.mask_shapes, strict=True)]
        d_masks, v_masks, g_masks = masks[:n_masks], masks[n_masks : 2 * n_masks], masks[2 * n_masks :]

        def learn(i, state):
            drawn = {"latent": draws["latent"][i], "mix": draws["mix"][i], "masks": [m[i] for m in d_masks]}
            return self._discriminator_update(state, tf.gather(data, draws["rows"][i]), drawn, rates)

        def deceive(i, state):
            drawn = {"latent": draws["latent"][u + i], "masks": [m[i] for m in g_masks]}
            drawn["discriminator_masks"] = [m[i] for m in v_masks]
            real = tf.gather(data, draws["rows"][u + i]) if self.loss.paired else None
            return self._generator_update(state, real, drawn, rates)

        state, d_metrics = repeated(u, learn, state)
        state, g_metrics = repeated(v, deceive, state)
        state = state | {"step": state["step"] + 1}
        return state, (d_metrics[0], g_metrics[0], d_metrics[1], g_metrics[1])

    def _discriminator_update(self, state, real, drawn, rates):
        objective, weights = self.spec.objective, state["discriminator"]
        fake, _ = self.generator.call(state["generator"], state["generator_extra"], drawn["latent"])
        x = tf.concat([real, fake], axis=0)
        with tf.GradientTape() as tape:
            tape.watch(weights)
            with tf.GradientTape() as inner:
                inner.watch(x)
                logits, extra = self.discriminator.call(
                    weights, state["discriminator_extra"], x, drawn["masks"], training=True
                )
            on_real, on_fake = tf.split(logits, 2)
            loss = self.loss.discriminator(on_real, on_fake, objective.label_smoothing)
            total = loss
            if objective.r1 or objective.r2:
                r1, r2 = tf.split(squared_norm(inner.gradient(logits, x)), 2)
                penalty = 0.5 * (objective.r1 * tf.reduce_mean(r1) + objective.r2 * tf.reduce_mean(r2))
                total += rates["penalty"] * penalty
            if objective.gradient_penalty:
                between = real + mixing(drawn["mix"], real) * (fake - real)
                masks = [mask[: self.batch_size] for mask in drawn["masks"]]
                penalty = self._gradient_penalty(weights, state["discriminator_extra"], between, masks)
                total += rates["penalty"] * objective.gradient_penalty * penalty
        weights, slots = self._update("discriminator", state, tape.gradient(total, weights), rates)
        right, _ = self.loss.accuracies(on_real, on_fake)
        new = {"discriminator": weights, "discriminator_slots": slots, "discriminator_extra": list(extra)}
        return state | new, (loss, right)

    def _gradient_penalty(self, weights, extra, x, masks):
        with tf.GradientTape() as inner:
            inner.watch(x)
            logits, _ = self.discriminator.call(weights, extra, x, masks, training=True)
        return one_centred(inner.gradient(logits, x))

    def _generator_update(self, state, real, drawn, rates):
        weights = state["generator"]
        with tf.GradientTape() as tape:
            tape.watch(weights)
            fake, extra = self.generator.call(
                weights, state["generator_extra"], drawn["latent"], drawn["masks"], training=True
            )
            x = tf.concat([real, fake], axis=0) if self.loss.paired else fake
            logits, _ = self.discriminator.call(
                state["discriminator"], state["discriminator_extra"], x, drawn["discriminator_masks"], training=True
            )
            on_real, on_fake = tf.split(logits, 2) if self.loss.paired else (logits, logits)
            loss = self.loss.generator(on_real, on_fake)
        weights, slots = self._update("generator", state, tape.gradient(loss, weights), rates)
        _, passed = self.loss.accuracies(on_real, on_fake)
        new = {"generator": weights, "generator_slots": slots, "generator_extra": list(extra)}
        decay = ema_decay(self.spec.ema, tf.cast(state["step"] + 1, tf.float32))
        new["average"] = [w + decay * (a - w) for a, w in zip(state["average"], weights, strict=True)]
        return state | new, (loss, passed)

    def _update(self, name, state, gradients, rates):
        settings = getattr(self.spec, f"{name}_optimizer")
        beta_2 = settings.beta_2 + rates["beta_2"] * ((self.spec.schedule.beta_2 or settings.beta_2) - settings.beta_2)
        rate = settings.rate * rates["rate"]
        return optimisers.UPDATE[settings.name](settings, rate, beta_2, state[name], gradients, state[f"{name}_slots"])


def repeated(count, update, state):
    """The state after ``count`` updates, and the metrics of the last (0 when there is none)."""
    metrics = (tf.zeros(()), tf.zeros(()))
    if count <= UNROLLED:
        for i in range(count):
            state, metrics = update(i, state)
        return state, metrics
    _, state, metrics = tf.while_loop(
        lambda i, *_: i < count,
        lambda i, state, _: (i + 1, *update(i, state)),
        (tf.zeros((), tf.int32), state, metrics),
        parallel_iterations=1,
    )
    return state, metrics


def mixing(mix, rows):
    """Interpolation weights, (batch,), shaped to multiply rows of data."""
    return tf.reshape(mix, (-1,) + (1,) * (rows.shape.rank - 1))


def schedule(spec, step, plan):
    """How far the annealed settings have moved at a step: factors for rate and penalty, a share for beta_2."""
    done = tf.clip_by_value((step - plan[0]) / plan[1], 0.0, 1.0)
    moved = 0.5 - 0.5 * tf.cos(math.pi * done) if spec.schedule.shape == "cosine" else tf.zeros(())
    return {
        "rate": 1.0 + moved * (spec.schedule.rate - 1.0),
        "penalty": 1.0 + moved * (spec.schedule.penalty - 1.0),
        "beta_2": moved,
    }


def ema_decay(half_life, step):
    """Decay per step of the averaged generator, 0.5^(1 / half-life); 0 without averaging."""
    if not half_life:
        return tf.zeros(())
    return tf.pow(0.5, 1.0 / tf.minimum(float(half_life), EMA_RAMP * step))
