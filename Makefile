# `make run` starts the portal, `make test` runs every test. Nothing else is needed first than
# Python 3.11 and make. uv is used where it is found, because it installs faster.
#
# Written for make 3.81 too, which is what macOS has.

PYTHON ?= python3
BIN := .venv/bin

.PHONY: run dev demo test lint bench bench-office ask-report mutants messages lock clean

# The same server as in production, so that what works here works there. It makes and migrates
# the database as it starts; see gunicorn.conf.py.
run: .venv/.run-ready
	@echo "Open http://localhost:$${PORT:-8000}/ (stop with Ctrl-C)"
	@exec $(BIN)/gunicorn

# Starts again when Python code changes, and shows errors in the browser.
dev: .venv/.run-ready
	@$(BIN)/python -m portal.migrate
	@exec $(BIN)/flask --app portal run --debug --port $${PORT:-8000}

# A made-up housing organisation and its families, in a database of its own; prints where to look.
demo: .venv/.run-ready
	@exec $(BIN)/python -m portal.demo

test: .venv/.test-ready
	@$(BIN)/pytest -n auto --dist worksteal

lint: .venv/.test-packages
	@$(BIN)/ruff check .
	@$(BIN)/ruff format --check .
	@$(BIN)/mypy --strict rules portal
	@$(BIN)/python scripts/messages.py check
	@$(BIN)/flask --app portal content check

# Pages and rules, and what an office does with many households; some four minutes.
bench: .venv/.test-ready
	@$(BIN)/python -m benchmarks
	@$(BIN)/python -m benchmarks.office

# The second half of it alone.
bench-office: .venv/.test-ready
	@$(BIN)/python -m benchmarks.office

# How well questions are understood; WRITE=--write keeps the report in docs/ask-report.md.
ask-report: .venv/.test-packages
	@$(BIN)/python -m portal.matching.report $(WRITE)

mutants: .venv/.test-packages
	@$(BIN)/python scripts/mutants.py

# After a change of words in code or templates; then translate what is empty.
messages: .venv/.test-packages
	@$(BIN)/python scripts/messages.py update

# After a change of the dependencies in pyproject.toml. Needs uv.
lock:
	uv pip compile --quiet --universal --python-version 3.11 --generate-hashes --no-header \
		pyproject.toml -o requirements.txt
	uv pip compile --quiet --universal --python-version 3.11 --generate-hashes --no-header \
		pyproject.toml --group dev -c requirements.txt -o requirements-dev.txt
	uv pip compile --quiet --universal --python-version 3.11 --generate-hashes --no-header \
		pyproject.toml --extra semantic -c requirements.txt -o requirements-semantic.txt

clean:
	rm -rf .venv build mutants .mypy_cache .pytest_cache .ruff_cache .hypothesis test-results

.venv/.made: scripts/make-venv
	@PYTHON=$(PYTHON) scripts/make-venv
	@touch $@

.venv/.run-ready: .venv/.made requirements.txt
	@scripts/install requirements.txt
	@touch $@

.venv/.test-packages: .venv/.made requirements-dev.txt
	@scripts/install requirements-dev.txt
	@touch $@ .venv/.run-ready

.venv/.test-ready: .venv/.test-packages scripts/test-tools
	@scripts/test-tools
	@touch $@
