"""One step of training, as a function of tensors: nothing is changed in place.

With x a batch of real rows, z latent rows, G the generator and D the discriminator (logits), one step is

    u times:  d <- optimiser(d, grad_d [L_D(D(x), D(G(z))) + r1/2 R1(x) + r2/2 R2(G(z)) + gp GP])
    v times:  g <- optimiser(g, grad_g L_G(D(x), D(G(z))));  average <- decay average + (1 - decay) g

with the losses and penalties of `rgan.training.losses`, the updates of `rgan.training.optimisers` and the random
numbers of `rgan.training.batches`. Where rows have conditions (their last numbers), those of generated rows are those
of the real rows in the same batch, and penalties look at the other numbers only.
"""

import tensorflow as tf

from . import optimisers
from .batches import dropout_mask
from .losses import LOSSES, one_centred, zero_centred
from .schedule import ema_decay, schedule

MAX_UNROLLED = 3  # more updates a step become a loop: XLA would compile ten written out for most of a minute


class Step:
    """One step for a pair of networks and a spec.

    Parameters
    ----------
    generator, discriminator : rgan.networks.network.Network
    spec : rgan.spec.Spec
        Resolved.
    batch_size : int
    updates : pair of int, optional
        Updates of the discriminator and of the generator in a step; the spec's by default.
    conditions : int, default 0
        How many numbers of a row, its last, are conditions.
    mean : callable, optional
        Takes a list of tensors and gives their means over all replicas, each of which has ``batch_size`` rows of a
        batch. So gradients are those of the whole batch; None where there is one replica.
    """

    def __init__(self, generator, discriminator, spec, batch_size, updates=None, conditions=0, mean=None):
        self.generator, self.discriminator, self.spec = generator, discriminator, spec
        self.batch_size, self.conditions = batch_size, conditions
        self.updates = updates or (spec.updates.discriminator, spec.updates.generator)
        self.loss = LOSSES[spec.objective.name]
        self.mean = mean

    @property
    def paired(self):
        """Whether the generator's updates need real rows, too."""
        return self.loss.paired or self.conditions > 0

    @property
    def mask_shapes(self):
        """Shapes (rows, ...) and rates of the dropout masks of one step, as a list.

        The discriminator's, for its own updates (real and generated rows together) and then for the generator's; then
        the generator's own, which is at rest while the discriminator learns.
        """
        u, v = self.updates
        both = 2 * self.batch_size
        seen = both if self.loss.paired else self.batch_size
        return (
            [((u, both, *shape), rate) for shape, rate in self.discriminator.masks]
            + [((v, seen, *shape), rate) for shape, rate in self.discriminator.masks]
            + [((v, self.batch_size, *shape), rate) for shape, rate in self.generator.masks]
        )

    def start_slots(self, name, weights):
        """The slots of the optimiser of the network ``name`` before the first step."""
        settings = getattr(self.spec, f"{name}_optimizer")
        return optimisers.START[settings.name](settings, weights)

    def __call__(self, tensors, data, batch, plan):
        """The tensors after one step, and its metrics.

        Parameters
        ----------
        tensors : dict
            See `rgan.training.state.initial_tensors`.
        data : tensor, float32, shape (n, ...)
            Training rows as the networks see them.
        batch : dict
            Row numbers, latent rows, mixing weights and masks of this step; see `rgan.training.batches`.
        plan : tensor, float32, shape (2,)
            First step and number of steps of the schedule.

        Returns
        -------
        tensors : dict
        metrics : tuple of four scalar tensors
            See `rgan.training.state.METRICS`.
        """
        u, v = self.updates
        factors = schedule(self.spec.schedule, tf.cast(tensors["step"], tf.float32), plan)
        masks = [dropout_mask(bits, rate) for bits, (_, rate) in zip(batch["masks"], self.mask_shapes, strict=True)]
        n_masks = len(self.discriminator.masks)
        d_masks, v_masks, g_masks = masks[:n_masks], masks[n_masks : 2 * n_masks], masks[2 * n_masks :]

        def update_discriminator(i, tensors):
            real = tf.gather(data, batch["rows"][i])
            draws = {"latent": batch["latent"][i], "mix": batch["mix"][i], "masks": [m[i] for m in d_masks]}
            return self._update_discriminator(tensors, real, draws, factors)

        def update_generator(i, tensors):
            real = tf.gather(data, batch["rows"][u + i]) if self.paired else None
            draws = {"latent": batch["latent"][u + i], "masks": [m[i] for m in g_masks]}
            draws["discriminator_masks"] = [m[i] for m in v_masks]
            return self._update_generator(tensors, real, draws, factors)

        # What replicas say to each other cannot stand in a loop within the step.
        unrolled = MAX_UNROLLED if self.mean is None else max(u, v)
        tensors, (d_loss, d_accuracy) = _repeat(u, update_discriminator, tensors, unrolled)
        tensors, (g_loss, g_accuracy) = _repeat(v, update_generator, tensors, unrolled)
        return tensors | {"step": tensors["step"] + 1}, (d_loss, g_loss, d_accuracy, g_accuracy)

    def _update_discriminator(self, tensors, real, draws, factors):
        objective, weights, buffers = self.spec.objective, tensors["discriminator"], tensors["discriminator_extra"]
        latent = self._conditioned(draws["latent"], real)
        fake, _ = self.generator.call(tensors["generator"], tensors["generator_extra"], latent)
        x = tf.concat([real, fake], axis=0)
        with tf.GradientTape() as tape:
            tape.watch(weights)
            with tf.GradientTape() as inner:
                inner.watch(x)
                logits, new_buffers = self.discriminator.call(weights, buffers, x, draws["masks"], training=True)
            on_real, on_fake = tf.split(logits, 2)
            loss = self.loss.discriminator(on_real, on_fake, objective.label_smoothing)
            penalised = loss
            if objective.r1 or objective.r2:
                at_real, at_fake = tf.split(self._unconditional(inner.gradient(logits, x)), 2)
                r1, r2 = zero_centred(at_real), zero_centred(at_fake)
                penalised += factors["penalty"] * (0.5 * (objective.r1 * r1 + objective.r2 * r2))
            if objective.gradient_penalty:
                between = real + _mixing_weights(draws["mix"], real) * (fake - real)
                masks = [mask[: self.batch_size] for mask in draws["masks"]]
                penalty = one_centred(self._input_gradient(weights, buffers, between, masks))
                penalised += factors["penalty"] * objective.gradient_penalty * penalty
        weights, slots = self._optimise("discriminator", tensors, tape.gradient(penalised, weights), factors)
        right, _ = self.loss.accuracies(on_real, on_fake)
        new = {"discriminator": weights, "discriminator_slots": slots}
        new["discriminator_extra"] = self._buffers(new_buffers)
        return tensors | new, (loss, right)

    def _input_gradient(self, weights, buffers, x, masks):
        with tf.GradientTape() as inner:
            inner.watch(x)
            logits, _ = self.discriminator.call(weights, buffers, x, masks, training=True)
        return self._unconditional(inner.gradient(logits, x))

    def _conditioned(self, latent, real):
        """Latent rows with the conditions of real rows before them."""
        if not self.conditions:
            return latent
        first = (slice(None), *(0,) * (real.shape.rank - 2), slice(-self.conditions, None))
        return tf.concat([real[first], latent], axis=1)

    def _unconditional(self, gradient):
        return gradient[..., : -self.conditions] if self.conditions else gradient

    def _update_generator(self, tensors, real, draws, factors):
        weights = tensors["generator"]
        d_weights, d_buffers = tensors["discriminator"], tensors["discriminator_extra"]
        latent = self._conditioned(draws["latent"], real)
        with tf.GradientTape() as tape:
            tape.watch(weights)
            fake, new_buffers = self.generator.call(
                weights, tensors["generator_extra"], latent, draws["masks"], training=True
            )
            x = tf.concat([real, fake], axis=0) if self.loss.paired else fake
            logits, _ = self.discriminator.call(d_weights, d_buffers, x, draws["discriminator_masks"], training=True)
            on_real, on_fake = tf.split(logits, 2) if self.loss.paired else (logits, logits)
            loss = self.loss.generator(on_real, on_fake)
        weights, slots = self._optimise("generator", tensors, tape.gradient(loss, weights), factors)
        _, passed = self.loss.accuracies(on_real, on_fake)
        decay = ema_decay(self.spec.ema, tf.cast(tensors["step"] + 1, tf.float32))
        average = [w + decay * (a - w) for a, w in zip(tensors["average"], weights, strict=True)]
        new = {"generator": weights, "generator_slots": slots, "generator_extra": self._buffers(new_buffers)}
        return tensors | new | {"average": average}, (loss, passed)

    def _buffers(self, buffers):
        """Buffers after an update: of several replicas the means, as of running averages; counters are alike."""
        numbers = [i for i, buffer in enumerate(buffers) if self.mean is not None and buffer.dtype.is_floating]
        means = dict(zip(numbers, self.mean([buffers[i] for i in numbers]), strict=True)) if numbers else {}
        return [means.get(i, buffer) for i, buffer in enumerate(buffers)]

    def _optimise(self, name, tensors, gradients, factors):
        """New weights and slots of one network."""
        gradients = gradients if self.mean is None else self.mean(gradients)
        settings = getattr(self.spec, f"{name}_optimizer")
        last_beta_2 = self.spec.schedule.beta_2 or settings.beta_2
        beta_2 = settings.beta_2 + factors["beta_2"] * (last_beta_2 - settings.beta_2)
        rate = settings.rate * factors["rate"]
        update = optimisers.UPDATE[settings.name]
        return update(settings, rate, beta_2, tensors[name], gradients, tensors[f"{name}_slots"])


def _repeat(count, update, tensors, unrolled):
    """The tensors after ``count`` updates, and the metrics of the last (0 when there is none)."""
    metrics = (tf.zeros(()), tf.zeros(()))
    if count <= unrolled:
        for i in range(count):
            tensors, metrics = update(i, tensors)
        return tensors, metrics
    _, tensors, metrics = tf.while_loop(
        lambda i, *_: i < count,
        lambda i, tensors, _: (i + 1, *update(i, tensors)),
        (tf.zeros((), tf.int32), tensors, metrics),
        parallel_iterations=1,
    )
    return tensors, metrics


def _mixing_weights(mix, rows):
    """Interpolation weights, (batch,), shaped to multiply rows."""
    return tf.reshape(mix, (-1,) + (1,) * (rows.shape.rank - 1))
