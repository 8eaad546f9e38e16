# Everything is done inside .venv, which is built from requirements.lock and nothing else.
# `make help` lists the targets.

PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
INSTALLED := $(VENV)/installed
PEERS := .venv-bench

# What a user's own settings must not change: stored outputs are compared with a rerun's, and every kernel starts anew.
PINNED := TZ=UTC LC_ALL=C.UTF-8 PYTHONHASHSEED=0 PYTHONDONTWRITEBYTECODE= JUPYTER_PREFER_ENV_PATH=1 \
	MPLBACKEND=module://matplotlib_inline.backend_inline \
	MPLCONFIGDIR=$(CURDIR)/$(VENV)/matplotlib IPYTHONDIR=$(CURDIR)/$(VENV)/ipython

# Each worker imports the plugins: none but these, and nbformat by way of a module that spares it three seconds.
PLUGINS := PYTEST_DISABLE_PLUGIN_AUTOLOAD=1 PYTEST_PLUGINS=pressreport.runs.executed,xdist.plugin
# The tests of one file, and the cells of one notebook, stay together; `tests/conftest.py` says in which order.
PARALLEL := --numprocesses=auto --dist=loadscope --no-loadscope-reorder

.DEFAULT_GOAL := help
.PHONY: help report test lint types unit stored lab notebooks readme bench reruns datapackage lock clean

help: ## list the targets
	@sed -n 's/^\([a-z]*\):.*## /\1\t/p' $(MAKEFILE_LIST) | awk -F '\t' '{printf "  make %-12s %s\n", $$1, $$2}'

report: $(INSTALLED) ## run the notebooks over data/articles and write the site to out/site
	@$(BIN)/pressframes report

test: lint types unit stored ## check style, types, library and stored notebooks

lint: $(INSTALLED)
	@echo "== style (ruff)"
	@$(BIN)/ruff check .
	@$(BIN)/ruff format --check .

types: $(INSTALLED)
	@echo "== types (mypy)"
	@$(BIN)/mypy

unit: $(INSTALLED)
	@echo "== library (pytest)"
	@$(PINNED) $(PLUGINS),_hypothesis_pytestplugin $(BIN)/pytest --quiet $(PARALLEL)

stored: $(INSTALLED)
	@echo "== stored notebooks, every output compared (nbval)"
	@$(PINNED) $(PLUGINS),nbval.plugin $(BIN)/pytest --quiet $(PARALLEL) --nbval --nbval-current-env --nbval-cell-timeout=60 notebooks

lab: $(INSTALLED) ## open JupyterLab on the notebooks
	@$(BIN)/jupyter lab --ServerApp.root_dir=. --LabApp.default_url=/lab/tree/notebooks \
		$(if $(filter 0,$(shell id -u)),--allow-root)

notebooks: $(INSTALLED) ## run the notebooks in place and store their outputs
	@$(PINNED) $(BIN)/python -P -m pressreport.runs.batch notebooks

readme: $(INSTALLED) ## write the README's figures and picture anew
	@$(PINNED) $(BIN)/python -m tools.readme

bench: $(INSTALLED) $(PEERS)/installed ## measure speed beside other tools, and accuracy on GOLD=folder (README=1 writes the table)
	@$(BIN)/python -m tools.bench --peers $(PEERS)/bin/python \
		$(if $(GOLD),--gold "$(GOLD)") $(if $(README),--readme README.md)

reruns: $(INSTALLED) ## measure 40 reruns in a report beside a shell loop (README=1 writes the table)
	@$(BIN)/python -m tools.reruns $(if $(README),--readme README.md)

datapackage: $(INSTALLED) ## write data/datapackage.json anew from the schemas
	@$(BIN)/python -m pressframes.frames.datapackage

lock: $(INSTALLED) ## resolve requirements.lock anew from pyproject.toml (asks the network; UPGRADE=1 takes newer versions)
	@$(BIN)/uv pip compile --quiet --universal --generate-hashes --python-version 3.11 --all-extras \
		$(if $(UPGRADE),--upgrade) --custom-compile-command "make lock" pyproject.toml --output-file requirements.lock

clean: ## remove what was made: out/, .venv/ and caches
	@rm -rf out $(VENV) $(PEERS) .pytest_cache .ruff_cache .mypy_cache .hypothesis
	@find lib tests tools notebooks -name __pycache__ -prune -exec rm -rf {} +

# Built once for each state of the lock; uv and the build tools are in the lock, so nothing else is fetched.
$(INSTALLED): requirements.lock pyproject.toml
	@$(PYTHON) -c 'import sys, ensurepip, venv; sys.exit(sys.version_info < (3, 11))' 2>/dev/null || { \
		echo "pressframes needs Python 3.11 or later with venv; $(PYTHON) is $$($(PYTHON) --version 2>&1)." \
		"On Debian: apt install python3 python3-venv; or name another: make PYTHON=python3.12" >&2; exit 2; }
	@echo "== environment: .venv from requirements.lock (once, under a minute, about 900 MB)"
	@test -x $(BIN)/uv || $(PYTHON) -m venv $(VENV)
	@test -x $(BIN)/uv || { sed -n '/^uv==/,/# via/p' requirements.lock > $(VENV)/uv.lock; \
		$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes -r $(VENV)/uv.lock; }
	@VIRTUAL_ENV=$(CURDIR)/$(VENV) $(BIN)/uv pip sync --quiet --require-hashes --compile-bytecode requirements.lock
	@VIRTUAL_ENV=$(CURDIR)/$(VENV) $(BIN)/uv pip install --quiet --no-deps --no-build-isolation --editable .
	@$(PINNED) $(BIN)/python -c 'import matplotlib.font_manager'
	@touch $(INSTALLED)

# The tools that `make bench` measures beside this one; not locked, since the table names their versions.
$(PEERS)/installed: | $(INSTALLED)
	@echo "== environment of other tools: $(PEERS) (once, about 300 MB)"
	@$(BIN)/uv venv --quiet --clear --python $(BIN)/python $(PEERS) \
		&& $(BIN)/uv pip install --quiet --python $(PEERS)/bin/python spacy quantulum3 && touch $@ \
		|| { rm -rf $(PEERS); echo "The other tools cannot be installed; the rest is measured." >&2; }
