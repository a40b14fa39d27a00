#!/usr/bin/env bash
# R CMD check of the built package; fails on any error, warning or note. The tests are a suite of their own
# (make test-r), so they are not run here a second time; examples and vignettes are.
set -euo pipefail

rm -rf build/check
mkdir -p build/check

# The clock check asks a server on the internet; packages of Suggests may be missing on a machine without apt.
export _R_CHECK_SYSTEM_CLOCK_=0 _R_CHECK_FORCE_SUGGESTS_=false _R_CHECK_FUTURE_FILE_TIMESTAMPS_=false
export OMP_NUM_THREADS=2
options=(--no-manual --no-tests)
command -v pandoc >/dev/null || options+=(--no-build-vignettes --ignore-vignettes)

package=$(bash tools/build-package.sh source)
R CMD check "${options[@]}" --output=build/check "$package"
grep -q '^Status: OK$' build/check/rgan.Rcheck/00check.log
