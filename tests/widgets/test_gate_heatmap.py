"""The gate heat map's Python side: what it sends, what it refuses, what its figure shows."""

import re
from pathlib import Path

import matplotlib
import numpy as np
import pytest
from matplotlib.colors import to_hex

import lstm_core as lc

pytest.importorskip("anywidget")

from lstm_core.widgets import GateHeatmap
from lstm_core.widgets.shared.trace_rows import MOST_BYTES, QUANTITIES, quantity

ROOT = Path(__file__).resolve().parent.parent.parent
WIDGETS = ROOT / "lstm_core" / "widgets"
TEXT = "to be, or not to be"
VOCABULARY = lc.Vocabulary.from_text(TEXT)


def read(text=TEXT, hidden_size=4, dtype="float64"):
    model = lc.CharLSTM(len(VOCABULARY), hidden_size, seed=1, dtype=dtype)
    model.parameters.vector *= 3.0
    return model.forward(VOCABULARY.encode(text))


# What is sent


@pytest.mark.parametrize("dtype", ["float64", "float32"])
def test_every_number_is_that_of_the_trace(dtype):
    trace = read(dtype=dtype)
    heat = GateHeatmap(trace, VOCABULARY)
    rows = np.frombuffer(heat.rows, "<f4").reshape(len(TEXT), len(QUANTITIES), 4)
    for k, name in enumerate(QUANTITIES):
        np.testing.assert_allclose(rows[:, k], quantity(trace, name), rtol=1e-6, err_msg=name)
    np.testing.assert_array_equal(np.frombuffer(heat.inputs, "<i4"), trace.inputs)
    assert heat.characters == list(VOCABULARY.characters)


def test_a_quantity_is_found_by_its_name():
    trace = read()
    assert np.shares_memory(quantity(trace, "forget"), trace.gates)
    np.testing.assert_allclose(quantity(trace, "tanh_cell"), np.tanh(trace.cell_state), rtol=1e-14)
    np.testing.assert_allclose(
        quantity(trace, "hidden"), trace.output_gate * trace.tanh_cell, rtol=1e-14
    )


def test_the_browser_has_the_same_quantities_in_the_same_order():
    script = (WIDGETS / "shared" / "quantities.js").read_text(encoding="utf-8")
    assert re.findall(r"^  (\w+): \{ symbol", script, re.M) == list(QUANTITIES)


def test_the_browser_has_the_colours_of_the_still_figures():
    script = (WIDGETS / "shared" / "colour_scale.js").read_text(encoding="utf-8")
    for name, constant in (("cividis", "SEQUENTIAL"), ("PuOr", "DIVERGING")):
        block = re.search(rf"const {constant} = \[(.*?)\]", script, re.S)[1]
        stops = re.findall(r"#\w{6}", block)
        for stop, place in zip(stops, np.linspace(0, 1, len(stops)), strict=True):
            expected = to_hex(matplotlib.colormaps[name](place))
            channels = [[int(c[k : k + 2], 16) for k in (1, 3, 5)] for c in (stop, expected)]
            np.testing.assert_allclose(*channels, atol=2, err_msg=f"{name} at {place}")


# The view


def test_the_words_of_a_heat_map_say_what_it_shows_and_where():
    heat = GateHeatmap(read(), VOCABULARY, gate="cell", position=3, unit=2, order="mean")
    assert repr(heat) == "GateHeatmap(T=19, H=4, gate='cell', position=3, unit=2, order='mean')"


@pytest.mark.parametrize(
    ("view", "message"),
    [
        ({"gate": "reset"}, "gate must be one of 'input', 'forget', .*'hidden', but got 'reset'"),
        ({"order": "size"}, "order must be one of 'index', 'mean'"),
        ({"position": 19}, "position must be an integer of 0 to 18, but got 19"),
        ({"position": -1}, "position must be an integer of at least 0"),
        ({"unit": 4}, "unit must be an integer of 0 to 3"),
        ({"unit": True}, "unit must be an integer"),
    ],
)
def test_a_view_that_does_not_exist_is_refused(view, message):
    with pytest.raises(lc.ArgumentError, match=message):
        GateHeatmap(read(), VOCABULARY, **view)
    heat = GateHeatmap(read(), VOCABULARY)
    with pytest.raises(lc.ArgumentError, match=message):
        heat.set_trait(*next(iter(view.items())))
    assert (heat.gate, heat.order, heat.position, heat.unit) == ("forget", "index", 0, 0)


@pytest.mark.parametrize(
    ("change", "error", "message"),
    [
        ({"trace": "to be"}, lc.ArgumentError, "trace must be a Trace, but got 'to be'"),
        ({"vocabulary": TEXT}, lc.ArgumentError, "vocabulary must be a Vocabulary"),
        ({"vocabulary": lc.Vocabulary("ab")}, lc.ShapeError, "has 2 characters, .* knows 8"),
        (
            {"trace": lc.CharLSTM(8, 4).forward(np.zeros((5, 3), int))},
            lc.ShapeError,
            r"of 3 side by side.*inputs\[:, 0\]",
        ),
    ],
)
def test_arguments_that_do_not_belong_together_are_refused(change, error, message):
    with pytest.raises(error, match=message):
        GateHeatmap(**({"trace": read(), "vocabulary": VOCABULARY} | change))


def test_a_text_that_is_too_long_is_refused_with_the_length_that_fits():
    fits = MOST_BYTES // (7 * 4 * 4)
    model = lc.CharLSTM(len(VOCABULARY), 4)
    GateHeatmap(model.forward(np.zeros(fits, int)), VOCABULARY)
    with pytest.raises(lc.ShapeError, match=rf"inputs\[:{fits}\]"):
        GateHeatmap(model.forward(np.zeros(fits + 1, int)), VOCABULARY)


# The figure


@pytest.mark.parametrize("gate", list(QUANTITIES))
def test_every_quantity_has_a_figure_with_its_numbers(gate):
    trace = read()
    figure = GateHeatmap(trace, VOCABULARY, gate=gate, position=5, unit=3).figure()
    axes = figure.axes[0]
    np.testing.assert_allclose(axes.images[0].get_array(), quantity(trace, gate).T)
    value = quantity(trace, gate)[5, 3]
    assert f"unit 3 at t = 5, ‘,’ read: {value:.3f}" in axes.get_title()
    assert axes.get_title() in figure.get_label()
    figure.draw_without_rendering()


def test_sorted_rows_have_the_largest_mean_on_top_and_the_frame_moves_along():
    trace = read()
    figure = GateHeatmap(trace, VOCABULARY, position=5, unit=3, order="mean").figure()
    shown = np.asarray(figure.axes[0].images[0].get_array())
    assert np.all(np.diff(shown.mean(axis=1)) <= 0)
    frame = figure.axes[0].patches[0]
    row = round(frame.get_y() + 0.5)
    np.testing.assert_allclose(shown[row], trace.forget_gate[:, 3])
    assert [label.get_text() for label in figure.axes[0].get_yticklabels()] == ["3"]


def test_a_long_text_has_a_figure_of_the_characters_around_the_position():
    trace = read(TEXT * 10)
    figure = GateHeatmap(trace, VOCABULARY, position=100).figure()
    shown = np.asarray(figure.axes[0].images[0].get_array())
    np.testing.assert_allclose(shown, trace.forget_gate[70:130].T)
    assert figure.axes[0].patches[0].get_x() == 29.5


def test_the_output_of_a_cell_carries_the_picture_and_the_words():
    data, metadata = GateHeatmap(read(), VOCABULARY, position=2)._repr_mimebundle_()
    assert {"image/png", "text/plain", "application/vnd.jupyter.widget-view+json"} <= set(data)
    assert metadata["image/png"]["alt"].startswith("forget gate f of unit 0 at t = 2")
