"""Several processes train one trainer: they agree, see each other fail, and end with the same fit."""

import numpy as np
import pytest
from cluster_processes import together
from cluster_worker import BATCH, SMALL, rows, weights
from rgan import GAN


@pytest.fixture(scope="module")
def of_two(tmp_path_factory):
    """The folder of two processes that trained to the end, and what they answered."""
    folder = tmp_path_factory.mktemp("two")
    return folder, together(folder, "", 2)


def check_same(folder, answers):
    """All processes have the same fit, and train as one alone would with the whole batch."""
    count = len(answers)
    alone = GAN(rows(), SMALL, batch_size=BATCH, seed=1)
    alone.plan(6)
    alone.advance(4)
    assert [a["index"] for a in answers] == list(range(count))
    assert all(a["drawn"] == 5 and a["traces"] == [2, 6] for a in answers)
    assert answers[0]["summary"]["replicas"] == count and len(answers[0]["summary"]["workers"]) == count
    early = [np.load(folder / f"weights-{i}.npy") for i in range(count)]
    fits = [np.load(folder / f"fit-{i}.npy") for i in range(count)]
    for i in range(1, count):
        np.testing.assert_array_equal(early[i], early[0])
        np.testing.assert_array_equal(fits[i], fits[0])
        assert answers[i]["score"] == answers[0]["score"]
    np.testing.assert_allclose(early[0], weights(alone), atol=2e-6)


def test_two_processes_end_with_the_same_fit_and_train_as_one(of_two):
    check_same(*of_two)


def test_three_processes_likewise(tmp_path):
    check_same(tmp_path, together(tmp_path, "", 3))


def test_a_death_is_named_and_the_restarted_job_ends_as_if_it_had_not_been(tmp_path, of_two):
    survivor, dead = together(tmp_path, "dies", 2, RGAN_WORKER_TIMEOUT="10")
    assert dead is None
    assert survivor["error"] == "WorkerError" and "worker 1 (127.0.0.1:" in survivor["text"]
    answers = together(tmp_path, "", 2)
    assert [a["index"] for a in answers] == [0, 1]
    both = [GAN.from_bytes(np.load(folder / "fit-1.npy").tobytes()) for folder in (of_two[0], tmp_path)]
    np.testing.assert_array_equal(weights(both[0]), weights(both[1]))


def test_processes_that_are_not_alike_all_say_in_what(tmp_path):
    for answer in together(tmp_path, "differs", 2):
        assert answer["error"] == "WorkerError" and "orker 1 (127.0.0.1:" in answer["text"]
        assert "another seed (2, not 1)" in answer["text"] and "another data (" in answer["text"]


def test_one_that_leaves_says_why(tmp_path):
    chief, _ = together(tmp_path, "leaves", 2)
    assert chief["error"] == "WorkerError"
    assert "worker 1 (127.0.0.1:" in chief["text"] and "stopped (the user had enough)" in chief["text"]
