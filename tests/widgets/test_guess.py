"""The guess's Python side: what the page is told, before and after a commit."""

import html
import json
from dataclasses import fields

import pytest

import lstm_core as lc

pytest.importorskip("anywidget")

from lstm_core.exercises.guesses.guess import ChoiceGuess, NumberGuess, Result
from lstm_core.exercises.guesses.opened import Revealed, opened_guesses
from lstm_core.widgets import Guess
from lstm_core.widgets.guess.messages import Shown

VIEW = "application/vnd.jupyter.widget-view+json"
STEPS = NumberGuess(
    "steps", "02_gates", "How many steps?", lambda v: Result(v, ("It lasts.",), "a  b"), unit="steps"
)
SIDE = ChoiceGuess(
    "side", "02_gates", "Which side?", lambda: Result("left", ("So.",)), ("left", "right")
)


@pytest.fixture(autouse=True)
def progress(tmp_path, monkeypatch):
    """Keep progress in a file of the test; return its path."""
    path = tmp_path / "progress.json"
    monkeypatch.setenv("LSTM_PROGRESS", str(path))
    monkeypatch.delenv("LSTM_GUESSES", raising=False)
    return path


def ask(guess, value, *, kind="commit", number="view-1"):
    """Do what the browser does."""
    guess.set_state({"request": {"kind": kind, "value": value, "number": number}})
    return guess.reply


def all_that_was_sent(guess) -> str:
    state = guess.get_state()
    return json.dumps({name: value for name, value in state.items() if name[0] != "_"}, default=str)


def test_nothing_that_the_page_gets_before_a_commit_tells_the_result():
    guess = Guess(STEPS, 69.25)
    for told in (all_that_was_sent(guess), json.dumps(guess._repr_mimebundle_()[0]), repr(guess)):
        assert "69.2" not in told and "lasts" not in told  # an id may hold 69, but no point
    assert "69.2 steps" in json.dumps(ask(guess, "12"))


def test_a_commit_is_answered_with_the_result():
    guess = Guess(STEPS, 69.0)
    reply = ask(guess, "12")
    assert (reply["number"], reply["problem"]) == ("view-1", "")
    assert reply["shown"]["answer"] == "69 steps" and reply["shown"]["guess"] == "12 steps"
    json.dumps(reply)


def test_a_problem_is_told_and_what_is_open_stays_open():
    guess = Guess(STEPS, 69.0)
    assert ask(guess, "soon")["shown"] is None
    assert "but got 'soon'" in guess.reply["problem"]
    ask(guess, "12", number="view-2")
    reply = ask(guess, "", number="view-3")
    assert "Write one" in reply["problem"] and reply["shown"]["guess"] == "12 steps"


@pytest.mark.parametrize("request_", [{}, {"kind": 1, "value": [], "number": None}, {"kind": "again"}])
def test_no_request_stops_the_widget_or_opens_the_result(request_):
    guess = Guess(SIDE)
    guess.set_state({"request": request_ | {"number": "view-9"}})
    assert guess.reply["shown"] is None and guess.reply["problem"]


def test_a_cell_that_runs_again_shows_the_first_guess_and_opens_on_request(progress):
    ask(Guess(STEPS, 69.0), "12")
    later = Guess(STEPS, 69.0)
    assert later.earlier == "12 steps" and later.reply["shown"] is None
    assert ask(later, "", kind="again")["shown"]["guess"] == "12 steps"
    assert json.loads(progress.read_text())["guesses"]["02_gates"]["steps"] == {"guess": 12}


def test_without_the_form_a_guess_is_committed_in_python():
    guess = Guess(SIDE)
    shown = guess.commit("right")
    assert "Result: left" in repr(shown) and "<p>Result: left</p>" in shown._repr_html_()
    assert guess.reply["shown"]["guess"] == "right"
    with pytest.raises(lc.ArgumentError, match="'left', 'right'"):
        guess.commit("up")


def test_the_output_has_a_view_and_a_text_that_depends_on_nobody():
    before = Guess(STEPS, 69.0)._repr_mimebundle_()[0]
    ask(Guess(STEPS, 69.0), "12")
    after = Guess(STEPS, 70.0)._repr_mimebundle_()[0]
    assert VIEW in before and "guess.commit(…)" in before["text/html"]
    assert {**before, VIEW: None} == {**after, VIEW: None}


def test_on_the_static_site_the_result_is_folded_and_there_is_no_view(monkeypatch):
    monkeypatch.setenv("LSTM_GUESSES", "folded")
    data, _ = Guess(STEPS, 69.0)._repr_mimebundle_()
    assert set(data) == {"text/plain", "text/html"}
    head, folded = data["text/html"].split("<details>")
    assert "69" not in head and "Result: 69 steps" in folded
    assert "69" not in data["text/plain"]


@pytest.mark.parametrize("wrong", ["assert 1 > 2", "min([])", "[][100]", "1 / 0", "{}['t']"])
@pytest.mark.parametrize("folded", ["", "folded"])
def test_a_result_that_cannot_be_told_asks_nothing_and_says_that_the_guess_belongs_to_the_page(
    monkeypatch, folded, wrong
):
    def reveal():
        exec(wrong)

    monkeypatch.setenv("LSTM_GUESSES", folded)
    guess = Guess(ChoiceGuess("side", "02_gates", "Which?", reveal, ("a", "b")))
    data, _ = guess._repr_mimebundle_()
    assert set(data) == {"text/plain", "text/html"} and "Run this cell" not in data["text/plain"]
    assert all("belongs to the tutorial's page" in html.unescape(text) for text in data.values())
    with pytest.raises(lc.ArgumentError, match="belongs to the tutorial's page"):
        guess.commit("a")
    assert "belongs to the tutorial's page" in ask(guess, "a")["problem"]
    assert all(opened.guess is not guess._open.guess for opened in opened_guesses("02_gates"))


@pytest.mark.parametrize("wrong", [None, "half_life", Result("a", ()), STEPS.reveal])
def test_what_is_no_guess_is_refused(wrong):
    with pytest.raises(lc.ArgumentError, match="guess must be one of a notebook's guesses"):
        Guess(wrong)


def test_the_message_has_the_fields_of_what_opens():
    assert list(Shown.__annotations__) == [field.name for field in fields(Revealed)]
