"""Directions of the latent space, by how much they move the rows that a generator makes.

At a latent row z the response of the generator is its Jacobian J(z), values of a row by numbers of z. The mean of J'J
over latent rows is a small symmetric matrix. Its eigenvectors are orthogonal directions, of which the first moves rows
most; the eigenvalues are their mean squared movement. Source: the active subspaces of Constantine, Dow and Wang 2014
(arXiv 1304.2070), with differences in place of derivatives, since rows are rounded, ranked and repaired at their end.
"""

import numpy as np

from .metrics.expansion import Expansion

STEP = 0.5  # as a share of a latent number's standard deviation: wide enough to see past the rounding of values
BASE_ROWS = (8, 64)  # latent rows at which is measured: at least, at most ...
RESPONSES = 1 << 23  # ... and as many as have about so many responses
SPAN_ROWS = 2000  # latent rows that say how far each direction goes


def principal_directions(make, latent, drawn_size, kind, levels=None):
    """The directions in which rows move most.

    Parameters
    ----------
    make : function
        Rows, (n, ...), of latent rows, (n, latent size); the same noise at each call.
    latent : array, shape (n, latent size)
        Latent rows as they are drawn.
    drawn_size : int
        How many numbers of a latent row can be moved: its last ones.
    kind : str
        'table', 'series', 'waves' or 'images': whether columns, or channels, move in standard deviations of their own.
    levels : array of int, optional
        Of a table, how many levels each column has, 0 for numbers; numbers only when left out.

    Returns
    -------
    dict
        "directions", (k, drawn size), of length 1, the one that moves rows most first; "share", (k,), of the squared
        movement of all; "low" and "high", (k,), between which the latent rows lie; of tables also "moves", (k,
        columns), the share of each direction's squared movement that is each column's.
    """
    rows = np.asarray(make(latent))
    expansion = Expansion(np.zeros(rows.shape[-1], int) if levels is None else levels)
    values = _values(rows, expansion, kind)
    weights = _weights(values, expansion, kind)
    base = latent[: _base_rows(values[0].size * drawn_size)]
    responses = _responses(make, base, drawn_size, lambda rows: _values(rows, expansion, kind) * weights)
    spread, vectors = np.linalg.eigh(np.einsum("jnd,knd->jk", responses, responses) / len(base))
    spread, vectors = np.maximum(spread[::-1], 0.0), _signed(vectors.T[::-1])
    across = latent[:, -drawn_size:] @ vectors.T
    found = {
        "directions": vectors, "share": spread / max(spread.sum(), np.finfo(float).tiny), "low": across.min(axis=0),
        "high": across.max(axis=0),
    }  # fmt: skip
    if kind == "table":
        found["moves"] = _moves(responses, vectors, expansion)
    return found


def _base_rows(size):
    return int(np.clip(RESPONSES // max(1, size), *BASE_ROWS))


def _values(rows, expansion, kind):
    rows = np.asarray(rows, np.float64)
    return expansion.expand(rows) if kind == "table" else rows


def _weights(values, expansion, kind):
    """What makes values comparable: one over their standard deviation, 0 for what never varies, 1 for categories."""
    axes = tuple(range(values.ndim - 1)) if kind in ("table", "series") else None
    deviation = np.nanstd(values, axis=axes)
    weights = np.where(deviation > 0, 1.0 / np.where(deviation > 0, deviation, 1.0), 0.0)
    return np.where(expansion.levels[expansion.owner] > 0, 1.0, weights) if kind == "table" else weights


def _responses(make, base, drawn_size, values):
    """J by differences, (drawn size, n, values of a row): how far each latent number moves each value."""
    step = STEP * float(base[:, -drawn_size:].std())
    responses = []
    for j in range(base.shape[1] - drawn_size, base.shape[1]):
        ahead, behind = np.array(base), np.array(base)
        ahead[:, j] += step
        behind[:, j] -= step
        moved = (values(make(ahead)) - values(make(behind))) / (2 * step)
        responses.append(np.nan_to_num(moved).reshape(len(base), -1))
    return np.stack(responses)


def _signed(vectors):
    """Of the two signs that a direction may have, the one by which its largest number is positive."""
    largest = np.abs(vectors).argmax(axis=1)
    return vectors * np.sign(vectors[np.arange(len(vectors)), largest])[:, None]


def _moves(responses, vectors, expansion):
    squares = np.square(np.einsum("kj,jnd->knd", vectors, responses)).mean(axis=1)
    moves = np.stack([squares[:, expansion.owner == j].sum(axis=1) for j in range(len(expansion.levels))], axis=1)
    return moves / np.maximum(moves.sum(axis=1, keepdims=True), np.finfo(float).tiny)
