"""Who takes part in a cluster, as the environment says, and joining it."""

import json
import socket

import pytest
from cluster_processes import config, free_ports, together
from rgan import GAN, WorkerError, cluster


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
