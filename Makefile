PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
PIP := $(BIN)/python -m pip --disable-pip-version-check install --quiet

help:  ## this list
	@grep -E '^[a-z-]+:.*##' $(MAKEFILE_LIST) | sed -E 's/:.*## /\t/' | expand -t 12

$(VENV)/run.stamp: requirements.lock pyproject.toml
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || \
		{ echo "Python 3.11 or newer is needed: make PYTHON=python3.12, for example."; exit 1; }
	@$(PYTHON) -m venv $(VENV) || \
		{ echo "This Python cannot make virtual environments: install python3-venv."; exit 1; }
	@echo "installing what requirements.lock pins (once, about a minute)"
	@$(PIP) --require-hashes -r requirements.lock
	@$(PIP) --no-build-isolation --no-deps -e .
	@touch $@

$(VENV)/dev.stamp: $(VENV)/run.stamp requirements-dev.lock
	@echo "installing the tools that requirements-dev.lock pins (once)"
	@$(PIP) --require-hashes -r requirements-dev.lock
	@touch $@

install: $(VENV)/run.stamp  ## the virtual environment, from the lock file

run: $(VENV)/run.stamp  ## the whole platform, on an embedded PostgreSQL
	@exec $(BIN)/croupier serve

test: $(VENV)/dev.stamp  ## every test that a fresh machine can run
	$(BIN)/python -m pytest

check: $(VENV)/dev.stamp  ## format, lint, types, import rules, dependencies, contract drift
	$(BIN)/ruff format --check .
	$(BIN)/ruff check .
	$(BIN)/mypy
	$(BIN)/lint-imports
	$(BIN)/deptry .
	$(BIN)/croupier schema export --check

fuzz: $(VENV)/dev.stamp  ## schemathesis over the whole schema, signed out and signed in
	$(BIN)/python -m tests.fuzz

bench: $(VENV)/dev.stamp  ## ratios against a peer, measured in one run
	$(BIN)/python -m bench

lock: $(VENV)/dev.stamp  ## pin every dependency anew
	$(BIN)/uv pip compile --quiet --universal --generate-hashes --no-header --extra build pyproject.toml -o requirements.lock
	$(BIN)/uv pip compile --quiet --universal --generate-hashes --no-header --extra build --group dev pyproject.toml -c requirements.lock -o requirements-dev.lock

.PHONY: help install run test check fuzz bench lock
