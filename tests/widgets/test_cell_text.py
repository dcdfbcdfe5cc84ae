"""The shaded text's Python side: what it sends, what it refuses, what its figure shows."""

import numpy as np
import pytest
from matplotlib.collections import PatchCollection

import lstm_core as lc

pytest.importorskip("anywidget")

from lstm_core.widgets import CellText
from lstm_core.widgets.shared.trace_rows import MOST_BYTES, QUANTITIES, quantity

TEXT = "to be, or not to be\\\n"
VOCABULARY = lc.Vocabulary.from_text(TEXT)
V = len(VOCABULARY)


def read(text=TEXT, hidden_size=4, dtype="float64"):
    model = lc.CharLSTM(V, hidden_size, seed=1, dtype=dtype)
    model.parameters.vector *= 3.0
    return model.forward(VOCABULARY.encode(text))


def values_in(figure):
    return next(c for c in figure.axes[0].collections if isinstance(c, PatchCollection)).get_array()


@pytest.mark.parametrize("dtype", ["float64", "float32"])
def test_every_number_is_that_of_the_trace(dtype):
    trace = read(dtype=dtype)
    widget = CellText(trace, VOCABULARY)
    rows = np.frombuffer(widget.rows, "<f4").reshape(len(TEXT), len(QUANTITIES), 4)
    for k, name in enumerate(QUANTITIES):
        np.testing.assert_allclose(rows[:, k], quantity(trace, name), rtol=1e-6, err_msg=name)
    np.testing.assert_array_equal(np.frombuffer(widget.inputs, "<i4"), trace.inputs)
    assert widget.characters == list(VOCABULARY.characters)
    assert widget.sizes == {"T": len(TEXT), "H": 4}


def test_its_words_say_what_it_shows_and_where():
    widget = CellText(read(), VOCABULARY, unit=2, quantity="hidden", position=3)
    assert repr(widget) == "CellText(T=21, H=4, unit=2, quantity='hidden', position=3)"
    assert repr(CellText(read(), VOCABULARY)).endswith("unit=0, quantity='cell', position=0)")


@pytest.mark.parametrize(
    ("view", "message"),
    [
        ({"quantity": "reset"}, "quantity must be one of 'input', .*'hidden', but got 'reset'"),
        ({"position": 21}, "position must be an integer of 0 to 20, but got 21"),
        ({"position": -1}, "position must be an integer of at least 0"),
        ({"unit": 4}, "unit must be an integer of 0 to 3"),
        ({"unit": True}, "unit must be an integer"),
    ],
)
def test_a_view_that_does_not_exist_is_refused(view, message):
    with pytest.raises(lc.ArgumentError, match=message):
        CellText(read(), VOCABULARY, **view)
    widget = CellText(read(), VOCABULARY)
    with pytest.raises(lc.ArgumentError, match=message):
        widget.set_trait(*next(iter(view.items())))
    assert (widget.quantity, widget.position, widget.unit) == ("cell", 0, 0)


@pytest.mark.parametrize(
    ("change", "error", "message"),
    [
        ({"trace": "to be"}, lc.ArgumentError, "trace must be a Trace, but got 'to be'"),
        ({"vocabulary": TEXT}, lc.ArgumentError, "vocabulary must be a Vocabulary"),
        ({"vocabulary": lc.Vocabulary("ab")}, lc.ShapeError, "has 2 characters"),
        (
            {"trace": lc.CharLSTM(V, 4).forward(np.zeros((5, 3), int))},
            lc.ShapeError,
            r"One text can be shown.*of 3 side by side.*inputs\[:, 0\]",
        ),
    ],
)
def test_arguments_that_do_not_belong_together_are_refused(change, error, message):
    with pytest.raises(error, match=message):
        CellText(**({"trace": read(), "vocabulary": VOCABULARY} | change))


def test_a_text_that_is_too_long_is_refused_with_the_length_that_fits():
    fits = MOST_BYTES // (7 * 4 * 4)
    model = lc.CharLSTM(V, 4)
    with pytest.raises(lc.ShapeError, match=rf"a widget holds at most.*inputs\[:{fits}\]"):
        CellText(model.forward(np.zeros(fits + 1, int)), VOCABULARY)


# The figure


@pytest.mark.parametrize("name", list(QUANTITIES))
def test_every_quantity_has_a_figure_with_its_numbers(name):
    trace = read()
    figure = CellText(trace, VOCABULARY, quantity=name, position=5, unit=3).figure()
    expected = quantity(trace, name)[:, 3]
    np.testing.assert_allclose(values_in(figure), expected)
    assert f"unit 3; at t = 5, ‘,’ read: {expected[5]:.3f}" in figure.axes[0].get_title()
    low, high = figure.axes[1].get_ylim()
    most = np.abs(expected).max() if name == "cell" else 1.0
    gate = name in ("input", "forget", "output")
    assert (low, high) == pytest.approx((0.0, 1.0) if gate else (-most, most))
    figure.draw_without_rendering()


@pytest.mark.parametrize("position", [0, 10 * len(TEXT) + 5, 30 * len(TEXT) - 1])
def test_a_long_text_has_a_figure_of_the_ten_rows_around_the_position(position):
    random = np.random.default_rng(0)
    lines = ["".join(random.permutation(list(TEXT[:-1]))) + "\n" for _ in range(30)]  # no two alike
    trace = read("".join(lines))
    widget = CellText(trace, VOCABULARY, position=position, unit=1)
    figure = widget.figure()
    first = min(max(0, position // len(TEXT) - 5), 20) * len(TEXT)
    shown = trace.cell_state[first : first + 10 * len(TEXT), 1]
    np.testing.assert_allclose(values_in(figure), shown)
    assert f"at t = {position}, " in figure.axes[0].get_title()


def test_the_output_of_a_cell_carries_the_picture_and_the_words():
    data, metadata = CellText(read(), VOCABULARY, position=2)._repr_mimebundle_()
    assert {"image/png", "text/plain", "application/vnd.jupyter.widget-view+json"} <= set(data)
    assert metadata["image/png"]["alt"].startswith("cell state c of unit 0; at t = 2")
