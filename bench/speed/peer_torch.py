"""PyTorch: eager with modules and fused Adam, or everything of a step in one compiled function (--compile)."""

import os
import sys

import tasks
import torch
from protocol import serve
from torch import nn
from torch.nn.functional import dropout, leaky_relu, linear, softplus

torch.set_num_threads(int(os.environ.get("OMP_NUM_THREADS", "1")))


def network(units, inputs, outputs, task, rate):
    layers, width = [], inputs
    for units_next in units:
        layers += [nn.Linear(width, units_next), nn.LeakyReLU(task["slope"])]
        layers += [nn.Dropout(rate)] if rate else []
        width = units_next
    return nn.Sequential(*layers, nn.Linear(width, outputs))


def losses(task, on_real, on_fake):
    if task["objective"] == "relativistic":
        return softplus(on_fake - on_real).mean()
    return 0.5 * (softplus(-on_real).mean() + softplus(on_fake).mean())


class Eager:
    version = f"torch {torch.__version__} eager"

    def build(self, task, rate):
        self.task = task
        self.data = torch.from_numpy(tasks.data(task))
        self.g = network(task["generator"], task["latent"], task["columns"], task, rate)
        self.d = network(task["discriminator"], task["columns"], 1, task, rate)
        lr, beta_1, beta_2, eps = task["adam"]
        self.g_adam, self.d_adam = (
            torch.optim.Adam(net.parameters(), lr, (beta_1, beta_2), eps, fused=True) for net in (self.g, self.d)
        )
        self.average = [p.detach().clone() for p in self.g.parameters()] if task["ema"] else []

    def setup(self, task):
        self.build(task, task["dropout"])
        self.run(20)

    def step(self, real, fresh, z_d, z_g):
        task, g, d = self.task, self.g, self.d
        with torch.no_grad():
            fake = g.eval()(z_d)
        g.train()
        x = torch.cat([real, fake]).requires_grad_(bool(task["gamma"]))
        logits = d(x)
        d_loss = total = losses(task, *logits.chunk(2))
        if task["gamma"]:
            (slope,) = torch.autograd.grad(logits.sum(), x, create_graph=True)
            total = total + task["gamma"] * slope.square().sum(1).mean()
        self.d_adam.zero_grad(set_to_none=True)
        total.backward()
        self.d_adam.step()
        d.requires_grad_(False)
        fake = g(z_g)
        if task["objective"] == "relativistic":
            on_real, on_fake = d(torch.cat([fresh, fake])).chunk(2)
            g_loss = softplus(on_real - on_fake).mean()
        else:
            g_loss = softplus(-d(fake)).mean()
        self.g_adam.zero_grad(set_to_none=True)
        g_loss.backward()
        self.g_adam.step()
        d.requires_grad_(True)
        if task["ema"]:
            share = 1 - 0.5 ** (1 / task["ema"])
            torch._foreach_lerp_(self.average, [p.detach() for p in g.parameters()], share)
        return d_loss, g_loss

    def run(self, steps):
        batch, latent = self.task["batch"], self.task["latent"]
        for _ in range(steps):
            rows = torch.randint(len(self.data), (2, batch))
            self.step(self.data[rows[0]], self.data[rows[1]], torch.randn(batch, latent), torch.randn(batch, latent))

    def check(self, given):
        self.build(self.task, 0)
        with torch.no_grad():
            for prefix, net in (("g", self.g), ("d", self.d)):
                for i, p in enumerate(net.parameters()):
                    p.copy_(torch.from_numpy(given[f"{prefix}{i}"]).T)
        z = torch.from_numpy(given["latent"])
        steps = zip(torch.from_numpy(given["real"]), torch.from_numpy(given["fresh"]), z, strict=True)
        return [[float(v.detach()) for v in self.step(real, fresh, z[0], z[1])] for real, fresh, z in steps]


class Compiled:
    """The functional form, which torch.compile takes whole, second derivatives and Adam included."""

    version = f"torch {torch.__version__} compiled"

    def apply(self, weights, x, rate=0.0):
        for i in range(0, len(weights) - 2, 2):
            x = leaky_relu(linear(x, weights[i], weights[i + 1]), self.task["slope"])
            x = dropout(x, rate) if rate else x
        return linear(x, weights[-2], weights[-1])

    def d_total(self, d, x, rate):
        logits = self.apply(d, x, rate)
        loss = losses(self.task, *logits.chunk(2))
        if not self.task["gamma"]:
            return loss, loss.detach()
        slope = torch.func.grad(lambda x: self.apply(d, x, rate).sum())(x)
        return loss + self.task["gamma"] * slope.square().sum(1).mean(), loss.detach()

    def g_loss(self, g, d, fresh, z, rate):
        fake = self.apply(g, z, rate)
        if self.task["objective"] == "relativistic":
            on_real, on_fake = self.apply(d, torch.cat([fresh, fake]), rate).chunk(2)
            return softplus(on_real - on_fake).mean()
        return softplus(-self.apply(d, fake, rate)).mean()

    def adam(self, weights, gradients, slots, power):
        rate, beta_1, beta_2, epsilon = self.task["adam"]
        first, second = slots
        power[0].mul_(beta_1)
        power[1].mul_(beta_2)
        step = rate * (1 - power[1]).sqrt() / (1 - power[0])
        for w, g, m, v in zip(weights, gradients, first, second, strict=True):
            m.lerp_(g, 1 - beta_1)
            v.lerp_(g * g, 1 - beta_2)
            w.sub_(step * m / (v.sqrt() + epsilon))

    def step(self, real, fresh, z_d, z_g):
        rate = self.rate
        x = torch.cat([real, self.apply(self.g, z_d)])
        gradients, d_loss = torch.func.grad(self.d_total, has_aux=True)(self.d, x, rate)
        self.adam(self.d, gradients, self.d_slots, self.d_power)
        gradients, g_loss = torch.func.grad_and_value(self.g_loss)(self.g, self.d, fresh, z_g, rate)
        self.adam(self.g, gradients, self.g_slots, self.g_power)
        if self.task["ema"]:
            share = 1 - 0.5 ** (1 / self.task["ema"])
            for a, w in zip(self.average, self.g, strict=True):
                a.lerp_(w, share)
        return d_loss, g_loss

    def drawn_step(self):
        batch, latent = self.task["batch"], self.task["latent"]
        rows = torch.randint(len(self.data), (2, batch))
        return self.step(self.data[rows[0]], self.data[rows[1]], torch.randn(batch, latent), torch.randn(batch, latent))

    def build(self, task, rate, weights=None):
        self.task, self.rate = task, rate
        self.data = torch.from_numpy(tasks.data(task))
        weights = weights or tasks.given(task)
        for prefix in "gd":
            names = sorted((n for n in weights if n[0] == prefix and n[1:].isdigit()), key=lambda n: int(n[1:]))
            setattr(self, prefix, [torch.from_numpy(weights[n]).T.contiguous() for n in names])
        for prefix in "gd":
            mine = getattr(self, prefix)
            setattr(self, f"{prefix}_slots", [[torch.zeros_like(w) for w in mine] for _ in range(2)])
            setattr(self, f"{prefix}_power", [torch.ones(()), torch.ones(())])
        self.average = [w.clone() for w in self.g]

    def setup(self, task):
        self.build(task, task["dropout"])
        self.compiled = torch.compile(self.drawn_step)
        self.run(20)

    def run(self, steps):
        with torch.no_grad():
            for _ in range(steps):
                self.compiled()

    def check(self, given):
        self.build(self.task, 0, given)
        z = torch.from_numpy(given["latent"])
        steps = zip(torch.from_numpy(given["real"]), torch.from_numpy(given["fresh"]), z, strict=True)
        with torch.no_grad():
            step = torch.compile(self.step)
            return [[float(v) for v in step(real, fresh, z[0], z[1])] for real, fresh, z in steps]


if __name__ == "__main__":
    serve(Compiled() if "--compile" in sys.argv else Eager())
