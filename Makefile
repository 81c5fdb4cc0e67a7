PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin

help:  ## this list
	@grep -E '^[a-z-]+:.*##' $(MAKEFILE_LIST) | sed -E 's/:.*## /\t/' | expand -t 12

$(VENV)/run.stamp: requirements.lock pyproject.toml
	$(PYTHON) -m venv $(VENV)
	$(BIN)/python -m pip install --quiet --require-hashes -r requirements.lock
	$(BIN)/python -m pip install --quiet --no-build-isolation --no-deps -e .
	@touch $@

$(VENV)/dev.stamp: $(VENV)/run.stamp requirements-dev.lock
	$(BIN)/python -m pip install --quiet --require-hashes -r requirements-dev.lock
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

fuzz: $(VENV)/dev.stamp  ## schemathesis over the whole schema, signed out and signed in
	$(BIN)/python -m tests.fuzz

bench: $(VENV)/dev.stamp  ## ratios against a peer, measured in one run
	$(BIN)/python -m bench

lock: $(VENV)/dev.stamp  ## pin every dependency anew
	$(BIN)/uv pip compile --quiet --universal --generate-hashes --no-header --extra build pyproject.toml -o requirements.lock
	$(BIN)/uv pip compile --quiet --universal --generate-hashes --no-header --extra build --group dev pyproject.toml -c requirements.lock -o requirements-dev.lock

.PHONY: help install run test check fuzz bench lock
