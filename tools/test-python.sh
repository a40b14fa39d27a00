#!/usr/bin/env bash
# Runs the Python tests. The argument is the file to write "passed failed" into.
set -euo pipefail

status=0
.venv/bin/python -m pytest --durations=10 --junit-xml=build/pytest.xml || status=$?
.venv/bin/python - "$1" <<'PY'
import sys
import xml.etree.ElementTree as ElementTree

suites = ElementTree.parse("build/pytest.xml").getroot().iter("testsuite")
total = dict.fromkeys(("tests", "failures", "errors", "skipped"), 0)
for suite in suites:
    for key in total:
        total[key] += int(suite.get(key, 0))
failed = total["failures"] + total["errors"]
with open(sys.argv[1], "w") as counts:
    counts.write(f"{total['tests'] - failed - total['skipped']} {failed}\n")
PY
exit "$status"
