"""Several processes train one trainer: they agree, see each other fail, and end with the same fit."""

import json
import os
import socket
import subprocess
import sys
from pathlib import Path

import numpy as np
import pytest
from cluster_worker import BATCH, SMALL, rows, weights
from rgan import GAN, WorkerError, cluster

WORKER = Path(__file__).parent / "cluster_worker.py"
SECONDS = 30  # after which a process that does not answer is given up: long, as other jobs may run beside this one
MOST = 240  # seconds that processes may take before they are ended


def free_ports(count):
    """Ports of this machine that nobody has at the moment."""
    sockets = [socket.socket() for _ in range(count)]
    for made in sockets:
        made.bind(("127.0.0.1", 0))
    ports = [made.getsockname()[1] for made in sockets]
    for made in sockets:
        made.close()
    return ports


def config(ports, index):
    addresses = [f"127.0.0.1:{port}" for port in ports]
    return json.dumps({"cluster": {"worker": addresses}, "task": {"type": "worker", "index": index}})


def together(folder, what, count, started=None, **environment):
    """What each of ``count`` processes answers (None for one that died); those whose numbers are ``started``."""
    ports = free_ports(count)
    common = os.environ | {"CUDA_VISIBLE_DEVICES": "-1", cluster.TIMEOUT: str(SECONDS), "OMP_NUM_THREADS": "1"}
    common.pop("RGAN_LOGICAL_CPUS", None)
    processes = [
        subprocess.Popen(
            [sys.executable, WORKER, folder, what], env=common | environment | {"TF_CONFIG": config(ports, i)},
            stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True,
        )
        for i in (range(count) if started is None else started)
    ]  # fmt: skip
    try:
        answers = [process.communicate(timeout=MOST)[0].strip().split("\n")[-1] for process in processes]
    finally:
        for process in processes:
            process.kill()
    return [json.loads(answer) if answer.startswith("{") else None for answer in answers]


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


@pytest.mark.parametrize("there", [0, 1])
def test_one_that_never_comes_is_named_within_the_time_set(there, tmp_path):
    (answer,) = together(tmp_path, "", 2, started=[there], RGAN_WORKER_TIMEOUT="5")
    assert answer["error"] == "WorkerError"
    assert f"Worker {1 - there} (127.0.0.1:" in answer["text"] and "within 5 seconds" in answer["text"]


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("{nonsense", "Expecting property name"),
        ('{"cluster": {"worker": ["a:1", "b:2"]}}', "'task' is missing"),
        ('{"cluster": {"worker": ["a", "b:2"]}, "task": {"type": "worker", "index": 0}}', "'a' is no host:port"),
        ('{"cluster": {"worker": ["a:1", "a:1"]}, "task": {"type": "worker", "index": 0}}', "there twice"),
        ('{"cluster": {"worker": ["a:1", "b:2"]}, "task": {"type": "worker", "index": 2}}', "TF_CONFIG"),
    ],
)
def test_a_description_that_cannot_be_read_is_shown_with_the_form_it_must_have(text, said, monkeypatch):
    monkeypatch.setenv("TF_CONFIG", text)
    with pytest.raises(WorkerError, match="TF_CONFIG is not as it should be") as caught:
        cluster.described()
    assert said in str(caught.value) and "host1:port" in str(caught.value)


def test_a_process_alone_is_no_cluster(monkeypatch):
    assert cluster.described() is None
    monkeypatch.setenv("TF_CONFIG", config([1000], 0))
    assert cluster.described() is None


def test_a_chief_may_have_a_job_of_its_own(monkeypatch):
    both = {"cluster": {"worker": ["b:2"], "chief": ["a:1"]}, "task": {"type": "worker", "index": 0}}
    monkeypatch.setenv("TF_CONFIG", json.dumps(both))
    found = cluster.described()
    assert found.addresses == ("a:1", "b:2") and found.index == 1


def test_slurm_says_who_takes_part(monkeypatch):
    monkeypatch.setenv("RGAN_CLUSTER", "slurm")
    with pytest.raises(WorkerError, match="Start R by `srun`"):
        cluster.described()
    told = {"PROCID": "2", "STEP_NUM_TASKS": "3", "STEP_NODELIST": "n[1-2]", "STEP_TASKS_PER_NODE": "2,1"}
    for name, value in told.items():
        monkeypatch.setenv(f"SLURM_{name}", value)
    found = cluster.described()
    assert found.addresses == ("n1:8888", "n1:8889", "n2:8888") and found.index == 2


def test_a_port_in_use_is_named():
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = taken.getsockname()[1]
        described = cluster.Described({"worker": [f"127.0.0.1:{port}", "127.0.0.1:1"]}, 0)
        with pytest.raises(WorkerError, match=f"cannot take its address 127.0.0.1:{port}"):
            cluster.join(described)


def test_a_cluster_cannot_be_joined_once_tensorflow_has_computed(waves, small):
    GAN(waves, small)
    described = cluster.Described({"worker": [f"127.0.0.1:{port}" for port in free_ports(2)]}, 0)
    with pytest.raises(WorkerError, match="before TensorFlow computes anything"):
        cluster.join(described)


def test_the_time_to_wait_must_be_a_number_of_seconds(monkeypatch):
    monkeypatch.setenv(cluster.TIMEOUT, "soon")
    with pytest.raises(WorkerError, match="whole number of seconds, not 'soon'"):
        cluster.seconds()
