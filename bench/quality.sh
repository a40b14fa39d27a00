#!/usr/bin/env bash
# Measures what the default recipe learns and writes bench/quality.md and bench/sines.md; arguments go to
# bench/quality/run.py.
set -euo pipefail

cd "$(dirname "$0")/.."
python="${RGAN_PYTHON:-.venv/bin/python}"
"$python" bench/quality/run.py "$@"
# TimeGAN's benchmark, into bench/sines.md.
exec "$python" bench/sines.py
