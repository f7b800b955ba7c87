# luoshi: `make demo` sets up and runs the main job, `make test` sets up and passes the tests.
PY := .venv/bin/python
export PYTHONPATH := src
export PYTHONPYCACHEPREFIX := $(CURDIR)/build/pycache

.DEFAULT_GOAL := help
.PHONY: help setup tools demo test coverage quick check pictures fix bench lock

# a step that speaks only when something is wrong
quietly = @out=$$({ $(1); } 2>&1) || { echo "$$out"; exit 1; }

help: ## what can be asked for
	@grep -hE '^[a-z]+:.*## ' $(MAKEFILE_LIST) | sed -E 's/:.*## /\t/' | expand -t 10

setup: ## environment, locked dependencies, built pages and messages; seconds when nothing changed
	@python3 scripts/setup.py

tools:
	@python3 scripts/setup.py python messages

demo: setup ## load the packs and the sample city, print the funnel, serve it (ONCE=1: do not serve; PORT=8000)
	@$(PY) -m luoshi demo $(if $(ONCE),--once) $(if $(PORT),--port $(PORT))

test: setup ## the whole suite on SQLite, and on PostgreSQL when one answers
	@$(PY) scripts/test.py

coverage: tools ## how much of each file the tests run through, on SQLite; longer than the tests alone
	@$(PY) -m pytest -q -n 2 --cov --cov-report=term:skip-covered

quick: tools ## the fast tests on SQLite; the house rules are in check, the generative tests in test
	@$(PY) -m pytest -q -m "not slow and not journey" --ignore tests/conventions --ignore tests/generative

check: tools ## format, lint, floors, dependencies, house rules, migrations, packs, types; changes nothing
	$(call quietly,.venv/bin/ruff format --check . || { echo "repair it with: make fix"; exit 1; })
	$(call quietly,.venv/bin/ruff check .)
	$(call quietly,.venv/bin/lint-imports --no-logo)
	$(call quietly,.venv/bin/deptry --no-ansi src)
	$(call quietly,$(PY) -m pytest -q --no-header tests/conventions)
	$(call quietly,$(PY) -m django makemigrations --check --dry-run --settings luoshi.site.settings_test)
	$(call quietly,$(PY) -m luoshi packs check --lang en)
	$(call quietly,.venv/bin/mypy)
	@python3 scripts/setup.py types
	@echo "checked: format, lint, floors, dependencies, house rules, migrations, packs, types of both languages"

pictures: setup ## take the pictures of the documents anew, on the journeys
	@LUOSHI_PICTURES=1 $(PY) -m pytest -q tests/journeys/test_funnel.py tests/journeys/test_role_days.py

fix: tools ## format, and repair what the linter can
	@.venv/bin/ruff check --fix .
	@.venv/bin/ruff format .

bench: setup ## ours beside each peer in one run (ONLY=name for one)
	@$(PY) -m bench $(if $(ONLY),--only $(ONLY))

# convertdate and pymeeus: calendars of other countries that dhis2-client only tries to import; one has no wheel
lock: tools ## freeze the dependencies with their hashes
	@.venv/bin/uv pip compile -q --universal --python-version 3.11 --generate-hashes --no-header requirements/run.in -o requirements/run.txt
	@.venv/bin/uv pip compile -q --universal --python-version 3.11 --generate-hashes --no-header --no-emit-package convertdate --no-emit-package pymeeus requirements/dev.in -o requirements/dev.txt
