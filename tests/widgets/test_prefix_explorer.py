"""The prefix explorer's Python side: what it answers, and that no request stops it."""

from pathlib import Path

import numpy as np
import pytest
from matplotlib import pyplot as plt

import lstm_core as lc

pytest.importorskip("anywidget")

from lstm_core.widgets import PrefixExplorer
from lstm_core.widgets.prefix_explorer.widget import LONGEST

ROOT = Path(__file__).resolve().parent.parent.parent
TEXT = lc.read_text(ROOT / "data" / "hamlet.txt")
VOCABULARY = lc.Vocabulary.from_text(TEXT)


def network(hidden_size=4, dtype="float64"):
    model = lc.CharLSTM(len(VOCABULARY), hidden_size, seed=1, dtype=dtype)
    model.parameters.vector *= 3.0
    return model


def ask(explorer, prefix, *, temperature=1.0, number="view-1"):
    """Do what the browser does."""
    explorer.set_state({"request": {"prefix": prefix, "temperature": temperature, "number": number}})
    return explorer.reply


def numbers(reply):
    T, H, top = (reply["sizes"][name] for name in ("T", "H", "top"))
    return (
        np.frombuffer(reply["gates"], "<f4").reshape(T, 4, H),
        np.frombuffer(reply["top"], "<i4").reshape(T, top),
        np.frombuffer(reply["probabilities"], "<f4").reshape(T, top),
    )


# Answers


@pytest.mark.parametrize("dtype", ["float64", "float32"])
@pytest.mark.parametrize("temperature", [0.0, 0.3, 1.0, 2.0])
def test_an_answer_holds_the_networks_own_numbers(dtype, temperature):
    model = network(dtype=dtype)
    reply = ask(PrefixExplorer(model, VOCABULARY), "not to be", temperature=temperature)
    trace = model.forward(VOCABULARY.encode("not to be"))
    gates, top, probabilities = numbers(reply)
    for k, name in enumerate(lc.GATES):
        np.testing.assert_allclose(gates[:, k], trace.gate(name), rtol=1e-6)
    expected = lc.distribution(trace.logits, temperature)
    np.testing.assert_allclose(probabilities, -np.sort(-expected)[:, :10], rtol=1e-5, atol=1e-7)
    np.testing.assert_allclose(
        np.take_along_axis(expected, top, 1), probabilities, rtol=1e-5, atol=1e-7
    )
    assert (reply["number"], reply["error"], reply["prefix"]) == ("view-1", "", "not to be")


def test_the_first_answer_is_there_from_the_beginning():
    explorer = PrefixExplorer(network(), VOCABULARY, prefix="that is", temperature=0.5)
    assert explorer.reply["prefix"] == "that is"
    assert explorer.reply["temperature"] == 0.5
    assert explorer.get_state()["reply"]["sizes"] == {"T": 7, "H": 4, "top": 10}


@pytest.mark.parametrize("temperature", [0.0, 0.7, 1.5])
def test_drawing_again_and_again_gives_what_sample_gives(temperature):
    model = network()
    explorer = PrefixExplorer(model, VOCABULARY, temperature=temperature, seed=5)
    for _ in range(30):
        ask(explorer, explorer.prefix + explorer.reply["drawn"], temperature=temperature)
    sampled = lc.sample(model, VOCABULARY, "to be", 30, temperature=temperature, seed=5)
    assert explorer.prefix == sampled


def test_every_request_has_one_answer():
    explorer = PrefixExplorer(network(), VOCABULARY)
    answers = []
    explorer.observe(lambda change: answers.append(change["new"]["number"]), "reply")
    ask(explorer, "what", temperature=0.5, number="view-1")
    ask(explorer, "what#", number="view-2")
    ask(explorer, "what", temperature=0.5, number="view-3")
    assert answers == ["view-1", "view-2", "view-3"]
    assert (explorer.prefix, explorer.temperature) == ("what", 0.5)


def test_capitals_are_read_as_small_letters_where_the_network_knows_no_others():
    assert ask(PrefixExplorer(network(), VOCABULARY), "To BE\r\n")["prefix"] == "to be\n"
    vocabulary = lc.Vocabulary("Tobe ")
    explorer = PrefixExplorer(lc.CharLSTM(5, 3), vocabulary, prefix="To be")
    assert explorer.prefix == "To be"
    assert "‘t’ at position 0" in ask(explorer, "to be")["error"]


# Refusals


@pytest.mark.parametrize(
    ("prefix", "temperature", "message"),
    [
        ("", 1.0, "type at least one character"),
        (
            "to #é#!",
            1.0,
            "never seen ‘#’ at position 3, ‘é’ at position 4, ‘!’ at position 6; positions count from",
        ),
        ("0123456789", 1.0, "and 5 more"),
        (
            "a" * (LONGEST + 3),
            1.0,
            "203 characters, and at most 200 are read: take away 3",
        ),
        (7, 1.0, "prefix must be a str"),
        ("to be", -1, "temperature must be a finite number of at least 0"),
        ("to be", 2.5, "temperature must be a number of 0 to 2, but got 2.5"),
        ("to be", None, "temperature must be a finite number"),
    ],
)
def test_what_cannot_be_read_is_answered_in_words_and_the_state_stays(prefix, temperature, message):
    explorer = PrefixExplorer(network(), VOCABULARY)
    before = dict(explorer.reply)
    reply = ask(explorer, prefix, temperature=temperature)
    assert message in reply["error"]
    assert reply["number"] == "view-1"
    for name in ("prefix", "temperature", "gates", "top", "probabilities", "drawn"):
        assert reply[name] == before[name], name
    assert explorer.prefix == "to be"
    assert ask(explorer, "not", number="view-2")["error"] == ""


def test_an_accident_is_told_too():
    model = network()
    explorer = PrefixExplorer(model, VOCABULARY)
    explorer.set_state({"request": {"number": "view-1"}})
    assert "lacks prefix, temperature" in explorer.reply["error"]
    model.parameters.vector[:] = np.nan
    assert "must be finite" in ask(explorer, "be", number="view-2")["error"]


def test_the_longest_prefix_is_read():
    reply = ask(PrefixExplorer(network(), VOCABULARY), TEXT[:LONGEST])
    assert reply["error"] == ""
    assert reply["sizes"]["T"] == LONGEST


def test_a_callback_prints_nothing_and_opens_no_figure(capsys):
    ask(PrefixExplorer(network(), VOCABULARY), "to")
    assert capsys.readouterr() == ("", "")
    assert plt.get_fignums() == []


# From Python


def test_prefix_and_temperature_can_be_set():
    explorer = PrefixExplorer(network(), VOCABULARY)
    explorer.prefix = "Whether"
    assert explorer.reply["prefix"] == "whether"
    first = explorer.reply["number"]
    explorer.temperature = 0.1
    assert explorer.reply["temperature"] == 0.1
    assert explorer.reply["number"] != first
    with pytest.raises(lc.TextError, match="never seen ‘#’"):
        explorer.prefix = "#"
    assert explorer.prefix == "whether"


def test_refresh_shows_what_the_network_has_learned_since():
    model = network()
    explorer = PrefixExplorer(model, VOCABULARY)
    before = explorer.reply["gates"]
    model.parameters.vector *= 0.5
    assert explorer.reply["gates"] == before
    explorer.refresh()
    trace = model.forward(VOCABULARY.encode("to be"))
    np.testing.assert_allclose(numbers(explorer.reply)[0][:, 1], trace.forget_gate, rtol=1e-6)


@pytest.mark.parametrize(
    ("change", "error", "message"),
    [
        ({"model": "m"}, lc.ArgumentError, "model must be a CharLSTM, but got 'm'"),
        ({"model": lc.CharRNN(35, 4)}, lc.ArgumentError, "model must be a CharLSTM"),
        ({"vocabulary": lc.Vocabulary("ab")}, lc.ArgumentError, "Vocabulary of 35 characters"),
        ({"vocabulary": None}, lc.ArgumentError, "Vocabulary of 35 characters"),
        ({"prefix": ""}, lc.TextError, "type at least one character"),
        ({"prefix": "#"}, lc.TextError, "never seen"),
        ({"prefix": 5}, lc.ArgumentError, "prefix must be a str"),
        ({"temperature": 3}, lc.ArgumentError, "temperature must be a number of 0 to 2"),
        ({"seed": -1}, lc.ArgumentError, "seed must be an integer"),
    ],
)
def test_arguments_that_are_not_allowed_are_refused(change, error, message):
    with pytest.raises(error, match=message):
        PrefixExplorer(**({"model": network(), "vocabulary": VOCABULARY} | change))


def test_the_words_of_an_explorer_are_the_same_in_every_run():
    explorer = PrefixExplorer(network(), VOCABULARY, temperature=0.5)
    assert repr(explorer) == "PrefixExplorer('to be', temperature=0.5, H=4, V=35)"


# The figure


def test_the_figure_shows_the_present_prefix():
    model = network()
    explorer = PrefixExplorer(model, VOCABULARY)
    ask(explorer, "or not to be, that is the question", temperature=0.5)
    figure = explorer.figure()
    trace = model.forward(VOCABULARY.encode(explorer.prefix))
    panels = {axes.get_label(): axes for axes in figure.axes}
    for name in lc.GATES:
        np.testing.assert_allclose(panels[name].images[0].get_array(), trace.gate(name)[-24:].T)
    widths = [bar.get_width() for bar in panels["bars"].patches]
    expected = lc.distribution(trace.logits[-1], 0.5)
    np.testing.assert_allclose(widths, np.sort(expected)[::-1][:10])
    assert "the likeliest next characters after the prefix " in figure.get_label()
    figure.draw_without_rendering()


def test_space_and_line_end_have_names_in_the_figure():
    vocabulary = lc.Vocabulary("\n ")
    figure = PrefixExplorer(lc.CharLSTM(2, 3), vocabulary, prefix=" ").figure()
    labels = {label.get_text() for label in figure.axes[0].get_yticklabels()}
    assert labels == {"␣ space", "⏎ line end"}


def test_the_output_of_a_cell_carries_the_picture_and_the_words():
    data, metadata = PrefixExplorer(network(), VOCABULARY)._repr_mimebundle_()
    assert {"image/png", "text/plain", "application/vnd.jupyter.widget-view+json"} <= set(data)
    assert metadata["image/png"]["alt"].startswith("After ‘to␣be’ the network expects ‘")
    assert "the likeliest next characters after the prefix 'to be' are" in metadata["image/png"]["alt"]
