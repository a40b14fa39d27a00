"""What `gan()` in R chooses where its caller does not: rows a step, epochs, epochs from trace to trace."""

STEPS, TRACES = 14_000, 20


def batch_size(n):
    """Rows a step for ``n`` rows that are no images."""
    return min(64 if n >= 1000 else 32, max(4, n // 4))


def epochs(trainer, steps=STEPS):
    """As many as make about so many steps, to two digits."""
    wanted = steps / trainer.steps_per_epoch
    digits = 10 ** max(0, len(str(int(wanted))) - 2)
    return max(1, round(wanted / digits) * digits)


def train(trainer):
    """A trainer trained as `gan()` would train it."""
    count = epochs(trainer)
    return trainer.train(count, trace=-(-count // TRACES))
