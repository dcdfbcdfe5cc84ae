"""Every setting of every widget is checked, also when it becomes None, as traitlets alone does not."""

import numpy as np
import pytest

import lstm_core as lc
from lstm_core import widgets
from lstm_core.widgets.shared.traits import Checked

VOCABULARY = lc.Vocabulary("abc ")
MODEL = lc.CharLSTM(4, 3)
INDICES = np.array([0, 1, 2, 3])
TRACE = MODEL.forward(INDICES)
MAKE = {
    "AttentionMap": lambda: widgets.AttentionMap(np.eye(4), TRACE.forget_gate, "abc "),
    "CellStepper": lambda: widgets.CellStepper(TRACE, VOCABULARY, model=MODEL, targets=INDICES),
    "CellText": lambda: widgets.CellText(TRACE, VOCABULARY),
    "GateHeatmap": lambda: widgets.GateHeatmap(TRACE, VOCABULARY),
    "GatePlayground": widgets.GatePlayground,
    "GradientFlow": lambda: widgets.GradientFlow(np.resize(INDICES, 900), vocab_size=4),
    "OneHotExplorer": lambda: widgets.OneHotExplorer(VOCABULARY),
    "PrefixExplorer": lambda: widgets.PrefixExplorer(MODEL, VOCABULARY, prefix="ab"),
    "Sampler": lambda: widgets.Sampler(MODEL, VOCABULARY, prefix="ab"),
    "WeightLayout": lambda: widgets.WeightLayout(4, 3),
}
WITHOUT_SETTINGS = {"Guess", "Quiz"}  # they ask; there is no view to set from Python
MAY_BE_NONE = {("GradientFlow", "truncation")}


def settings_of(widget) -> list[str]:
    """The traits that may be set."""
    return [name for name, trait in widget.traits().items() if type(trait) is Checked]


def test_no_widget_is_forgotten():
    assert set(MAKE) | {"TrainingLab"} | WITHOUT_SETTINGS == set(widgets.__all__)


@pytest.mark.parametrize("name", sorted(MAKE))
def test_a_setting_refuses_what_it_cannot_be_and_keeps_what_it_was(name):
    widget = MAKE[name]()
    found = settings_of(widget)
    assert found
    for setting in found:
        before = getattr(widget, setting)
        for bad in (None, object(), [], float("nan")):
            if bad is None and (name, setting) in MAY_BE_NONE:
                continue
            with pytest.raises(lc.LSTMCoreError, match=setting if bad is None else None):
                setattr(widget, setting, bad)
            assert getattr(widget, setting) == before
