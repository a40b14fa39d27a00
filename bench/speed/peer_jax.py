"""JAX: a jitted lax.scan over many steps, Adam written out."""

import jax
import jax.numpy as jnp
import tasks
from jax.nn import softplus
from protocol import serve

SCAN = 512


class Peer:
    version = f"jax {jax.__version__}"

    def apply(self, weights, x, key=None):
        rate = self.rate if key is not None else 0
        for i in range(0, len(weights) - 2, 2):
            x = jax.nn.leaky_relu(x @ weights[i] + weights[i + 1], self.task["slope"])
            if rate:
                key, now = jax.random.split(key)
                x = jnp.where(jax.random.bernoulli(now, 1 - rate, x.shape), x / (1 - rate), 0)
        return x @ weights[-2] + weights[-1]

    def d_total(self, d, x, key):
        on_real, on_fake = jnp.split(self.apply(d, x, key), 2)
        if self.task["objective"] == "relativistic":
            loss = softplus(on_fake - on_real).mean()
        else:
            loss = 0.5 * (softplus(-on_real).mean() + softplus(on_fake).mean())
        if not self.task["gamma"]:
            return loss, loss
        slope = jax.grad(lambda x: self.apply(d, x, key).sum())(x)
        return loss + self.task["gamma"] * (slope**2).sum(1).mean(), loss

    def g_loss(self, g, d, fresh, z, key):
        keys = jax.random.split(key)
        fake = self.apply(g, z, keys[0])
        if self.task["objective"] == "relativistic":
            on_real, on_fake = jnp.split(self.apply(d, jnp.concatenate([fresh, fake]), keys[1]), 2)
            return softplus(on_real - on_fake).mean()
        return softplus(-self.apply(d, fake, keys[1])).mean()

    def adam(self, weights, gradients, slots):
        rate, beta_1, beta_2, epsilon = self.task["adam"]
        first, second, count = slots
        count = count + 1
        first = [m + (g - m) * (1 - beta_1) for m, g in zip(first, gradients, strict=True)]
        second = [v + (g * g - v) * (1 - beta_2) for v, g in zip(second, gradients, strict=True)]
        step = rate * jnp.sqrt(1 - beta_2**count) / (1 - beta_1**count)
        moved = [w - step * m / (jnp.sqrt(v) + epsilon) for w, m, v in zip(weights, first, second, strict=True)]
        return moved, (first, second, count)

    def step(self, state, batch):
        g, d, average, g_slots, d_slots = state
        real, fresh, z_d, z_g, keys = batch
        x = jnp.concatenate([real, self.apply(g, z_d)])
        gradients, d_loss = jax.grad(self.d_total, has_aux=True)(d, x, keys[0])
        d, d_slots = self.adam(d, gradients, d_slots)
        g_loss, gradients = jax.value_and_grad(self.g_loss)(g, d, fresh, z_g, keys[1])
        g, g_slots = self.adam(g, gradients, g_slots)
        if self.task["ema"]:
            decay = 0.5 ** (1 / self.task["ema"])
            average = [w + decay * (a - w) for a, w in zip(average, g, strict=True)]
        return (g, d, average, g_slots, d_slots), jnp.stack([d_loss, g_loss])

    def drawn_step(self, state, key):
        batch, latent = self.task["batch"], self.task["latent"]
        keys = jax.random.split(key, 5)
        rows = jax.random.randint(keys[0], (2, batch), 0, len(self.data))
        z = jax.random.normal(keys[1], (2, batch, latent))
        return self.step(state, (self.data[rows[0]], self.data[rows[1]], z[0], z[1], keys[2:4]))

    def build(self, task, rate, weights=None):
        self.task, self.rate, self.data = task, rate, jnp.asarray(tasks.data(task))
        weights = weights or tasks.given(task)
        g, d = (
            [jnp.asarray(weights[f"{p}{i}"]) for i in range(2 * len(layers))]
            for p, layers in zip("gd", tasks.widths(task), strict=True)
        )
        slots = [([jnp.zeros_like(w) for w in net], [jnp.zeros_like(w) for w in net], jnp.zeros(())) for net in (g, d)]
        self.state = (g, d, list(g), *slots)

    def setup(self, task):
        self.build(task, task["dropout"])
        self.key = jax.random.key(0)
        self.scan = jax.jit(lambda state, key: jax.lax.scan(self.drawn_step, state, jax.random.split(key, SCAN)))
        self.run(SCAN)

    def run(self, steps):
        if steps % SCAN:
            raise ValueError(f"steps come in multiples of {SCAN}")
        for _ in range(steps // SCAN):
            self.key, key = jax.random.split(self.key)
            self.state, losses = self.scan(self.state, key)
        jax.block_until_ready(losses)

    def check(self, given):
        self.build(self.task, 0, given)
        losses, state, step = [], self.state, jax.jit(self.step)
        keys = jax.random.split(jax.random.key(0))
        for real, fresh, z in zip(given["real"], given["fresh"], given["latent"], strict=True):
            state, pair = step(state, (real, fresh, z[0], z[1], keys))
            losses.append([float(v) for v in pair])
        return losses


if __name__ == "__main__":
    serve(Peer())
