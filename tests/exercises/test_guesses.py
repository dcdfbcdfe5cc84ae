"""Guesses: what a commit takes, keeps and opens, and what is hidden until then."""

import json

import numpy as np
import pytest
from matplotlib import pyplot as plt

import lstm_core as lc
from lstm_core import plots
from lstm_core.exercises.guesses.guess import ChoiceGuess, NumberGuess, Result
from lstm_core.exercises.guesses.numbers import distance_in_words, read_number, show_number
from lstm_core.exercises.guesses.opened import OpenGuess

TEXT = ("Because `f` is near <1>.", "So it lasts.")


@pytest.fixture(autouse=True)
def progress(tmp_path, monkeypatch):
    """Keep progress in a file of the test; return its path."""
    path = tmp_path / "progress.json"
    monkeypatch.setenv("LSTM_PROGRESS", str(path))
    return path


def number_guess(**settings) -> NumberGuess:
    given = {
        "name": "steps",
        "notebook": "02_gates",
        "question": "After how many `steps`?",
        "reveal": lambda value: Result(value, TEXT, "a  b\n1  2", figure()),
        "unit": "steps",
        "lowest": 0,
        "highest": 1000,
    }
    return NumberGuess(**(given | settings))


def choice_guess(reveal=lambda: Result("left", TEXT)) -> ChoiceGuess:
    return ChoiceGuess("side", "02_gates", "Which side?", reveal, ("left", "right"))


def figure():
    curves = {"f": np.array([1.0, 0.5])}
    return plots.memory_curves(curves, ylabel="share", title="It halves")


# What a learner types


@pytest.mark.parametrize(
    ("typed", "number"),
    [
        ("12", 12), (" 0.5 ", 0.5), ("1/4", 0.25), ("2e-4", 2e-4), ("0,5", 0.5), ("1,234.5", 1234.5),
        ("10,000", 10000), ("−3", -3), (".5", 0.5), ("7 steps", 7), ("7steps", 7), (3, 3),
        (np.float32(0.5), 0.5),
    ],
)  # fmt: skip
def test_a_number_is_read_in_the_forms_in_which_it_is_typed(typed, number):
    assert read_number(typed, "steps") == pytest.approx(number)


@pytest.mark.parametrize(
    "typed",
    ["", "x", "1 or 2", "nan", "inf", "1e999", "1/0", "1/2/3", "٣", "9" * 41, None, True, [1], 1j],
)
def test_what_is_no_number_is_refused_with_a_sentence(typed):
    with pytest.raises(lc.ArgumentError, match=r"must be a number of steps such as 12.*Write"):
        read_number(typed, "steps")


@pytest.mark.parametrize(
    ("number", "digits", "text"),
    [(69.0, 3, "69"), (0.30912, 3, "0.309"), (-2.5, 6, "−2.5"), (0, 3, "0"), (1e-9, 2, "1e−09"),
     (69271.4, 3, "69300"), (1 / 3, 6, "0.333333")],
)  # fmt: skip
def test_numbers_are_shown_with_few_digits(number, digits, text):
    assert show_number(number, digits) == text


@pytest.mark.parametrize(
    ("guess", "answer", "words"),
    [
        (69, 69, "Your guess is the result."),
        (70, 69, "within 10 % of the result"),
        (100, 69, "about 45 % above the result"),
        (50, 69, "about 28 % below the result"),
        (345, 69, "about 5 times the result"),
        (12, 69, "The result is about 5.8 times your guess."),
        (0, 69, "Your guess is 69 below the result."),
        (0.5, -0.5, "Your guess is 1 above the result."),
    ],
)
def test_the_distance_is_said_in_words(guess, answer, words):
    assert words in distance_in_words(guess, answer)


# A commit


def test_a_commit_opens_the_result_and_keeps_the_first_guess(progress):
    opened = OpenGuess(number_guess(), 69.02)
    assert not progress.exists(), "asking writes nothing"
    shown = opened.commit("12 steps")
    assert (shown.guess, shown.first, shown.answer) == ("12 steps", "", "69 steps")
    assert shown.comparison == "The result is about 5.8 times your guess."
    assert shown.text == TEXT and shown.table == "a  b\n1  2"
    assert shown.picture and shown.alternative
    second = opened.commit(60)
    assert (second.guess, second.first) == ("60 steps", "12 steps")
    assert json.loads(progress.read_text())["guesses"]["02_gates"]["steps"]["guess"] == 12


def test_a_cell_that_runs_again_knows_the_first_guess_and_opens_for_it():
    OpenGuess(number_guess(), 69.0).commit(12)
    later = OpenGuess(number_guess(), 69.0)
    assert later.first == 12
    shown = later.again()
    assert (shown.guess, shown.first) == ("12 steps", "")


def test_nothing_opens_without_a_commit():
    with pytest.raises(lc.ArgumentError, match="Guess first"):
        OpenGuess(number_guess(), 69.0).again()


@pytest.mark.parametrize("typed", ["", "-1", "1001", "soon"])
def test_a_guess_that_cannot_be_taken_opens_nothing_and_keeps_nothing(typed, progress):
    opened = OpenGuess(number_guess(), 69.0)
    with pytest.raises(lc.ArgumentError):
        opened.commit(typed)
    with pytest.raises(lc.ArgumentError):
        opened.again()
    assert not progress.exists()


def test_a_choice_is_one_of_the_answers(progress):
    opened = OpenGuess(choice_guess())
    with pytest.raises(lc.ArgumentError, match=r"'left', 'right', but got 'up'"):
        opened.commit("up")
    with pytest.raises(lc.ArgumentError, match="Choose one"):
        opened.commit("")
    assert opened.commit("Right").comparison == "The result is another answer."
    assert opened.commit("left").comparison == "Your guess is the result."
    assert json.loads(progress.read_text())["guesses"]["02_gates"]["side"]["guess"] == "right"


def test_a_kept_guess_of_another_kind_counts_as_none(progress):
    OpenGuess(choice_guess()).commit("left")
    assert OpenGuess(number_guess(name="side"), 1.0).first is None


def test_a_progress_file_that_cannot_be_read_is_told_and_left_alone(progress):
    progress.write_text('{"version": 99}')
    opened = OpenGuess(number_guess(), 69.0)
    assert opened.warning
    assert opened.commit(12).warning
    assert progress.read_text() == '{"version": 99}'


# What is hidden, and what fails


def test_where_an_assertion_of_the_result_fails_nothing_can_be_opened():
    def reveal(value):
        assert value > 70, "the memory lasts too short"
        return Result(value, TEXT)

    assert OpenGuess(number_guess(reveal=reveal), 71.0).commit(12).answer == "71 steps"
    opened = OpenGuess(number_guess(reveal=reveal), 69.0)
    assert "belongs to the tutorial's page" in opened.question_text()
    for ask in (lambda: opened.commit(12), opened.again):
        with pytest.raises(lc.ArgumentError, match="belongs to the tutorial's page"):
            ask()


def test_the_result_of_a_choice_has_to_be_one_of_its_choices():
    with pytest.raises(lc.ArgumentError, match=r"answer must be one of"):
        OpenGuess(choice_guess(lambda: Result("up", TEXT)))


def test_the_figure_of_a_result_does_not_stay_open_for_the_notebook_to_show():
    plt.close("all")
    other = plt.figure()
    opened = OpenGuess(number_guess(), 69.0)
    assert plt.get_fignums() == [other.number]
    opened.commit(1)
    assert plt.get_fignums() == [other.number]
    plt.close(other)


@pytest.mark.parametrize("committed", [False, True])
def test_the_question_never_depends_on_the_result_or_on_the_learner(committed):
    opened = OpenGuess(number_guess(), 69.0)
    if committed:
        opened.commit(12)
    other = OpenGuess(number_guess(), 500.0)
    assert opened.question_html() == other.question_html()
    assert opened.question_text() == other.question_text()
    assert "69" not in opened.question_html() and "lasts" not in opened.question_html()


def test_the_folded_form_has_question_and_result_and_escapes_both():
    opened = OpenGuess(number_guess(question="Is <x> `f`?"), 69.0)
    head, folded = opened.folded_html().split("<details>")
    assert "&lt;x&gt; <code>f</code>" in head and "69" not in head
    for part in ("Result: 69 steps", "a  b\n1  2", "data:image/png;base64,", "near &lt;1&gt;", 'alt="'):
        assert part in folded
    assert "Your guess" not in folded, "a page has no learner"


def test_reprs_do_not_tell_the_result():
    opened = OpenGuess(number_guess(), 69.0)
    assert "69" not in repr(opened.guess) + opened.question_text()
