# `make map` and `make test` set everything up on a machine that has make and Python >= 3.11.
# The other verbs are for people who change hayy.

VENV   := .venv
BIN    := $(VENV)/bin
READY  := $(VENV)/.ready
SEED   := seeds/aleppo-2016-12-12.txt
# More arguments for pytest, for example PYTEST_ARGS="-k seed".
PYTEST_ARGS ?=

# The first of these that is new enough makes the environment; PYTHON=... overrides the choice.
PYTHONS := $(PYTHON) python3 python3.14 python3.13 python3.12 python3.11 python
FIND_PYTHON = for p in $(PYTHONS); do \
    if "$$p" -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null; then echo "$$p"; break; fi; done

.PHONY: help map pictures maps timeline test setup lint unit docs clean
.DELETE_ON_ERROR:

help:
	@echo 'make map     set up, read the seed article, write maps/aleppo.html'
	@echo 'make pictures  draw it as PNG, SVG and PDF, in English and Arabic'
	@echo 'make timeline  the coded claims of late 2016 as a page with a slider'
	@echo 'make maps    write everything in maps/ again: pages and pictures'
	@echo 'make test    set up, run every check and test'
	@echo 'make setup   create $(VENV) with hayy and its tools'
	@echo 'make lint    ruff and mypy'
	@echo 'make unit    the tests without coverage, browser and wheel'
	@echo 'make docs    write docs/cli.md from --help and docs/accuracy.md from the annotated texts'
	@echo 'make clean   remove what the commands above leave, but for maps/'

map: $(READY)
	$(BIN)/hayy map $(SEED) -o maps/aleppo.html

pictures: $(READY)
	for lang in en ar; do for form in png svg pdf; do \
	    $(BIN)/hayy picture $(SEED) --lang $$lang -o maps/aleppo-$$lang.$$form || exit 1; done; done
	$(BIN)/hayy picture $(SEED) --lang en --size 16:9 --dpi 120 -o maps/aleppo.png

maps: map pictures timeline
	$(BIN)/hayy map $(SEED) --embed -o maps/aleppo-embed.html > maps/aleppo-embed-snippet.html

# The claims of many outlets, coded by hand, and the seed article among them: a page with a slider.
timeline: $(READY)
	@folder=$$(mktemp -d) && trap 'rm -rf "$$folder"' EXIT && \
	$(BIN)/hayy add "$$folder/timeline.gpkg" --claims tests/eval/timeline_2016.csv 2>/dev/null && \
	$(BIN)/hayy map "$$folder/timeline.gpkg" -o maps/timeline.html

# A signal that interrupts coverage while it holds its lock would hang the run: a thread ends it instead.
test: lint
	$(BIN)/hayy gazetteer check
	$(BIN)/python -m pytest --cov --cov-report=term --timeout-method=thread $(PYTEST_ARGS)

lint: $(READY)
	$(BIN)/ruff check
	$(BIN)/mypy

unit: $(READY)
	$(BIN)/python -m pytest -m 'not browser and not wheel and not server' $(PYTEST_ARGS)

docs: $(READY)
	$(BIN)/python docs/make_cli.py
	$(BIN)/python docs/make_accuracy.py

setup: $(READY)

$(READY): pyproject.toml constraints.txt
	@python=$$($(FIND_PYTHON)); \
	if [ -z "$$python" ]; then \
	    echo 'hayy needs Python 3.11 or newer: none found as $(strip $(PYTHONS)). Install one, or say which: make PYTHON=/path/to/python3' >&2; \
	    exit 1; \
	fi; \
	if [ ! -x $(BIN)/python ] || ! $(BIN)/python -m pip --version >/dev/null 2>&1; then \
	    "$$python" -m venv --clear $(VENV) || { \
	        echo "$$python cannot create an environment; on Debian or Ubuntu: apt-get install python3-venv" >&2; exit 1; }; \
	fi
	$(BIN)/python -m pip install --quiet -c constraints.txt hatchling editables
	$(BIN)/python -m pip install --quiet -c constraints.txt --no-build-isolation -e '.[dev,all]'
	@touch $@

clean:
	rm -rf $(VENV) dist build artifacts htmlcov .coverage .mypy_cache .ruff_cache .pytest_cache .hypothesis
