#!/usr/bin/env bash
# rgan beside its rivals on the same rows, into bench/rivals.md; arguments go to bench/rivals/race.py. Some hours for
# everything; what was trained is kept in bench/.rivals. RGAN_BENCH_DATA names the folder with TimeGAN's stock_data.csv.
set -euo pipefail

cd "$(dirname "$0")/.."
bash bench/rivals/install.sh
exec "${RGAN_PYTHON:-.venv/bin/python}" bench/rivals/race.py "$@"
