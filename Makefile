# Every task of the project. Each sets up what it needs and may be run twice; `make help` lists them.
# Everything made here stays in this folder: .rlib (R library with rgan), .venv (Python), build (logs), demo (pictures).

SHELL := /bin/bash
.SHELLFLAGS := -euo pipefail -c
.DEFAULT_GOAL := help
MAKEFLAGS += --no-print-directory

ROOT := $(CURDIR)
export RETICULATE_PYTHON := $(ROOT)/.venv/bin/python
export R_LIBS := $(ROOT)/.rlib$(if $(R_LIBS),:$(R_LIBS))
export NOT_CRAN := true
# A bare machine has no locale set, and R then cannot print what is not ASCII.
ifeq ($(LANG)$(LC_ALL),)
export LC_ALL := C.UTF-8
endif

R_SOURCES := DESCRIPTION NAMESPACE $(shell find R inst -type f -not -name '*.pyc' 2>/dev/null)
PYTHON := .venv/bin/python

.PHONY: help setup demo test test-r test-python lint check document vignettes bench bench-quality torture clean

help: ## list the tasks
	@grep -hE '^[a-z-]+:.*## ' $(MAKEFILE_LIST) | sed -E 's/:.*## /\t/' | awk -F'\t' '{ printf "make %-14s %s\n", $$1, $$2 }'

setup: .rlib/.stamp .venv/.stamp ## install R packages, Python packages and rgan itself into this folder

demo: setup ## train on two-wave data and on a real series, and draw both into demo/
	@Rscript tools/demo.R

test: setup ## run every test and check; ends with one line: N passed, N failed
	@bash tools/test.sh all

test-r: setup ## run the R tests
	@bash tools/test.sh r

test-python: .venv/.stamp ## run the Python tests
	@bash tools/test.sh python

lint: setup ## check the style of R and Python code
	@bash tools/test.sh lint

check: setup ## run R CMD check: no error, warning or note
	@bash tools/test.sh check

document: build/.system ## write NAMESPACE and man/ from the comments in R/
	@Rscript -e 'roxygen2::roxygenise()'

vignettes: setup ## compute the vignettes anew: vignettes/*.Rmd.orig become *.Rmd with figures
	@Rscript tools/vignettes.R

bench: setup ## measure the speed against other ways of training the same networks
	@bash tools/run-if-there.sh bench/run.sh "The benchmark"

bench-quality: setup ## measure the quality of what each recipe generates
	@bash tools/run-if-there.sh bench/quality.sh "The quality benchmark"

torture: setup ## kill, interrupt and starve the training, and see that nothing is lost
	@bash tools/run-if-there.sh tests/torture/run.sh "The torture test"

clean: ## remove everything that was made here, the environments too
	rm -rf .rlib .venv build demo .pytest_cache .ruff_cache rgan_*.tar.gz rgan.Rcheck
	find . -name __pycache__ -type d -prune -exec rm -rf {} +

# The stamps: each step is done again only when what it was made from has changed. The scripts leave a stamp only when
# everything was there: what is missing is looked for again.
build/.system: tools/setup-system.sh
	@mkdir -p build
	@bash tools/setup-system.sh $@

.venv/.stamp: build/.system inst/python/requirements.txt tools/requirements-dev.txt tools/setup-python.sh
	@bash tools/setup-python.sh $@

.rlib/.stamp: build/.system $(R_SOURCES)
	@bash tools/setup-rgan.sh
	@touch $@
