# Two commands do everything on a machine with Python 3.11, pip, make and git: `make demo` and `make test`.
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
RUN := $(VENV)/.run
DEV := $(VENV)/.dev
PIP := $(PYTHON) -m pip --disable-pip-version-check --python $(BIN)/python install --quiet --root-user-action=ignore -c requirements.lock

.PHONY: demo test check lint types bench load flood nx-tests screens screens-docs format clean

demo: $(RUN)
	@$(BIN)/goodword demo --out out

# A worker a core, four at most, file by file.
test: check
	$(BIN)/python -m pytest --numprocesses auto --maxprocesses 4 --dist loadfile --no-loadscope-reorder \
		--cov --cov-report=term:skip-covered --cov-fail-under=90

check: lint types

lint: $(DEV)
	$(BIN)/ruff format --check .
	$(BIN)/ruff check .
	$(BIN)/lint-imports --no-cache

types: $(DEV)
	$(BIN)/mypy

# NetworkX's own tests on the backend, and how many of their calls it answered.
nx-tests: $(DEV)
	$(BIN)/python -m benchmarks.nx_tests

# Beside other libraries; igraph is under the GPL and only compared with. SIZES=small for a minute's worth.
SIZES ?=
bench: $(DEV)
	@$(PIP) --no-compile -e '.[bench]'
	$(BIN)/python -m benchmarks.run $(SIZES)

# Every page in two themes and three widths, to be looked at; and the pictures of the documentation, made anew.
screens: $(DEV)
	$(BIN)/python tests/screens.py --out out/screens

screens-docs: $(DEV)
	$(BIN)/python tests/screens.py --docs docs

# Forty people at once, on a made-up archive of 30,000 contacts: MINUTES=10 for the whole of it, USERS=1 for one alone.
# The flood: four hundred at once, all with questions that nobody asked before, more than can be answered.
MINUTES ?= 1
USERS ?=
load: $(DEV)
	@$(BIN)/python -m benchmarks.load $(MINUTES) $(USERS)

flood: $(DEV)
	@$(BIN)/python -m benchmarks.load flood $(MINUTES) $(USERS)

# Every reader under bytes found by coverage, for so many minutes in all.
MINUTES ?= 5
fuzz: $(DEV)
	@$(PIP) --no-compile -e '.[fuzz]'
	$(BIN)/python -m fuzz.run $(MINUTES)

format: $(DEV)
	$(BIN)/ruff format .
	$(BIN)/ruff check --fix .

# What a user runs, and what a developer needs besides. Of the packages' modules only those that commands load are kept
# as bytecode, here, so that a command need not compile them each time where the environment forbids writing it; and the
# kernels are compiled, so that no first page waits for them.
LOADED := cli.answers, cli.ask, cli.lookup, cli.report, cli.serve, cli.targets, cli.whatif, api.app, numba, scipy.special
$(RUN): pyproject.toml requirements.lock
	@test -x $(BIN)/python || $(PYTHON) -m venv --without-pip $(VENV)
	@echo "Setting up $(VENV) (once)"
	@$(PIP) --no-compile -e .
	@PYTHONDONTWRITEBYTECODE= $(BIN)/python -c 'import $(LOADED); from graph.engine.warm import warm; warm()'
	@touch $@

$(DEV): $(RUN)
	@echo "Setting up what the checks need (once)"
	@$(PIP) --no-compile -e '.[dev]'
	@touch $@

clean:
	rm -rf $(VENV) out .mypy_cache .ruff_cache .pytest_cache .coverage*
