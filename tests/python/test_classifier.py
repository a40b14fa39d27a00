"""A classifier that guesses among equals, and knows what differs."""

import numpy as np
import pytest
from rgan import metrics
from rgan.metrics.classifier import MAX_COMPONENTS, principal_scores


@pytest.fixture
def random():
    return np.random.default_rng(5)


def test_a_classifier_guesses_among_equals_and_knows_what_is_shifted(random):
    real, same = random.normal(size=(300, 4)), random.normal(size=(300, 4))
    assert abs(metrics.two_sample_accuracy(real, same) - 0.5) < 0.1
    assert metrics.two_sample_accuracy(real, same + 5) == 1
    assert metrics.two_sample_accuracy(real, same) == metrics.two_sample_accuracy(real, same)


def test_unequal_numbers_do_not_help_a_classifier_that_guesses(random):
    accuracy = metrics.two_sample_accuracy(random.normal(size=(400, 3)), random.normal(size=(60, 3)))
    assert abs(accuracy - 0.5) < 0.12


def test_too_few_rows_for_the_folds_give_no_figure(random):
    assert np.isnan(metrics.two_sample_accuracy(random.normal(size=(4, 3)), random.normal(size=(60, 3))))


def test_what_the_classifier_sees_holds_99_percent_of_the_variance(random):
    rows = random.normal(size=(500, 10)) * [100, 10, *[0.1] * 8]
    seen = principal_scores(rows)
    assert seen.shape == (500, 1)  # 100^2 of 100^2 + 10^2 + ...
    centred = rows - rows.mean(axis=0)
    assert abs(np.corrcoef(seen[:, 0], centred @ np.linalg.svd(centred)[2][0])[0, 1]) == pytest.approx(1)
    assert principal_scores(random.normal(size=(500, 60))).shape == (500, MAX_COMPONENTS)
