# Everything runs in .venv, built once from the pinned wheels in requirements/; only Python 3.11 and make are needed.
.DEFAULT_GOAL := help
SHELL := /bin/sh
.PHONY: help extract test check diff review notebooks docs benchmark lock clean

PYTHON ?= $(shell command -v python3.11 || command -v python3 || echo python3.11)
BIN := .venv/bin
PACKAGES := extract normalize compare pipeline
# Wheels only: nothing is compiled on the user's machine, but for Python's own bytecode: where it may not be written
# later (PYTHONDONTWRITEBYTECODE), every start takes 90 ms more. Every file is checked against its hash in the lock.
INSTALL := $(BIN)/python -m pip install --quiet --disable-pip-version-check

help: ## Show this list
	@awk -F ':.*## ' '/^[a-z]+:.*## / {printf "  make %-10s %s\n", $$1, $$2}' $(MAKEFILE_LIST)

extract: .venv/.run ## Extract every source in data/raw that changed, or one: SOURCE=file
	@$(BIN)/renaksi extract $(if $(SOURCE),"$(SOURCE)")

test: check ## Run make check and all tests
	@$(BIN)/python -m pytest -n auto --dist loadfile

check: .venv/.dev ## Run the linter, the formatter's and the type checker's checks, and the import directions
	@$(BIN)/ruff check --quiet .
	@$(BIN)/ruff format --quiet --check . || { echo "not formatted: run $(BIN)/ruff format ."; exit 1; }
	@$(BIN)/mypy --no-error-summary
	@$(BIN)/python -m pytest --no-header tests/test_shape.py

diff: .venv/.run ## Tell what changed between two plans: OLD=2026 NEW=2027
	@$(BIN)/renaksi diff "$(OLD)" "$(NEW)"

review: .venv/.run ## Open the review page over the findings
	@$(BIN)/renaksi review

notebooks: .venv/.dev extract ## Run every notebook in notebooks/ and write it to docs/ as HTML
	@cd notebooks && ../$(BIN)/jupyter nbconvert --log-level WARN --to html --execute --output-dir ../docs *.ipynb

docs: .venv/.run ## Write docs/data-dictionary.md from the schema
	@$(BIN)/renaksi schema --format markdown > docs/data-dictionary.md

benchmark: .venv/.dev ## Time and weigh the extraction against its targets
	@$(BIN)/python -m compileall -q $(PACKAGES)
	@$(BIN)/python -m benchmarks.extract

lock: .venv/.run ## Resolve and pin all requirements anew
	@$(INSTALL) pip-tools==7.6.2
	@set -e; for lock in run dev; do \
		$(BIN)/pip-compile --quiet --upgrade --allow-unsafe --generate-hashes --strip-extras --no-emit-options \
			--constraint requirements/limits.txt $$([ $$lock = run ] || echo "--extra dev --constraint requirements/run.txt") \
			--output-file requirements/$$lock.txt pyproject.toml requirements/build.in; \
	done

clean: ## Remove the environment and everything that was built
	rm -rf .venv data/clean *.egg-info .pytest_cache .hypothesis .mypy_cache .ruff_cache

.venv/.run .venv/.dev: .venv/.%: requirements/%.txt pyproject.toml | $(BIN)/python
	@echo "Setting up .venv from requirements/$*.txt, once (a minute or two)"
	@$(INSTALL) --only-binary :all: --require-hashes -r requirements/$*.txt
	@$(INSTALL) --no-deps --no-build-isolation --editable .
	@$(BIN)/python -m compileall -q $(PACKAGES)
	@touch $@

$(BIN)/python:
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || \
		{ echo "Python 3.11 or newer is needed, and $(PYTHON) is not; name one: make PYTHON=/path/to/python3.11"; exit 1; }
	@$(PYTHON) -c 'import venv, ensurepip' 2>/dev/null || \
		{ echo "$(PYTHON) lacks its venv module; install it (Debian, Ubuntu: apt-get install python3-venv)"; exit 1; }
	@$(PYTHON) -m venv .venv
