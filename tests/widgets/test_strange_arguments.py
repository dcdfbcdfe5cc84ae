"""Whatever a widget is made with, it ends in a widget or in our own error."""

import random
import warnings

import numpy as np
import pytest
import strange

import lstm_core as lc
from lstm_core import widgets
from lstm_core.exercises.gates.quiz import questions
from lstm_core.exercises.guesses.guess import ChoiceGuess, Result

pytestmark = pytest.mark.slow
MODEL = lc.CharLSTM(4, 3)
TRACE = MODEL.forward([0, 1])
VOCABULARY = lc.Vocabulary("abcd")
VIEW = {"trace": TRACE, "vocabulary": VOCABULARY, "position": 0, "unit": 0}
DRAWS = {"model": MODEL, "vocabulary": VOCABULARY, "prefix": "ab", "temperature": 0.8, "seed": 0}
GOOD = {
    "CellStepper": {**VIEW, "model": MODEL, "targets": [1, 2], "substep": "x"},
    "CellText": {**VIEW, "quantity": "cell"},
    "GateHeatmap": {**VIEW, "gate": "forget", "order": "index"},
    "GatePlayground": {
        **dict.fromkeys(("z_i", "z_f", "z_g", "z_o", "c_0"), 1.0),
        "input_at": "first",
        "steps": 10,
        "position": 0,
    },
    "GradientFlow": {
        "inputs": np.arange(30) % 4,
        "vocab_size": 4,
        "hidden_size": 3,
        "seed": 0,
        "weight_scale": 1.0,
        "length": 10,
        "state": "h",
        "lag": 2,
        "truncation": None,
    },
    "Guess": {"guess": ChoiceGuess("a", "b", "c?", lambda: Result("x", ()), ("x", "y"))},
    "OneHotExplorer": {
        "vocabulary": VOCABULARY,
        "text": "ab",
        "position": 0,
        "alphabet": "tutorial",
        "lowercase": True,
    },
    "PrefixExplorer": DRAWS,
    "Quiz": {"questions": questions},
    "Sampler": DRAWS,
    "TrainingLab": {
        "text": "abcdabcd",
        "hidden_size": 3,
        "seed": 0,
        "learning_rate": 0.1,
        "clip_value": 1.0,
        "epochs": 2,
        "dtype": "float64",
        "backend": "numpy",
    },
}


def outcome(name, arguments):
    """Return the widget, or None for an error of our own."""
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("error")
            widget = getattr(widgets, name)(**arguments)
            repr(widget)
    except lc.LSTMCoreError as error:
        str(error).encode()
        return None
    widget.close()
    return widget


def test_every_widget_has_good_arguments():
    assert set(widgets.__all__) == set(GOOD)
    for name, arguments in GOOD.items():
        assert outcome(name, arguments) is not None, name


@pytest.mark.parametrize("name", GOOD)
def test_a_strange_argument_ends_in_a_widget_or_in_our_own_error(name):
    choose = random.Random(name)
    for argument, value in GOOD[name].items():
        for make in choose.sample(strange.MAKERS, 8) + strange.near(value) + strange.equals(value):
            try:
                outcome(name, GOOD[name] | {argument: make()})
            except Exception as error:
                error.add_note(f"{name}, {argument}, {type(make()).__name__}")
                raise
