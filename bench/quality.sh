#!/usr/bin/env bash
# Measures what the default recipe learns and writes bench/quality.md, stages.md, benchmarks.md, sines.md, health.md
# and damage.md; some hours. Arguments go to bench/quality/run.py; with --quick everything is done once, in some quarters
# of an hour, and run.py prints only. RGAN_BENCH_DATA names the folder with the data of Stocks and Energy, see
# bench/quality/panels.py; TRAININGS says how often each of those is trained (5).
set -euo pipefail

cd "$(dirname "$0")/.."
python="${RGAN_PYTHON:-.venv/bin/python}"
trainings="${TRAININGS:-5}" repeats=5 seeds=10
if [[ " $* " == *" --quick "* ]]; then
  trainings=1 repeats=2 seeds=1
fi
"$python" bench/quality/run.py "$@"
# What each stage is worth; then the noise model once more, which prints only.
"$python" bench/quality/stages.py --out bench/stages.md
"$python" bench/quality/noise.py 1
# Published benchmarks; TimeGAN's Sines once more, against simpler ways; then the monitor.
"$python" bench/quality/panels.py --trainings "$trainings"
"$python" bench/sines.py --repeats "$repeats"
Rscript bench/quality/health.R "$seeds"
# Last, as it fails where the judge does not see damage.
exec "$python" bench/quality/damage.py
