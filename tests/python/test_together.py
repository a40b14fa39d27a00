"""What a run of R asks of the other processes of a cluster, here in a process alone; test_workers.py has several."""

from rgan import GAN
from rgan_r import together


def test_a_process_alone_is_the_chief_and_does_the_plain_thing(trained, waves):
    where = together.use_devices("auto", {"RGAN_WORKER_TIMEOUT": "60"})
    assert where == {"names": ["cpu:0"], "replicas": 1, "workers": [], "index": 0}
    assert together.is_chief() and together.workers_there() is None
    assert together.steps_of_chief(7) == 7
    assert together.of_chief(lambda: {"a": 1}) == {"a": 1}
    assert together.made_by_chief(lambda: "made", None) == "made"
    before = trained.values
    together.share_trainer(trained, output=True)
    together.leave("nobody hears it")
    assert trained.values is before


def test_a_trainer_adopts_what_another_has_become_and_keeps_its_rows(trained, waves, small):
    fresh = GAN(waves, small, batch_size=4, seed=2)
    fresh.adopt(trained.to_bytes(output=True))
    assert fresh.step == trained.step and len(fresh.scores) == 2 and list(fresh.output) == list(trained.output)
    assert fresh.to_bytes() == trained.to_bytes()
    assert fresh.advance(2) == trained.advance(2)
