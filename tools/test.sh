#!/usr/bin/env bash
# Runs the test suites named (r, python, lint, check, or all) and ends with one line: N passed, N failed.
# What each suite said is in build/<suite>.log. A suite whose program is missing is left out by name; with CI=true,
# where everything has to be there, it counts as failed.
set -euo pipefail

passed=0
failed=0
mkdir -p build

has_r_package() {
  command -v Rscript >/dev/null && Rscript --vanilla -e "quit(status = !nzchar(system.file(package = '$1')))" 2>/dev/null
}

# Arguments: passed, failed, what was tried in words.
count() {
  passed=$((passed + $1))
  failed=$((failed + $2))
  echo "   $3: $1 passed, $2 failed"
}

left_out() {
  if [ "${CI:-}" = true ]; then
    count 0 1 "$1 (missing: $2)"
  else
    echo "   $1: left out, because $2 is missing"
  fi
}

# One suite that either passes or fails. Arguments: its name in words, its log, the command.
one_item() {
  local name=$1 log=$2
  shift 2
  if "$@" >"$log" 2>&1 </dev/null; then
    count 1 0 "$name"
  else
    tail -40 "$log"
    count 0 1 "$name"
  fi
}

# A suite of many tests: the command writes "passed failed" into the file given as its last argument.
many_items() {
  local name=$1 log=$2 counts=$3 status=0
  shift 3
  rm -f "$counts"
  "$@" "$counts" >"$log" 2>&1 </dev/null || status=$?
  local good=0 bad=0
  if [ -s "$counts" ]; then
    read -r good bad <"$counts"
  fi
  if [ "$status" != 0 ] && [ "$bad" = 0 ]; then
    bad=1 # the suite broke off before it could count
  fi
  if [ "$bad" != 0 ]; then
    tail -150 "$log"
  else
    grep -iE 'skip' "$log" | tail -5 || true
  fi
  count "$good" "$bad" "$name"
}

run_r() {
  echo "== R tests"
  if ! has_r_package testthat; then
    left_out "R tests" "the R package testthat"
    return
  fi
  RGAN_REQUIRE_PYTHON=1 many_items "R tests" build/test-r.log build/test-r.counts Rscript tools/test-r.R
}

run_python() {
  echo "== Python tests"
  if [ ! -x .venv/bin/python ]; then
    left_out "Python tests" "Python"
    return
  fi
  many_items "Python tests" build/test-python.log build/test-python.counts bash tools/test-python.sh
}

run_lint() {
  echo "== Style"
  if has_r_package lintr; then
    one_item "lintr" build/lintr.log Rscript tools/lint.R
  else
    left_out "lintr" "the R package lintr"
  fi
  if [ -x .venv/bin/ruff ]; then
    one_item "ruff" build/ruff.log .venv/bin/ruff check --no-cache .
    one_item "ruff format" build/ruff-format.log .venv/bin/ruff format --check --no-cache .
  else
    left_out "ruff" "ruff"
  fi
  if command -v python3 >/dev/null; then
    one_item "test files" build/test-files.log python3 tools/check-test-files.py
  else
    left_out "test files" "Python"
  fi
}

run_check() {
  echo "== R CMD check"
  if ! command -v R >/dev/null; then
    left_out "R CMD check" "R"
    return
  fi
  one_item "R CMD check" build/check.log bash tools/check.sh
}

case "$1" in
  r) run_r ;;
  python) run_python ;;
  lint) run_lint ;;
  check) run_check ;;
  all) run_lint; run_python; run_r; run_check ;;
  *) echo "No such suite: $1 (r, python, lint, check or all)." >&2; exit 2 ;;
esac

echo "$passed passed, $failed failed"
[ "$failed" = 0 ] && [ "$passed" != 0 ]
