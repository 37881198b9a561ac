# `make run` and `make test` do everything from a fresh clone; all they need is git, make and some Python 3.
# The private environment, with Python 3.10, is .venv/; uv, which fills it, lives in var/uv/.

VENV := .venv
PYTHON := $(VENV)/bin/python
UV := var/uv/bin/uv
UV_VERSION := 0.13.9
PYTHON3 ?= python3
COMPILE := $(UV) pip compile --quiet --universal --generate-hashes --no-header --no-emit-index-url \
	--no-emit-find-links --python-version 3.10
# Rasa asks for TensorFlow under these names on some machines. What stands in for it is in bot/rasa/light.
WITHOUT_TENSORFLOW := printf '%s; sys_platform == "never"\n' tensorflow-cpu-aws tensorflow-intel tensorflow-macos
ALL_TESTS := -n 3 --dist loadfile --no-loadscope-reorder
NEEDED_KB := 2000000
NEEDED_FULL_KB := 2500000

export RASA_TELEMETRY_ENABLED := false
unexport PYTHONPATH VIRTUAL_ENV

.PHONY: fuzz-api fuzz-knowledge fuzz-replies run test install develop full check bench bench-growth bench-scoring bench-page bench-start bench-workshop faults faults-single shell audit lock clean help

run: install  ## Install what is needed, train the model if need be, start everything, print the address
	@exec $(VENV)/bin/alongside serve

test: develop  ## Install what the tests need and run all of them, three files at a time (ARGS="-k words" for some)
	@$(PYTHON) -m pytest $(or $(ARGS),$(ALL_TESTS))

install: $(VENV)/.installed  ## Fill the private environment with what the product runs on
	@:

develop: $(VENV)/.developed  ## The same, and what the tests need
	@:

full: $(VENV)/.full  ## The same, and TensorFlow, for components of Rasa that need it (1.2 GB more)
	@:

check: develop  ## Look for faults in code, types, knowledge files and training data
	@$(PYTHON) -m ruff check .
	@$(PYTHON) -m ruff format --check .
	@$(PYTHON) -m mypy
	@$(VENV)/bin/alongside check
	@PYTHONWARNINGS=ignore SQLALCHEMY_SILENCE_UBER_WARNING=1 TF_CPP_MIN_LOG_LEVEL=3 \
	  $(VENV)/bin/rasa data validate --fail-on-warnings

bench-scoring: install  ## Measure how steady, fast and small the scorer is
	@$(PYTHON) benchmarks/scoring.py $(ARGS)

bench-page: develop  ## Measure how long a trainee waits for the parent's words, in a browser
	@$(PYTHON) benchmarks/page.py $(ARGS)

bench: develop  ## Measure a turn beside a bare Rasa bot's: alone, in a crowd, late in a conversation
	@$(PYTHON) benchmarks/turn.py $(ARGS)

bench-growth: develop  ## Measure 1, 2 and 4 processes of Rasa, and work out what 10,000 trainees need
	@$(PYTHON) benchmarks/growth.py $(ARGS)

bench-workshop: develop  ## Measure a workshop of a hundred trainees: who waits for what, and how long the debrief takes to open
	@$(PYTHON) benchmarks/workshop.py $(ARGS)

faults-single: develop  ## Kill the parts of the default set-up while people talk, and look whether anything is lost
	@$(PYTHON) -m benchmarks.faults.single $(ARGS)

faults: develop  ## The same with several processes, PostgreSQL, Redis and nginx, and more kinds of harm
	@$(PYTHON) -m benchmarks.faults.wide $(ARGS)

audit: develop var/audit/.installed  ## Compare the locked packages with the advisories that the package index publishes
	@$(PYTHON) -m tests.dependencies.audit var/audit/bin/pip-audit requirements-dev.lock requirements-full.lock

bench-start: develop  ## Measure how long a start takes, and how much memory and disk it all needs
	@$(PYTHON) -m benchmarks.start $(ARGS)

fuzz-knowledge: develop  ## Damage knowledge files in MISHAPS=2000 ways: each fault must be told with its line
	@MISHAPS=$(or $(MISHAPS),2000) $(PYTHON) -m pytest tests/fuzz/test_fuzz_knowledge.py -n 2

fuzz-replies: develop  ## Say 20,000 hostile things to the whole bot: each must be answered, or refused, in words
	@$(PYTHON) -m tests.fuzz.replies $(ARGS)

fuzz-api: develop  ## Send EXAMPLES=300 odd requests to every address of the interface: each answer must be a documented one
	@EXAMPLES=$(or $(EXAMPLES),300) $(PYTHON) -m pytest -n 2 --dist loadfile --no-loadscope-reorder \
	  tests/web/test_web_document.py tests/web/facilitator/test_facilitator_document.py

lock: $(UV)  ## Resolve the dependencies of pyproject.toml anew
	@$(WITHOUT_TENSORFLOW) | $(COMPILE) pyproject.toml --override - -o requirements.lock
	@$(WITHOUT_TENSORFLOW) | $(COMPILE) pyproject.toml --override - --extra dev --constraint requirements.lock \
	  -o requirements-dev.lock
	@$(COMPILE) pyproject.toml --extra full --constraint requirements.lock -o requirements-full.lock
	@$(COMPILE) --group pyproject.toml:audit -o requirements-audit.lock

clean:  ## Take away all that was installed, trained and recorded
	@rm -rf $(VENV) var models

help:  ## Show this
	@sed -n 's/^\([a-z-]*\):[^#]*## \(.*\)/  make \1|\2/p' $(MAKEFILE_LIST) | column -t -s '|'

# Looks whether so many kB are free before packages are fetched.
define ROOM
	@test "$$(df -Pk . | awk 'NR==2 {print $$4}')" -ge $(1) || \
	  { echo "make: the disk is nearly full: free $(1) kB for the packages, then run make again." >&2; exit 1; }
endef

# Installs the locked packages, each checked against its hash, and the product itself in place.
define FILL
	@echo "Installing the packages of $(1) into $(VENV)/ …"
	$(call ROOM,$(NEEDED_KB))
	@$(UV) pip sync --python $(PYTHON) --require-hashes $(1) || \
	  { echo "make: the packages could not be installed; the line above says why. What was fetched is kept: run make again." >&2; exit 1; }
	@$(UV) pip install --quiet --python $(PYTHON) --no-deps --no-build-isolation --editable .
	@$(PYTHON) -m bot.rasa.light.at_start
	@test ! -e $(VENV)/.full || $(MORE)
endef

# Adds TensorFlow to what is there.
MORE = $(UV) pip install --quiet --python $(PYTHON) --require-hashes -r requirements-full.lock || \
	  { echo "make: TensorFlow could not be installed; the line above says why. Run make full again." >&2; exit 1; }

var/audit/.installed: requirements-audit.lock | $(UV) $(VENV)/.python
	@$(UV) venv --quiet --clear --python $(PYTHON) var/audit
	@$(UV) pip sync --quiet --python var/audit/bin/python --require-hashes requirements-audit.lock || \
	  { echo "make: what audits could not be installed; the line above says why. Run make audit again." >&2; exit 1; }
	@touch $@

# .developed holds all that .installed asks for, so `make run` after `make test` takes nothing away again.
$(VENV)/.installed: $(VENV)/.python $(UV) requirements.lock pyproject.toml
	$(if $(shell find $(VENV)/.developed -newer requirements.lock -newer pyproject.toml 2>/dev/null),,$(call FILL,requirements.lock))
	@touch $@

$(VENV)/.developed: $(VENV)/.python $(UV) requirements-dev.lock pyproject.toml
	$(call FILL,requirements-dev.lock)
	@touch $@ $(VENV)/.installed

$(VENV)/.full: requirements-full.lock pyproject.toml | $(VENV)/.installed
	@echo "Installing TensorFlow into $(VENV)/ …"
	$(call ROOM,$(NEEDED_FULL_KB))
	@$(MORE)
	@touch $@

$(VENV)/.python: .python-version | $(UV)
	@test -x $(PYTHON) && $(PYTHON) -c 'import sys; sys.exit(sys.version_info[:2] != (3, 10))' 2>/dev/null || \
	  $(UV) venv --quiet --clear --python 3.10 $(VENV) || \
	  { echo "make: Python 3.10 was not found and could not be fetched. Install it (pyenv install 3.10, or your system's python3.10), then run make again." >&2; exit 1; }
	@touch $@

$(UV):
	@command -v $(PYTHON3) >/dev/null || { echo "make: no Python 3 was found. Install python3, then run make again." >&2; exit 1; }
	@echo "Fetching uv, which installs the rest …"
	@$(PYTHON3) -m venv var/uv && var/uv/bin/python -m pip install --quiet --disable-pip-version-check uv==$(UV_VERSION) || \
	  { rm -rf var/uv; echo "make: uv could not be installed. Is python3-venv there, and the network? Then run make again." >&2; exit 1; }
