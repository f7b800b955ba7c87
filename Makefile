# luoshi: `make demo` sets up and runs the main job, `make test` sets up and passes the tests.
PY := .venv/bin/python
export PYTHONPATH := src
export PYTHONDONTWRITEBYTECODE := 1

.DEFAULT_GOAL := help
.PHONY: help setup demo test quick check fix bench lock

help: ## what can be asked for
	@grep -hE '^[a-z]+:.*## ' $(MAKEFILE_LIST) | sed -E 's/:.*## /\t/' | expand -t 10

setup: ## environment, locked dependencies, built frontend and messages
	@python3 scripts/setup.py

demo: setup ## load the packs and the sample city, print the funnel, serve on 127.0.0.1:8000 (ONCE=1: do not serve)
	@$(PY) -m luoshi demo $(if $(ONCE),--once)

test: setup ## the whole suite on SQLite, and on PostgreSQL when one answers
	@$(PY) scripts/test.py

quick: ## the fast tests on SQLite
	@$(PY) -m pytest -q -m "not slow and not journey"

check: ## format, lint, types, floors, unused dependencies, migrations, packs; changes nothing
	@.venv/bin/ruff format --check .
	@.venv/bin/ruff check .
	@.venv/bin/lint-imports
	@.venv/bin/mypy
	@.venv/bin/deptry src
	@$(PY) -m django makemigrations --check --dry-run --settings luoshi.site.settings
	@$(PY) -m luoshi packs check

fix: ## format and repair what the linter can
	@.venv/bin/ruff format .
	@.venv/bin/ruff check --fix .

bench: setup ## ours beside each peer in one run (ONLY=name for one)
	@$(PY) -m bench $(if $(ONLY),--only $(ONLY))

lock: ## freeze the dependencies with their hashes
	@.venv/bin/uv pip compile -q --python-version 3.11 --generate-hashes --no-header requirements/run.in -o requirements/run.txt
	@.venv/bin/uv pip compile -q --python-version 3.11 --generate-hashes --no-header requirements/dev.in -o requirements/dev.txt
