#!/usr/bin/env bash
# Prints the first Python that rgan can use: 3.11 to 3.13, able to make environments, and with the shared library that
# running inside R needs (a version manager's often has none; the system's does).
set -euo pipefail
cd "$(dirname "$0")/.."

candidates() {
  local name
  for name in python3 python3.13 python3.12 python3.11; do
    echo "/usr/bin/$name"
    command -v "$name" || true
  done
}

usable() {
  "$1" inst/python/rgan_r/probe.py 2>/dev/null | tail -1 | "$1" -c '
import json, sys
told = json.load(sys.stdin)
version = tuple(int(part) for part in told["version"].split(".")[:2])
sys.exit(not (told["shared"] and told["venv"] and (3, 11) <= version <= (3, 13)))' 2>/dev/null
}

while read -r python; do
  if [ -x "$python" ] && usable "$python"; then
    echo "$python"
    exit 0
  fi
done < <(candidates)
exit 1
