"""The figures of the notebooks: those that a run draws, and the pictures that are stored."""

import ast
import base64
import json
import os
import subprocess
import sys
from io import BytesIO
from pathlib import Path

import nbformat
import pytest
from PIL import Image

from lstm_core.widgets.shared.still import HINT

ROOT = Path(__file__).resolve().parent.parent.parent
NOTEBOOKS = sorted((ROOT / "notebooks").glob("*.ipynb"))
MARK = "FIGURES "


@pytest.mark.long
@pytest.mark.parametrize("path", NOTEBOOKS, ids=lambda path: path.stem)
def test_every_figure_that_a_notebook_draws_can_be_read_and_covers_nothing(path):
    answer = subprocess.run(
        [sys.executable, __file__, path.name],
        cwd=path.parent,
        env={**os.environ, "LSTM_PROGRESS": "off", "MPLBACKEND": "agg", "PYTHONPATH": str(ROOT)},
        capture_output=True,
        text=True,
        timeout=900,
    )
    assert answer.returncode == 0, answer.stderr
    found = [line[len(MARK) :] for line in answer.stdout.splitlines() if line.startswith(MARK)]
    figures = json.loads(found[-1])
    code = [c.source for c in nbformat.read(path, as_version=4).cells if c.cell_type == "code"]
    assert len(figures) >= sum("plots." in s and "plt.show()" in s for s in code)
    assert [figure for figure in figures if figure["small"] or figure["covered"]] == []


@pytest.mark.long
@pytest.mark.parametrize("path", NOTEBOOKS, ids=lambda path: path.stem)
def test_a_stored_picture_is_twice_as_sharp_as_the_page_and_said_in_words(path):
    for cell in nbformat.read(path, as_version=4).cells:
        for output in cell.get("outputs", []):
            png = output.get("data", {}).get("image/png")
            if png is None:
                continue
            metadata = output.metadata["image/png"]
            size = Image.open(BytesIO(base64.b64decode(png))).size
            assert size == (2 * metadata["width"], 2 * metadata["height"]), cell.id
            assert metadata["width"] <= 960 and len(metadata["alt"]) > 20, cell.id


def written_titles(source):
    """Return the titles that a cell gives its figures as plain strings."""
    source = "\n".join(line for line in source.split("\n") if line[:1] not in ("%", "!"))
    for node in ast.walk(ast.parse(source)):
        if (
            isinstance(node, ast.keyword)
            and node.arg == "title"
            and isinstance(node.value, ast.Constant)
        ):
            yield str(node.value.value).replace("$", "")


@pytest.mark.parametrize("path", NOTEBOOKS, ids=lambda path: path.stem)
def test_a_stored_picture_has_the_title_that_its_cell_gives_it_today(path):
    for cell in nbformat.read(path, as_version=4).cells:
        pictures = [
            o.metadata["image/png"] for o in cell.get("outputs", []) if "image/png" in o.get("data", {})
        ]
        if pictures:
            said = " ".join(picture["alt"] for picture in pictures)
            assert [title for title in written_titles(cell.source) if title not in said] == [], cell.id


@pytest.mark.parametrize("path", NOTEBOOKS, ids=lambda path: path.stem)
def test_the_stored_picture_of_a_widget_says_today_how_it_becomes_one(path):
    said = [
        output.metadata["image/png"]["alt"]
        for cell in nbformat.read(path, as_version=4).cells
        for output in cell.get("outputs", [])
        if "This is a picture of the widget" in str(output.get("metadata"))
    ]
    assert [alt for alt in said if not alt.endswith(HINT)] == []


def run(name: str) -> None:
    """Run a notebook's code cells, and print what is wrong with each figure that is drawn."""
    from IPython.core.interactiveshell import InteractiveShell
    from legibility import covered, small_texts
    from matplotlib import pyplot as plt

    from lstm_core import plots

    shell, found = InteractiveShell.instance(), []

    def measured(name, draw):
        def drawn(*arguments, **options):
            figure = draw(*arguments, **options)
            words = {"cell": cell.id, "drawn by": name}
            found.append({**words, "small": small_texts(figure), "covered": covered(figure)})
            return figure

        return drawn

    for drawer in set(plots.__all__) - {"describe", "label_with_text", "new_figure", "visible"}:
        if callable(getattr(plots, drawer)):
            setattr(plots, drawer, measured(drawer, getattr(plots, drawer)))
    for cell in nbformat.read(name, as_version=4).cells:
        if cell.cell_type == "code":
            shell.run_cell(cell.source, silent=True).raise_error()
            plt.close("all")
    print(f"\n{MARK}{json.dumps(found)}")


if __name__ == "__main__":
    run(sys.argv[1])
