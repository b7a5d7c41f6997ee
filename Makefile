# GNU make 3.81 or later. Every target does its own set-up in .venv.

VENV := .venv
BIN := $(VENV)/bin
STAMP := $(VENV)/.ready
LOCK := requirements-dev.lock

# Acme's calendar stands still, since nobody there reviews an SOP when it is due.
handbook site: export SOURCE_DATE_EPOCH := 1795392000

# Material's announcement is for people who choose a generator, not for a build's log.
export NO_MKDOCS_2_WARNING := 1

.PHONY: help setup handbook site test lint bench releasable lock clean

help: ## Say what there is
	@sed -n 's/^\([a-z]*\):.*## \(.*\)/  make \1	\2/p' Makefile

setup: $(STAMP) ## Make .venv with everything that is needed

$(STAMP): $(LOCK) pyproject.toml tests/make-venv
	@sh tests/make-venv $(VENV) $(LOCK)
	@touch $@

handbook: setup ## Build this repository's handbook and serve it with live preview
	@$(BIN)/mkdocs build --strict --quiet --site-dir .cache/site
	@$(BIN)/python tests/serve.py

site: setup ## Build this repository's handbook into site/
	@$(BIN)/mkdocs build --strict

lint: setup ## Check style, types and imports
	$(BIN)/ruff format --check plugin tests .github
	$(BIN)/ruff check plugin tests .github
	$(BIN)/mypy
	$(BIN)/mypy .github/actions/comment
	$(BIN)/mypy .github/release
	$(BIN)/lint-imports

test: lint ## Run everything that CI runs
	@sh tests/install-chromium $(BIN)
	@sh tests/install-npm tests/npm
	@sh tests/install-programs
	$(BIN)/python -m pytest --numprocesses 2 --dist loadfile --cov --cov-report=term

bench: setup ## Measure what drawings and builds cost
	@sh tests/install-chromium $(BIN)
	@sh tests/install-npm tests/npm
	$(BIN)/python -m pytest tests/bench/drawings.py --benchmark-only --benchmark-sort=min \
		--benchmark-columns=min,median,stddev,rounds
	$(BIN)/python -m tests.bench.checking
	$(BIN)/python -m tests.bench.diffing
	$(BIN)/python -m tests.bench.publishing --editions 3
	$(BIN)/python -m tests.bench

releasable: setup ## Say what stands against a release of this commit
	@$(BIN)/python .github/release/check.py

lock: ## Renew the lock files
	@sh tests/make-lock

clean: ## Remove what was made
	rm -rf $(VENV) .cache site htmlcov .coverage*
