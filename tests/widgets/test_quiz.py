"""The quiz's Python side, and that the page marks as Python does."""

import json
import re
import shutil
import subprocess
from pathlib import Path

import pytest
from quiz_answers import every_answer

import lstm_core as lc

pytest.importorskip("anywidget")

from lstm_core.exercises.gates.quiz import questions
from lstm_core.exercises.guesses.numbers import read_number
from lstm_core.exercises.quizzes.questions import NumberQuestion
from lstm_core.widgets import Quiz

MARKING = Path(lc.__file__).parent / "widgets" / "quiz" / "marking.js"
VIEW = "application/vnd.jupyter.widget-view+json"


@pytest.fixture(autouse=True)
def progress(tmp_path, monkeypatch):
    """Keep progress in a file of the test; return its path."""
    path = tmp_path / "progress.json"
    monkeypatch.setenv("LSTM_PROGRESS", str(path))
    return path


def kept(progress) -> dict:
    return json.loads(progress.read_text(encoding="utf-8"))["quizzes"]["02_gates"]


def give(quiz, name, answer, count=0):
    """Do what the browser does."""
    quiz.set_state({"given": {"question": name, "answer": answer, "count": count}})


def test_the_first_answer_of_the_page_is_kept(progress):
    quiz = Quiz(questions)
    give(quiz, "shut_output", 1)
    give(quiz, "shut_output", 2, 1)
    give(quiz, "half_life_20", "0,966", 2)
    give(quiz, "in_the_cell_state", [1, 2, 3], 3)
    assert kept(progress)["shut_output"] == {"answer": "yes, since h = 0", "right": False}
    assert kept(progress)["half_life_20"] == {"answer": 0.966, "right": True}
    assert kept(progress)["in_the_cell_state"]["right"] is True
    assert Quiz(questions).earlier["shut_output"] == "yes, since h = 0"


@pytest.mark.parametrize(
    "given", [{}, {"question": "gone", "answer": 1}, {"question": "shut_output", "answer": [9]}]
)
def test_no_message_of_a_page_stops_the_quiz(given, progress):
    Quiz(questions).set_state({"given": given})
    assert not progress.exists()


def test_without_the_form_a_question_is_answered_in_python(progress):
    quiz = Quiz(questions)
    mark = quiz.answer(4, 2)
    assert mark.right and repr(mark).startswith("✓ Right. c_t does not contain o")
    assert repr(quiz.answer(3, 0.95)).startswith("○ Not yet. You took 1 − 1/20.")
    assert kept(progress)["half_life_20"]["answer"] == 0.95
    for wrong in ((0, 1), (5, 1), (1, 9), ("1", 1)):
        with pytest.raises(lc.ArgumentError, match="must be an integer"):
            quiz.answer(*wrong)


def test_the_stored_output_has_the_questions_and_no_answers():
    data, _ = Quiz(questions)._repr_mimebundle_()
    assert VIEW in data
    for text in (data["text/html"], data["text/plain"]):
        assert "Is its memory lost?" in text and "candidate g" in text
        for word in ("0.966", "does not contain", "erases", "right"):
            assert word not in text


def test_the_output_depends_on_nobody():
    before = Quiz(questions)._repr_mimebundle_()[0]
    Quiz(questions).answer(1, 1)
    assert {**Quiz(questions)._repr_mimebundle_()[0], VIEW: None} == {**before, VIEW: None}


@pytest.mark.parametrize("wrong", [None, [], "02_gates"])
def test_what_is_no_quiz_is_refused(wrong):
    with pytest.raises(lc.ArgumentError, match="QuizQuestions, but got"):
        Quiz(wrong)


# The page


def marked_by_the_page(tmp_path, calls: str) -> list:
    node = shutil.which("node")
    if node is None:
        pytest.skip("node is not installed")
    script = tmp_path / "mark.mjs"
    script.write_text(f'import {{ markAnswer, readTypedNumber }} from "{MARKING.as_uri()}";\n{calls}')
    answer = subprocess.run([node, script], capture_output=True, text=True, timeout=60, check=True)
    return json.loads(answer.stdout)


def test_the_advice_for_a_page_without_a_form_works_as_it_is_written():
    (code,) = re.findall(r"write <code>([^<]+)</code>", Quiz(questions)._as_html())
    cell = (
        f"from lstm_core.exercises.gates import quiz\nfrom lstm_core.widgets import Quiz\nmark = {code}"
    )
    exec(cell, names := {})
    assert "✓" in repr(names["mark"]) or "○" in repr(names["mark"])


def test_the_page_marks_every_answer_as_python_does(tmp_path):
    plain = {question["name"]: question for question in questions.as_plain_data()}
    cases = []
    for question in questions.questions:
        for answer in every_answer(question):
            is_single = isinstance(answer, int) and not isinstance(question, NumberQuestion)
            cases.append((question, answer, [answer] if is_single else answer))
        if isinstance(question, NumberQuestion):
            ends = (1 + share * question.tolerance for share in (-1.1, -0.9, 0.9, 1.1))
            near = [question.answer * end for end in ends]
            cases += [(question, number, number) for number in near]
    asked = [[plain[question.name], on_page] for question, _, on_page in cases]
    got = marked_by_the_page(
        tmp_path, f"console.log(JSON.stringify({json.dumps(asked)}.map((c) => markAnswer(...c))));"
    )
    for (question, answer, _), mark in zip(cases, got, strict=True):
        expected = question.mark(answer)
        assert mark == {"right": expected.right, "sentences": list(expected.sentences)}


def test_the_page_reads_numbers_as_python_does(tmp_path):
    typed = "12| 0.5 |1/4|2e-4|0,5|1,234.5|10,000|−3|.5|7 steps|5.||x|1 or 2|nan|1/0|1/2/3|1e999|٣|0x10"
    typed = [*typed.split("|"), "1_000", "--1", "1e", "0,500"]
    got = marked_by_the_page(
        tmp_path,
        f"console.log(JSON.stringify({json.dumps(typed)}.map((t) => readTypedNumber(t, 'steps'))));",
    )
    for text, number in zip(typed, got, strict=True):
        try:
            assert number == pytest.approx(read_number(text, "steps")), text
        except lc.ArgumentError:
            assert number is None, text
