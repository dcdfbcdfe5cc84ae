"""The JupyterLite site with Python running in its page: every notebook, the training lab, and a guess.

The variable LSTM_PYODIDE names the archive of a release of Pyodide that fits the kernel of
book/lite/requirements.txt; without it nothing here runs.
"""

import json
import os

import nbformat
import pytest
from lab_page import ROOT, NotebookPage
from site_server import serving
from training_lab_page import LAB, pause, start_for, told, wait_for, wait_until

import lite

ARCHIVE = os.environ.get("LSTM_PYODIDE")
pytestmark = [
    pytest.mark.browser,
    pytest.mark.long,
    pytest.mark.skipif(not ARCHIVE, reason="LSTM_PYODIDE names no archive of Pyodide"),
]
SITE = lite.BUILD / "lite-python"
NOTEBOOKS = sorted(path.name for path in (ROOT / "notebooks").glob("*.ipynb"))
SETUP = lite.setup_code(lite.NEEDED_FOR["lstm_core.widgets"])
MADE = "notebooks/made.ipynb"
WRITE = """async ([path, content]) => {
    const { contents } = window.jupyterapp.serviceManager;
    await contents.save(path, { type: "notebook", format: "json", content });
}"""


class LitePage(NotebookPage):
    """A notebook of the site; its Python runs in the page."""

    address_form = "{address}/lab/index.html?path={path}"
    milliseconds_to_run = 1_800_000  # without compiled code


@pytest.fixture(scope="module")
def address():
    """Build the site with Pyodide in it, and serve it with what the tests ask of JupyterLab."""
    lite.build(SITE, ARCHIVE)
    path = SITE / "jupyter-lite.json"
    settings = json.loads(path.read_text(encoding="utf-8"))
    settings["jupyter-config-data"] |= {
        "exposeAppInBrowser": True,
        "settingsOverrides": {"@jupyterlab/notebook-extension:tracker": {"windowingMode": "none"}},
    }
    path.write_text(json.dumps(settings), encoding="utf-8")
    with serving(SITE) as where:
        yield where


@pytest.fixture
def open_lite(browser, address):
    """Return a function that opens a notebook; nothing outside of the site is asked for."""
    context = browser.new_context(viewport={"width": 1366, "height": 768})
    asked_for: list[str] = []
    context.on("request", lambda request: asked_for.append(request.url))

    def open_path(path):
        return LitePage(context.new_page(), address, path)

    yield open_path
    context.close()
    ours = (address, "blob:", "data:")
    assert [url for url in asked_for if not url.startswith(ours)] == []


@pytest.fixture
def show(open_lite):
    """Return a function that writes cells into a notebook, runs it, and returns its page."""

    def show_cells(*cells):
        page = open_lite("notebooks/00_start_here.ipynb")
        notebook = nbformat.v4.new_notebook(metadata={"kernelspec": lite.KERNEL})
        notebook.cells = [nbformat.v4.new_code_cell(cell) for cell in (SETUP, *cells)]
        page.page.evaluate(WRITE, [MADE, notebook])
        page.close()
        made = open_lite(MADE)
        assert made.run_all() == []
        return made

    return show_cells


@pytest.mark.parametrize("name", NOTEBOOKS)
def test_a_notebook_runs_to_its_end_and_its_widgets_have_no_error(open_lite, name):
    notebook = open_lite(f"notebooks/{name}")
    assert notebook.run_all() == []
    assert notebook.console_errors == []


def test_the_lab_trains_is_set_paused_looked_back_at_and_branched(show):
    notebook = show("from lstm_core.widgets import TrainingLab\nTEXT = 'to be, or not to be: '", LAB)
    start_for(notebook, 15)
    notebook.widget("lstm-training-lab").get_by_role("checkbox", name="Clip at").click()
    wait_for(notebook, clip="off")
    pause(notebook)
    assert told(notebook, "lab.clip_value") is None
    notebook.run("lab.travel(10)")
    wait_for(notebook, viewing=10, phase="paused")
    notebook.widget("lstm-training-lab").get_by_test_id("continue").click()
    wait_for(notebook, phase="running", branches=2)
    wait_until(notebook, "Number(lab.epoch) > 12")
    pause(notebook)
    assert told(notebook, "[branch.parent for branch in lab.experiment.branches]") == [None, 0]
    assert notebook.console_errors == []


def test_a_guess_opens_after_the_commit(open_lite):
    notebook = open_lite("notebooks/01_encoding.ipynb")
    assert notebook.run_all() == []
    widget = notebook.widget("lstm-guess")
    assert not widget.get_by_test_id("pair").text_content()
    choice = widget.get_by_role("radio")
    choice.first.click() if choice.count() else widget.get_by_role("textbox").fill("1")
    widget.get_by_test_id("commit").click()
    notebook.page.wait_for_selector(".lstm-guess[data-revealed]")
    assert "Result" in widget.get_by_test_id("pair").text_content()
    assert notebook.console_errors == []
