#!/usr/bin/env bash
# Measures what the default recipe learns and writes bench/quality.md; arguments go to bench/quality/run.py.
set -euo pipefail

cd "$(dirname "$0")/.."
exec "${RGAN_PYTHON:-.venv/bin/python}" bench/quality/run.py "$@"
