#!/usr/bin/env bash
# rgan itself, into the project's own R library.
set -euo pipefail

mkdir -p .rlib build
if ! command -v R >/dev/null; then
  echo "R is missing: rgan was not installed."
  exit 1
fi
if ! R CMD INSTALL --library=.rlib . >build/install.log 2>&1 </dev/null; then
  tail -20 build/install.log
  echo "rgan could not be installed; all that was said is in build/install.log."
  exit 1
fi
