"""Gaps in tables, drawn from rows that are alike in the other columns.

A tree splits the rows by the other columns until the values of a column are alike in each leaf; what stands in a gap is
drawn from the leaf that the row falls into (Burgette and Reiter 2010). Only values that occur come in, whatever they
are: counts, codes, many zeros, several clouds. Columns take turns until all have been drawn several times, each time by
the values drawn before.
"""

import numpy as np

from .. import rng

ROUNDS = 8
MANY_COLUMNS = 24  # from so many on fewer rounds do
FEW_ROUNDS = 3
LEAF_ROWS = 5
ROWS_A_LEAF, TREES = 100, 4  # where rows that are known tell of others: known rows for each of a leaf, and trees
MAX_ROWS = 5000  # rows that a tree is fitted to


def draw_by_trees(x, seed, categories=(), known=None):
    """``x``, float64 (n, columns) with NaN in gaps, completed: a new array.

    ``categories`` are columns of codes. ``known`` is how many rows, the first, tell what values there are, all by
    default; of so many that are known each draw is from a larger leaf, of one of several trees.
    """
    random, gaps = rng.stream(seed, "gaps/trees"), np.isnan(x)
    full = x.copy()
    trees, least = (1, LEAF_ROWS) if known is None else (TREES, max(LEAF_ROWS, known // ROWS_A_LEAF))
    order = [j for j in np.argsort(gaps.sum(axis=0), kind="stable") if gaps[:, j].any()]
    for j in order:
        full[gaps[:, j], j] = random.choice(x[:known, j][~gaps[:known, j]], gaps[:, j].sum())
    others = [np.delete(np.arange(x.shape[1]), j) for j in range(x.shape[1])]
    for _ in range(ROUNDS if x.shape[1] < MANY_COLUMNS else FEW_ROUNDS):
        for j in order:
            there, gap = np.flatnonzero(~gaps[:known, j]), gaps[:, j]
            known_to_tree, asked = full[there][:, others[j]], full[gap][:, others[j]]
            drawn, tree = np.empty(len(asked)), random.integers(trees, size=len(asked))
            for i in range(trees):
                drawn[tree == i] = drawn_from_leaves(
                    known_to_tree, x[there, j], asked[tree == i], random, j in categories, least
                )
            full[gap, j] = drawn
    return full


def drawn_from_leaves(known, values, asked, random, category=False, least=LEAF_ROWS):
    """For each row ``asked``, (m, k), one of ``values``, (n,), of the rows ``known``, (n, k), in the same leaf.

    ``least`` is the number of rows of a leaf.
    """
    from sklearn.tree import DecisionTreeClassifier, DecisionTreeRegressor  # noqa: PLC0415 - takes a second to import

    if len(asked) == 0 or known.shape[1] == 0 or len(known) < 2 * least:
        return random.choice(values, len(asked))
    # Of all rows drawn with replacement: what a tree looks like is uncertain, too.
    chosen = random.choice(len(known), min(len(known), MAX_ROWS))
    kind = DecisionTreeClassifier if category else DecisionTreeRegressor
    tree = kind(min_samples_leaf=least, random_state=int(random.integers(1 << 31)))
    tree.fit(known[chosen], values[chosen])
    leaf, there = tree.apply(asked), tree.apply(known[chosen])
    order = np.argsort(there, kind="stable")
    first, end = np.searchsorted(there[order], leaf, "left"), np.searchsorted(there[order], leaf, "right")
    return values[chosen][order[first + (random.random(len(asked)) * (end - first)).astype(int)]]
