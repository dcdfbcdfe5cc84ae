"""The page of claims: each claim names a code cell, and each quiz question the cell that teaches it."""

import importlib
import re
from pathlib import Path

import nbformat
import pytest

import lstm_core as lc

ROOT = Path(__file__).resolve().parent.parent
PAGE = (ROOT / "docs" / "claims.md").read_text(encoding="utf-8")
CLAIM = re.compile(r"^\| (.+) \| `([\w-]+)` \|$", re.M)
QUESTION = re.compile(r"^\| `(\w+)` \| .+ \| `([\w-]+)` \|$", re.M)
HEADS = ("| claim | cell |", "| question | what it asks | cell that teaches it |")
QUIZZES = {
    quiz.notebook[:2] if quiz.notebook[0].isdigit() else quiz.notebook: [
        question.name for question in quiz.questions
    ]
    for quiz in (
        importlib.import_module(f"lstm_core.exercises.{path.parent.name}.quiz").questions
        for path in sorted((Path(lc.__file__).parent / "exercises").glob("*/quiz.py"))
    )
}


def sections() -> list[tuple[str, str, str]]:
    """Return (notebook's number or name, table of claims, quiz questions) for each section."""
    found = []
    for section in re.split(r"^## ", PAGE, flags=re.M)[1:]:
        table, _, quiz = section.partition("\n### Quiz")
        found.append((section.split(maxsplit=1)[0].rstrip(":").lower(), table, quiz))
    return found


def claims() -> list[tuple[str, str, str]]:
    """Return (notebook's number, claim, cell's id) for each claim of the page."""
    return [(number, *row) for number, table, _ in sections() for row in CLAIM.findall(table)]


def questions() -> list[tuple[str, str, str]]:
    """Return (notebook's number, question's name, cell's id) for each question of the page."""
    return [(number, *row) for number, _, quiz in sections() for row in QUESTION.findall(quiz)]


def cells(number: str) -> dict[str, str]:
    """Return the type of each cell of a notebook, by its id."""
    (path,) = (ROOT / "notebooks").glob(f"{number}*.ipynb")
    return {cell.id: cell.cell_type for cell in nbformat.read(path, as_version=4).cells}


def test_every_row_of_the_page_is_read():
    rows = [line for line in PAGE.splitlines() if line.startswith("| ") and line not in HEADS]
    assert len(claims()) + len(questions()) == len(rows) > 60


@pytest.mark.parametrize("number", sorted({number for number, _, _ in claims()}))
def test_the_cell_that_proves_a_claim_is_in_the_notebook(number):
    there = {cell for cell, kind in cells(number).items() if kind == "code"}
    missing = [(claim, cell) for n, claim, cell in claims() if n == number and cell not in there]
    assert missing == []


@pytest.mark.parametrize("number", sorted({number for number, _, _ in questions()}))
def test_the_cell_that_teaches_an_answer_comes_before_the_quiz(number):
    order = list(cells(number))
    before = order[: order.index("quiz")]
    missing = [(name, cell) for n, name, cell in questions() if n == number and cell not in before]
    assert missing == []


@pytest.mark.parametrize("number", sorted(QUIZZES))
def test_every_question_of_a_quiz_is_listed_in_its_order(number):
    assert [name for n, name, _ in questions() if n == number] == QUIZZES[number]
