"""Before a guess is committed, nothing in a notebook tells what opens after it."""

import re

import nbformat
import pytest
from revealed import NOTEBOOKS, guess_cells, revealed

pytestmark = pytest.mark.slow
WITH_GUESSES = [path for path in NOTEBOOKS if guess_cells(path)]
LONGEST_CELL_WITH_A_GUESS = 25
WIDEST_TABLE = 92  # characters: what the form of 800 pixels shows


@pytest.fixture(params=WITH_GUESSES, ids=lambda path: path.stem)
def path(request):
    return request.param


def texts_of(cell) -> str:
    """Return all that a reader sees of a cell: its source, and every text that it put out."""
    texts = [cell.source]
    for output in cell.get("outputs", []):
        texts.append(str(output.get("text", "")))
        texts += [str(value) for kind, value in output.get("data", {}).items() if "image" not in kind]
        texts.append(str(output.get("metadata", "")))
    return "\n".join(texts)


def seen_before_a_commit(path, entry) -> str:
    """Return what stands from the notebook's first cell to the end of the guess's section."""
    cells = nbformat.read(path, as_version=4).cells
    place = next(n for n, cell in enumerate(cells) if cell.id == entry["cell"])
    texts = [texts_of(cell) for cell in cells[: place + 1]]
    for cell in cells[place + 1 :]:
        texts.append(texts_of(cell))
        if cell.cell_type == "markdown" and re.search(r"^#+ ", cell.source, re.M):
            texts[-1] = re.split(r"^#+ ", cell.source, maxsplit=1, flags=re.M)[0]
            break
    return plain("\n".join(texts))


def plain(text: str) -> str:
    return re.sub(r"\s+", " ", re.sub(r"[`$*]", "", text))


def tell_tales(entry) -> list[str]:
    """Return what would tell the result: sentences, titles, rows of the table, and its number."""
    sentences = [s for text in entry["text"] for s in re.split(r"(?<=[.:]) ", text)]
    rows = entry["table"].splitlines()[1:]
    found = [*sentences, *rows, *entry["titles"], entry["alternative"]]
    return [plain(one).strip() for one in found if len(one.split()) > 2]


def test_there_are_notebooks_with_guesses():
    assert "02_gates" in {path.stem for path in WITH_GUESSES}


def test_no_sentence_title_or_row_of_a_result_is_seen_before_the_commit(path):
    found = revealed(path)
    assert len(found) == len(guess_cells(path))
    for entry in found.values():
        seen = seen_before_a_commit(path, entry)
        assert entry["question"][:20], entry
        assert len(tell_tales(entry)) >= 2
        assert [one for one in tell_tales(entry) if one in seen] == [], entry["name"]


def test_no_number_that_is_the_result_is_seen_before_the_commit(path):
    for entry in revealed(path).values():
        number = re.match(r"−?\d[\d.]*", entry["answer"])
        if number is None or entry["choices"]:
            continue
        seen = seen_before_a_commit(path, entry).replace(",", "")
        there = re.findall(r"(?<![\w.])\d+(?:\.\d+)?", seen)
        same = [n for n in there if abs(float(n) / float(number[0]) - 1) < 0.005]
        assert same == [], f"{entry['name']}: {number[0]}"


def test_the_stored_outputs_of_a_guess_hold_the_question_alone(path):
    cells = nbformat.read(path, as_version=4).cells
    for entry in revealed(path).values():
        cell = next(cell for cell in cells if cell.id == entry["cell"])
        shown = [output for output in cell.outputs if "data" in output]
        assert [sorted(output.data) for output in shown] == [["text/html", "text/plain"]]
        assert entry["question"].replace("`", "") in shown[0].data["text/plain"]
        assert "Result" not in shown[0].data["text/html"]


def test_a_cell_with_a_guess_ends_with_it_and_asserts_nothing_itself(path):
    for cell in nbformat.read(path, as_version=4).cells:
        if cell.cell_type == "code" and "Guess(" in cell.source and "import" not in cell.source:
            lines = cell.source.splitlines()
            assert lines[-1] == "guess" and lines[-2].startswith("guess = Guess(guesses.")
            assert "plt.show" not in cell.source


def test_no_table_of_a_result_is_wider_than_the_form(path):
    for entry in revealed(path).values():
        assert max(map(len, entry["table"].splitlines()), default=0) <= WIDEST_TABLE, entry["name"]
