#!/usr/bin/env bash
# A browser and its driver for `make browser-test`. On Debian, with the right to do so, they are installed; elsewhere what
# is missing is named.
set -euo pipefail

has_browser() {
  command -v chromedriver >/dev/null && { command -v chromium || command -v chromium-browser || command -v google-chrome; } \
    >/dev/null
}

if ! has_browser && command -v apt-get >/dev/null && [ "$(id -u)" = 0 ]; then
  echo "Installing Chromium and its driver (a minute, once) ..."
  mkdir -p build
  export DEBIAN_FRONTEND=noninteractive
  apt-get -o DPkg::Lock::Timeout=600 install -y -qq --no-install-recommends chromium chromium-driver \
    >build/apt-browser.log 2>&1 </dev/null || tail -5 build/apt-browser.log
fi
if ! has_browser; then
  echo "Missing programs: chromedriver and a Chromium or Chrome of the same version." >&2
  exit 1
fi
