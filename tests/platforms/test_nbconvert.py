"""nbconvert by itself: a stored notebook becomes a page and a text, with all its pictures."""

import re
import subprocess
import sys
from pathlib import Path

import nbformat
import pytest

NOTEBOOKS = Path(__file__).resolve().parent.parent.parent / "notebooks"
NAME = "02_gates"


@pytest.fixture(scope="module")
def cells():
    return nbformat.read(NOTEBOOKS / f"{NAME}.ipynb", as_version=4).cells


def converted(kind: str, folder: Path) -> str:
    command = [sys.executable, "-m", "nbconvert", "--to", kind, "--output-dir", str(folder)]
    subprocess.run([*command, str(NOTEBOOKS / f"{NAME}.ipynb")], check=True, capture_output=True)
    (made,) = folder.glob(f"{NAME}.*")
    return made.read_text(encoding="utf-8")


def pictures_of(cells) -> int:
    outputs = [output for cell in cells for output in cell.get("outputs", [])]
    return sum("image/png" in output.get("data", {}) for output in outputs)


def test_a_page_has_every_picture_and_every_heading(cells, tmp_path):
    page = converted("html", tmp_path)
    assert len(re.findall(r'<img[^>]* src="data:image/png', page)) == pictures_of(cells) > 5
    headings = [line for cell in cells for line in cell.source.splitlines() if line[:3] == "## "]
    assert len(re.findall(r"<h2\b", page)) == len(headings) > 5
    assert "widget-view+json" not in page, "a view without its model"


def test_a_text_has_every_cell_and_its_pictures_beside_it(cells, tmp_path):
    text = converted("markdown", tmp_path)
    for cell in cells:
        assert all(line.strip() in text for line in cell.source.splitlines()), cell.id
    assert len(list(tmp_path.rglob("*.png"))) == pictures_of(cells)
