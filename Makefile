# `make help` lists what there is. Needs make and Python 3.11-3.13; the rest it fetches itself.
.DEFAULT_GOAL := help
.PHONY: help run test coverage check fix seed bench stop pins base dev

help: ## Show this list
	@sed -n 's/^\([a-z]*\):.*## \(.*\)/  make \1|\2/p' $(MAKEFILE_LIST) | awk -F'|' '{ printf "%-16s %s\n", $$1, $$2 }'

run: base ## Start from nothing and serve on http://127.0.0.1:8000 (PORT=… for another port)
	@.ci/serve.sh

test: dev ## Run every check and every test, also those in a browser
	@.ci/test.sh

coverage: dev ## The same, and which lines no test runs; takes a quarter longer
	@.ci/test.sh coverage

check: dev ## Run every check without the tests
	@.ci/test.sh checks

fix: dev ## Format the code and repair what can be repaired
	@.venv/bin/ruff check --fix .
	@.venv/bin/ruff format .
	@.venv/bin/djlint --reformat --quiet templates || true

seed: base ## Put demo data into the database
	@.venv/bin/python manage.py klargoer --verbosity 0
	@.venv/bin/python manage.py seed_demo
	@.venv/bin/python manage.py opdater_portefoelje

bench: base ## Measure the pages at national load
	@.venv/bin/python manage.py bench

stop: base ## Stop the embedded database, which otherwise stays for the next time
	@.venv/bin/python -m helhedsplan.embedded_postgres stop

pins: ## Renew the exact versions in .ci/ from the ranges in pyproject.toml
	@.ci/pins.sh

base:
	@.ci/setup.sh base

dev:
	@.ci/setup.sh dev
