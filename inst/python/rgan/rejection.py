"""Generated rows that the discriminator can tell from real ones are drawn again.

However long a network trains, a few of its rows lie between the groups of real rows: it is continuous, and the groups
are not. The discriminator knows them. Azadi et al. 2019 (arXiv 1810.06758) accept a row with a probability that grows
with its logit; gradient penalties flatten the logits so much that this rejects next to nothing. But the logits of real
rows then lie in a narrow range, which makes a plain bound below that range do better: see bench/quality.md.
"""

import numpy as np

MAX_TRIES = 10  # draws of a row, the first included; the last is taken as it is
MAX_REJECTED = 0.5  # a generator with more rows than that below the bound needs training, not rejection
MAX_LOST = 0.02  # share of the rows of a group that may be lost to the bound, where it is known which are good


def lowest_logit(real, generated, margin, good=()):
    """The logit below which rows are drawn again: ``margin`` times the range of the real rows' logits below them all.

    Late in training the discriminator comes to know the real rows, and puts whole groups of good generated ones far
    below: ``good``, arrays of logits of generated rows of one group each, lowers the bound until they pass.
    None where most of the generated rows would have to go, or there is no number.
    """
    low, high = float(real.min()), float(real.max())
    lowest = min([low - margin * (high - low), *(float(np.quantile(logits, MAX_LOST)) for logits in good)])
    return lowest if np.isfinite(lowest) and (generated < lowest).mean() <= MAX_REJECTED else None


def accepted(generate, logits, latent, lowest):
    """Rows, each drawn until its logit is at least ``lowest``, or for the last time.

    ``latent(attempt)`` gives the latent rows of an attempt, always as many, ``generate`` makes rows of them and
    ``logits`` their logits. A row depends only on its own latent rows, so that the first rows of many are those of few.
    """
    rows = generate(latent(0))
    again = np.flatnonzero(logits(rows) < lowest)
    for attempt in range(1, MAX_TRIES):
        if len(again) == 0:
            break
        rows[again] = generate(latent(attempt)[again])
        again = again[logits(rows[again]) < lowest]
    return rows
