"""Quizzes: how answers are marked, and that every answer of every quiz has a sentence of its own."""

import importlib
from pathlib import Path

import pytest
from quiz_answers import every_answer

import lstm_core as lc
from lstm_core.exercises.quizzes.questions import (
    NumberQuestion,
    Option,
    QuizQuestions,
    SeveralChoices,
    SingleChoice,
)

FOLDER = Path(lc.__file__).parent / "exercises"
QUIZZES = [
    importlib.import_module(f"lstm_core.exercises.{path.parent.name}.quiz").questions
    for path in sorted(FOLDER.glob("*/quiz.py"))
]
ALL = [(quiz, question) for quiz in QUIZZES for question in quiz.questions]

SINGLE = SingleChoice("s", "Which?", (Option("a", "No, a."), Option("b", "Yes, b.", right=True)))
SEVERAL = SeveralChoices(
    "m",
    "Which of these?",
    (Option("a", "A is.", right=True), Option("b", "B is not."), Option("c", "C is.", right=True)),
)
NUMBER = NumberQuestion("n", "How many?", 20.0, "Right.", ((10.0, "Half."),), "Count.", unit="steps")


def test_one_choice_is_marked_with_its_own_sentence():
    assert (SINGLE.mark(1).right, SINGLE.mark(1).sentences) == (False, ("No, a.",))
    assert (SINGLE.mark(2).right, SINGLE.mark(2).sentences) == (True, ("Yes, b.",))


@pytest.mark.parametrize(
    ("answer", "right", "sentences"),
    [
        ([1, 3], True, ("A is.", "C is.")),
        ([3, 1, 1], True, ("A is.", "C is.")),
        ([1], False, ("C is.",)),
        ([1, 2, 3], False, ("B is not.",)),
        ([2], False, ("A is.", "B is not.", "C is.")),
    ],
)
def test_several_choices_are_told_what_is_missing_and_what_is_too_much(answer, right, sentences):
    mark = SEVERAL.mark(answer)
    assert (mark.right, mark.sentences) == (right, sentences)


@pytest.mark.parametrize(
    ("answer", "right", "sentence"),
    [
        (20, True, "Right."), ("20 steps", True, "Right."), (20.1, True, "Right."),
        (20.5, False, "Count."), ("10", False, "Half."), (0, False, "Count."),
    ],
)  # fmt: skip
def test_a_number_is_marked_within_its_tolerance(answer, right, sentence):
    mark = NUMBER.mark(answer)
    assert (mark.right, mark.sentences) == (right, (sentence,))


@pytest.mark.parametrize(
    ("question", "answer"),
    [(SINGLE, 0), (SINGLE, 3), (SINGLE, "b"), (SINGLE, True), (SEVERAL, []), (SEVERAL, 1),
     (SEVERAL, [4]), (NUMBER, "x"), (NUMBER, None), (NUMBER, float("nan"))],
)  # fmt: skip
def test_what_is_no_answer_is_refused_with_a_sentence(question, answer):
    with pytest.raises(lc.ArgumentError, match=r"must be .*but got"):
        question.mark(answer)


def test_questions_that_cannot_be_answered_are_refused():
    with pytest.raises(lc.ArgumentError, match="one right option"):
        SingleChoice("s", "Which?", (Option("a", "x"), Option("b", "y")))
    with pytest.raises(lc.ArgumentError, match="a right option"):
        SeveralChoices("s", "Which?", (Option("a", "x"), Option("b", "y")))
    with pytest.raises(lc.ArgumentError, match="counts as right"):
        NumberQuestion("n", "How many?", 20.0, "Right.", ((20.1, "Near."),), "Count.")
    with pytest.raises(lc.ArgumentError, match="a name of its own"):
        QuizQuestions("02_gates", SINGLE, SINGLE)


def test_reprs_do_not_tell_the_answer():
    assert "Yes" not in repr(SINGLE) and "20" not in repr(NUMBER)


# Every quiz


def test_there_are_quizzes():
    assert "02_gates" in {quiz.notebook for quiz in QUIZZES}


@pytest.mark.parametrize("quiz", QUIZZES, ids=lambda quiz: quiz.notebook)
def test_a_quiz_has_three_to_five_questions(quiz):
    assert 3 <= len(quiz.questions) <= 5


@pytest.mark.parametrize(("quiz", "question"), ALL, ids=lambda value: getattr(value, "name", ""))
def test_every_answer_is_told_something_of_its_own_and_one_is_right(quiz, question):
    marks = [question.mark(answer) for answer in every_answer(question)]
    assert sum(mark.right for mark in marks) == 1
    assert all(mark.sentences for mark in marks)
    told = [mark.sentences for mark in marks]
    if not isinstance(question, SeveralChoices):
        assert len(set(told)) == len(told)
    for mark in marks:
        for sentence in mark.sentences:
            assert len(sentence.split()) >= 4 and sentence.endswith((".", "?")), sentence
