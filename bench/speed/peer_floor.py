"""The floor: only the matrix products that one step cannot do without, by NumPy's BLAS into arrays made beforehand."""

import numpy as np
import tasks
from protocol import serve


def products(task):
    """(m, k, n) of every product of an m x k and a k x n matrix in one step."""
    batch, (g, d) = task["batch"], tasks.widths(task)
    paired = task["objective"] == "relativistic"

    def forward(layers, rows):
        return [(rows, i, o) for i, o in layers]

    def to_inputs(layers, rows):
        return [(rows, o, i) for i, o in layers]

    def to_weights(layers, rows):
        return [(i, rows, o) for i, o in layers]

    both = 2 * batch
    # The discriminator's update: rows made, judged, gradients of the weights.
    step = forward(g, batch) + forward(d, both) + to_inputs(d[1:], both) + to_weights(d, both)
    if task["gamma"]:
        # Gradients at the inputs, and their own derivative: pushed forward again, once more onto the weights. The last
        # layer's slope is its weights: no product.
        step += to_inputs(d[:-1], both) + forward(d[:-1], both) + to_weights(d[:-1], both)
    # The generator's update: the discriminator passes gradients on but has none of its own.
    step += forward(g, batch) + forward(d, both if paired else batch) + to_inputs(d, batch)
    return step + to_inputs(g[1:], batch) + to_weights(g, batch)


class Peer:
    version = f"numpy {np.__version__}"

    def setup(self, task):
        self.task = task
        random = np.random.default_rng(0)

        def matrix(*shape):
            return random.normal(size=shape).astype("float32")

        self.work = [(matrix(m, k), matrix(k, n), matrix(m, n)) for m, k, n in products(task)]
        self.run(100)

    def run(self, steps):
        for _ in range(steps):
            for a, b, out in self.work:
                np.matmul(a, b, out=out)

    def check(self, given):
        del given
        return []


if __name__ == "__main__":
    serve(Peer())
