# Everything a newcomer needs: `make run` and `make test`. Python >= 3.11 with venv, and make.
PYTHON ?= python3
BIN := .venv/bin
export DO_NOT_TRACK = 1
export COVERAGE_FILE = $(CURDIR)/.coverage

.PHONY: run test test-clients check bench eval fuzz audit fix lock lock-clients

run: .venv/ready            ## the demo cluster, end to end, over real HTTP on this machine
	$(BIN)/mintfeed demo

test: .venv/ready           ## every test
	$(BIN)/coverage erase
	$(BIN)/python -m pytest --numprocesses auto --dist loadfile --cov --cov-report= --cov-fail-under=90

test-clients: .venv-clients/ready  ## the clients that subscribers use, and every page in a browser; uses apt and npm
	.venv-clients/bin/python -m pytest -c tests/clients/pytest.ini --rootdir . tests/clients

check: .venv/ready          ## format, lint, strict types, tests
	$(BIN)/ruff format --check
	$(BIN)/ruff check
	$(BIN)/mypy
	$(MAKE) test

bench: .venv/ready          ## ratios to yardsticks measured in the same run
	$(BIN)/python -m tests.bench

eval: .venv/ready           ## dates, facets and matching on labelled and held-out sets, with the mistakes
	$(BIN)/python -m tests.eval

SECONDS ?= 600
fuzz: .venv/ready           ## mutated pages into every parser, SECONDS for each; stops at the first finding
	set -e; for target in dates auto $(notdir $(patsubst connectors/kinds/from_%.py,%,$(wildcard connectors/kinds/from_[!a]*.py))); do \
		echo "$$target"; $(BIN)/python -m tests.fuzz $$target -max_total_time=$(SECONDS); done

audit: .venv/ready          ## known vulnerabilities of what is locked; says so where there is no network
	$(BIN)/python -m tests.audit

fix: .venv/ready            ## format and mend what can be mended
	$(BIN)/ruff format
	$(BIN)/ruff check --fix

lock: .venv/ready           ## renew requirements.lock: versions and hashes, no addresses
	$(BIN)/python -m pip install --quiet pip-tools
	$(BIN)/pip-compile --quiet --extra dev --extra dask --generate-hashes --no-emit-options --no-header \
		--no-emit-index-url --no-emit-trusted-host --no-emit-find-links \
		--strip-extras --allow-unsafe --output-file requirements.lock pyproject.toml

lock-clients: .venv/ready   ## the same for tests/clients
	$(BIN)/python -m pip install --quiet pip-tools
	$(BIN)/pip-compile --quiet --generate-hashes --no-emit-options --no-header \
		--no-emit-index-url --no-emit-trusted-host --no-emit-find-links \
		--strip-extras --allow-unsafe --output-file tests/clients/requirements.lock tests/clients/requirements.in
	npm --prefix tests/clients update --silent --no-audit --no-fund --ignore-scripts --package-lock-only

.venv/ready: requirements.lock pyproject.toml
	test -x $(BIN)/python || $(PYTHON) -m venv .venv
	$(BIN)/python -m pip install --quiet --no-deps --require-hashes -r requirements.lock
	$(BIN)/python -m pip install --quiet --no-deps --no-build-isolation -e .
	touch $@

.venv-clients/ready: .venv/ready tests/clients/requirements.lock tests/clients/package-lock.json
	tests/clients/install.sh
	test -x .venv-clients/bin/python || $(PYTHON) -m venv .venv-clients
	.venv-clients/bin/python -m pip install --quiet --require-hashes -r tests/clients/requirements.lock
	npm --prefix tests/clients ci --silent --no-audit --no-fund --ignore-scripts
	touch $@
