"""All figures at once: what generated rows reach, beside what real rows and cheap baselines reach."""

import numpy as np

from .. import checks, data_kind, rng
from ..encoding.conditions import levels_of
from ..encoding.encoder import Encoder
from ..encoding.pca import principal_axes
from ..errors import DataError
from ..interrupts import pause, uninterruptible
from . import baselines, correlations, curves, distances, judge, modes, neighbours
from .classifier import two_sample_accuracy
from .expansion import Expansion
from .gaps import comparable
from .obeyed import obeyed
from .samples import baseline_rows, sample_of, sizes, some, split
from .timegan import discriminative_score, predictive_score
from .utility import prediction_errors

MAX_ROWS = 1000  # rows of each kind that are compared
MAX_VALUES = 4_000_000  # fewer rows where they are so long that more numbers than these would be compared
MAX_TRAINING_ROWS = 5000  # training rows among which copies are looked for
N_REPEATS = 3
CANDIDATES = ("generated", "real", "gaussian", "bootstrap")

# The value of each figure for two samples of the same distribution, where it does not depend on the data.
BEST = {
    "coverage": None, "density": 1.0, "accuracy": 0.5, "sliced_wasserstein": 0.0, "marginal": 0.0, "shares": 0.0,
    "outside": None, "correlational": 0.0, "spectrum": 0.0, "autocorrelation": 0.0, "roughness": 1.0, "copies": None,
    "nearer_to_training": 0.5, "discriminative": 0.0, "predictive": None,
}  # fmt: skip


@uninterruptible
def evaluate(
    real, generated, holdout=None, seed=0, kind=None, k=5, recurrent=True, targets=None, columns=None, told=None
):
    """Compare generated with real rows in every figure of this package.

    Without ``holdout`` the real rows are split into halves at random: every candidate is compared with one half, and
    the other half is what real rows reach (the floor). With ``holdout``, real rows that were not trained on, everything
    is compared with those, and the training rows are the floor. The baselines are made from the rows of the floor:
    "gaussian" (principal components with normal scores) and "bootstrap". All candidates have equally many rows, at most
    1000. Generated and real rows are compared three times, with other halves, and the means are given.

    Parameters
    ----------
    real, generated, holdout : array, shape (n, ...)
        Training, generated and held out rows, in the same units.
    seed : int
        Decides everything random.
    kind : str, optional
        'waves', 'series', 'table' or 'images'; from the shape when left out.
    k : int
        Neighbours for coverage and density.
    recurrent : bool
        Whether series are judged by TimeGAN's recurrent networks as well, which takes some seconds.
    targets : sequence of int, optional
        Columns of a table, from 0, that models trained on generated rows are to predict.
    columns : sequence of dict, optional
        What the columns of a table are, see `rgan.GAN`: categories are compared by their levels.
    told : tuple, optional
        Conditions of real and of generated rows, and what the columns of these are.

    Returns
    -------
    dict
        ``figures``: name -> dict of floats "generated", "real", "low", "high" (range of "real" over the repeats),
        "gaussian", "bootstrap" (but for "predictive"), "best" (None where it depends on the data); ``groups``: shares;
        ``curves``: spectrum, autocorrelation and bands (of each group, too), real and generated; ``plane``: both on
        their first two principal components; ``compared``: rows of each kind compared; ``missing``: of the values of real rows, see
        `rgan.metrics.gaps`; ``kind``, ``k``, ``seed``. And what `judge`
        finds: ``faults``, ``roughness``, ``overlap``, ``eyes``, ``reasons``, ``guessing``, ``memory``. ``utility``:
        what `prediction_errors` gives. ``conditions``: what `obeyed` gives.

    Raises
    ------
    DataError
        Rows of different shapes, values that are not finite, no more rows than neighbours.
    """
    real, generated, holdout = _checked(real, generated, holdout)
    kind = kind or data_kind.kind_of(real)
    levels = levels_of(columns, real.shape[-1], "`real`")
    coded = np.flatnonzero(levels).tolist()
    (real, generated, holdout), missing = comparable([real, generated, holdout], kind, seed, coded)
    conditions, told = told, judge.plainly(real, generated, holdout, kind, levels)
    told["utility"] = prediction_errors(real, generated, holdout, kind, targets, seed, levels)
    expansion = Expansion(levels) if levels.any() else None
    if expansion is None:
        encoder = Encoder.fit(real, "column" if kind in ("table", "series") else "standard")
    else:
        real, generated, holdout = (expansion.expand(x) for x in (real, generated, holdout))
        encoder = expansion.encoder(real)
    blocks = () if expansion is None else expansion.blocks
    real, generated, holdout = (sample_of(x, encoder, kind, blocks) for x in (real, generated, holdout))
    told["conditions"] = _obeyed(real, generated, conditions, seed)
    limit = min(MAX_ROWS, max(50, MAX_VALUES // real.rows.shape[1]))
    groups = modes.find_groups(some(real, 2 * limit, seed, "groups").rows, seed)
    repeats = [_repeat(real, generated, holdout, groups, limit, k, seed, i) for i in range(N_REPEATS)]
    figures = {name: _figure(name, [r[name] for r in repeats]) for name in repeats[0]}
    figures["copies"] = _copies(real, generated, holdout, seed, limit)
    if kind == "series" and recurrent:
        figures |= _recurrent(real, generated, holdout, seed, limit)
    eyes = judge.by_eyes(real, generated, holdout, limit, seed, told["overlap"])
    if expansion is not None:
        for reason in eyes["reasons"]:
            reason["column"] = None if reason["column"] is None else int(expansion.owner[reason["column"]])
    return {
        "figures": figures,
        "groups": _groups(real, generated, groups),
        "curves": _curves(real, generated, groups, encoder) if real.ordered else None,
        "plane": _plane(*(some(x, limit, seed, f"plane/{i}").rows for i, x in enumerate((real, generated)))),
        "compared": sizes(real, generated, holdout, limit), "kind": kind, "k": int(k), "seed": int(seed),
        "missing": missing,
        **told, **eyes,
        "memory": judge.from_memory(real, generated, holdout, seed),
    }  # fmt: skip


def _obeyed(real, generated, conditions, seed):
    if conditions is None:
        return []
    told, asked, columns = conditions
    return obeyed(real.rows, generated.rows, told, asked, levels_of(columns, told.shape[1], "`told`"), seed)


def _checked(real, generated, holdout):
    real, generated = checks.check_rows(real, gaps=True), checks.check_rows(generated, least=1, gaps=True)
    checks.check_positions(real)
    for name, x in (("generated", generated), ("held out", holdout)):
        if x is not None and np.shape(x)[1:] != real.shape[1:]:
            raise DataError(f"The {name} rows have shape {np.shape(x)[1:]}, but the real ones {real.shape[1:]}.")
    return real, generated, None if holdout is None else checks.check_rows(holdout, least=1, gaps=True)


def _repeat(real, generated, holdout, groups, limit, k, seed, number):
    """Figure -> candidate -> value, for one way of splitting; the first also has the baselines."""
    pause()
    seed = rng.integer(seed, f"evaluate/{number}")
    reference, other, generated = split(real, generated, holdout, limit, seed)
    _enough(len(reference.rows), len(real.rows), holdout, k)
    candidates = {"generated": generated, "real": other} | (baseline_rows(other, seed) if number == 0 else {})
    compared = {name: _compare(reference, sample, groups, k, seed) for name, sample in candidates.items()}
    if holdout is not None:
        for name, sample in candidates.items():
            near = neighbours.nearer_to_training(sample.rows, other.rows, reference.rows)
            # A training row is its own nearest; between real rows there is no preference by definition.
            compared[name]["nearer_to_training"] = 0.5 if name == "real" else near
    return {figure: {name: values[figure] for name, values in compared.items()} for figure in compared["real"]}


def _enough(size, n, holdout, k):
    if size > k:
        return
    if holdout is None:
        raise DataError(
            f"{n} real rows, compared in halves, leave too few for {k} nearest neighbours: at least {2 * k + 2} real "
            f"and {k + 1} generated rows are needed."
        )
    raise DataError(
        f"Comparing {size} rows is too few for {k} nearest neighbours: at least {k + 1} of each are needed."
    )


def _compare(reference, candidate, groups, k, seed):
    """Figure -> value, for one candidate against the reference."""
    coverage, density = neighbours.coverage_and_density(reference.rows, candidate.rows, k)
    values = {
        "coverage": coverage,
        "density": density,
        "accuracy": two_sample_accuracy(reference.rows, candidate.rows, rng.integer(seed, "classifier")),
        "sliced_wasserstein": distances.sliced_wasserstein(reference.rows, candidate.rows, seed=seed),
        "marginal": distances.marginal_distance(reference.rows, candidate.rows),
        "shares": float(np.abs(groups.shares(reference.rows) - groups.shares(candidate.rows)).sum() / 2),
        "outside": groups.outside(candidate.rows),
    }
    if reference.ordered and reference.curves.shape[2] > 1:
        values["correlational"] = correlations.correlational_score(reference.curves, candidate.curves)
    elif len(reference.shape) == 1 and not reference.ordered and reference.shape[0] > 1:
        values["correlational"] = correlations.correlation_distance(reference.rows, candidate.rows)
    if reference.ordered:
        rough = curves.roughness(reference.curves)
        values |= {
            "spectrum": curves.spectrum_distance(reference.curves, candidate.curves),
            "autocorrelation": curves.autocorrelation_distance(reference.curves, candidate.curves),
            "roughness": curves.roughness(candidate.curves) / rough if rough > 0 else 1.0,
        }
    return values


def _figure(name, repeats):
    """Means over the repeats, and the range of what real rows reach."""
    means = {name: float(np.mean([r[name] for r in repeats if name in r])) for name in CANDIDATES}
    floor = [r["real"] for r in repeats]
    return means | {"low": float(min(floor)), "high": float(max(floor)), "best": BEST[name]}


def _copies(real, generated, holdout, seed, limit):
    """Repetitions are looked for among as many training rows as can be, not in halves."""
    training = some(real, MAX_TRAINING_ROWS, seed, "training").rows
    size = min(limit, len(training))
    spacing, among = neighbours.spacing_and_copies(training, limit)
    values = {
        "generated": neighbours.copies(some(generated, limit, seed, "copies").rows, training, spacing),
        "real": among if holdout is None else neighbours.copies(holdout.rows[:limit], training, spacing),
        "gaussian": neighbours.copies(baselines.gaussian(training[:size], size, seed), training, spacing),
        "bootstrap": 1.0,
    }
    return values | {"low": values["real"], "high": values["real"], "best": BEST["copies"]}


def _recurrent(real, generated, holdout, seed, limit):
    """TimeGAN's two scores; of the baselines, which take as long again, only the discriminative one."""
    seed = rng.integer(seed, "evaluate/discriminative")
    reference, other, generated = split(real, generated, holdout, limit, seed)
    rows = {"generated": generated, "real": other}
    found = {"discriminative": _of_all(discriminative_score, rows | baseline_rows(other, seed), reference, seed)}
    if reference.curves.shape[1] > 1:
        found["predictive"] = _of_all(predictive_score, rows, reference, seed)
    return {
        name: values | {"low": values["real"], "high": values["real"], "best": BEST[name]}
        for name, values in found.items()
    }


def _of_all(score, candidates, reference, seed):
    return {name: score(reference.curves, rows.curves, seed) for name, rows in candidates.items()}


def _groups(real, generated, groups):
    return {
        "count": groups.count,
        "real": groups.shares(real.rows).tolist(),
        "generated": groups.shares(generated.rows).tolist(),
        "outside_real": groups.outside(real.rows),
        "outside_generated": groups.outside(generated.rows),
    }


def _curves(real, generated, groups, encoder):
    """What the picture shows, for each sample; arrays have the channels last. Bands are in the units of the data."""
    frequency, _ = curves.spectrum(real.curves)
    lag, _ = curves.autocorrelation(real.curves)
    drawn = {
        name: {
            "spectrum": curves.spectrum(sample.curves)[1],
            "autocorrelation": curves.autocorrelation(sample.curves)[1],
            "bands": _in_units(curves.bands(sample.curves), encoder),
            "group_bands": _group_bands(sample, groups, encoder),
        }
        for name, sample in (("real", real), ("generated", generated))
    }
    return {"frequency": frequency, "lag": lag, **drawn}


def _group_bands(sample, groups, encoder):
    """The bands of each group, an empty list where rows are one group; None of a group that has no rows."""
    if groups.count == 1:
        return []
    group, _ = groups.assign(sample.rows)
    return [
        _in_units(curves.bands(sample.curves[group == j]), encoder) if (group == j).any() else None
        for j in range(groups.count)
    ]


def _in_units(values, encoder):
    """Values of shape (..., time, channels), scaled by an encoder, in the units of the data."""
    centre, scale = np.asarray(encoder.centre), np.asarray(encoder.scale)
    if centre.ndim == 1 and len(centre) == values.shape[-2] and values.shape[-1] == 1:
        centre, scale = centre[:, None], scale[:, None]  # of each point of waves
    return values * scale + centre


def _plane(real, generated):
    """Both samples on the first two principal components of the real rows."""
    centre = real.mean(axis=0)
    axes = principal_axes(real - centre)[1][:2]
    return {"real": (real - centre) @ axes.T, "generated": (generated - centre) @ axes.T}
