# SiapRekam: every verb explains itself with `make help`.
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin

.DEFAULT_GOAL := help
.PHONY: help run install test check bench reliability soak fuzz mutants train lock sbom audit clean

help: ## List the verbs
	@awk -F ':.*## ' '/^[a-z-]+:.*## / {printf "  make %-11s %s\n", $$1, $$2}' $(MAKEFILE_LIST)

run: $(VENV)/run ## Start the bot: with the chat page in the browser, or on Telegram once .env holds a token
	@$(BIN)/python -m bot run

install: $(VENV)/run ## Install what the bot needs, by the hashes of the lock

test: $(VENV)/dev ## Run every test, on all cores
	@$(BIN)/python -m pytest -n auto

check: $(VENV)/dev ## Format, lint, types and import contracts
	@$(BIN)/ruff format --check .
	@$(BIN)/ruff check .
	@$(BIN)/mypy
	@$(BIN)/lint-imports

bench: $(VENV)/dev ## Measure: core answers, and the bot beside bare echo bots where the load tool is at hand
	@$(BIN)/python -m tests.benchmarks

reliability: $(VENV)/dev ## Kill, freeze and disturb the bot at full size: 200 kills, a large virtual year (some hours)
	@SIAPREKAM_RELIABILITY=1 $(BIN)/python -m pytest tests/reliability tests/bot/messaging/test_polling.py tests/deploy/test_image.py tests/handlers/offices/test_any_office.py tests/handlers/staff/orders/test_no_change_unasked.py

soak: $(VENV)/dev ## Run the bot for 72 hours at 5 times its load on a bad network, and draw its memory; HOURS=1 for less
	@$(BIN)/python -m tests.reliability.soak $(or $(HOURS),72)

fuzz: $(VENV)/dev ## Hostile updates, sheets and settings for half an hour, with seeds that nobody has tried; MINUTES=5 for less
	@$(BIN)/python -m tests.fuzz $(or $(MINUTES),30)

mutants: $(VENV)/dev ## Plant known mistakes in a copy and expect the tests to notice each
	@$(BIN)/python -m tests.mutants

train: $(VENV)/dev ## Train the model that tells what a sentence asks, from its texts
	@$(BIN)/python -m training

lock: ## Renew the locked requirements (needs uv)
	uv pip compile -q --universal --generate-hashes --no-header --no-annotate --python-version 3.11 pyproject.toml -o requirements.lock
	uv pip compile -q --universal --generate-hashes --no-header --no-annotate --python-version 3.11 --extra dev -c requirements.lock pyproject.toml -o requirements-dev.lock

sbom: $(VENV)/dev ## Write the list of all components (CycloneDX) to var/sbom.json
	@mkdir -p var
	@$(BIN)/python -m cyclonedx_py requirements --pyproject pyproject.toml --output-reproducible --output-file var/sbom.json requirements.lock
	@echo "var/sbom.json lists what requirements.lock holds"

audit: ## Look for known weaknesses of the locked packages (needs pip-audit and its index)
	@command -v pip-audit >/dev/null || { echo "Nothing was looked up: pip-audit is not here. Install it (pipx install pip-audit), then make audit."; exit 2; }
	@pip-audit --strict --require-hashes --disable-pip -r requirements.lock || { echo "A weakness, or a package that the index does not answer for, is named above."; exit 1; }

clean: ## Remove the virtual environment and caches; the data in var/ stays
	rm -rf $(VENV) .mypy_cache .ruff_cache .pytest_cache .hypothesis

$(VENV)/bin/python:
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11) and "SiapRekam needs Python 3.11 or newer. Name one: make PYTHON=python3.12 run")'
	@$(PYTHON) -m venv $(VENV) || { rm -rf $(VENV); echo "No virtual environment could be made. Debian and Ubuntu: sudo apt install python3-venv, then again."; exit 1; }

$(VENV)/run: requirements.lock | $(VENV)/bin/python
	@echo "Installing what the bot needs (once) ..."
	@$(BIN)/python -m pip install -q --disable-pip-version-check --require-hashes -r requirements.lock
	@touch $@

$(VENV)/dev: requirements-dev.lock | $(VENV)/bin/python
	@echo "Installing what the tests need (once) ..."
	@$(BIN)/python -m pip install -q --disable-pip-version-check --require-hashes -r requirements-dev.lock
	@touch $@ $(VENV)/run
