"""Every notebook in a real JupyterLab: stored pictures before it runs, live widgets after."""

import nbformat
import pytest
from lab_page import ROOT

from environment import shipped_notebooks

pytestmark = pytest.mark.browser
VIEW = "application/vnd.jupyter.widget-view+json"
DRAWN = """(views) => Array.from(document.querySelectorAll(".jp-OutputArea-output"))
    .filter((output) => output.querySelector(".lstm-widget, .jupyter-widgets")).length >= views"""
PICTURES = """() => Array.from(document.querySelectorAll(".jp-OutputArea-output img"))
    .map((picture) => picture.naturalWidth)"""


def has_widgets(path) -> bool:
    return "lstm_core.widgets" in (ROOT / path).read_text(encoding="utf-8")


NOTEBOOKS = [path.relative_to(ROOT).as_posix() for path in shipped_notebooks()]
LIVE = [path for path in NOTEBOOKS if has_widgets(path)]  # nbval runs these and all others, too


def assert_stored_pictures_are_shown(notebook, path) -> None:
    stored = nbformat.read(ROOT / path, as_version=4)
    outputs = [out for cell in stored.cells if cell.cell_type == "code" for out in cell.outputs]
    pictures = sum("image/png" in out.get("data", {}) for out in outputs)
    notebook.page.wait_for_function(
        "(n) => document.querySelectorAll('.jp-OutputArea-output img').length >= n", arg=pictures
    )
    shown = notebook.page.evaluate(PICTURES)
    assert len(shown) == pictures
    assert all(width > 0 for width in shown)
    assert notebook.page.get_by_text("Error displaying widget").count() == 0


@pytest.mark.long
@pytest.mark.parametrize("path", [path for path in NOTEBOOKS if path not in LIVE])
def test_a_notebook_that_has_not_run_shows_a_picture_for_each_stored_one(open_notebook, path):
    assert_stored_pictures_are_shown(open_notebook(path), path)


@pytest.mark.long
@pytest.mark.parametrize("path", LIVE)
def test_a_notebook_shows_stored_pictures_and_after_a_run_its_widgets(open_notebook, path):
    notebook = open_notebook(path)
    assert_stored_pictures_are_shown(notebook, path)
    assert notebook.run_all() == []
    views = sum(VIEW in out.get("data", {}) for outputs in notebook.outputs() for out in outputs)
    assert views > 0
    notebook.page.wait_for_function(DRAWN, arg=views)
    assert notebook.page.get_by_text("Error displaying widget").count() == 0
    assert notebook.console_errors == []
