"""The attack on the judge: kinds of damage done to real rows, small, medium and gross, and who notices.

    nice -n 15 python bench/quality/damage.py            # some minutes on one core; writes bench/damage.md
    python bench/quality/damage.py --draws 20            # fewer clean draws, prints only

Real rows are compared with fresh real rows that were damaged. None of the gross kinds may go unnoticed, and of 200
draws of clean rows no more than one in twenty may be reported.
"""

import argparse
import os
import sys
from pathlib import Path

os.environ.setdefault("TF_CPP_MIN_LOG_LEVEL", "3")
sys.path.insert(0, str(Path(__file__).parents[2] / "inst" / "python"))

import numpy as np
from rgan.metrics import eyes
from rgan.metrics.faults import find_faults

ROWS = 500
CLEAN_ROWS = 200  # of each kind in a clean draw, where chance is largest
SIZES = ("small", "medium", "gross")


def table(random, n):
    """Columns: normal, whole, mostly zero, a lower and an upper bound, parts and their sum, a category, two groups."""
    age = np.clip(random.normal(40, 13, n).round(), 18, 90)
    gain = np.where(random.random(n) < 0.7, 0, random.lognormal(5, 1, n).round(2))
    low = random.normal(10, 2, n) + age / 20
    first, second = random.gamma(3, 2, n).round(1), random.gamma(2, 3, n).round(1)
    group = random.random(n) < 0.4
    normal = random.normal(0, 1, n)
    columns = [
        normal + 0.8 * (low - 12), age, gain, low, low + random.exponential(1, n), first, second, first + second,
        random.choice(4, n, p=[0.5, 0.3, 0.15, 0.05]), np.where(group, -4, 4) + random.normal(0, 0.5, n),
    ]  # fmt: skip
    return np.column_stack(columns).astype(float)


def waves(random, n):
    """Two sinusoids and a little noise."""
    t = np.linspace(0, 1, 100)
    kind = random.integers(0, 2, n)
    a, p = np.array([1.0, 3.0])[kind], np.array([2, 5])[kind]
    return a[:, None] * np.sin(2 * np.pi * p[:, None] * t) + random.normal(0, 0.1, (n, 100))


def panel(random, n):
    """Walks of three channels whose steps are correlated, the third in whole numbers that never fall."""
    steps = random.normal(size=(n, 30, 2)) @ np.array([[1.0, 0.6], [0.0, 0.8]])
    counter = random.poisson(2, (n, 30))
    return np.concatenate([steps, counter[..., None]], axis=2).cumsum(axis=1) + random.normal(0, 3, (n, 1, 3)).round()


def one(column, change):
    """Damage to one column of a table, or to one channel."""

    def damaged(x, amount, random):
        x = x.copy()
        x[..., column] = change(x[..., column], amount, random)
        return x

    return damaged


def some_rows(change):
    """Damage to a share of the rows."""

    def damaged(x, amount, random):
        hit = random.random(len(x)) < amount
        return np.where(hit.reshape(-1, *[1] * (x.ndim - 1)), change(x, random), x)

    return damaged


def smoothed(x, amount):
    """A mix of curves with their running means of five points, along the second axis."""
    padded = np.pad(x, [(0, 0), (2, 2), *[(0, 0)] * (x.ndim - 2)], mode="edge")
    mean = sum(padded[:, i : i + x.shape[1]] for i in range(5)) / 5
    return (1 - amount) * x + amount * mean


def frozen(x, random):
    """Curves that stand still from a time of their own."""
    start = random.integers(x.shape[1] // 4, x.shape[1] // 2, len(x))
    which = np.minimum(np.arange(x.shape[1]), start[:, None])
    return np.take_along_axis(x, which.reshape(*which.shape, *[1] * (x.ndim - 2)), axis=1)


def edge(x, amount, random):
    x = x.copy()
    x[:, 0] += amount * random.choice([-1, 1], len(x))
    return x


# name, rows, damage(rows, amount, random), amounts
DAMAGE = [
    ("noise on every column", table, lambda x, a, r: x + a * x.std(axis=0) * r.normal(size=x.shape), (0.02, 0.1, 0.5)),
    ("one column shifted", table, one(0, lambda v, a, r: v + a * v.std()), (0.1, 0.4, 1)),
    ("one column wider", table, one(0, lambda v, a, r: v.mean() + a * (v - v.mean())), (1.1, 1.4, 2)),
    ("negative values where none are", table, one(2, lambda v, a, r: np.where(r.random(len(v)) < a, -v - 1, v)),
     (0.01, 0.05, 0.3)),
    ("zeros a little off", table, one(2, lambda v, a, r: np.where((v == 0) & (r.random(len(v)) < a), 0.01, v)),
     (0.03, 0.2, 1)),
    ("whole numbers with fractions", table, one(1, lambda v, a, r: v + (r.random(len(v)) < a) * r.uniform(-0.4, 0.4)),
     (0.03, 0.2, 1)),
    ("rounded where real rows are not", table, one(3, lambda v, a, r: (v / a).round() * a), (0.01, 0.1, 1)),
    ("tails cut off", table, one(0, lambda v, a, r: np.clip(v, *np.quantile(v, [a, 1 - a]))), (0.01, 0.05, 0.2)),
    ("a few wild values", table, one(0, lambda v, a, r: np.where(r.random(len(v)) < a, 30 * v, v)),
     (0.005, 0.03, 0.15)),
    ("a group lost", table, lambda x, a, r: x[(x[:, 9] > 0) | (r.random(len(x)) >= a)], (0.1, 0.5, 1)),
    ("rows between the groups", table, one(9, lambda v, a, r: np.where(r.random(len(v)) < a, r.uniform(-3, 3), v)),
     (0.03, 0.1, 0.4)),
    ("few rows, repeated", table, lambda x, a, r: x[r.integers(0, a, len(x))], (250, 60, 10)),
    ("columns independent", table, some_rows(lambda x, r: r.permuted(x, axis=0)), (0.1, 0.4, 1)),
    ("a sum that does not add up", table, one(7, lambda v, a, r: v + a * r.normal(size=len(v))), (0.05, 0.5, 3)),
    ("lower above upper", table, lambda x, a, r: np.where(
        (r.random(len(x)) < a)[:, None], x[:, [0, 1, 2, 4, 3, 5, 6, 7, 8, 9]], x), (0.02, 0.1, 0.5)),
    ("a rare level lost", table, one(8, lambda v, a, r: np.where((v == 3) & (r.random(len(v)) < a), 0, v)),
     (0.3, 0.7, 1)),
    ("waves smoothed", waves, lambda x, a, r: smoothed(x, a), (0.05, 0.2, 1)),
    ("waves with more noise", waves, lambda x, a, r: x + a * r.normal(size=x.shape), (0.02, 0.06, 0.3)),
    ("waves too small", waves, lambda x, a, r: a * x, (0.98, 0.93, 0.7)),
    ("one kind of wave lost", waves, lambda x, a, r: x[(np.abs(x).max(axis=1) > 2) | (r.random(len(x)) >= a)],
     (0.1, 0.5, 1)),
    ("waves that stand still", waves, some_rows(frozen), (0.01, 0.05, 0.4)),
    ("a jump at the start", waves, edge, (0.05, 0.2, 1)),
    ("a tone that is not there", waves, lambda x, a, r: x + a * np.sin(
        2 * np.pi * (17 * np.linspace(0, 1, 100) + r.random((len(x), 1)))), (0.03, 0.1, 0.5)),
    ("waves that begin too late", waves, some_rows(lambda x, r: np.roll(x, 7, axis=1)), (0.03, 0.15, 1)),
    ("means of two waves", waves, some_rows(lambda x, r: (x + r.permutation(x)) / 2), (0.03, 0.1, 0.5)),
    ("a channel smoothed", panel, lambda x, a, r: np.concatenate(
        [smoothed(x[..., :1], a), x[..., 1:]], axis=2), (0.1, 0.3, 1)),
    ("a channel too wild", panel, one(1, lambda v, a, r: v[:, :1] + a * (v - v[:, :1])), (1.03, 1.1, 1.5)),
    ("channels uncoupled", panel, some_rows(lambda x, r: np.concatenate(
        [x[..., :1], r.permutation(x[..., 1:2]), x[..., 2:]], axis=2)), (0.1, 0.4, 1)),
    ("a counter that falls", panel, one(2, lambda v, a, r: v - 3 * (r.random(v.shape) < a)), (0.001, 0.01, 0.1)),
    ("levels shifted", panel, lambda x, a, r: x + a, (0.3, 1, 4)),
]  # fmt: skip
KINDS = {table: "table", waves: "waves", panel: "series"}


def looked_at(real, made, kind, seed, with_eyes=True):
    """(the worst fault or None, number of faults, accuracy of each eye that tells the rows)."""
    faults = find_faults(real, made, kind)
    telling = {}
    if with_eyes:
        scale = real.std(axis=0).reshape(-1) + 1e-12
        curves = None if kind == "table" else (*real.shape[1:], 1)[:2]
        size = min(len(real), len(made))
        found = eyes.look(*(x[:size].reshape(size, -1) / scale for x in (real, made)), curves, seed)
        for eye, counted in found.items():
            accuracy, low, _ = eyes.interval(*counted)
            if low > 0.5:
                telling[eye] = accuracy
    return (faults[0] if faults else None), len(faults), telling


def attack():
    """One line for each kind of damage, and the gross ones that nobody noticed."""
    lines, missed = [], []
    for number, (name, rows, damage, amounts) in enumerate(DAMAGE):
        cells = []
        for size, amount in zip(SIZES, amounts, strict=True):
            random = np.random.default_rng([number, SIZES.index(size)])
            real, made = rows(random, ROWS), damage(rows(random, ROWS), amount, random)
            worst, count, telling = looked_at(real, made, KINDS[rows], number)
            more = f" (+{count - 1})" if count > 1 else ""
            noticed = [f"{worst.code} {worst.severity:.2f}{more}"] if worst else []
            noticed += [f"{eye} {accuracy:.2f}" for eye, accuracy in telling.items()]
            cells.append("; ".join(noticed) or "-")
            if size == "gross" and not noticed:
                missed.append(name)
        lines.append(f"| {name} | {KINDS[rows]} | {' | '.join(cells)} |")
        print(lines[-1], flush=True)
    return lines, missed


def clean(draws):
    """One line for each kind of rows: how often clean rows are reported."""
    lines, worst = [], 0.0
    for rows, kind in KINDS.items():
        hits = {"faults": 0, **dict.fromkeys(eyes.EYES, 0)}
        for draw in range(draws):
            random = np.random.default_rng([99, draw])
            fault, _, telling = looked_at(rows(random, CLEAN_ROWS), rows(random, CLEAN_ROWS), kind, draw)
            hits["faults"] += fault is not None
            for eye in telling:
                hits[eye] += 1
        shares = [count / draws for count in hits.values()]
        worst = max(worst, *shares)
        lines.append(f"| {kind} | " + " | ".join(f"{100 * share:.1f} %" for share in shares) + " |")
        print(lines[-1], flush=True)
    return lines, worst


HEAD = f"""# Does the judge see damage?

`python bench/quality/damage.py`: {ROWS} real rows beside {ROWS} fresh ones that were damaged, small, medium and gross.
Cells name the worst plain fault with the difference of shares that it makes (and how many more there are), and the
classifiers whose accuracy is above 0.5 by more than its interval of 99 %. "-": nobody noticed.

| damage | rows | small | medium | gross |
|---|---|---|---|---|
"""


def report(lines, clean_lines, draws):
    text = HEAD + "\n".join(lines) + f"\n\n## Clean rows\n\nHow often {draws} draws of {CLEAN_ROWS} real rows beside "
    text += f"{CLEAN_ROWS} real rows are reported.\n\n| rows | a plain fault | {' | '.join(eyes.EYES)} |\n"
    return text + "|---" * 5 + "|\n" + "\n".join(clean_lines) + "\n"


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--draws", type=int, default=200, help="clean draws of each kind of rows")
    arguments = parser.parse_args()
    lines, missed = attack()
    clean_lines, worst = clean(arguments.draws)
    if arguments.draws >= 200:
        (Path(__file__).parents[1] / "damage.md").write_text(report(lines, clean_lines, arguments.draws))
    if missed:
        sys.exit(f"Nobody noticed, though gross: {', '.join(missed)}.")
    if worst > 0.05:
        sys.exit(f"Clean rows are reported in {100 * worst:.1f} % of the draws.")


if __name__ == "__main__":
    main()
