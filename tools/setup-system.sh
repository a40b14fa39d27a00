#!/usr/bin/env bash
# Programs and R packages. On Debian and its like, with the right to do so, what is missing is installed; elsewhere it
# is named, and the rest goes on with what is there. The first argument is the stamp to leave when nothing is missing,
# others are further R packages, for a task that is not everybody's.
set -euo pipefail
stamp=$1
shift

needed_packages="reticulate ggplot2 cli rlang generics jsonlite testthat withr callr vdiffr png jpeg magick av knitr
  rmarkdown lintr roxygen2 xts zoo shiny bslib $*"

missing_programs() {
  local program
  for program in Rscript pandoc; do
    command -v "$program" >/dev/null || echo "$program"
  done
  bash tools/find-python.sh >/dev/null || echo "python3 (3.11 to 3.13, with venv and its shared library)"
}

missing_r_packages() {
  command -v Rscript >/dev/null || { tr -s ' \n' '\n' <<<"$needed_packages"; return; }
  NEEDED="$needed_packages" Rscript --vanilla -e '
    needed <- scan(text = Sys.getenv("NEEDED"), what = "", quiet = TRUE)
    cat(needed[!nzchar(vapply(needed, function(p) system.file(package = p), ""))], sep = "\n")'
}

# Fonts: without any, the pictures of a bare machine have no text.
debian_packages() {
  local package
  echo r-base-core pandoc python3-venv libpython3-dev ca-certificates fonts-dejavu-core
  for package in $needed_packages; do
    echo "r-cran-$package"
  done
}

may_install() {
  command -v apt-get >/dev/null && [ "$(id -u)" = 0 ]
}

# Another apt-get may be at work, as on a machine that has just started. The option makes it wait for the lock of
# packages, but not for that of the lists: that one is tried again, for five minutes. Any other fault ends it at once.
update_lists() {
  local attempt
  for attempt in $(seq 60); do
    if LC_ALL=C apt-get -o DPkg::Lock::Timeout=600 update -qq 2>build/apt-lists.log; then
      return 0
    fi
    cat build/apt-lists.log
    grep -q "Could not get lock" build/apt-lists.log || return 1
    sleep 5
  done
  return 1
}

if [ -n "$(missing_programs)$(missing_r_packages)" ] && may_install; then
  echo "Installing R, Python and R packages from the system's own (a few minutes, once) ..."
  export DEBIAN_FRONTEND=noninteractive
  mkdir -p build
  if ! { update_lists &&
    apt-get -o DPkg::Lock::Timeout=600 install -y -qq --no-install-recommends $(debian_packages); } \
    >build/apt.log 2>&1 </dev/null; then
    tail -5 build/apt.log
    echo "apt-get failed; all it said is in build/apt.log."
  fi
fi

programs=$(missing_programs)
packages=$(missing_r_packages)
if [ -n "$programs" ]; then
  echo "Missing programs: $(paste -sd, <<<"$programs" | sed 's/,/, /g')."
fi
if [ -n "$packages" ]; then
  echo "Missing R packages: $(paste -sd, <<<"$packages" | sed 's/,/, /g')."
fi
if [ -n "$programs$packages" ]; then
  echo "Going on with what is there."
else
  touch "$stamp"
fi
