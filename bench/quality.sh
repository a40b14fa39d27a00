#!/usr/bin/env bash
# Measures what the default recipe learns and writes bench/quality.md, sines.md and health.md; arguments go to
# bench/quality/run.py.
set -euo pipefail

cd "$(dirname "$0")/.."
python="${RGAN_PYTHON:-.venv/bin/python}"
"$python" bench/quality/run.py "$@"
# TimeGAN's benchmark, into bench/sines.md; then the monitor, into bench/health.md.
"$python" bench/sines.py
exec Rscript bench/quality/health.R
