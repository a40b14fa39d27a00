"""Which values the fields of a spec may have, and what is said of others."""

import pytest
from rgan import Spec, SpecError
from rgan.errors import R

BAD = [
    ({"preset": "clasic"}, "Did you mean 'classic'"),
    ({"latnt": {"size": 4}}, "Did you mean 'latent'"),
    ({"latent": {"sise": 4}}, "Did you mean 'size'"),
    ({"latent": {"size": 0}}, "at least 1"),
    ({"latent": 4}, "set of named fields"),
    ({"latent": {"distribution": "uniform", "low": 2, "high": 1}}, "below"),
    ({"objective": {"name": "gan"}}, "must be one of"),
    ({"objective": {"name": "wgan"}}, "Did you mean 'wgan-gp'"),
    ({"objective": {"r1": -1}}, "at least 0"),
    ({"objective": {"label_smoothing": 0.1}}, "belongs to the objective 'bce'"),
    ({"generator_optimizer": {"rate": 0}}, "above 0"),
    ({"generator_optimizer": {"rate": float("nan")}}, "must be a finite number"),
    ({"discriminator_optimizer": {"beta_1": 1}}, "below 1"),
    ({"updates": {"discriminator": 0}}, "at least 1"),
    ({"pretrain": -1}, "at least 0"),
    ({"steps_per_epoch": 0}, "at least 1"),
    ({"ema": 0.5}, "whole number"),
    ({"rejection": -1}, "at least 0"),
    ({"scaling": "log"}, "must be one of"),
    ({"precision": "float16"}, "must be one of 'float32', 'bfloat16', not 'float16'"),
    ({"generator": []}, "has no layers"),
    ({"generator": "dense"}, "must be a list of layers"),
    ({"generator": [{"type": "dence", "units": 3}]}, "must be one of .* Did you mean 'dense'"),
    ({"generator": [{"type": "dense", "units": 0}]}, r"`generator\[0\]\[\"units\"\]` must be"),
    ({"generator": [{"type": "dense", "unit": 3}]}, "Did you mean 'units'"),
    ({"generator": [{"type": "dense", "units": 3, "activation": "gelu2"}]}, "activation"),
    ({"generator": [{"type": "dropout", "rate": 1}]}, "below 1"),
]


@pytest.mark.parametrize(("fields", "words"), BAD)
def test_bad_specs_are_refused_in_words(fields, words):
    with pytest.raises(SpecError, match=words):
        Spec.from_dict(fields)


SAID = [
    ({"latent": {"size": None}}, "`latent$size` must be a whole number of at least 1, not NULL."),
    ({"latent": {"sise": 4}}, '`latent` has no field "sise". Did you mean "size"?'),
    ({"latent": {"low": 2, "high": 1}}, "`latent$low` (2) must be below `latent$high` (1)."),
    ({"latent": [1]}, "`latent` must be a set of named fields, not list(1)."),
    ({"nothing": 1}, 'The spec has no field "nothing". It has: "preset", "kind", '),
    (
        {"objective": {"name": "hinge", "label_smoothing": 0.1}},
        '`objective$label_smoothing` belongs to the objective "bce"',
    ),
    ({"preset": "x"}, 'There is no preset "x". Known: "default", "classic"'),
    ({"generator": [{"type": "dense", "units": 3, "bias": 1}]}, "`generator[[1]]$bias` must be TRUE or FALSE, not 1."),
    ({"generator": [{"type": "dense", "unit": 3}]}, '`generator[[1]]`, a dense layer, has no field "unit".'),
    ({"generator": [{"type": "reshape", "shape": [2, 0]}]}, "`generator[[1]]$shape[[2]]` must be a whole number"),
    ({"discriminator": [{"type": "flatten"}, 3]}, '`discriminator[[2]]` must be a layer, named fields with a "type"'),
]


@pytest.mark.parametrize(("fields", "words"), SAID)
def test_readers_of_r_are_told_in_r(fields, words):
    with pytest.raises(SpecError) as caught:
        Spec.from_dict(fields)
    assert caught.value.said(R).startswith(words)
