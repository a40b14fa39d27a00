"""What R asks of a Python that it does not run."""

import json
import subprocess
import sys
from pathlib import Path

from rgan_r import probe

SCRIPT = Path(probe.__file__)


def asked(*arguments):
    """What the script answers."""
    run = subprocess.run([sys.executable, str(SCRIPT), *arguments], check=True, capture_output=True, text=True)
    return json.loads(run.stdout.splitlines()[-1])


def test_the_script_answers_with_one_line_of_json_and_imports_nothing_heavy():
    answer = asked("numpy=numpy", "nothing=no-such-distribution,nor-this-one")
    assert answer["version"] == sys.version.split()[0]
    assert answer["modules"]["numpy"].split(".")[0].isdigit()
    assert answer["modules"]["nothing"] is None
    assert "devices" not in answer
    assert isinstance(answer["shared"], bool) and isinstance(answer["managed"], bool)


def test_the_first_name_that_is_installed_gives_the_version():
    assert probe.version(["no-such-distribution", "pytest"]) == probe.version(["pytest"])
    assert probe.version([]) is None


def test_a_python_that_can_make_environments_says_so():
    assert probe.environments()


def test_what_keeps_tensorflow_from_loading_is_reported(monkeypatch):
    monkeypatch.setitem(sys.modules, "tensorflow", None)
    found = probe.devices()
    assert found["devices"] == []
    assert "tensorflow" in found["tensorflow_error"]
