"""Every notebook runs in a real JupyterLab from its first cell to its last, and its widgets appear."""

import nbformat
import pytest
from lab_page import ROOT

from environment import shipped_notebooks

pytestmark = pytest.mark.browser
NOTEBOOKS = [path.relative_to(ROOT).as_posix() for path in shipped_notebooks()]
VIEW = "application/vnd.jupyter.widget-view+json"
DRAWN = """(views) => Array.from(document.querySelectorAll(".jp-OutputArea-output"))
    .filter((output) => output.querySelector(".lstm-widget, .jupyter-widgets")).length >= views"""
PICTURES = """() => Array.from(document.querySelectorAll(".jp-OutputArea-output img"))
    .map((picture) => [picture.naturalWidth, picture.alt])"""


@pytest.mark.parametrize("path", NOTEBOOKS)
def test_a_notebook_runs_without_an_error_and_shows_its_widgets(open_notebook, path):
    notebook = open_notebook(path)
    assert notebook.run_all() == []
    views = sum(VIEW in out.get("data", {}) for outputs in notebook.outputs() for out in outputs)
    notebook.page.wait_for_function(DRAWN, arg=views)
    assert notebook.page.get_by_text("Error displaying widget").count() == 0
    assert notebook.console_errors == []


@pytest.mark.parametrize("path", NOTEBOOKS)
def test_a_notebook_that_has_not_run_shows_a_picture_for_each_stored_one(open_notebook, path):
    stored = nbformat.read(ROOT / path, as_version=4)
    outputs = [out for cell in stored.cells if cell.cell_type == "code" for out in cell.outputs]
    pictures = sum("image/png" in out.get("data", {}) for out in outputs)
    notebook = open_notebook(path)
    notebook.page.wait_for_function(
        "(n) => document.querySelectorAll('.jp-OutputArea-output img').length >= n", arg=pictures
    )
    shown = notebook.page.evaluate(PICTURES)
    assert len(shown) == pictures
    assert all(width > 0 for width, _ in shown)
    assert notebook.page.get_by_text("Error displaying widget").count() == 0
