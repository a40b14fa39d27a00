"""PyTorch, any recipe: eager with its own optimisers, or all of a step in one compiled function (--compile).

Weights have Keras's layout outside and PyTorch's inside. Images are carried as PyTorch likes them, channels first.
"""

import os
import sys

import numpy as np
import recipe_tasks
import torch
from protocol import serve
from torch.nn import functional

torch.set_num_threads(int(os.environ.get("OMP_NUM_THREADS", "1")))


def to_torch(weight):
    """A weight of Keras as PyTorch has it: units or filters first."""
    w = np.asarray(weight)
    order = {2: (1, 0), 3: (2, 1, 0), 4: (3, 2, 0, 1)}.get(w.ndim)
    return torch.from_numpy(np.ascontiguousarray(w.transpose(order) if order else w))


def activated(x, layer):
    name = layer.get("activation")
    if name == "leaky_relu":
        return functional.leaky_relu(x, layer["slope"])
    return getattr(torch, name)(x) if name in ("relu", "tanh", "sigmoid") else x


def padded(x, size, stride, dims):
    """As TensorFlow pads for "same": the odd one goes to the end."""
    pads = []
    for length in reversed(x.shape[-dims:]):
        total = max(0, (-(-length // stride) - 1) * stride + size - length)
        pads += [total // 2, total - total // 2]
    return functional.pad(x, pads) if any(pads) else x


def convolved(x, layer, w, b):
    size, stride = layer["kernel"], layer["strides"]
    if layer["type"] == "conv2d_transpose":
        total = size - stride
        before = total // 2
        x = functional.conv_transpose2d(x, w, b, stride, padding=before)
        extra = total - 2 * before
        return x[..., : x.shape[-2] - extra, : x.shape[-1] - extra] if extra else x
    if layer["type"] == "conv1d":
        x = padded(x, size, stride, 1) if layer["padding"] == "same" else x
        return functional.conv1d(x, w, b, stride)
    return functional.conv2d(padded(x, size, stride, 2), w, b, stride)


def flat(x):
    """Rows as vectors in Keras's order: channels last."""
    return (x.movedim(1, -1) if x.ndim > 2 else x).reshape(len(x), -1)


def shaped(x, shape):
    """Vectors in Keras's order as rows, channels first."""
    x = x.reshape(len(x), *shape)
    return x.movedim(-1, 1) if len(shape) > 1 else x


def apply(task, side, weights, x, training=False):
    weights, late = iter(weights), None
    if side == "generator":
        after = next((i["after"] for i in task["generator"] if i["type"] == "latent"), x.shape[1])
        x, late = x[:, :after], x[:, after:]
    for layer in task[side]:
        kind = layer["type"]
        if kind in ("dense", "output"):
            w = next(weights)
            x = activated(functional.linear(x, w, next(weights) if layer.get("bias", True) else None), layer)
            x = shaped(x, task["shape"]) if kind == "output" else x
        elif kind == "latent":
            x = torch.cat([x, late], 1)
        elif kind == "flatten":
            x = flat(x)
        elif kind == "reshape":
            x = shaped(flat(x), layer["shape"])
        elif kind == "dropout":
            x = functional.dropout(x, layer["rate"]) if training else x
        else:
            w = next(weights)
            x = activated(convolved(x, layer, w, next(weights) if layer["bias"] else None), layer)
    return x


def d_loss(task, on_real, on_fake):
    if task["objective"]["name"] == "relativistic":
        return functional.softplus(on_fake - on_real).mean()
    real, fake = targets(on_real)
    real = real * (1 - task["objective"]["label_smoothing"])
    return 0.5 * (
        (functional.softplus(on_real) - real * on_real).mean() + (functional.softplus(on_fake) - fake * on_fake).mean()
    )


def g_loss(task, on_real, on_fake):
    if task["objective"]["name"] == "relativistic":
        return functional.softplus(on_real - on_fake).mean()
    real, _ = targets(on_fake)
    return (functional.softplus(on_fake) - real * on_fake).mean()


def targets(logits):
    two = logits.shape[1] == 2
    return torch.tensor([0.0, 1.0] if two else [1.0]), torch.tensor([1.0, 0.0] if two else [0.0])


class Eager:
    version = f"torch {torch.__version__} eager"

    def build(self, task):
        self.task, self.paired = task, task["objective"]["name"] == "relativistic"
        self.gamma = task["objective"]["r1"] or 0
        x = torch.from_numpy(recipe_tasks.data(task))
        self.data = x.movedim(-1, 1).contiguous() if x.ndim > 2 else x
        for side, name in (("generator", "g"), ("discriminator", "d")):
            weights = [to_torch(w) for w in recipe_tasks.start(recipe_tasks.shapes(task, side))]
            setattr(self, name, [w.requires_grad_(self.wants_grad) for w in weights])
            setattr(self, f"{name}_settings", task[f"{side}_optimizer"])
        self.average = [w.detach().clone() for w in self.g] if task["ema"] else []
        self.prepare()

    wants_grad = True

    def prepare(self):
        self.g_optimizer = self.optimizer(self.g, self.g_settings)
        self.d_optimizer = self.optimizer(self.d, self.d_settings)

    @staticmethod
    def optimizer(weights, of):
        if of["name"] == "adam":
            betas = float(of["beta_1"]), float(of["beta_2"])
            return torch.optim.Adam(weights, of["rate"], betas, of["epsilon"], fused=True)
        if of["name"] == "rmsprop":
            return torch.optim.RMSprop(weights, of["rate"], of["rho"], of["epsilon"], foreach=True)
        return torch.optim.SGD(weights, of["rate"], foreach=True)

    def setup(self, task):
        self.build(task)
        self.run(2)

    def step(self, real, fresh, z_d, z_g, training=True):
        task = self.task
        with torch.no_grad():
            fake = apply(task, "generator", self.g, z_d)
        x = torch.cat([real, fake]).requires_grad_(bool(self.gamma))
        logits = apply(task, "discriminator", self.d, x, training)
        total = loss_d = d_loss(task, *logits.chunk(2))
        if self.gamma:
            (slope,) = torch.autograd.grad(logits.sum(), x, create_graph=True)
            total = total + self.gamma * slope.square().flatten(1).sum(1).mean()
        self.moved(self.d, self.d_optimizer, total)
        fake = apply(task, "generator", self.g, z_g, training)
        d = [w.detach() for w in self.d]
        if self.paired:
            on_real, on_fake = apply(task, "discriminator", d, torch.cat([fresh, fake]), training).chunk(2)
        else:
            on_real, on_fake = None, apply(task, "discriminator", d, fake, training)
        loss_g = g_loss(task, on_real, on_fake)
        self.moved(self.g, self.g_optimizer, loss_g)
        if self.average:
            share = 1 - 0.5 ** (1 / task["ema"])
            torch._foreach_lerp_(self.average, [w.detach() for w in self.g], share)
        return loss_d, loss_g

    @staticmethod
    def moved(weights, optimizer, loss):
        for w, gradient in zip(weights, torch.autograd.grad(loss, weights), strict=True):
            w.grad = gradient
        optimizer.step()

    def drawn_step(self):
        task, batch = self.task, self.task["batch"]
        rows = torch.randint(len(self.data), (2, batch))
        latent = task["latent"]
        shape = (2, batch, latent["size"])
        low, high = latent["low"], latent["high"]
        z = torch.randn(shape) if latent["distribution"] == "normal" else torch.rand(shape) * (high - low) + low
        return self.step(self.data[rows[0]], self.data[rows[1]] if self.paired else None, z[0], z[1])

    def run(self, steps):
        for _ in range(steps):
            self.drawn_step()

    def check(self, given):
        self.build(self.task | recipe_tasks.checked(self.task))
        first = (lambda x: torch.from_numpy(x).movedim(-1, 1)) if len(self.task["shape"]) > 1 else torch.from_numpy
        losses = []
        for real, fresh, z in zip(given["real"], given["fresh"], torch.from_numpy(given["latent"]), strict=True):
            step = self.step(first(real), first(fresh), z[0], z[1], training=False)
            losses.append([float(loss.detach()) for loss in step])
        return losses


class Compiled(Eager):
    """Everything of a step as a function of tensors, which torch.compile takes whole, second derivatives included."""

    version = f"torch {torch.__version__} compiled"
    wants_grad = False

    def prepare(self):
        self.slots = {name: [[torch.zeros_like(w) for w in getattr(self, name)] for _ in range(2)] for name in "gd"}
        self.powers = {name: [torch.ones(()), torch.ones(())] for name in "gd"}

    def setup(self, task):
        self.build(task)
        self.compiled = torch.compile(self.drawn_step)
        self.run(2)

    def step(self, real, fresh, z_d, z_g, training=True):
        task = self.task
        x = torch.cat([real, apply(task, "generator", self.g, z_d)])

        def total(d):
            logits = apply(task, "discriminator", d, x, training)
            loss = d_loss(task, *logits.chunk(2))
            if not self.gamma:
                return loss, loss.detach()
            slope = torch.func.grad(lambda x: apply(task, "discriminator", d, x, training).sum())(x)
            return loss + self.gamma * slope.square().flatten(1).sum(1).mean(), loss.detach()

        gradients, loss_d = torch.func.grad(total, has_aux=True)(self.d)
        self.update("d", gradients, self.d_settings)

        def loss_of(g):
            fake = apply(task, "generator", g, z_g, training)
            if self.paired:
                on_real, on_fake = apply(task, "discriminator", self.d, torch.cat([fresh, fake]), training).chunk(2)
            else:
                on_real, on_fake = None, apply(task, "discriminator", self.d, fake, training)
            return g_loss(task, on_real, on_fake)

        gradients, loss_g = torch.func.grad_and_value(loss_of)(self.g)
        self.update("g", gradients, self.g_settings)
        share = 1 - 0.5 ** (1 / task["ema"]) if task["ema"] else 0
        for a, w in zip(self.average, self.g, strict=False):
            a.lerp_(w, share)
        return loss_d, loss_g

    def update(self, name, gradients, of):
        first, second = self.slots[name]
        power = self.powers[name]
        if of["name"] == "adam":
            power[0].mul_(of["beta_1"])
            power[1].mul_(of["beta_2"])
            rate = of["rate"] * (1 - power[1]).sqrt() / (1 - power[0])
        for w, g, m, v in zip(getattr(self, name), gradients, first, second, strict=True):
            if of["name"] == "adam":
                m.lerp_(g, 1 - of["beta_1"])
                v.lerp_(g * g, 1 - of["beta_2"])
                w.sub_(rate * m / (v.sqrt() + of["epsilon"]))
            elif of["name"] == "rmsprop":
                v.lerp_(g * g, 1 - of["rho"])
                w.sub_(of["rate"] * g / (v.sqrt() + of["epsilon"]))
            else:
                w.sub_(of["rate"] * g)

    def run(self, steps):
        with torch.no_grad():
            for _ in range(steps):
                self.compiled()

    def check(self, given):
        with torch.no_grad():
            return super().check(given)


if __name__ == "__main__":
    serve(Compiled() if "--compile" in sys.argv else Eager())
