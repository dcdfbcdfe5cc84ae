# The commands of the project. The work is done by the files in tools/, which need nothing but Python.
#   make lab ARGS="--port=9000"      arguments for JupyterLab
#   make test ARGS="-k cell"         arguments for pytest
#   make setup PYTHON=/path/to/python3

PYTHON ?=
ARGS ?=
REPO ?=
FOLDER ?=
NOTEBOOK ?=
export PYTHON

# Any Python 3.8 or newer can start the tools; they find the one to build the environment with. An older one
# can only say which version it is.
define run
	@found=; \
	for python in $(PYTHON) python3 python python3.14 python3.13 python3.12 python3.11; do \
		if "$$python" -c 'import sys; sys.exit(sys.version_info < (3, 8))' >/dev/null 2>&1; then \
			exec "$$python" $(1); \
		fi; \
		version=$$("$$python" -c 'import sys; print("%d.%d.%d" % sys.version_info[:3])' 2>/dev/null) && \
			found="$$found $$python is $$version;"; \
	done; \
	found="$${found:- no Python was found;}"; \
	echo "Python 3.11 or newer is needed:$${found%;}. Install it (Debian, Ubuntu: sudo apt install" >&2; \
	echo 'python3 python3-venv; elsewhere: python.org), then run the same command again.' >&2; \
	exit 1
endef

.PHONY: help setup lab test test-long check lint notebooks bench shakespeare versions badges book lite classroom classroom-load class-report restore

help:
	@echo 'make lab        open the tutorial in JupyterLab (makes what is missing first)'
	@echo 'make test       run the checks: style, types, tests, browser, notebooks; a summary at the end'
	@echo 'make test-long  run whole notebooks, both sites, accessibility and widths in a browser'
	@echo 'make versions   run tests and notebooks with the lowest, the newest and pre-release packages (needs uv)'
	@echo 'make pyodide    run notebooks in Pyodide, the Python of JupyterLite (FOLDER=distribution)'
	@echo 'make colab      run notebooks and widgets with the versions and the order of events of Colab'
	@echo 'make notebooks  run the notebooks anew and store their outputs, cleaned'
	@echo 'make bench      measure the speed on this machine'
	@echo 'make shakespeare  train on a real text for hours; Ctrl-C stops, the same command continues'
	@echo 'make check      style, types and unit tests, in about a minute'
	@echo 'make lint       check the style alone'
	@echo 'make setup      make the environment in .venv alone'
	@echo 'make book       build a static site of the notebooks as they ran (needs npm)'
	@echo 'make lite       build a JupyterLite site, which runs Python in the browser'
	@echo 'make badges REPO=owner/name  write the links to Binder, Colab and Codespaces'
	@echo 'make classroom  open a JupyterHub for a class on this machine'
	@echo 'make classroom-load LEARNERS=3  measure what so many learners need (on this machine alone)'
	@echo 'make restore NOTEBOOK=06  put an original beside your copy of a notebook'
	@echo 'make class-report FOLDER=...  sum up the progress files of a class on one page'
	@echo
	@echo 'ARGS="..." goes on to JupyterLab, pytest or the tool; PYTHON=... chooses the Python.'

setup:
	$(call run,tools/environment.py)

lab:
	$(call run,tools/lab.py $(ARGS))

test:
	$(call run,tools/run_tests.py $(ARGS))

test-long:
	$(call run,tools/run_tests.py --long)

check:
	$(call run,tools/run_tests.py --check)

lint:
	$(call run,tools/run_tests.py --lint)

versions:
	$(call run,tools/versions.py $(ARGS))

.PHONY: colab
colab:
	$(call run,tools/colab.py $(ARGS))

.PHONY: pyodide
pyodide:
	$(call run,tools/browser_python.py "$(FOLDER)" $(ARGS))

notebooks:
	$(call run,tools/notebooks.py $(ARGS))

bench:
	$(call run,tools/bench.py $(ARGS))

shakespeare:
	$(call run,tools/shakespeare.py $(ARGS))

badges:
	$(call run,tools/badges.py $(REPO) $(ARGS))

book:
	$(call run,tools/book.py $(ARGS))

lite:
	$(call run,tools/lite.py $(ARGS))

classroom:
	$(call run,tools/classroom.py $(ARGS))

classroom-load:
	$(call run,tools/classroom_load.py --learners=$(or $(LEARNERS),3) $(ARGS))

class-report:
	$(call run,tools/class_report.py "$(FOLDER)" $(ARGS))

restore:
	$(call run,tools/restore.py "$(NOTEBOOK)")
