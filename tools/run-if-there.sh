#!/usr/bin/env bash
# Runs a script of the project, or says that it is not there. Arguments: the script, and its name in words.
set -euo pipefail

if [ ! -f "$1" ]; then
  echo "$2 is not part of this version: there is no $1." >&2
  exit 1
fi
exec bash "$1"
