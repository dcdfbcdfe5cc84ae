"""Every notebook in a real JupyterLab: stored pictures, live widgets after a run, pictures later on."""

import nbformat
import pytest
from lab_page import ROOT
from reopening import VIEW, assert_it_can_be_opened_again

from environment import shipped_notebooks

pytestmark = pytest.mark.browser
DRAWN = """(views) => Array.from(document.querySelectorAll(".jp-OutputArea-output"))
    .filter((output) => output.querySelector(".lstm-widget, .jupyter-widgets")).length >= views"""
PICTURES = """() => Array.from(document.querySelectorAll(".jp-OutputArea-output img"))
    .map((picture) => picture.naturalWidth)"""


def has_widgets(path) -> bool:
    source = (ROOT / path).read_text(encoding="utf-8")
    return "lstm_core.widgets" in source or "tqdm.auto" in source


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
def test_a_notebook_shows_pictures_then_widgets_and_when_reopened_pictures(open_notebook, lab, path):
    notebook = open_notebook(path)
    assert_stored_pictures_are_shown(notebook, path)
    assert notebook.run_all() == []
    views = sum(VIEW in out.get("data", {}) for outputs in notebook.outputs() for out in outputs)
    assert views > 0
    notebook.page.wait_for_function(DRAWN, arg=views)
    assert notebook.page.get_by_text("Error displaying widget").count() == 0
    assert_it_can_be_opened_again(notebook, lab[1] / path)
    assert notebook.console_errors == []
