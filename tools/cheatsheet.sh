#!/usr/bin/env bash
# Prints cheatsheet/rgan.html into inst/cheatsheet/rgan.pdf, by Chromium or Chrome without a window.
set -euo pipefail

for browser in chromium chromium-browser google-chrome chrome; do
  command -v "$browser" >/dev/null && break
done
if ! command -v "$browser" >/dev/null; then
  echo "Printing the cheat sheet needs Chromium or Chrome."
  exit 1
fi
mkdir -p inst/cheatsheet build
profile=$(mktemp -d)
trap 'rm -rf "$profile"' EXIT
"$browser" --headless --no-sandbox --disable-gpu --disable-quic --no-first-run --disable-background-networking \
  --disable-component-update --disable-sync --user-data-dir="$profile" --no-pdf-header-footer \
  --print-to-pdf=inst/cheatsheet/rgan.pdf "file://$PWD/cheatsheet/rgan.html" >build/cheatsheet.log 2>&1
ls -l inst/cheatsheet/rgan.pdf
