#!/usr/bin/env bash
# Builds the source package, articles included, and prints where it is. The articles are computed already (make
# vignettes), so that this takes seconds and no Python; R CMD INSTALL of a folder would leave them out.
# The argument is the folder to build in, under build/.
set -euo pipefail

folder=build/$1
rm -rf "$folder"
mkdir -p "$folder/rgan"
# R CMD build copies the whole folder before it leaves out what .Rbuildignore names, and .venv is large.
tar --exclude=./.git --exclude=./.venv --exclude=./.rlib --exclude=./build --exclude=./demo --exclude=./bench \
  --exclude=__pycache__ -cf - . | tar -xf - -C "$folder/rgan"

options=()
if ! command -v pandoc >/dev/null ||
  ! Rscript --vanilla -e 'quit(status = !all(nzchar(system.file(package = "knitr")), nzchar(system.file(package = "rmarkdown"))))'; then
  echo "Without pandoc, knitr and rmarkdown the package is built without its articles." >&2
  options+=(--no-build-vignettes)
fi
(cd "$folder" && R CMD build ${options[@]+"${options[@]}"} rgan >&2)
rm -rf "$folder/rgan"
ls "$folder"/rgan_*.tar.gz
