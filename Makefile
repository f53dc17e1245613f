# One command a job. `make` lists them. CI runs `.ci/run`, which is `make check`.

PYTHON ?= python3
BIN := .venv/bin
INSTALL := $(BIN)/pip install --quiet -c constraints.txt
TEST ?= tests
SEED ?= 1
MINUTES ?= 5
NAMES ?=

# What git has, seen as if all of it were new; .gitattributes says what is kept as it is.
NOTHING := "$$(git hash-object -t tree /dev/null)"

.DEFAULT_GOAL := help
.PHONY: help setup hooks run test test-one test-shuffled lint format whitespace types contracts \
	check benchmarks soak wheel clean

help: ## What there is
	@sed -nE 's/^([a-z-]+):[^#]*## (.*)$$/\1\t\2/p' $(MAKEFILE_LIST) | expand -t 16

.venv:
	$(MAKE) setup

setup: ## Make .venv, with what runs the register, its tests and its linters
	$(PYTHON) -m venv .venv
	$(INSTALL) -e '.[test,lint]'

hooks: | .venv ## Have git refuse a commit that CI would refuse (pre-commit)
	$(INSTALL) -e '.[hooks]'
	$(BIN)/pre-commit install --allow-missing-config

run: | .venv ## Open a consortium that is made up; nothing of it is kept
	$(BIN)/peer-review demo

test: | .venv ## All tests, four at once
	$(BIN)/python -m pytest

test-one: | .venv ## One test, file or folder by itself: TEST=tests/store/paperwork/test_field_kinds.py::test_…
	$(BIN)/python -m pytest -n 0 '$(TEST)'

test-shuffled: | .venv ## All tests in another order: SEED=1
	$(BIN)/python -m pytest -p randomly --randomly-seed=$(SEED)

lint: whitespace | .venv ## Ruff: what it finds, and how code is laid out
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .

format: | .venv ## Lay the code out, and mend what ruff can mend
	$(BIN)/ruff check --fix .
	$(BIN)/ruff format .

whitespace: ## No line ends in a blank, and each file's last line is ended
	git diff --check $(NOTHING)
	@git diff $(NOTHING) -- . ':(exclude,attr:-whitespace)' | awk ' \
		/^\+\+\+ b/ { file = substr($$0, 7) } \
		/^\\ No newline/ { print file ": its last line is not ended"; wrong = 1 } \
		END { exit wrong }'

types: | .venv ## mypy --strict
	$(BIN)/mypy

contracts: | .venv ## Which room may import which
	$(BIN)/lint-imports

check: ## All that must hold before a change lands, as CI does it
	.ci/run

benchmarks: | .venv ## How fast it is, into docs/performance.md; or some of it: NAMES='paint save'
	$(INSTALL) -e '.[test,bench]'
	$(BIN)/python -m benchmarks $(NAMES)

soak: | .venv ## Kills, damage and random keys for as long as asked: MINUTES=5
	$(BIN)/python -m tests.soak --minutes $(MINUTES)

wheel: | .venv ## A wheel in dist/, to be installed elsewhere
	$(BIN)/pip wheel --quiet --no-deps --wheel-dir dist .

clean: ## Take away what was built and cached here, but not .venv
	rm -rf build dist *.egg-info .hypothesis .mypy_cache .ruff_cache .pytest_cache .import_linter_cache
	find . -path ./.venv -prune -o -name __pycache__ -type d -prune -exec rm -rf {} +
