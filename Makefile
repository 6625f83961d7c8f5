# `make run` runs the platform, filled with a made-up region; `make test` is everything that must pass.

PYTHON ?= $(shell command -v python3.11 || command -v python3)
export PYTHON
BIN := .venv/bin
DEMO := demo
DEMO_SEED := 1
DEMO_SCALE := 0.01
DEMO_DAY := 2026-06-30
# Both may also come from the environment: `SERVE=0 make run`.
PORT ?= 8000
SERVE ?= 1

.PHONY: help setup setup-test run test lint format types arrows docs pytest lock screenshots clean

help: ## list the targets
	@grep -hE '^[a-z-]+:.*##' $(MAKEFILE_LIST) | sed -E 's/:.*## /\t/' | expand -t 14

setup: .venv/ready-run ## make .venv with what a run needs

setup-test: .venv/ready-test ## and with what the tests need

.venv/ready-run: requirements.lock pyproject.toml assets/package-lock.json
	scripts/system-packages.sh run
	scripts/venv.sh requirements.lock
	scripts/assets.sh
	@touch $@

.venv/ready-test: requirements-dev.lock .venv/ready-run
	scripts/system-packages.sh test
	scripts/venv.sh requirements-dev.lock
	scripts/assets.sh test
	@touch $@

run: setup ## the platform on 127.0.0.1 with a made-up region; SERVE=0 screens the region and ends
ifeq ($(SERVE),0)
	$(BIN)/jianzhen synth $(DEMO) --scale $(DEMO_SCALE) --seed $(DEMO_SEED)
	$(BIN)/jianzhen screen $(DEMO)/data --out $(DEMO)/out --on $(DEMO_DAY)
else
	$(BIN)/jianzhen demo $(DEMO) --scale $(DEMO_SCALE) --seed $(DEMO_SEED) --port $(PORT)
endif

test: lint types arrows docs pytest ## everything that must pass

lint: setup-test ## ruff: rules and format
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .

format: setup-test ## let ruff mend what it can
	$(BIN)/ruff check --fix .
	$(BIN)/ruff format .

types: setup-test ## mypy --strict
	$(BIN)/mypy

arrows: setup-test ## imports between the rooms point one way
	$(BIN)/lint-imports

docs: setup-test ## the documentation site, without a warning
	NO_MKDOCS_2_WARNING=1 $(BIN)/python -m mkdocs build --strict

pytest: setup-test ## the tests, a file at a time on each core
	$(BIN)/pytest -n 2 --dist loadfile -q

lock: ## resolve the dependencies anew
	scripts/lock.sh

screenshots: setup-test ## take the pictures of README and docs
	$(BIN)/python scripts/screenshots.py

clean: ## remove what the other targets made
	rm -rf .venv site $(DEMO) .mypy_cache .ruff_cache .pytest_cache .import_linter_cache .hypothesis
