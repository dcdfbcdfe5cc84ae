"""The types of the browser's side have the names of Python's: traits, messages and the lab's frames."""

import importlib
import re
from pathlib import Path
from typing import is_typeddict

import ipywidgets
import pytest

import lstm_core.widgets
from lstm_core.lab import frame as lab_frame

FOLDER = Path(lstm_core.widgets.__file__).parent
WIDGETS = [getattr(lstm_core.widgets, name) for name in lstm_core.widgets.__all__]
ADDED = {"Frame": ["number", "answered"]}  # by the widget, when it sends


def typedefs(folder):
    """Return the names of the properties of each type in a folder's types.js."""
    script = (folder / "types.js").read_text(encoding="utf-8")
    blocks = re.findall(r"@typedef \{object\} (\w+)\n(.*?)\*/", script, re.S)
    return {name: re.findall(r"@property \{.+?\} \[?(\w+)", block) for name, block in blocks}


def folder_of(widget):
    return FOLDER / widget.__module__.split(".")[-2]


def python_types(widget):
    """Return the dictionaries' types that a widget's module, or the lab's, declares."""
    modules = [lab_frame] if widget is lstm_core.widgets.TrainingLab else []
    if (folder_of(widget) / "messages.py").exists():
        modules = [importlib.import_module(f"{widget.__module__.rpartition('.')[0]}.messages")]
    found = [each for module in modules for each in vars(module).values() if is_typeddict(each)]
    return {each.__name__: each for each in found}


@pytest.mark.parametrize("widget", WIDGETS, ids=lambda widget: widget.__name__)
def test_the_pages_state_has_the_traits_that_are_sent(widget):
    own = set(widget.class_traits(sync=True)) - set(ipywidgets.DOMWidget.class_traits())
    sent = {name for name in own if not name.startswith("_")}
    assert set(typedefs(folder_of(widget))[f"{widget.__name__}State"]) == sent


@pytest.mark.parametrize("widget", WIDGETS, ids=lambda widget: widget.__name__)
def test_messages_have_the_names_of_pythons(widget):
    found = typedefs(folder_of(widget))
    for name, shape in python_types(widget).items():
        assert found[name] == [*shape.__annotations__, *ADDED.get(name, [])]


def test_the_types_of_messages_are_found():
    widgets = lstm_core.widgets
    assert set(python_types(widgets.Sampler)) == {"Request", "Reply"}
    assert set(python_types(widgets.PrefixExplorer)) == {"Request", "Reply", "Sizes"}
    assert set(python_types(widgets.TrainingLab)) == {"Frame", "BranchSummary", "Summary"}
