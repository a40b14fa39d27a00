#!/usr/bin/env bash
# rgan itself, with its articles: into the project's own R library, or with the argument --user into the user's own.
set -euo pipefail

mkdir -p build
if ! command -v R >/dev/null; then
  echo "R is missing: rgan was not installed."
  exit 1
fi

# The first library that may be written to, as install.packages() would take; made if there is none.
user_library() {
  Rscript --no-echo -e '
    writable <- Filter(function(path) file.access(path, 2) == 0, .libPaths())
    library <- c(writable, Sys.getenv("R_LIBS_USER"))[[1]]
    dir.create(library, showWarnings = FALSE, recursive = TRUE)
    cat(library)'
}

if [ "${1:-}" = --user ]; then
  library=$(user_library)
else
  library=.rlib
  mkdir -p "$library"
fi

if ! { package=$(bash tools/build-package.sh install) && R CMD INSTALL --library="$library" "$package"; } \
  >build/install.log 2>&1 </dev/null; then
  tail -20 build/install.log
  echo "rgan could not be installed; all that was said is in build/install.log."
  exit 1
fi
rm -rf build/install
if [ "${1:-}" = --user ]; then
  echo "rgan and its articles are in $library. Next, in R: rgan::install_rgan()"
fi
