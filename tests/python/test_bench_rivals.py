"""What `make bench-rivals` promises: the same rows for all, who is missing by name, nothing trained twice."""

import shutil
import subprocess
import sys
from pathlib import Path

import datasets
import judges
import numpy as np
import protocol
import pytest
import race
import report
import tasks
from rivals import OURS, RIVALS, Rival

BENCH = Path(__file__).parents[2] / "bench"

SCRIPT = """
import sys
sys.path.insert(0, {here!r})
import numpy as np, protocol
open({calls!r}, "a").write("x")
protocol.serve(lambda rows, kind, seed, budget: (rows.mean(axis=0), {note!r}), lambda centre, n, seed: {draw})
"""


@pytest.fixture
def contest(tmp_path, monkeypatch):
    """A store of its own, and a way to make rivals that give the mean row, or what they are told."""
    monkeypatch.setattr(race, "STORE", tmp_path)
    monkeypatch.setattr(race, "HERE", tmp_path)

    def rival(draw="np.tile(centre, (n, 1)) + seed", environment="rgan", note="in a moment"):
        calls, here = tmp_path / "calls", BENCH / "rivals"
        (tmp_path / "mean.py").write_text(SCRIPT.format(here=str(here), calls=str(calls), draw=draw, note=note))
        return Rival("the mean", environment, ("mean.py",)), lambda: len(calls.read_text())

    return rival


def table(n=40):
    random = np.random.default_rng(1)
    return datasets.Rows(random.normal(size=(n, 3)), [random.normal(size=(n, 3)) for _ in range(4)], "table")


def test_a_rival_gets_the_rows_and_gives_samples_seconds_and_a_note(contest):
    data, (rival, _) = table(), contest()
    made = race.made_by(rival, "some rows", data, seed=5, budget=10)
    assert [rows.shape for rows in made["rows"]] == [(40, 3)] * 4
    np.testing.assert_allclose(made["rows"][2], np.tile(data.train.mean(axis=0), (40, 1)) + 5 + 2)
    assert made["train"] >= 0 and made["draw"] >= 0 and made["note"] == "in a moment"


def test_nothing_is_trained_twice_unless_script_rows_or_seed_have_changed(contest):
    data, (rival, calls) = table(), contest()
    for _ in range(2):
        race.made_by(rival, "some rows", data, seed=5, budget=10)
    assert calls() == 1
    race.made_by(rival, "some rows", data, seed=6, budget=10)
    assert calls() == 2
    race.made_by(rival, "some rows", table(50), seed=6, budget=10)
    assert calls() == 3
    rival, calls = contest(draw="np.tile(centre, (n, 1))")
    race.made_by(rival, "some rows", data, seed=6, budget=10)
    assert calls() == 4


def test_only_what_was_cut_short_is_trained_again_for_another_budget(contest):
    for note, often in (("in a moment", 1), ("3 of 300 epochs", 2)):
        rival, calls = contest(note=note)
        before = 0 if often == 1 else calls()
        for budget in (10, 20, 20):
            run_once = race.made_by(rival, "some rows", table(), seed=7, budget=budget)
        assert run_once["note"] == note
        assert calls() - before == often


def test_without_a_budget_nobody_is_trained_and_what_is_stored_is_taken(contest):
    rival, calls = contest(note="3 of 300 epochs")
    race.made_by(rival, "some rows", table(), seed=8, budget=10)
    assert race.made_by(rival, "some rows", table(), seed=8, budget=None)["note"] == "3 of 300 epochs"
    assert race.made_by(rival, "some rows", table(), seed=9, budget=None) == {"failed": "not trained in this run"}
    assert calls() == 1


def test_a_stand_in_is_asked_only_where_the_other_cannot_be_had():
    stand_in = Rival("in Python", "rgan", ("forest.py",), instead_of="in R")
    assert race.spared(stand_in, [("in R", figures(0.6))]) == "the same as in R"
    assert race.spared(stand_in, [("in R", [{"failed": "no R here"}])]) is None


def test_a_rival_that_fails_is_told_with_its_reason(contest):
    rival, calls = contest(draw="np.full((n, 3), np.nan)")
    made = race.made_by(rival, "some rows", table(), seed=1, budget=10)
    assert made == {"failed": "ValueError: 100.0% of the generated values are not finite"}
    assert race.made_by(rival, "some rows", table(), seed=1, budget=10) == made
    assert calls() == 1


def test_a_rival_that_does_not_end_is_ended_and_told(contest, monkeypatch):
    monkeypatch.setattr(race, "LONGEST", 2)
    rival, _ = contest(draw="[None for i in iter(int, 1)]")
    assert race.made_by(rival, "some rows", table(), seed=1, budget=1) == {"failed": "not done after 2 CPU seconds"}


def test_a_rival_that_is_not_installed_is_told(contest, tmp_path):
    rival, _ = contest(environment="elsewhere")
    assert "make bench-rivals" in race.installed(rival)
    (tmp_path / "env").mkdir()
    (tmp_path / "env" / "elsewhere.failed").write_text("cannot be installed: no wheel\n")
    assert race.installed(rival) == "cannot be installed: no wheel"


def test_every_environment_has_pinned_requirements_and_every_script_is_there():
    for rival in RIVALS:
        for name in rival.call:
            assert "." not in name or (BENCH / "rivals" / name).is_file()
        if rival.environment not in ("rgan", "R"):
            pins = (BENCH / "rivals" / "requirements" / f"{rival.environment}.txt").read_text().splitlines()
            assert all("==" in pin for pin in pins if not pin.startswith("#"))
    assert len({rival.key() for rival in RIVALS}) == len(RIVALS)


def test_epochs_are_cut_only_where_the_budget_does_not_allow_them(monkeypatch):
    clock = [0.0]
    monkeypatch.setattr(protocol.time, "process_time", lambda: clock[0])

    def train(epochs):
        clock[0] += 1 + 2 * epochs  # one second for starting, two for an epoch

    assert protocol.epochs_within(1000, 300, train) == (300, "")
    assert protocol.epochs_within(100, 300, train) == (50, "50 of 300 epochs")
    assert protocol.epochs_within(8, 300, train) == (1, "1 of 300 epochs")


def test_windows_of_training_and_fresh_blocks_share_no_day_and_no_level():
    days = np.arange(400.0)[:, None]
    # A series whose values are their squares tells from a window's first two differences where it lies.
    where = {fresh: datasets.windows(days**2, fresh)[:, :, 0] for fresh in (0, 1)}
    started = {fresh: np.round((rows[:, 0] - 1) / 2).astype(int) for fresh, rows in where.items()}
    seen = {fresh: {day for s in starts for day in range(s, s + 25)} for fresh, starts in started.items()}
    assert seen[0] and seen[1] and not seen[0] & seen[1]
    assert where[0].shape[1] == datasets.WINDOW
    assert all(start // datasets.BLOCK % 2 == fresh for fresh, starts in started.items() for start in starts)


def test_fresh_rows_are_as_many_as_are_compared_and_none_of_the_training_rows():
    for name in ("two waves", "zero-inflated", "spiral"):
        data = datasets.SETS[name](3)
        assert data.size == min(len(data.train), datasets.MANY)
        assert not np.isin(data.fresh[0][:, -1], data.train[:, -1]).all()
        np.testing.assert_array_equal(datasets.SETS[name](3).train, data.train)
    assert set(datasets.ABOUT) == set(datasets.SETS)


def test_data_that_are_not_there_are_left_out_by_name(monkeypatch):
    monkeypatch.delenv("RGAN_BENCH_DATA", raising=False)
    lines = race.race("Stocks", [], [1], 10)
    assert "RGAN_BENCH_DATA" in report.detail("Stocks", lines)
    assert report.summary_line("Stocks", lines)[1] is None


def test_judges_tell_shifted_rows_and_copies_and_not_fresh_ones():
    random = np.random.default_rng(2)
    data = datasets.Rows(random.normal(size=(300, 2)), [random.normal(size=(300, 2))], "table")
    fresh, shifted = random.normal(size=(300, 2)), random.normal(2, 1, (300, 2))
    good, bad, copies = (judges.judged(data, [rows]) for rows in (fresh, shifted, data.train))
    assert good["strongest"] < 0.58 and good["faults"] == 0 and 0.4 < good["nearer"] < 0.6
    assert bad["strongest"] > 0.85 and bad["faults"] > 0
    assert copies["nearer"] == 1
    assert judges.floor(data)["nearer"] is None


def test_judges_do_not_mind_units():
    random = np.random.default_rng(5)
    train, fresh, made = random.normal(size=(3, 200, 2))
    made[:, 0] += 3  # of which neighbours see nothing where the other column drowns it
    units = np.array([1, 1e6])
    plain = judges.judged(datasets.Rows(train, [fresh], "table"), [made])
    scaled = judges.judged(datasets.Rows(train * units, [fresh * units], "table"), [made * units])
    assert scaled == pytest.approx(plain, abs=0.03)


def figures(told, **more):
    eyes = dict.fromkeys(("boosting", "components", "neighbours", "strongest"), told)
    return [eyes | {"faults": 0, "nearer": 0.5, "train": 1.0, "draw": 0.1, "note": ""} | more]


def test_the_table_says_where_rgan_wins_and_where_it_loses():
    def lines(ours, theirs):
        return [
            ("real rows", figures(0.5)),
            (OURS, figures(ours)),
            ("arf", figures(theirs)),
            ("PAR", [{"failed": "late"}]),
        ]

    races = {"iris": lines(0.6, 0.7), "quakes": lines(0.61, 0.6), "spiral": lines(0.9, 0.55)}
    text = report.written(races, [1], 60)
    assert "ahead of everybody on iris." in text
    assert "(within .02) it is on quakes." in text
    assert "Somebody else is better on spiral." in text
    assert "| spiral | .500 | .900 | .550 | arf |" in text
    details = report.detail("spiral", races["spiral"])
    assert details.index("real rows") < details.index("| arf") < details.index(f"**{OURS}**")
    assert "- PAR: left out, late." in details


def test_shares_of_rows_that_are_where_real_rows_are():
    random = np.random.default_rng(3)
    for name, (sample, n, share) in tasks.MODES.items():
        rows = sample(n, random)
        assert share(rows) > 0.965, name
        assert share(rows + 0.5 * rows.std(axis=0) * random.normal(size=rows.shape)) < 0.65, name
        mixed = random.permuted(rows, axis=0)
        if name not in ("lattice", "checkerboard"):
            assert share(mixed) < 0.6, name
    assert len(np.unique(np.round(tasks.lattice(5000, random) / 2), axis=0)) == 25


def test_a_rival_in_r_hands_rows_over_as_text(tmp_path, monkeypatch):
    script = tmp_path / "same.R"
    script.write_text(f"""
source({str(BENCH / "rivals" / "protocol.R")!r})
serve(fit = function(x) colMeans(x), draw = function(model, n) as.data.frame(t(replicate(n, model))))
""")
    if shutil.which("Rscript") is None:
        pytest.skip("no Rscript here")
    rows = np.random.default_rng(4).normal(size=(12, 2, 3))
    source, target = tmp_path / "in.npz", tmp_path / "out.npz"
    np.savez(source, rows=rows, kind="series", draw=5, parts=2, seed=1, budget=10)
    call = [sys.executable, str(BENCH / "rivals" / "through_r.py"), str(source), str(target), str(script)]
    subprocess.run(call, check=True)
    made = np.load(target)["rows"]
    assert made.shape == (10, 2, 3)
    np.testing.assert_allclose(made, np.broadcast_to(rows.mean(axis=0), made.shape), rtol=1e-12)
