# Every target builds what it needs; `make` alone lists the targets.
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
PIP := $(BIN)/python -m pip --quiet --disable-pip-version-check
WORKERS ?= 2

.DEFAULT_GOAL := help
.PHONY: help setup run test lint types unit selftest matrix clean-matrix schemas bench beside mutants peers openapi-lint lock clean

help: ## list the targets
	@grep -E '^[a-z-]+:.*##' $(MAKEFILE_LIST) | sed -E 's/:.*## /\t/' | expand -t 16

$(VENV)/.ready: requirements.lock pyproject.toml
	$(PYTHON) -m venv $(VENV)
	$(PIP) install --require-hashes -r requirements.lock
	$(PIP) install --no-deps --no-build-isolation --editable .
	@touch $@

setup: $(VENV)/.ready ## build .venv from the hash-locked file

run: setup ## test the embedded sandbox, and write the report
	$(BIN)/conformance run

test: lint types unit ## everything that must be right before a change lands

lint: setup ## style
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .

types: setup ## strict types
	$(BIN)/python tools/check_types.py

unit: setup ## the project's own tests
	$(BIN)/python -m pytest -q -n $(WORKERS) --dist loadgroup

selftest: setup ## seek every defect of the sandbox; fails where one survives
	$(BIN)/conformance selftest --workers $(WORKERS)

matrix: setup ## the kill matrix: every defect against every requirement, and the curve; takes hours
	$(BIN)/conformance selftest --matrix --workers $(WORKERS) --out conformance-runs/matrix

clean-matrix: setup ## every variant by ten seeds and by every suite, slow targets, targets in use: nothing may be found; takes hours
	nice $(BIN)/python -m tools.clean_matrix --workers $(WORKERS)

mutants: setup ## change the pure oracles in thousands of places, and see that their unit tests notice; takes minutes
	nice $(BIN)/python -m tools.mutants $(MODULES)

openapi-lint: ## lint references/openapi.json (needs npx)
	npx --yes @redocly/cli@2.77.0 lint --config references/lint/redocly.yaml references/openapi.json

schemas: setup ## write the schemas of our own outputs anew
	$(BIN)/python -m conformance.reports._schemas

bench: setup ## the sandbox's throughput against a yardstick in the same run
	$(BIN)/python -m benchmarks.sandbox_throughput

beside: setup ## the generated suites beside plain `st run`, on the same contract
	$(BIN)/python -m benchmarks.beside_schemathesis

peers: setup ## the harness beside its peers, on drawn defects (needs npm; takes hours, goes on where it was stopped)
	mkdir -p $(VENV)-peers && cp benchmarks/peers/package.json $(VENV)-peers/
	npm install --no-audit --no-fund --silent --prefix $(VENV)-peers
	$(BIN)/python -m benchmarks.peers --installed $(VENV)-peers --out conformance-runs/peers

lock: ## resolve pyproject.toml anew into requirements.lock
	$(PYTHON) -m venv $(VENV)-lock
	$(VENV)-lock/bin/python -m pip --quiet --disable-pip-version-check install uv
	$(VENV)-lock/bin/uv pip compile pyproject.toml --group dev --generate-hashes --universal --no-header --python-version 3.11 --output-file requirements.lock

clean: ## remove everything that the targets built
	rm -rf $(VENV) $(VENV)-lock $(VENV)-peers build dist .mypy_cache .ruff_cache .pytest_cache mutants conformance-runs
