#!/usr/bin/env bash
# The project's own virtual environment, .venv: what rgan needs and what developing it needs. The argument is the
# stamp to leave when it is complete.
set -euo pipefail

if ! python=$(bash tools/find-python.sh); then
  echo "No Python that rgan can use is here: going on without."
  exit 0
fi
if ! .venv/bin/python -c "" 2>/dev/null; then
  echo "Making .venv with $python ..."
  rm -rf .venv
  "$python" -m venv .venv
fi

# The same choices as install_rgan() makes: the CPU build where there is no GPU, NumPy 1 for a reticulate before 1.38.
requirements=$(cat inst/python/requirements.txt tools/requirements-dev.txt)
if [ "$(uname -sm)" = "Linux x86_64" ] && [ ! -e /proc/driver/nvidia/version ]; then
  requirements=$(sed 's/^tensorflow\b/tensorflow-cpu/' <<<"$requirements")
fi
if ! Rscript --vanilla -e 'quit(status = utils::packageVersion("reticulate") < "1.38")' >/dev/null 2>&1; then
  requirements=$(sed 's/^numpy$/numpy<2/' <<<"$requirements")
fi
mkdir -p build
echo "$requirements" >build/requirements.txt
echo "Installing Python packages into .venv ..."
.venv/bin/python -m pip install --quiet --disable-pip-version-check -r build/requirements.txt </dev/null
touch "$1"
