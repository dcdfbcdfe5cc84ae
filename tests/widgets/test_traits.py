"""Setting a trait of a widget: it is taken and clean, or refused and everything is as before."""

import random
import warnings

import pytest
import strange
import traitlets
from good_arguments import GOOD
from matplotlib import pyplot as plt
from page import page_of, plain

import lstm_core as lc
from lstm_core import widgets
from lstm_core.widgets.shared.refusal import RefusedText, RefusedValue
from lstm_core.widgets.shared.traits import Checked

REQUESTS = {
    "Sampler": {
        "prefix": "ab",
        "temperature": 1.0,
        "seed": 0,
        "keep": 0,
        "draw": 2,
        "reset": False,
        "whole": True,
        "number": "v-1",
    },
    "PrefixExplorer": {"prefix": "ab", "temperature": 1.0, "number": "v-1"},
    "Guess": {"kind": "commit", "value": "x", "number": "v-1"},
}
GIVEN = {"question": "shut_output", "answer": 1, "count": 0}
WORDS = {"Sampler": "refusal", "PrefixExplorer": "error", "Guess": "problem"}
PLAIN = (int, float, str, bool, type(None), dict, list, bytes)


def make(name):
    return getattr(widgets, name)(**GOOD[name])


def own_traits(widget):
    """Return the names of the traits that our classes declare."""
    inherited = set(widgets.Quiz.__mro__[2].class_traits()) | {"_esm", "_css", "_anywidget_id"}
    return sorted(set(widget.traits()) - inherited)


def set_in_python(widget, name, value):
    setattr(widget, name, value)


def set_while_held(widget, name, value):
    with widget.hold_trait_notifications():
        setattr(widget, name, value)


WAYS = {"python": set_in_python, "held": set_while_held}


def values_for(widget, name, choose, count):
    """Return makers of strange values, and of what is nearly or exactly the present one."""
    good = getattr(widget, name)
    if name == "request":
        good = REQUESTS[type(widget).__name__]
    elif name == "given":
        good = GIVEN
    makers = strange.MAKERS if count is None else choose.sample(strange.MAKERS, count)
    return [*makers, *strange.near(good), *strange.equals(good)]


def snapshot(widget):
    return {name: plain(getattr(widget, name)) for name in own_traits(widget)}


def works(widget):
    """Use what a learner uses."""
    assert repr(widget)
    if hasattr(widget, "figure"):
        widget.figure()
        plt.close("all")


def check_python_way(name, way, count):
    choose = random.Random(f"{name} {way}")
    widget = make(name)
    with page_of(widget) as page, warnings.catch_warnings():
        warnings.simplefilter("error")
        # What ipywidgets 8.1.0 asks of a newer traitlets is theirs.
        warnings.filterwarnings("ignore", "Deprecated in traitlets", DeprecationWarning)
        for trait in own_traits(widget):
            accepted = False
            for maker in values_for(widget, trait, choose, count):
                before = snapshot(widget)
                try:
                    WAYS[way](widget, trait, maker())
                except RefusedValue as error:
                    str(error).encode()
                    assert snapshot(widget) == before, (trait, maker())
                except Exception as error:
                    error.add_note(f"{name}.{trait}")
                    raise
                else:
                    assert type(getattr(widget, trait)) in PLAIN, (trait, maker())
                    accepted |= snapshot(widget) != before
            wrong = [each for each in widget.keys if each[0] != "_" and not page.believes(each)]
            assert not wrong, trait
            if accepted:
                works(widget)
        works(widget)
        assert not page.complaints


def check_page_way(name, count):
    choose = random.Random(f"{name} page")
    widget = make(name)
    with page_of(widget) as page, warnings.catch_warnings():
        warnings.simplefilter("error")
        # What ipywidgets 8.1.0 asks of a newer traitlets is theirs.
        warnings.filterwarnings("ignore", "Deprecated in traitlets", DeprecationWarning)
        for trait in sorted(widget.keys):
            before, accepted = snapshot(widget), False
            makers = strange.MAKERS if count is None else choose.sample(strange.MAKERS, count)
            if trait in widget.page_writes:
                makers = values_for(widget, trait, choose, count)
            for maker in makers:
                value = maker()
                page.set(**{trait: value})
                assert page.believes(trait), (trait, maker())
                assert type(getattr(widget, trait)) in PLAIN or trait in ("layout", "_dom_classes")
                accepted |= snapshot(widget) != before
            if trait not in widget.page_writes:
                assert snapshot(widget) == before, trait
            elif accepted:
                works(widget)
        works(widget)
        assert not page.complaints


@pytest.mark.parametrize("way", WAYS)
@pytest.mark.parametrize("name", GOOD)
def test_a_strange_value_from_python_is_refused_or_clean(name, way):
    check_python_way(name, way, 4)


@pytest.mark.parametrize("name", GOOD)
def test_a_strange_value_from_the_page_is_taken_back_and_the_page_told(name):
    check_page_way(name, 4)


@pytest.mark.slow
@pytest.mark.parametrize("name", GOOD)
def test_every_strange_value_in_every_way(name):
    for way in WAYS:
        check_python_way(name, way, None)
    check_page_way(name, None)


# What a refusal is


def test_a_refusal_is_an_error_of_ours_and_of_traitlets():
    for kind in (RefusedValue, RefusedText):
        assert issubclass(kind, lc.ArgumentError) and issubclass(kind, traitlets.TraitError)
    assert issubclass(RefusedText, lc.TextError)


def test_one_refused_value_takes_back_all_that_came_with_it():
    for name, good, bad in (
        ("CellStepper", {"position": 1}, {"unit": -1}),
        ("OneHotExplorer", {"lowercase": False, "text": "Hi"}, {"position": 2}),
        ("GatePlayground", {"z_f": -1.0}, {"position": 11}),
    ):
        widget = make(name)
        before = snapshot(widget)
        with page_of(widget) as page:
            page.set(**good, **bad)
            assert snapshot(widget) == before
            assert all(page.believes(trait) for trait in (*good, *bad))
            with pytest.raises(RefusedValue), widget.hold_trait_notifications():
                for trait, value in (*good.items(), *bad.items()):
                    setattr(widget, trait, value)
            assert snapshot(widget) == before
            page.set(**good)
            assert snapshot(widget) != before


def test_true_is_no_one_also_where_one_stands():
    widget = make("CellStepper")
    widget.unit = 1
    with pytest.raises(RefusedValue), widget.hold_trait_notifications():
        widget.unit = True
    with page_of(widget) as page:
        page.set(unit=True)
        assert widget.unit is not True and page.state["unit"] is not True


def test_a_text_that_the_page_is_told_in_another_form_is_told_even_if_python_has_it_already():
    widget = make("OneHotExplorer")
    with page_of(widget) as page:
        page.set(text="AB\ud83d")
        assert widget.text == "ab\ufffd" == page.state["text"]
        page.set(text="AB\ud83d")
        assert page.state["text"] == "ab\ufffd"


def test_no_order_of_setting_text_and_place_leaves_a_place_outside():
    widget = make("OneHotExplorer")
    with widget.hold_trait_notifications():
        widget.position = 3
        widget.text = "abcde"
    assert (widget.text, widget.position) == ("abcde", 3)
    with pytest.raises(RuntimeError), widget.hold_trait_notifications():
        widget.position = 400
        raise RuntimeError  # traitlets then checks nothing
    assert widget.position == 4
    with pytest.raises(RefusedValue), widget.hold_trait_notifications():
        widget.position = 1
        widget.lowercase = False
        widget.text = "A"
        widget.alphabet = "Greek"
    assert (widget.text, widget.position, widget.lowercase) == ("abcde", 4, True)


# What a page may write


@pytest.mark.parametrize("name", GOOD)
def test_what_a_page_may_write_are_traits_that_are_checked(name):
    widget = make(name)
    checked = {n for n, trait in widget.traits().items() if type(trait) is Checked}
    assert set(widget.page_writes) == checked & set(widget.keys)
    widget.close()


@pytest.mark.parametrize("name", REQUESTS)
def test_a_malformed_request_is_answered_in_words_under_its_number(name):
    widget = make(name)
    good = REQUESTS[name]
    with page_of(widget) as page:
        for make_bad in strange.near(good):
            bad = make_bad()
            page.set(request=bad)
            words = page.state["reply"][WORDS[name]]
            assert words and page.believes("request")
            number = bad.get("number") if isinstance(bad, dict) else None
            assert (page.state["reply"]["number"] == "v-1") == (number == "v-1")
        page.set(request=good)
        assert page.state["reply"][WORDS[name]] == "" and page.state["request"] == good
        assert not page.complaints


def test_a_malformed_answer_to_a_quiz_is_told_and_not_kept():
    widget = make("Quiz")
    with page_of(widget) as page:
        page.set(given={"question": 3})
        assert page.state["warning"].startswith("An answer was not kept. A request must have")
        assert page.state["given"] == {}


MALFORMED = [
    None,
    [],
    "update",
    {},
    {"method": "update"},
    {"method": "update", "state": None},
    {"method": "update", "state": [1]},
    {"method": "update", "state": {"rows": None}, "buffer_paths": [["rows"]]},
    {"method": "update", "state": {"position": 0}, "buffer_paths": 5},
    {"method": "update", "state": {}, "buffer_paths": [["a", "b"], [7]]},
    {"method": "custom"},
    {"method": "custom", "content": None},
    {"method": "custom", "content": {"do": "load"}, "buffer_paths": [["x"]]},
    {"method": "explode", "content": {}},
    {"method": ["update"], "state": {}},
    {"method": {}, "state": {}},
]


@pytest.mark.parametrize("name", GOOD)
def test_no_message_of_a_page_raises_or_is_logged(name, capsys):
    widget = make(name)
    before = snapshot(widget)
    with page_of(widget) as page:
        for message in MALFORMED:
            page.receive(message)
        page._hear({})
        page._hear({"content": {"data": {"method": "update", "state": {}}}})
        if name == "TrainingLab":
            widget._loop.handle_all()
            assert widget.frame["message"] == "The chosen file did not arrive. Choose it again."
        else:
            assert snapshot(widget) == before
        page.messages.clear()
        page.receive({"method": "request_state"})
        assert set(page.messages[-1]["state"]) >= set(own_traits(widget)) & set(widget.keys)
        assert not page.complaints
    assert capsys.readouterr() == ("", "")


def test_a_closed_connection_stops_no_setting():
    class Closed:
        comm_id = "closed"

        def on_msg(self, hear):
            pass

        def send(self, **_):
            raise RuntimeError("closed")

    widget = make("GateHeatmap")
    widget.comm.close()
    widget.comm = Closed()
    widget.position = 1
    assert widget.position == 1
    widget.comm = None
