# Everything the project needs it installs into .venv; nothing outside is touched but Debian's chromium for browser tests.
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
ASSAY := $(BIN)/assay
USED := $(VENV)/.used
DEV := $(VENV)/.dev

.PHONY: demo test check lint types floors docs bench calibrate browser clean

demo: $(USED)
	$(ASSAY) demo --out demo-report

test: $(DEV) browser
	$(BIN)/python -m pytest --numprocesses auto --dist loadfile

check: lint types floors docs test

lint: $(DEV)
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .

types: $(DEV)
	$(BIN)/mypy

floors: $(DEV)
	$(BIN)/lint-imports

docs: $(DEV)
	$(BIN)/python -m docs.make_metrics --check
	$(BIN)/python -m docs.make_findings --check

bench: $(DEV)
	$(BIN)/python -m benchmarks

calibrate: $(DEV)
	$(BIN)/python -m tests.calibration

# A browser for the page tests. Where it cannot be installed those tests skip, saying so.
browser:
	@command -v chromium >/dev/null || { apt-get update -qq && apt-get install -y -qq --no-install-recommends chromium fonts-noto-cjk; } >/dev/null 2>&1 || echo "No Chromium: the browser tests will be skipped."

$(BIN)/python:
	$(PYTHON) -m venv $(VENV)
	$(BIN)/python -m pip install --quiet --upgrade pip

$(USED): pyproject.toml | $(BIN)/python
	$(BIN)/python -m pip install --quiet --editable .
	touch $@

$(DEV): pyproject.toml constraints-dev.txt | $(BIN)/python
	$(BIN)/python -m pip install --quiet torch --constraint constraints-dev.txt
	$(BIN)/python -m pip install --quiet --editable . --group dev --constraint constraints-dev.txt
	touch $@ $(USED)

clean:
	rm -rf $(VENV) demo-report assay-report .mypy_cache .ruff_cache .pytest_cache .import_linter_cache .hypothesis
