# The project's commands. `make` alone lists them. docs/settings.md says what each variable does.
.DEFAULT_GOAL := help
.PHONY: help run test check-fast lint types migrations check prove release sbom test-sqlite test-postgres test-e2e test-deploy test-load bench search-quality desk desk-quality format install install-dev lock clean

# Given as `make run PORT=9000`, or in the environment.
export PYTHON db

help: ## list the commands
	@awk -F ':.*## ' '/^[a-z0-9-]+:.*## / {printf "  make %-15s %s\n", $$1, $$2}' $(MAKEFILE_LIST)

run: install ## serve the record on http://127.0.0.1:8000/ (PORT=, HOST=; db=postgres or DATABASE_URL= for PostgreSQL)
	@.ci/serve

test: install-dev ## everything below, and say what was left out
	@.ci/test

check-fast: install-dev ## while you work, in less than a minute: lint, types, the quick tests on SQLite without a browser
	@.ci/test lint types fast

lint: install-dev ## ruff: rules and format
	@.ci/test lint

types: install-dev ## mypy, strict
	@.ci/test types

migrations: install-dev ## every change of a model has its migration
	@.ci/test migrations

check: install ## check the fixtures: every problem as file:line:column
	@DATABASE_URL=sqlite://:memory: .venv/bin/python manage.py check_articles

prove: install-dev ## look at sources' pages, prove their quotations, print what is to do (slugs="…", limit=, older_than=)
	@DATABASE_URL=sqlite://:memory: .venv/bin/python manage.py prove_sources $(slugs) \
		$(if $(limit),--limit $(limit)) $(if $(older_than),--older-than $(older_than))

release: install ## put down what the fixtures changed since the last release (note="what to say of it")
	@DATABASE_URL=sqlite://:memory: .venv/bin/python manage.py release $(if $(note),--note "$(note)")

test-sqlite: install-dev ## the tests, on SQLite
	@.ci/test sqlite

test-postgres: install-dev ## the tests, on PostgreSQL (TEST_POSTGRES_URL, a local server, or one started for the run)
	@.ci/test postgres

sbom: install-dev ## the software bill of materials (CycloneDX), into var/
	@.venv/bin/python .ci/bill.py

test-e2e: install-dev ## the tests in headless Chromium, accessibility among them
	@.ci/test e2e

test-deploy: install-dev ## nginx, PostgreSQL with a replica, Redis and web processes on this machine, and every part of it killed
	@.ci/test deploy

test-load: install-dev ## 10,000 requests before the same topology, a release loaded in their midst (LOAD_REQUESTS=)
	@LOAD_REQUESTS="$${LOAD_REQUESTS:-10000}" .ci/test load

bench: install-dev ## measure against peers and limits (quick=1 for some minutes; postgres=URL on PostgreSQL too; docs=1 to write docs/performance.md)
	@.venv/bin/python -m benchmarks.run $(if $(quick),--quick) $(if $(postgres),--postgres $(postgres)) $(if $(docs),--write-docs)

search-quality: install-dev ## how well search answers the questions of tests/search/questions.yaml, on both databases
	@.ci/test quality quality-postgres

desk: install ## the desk: from a source's text to a checked, proven article file, on this machine only (PORT=8010; as=INITIALS: code blind)
	@DJANGO_SETTINGS_MODULE=armscontrol.desk_settings .venv/bin/python manage.py desk --port $${PORT:-8010} $(if $(as),--as $(as))

desk-quality: install-dev ## how well the desk's reader finds people, dates, speakers and meetings in the sources of tests/desk/sources (texts=DIR: and what it would propose for the record's articles)
	@.venv/bin/python -m tests.desk.quality
	$(if $(texts),@.venv/bin/python -m tests.desk.proposals $(texts))

format: install-dev ## put the Python files into ruff's format
	@.venv/bin/python -m ruff format
	@.venv/bin/python -m ruff check --fix

install:
	@.ci/install requirements.lock

install-dev:
	@.ci/install requirements-dev.lock

# Both files hold for every Python from 3.12 on and for Linux and macOS; no address of any index is written into them.
LOCK = var/lock/bin/uv pip compile --quiet --universal --python-version 3.12 --generate-hashes \
	--no-emit-index-url --no-emit-find-links $(LOCK_FLAGS) pyproject.toml
lock: ## write both lock files anew from pyproject.toml (LOCK_FLAGS=--upgrade for the newest versions)
	@"$$(.ci/find-python)" -m venv --clear var/lock
	@var/lock/bin/python -m pip install -qq --disable-pip-version-check --no-input uv
	@UV_CUSTOM_COMPILE_COMMAND='make lock' $(LOCK) --output-file requirements.lock
	@UV_CUSTOM_COMPILE_COMMAND='make lock' $(LOCK) --constraints requirements.lock --group desk --group dev --output-file requirements-dev.lock
	@rm -rf var/lock

clean: ## remove the environment, the database and every cache: all that these commands made
	rm -rf .venv var .mypy_cache .ruff_cache .pytest_cache .hypothesis
	find . -name __pycache__ -type d -prune -exec rm -rf {} +
