"""What follows on the first steps of windows: predicted, spread as it should, without seams, kept in files."""

import numpy as np
import pytest
from rgan import GAN
from rgan.encoding.context import Context
from rgan.errors import DataError, SpecError

STEPS, WINDOW = 12, 20


def walk(n=400, channels=1, seed=1):
    """A series that swings about a level, with steps that follow on one another."""
    random = np.random.default_rng(seed)
    x = np.zeros((n, channels))
    for t in range(1, n):
        x[t] = 0.95 * x[t - 1] + np.sin(2 * np.pi * t / 12) / 2 + random.normal(0, 0.3, channels)
    return 20 + x


def windows(x, length=WINDOW):
    cut = np.lib.stride_tricks.sliding_window_view(x, length, axis=0).transpose(0, 2, 1)
    return np.ascontiguousarray(cut[:, :, 0] if cut.shape[2] == 1 else cut)


@pytest.fixture(scope="module")
def trained():
    return GAN(windows(walk()), {"kind": "waves"}, batch_size=32, seed=1, context=STEPS).train(60, trace=30)


@pytest.mark.parametrize("channels", [1, 3])
def test_windows_come_back_from_what_is_learned_of_them(channels):
    x = windows(np.exp(walk(channels=channels) / 10))
    context = Context.fit(x, STEPS)
    rows = context.rows(x)
    assert rows.shape == (len(x), WINDOW - STEPS, *x.shape[2:])
    assert np.sqrt(np.square(rows).mean()) == pytest.approx(1, abs=0.1)
    past = x[:, :STEPS].reshape(len(x), STEPS, -1)
    assert context.whole(rows, past, generated=False) == pytest.approx(x, rel=1e-9)


def test_the_prediction_is_better_than_that_nothing_changes():
    x = windows(walk())
    context = Context.fit(x[:250], STEPS)
    new = x[280:]
    past = new[:, :STEPS].reshape(len(new), STEPS, 1)
    centre = context.whole(np.zeros((len(new), WINDOW - STEPS)), past)[:, STEPS:]
    unchanged = np.abs(new[:, STEPS:] - new[:, [STEPS - 1]]).mean()
    assert np.abs(new[:, STEPS:] - centre).mean() < 0.8 * unchanged


def test_rows_begin_with_what_is_known_and_spread_about_what_follows(trained):
    x = windows(walk(seed=2))
    past = x[100, :STEPS]
    rows = trained.generate(300, seed=1, past=past[None, :, None])
    assert rows.shape == (300, WINDOW)
    assert np.array_equal(rows[:, :STEPS], np.broadcast_to(past, (300, STEPS)))
    inside = 0
    for window in x[:380:20]:
        rows = trained.generate(100, seed=1, past=window[None, :STEPS, None])[:, STEPS:]
        low, high = np.quantile(rows, (0.1, 0.9), axis=0)
        inside += ((window[STEPS:] >= low) & (window[STEPS:] <= high)).mean() / 19
    assert 0.6 < inside < 0.98


def test_without_being_told_rows_begin_as_training_rows_do(trained):
    rows = trained.generate(50, seed=3)
    begins = {tuple(row[:STEPS]) for row in windows(walk())}
    assert {tuple(row[:STEPS]) for row in rows} <= begins
    assert np.array_equal(rows[:5], trained.generate(5, seed=3))
    assert trained.output["epoch 60"].shape == (42, WINDOW)
    assert trained.x_train == pytest.approx(windows(walk()), abs=1e-4)


def test_long_series_show_no_seams(trained):
    past = windows(walk())[:1, :STEPS, None]
    series = trained.simulate(60, 400, past, seed=1)[:, :, 0]
    assert series.shape == (60, 400)
    steps, seam = np.abs(np.diff(series)), np.arange(1, 400) % (WINDOW - STEPS) == 0
    assert steps[:, seam].mean() == pytest.approx(steps[:, ~seam].mean(), rel=0.1)
    centred = series - series.mean()
    along = (centred[:, 1:] * centred[:, :-1]).mean(axis=0) / centred.var()
    assert along[seam].mean() == pytest.approx(along[~seam].mean(), rel=0.1)
    real = walk()
    assert series[:, 100:].std() == pytest.approx(real.std(), rel=0.4)
    assert np.array_equal(series[:, :50], trained.simulate(60, 50, past, seed=1)[:, :, 0])


def test_files_keep_the_context_and_a_run_goes_on_bit_by_bit(trained, tmp_path):
    rows = windows(walk())
    trained.save(tmp_path / "a.rgan")
    back = GAN.restore(tmp_path / "a.rgan", rows)
    assert np.array_equal(back.generate(9, seed=3), trained.generate(9, seed=3))
    assert np.array_equal(back.realness(rows), trained.realness(rows))
    here = GAN(trained.values)
    for trainer in (here, back):
        trainer.advance(10)
    before, after = (trainer.values.state.tensors["generator"] for trainer in (here, back))
    assert all(np.array_equal(a, b) for a, b in zip(before, after, strict=True))


def test_many_windows_tell_the_networks_thirds_and_few_nothing():
    assert Context.fit(windows(walk(1200)), STEPS).size == 2
    few = Context.fit(windows(walk()), STEPS)
    assert few.size == 0
    assert few.features(windows(walk())[:, :STEPS]).shape == (381, 0)


def test_values_keep_their_decimals_and_stay_above_nothing():
    x = windows(np.round(np.exp(walk() / 8)))
    trainer = GAN(x, {"kind": "waves"}, batch_size=32, seed=1, context=STEPS).train(2, trace=2)
    rows = trainer.generate(40, seed=1)
    assert (rows >= 0).all()
    assert np.array_equal(rows, np.round(rows))


def test_a_context_that_cannot_be_is_refused(trained):
    x = windows(walk())
    with pytest.raises(DataError, match="context of 19 steps needs windows of 21"):
        GAN(x, context=19)
    with pytest.raises(DataError, match="must be 12 steps of 1 channels"):
        trained.generate(2, past=x[:2, :5])
    with pytest.raises(DataError, match="made without a `context`"):
        GAN(x).generate(2, past=x[:2, :5])
    with pytest.raises(DataError, match="no other conditions"):
        GAN(x, context=5, conditions=x[:, :1])
    with pytest.raises(SpecError, match="Networks of your own"):
        GAN(x, context=5, generator=object())


def test_a_series_that_is_foretold_wholly_comes_back():
    x = windows(300 + np.sin(np.arange(60.0))[:, None])
    context = Context.fit(x, STEPS)
    rows = context.rows(x)
    assert np.isfinite(rows).all()
    trainer = GAN(x, {"kind": "waves"}, batch_size=16, seed=1, context=STEPS).train(2, trace=2)
    assert trainer.generate(41, past=x[:, :STEPS]) == pytest.approx(x, abs=0.01)
