# Every command of the repository. Needs Python 3.11 or newer (with venv) and make; fetches the rest into .venv.
#   make demo    a school to try, at http://127.0.0.1:8000 (PORT=9000 moves it)
#   make test    all tests;   make check   everything that guards the house
#   make help    the whole list

.DEFAULT_GOAL := help
.DELETE_ON_ERROR:
SHELL := /bin/sh
# Modules are compiled once and then read: the tests start the program many times.
unexport PYTHONDONTWRITEBYTECODE

PORT ?= 8000
# The system's own Python first: it is built with optimisation, which makes pages a quarter faster than one
# compiled at home without it, and is mended with the system.
PYTHON ?= $(shell for p in /usr/bin/python3 python3 python3.14 python3.13 python3.12 python3.11; do \
	$$p -c 'import sys, ensurepip, venv; sys.exit(sys.version_info < (3, 11))' >/dev/null 2>&1 && echo $$p && break; done)
VENV := .venv
BIN := $(VENV)/bin
PIP := $(BIN)/python -m pip --disable-pip-version-check install --quiet --progress-bar off
PACKAGE := PYTHONWARNINGS=ignore $(PIP) --no-deps --no-build-isolation --editable .
STATIC := format lint types walls templates migrations dead words
# Checks that start Django keep their files apart from the school's.
SPARE := LETOPIS_HOME=$(VENV)/checks

.PHONY: help setup demo test check coverage mutants soak bench bundle reference lock clean fix $(STATIC)

help: ## this list
	@sed -n 's/^\([a-z]*\):.*## /  make \1	/p' $(MAKEFILE_LIST) | expand -t 20

# ---- set-up: a stamp file for each half, so that the second run starts at once

$(BIN)/python:
	@test -n "$(PYTHON)" || { echo "Python 3.11 or newer with venv is needed (on Debian: apt-get install python3-venv);" \
		"name it: make PYTHON=/path/to/python3"; exit 1; }
	@$(PYTHON) -m venv $(VENV)

$(VENV)/.run: requirements/run.txt pyproject.toml | $(BIN)/python
	@echo "Preparing $(VENV): about a minute, once."
	@$(PIP) --require-hashes --no-deps --requirement requirements/run.txt
	@$(PACKAGE)
	@touch $@

$(VENV)/.dev: requirements/dev.txt pyproject.toml | $(BIN)/python
	@echo "Preparing $(VENV) with the tools for checking: about two minutes, once."
	@$(PIP) --require-hashes --no-deps --requirement requirements/dev.txt
	@$(PACKAGE)
	@touch $(VENV)/.run $@

setup: $(VENV)/.dev ## everything for work on the code

# ---- using it

demo: $(VENV)/.run ## a school to try, with its server
	$(BIN)/letopis demo --port $(PORT)

# ---- checking it

test: $(VENV)/.dev ## all tests; LETOPIS_TEST_DATABASE=postgres://... runs them on PostgreSQL
	$(BIN)/pytest -n 2 --dist worksteal --durations=12 --durations-min=8 $(ARGS)

check: CHECK = --check
check: $(STATIC) coverage test ## all of CI: every check below and the tests

coverage: $(VENV)/.dev ## every branch of the rules is tested by the rules' own tests
	$(BIN)/pytest -p no:randomly tests/regulation --cov=letopis/regulation --cov-branch --cov-fail-under=100 \
		--cov-report=term-missing:skip-covered

mutants: $(VENV)/.dev ## change the rules one place at a time and see that a test notices (minutes)
	nice $(BIN)/mutmut run --max-children 1
	$(BIN)/python tools/mutants.py $(CHECK)

format: $(VENV)/.dev ## the code is laid out as ruff lays it out
	$(BIN)/ruff format --check .

lint: $(VENV)/.dev ## ruff finds nothing to say
	$(BIN)/ruff check .

types: $(VENV)/.dev ## types hold, strictly
	$(SPARE) $(BIN)/mypy

walls: $(VENV)/.dev ## imports only point down
	$(BIN)/lint-imports

templates: $(VENV)/.dev ## templates are sound
	$(BIN)/djlint letopis --lint --quiet

migrations: $(VENV)/.dev ## tables and migrations agree
	$(SPARE) $(BIN)/letopis makemigrations --check --dry-run

dead: $(VENV)/.dev ## no dead code, no idle dependency
	$(BIN)/vulture
	$(BIN)/deptry .

words: $(VENV)/.dev ## gather the texts into the catalogues; CHECK=--check only compares
	$(BIN)/python tools/words.py $(CHECK)

fix: $(VENV)/.dev ## lay out the code as the checks want it
	$(BIN)/ruff check --fix .
	$(BIN)/ruff format .

soak: $(VENV)/.dev ## the storms of tests/abuse for longer, two hundred cuts of the power (long)
	LETOPIS_FUZZ=300 LETOPIS_STORIES=300 $(BIN)/pytest -n 2 tests/abuse
	LETOPIS_KILLS=200 $(BIN)/pytest -o log_cli=true --log-cli-level=INFO tests/walks/test_many_kills.py

bench: $(VENV)/.dev ## measure; ONLY=journal. measures one family
	ONLY="$(ONLY)" $(BIN)/python -m bench

reference: $(VENV)/.dev ## write docs/reference anew
	WRITE_REFERENCE=1 $(BIN)/pytest -p no:randomly -k reference

# ---- handing it over

bundle: $(VENV)/.dev ## all that is installed on a machine without a network, with the list of parts
	$(BIN)/python tools/bundle.py

# ---- dependencies

LOCK := $(BIN)/pip-compile --quiet --strip-extras --allow-unsafe --generate-hashes --annotation-style=line \
	--no-header --no-emit-index-url --no-emit-find-links --no-emit-trusted-host --resolver=backtracking

lock: $(VENV)/.dev ## lock the newest allowed versions with their hashes (ARGS=--upgrade)
	$(LOCK) $(ARGS) --output-file requirements/run.txt pyproject.toml requirements/build.in
	$(LOCK) $(ARGS) --extra dev --constraint requirements/run.txt --output-file requirements/dev.txt \
		pyproject.toml requirements/build.in

clean: ## remove what make has made; the school's data in var/ stays
	rm -rf $(VENV) build *.egg-info .mypy_cache .ruff_cache .pytest_cache .import_linter_cache .hypothesis .coverage mutants
