"""Whatever a widget is made with, it ends in a widget or in our own error."""

import random
import warnings

import pytest
import strange
from good_arguments import GOOD
from matplotlib import pyplot as plt

import lstm_core as lc
from lstm_core import widgets

pytestmark = pytest.mark.slow


def outcome(name, arguments):
    """Return the widget, or None for an error of our own."""
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("error")
            # What ipywidgets 8.1.0 asks of a newer traitlets is theirs.
            warnings.filterwarnings("ignore", "Deprecated in traitlets", DeprecationWarning)
            widget = getattr(widgets, name)(**arguments)
            repr(widget)
    except lc.LSTMCoreError as error:
        str(error).encode()
        return None
    widget.close()
    return widget


def draws(widget):
    if hasattr(widget, "figure"):
        widget.figure()
        plt.close("all")


def test_every_widget_has_good_arguments():
    assert set(widgets.__all__) == set(GOOD)
    for name, arguments in GOOD.items():
        assert outcome(name, arguments) is not None, name


@pytest.mark.parametrize("name", GOOD)
def test_a_strange_argument_ends_in_a_widget_or_in_our_own_error(name):
    choose = random.Random(name)
    for argument, value in GOOD[name].items():
        made = None
        for make in choose.sample(strange.MAKERS, 8) + strange.near(value) + strange.equals(value):
            try:
                made = outcome(name, GOOD[name] | {argument: make()}) or made
            except Exception as error:
                error.add_note(f"{name}, {argument}, {type(make()).__name__}")
                raise
        if made is not None:
            draws(made)
