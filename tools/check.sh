#!/usr/bin/env bash
# R CMD check of the built package; fails on any error, warning or note. The tests are a suite of their own
# (make test-r), so they are not run here a second time; examples and vignettes are.
set -euo pipefail

source=build/source/rgan
rm -rf build/source build/check
mkdir -p "$source" build/check
# R CMD build copies the whole folder before it leaves out what .Rbuildignore names, and .venv is large.
tar --exclude=./.git --exclude=./.venv --exclude=./.rlib --exclude=./build --exclude=./demo \
  --exclude=__pycache__ -cf - . | tar -xf - -C "$source"

# The clock check asks a server on the internet; packages of Suggests may be missing on a machine without apt.
export _R_CHECK_SYSTEM_CLOCK_=0 _R_CHECK_FORCE_SUGGESTS_=false _R_CHECK_FUTURE_FILE_TIMESTAMPS_=false
export OMP_NUM_THREADS=2
options=(--no-manual --no-tests)
command -v pandoc >/dev/null || options+=(--no-build-vignettes --ignore-vignettes)

(cd build && R CMD build $(command -v pandoc >/dev/null || echo --no-build-vignettes) source/rgan)
(cd build && R CMD check "${options[@]}" --output=check rgan_*.tar.gz)
rm -f build/rgan_*.tar.gz
grep -q '^Status: OK$' build/check/rgan.Rcheck/00check.log
