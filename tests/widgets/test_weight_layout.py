"""The layout of weights: what it sends, and that the gate always belongs to the network."""

import json

import pytest
from page import Page

import lstm_core as lc

pytest.importorskip("anywidget")

from lstm_core.layouts import GATES, weight_rows
from lstm_core.widgets import WeightLayout


def test_the_page_gets_the_rows_of_both_networks():
    widget = WeightLayout(7, 5, network="gru", array="b", gate="g")
    assert (widget.network, widget.array, widget.gate) == ("gru", "b", "g")
    sent = json.loads(json.dumps(widget.rows))
    for network in GATES:
        for got, row in zip(sent[network], weight_rows(network, 7, 5), strict=True):
            assert (got["array"], got["title"]) == (row.array, row.title)
            for held, wanted in zip(got["held"], row.held, strict=True):
                assert held["places"] == wanted.places
                assert held["is_tall"] is wanted.is_tall
                assert held["strips"] == [[list(block) for block in s] for s in wanted.strips]


def test_another_network_brings_its_first_gate_unless_it_has_the_gate():
    widget = WeightLayout(7, 5, gate="o")
    widget.network = "gru"
    assert widget.gate == "r"
    widget.gate = "g"
    widget.network = "lstm"
    assert widget.gate == "g"


def test_a_gate_of_the_other_network_is_refused_and_changes_nothing():
    widget = WeightLayout(7, 5)
    with pytest.raises(lc.ArgumentError, match="gate"):
        widget.gate = "u"
    page = Page(widget)
    page.widget.set_state({"network": "lstm", "array": "b", "gate": "u"})
    assert (widget.network, widget.array, widget.gate) == ("lstm", "W_x", "i")
    page.widget.set_state({"network": "gru", "array": "b", "gate": "u"})
    assert (widget.network, widget.array, widget.gate) == ("gru", "b", "u")


def test_a_gate_that_the_network_lacks_is_refused_from_the_start():
    with pytest.raises(lc.ArgumentError, match="gate"):
        WeightLayout(7, 5, network="gru", gate="f")
    for sizes in ((0, 5), (7, 10**9)):
        with pytest.raises(lc.ArgumentError, match="_size"):
            WeightLayout(*sizes)


def test_the_figure_frames_what_is_chosen():
    figure = WeightLayout(7, 5, array="W_h", gate="g").figure()
    bold = [t.get_text() for t in figure.axes[0].texts if t.get_weight() == "bold"]
    assert bold[3:] == ["g", "g", "c"]
