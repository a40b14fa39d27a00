"""How good are generated rows? Pure functions of arrays with rows first; see each for definition, direction, source.

`evaluate` gives them all at once, each beside what real rows reach against real rows and what cheap baselines reach.
Nothing here is imported until something is evaluated.
"""

from .classifier import two_sample_accuracy
from .correlations import correlation_distance, correlational_score
from .curves import autocorrelation, autocorrelation_distance, bands, roughness, spectrum, spectrum_distance
from .distances import marginal_distance, sliced_wasserstein
from .evaluate import evaluate
from .faults import find_faults
from .modes import find_groups
from .nearest import nearest_rows
from .neighbours import copies, coverage_and_density, nearer_to_training
from .timegan import discriminative_score, predictive_score
from .utility import prediction_errors

__all__ = [
    "autocorrelation",
    "autocorrelation_distance",
    "bands",
    "copies",
    "correlation_distance",
    "correlational_score",
    "coverage_and_density",
    "discriminative_score",
    "evaluate",
    "find_faults",
    "find_groups",
    "marginal_distance",
    "nearer_to_training",
    "nearest_rows",
    "prediction_errors",
    "predictive_score",
    "roughness",
    "sliced_wasserstein",
    "spectrum",
    "spectrum_distance",
    "two_sample_accuracy",
]
