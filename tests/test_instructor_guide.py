"""The guide for instructors says what the notebooks say: its sections exist, its numbers are theirs."""

import re
from itertools import pairwise
from pathlib import Path

import nbformat
import pytest
from revealed import words_of

ROOT = Path(__file__).resolve().parent.parent
GUIDE = (ROOT / "docs" / "instructor-guide.md").read_text(encoding="utf-8")
PATHS = {
    path.name[:2] if path.name[0].isdigit() else path.stem: path
    for path in (ROOT / "notebooks").glob("*.ipynb")
}
NOTEBOOKS = {number: nbformat.read(path, 4) for number, path in PATHS.items()}
ASKED = dict(  # the notebooks with questions, and the heads of their tables
    (number or name.lower(), f"### {head}")
    for head, number, name in re.findall(r"^### (Notebook (\d\d)|(Capstone))$", GUIDE, re.M)
)
SELECTION = re.compile(r"(?<!\*)\*([^*]+)\*(?!\*)")  # in the guide, a section's name is set like this
NUMBER = re.compile(r"(?<![\w.])\d+(?:[.:,]\d+)*(?:e[-−]\d+)?")


def rows_of(section: str) -> list[list[str]]:
    """Return the cells of all table rows of a section, without its heads."""
    lines = re.split(r"^#+ ", GUIDE.split(f"{section}\n", 1)[1], maxsplit=1, flags=re.M)[0].splitlines()
    rows = [[cell.strip() for cell in line.strip("|").split("|")] for line in lines if line[:1] == "|"]
    return [row for row in rows[2:] if not set("".join(row)) <= set("-:")]


def headings(number: str) -> set[str]:
    prose = "\n".join(cell.source for cell in NOTEBOOKS[number].cells if cell.cell_type == "markdown")
    return set(re.findall(r"^#+ (.+)$", prose, re.M))


def words(number: str) -> str:
    """Return all that a learner can read in a notebook: prose, code, outputs, what guesses open."""
    texts = [words_of(PATHS[number])]
    for cell in NOTEBOOKS[number].cells:
        texts.append(cell.source)
        for output in cell.get("outputs", []):
            texts += [output.get("text", ""), output.get("data", {}).get("text/plain", "")]
    return "\n".join(texts)


def named_sections() -> list[tuple[str, str]]:
    """Return (notebook, section) for every section that a table of the guide sends people to."""
    named = []
    for line in GUIDE.splitlines():
        for cell in line.split("|") if line.startswith("|") else []:
            for part in cell.split(";"):
                found = re.match(r"\s*(\d\d)\b(?!:)", part)
                if found:
                    named += [(found[1], name) for name in SELECTION.findall(part)]
    return named


def questions() -> list[tuple[str, str]]:
    """Return (notebook, row) for every question."""
    return [
        (number, " ".join(row[1:2] + row[3:]))
        for number, head in ASKED.items()
        for row in rows_of(head)
    ]


def test_the_guide_sends_people_to_many_sections_and_asks_many_questions():
    assert len(named_sections()) > 50
    assert len(questions()) > 30


@pytest.mark.parametrize(("number", "section"), sorted(set(named_sections())))
def test_a_section_that_the_guide_names_is_in_the_notebook(number, section):
    assert section in headings(number)


@pytest.mark.slow
@pytest.mark.parametrize(("number", "row"), questions(), ids=lambda value: value[:40])
def test_the_numbers_of_an_answer_are_those_of_the_notebook(number, row):
    text = words(number).replace("{,}", ",").replace(",", "").replace("−", "-")
    there = set(NUMBER.findall(text))
    asked = NUMBER.findall(row.replace(",", "").replace("−", "-"))
    assert [found for found in asked if found not in there] == []


@pytest.mark.parametrize(("plan", "minutes"), [("A lesson of 50", "50"), ("A workshop of 90", "90")])
def test_the_minutes_of_a_plan_follow_each_other(plan, minutes):
    spans = [re.findall(r"\d+", row[0]) for row in rows_of(f"## {plan} minutes")]
    assert spans[0][0] == "0" and spans[-1][1] == minutes
    assert all(one[1] == two[0] for one, two in pairwise(spans))


def test_two_weeks_ask_every_question_once_and_in_order():
    sessions = rows_of("## Two weeks")
    assert [row[0] for row in sessions] == [str(number) for number in range(1, 11)]
    asked = []
    for row in sessions:
        for notebook, first, last in re.findall(r"(\d+|C)\.(\d)(?: to (?:\d+|C)\.(\d))?", row[2]):
            asked += [f"{notebook}.{number}" for number in range(int(first), int(last or first) + 1)]
    assert asked == [row[0] for head in ASKED.values() for row in rows_of(head)]


def test_the_half_day_has_no_hole():
    spans = [row[:2] for row in rows_of("## A half day")]
    assert spans[0][0] == "0:00" and spans[-1][1] == "4:00"
    assert all(one[1] == two[0] for one, two in pairwise(spans))


def test_every_question_that_a_plan_names_is_asked():
    plans = GUIDE.split("## What to ask")[0]
    known = {row[0] for head in ASKED.values() for row in rows_of(head)}
    named = set(re.findall(r"(?<![\d.])(?:\d\d?|C)\.[1-9]\b(?! ?%)", plans))
    assert named and named <= known


@pytest.mark.slow
def test_every_exercise_that_the_guide_names_is_in_the_notebook():
    rows = [row for row in rows_of("## What people confuse, and what helps") if row[2]]
    assert len(rows) > 15
    for _, section, exercise in rows:
        other = re.match(r"(\d\d): ", exercise)
        number = other[1] if other else section[:2]
        name = re.search(r"`(\w+)`", exercise)[1]
        assert f"check.{name}(" in words(number), (number, name)
