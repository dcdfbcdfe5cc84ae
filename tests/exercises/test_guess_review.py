"""The look back at a notebook's guesses: what counts as right or close, and what stays hidden."""

import pytest

import lstm_core as lc
from lstm_core.exercises.guesses import opened, review_guesses
from lstm_core.exercises.guesses.guess import ChoiceGuess, NumberGuess, Result
from lstm_core.exercises.guesses.opened import OpenGuess

TEXT = ("It lasts.",)


@pytest.fixture(autouse=True)
def apart(tmp_path, monkeypatch):
    """Keep progress in a file of the test, and begin with no guess in this kernel."""
    monkeypatch.setenv("LSTM_PROGRESS", str(tmp_path / "progress.json"))
    monkeypatch.setattr(opened, "_OPENED", {})


def steps(name="steps", answer=69.0) -> OpenGuess:
    return OpenGuess(NumberGuess(name, "02_gates", "How many `steps`?", lambda: Result(answer, TEXT)))


def side() -> OpenGuess:
    reveal = lambda: Result("left", TEXT)  # noqa: E731
    return OpenGuess(ChoiceGuess("side", "02_gates", "Which side?", reveal, ("left", "right")))


def test_without_a_cell_that_ran_the_learner_is_told_to_run_one():
    assert "Run the cells above" in str(review_guesses("02_gates"))


def test_nothing_of_a_result_is_seen_before_a_commit():
    steps(), side()
    review = review_guesses("02_gates")
    assert str(review).startswith("You have committed to 0 of 2 guesses")
    assert review.rows == () and "69" not in str(review)


def test_the_result_of_a_question_that_is_not_guessed_stays_hidden():
    steps()
    side().commit("right")
    review = str(review_guesses("02_gates"))
    assert "1 of 2 guesses: 1 wrong" in review
    assert "How many steps? Not guessed yet." in review and "69" not in review
    assert "Which side? You guessed right. Result: left." in review


@pytest.mark.parametrize(
    ("guess", "answer", "words"),
    [
        (69, 69.0, "1 right"), (74, 69.0, "1 right"), (100, 69.0, "1 close"), (40, 69.0, "1 close"),
        (12, 69.0, "1 further away"), (-69, 69.0, "1 further away"), (0, 0.0, "1 right"),
        (1, 0.0, "1 further away"),
    ],
)  # fmt: skip
def test_a_number_is_graded_by_its_ratio_to_the_result(guess, answer, words):
    steps(answer=answer).commit(guess)
    assert words in review_guesses("02_gates").summary


def test_guesses_of_each_grade_are_counted():
    steps("a").commit(69)
    steps("b").commit(5)
    side().commit("left")
    assert review_guesses("02_gates").summary == (
        "You have committed to 3 of 3 guesses: 2 right, 1 further away."
    )


def test_a_later_guess_does_not_change_the_grade_of_the_first():
    opened_guess = steps()
    opened_guess.commit(12)
    opened_guess.commit(69)
    assert "You guessed 12. Result: 69." in str(review_guesses("02_gates"))


def test_a_cell_that_runs_again_counts_once():
    steps().commit(12)
    steps()
    assert "1 of 1 guesses" in review_guesses("02_gates").summary


def test_a_name_that_is_no_text_is_refused():
    with pytest.raises(lc.ArgumentError, match="notebook must be a str"):
        review_guesses(2)
