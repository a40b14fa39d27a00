#!/usr/bin/env bash
# All speed figures: results.md, recipes.md, results-speed.png and the raw numbers in results-*.json. About three quarters of an hour.
set -euo pipefail
here=$(cd "$(dirname "$0")" && pwd)
peers="$here/.venv"
if [ ! -x "$peers/bin/python" ]; then
  "$RETICULATE_PYTHON" -m venv "$peers"
fi
# A peer that cannot be installed is left out of the table by name.
for peer in $(grep -v '^#' "$here/requirements-peers.txt"); do
  "$peers/bin/python" -c "import ${peer%%[=<>]*}" 2>/dev/null || "$peers/bin/pip" install -q "$peer" || true
done
cd "$here"
"$RETICULATE_PYTHON" speed/run.py --peers-python "$peers/bin/python" "$@"
"$RETICULATE_PYTHON" speed/parts.py
"$RETICULATE_PYTHON" speed/calls.py
"$RETICULATE_PYTHON" speed/scaling.py --peers-python "$peers/bin/python"
"$RETICULATE_PYTHON" speed/memory.py
"$RETICULATE_PYTHON" speed/larger.py
"$RETICULATE_PYTHON" speed/recipes.py --peers-python "$peers/bin/python"
"$RETICULATE_PYTHON" speed/draws.py
Rscript speed/report.R
Rscript speed/report-recipes.R
