# Two commands do everything on a machine with Python 3.11, pip, make and git: `make demo` and `make test`.
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
STAMP := $(VENV)/.installed

.PHONY: demo test check lint types bench nx-tests format clean

demo: $(STAMP)
	@$(BIN)/goodword demo --out out

test: check
	$(BIN)/python -m pytest --cov --cov-report=term:skip-covered --cov-fail-under=90

check: lint types

lint: $(STAMP)
	$(BIN)/ruff format --check .
	$(BIN)/ruff check .
	$(BIN)/lint-imports --no-cache

types: $(STAMP)
	$(BIN)/mypy

format: $(STAMP)
	$(BIN)/ruff format .
	$(BIN)/ruff check --fix .

$(STAMP): pyproject.toml requirements.lock
	@test -x $(BIN)/python || $(PYTHON) -m venv --without-pip $(VENV)
	@echo "Setting up $(VENV) (once)"
	@$(PYTHON) -m pip --disable-pip-version-check --python $(BIN)/python install --quiet --root-user-action=ignore -c requirements.lock -e '.[dev]'
	@touch $@

# NetworkX's own tests on the backend `goodword`; prints how many calls ran on it, and how many fell back.
nx-tests: $(STAMP)
	$(BIN)/python -m benchmarks.nx_tests

# Side by side with networkx, networkit, scipy and igraph (igraph is for this alone). SIZES=small|medium|large|huge
SIZES ?= small medium large huge
bench: $(STAMP)
	@$(PYTHON) -m pip --disable-pip-version-check --python $(BIN)/python install --quiet --root-user-action=ignore -e '.[bench]'
	$(BIN)/python -m benchmarks.run $(SIZES)

clean:
	rm -rf $(VENV) out .mypy_cache .ruff_cache .pytest_cache .coverage*
