"""The same bits wherever a trainer came from, over shapes and recipes; `make torture` tries all of them."""

import subprocess
import sys
from pathlib import Path

import numpy as np
import pytest
import sweep
from rgan import GAN

SCRIPT = """
import sys
sys.path[:0] = {path!r}
import numpy as np
import sweep
from rgan import GAN
x = np.load({folder!r} + "/x.npy")
np.savez({folder!r} + "/used.npz", **sweep.used(GAN.restore({folder!r} + "/run.rgan", x), x))
"""


@pytest.mark.parametrize("name", sweep.QUICK)
def test_live_restored_continued_and_stepwise_trainers_have_the_same_bits(name):
    assert sweep.broken(name) == []


def test_another_process_finds_the_same_bits(tmp_path):
    x = sweep.rows_of((64, 20))
    trainer = sweep.to_epochs(GAN(x, batch_size=8, seed=5), 1, 2)
    trainer.save(tmp_path / "run.rgan")
    np.save(tmp_path / "x.npy", x)
    here = [str(Path(__file__).parent), str(Path(__file__).parents[2] / "inst" / "python")]
    subprocess.run([sys.executable, "-c", SCRIPT.format(path=here, folder=str(tmp_path))], check=True)
    with np.load(tmp_path / "used.npz") as there:
        expected = sweep.used(trainer, x)
        assert [what for what in expected if not sweep.same(there[what], expected[what])] == []


@pytest.mark.parametrize("shape", [(64, 20), (8, 20), (30, 9), (24, 8, 2), (12, 8, 8, 1)])
def test_the_order_of_the_data_in_memory_and_its_type_change_no_bit(shape):
    x = np.round(sweep.rows_of(shape))
    forms = [x, np.ascontiguousarray(x), x.astype("int32"), x.astype("float32"), np.stack([x, x], -1)[..., 0]]
    spec = sweep.SMALL if len(shape) == 2 else None
    made = [sweep.to_epochs(GAN(form, spec, batch_size=6, seed=5), 1).generate(3) for form in forms]
    assert all(sweep.same(rows, made[0]) for rows in made)


@pytest.mark.parametrize("seed", [1, 2, 3])
def test_the_best_epoch_is_remembered_when_a_trainer_is_restored(seed):
    """The rates are so high that an early epoch is the best, and later ones are worse."""
    x = sweep.rows_of((64, 40))
    spec = {"generator_optimizer": {"rate": 0.01}, "discriminator_optimizer": {"rate": 0.01}, "ema": 0}
    live = sweep.to_epochs(GAN(x, sweep.SMALL | spec, seed=seed, batch_size=16), 20, 40, 60)
    restored = GAN.from_bytes(live.to_bytes(), np.ascontiguousarray(x))
    for trainer in (live, restored):
        for epoch in (61, 62):
            trainer.advance(trainer.steps_to(epoch))
            found = trainer.trace(5)
    assert restored.best_epoch == live.best_epoch == found["best_epoch"]
    assert sweep.same(restored.generate(4, seed=1), live.generate(4, seed=1))


def test_scores_on_other_rows_do_not_count():
    x = sweep.rows_of((64, 40))
    trainer = sweep.to_epochs(GAN(x, sweep.SMALL, batch_size=16), 1, 2)
    trainer.attach(x[::-1] + 1e-9)
    assert sweep.to_epochs(trainer, 3).best_epoch == 3


@pytest.mark.parametrize(("n", "odd"), [(3000, 200), (3000, 900), (1500, 1024), (2000, 20)])
@pytest.mark.parametrize("last", [False, True])
def test_a_users_own_rows_are_never_refused(n, odd, last):
    """Sorted data: the first, or last, rows vary in ways in which the others do not."""
    x = sweep.rows_of((n, 30))
    where = slice(n - odd, n) if last else slice(odd)
    x[where] = 500 + 60 * np.random.default_rng(1).normal(size=(odd, 30))
    trainer = GAN(x, sweep.SMALL, batch_size=64)
    trainer.attach(x)
    trainer.advance(1)
