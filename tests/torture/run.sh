#!/usr/bin/env bash
# Kills, interrupts and starves trainings, and sees that nothing is lost. `make torture` runs it.
set -euo pipefail
cd "$(dirname "$0")"
exec Rscript torture.R
