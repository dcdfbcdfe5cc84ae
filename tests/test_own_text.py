"""Notebooks with a text of the learner's own: no cell stops, whatever the language and the alphabet."""

import os
import subprocess
import sys
from pathlib import Path

import nbformat
import pytest

import lstm_core as lc
from lstm_core.exercises.own_text import is_page, readable, this_page

ROOT = Path(__file__).resolve().parent.parent
PAGE = lc.read_text(ROOT / "data" / "hamlet.txt")
TALE = lc.read_text(ROOT / "tests" / "own_texts" / "german.txt")
READING = 'lc.read_text("../data/hamlet.txt")'
OWN, PAGES_OWN = "# or a text of your own", "belongs to this page"
HEBREW = (  # from right to left, with emoji of several code points
    "בראשית ברא אלהים את השמים ואת הארץ. והארץ היתה תהו ובהו, וחשך על פני תהום 🌊; ויאמר אלהים: יהי "
    "אור 💡; ויהי אור. וירא אלהים את האור כי טוב 👍🏽; ויקרא אלהים לאור יום ☀️ ולחשך קרא לילה 🌙.\n"
)


def test_only_the_page_is_the_page():
    assert is_page(PAGE) and not is_page(PAGE[:-1]) and not is_page(PAGE[::-1])


def test_a_claim_that_fails_stops_the_cell_with_the_page_and_is_reported_with_another_text(capsys):
    with pytest.raises(AssertionError), this_page(PAGE):
        raise AssertionError
    with this_page(TALE):
        TALE.index("question")
    assert capsys.readouterr().out == (
        "This part belongs to the tutorial's page and does not hold for your text "
        "(ValueError: substring not found).\n"
    )
    with this_page(TALE):
        assert len(TALE) > 900
    assert capsys.readouterr().out == ""


def test_an_interrupt_is_no_claim():
    with pytest.raises(KeyboardInterrupt), this_page(TALE):
        raise KeyboardInterrupt


@pytest.mark.parametrize(
    ("text", "read"), [(PAGE, "to be, or not"), ("abc " * 9, "abc abc abc a"), ("no", "no")]
)
def test_what_is_read_instead_is_the_beginning_of_the_text(text, read):
    assert readable("to be, or not", text) == read


def readers() -> dict[str, str]:
    """Return the cell that reads the page, by notebook."""
    found = {}
    for path in sorted((ROOT / "notebooks").glob("*.ipynb")):
        for cell in nbformat.read(path, 4).cells:
            if cell.cell_type == "code" and READING in cell.source:
                found[path.name] = cell.source
    return found


def test_every_notebook_says_where_a_text_of_ones_own_goes_or_that_it_belongs_to_the_page():
    cells = readers()
    neither = [name for name, cell in cells.items() if (OWN in cell) == (PAGES_OWN in cell)]
    assert len(cells) > 10 and neither == []


TAKES_ANOTHER = [name for name, cell in readers().items() if OWN in cell]
RUNNER = """
import sys
import nbformat
from IPython.core.interactiveshell import InteractiveShell
from matplotlib import pyplot as plt
shell, stopped = InteractiveShell.instance(), []
for cell in nbformat.read(sys.argv[1], 4).cells:
    if cell.cell_type == "code":
        source = cell.source.replace(sys.argv[2], repr(sys.argv[3]))
        if not shell.run_cell(source, silent=True).success:
            stopped.append(cell.id)
        plt.close("all")
sys.exit(f"stopped: {stopped}" if stopped else 0)
"""


@pytest.fixture(scope="module")
def own_texts(tmp_path_factory):
    """Return the files: a tale without q and y, a poem without spaces, and 2 MB from right to left."""
    large = tmp_path_factory.mktemp("texts") / "hebrew.txt"
    large.write_text(HEBREW * 8000, encoding="utf-8")
    assert large.stat().st_size > 2_000_000
    folder = ROOT / "tests" / "own_texts"
    return {"tale": folder / "german.txt", "poem": folder / "chinese.txt", "large": large}


@pytest.mark.long
@pytest.mark.parametrize("text", ["tale", "poem", "large"])
@pytest.mark.parametrize("notebook", TAKES_ANOTHER)
def test_no_cell_stops_with_another_text(own_texts, notebook, text):
    answer = subprocess.run(
        [sys.executable, "-c", RUNNER, notebook, '"../data/hamlet.txt"', str(own_texts[text])],
        cwd=ROOT / "notebooks",
        env={**os.environ, "LSTM_PROGRESS": "off", "MPLBACKEND": "agg", "PYTHONPATH": str(ROOT)},
        capture_output=True,
        text=True,
        encoding="utf-8",
        timeout=900,
    )
    assert answer.returncode == 0, answer.stdout[-3000:] + answer.stderr[-2000:]
