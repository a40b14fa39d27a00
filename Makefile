# Every task of the project. Each sets up what it needs and may be run twice; `make help` lists them.
# Everything made here stays in this folder: .rlib (R library with rgan), .venv (Python), build (logs), demo (pictures).

SHELL := /bin/bash
.SHELLFLAGS := -euo pipefail -c
.DEFAULT_GOAL := help
MAKEFLAGS += --no-print-directory

ROOT := $(CURDIR)
export RETICULATE_PYTHON := $(ROOT)/.venv/bin/python
USER_R_LIBS := $(R_LIBS)
export R_LIBS := $(ROOT)/.rlib$(if $(USER_R_LIBS),:$(USER_R_LIBS))
export NOT_CRAN := true
# A bare machine has no locale set, and R then cannot print what is not ASCII.
ifeq ($(LANG)$(LC_ALL),)
export LC_ALL := C.UTF-8
endif

R_SOURCES := DESCRIPTION NAMESPACE $(shell find R inst man vignettes -type f -not -name '*.pyc' -not -name '*.orig' 2>/dev/null)
PYTHON := .venv/bin/python

.PHONY: help install setup demo test test-r test-python browser-test lint format check document vignettes site cheatsheet bench bench-quality bench-rivals torture clean

help: ## list the tasks
	@grep -hE '^[a-z-]+:.*## ' $(MAKEFILE_LIST) | sed -E 's/:.*## /\t/' | awk -F'\t' '{ printf "make %-14s %s\n", $$1, $$2 }'

install: export R_LIBS := $(USER_R_LIBS)
install: build/.system ## install rgan and its articles into your own R library
	@bash tools/setup-rgan.sh --user

setup: .rlib/.stamp .venv/.stamp ## install R packages, Python packages and rgan itself into this folder

demo: setup ## train on two-wave data and on a real series, and draw both into demo/
	@Rscript tools/demo.R

test: setup ## run every test and check; ends with one line: N passed, N failed
	@bash tools/test.sh all

test-r: setup ## run the R tests; FILE=train-loop runs those of R/train-loop.R
	@$(if $(FILE),Rscript tools/test-r.R --file=$(FILE),bash tools/test.sh r)

test-python: .venv/.stamp ## run the Python tests; FILE=snapshots runs those of the module snapshots
	@$(if $(FILE),$(PYTHON) -m pytest tests/python/test_$(FILE).py,bash tools/test.sh python)

browser-test: setup ## use the explorer by real clicks in a headless Chromium
	@bash tools/setup-browser.sh
	@$(PYTHON) -m pytest tests/browser

lint: setup ## check style, and that each source file has its test file
	@bash tools/test.sh lint

format: .venv/.stamp ## bring Python code into its form and order its imports (R code: lintr tells what to change)
	@.venv/bin/ruff check --fix --quiet . && .venv/bin/ruff format .

check: setup ## run R CMD check: no error, warning or note
	@bash tools/test.sh check

document: build/.system ## write NAMESPACE and man/ from the comments in R/, and codemeta.json from DESCRIPTION
	@Rscript -e 'roxygen2::roxygenise()'
	@Rscript tools/codemeta.R

vignettes: setup ## compute the vignettes anew: vignettes/*.Rmd.orig become *.Rmd with figures
	@Rscript tools/vignettes.R

site: setup build/.system-site ## build the site into build/site; ARGS=--no-examples is quicker
	@Rscript tools/site.R $(ARGS)

cheatsheet: ## print cheatsheet/rgan.html into inst/cheatsheet/rgan.pdf, by Chromium or Chrome
	@bash tools/cheatsheet.sh

bench: setup ## measure the speed against other ways of training the same networks
	@bash bench/run.sh

bench-quality: setup ## measure the quality of what each recipe generates; ARGS=--quick is a part of it
	@bash bench/quality.sh $(ARGS)

bench-rivals: setup ## measure the quality beside CTGAN, TVAE, arf and others; ARGS=--quick is a part of it
	@bash bench/rivals.sh $(ARGS)

torture: setup ## kill, interrupt and starve the training, and see that nothing is lost
	@bash tests/torture/run.sh

clean: ## remove everything that was made here, the environments too
	rm -rf .rlib .venv bench/.venv bench/.rivals build demo .pytest_cache .ruff_cache rgan_*.tar.gz rgan.Rcheck
	find . -name __pycache__ -type d -prune -exec rm -rf {} +

# The stamps: each step is done again only when what it was made from has changed. The scripts leave a stamp only when
# everything was there: what is missing is looked for again.
build/.system: tools/setup-system.sh
	@mkdir -p build
	@bash tools/setup-system.sh $@

# pkgdown is needed for the site only.
build/.system-site: build/.system
	@bash tools/setup-system.sh $@ pkgdown

.venv/.stamp: build/.system inst/python/requirements.txt tools/requirements-dev.txt tools/setup-python.sh
	@bash tools/setup-python.sh $@

.rlib/.stamp: build/.system $(R_SOURCES)
	@bash tools/setup-rgan.sh
	@touch $@
