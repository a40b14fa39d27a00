#!/usr/bin/env bash
# Installs each rival into an environment of its own under bench/.rivals; one that cannot be is named in the table.
set -uo pipefail
here=$(cd "$(dirname "$0")" && pwd)
store="$here/../.rivals"
python="${RGAN_PYTHON:-.venv/bin/python}"
mkdir -p "$store/env" "$store/R"

# Says what went wrong in the words of the last error.
failed() { grep -i 'error' "$1" | tail -1 | cut -c1-200; }

for list in "$here"/requirements/*.txt; do
  name=$(basename "$list" .txt)
  [[ "$name" == *-alone ]] && continue
  place="$store/env/$name"
  stamp="$place.stamp"
  alone="$here/requirements/$name-alone.txt"
  wanted=$(cat "$list" "$alone" 2>/dev/null)
  [ -f "$stamp" ] && [ "$(cat "$stamp")" = "$wanted" ] && continue
  echo "Installing $name ..."
  rm -f "$stamp" "$place.failed"
  log="$place.log"
  if { [ -x "$place/bin/python" ] || "$python" -m venv "$place"; } >"$log" 2>&1 &&
    "$place/bin/python" -m pip install --quiet --disable-pip-version-check -r "$list" >>"$log" 2>&1 &&
    { [ ! -f "$alone" ] || "$place/bin/python" -m pip install --quiet --no-deps -r "$alone" >>"$log" 2>&1; }; then
    printf '%s' "$wanted" >"$stamp"
  else
    echo "cannot be installed: $(failed "$log")" | tee "$place.failed"
  fi
done

for package in arf synthpop; do
  [ -d "$store/R/$package" ] && continue
  echo "Installing $package for R ..."
  R_LIBS="$store/R${R_LIBS:+:$R_LIBS}" Rscript -e "
    if (identical(unname(getOption('repos')['CRAN']), '@CRAN@')) options(repos = 'https://cloud.r-project.org')
    options(timeout = 60)
    utils::install.packages('$package', lib = '$store/R', quiet = TRUE)" >"$store/R-$package.log" 2>&1
  [ -d "$store/R/$package" ] || echo "  not to be had here; left out by name"
done
