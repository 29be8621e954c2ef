# Everything a developer of podlint runs. `make` alone prints the list.
#
# A bare machine needs Python >= 3.11 with pip, and make. Whatever is installed goes into .boot/ (uv)
# and .venv/ (podlint with its locked dependencies); nothing is written outside the checkout.

PYTHON ?= python3
ARGS ?=

PY := .venv/bin/python
UV := .boot/bin/uv
INSTALLED := .venv/.installed
FUZZING := .venv/.fuzzing
TYPING := .venv/.typing
WORKFLOWS := .venv/.workflows
LOCKS := uv.lock requirements/uv.txt requirements/dev.txt
EXPORT := $(UV) export --quiet --locked --format requirements-txt --no-emit-project --group dev
# What podlint needs to be built and run: action.yml installs it.
EXPORT_ACTION := $(EXPORT:dev=build) --no-default-groups
EXPORT_FUZZ := $(subst --group dev,--only-group fuzz,$(EXPORT))
EXPORT_TYPES := $(subst --group dev,--only-group types,$(EXPORT))
EXPORT_WORKFLOWS := $(subst --group dev,--only-group workflows,$(EXPORT))
ACTIONLINT := github.com/rhysd/actionlint/cmd/actionlint@v1.7.7

# Caches stay inside the checkout, unless the caller has chosen a place for them.
UV_CACHE_DIR ?= $(CURDIR)/.boot/cache/uv
PIP_CACHE_DIR ?= $(CURDIR)/.boot/cache/pip
# mkdocs-material prints advice about its successor on every run otherwise.
NO_MKDOCS_2_WARNING := 1
# uv installs into .venv with the Python named here, and never downloads another one.
UV_PROJECT_ENVIRONMENT := .venv
UV_PYTHON_DOWNLOADS := never
export NO_MKDOCS_2_WARNING UV_CACHE_DIR PIP_CACHE_DIR UV_PROJECT_ENVIRONMENT UV_PYTHON_DOWNLOADS

# Tests must not depend on what the caller's shell has set: such variables are not passed on. What a
# locked-down network needs (PIP_*, UV_*, SSL_*, proxies) is.
UNSET := PYTHON% PYTEST% HYPOTHESIS% COVERAGE% MYPY% RUFF% PYDANTIC% PODLINT% LC_% LANG LANGUAGE XDG_% \
  VIRTUAL_ENV COLUMNS LINES COLORTERM CLICOLOR% FORCE_COLOR NO_COLOR PY_COLORS TTY_% PRE_COMMIT% \
  GIT_DIR GIT_WORK_TREE GIT_INDEX_FILE BASH_ENV ENV CDPATH
unexport $(filter-out PYTHON,$(filter $(UNSET),$(.VARIABLES)))

.DEFAULT_GOAL := help
.PHONY: help setup demo test lowest newest check docs rules schemas drawing lock oracle new-kubernetes fuzz injection types workflows docs-bundle release bench upgrade-report e2e clean python with-uv with-pip

help: ## print this list
	@printf 'make TARGET [PYTHON=python3] [ARGS=...] [NO_UV=1]\n\n'
	@awk -F ':.*## ' '/^[a-z0-9-]+:.*## / { printf "  %-14s %s\n", $$1, $$2 }' Makefile

setup: $(INSTALLED) ## install podlint and its locked dependencies into .venv

demo: $(INSTALLED) ## lint the bundled examples
	@printf '$$ podlint check examples\n'
	@.venv/bin/podlint check examples; code=$$?; \
	printf '\nexit code %s' $$code; \
	test $$code -eq 1 && printf ': there are findings, as the examples intend\n' || { printf '\n'; exit 1; }

test: $(INSTALLED) ## run the tests (ARGS goes to pytest, as in ARGS=--seed=7 for an order seen before)
	@$(PY) -m pytest -n auto --maxprocesses=4 $(ARGS)

# The versions of the dependencies, each in a virtual environment of its own. Old versions may warn of
# what is deprecated in newer Pythons and packages.
RESOLUTION_lowest := lowest-direct
RESOLUTION_newest := highest
WARNINGS_lowest := -W default

lowest newest: $(UV) ## run the tests with the lowest or the newest versions of the dependencies
	@rm -rf .$@ && $(UV) venv --quiet --python "$(PYTHON)" .$@
	@$(UV) pip compile --quiet --python .$@ --resolution $(RESOLUTION_$@) pyproject.toml -o .$@/versions.txt
	@$(UV) pip install --quiet --python .$@ --overrides .$@/versions.txt -r .$@/versions.txt \
	  --group dev
	@$(UV) pip install --quiet --python .$@ --no-deps --no-build-isolation -e .
	@.$@/bin/python -m pytest -n auto --maxprocesses=4 $(WARNINGS_$@) $(ARGS)

check: $(INSTALLED) ## lint, format, types, imports, documentation, locks
	$(PY) -m ruff check
	$(PY) -m ruff format --check
	$(PY) -m mypy --strict podlint rules
	.venv/bin/lint-imports --no-logo
	$(PY) -m mkdocs build --quiet --strict
	@if test -x $(UV); then echo '$(UV) export | diff requirements/dev.txt -, requirements/action.txt, fuzz.txt, types.txt, workflows.txt'; \
	{ $(EXPORT) | diff requirements/dev.txt - && \
	  $(EXPORT_ACTION) | diff requirements/action.txt - && \
	  $(EXPORT_FUZZ) | diff requirements/fuzz.txt - && \
	  $(EXPORT_TYPES) | diff requirements/types.txt - && \
  $(EXPORT_WORKFLOWS) | diff requirements/workflows.txt -; } || \
	{ echo 'out of date: run make lock' >&2; exit 1; }; fi

docs: $(INSTALLED) ## build the documentation into site/
	@$(PY) -m mkdocs build --strict

docs-bundle: $(INSTALLED) ## build the documentation for reading without a network, dist/files/podlint-docs.zip
	@rm -rf build/podlint-docs && DOCS_OFFLINE=true $(PY) -m mkdocs build --quiet --site-dir build/podlint-docs
	@$(PY) .ci/release/docs_bundle.py build/podlint-docs dist/files/podlint-docs.zip

workflows: $(WORKFLOWS) ## check the workflows and the action with actionlint and zizmor (needs Go)
	@command -v go >/dev/null || { echo 'make workflows needs Go' >&2; exit 1; }
	@go run $(ACTIONLINT)
	@.venv/bin/zizmor --offline --quiet .github action.yml

release: $(INSTALLED) $(UV) docs-bundle ## build what a release has into dist/ (TAG=v1.2.3 must be the version)
	@$(PY) .ci/release/version.py "$(TAG)"
	@$(PY) .ci/release/distributions.py HEAD dist/packages
	@$(PY) .ci/release/sbom.py $(UV) dist/files/podlint.cdx.json
	@"$(PYTHON)" .ci/release/zipapps.py dist/packages/*.whl dist/files

e2e: docs ## test the documentation and a report in Chromium, and a generator (needs npm and Chromium; CHROMIUM=PATH)
	@command -v npm >/dev/null || { echo 'make e2e needs npm' >&2; exit 1; }
	@mkdir -p .e2e/pictures && cp tests/e2e/*.json tests/e2e/*.mjs .e2e/
	@.venv/bin/podlint check tests/fixtures --profile strict --format html --fail-on never > .e2e/report.html 2>/dev/null || test -s .e2e/report.html
	@cd .e2e && npm ci --silent --no-audit --no-fund && node site.mjs ../site pictures $(ARGS)
	@cd .e2e && ../.venv/bin/python ../tests/e2e/generator.py
	@cd .e2e && node report.mjs report.html pictures

rules: $(INSTALLED) ## write the index of the rules, rules/index.json
	@$(PY) -m podlint.rule.pages

schemas: $(INSTALLED) ## write the JSON schemas, podlint/cli/schemas/*.json
	@$(PY) -m podlint.cli.schemas

drawing: $(INSTALLED) ## write the drawing of podlint's rooms into docs/design.md
	@$(PY) docs/drawing.py

lock: $(UV) ## lock the dependencies anew (ARGS=--upgrade for newer ones)
	$(UV) lock $(ARGS)
	$(EXPORT) > requirements/dev.txt
	$(EXPORT_ACTION) > requirements/action.txt
	$(EXPORT_FUZZ) > requirements/fuzz.txt
	$(EXPORT_TYPES) > requirements/types.txt
	$(EXPORT_WORKFLOWS) > requirements/workflows.txt
	$(UV) pip compile --quiet --universal --generate-hashes --no-annotate \
	  --custom-compile-command 'make lock' $(ARGS) requirements/uv.in -o requirements/uv.txt

oracle: $(INSTALLED) ## compare with Kubernetes' own code (needs Go; DRY_RUN_KUBECONFIG=FILE: and with a cluster)
	@command -v go >/dev/null || { echo 'make oracle needs Go' >&2; exit 1; }
	@$(PY) -m pytest tests/oracle -m oracle $(ARGS)

new-kubernetes: $(INSTALLED) ## list what a version of Kubernetes changes (V=1.38; needs Go)
	@command -v go >/dev/null || { echo 'make new-kubernetes needs Go' >&2; exit 1; }
	@$(PY) tests/oracle/new_kubernetes.py $(V)

fuzz: $(FUZZING) ## look for faults with odd inputs (ARGS="--target document --minutes 20")
	@$(PY) tests/fuzz/run.py $(ARGS)

injection: $(INSTALLED) ## make each rule fail on one of a hundred files (ARGS names some rules)
	@$(PY) tests/fault_injection.py $(ARGS)

types: $(TYPING) ## check the types of what the library offers with pyright
	@$(PY) tests/public_types/check.py $(PY) -m basedpyright

bench: $(INSTALLED) ## measure the speed
	@$(PY) benchmarks/run.py $(ARGS)

upgrade-report: $(INSTALLED) ## list what an upgrade changes (FROM=REVISION|WHEEL; FOLDER="a b" to check)
	@$(PY) benchmarks/upgrade_report.py $(if $(FROM),--from "$(FROM)") $(FOLDER)

clean: ## remove everything that was installed or built
	rm -rf .boot .venv .lowest .newest .fuzz .e2e build dist site *.egg-info
	rm -rf .pytest_cache .mypy_cache .ruff_cache .import_linter_cache .hypothesis
	find . -name __pycache__ -type d -prune -exec rm -rf {} +

# How many packages a list of requirements holds.
locked = $(shell grep -c '^[a-z].*==' requirements/$(1).txt)

# Set-up: uv where it can be had, else pip. Both install exactly what uv.lock says, hashes checked,
# and build podlint with the locked setuptools.
$(INSTALLED): pyproject.toml $(LOCKS)
	@$(MAKE) --no-print-directory python
	@echo 'setting up .venv with $(PYTHON) (once, and when a lock changes)'
	@if test -z "$(NO_UV)" && $(MAKE) --no-print-directory with-uv; then :; else \
	test -n "$(NO_UV)" || echo 'uv did not work: setting up with pip' >&2; \
	$(MAKE) --no-print-directory with-pip; fi
	@touch $@

# With pip, whoever has set up .venv: uv would need all of uv.lock again.
$(FUZZING): requirements/fuzz.txt $(INSTALLED)
$(TYPING): requirements/types.txt $(INSTALLED)
$(WORKFLOWS): requirements/workflows.txt $(INSTALLED)
$(FUZZING) $(TYPING) $(WORKFLOWS):
	@"$(PYTHON)" -m pip --python $(PY) install --quiet --require-hashes -r $<
	@touch $@

with-uv: $(UV)
	@echo 'installing podlint and its $(call locked,dev) locked dependencies with uv'
	@$(UV) sync --quiet --frozen --group dev --python "$(PYTHON)"

with-pip: python
	@"$(PYTHON)" -m venv --clear --without-pip .venv
	@echo 'installing $(call locked,dev) locked dependencies with pip'
	@"$(PYTHON)" -m pip --python $(PY) install --quiet --require-hashes -r requirements/dev.txt
	@echo 'installing podlint'
	@"$(PYTHON)" -m pip --python $(PY) install --quiet --no-deps --no-build-isolation -e .

# pip is the one that comes with $(PYTHON): a distribution's Python may lack the copy that venv installs.
$(UV): requirements/uv.txt | python
	@echo 'installing uv into .boot'
	@"$(PYTHON)" -m venv --clear --without-pip .boot
	@"$(PYTHON)" -m pip --python .boot/bin/python install --quiet --only-binary :all: \
	  --require-hashes -r requirements/uv.txt
	@touch $@

python:
	@"$(PYTHON)" -c 'import sys; v = sys.version_info; v >= (3, 11) or sys.exit( \
	"podlint needs Python 3.11 or newer, and $(PYTHON) is %d.%d: make PYTHON=python3.12" % v[:2])'
