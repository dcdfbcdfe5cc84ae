"""A class's progress files on one page: counted rightly, whatever learners have written into them."""

import json
import math
import os
import re
import sys
from html.parser import HTMLParser
from importlib import import_module
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

import class_report
import class_report_counts
import class_report_files
import environment
from class_report_counts import MOST_BARS, _plain, count_class, number_bars, outlines, text_bars
from class_report_files import read_class
from class_report_page import page
from lstm_core.exercises.bptt import collection as bptt
from lstm_core.exercises.gates import collection as gates
from lstm_core.exercises.gates import guesses, quiz
from lstm_core.exercises.guesses.guess import NumberGuess

ROOT = Path(__file__).resolve().parents[2]
NOTEBOOKS = ROOT / "notebooks"


def write(path, *, done=(), guesses=None, quizzes=None, notebook="02_gates", **more):
    path.parent.mkdir(parents=True, exist_ok=True)
    content = {
        "version": 2,
        "done": {notebook: list(done)} if done else {},
        "guesses": {notebook: {k: {"guess": v} for k, v in guesses.items()}} if guesses else {},
        "quizzes": {
            notebook: {k: {"answer": a, "right": right} for k, (a, right) in (quizzes or {}).items()}
        },
        **more,
    }
    path.write_text(json.dumps(content), encoding="utf-8")


def learner(folder, name, **progress):
    write(folder / name / "notebooks" / "my_progress.json", **progress)


def gates_of(folder):
    """What the class did in notebook 02."""
    counted = count_class(read_class(folder).learners, outlines(NOTEBOOKS))
    return next(notebook for notebook in counted if notebook.name == "02_gates")


def test_files_of_earlier_formats_count_for_the_notebooks_of_today(tmp_path):
    learner(tmp_path, "ada", done=["draw"], notebook="06_sampling")
    counted = count_class(read_class(tmp_path).learners, outlines(NOTEBOOKS))
    assert [notebook.name for notebook in counted if notebook.begun] == ["07_sampling"]


def report(folder):
    """The page and what the terminal says."""
    output = folder / "class_report.html"
    said = class_report.report(folder, output, "26 November 2026")
    return output.read_text(encoding="utf-8"), said


class Cells(HTMLParser):
    """The rows of all tables, as texts, and the names of all tags and attributes."""

    def __init__(self, text):
        super().__init__()
        self.rows, self.tags, self.attributes, self.cell = [], [], [], None
        self.feed(text)

    def handle_starttag(self, tag, attributes):
        self.tags.append(tag)
        self.attributes += [name for name, _ in attributes]
        if tag == "tr":
            self.rows.append([])
        elif tag in ("th", "td"):
            self.cell = ""

    def handle_endtag(self, tag):
        if tag in ("th", "td"):
            self.rows[-1].append(self.cell)
            self.cell = None

    def handle_data(self, data):
        if self.cell is not None:
            self.cell += data


def cells(text):
    return [[" ".join(cell.split()) for cell in row] for row in Cells(text).rows]


# Which files belong to whom


def test_each_file_is_one_learner_and_a_file_below_another_is_the_same_one(tmp_path):
    write(tmp_path / "my_progress.json", done=["step"])
    write(tmp_path / "my_progress_b.json", done=["step"])
    write(tmp_path / "Doe_123_assignsubmission_file_my_progress (1).json", done=["step"])
    write(tmp_path / "anna" / "my_progress.json", done=["step"])
    learner(tmp_path, "ben", done=["share_left"])
    write(tmp_path / "ben" / "my_progress.json", done=["step"])
    write(tmp_path / "group" / "my_progress_c.json", done=["step"])
    write(tmp_path / "group" / "my_progress_d.json", done=["step"])
    # The file in the folder itself is not above those of its subfolders: it is a learner's, too.
    assert len(read_class(tmp_path).learners) == 7
    assert {e.name: e.done for e in gates_of(tmp_path).exercises}["step"] == 7


def test_copies_and_checkpoints_and_solutions_are_nobodys(tmp_path):
    learner(tmp_path, "anna", done=["step"])
    notebooks = tmp_path / "anna" / "notebooks"
    for name in ("damaged", "damaged-2", "merged", "before_reset"):
        write(notebooks / f"my_progress.{name}.json", done=["share_left"])
    write(notebooks / ".ipynb_checkpoints" / "my_progress-checkpoint.json", done=["share_left"])
    write(notebooks / "solutions" / "my_progress.json", done=["share_left"])
    write(notebooks / "notes.json", done=["share_left"])
    found = read_class(tmp_path)
    assert [progress.done for progress in found.learners] == [{"02_gates": ["step"]}]
    assert found.unreadable == [] and found.left_out == ""


def test_files_that_cannot_be_read_are_listed_and_stop_nothing(tmp_path, monkeypatch):
    learner(tmp_path, "anna", done=["step"])
    write(tmp_path / "my_progress_later.json", version=4)
    (tmp_path / "my_progress_half.json").write_text("{")
    (tmp_path / "my_progress_list.json").write_text("[[]]")
    (tmp_path / "my_progress_deep.json").write_text("[" * 100_000)
    (tmp_path / "my_progress_huge.json").write_text(" " * 1_000_001)
    if os.name != "nt":
        os.mkfifo(tmp_path / "my_progress_pipe.json")
        (tmp_path / "my_progress_link.json").symlink_to("my_progress_link.json")
    found = read_class(tmp_path)
    assert len(found.learners) == 1
    reasons = {
        name.removeprefix("my_progress_").removesuffix(".json"): why for name, why in found.unreadable
    }
    assert reasons["later"] == "written by a later version"
    assert reasons["half"] == reasons["list"] == reasons["deep"] == "damaged"
    assert "1,000,001 bytes" in reasons["huge"]
    assert len(reasons) == (5 if os.name == "nt" else 7)
    text, said = report(tmp_path)
    for name, why in found.unreadable:
        assert f"<code>{name}</code>: {why}" in text and f"{name}: {why}" in said
    assert "anna" not in text + said.replace(str(tmp_path), "")


def test_too_many_files_folders_and_bytes_are_left_out_with_a_word(tmp_path, monkeypatch):
    for k in range(6):
        learner(tmp_path, f"learner{k}", done=["step"])
    with monkeypatch.context() as patch:
        patch.setattr(class_report_files, "MOST_FILES", 4)
        found = read_class(tmp_path)
        assert len(found.learners) == 4 and "more than 4 files" in found.left_out
        assert "more than 4 files" in report(tmp_path)[0]
    with monkeypatch.context() as patch:
        patch.setattr(class_report_files, "MOST_FOLDERS", 4)
        assert "more than 4 folders" in read_class(tmp_path).left_out
    monkeypatch.setattr(class_report_files, "MOST_BYTES_IN_ALL", 300)
    found = read_class(tmp_path)
    assert 1 < len(found.learners) < 6 and "first" in found.left_out


def test_learners_files_stay_as_they_are(tmp_path):
    learner(tmp_path, "anna", done=["step"])
    write(tmp_path / "anna" / "my_progress.json", done=["share_left"])
    (tmp_path / "my_progress_half.json").write_text("{")
    before = {path: path.read_bytes() for path in tmp_path.rglob("*") if path.is_file()}
    report(tmp_path)
    after = {path: path.read_bytes() for path in tmp_path.rglob("*") if path.is_file()}
    assert after.pop(tmp_path / "class_report.html") and after == before


# What is counted


def test_exercises_are_counted_in_the_order_of_the_notebooks(tmp_path):
    learner(tmp_path, "anna", done=list(gates.exercises))
    learner(tmp_path, "ben", done=["step", "step", "no such exercise"])
    learner(tmp_path, "cleo")
    notebook = gates_of(tmp_path)
    assert [e.name for e in notebook.exercises] == list(gates.exercises)
    assert {e.name: e.done for e in notebook.exercises} == {
        **dict.fromkeys(gates.exercises, 1),
        "step": 2,
    }
    assert (notebook.begun, notebook.finished) == (2, 1)
    rows = cells(report(tmp_path)[0])
    assert ["02 Build a cell that remembers", "2", "1"] in rows
    assert any(row[0].startswith("step ") and row[1] == "2" for row in rows)
    named = [row[0] for row in rows if len(row) == 3][1:]
    assert len(named) == len(list(NOTEBOOKS.glob("*.ipynb")))


def test_every_notebook_with_exercises_is_known():
    known = outlines(NOTEBOOKS)
    assert list(known["04_bptt"].exercises) == list(bptt.exercises)
    groups = [
        import_module(f"lstm_core.exercises.{path.parent.name}").collection
        for path in (ROOT / "lstm_core" / "exercises").glob("*/tasks.py")
    ]
    asked = sorted(name for group in groups for name in group.exercises)
    assert sorted(name for outline in known.values() for name in outline.exercises) == asked
    shipped = [path.stem for path in environment.shipped_notebooks() if path.parent == NOTEBOOKS]
    assert list(known) == shipped
    assert known["capstone"].title == "Capstone Write an LSTM without help"


def test_a_question_shows_the_share_of_right_first_answers_and_the_most_frequent_wrong_one(tmp_path):
    answers = [("f = 1", True), ("f = 0", False), ("i = 0", False), ("f = 0", False), (2.5, False)]
    for k, answer in enumerate(answers):
        learner(tmp_path, str(k), quizzes={"keeps": answer})
    learner(tmp_path, "other", quizzes={"adds": ("i = 1", True)})
    (keeps, adds) = gates_of(tmp_path).questions
    assert (keeps.name, keeps.right, keeps.answered, keeps.wrong, keeps.wrong_count) == (
        *("keeps", 1, 5, "f = 0", 2),
    )
    assert (adds.right, adds.answered, adds.wrong) == (1, 1, "")
    text, said = report(tmp_path)
    assert ["keeps Most frequent wrong answer: “f = 0”, by 2.", "1 of 5"] in cells(text)
    assert "Hard: 02_gates, keeps (1 of 5 right)" in said and "adds" not in said


def test_the_questions_and_guesses_of_a_notebook_are_shown_with_their_words(tmp_path):
    learner(tmp_path, "anna", guesses={"half": 5, "which": "no"}, quizzes={"keeps": ("f", True)})
    known = outlines(NOTEBOOKS)
    known["02_gates"].guesses["which"] = ("Is `f` lost?", "", ("yes", "no"))
    known["02_gates"].guesses["half"] = ("When is half left?", "steps", ())
    known["02_gates"].guesses["unasked"] = ("Never asked?", "", ())
    known["02_gates"].questions["keeps"] = "What keeps the memory?"
    counted = count_class(read_class(tmp_path).learners, known)
    text = page(counted, 1, date="today", notes=[], unreadable=[])
    assert "Is <code>f</code> lost?" in text and "When is half left?" in text
    assert "What keeps the memory?" in text and "Never asked?" not in text
    rows = cells(text)
    assert rows.index(["yes", "0"]) + 1 == rows.index(["no", "1"]) < rows.index(["5 steps", "1"])


def test_guesses_and_questions_are_found_beside_the_exercises():
    outline = outlines(NOTEBOOKS)["02_gates"]
    asked = {guess.name: guess for guess in vars(guesses).values() if isinstance(guess, NumberGuess)}
    assert asked and set(asked) < set(outline.guesses)
    for name, guess in asked.items():
        assert outline.guesses[name] == (guess.question, guess.unit, ())
    weights = guesses.longest_gap
    assert outline.guesses[weights.name] == (weights.question, "", weights.choices)
    assert outline.questions == {each.name: each.question for each in quiz.questions.questions}


def test_names_that_no_notebook_has_are_few(tmp_path):
    names = [f"name{k}" for k in range(50)]
    learner(tmp_path, "anna", guesses=dict.fromkeys(names, 1))
    learner(tmp_path, "ben", guesses={"name49": 1})
    write(tmp_path / "cleo" / "my_progress.json", done=["x"], notebook="77_mine")
    notebook = gates_of(tmp_path)
    assert len(notebook.guesses) == class_report_counts.MOST_UNKNOWN
    assert notebook.guesses[0].name == "name49" and notebook.left_out == 30
    text, _ = report(tmp_path)
    assert "30 further names not shown" in text
    assert "name 1 notebook that" in text and "77_mine" not in text


# Bars


def test_few_numbers_have_a_bar_each():
    assert number_bars([2.0, 1.0, 2.0, -0.5], "steps") == [
        *(("−0.5 steps", 1), ("1 steps", 1), ("2 steps", 2)),
    ]


def test_many_numbers_are_put_between_round_ones():
    assert number_bars([float(k) for k in range(100)]) == [
        *(("0 to 20", 20), ("20 to 40", 20), ("40 to 60", 20)),
        *(("60 to 80", 20), ("80 to 100", 20)),
    ]


def test_a_far_number_does_not_squeeze_the_others():
    bars = number_bars([*(float(k) for k in range(1, 50)), 1e6])
    assert bars[-1] == ("50 or more", 1) and len(bars) == 6


def test_numbers_of_many_sizes_are_put_between_powers_of_ten():
    bars = number_bars([10.0**k * s for k in range(-4, 0) for s in (1, 2, 5)])
    assert bars == [(f"{low} to {high}", 3) for low, high in (
        *(("0.0001", "0.001"), ("0.001", "0.01"), ("0.01", "0.1"), ("0.1", "1")),
    )]  # fmt: skip


@given(st.lists(st.floats() | st.integers() | st.sampled_from([1, 1.5, -1e15, 1e-300, 10**400])))
def test_no_number_is_lost_and_no_chart_is_long(numbers):
    plain = [_plain(n) for n in numbers if not (isinstance(n, float) and not math.isfinite(n))]
    bars = number_bars([n for n in plain if not isinstance(n, str)])
    assert sum(count for _, count in bars) == sum(not isinstance(n, str) for n in plain)
    assert len(bars) <= MOST_BARS + 2
    assert len({label for label, _ in bars}) == len(bars)


def test_rare_answers_are_counted_together():
    assert text_bars({f"answer {k}": 20 - k for k in range(20)}) == [
        *((f"answer {k}", 20 - k) for k in range(7)),
        ("13 other answers", sum(range(1, 14))),
    ]


# The page


EVIL = '<script>alert("x")</script><img src=x onerror=alert(1)>`<b>`&amp;\u202e\n\x00'


def test_what_learners_have_written_is_text(tmp_path):
    for k in range(3):
        learner(tmp_path, str(k), done=[EVIL], guesses={EVIL: EVIL}, quizzes={EVIL: (EVIL, False)})
    evil_name = "my_progress_<i>`x`<b>.json" if os.name != "nt" else "my_progress_&amp;.json"
    (tmp_path / evil_name).write_text("{")
    text, said = report(tmp_path)
    seen = Cells(text)
    assert {"script", "img", "b", "i", "link", "iframe", "a"}.isdisjoint(seen.tags)
    assert not {name for name in seen.attributes if name.startswith("on") or name in ("src", "href")}
    assert "&lt;script&gt;" in text and "\u202e" not in text and "\x00" not in said
    assert "http" not in re.sub(r"http-equiv", "", text)


def test_a_long_answer_is_cut(tmp_path):
    learner(tmp_path, "anna", guesses={"which": "x" * 400})
    assert f"{'x' * 89}…" in report(tmp_path)[0]


def test_the_page_needs_nothing_else_and_every_table_can_be_read_aloud(tmp_path):
    learner(tmp_path, "anna", done=["step"], guesses={"half": 5}, quizzes={"keeps": ("f", True)})
    text, _ = report(tmp_path)
    assert "default-src 'none'" in text and "url(" not in text
    assert text.count("<table") == text.count("<caption>") == 4
    assert text.count("<tr>") - text.count("<thead>") == text.count('<th scope="row">')
    assert text.count('class="track"') == text.count('class="track" aria-hidden="true"') > 10


def test_an_empty_folder_makes_an_empty_report(tmp_path):
    text, said = report(tmp_path)
    assert "0 learners" in text and said.startswith("0 learners.\n")


# The command


@pytest.fixture
def command(monkeypatch, capsys):
    monkeypatch.setattr(environment, "start_in_environment", lambda *_: None)

    def run(*arguments):
        monkeypatch.setattr(sys, "argv", ["class_report.py", *map(str, arguments)])
        class_report.main()
        return capsys.readouterr().out

    return run


def test_the_command_writes_the_page_and_says_where(tmp_path, command):
    learner(tmp_path, "anna", done=["step"])
    said = command(tmp_path)
    assert said.startswith("1 learner.\n02_gates: begun by 1; sigmoid_slope 0, step 1,")
    assert str(tmp_path / "class_report.html") in said
    assert command(tmp_path, "--output", tmp_path / "other.html")
    assert (tmp_path / "other.html").read_text(encoding="utf-8").startswith("<!doctype html>")


@pytest.mark.parametrize(
    ("folder", "said"), [("", "FOLDER=classroom/learners"), ("nowhere", "There is no folder")]
)
def test_a_folder_that_is_not_there_is_named(tmp_path, command, capsys, folder, said):
    with pytest.raises(SystemExit):
        command(tmp_path / folder if folder else "")
    assert said in capsys.readouterr().err


def test_a_page_that_cannot_be_written_is_told(tmp_path, command):
    with pytest.raises(SystemExit, match="cannot be written"):
        command(tmp_path, "--output", tmp_path / "missing" / "page.html")


def test_make_hands_over_the_folder():
    makefile = (ROOT / "Makefile").read_text(encoding="utf-8")
    assert re.search(r'^class-report:\n\t.*tools/class_report\.py "\$\(FOLDER\)"', makefile, re.M)
