"""The sampler: its text is lc.sample's, it answers the browser, and it refuses kindly."""

import re

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

import lstm_core as lc

pytest.importorskip("anywidget")

from contrast import contrast

from lstm_core.plots.sampling_figures import LEVELS
from lstm_core.widgets import PrefixExplorer, Sampler
from lstm_core.widgets.sampler.widget import LARGEST_SEED, LONGEST_PREFIX, MOST_CHARACTERS
from lstm_core.widgets.shared.bundle import FOLDER

TEXT = "to be, or not to be:\nthat is"
VOCABULARY = lc.Vocabulary.from_text(TEXT)
V = len(VOCABULARY)


def network(kind=lc.CharLSTM):
    model = kind(V, 6, seed=3)
    model.parameters.vector *= 3.0  # so that the probabilities differ
    return model


MODEL = network()


def ask(sampler, number, **changes):
    """Ask as the browser does, and return the answer."""
    question = {
        "prefix": sampler.prefix,
        "temperature": sampler.temperature,
        "seed": sampler.seed,
        "keep": len(sampler.drawn),
        "draw": 0,
        "reset": False,
        "whole": False,
    }
    sampler.set_state({"request": question | changes | {"number": number}})
    assert sampler.reply["number"] == number
    return sampler.reply


def floats(data):
    return np.frombuffer(data, "<f4")


# The text


@pytest.mark.parametrize("temperature", [0, 0.5, 1.0, 2.0])
@pytest.mark.parametrize("seed", [0, 7])
@pytest.mark.parametrize("kind", [lc.CharLSTM, lc.CharRNN])
def test_the_text_is_that_of_sample(kind, temperature, seed):
    model = network(kind)
    expected = lc.sample(model, VOCABULARY, "to be", 60, temperature=temperature, seed=seed)
    sampler = Sampler(model, VOCABULARY, temperature=temperature, seed=seed)
    sampler.draw(20)
    for k in range(40):
        ask(sampler, f"v-{k}", draw=1)
    assert sampler.text == expected


def test_probabilities_are_those_of_generate():
    sampler = Sampler(MODEL, VOCABULARY, temperature=0.7, seed=2)
    sampler.draw(30)
    generated = lc.generate(MODEL, VOCABULARY, "to be", temperature=0.7, seed=2)
    for mine, theirs in zip(sampler.drawn, generated, strict=False):
        assert mine.character == theirs.character
        assert mine.probability == theirs.probability
        np.testing.assert_array_equal(mine.distribution, theirs.distribution)


@given(st.lists(st.integers(-4, 6), max_size=12))
def test_stepping_back_and_forth_leads_to_the_same_text(moves):
    sampler = Sampler(MODEL, VOCABULARY, seed=5)
    for move in moves:
        if move < 0:
            sampler.back(-move)
        else:
            sampler.draw(move)
    length = len(sampler.drawn)
    assert sampler.text == lc.sample(MODEL, VOCABULARY, "to be", length, temperature=0.8, seed=5)


def test_another_temperature_goes_on_with_the_text_another_seed_or_prefix_begins_anew():
    sampler = Sampler(MODEL, VOCABULARY)
    sampler.draw(10)
    before = sampler.text
    sampler.temperature = 0
    assert sampler.text == before
    sampler.draw(5)
    assert sampler.text[:15] == before and sampler.reply["used"] == [0.0, 0.8]
    assert all(drawn.probability == 1 for drawn in sampler.drawn[10:])
    sampler.seed = 1
    assert sampler.text == "to be" and sampler.reply["used"] == []
    sampler.draw(3)
    sampler.prefix = "or"
    assert sampler.text == "or"


def test_reset_reads_the_prefix_with_the_network_as_it_is_now():
    model = network()
    sampler = Sampler(model, VOCABULARY)
    sampler.draw(5)
    model.parameters.vector[:] = 0
    sampler.reset()
    assert sampler.text == "to be"
    np.testing.assert_allclose(floats(sampler.reply["next"]), 1 / V, rtol=1e-6)


def test_the_text_ends_at_its_longest():
    sampler = Sampler(MODEL, VOCABULARY, temperature=0)
    sampler.draw(MOST_CHARACTERS + 50)
    assert len(sampler.drawn) == MOST_CHARACTERS
    assert ask(sampler, "v-1", draw=1)["drawn"] == ""
    sampler.back(MOST_CHARACTERS + 1)
    assert sampler.text == "to be"


# Answers to the browser


def test_an_answer_holds_what_is_new_and_what_comes_next():
    sampler = Sampler(MODEL, VOCABULARY, seed=1)
    sampler.draw(4)
    reply = ask(sampler, "v-1", keep=3, draw=2)
    assert reply["start"] == 3 and len(reply["drawn"]) == 2 and reply["refusal"] == ""
    generated = lc.generate(MODEL, VOCABULARY, "to be", temperature=0.8, seed=1)
    expected = [next(generated) for _ in range(5)]
    probabilities = [drawn.probability for drawn in expected]
    np.testing.assert_allclose(floats(reply["probabilities"]), probabilities[3:], rtol=1e-6)
    distributions = np.array([drawn.distribution for drawn in expected[3:]])
    np.testing.assert_allclose(floats(reply["distributions"]).reshape(2, V), distributions, rtol=1e-6)
    logits = MODEL.forward(VOCABULARY.encode(sampler.text)).logits[-1]
    np.testing.assert_allclose(floats(reply["next"]), lc.distribution(logits, 0.8), rtol=1e-5)


def test_a_new_view_gets_the_whole_text():
    sampler = Sampler(MODEL, VOCABULARY)
    sampler.draw(6)
    ask(sampler, "v-1", draw=1)
    reply = ask(sampler, "w-1", whole=True)
    assert reply["start"] == 0 and len(reply["drawn"]) == 7 == len(floats(reply["probabilities"]))


def test_the_browser_changes_all_settings_with_one_question():
    sampler = Sampler(MODEL, VOCABULARY)
    sampler.draw(3)
    reply = ask(sampler, "v-1", prefix="Not", temperature=1, seed=9, draw=4)
    assert (sampler.prefix, sampler.temperature, sampler.seed) == ("not", 1.0, 9)
    assert reply["start"] == 0
    assert sampler.text == lc.sample(MODEL, VOCABULARY, "not", 4, temperature=1, seed=9)


def test_reset_from_the_browser():
    sampler = Sampler(MODEL, VOCABULARY)
    sampler.draw(3)
    assert ask(sampler, "v-1", keep=3, reset=True)["start"] == 0
    assert sampler.text == "to be"


@pytest.mark.parametrize(
    ("changes", "message"),
    [
        ({"prefix": "to#b€#"}, r"‘#’ at position 2, ‘€’ at position 4.*from 0.*\d+ characters"),
        ({"prefix": ""}, "prefix is empty: type at least one"),
        ({"prefix": "b" * (LONGEST_PREFIX + 2)}, "take away 2"),
        ({"prefix": 5}, "must be a str"),
        ({"temperature": -1}, "temperature"),
        ({"temperature": 2.5}, "0 to 2"),
        ({"temperature": None}, "temperature"),
        ({"seed": -1}, "seed"),
        ({"seed": LARGEST_SEED + 1}, "seed"),
        ({"draw": "x"}, "draw"),
    ],
)
def test_what_cannot_be_read_is_refused_and_the_text_stays(changes, message):
    sampler = Sampler(MODEL, VOCABULARY)
    sampler.draw(4)
    before = sampler.text
    reply = ask(sampler, "v-1", **({"draw": 1} | changes))
    assert re.search(message, reply["refusal"])
    assert sampler.text == before == reply["prefix"] + reply["drawn"]
    assert ask(sampler, "v-2", draw=1)["refusal"] == "" and len(sampler.drawn) == 5


def test_a_question_of_another_shape_is_answered_as_well():
    sampler = Sampler(MODEL, VOCABULARY)
    sampler.set_state({"request": {"number": "v-1"}})
    assert "lacks prefix, temperature, seed, keep, draw" in sampler.reply["refusal"]
    assert sampler.reply["number"] == "v-1"


def test_a_change_from_python_is_an_answer_of_its_own():
    sampler = Sampler(MODEL, VOCABULARY)
    numbers = [sampler.reply["number"]]
    for name, value in {"temperature": 1.5, "seed": 3, "prefix": "or"}.items():
        setattr(sampler, name, value)
        assert sampler.reply[name] == value
        numbers.append(sampler.reply["number"])
    assert len(set(numbers)) == 4 and all(number.startswith("python-") for number in numbers)


# Arguments, picture, words


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        ({"prefix": ""}, "empty"),
        ({"prefix": "x"}, "never seen ‘x’"),
        ({"temperature": 3}, "0 to 2"),
        ({"seed": 0.5}, "seed"),
    ],
)
def test_arguments_are_checked(arguments, message):
    with pytest.raises(lc.LSTMCoreError, match=message):
        Sampler(MODEL, VOCABULARY, **arguments)
    sampler = Sampler(MODEL, VOCABULARY)
    sampler.draw(2)
    before = sampler.text
    ((name, value),) = arguments.items()
    with pytest.raises(lc.LSTMCoreError, match=message):
        setattr(sampler, name, value)
    assert sampler.text == before


def test_network_and_vocabulary_must_fit_together():
    with pytest.raises(lc.ArgumentError, match="CharLSTM or a network of another family"):
        Sampler(None, VOCABULARY)
    with pytest.raises(lc.ArgumentError, match=f"Vocabulary of {V}"):
        Sampler(MODEL, lc.Vocabulary("ab"))


@pytest.mark.parametrize("count", [0, 40, 600])
def test_the_picture_says_what_it_shows(count):
    sampler = Sampler(MODEL, VOCABULARY, temperature=1)
    sampler.draw(count)
    figure = sampler.figure()
    figure.canvas.draw()
    assert f"{count} characters drawn" in figure.axes[0].get_title()
    assert "Likeliest next characters at temperature 1: " in figure.get_label()
    logits = MODEL.forward(VOCABULARY.encode(sampler.text)).logits[-1]
    widths = [bar.get_width() for bar in figure.axes[1].patches]
    np.testing.assert_allclose(widths, np.sort(lc.distribution(logits, 1))[::-1][:8])


def test_the_words_are_the_same_on_every_machine():
    sampler = Sampler(MODEL, VOCABULARY, seed=4)
    sampler.draw(3)
    assert repr(sampler) == f"Sampler(prefix='to be', temperature=0.8, seed=4, drawn=3, H=6, V={V})"
    data, _ = sampler._repr_mimebundle_()
    assert data["text/plain"] == repr(sampler) and "image/png" in data


# Colours


@pytest.mark.parametrize("theme", [0, 1])
def test_text_can_be_read_on_every_shade(theme):
    css = (FOLDER / "sampler" / "widget.css").read_text(encoding="utf-8")
    shades = re.findall(r"--lstm-shade-\d: light-dark\((#\w{6}), (#\w{6})\)", css)
    assert len(shades) == len(LEVELS)
    text = ("#1c1f24", "#eceef1")[theme]
    accent = ("#b03a00", "#ffb27d")[theme]
    for shade in shades:
        assert contrast(text, shade[theme]) >= 4.5
        assert contrast(accent, shade[theme]) >= 3


@pytest.mark.parametrize(
    ("text", "read"), [("to be", "to be"), ("床前明月光。", "光"), ("2024 💡", " ")]
)
def test_without_a_prefix_the_network_reads_what_its_vocabulary_has(text, read):
    vocabulary = lc.Vocabulary.from_text(text)
    model = lc.CharLSTM(len(vocabulary), 3)
    assert Sampler(model, vocabulary).prefix == read
    assert PrefixExplorer(model, vocabulary).prefix == read
