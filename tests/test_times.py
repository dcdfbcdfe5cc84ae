"""The time at the top of a notebook: 200 words and one code cell a minute, three minutes a widget."""

import re
from pathlib import Path

import nbformat
import pytest

NOTEBOOKS = sorted((Path(__file__).resolve().parent.parent / "notebooks").glob("*.ipynb"))
TO_LOOK_UP = {"symbols", "words"}  # the tables of notebook 00
VIEW = "application/vnd.jupyter.widget-view+json"
NEXT_FIVE = 5.0  # minutes that rounding and waiting may add


def is_widget(cell):
    """Whether a code cell shows a widget to work with; a guess or a quiz is a cell like any other."""
    stored = any("picture of the widget" in str(output.get("metadata")) for output in cell.outputs)
    return stored or any(VIEW in output.get("data", {}) for output in cell.outputs)


def minutes(notebook):
    """What it takes to read a notebook without its exercises."""
    cells = [c for c in notebook.cells if not c.id.startswith("turn") and c.id not in TO_LOOK_UP]
    code = [cell for cell in cells if cell.cell_type == "code"]
    prose = " ".join(re.sub(r"\$[^$]*\$", " x ", c.source) for c in cells if c.cell_type == "markdown")
    return len(re.findall(r"[A-Za-z']+", prose)) / 200 + len(code) + 3 * sum(map(is_widget, code))


@pytest.mark.parametrize("path", NOTEBOOKS, ids=lambda path: path.stem)
def test_the_stated_time_is_the_computed_one(path):
    notebook = nbformat.read(path, as_version=4)
    stated = [int(n) for n in re.findall(r"\*Time: (\d+) minutes", str(notebook.cells))]
    assert len(stated) == 1 and stated[0] % 5 == 0
    assert -2.5 <= stated[0] - minutes(notebook) <= NEXT_FIVE, minutes(notebook)


def test_a_minute_is_200_words_or_a_cell_and_a_widget_takes_three():
    words = nbformat.v4.new_markdown_cell("word " * 400)
    code = nbformat.v4.new_code_cell("1")
    view = nbformat.v4.new_output("display_data", {VIEW: {}})
    widget = nbformat.v4.new_code_cell("2", outputs=[view])
    assert minutes(nbformat.v4.new_notebook(cells=[words, code, widget])) == 2 + 1 + (1 + 3)
