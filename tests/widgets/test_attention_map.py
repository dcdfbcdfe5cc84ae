"""The attention map: what is kept is a product of gates, and what is refused."""

import json

import numpy as np
import pytest
from page import Page

import lstm_core as lc

pytest.importorskip("anywidget")

from lstm_core.widgets import AttentionMap

RANDOM = np.random.default_rng(4)
T, H = 6, 3
WEIGHTS = np.tril(RANDOM.uniform(size=(T, T)))
WEIGHTS /= WEIGHTS.sum(axis=1, keepdims=True)
GATES = RANDOM.uniform(0.2, 1.0, size=(T, H))
TEXT = "abcde?"


def test_what_is_kept_is_what_an_lstm_s_cell_state_still_has():
    """Write 1 into every cell at step s alone, and let the gates alone act on it afterwards."""
    kept = AttentionMap(WEIGHTS, GATES, TEXT).kept
    for s in range(T):
        c = np.zeros(H)
        for t in range(T):
            c = GATES[t] * c + (t == s)
            assert kept[t, s] == pytest.approx(c.mean(), abs=1e-12)


def test_the_gates_between_two_steps_are_multiplied_and_no_others():
    model = lc.CharLSTM(5, 4, seed=3)
    trace = model.forward([0, 1, 2, 3, 4])
    kept = AttentionMap(np.eye(5), trace.forget_gate, "abcde").kept
    assert kept[3, 1] == pytest.approx((trace.forget_gate[2] * trace.forget_gate[3]).mean())


def test_the_page_gets_all_numbers():
    widget = AttentionMap(WEIGHTS, GATES, TEXT)
    assert widget.position == T - 1
    assert json.loads(json.dumps(widget.letters)) == list(TEXT)
    np.testing.assert_allclose(widget.weights, WEIGHTS)
    np.testing.assert_allclose(widget.shares, widget.kept)
    page = Page(widget)
    page.widget.set_state({"position": 2})
    assert widget.position == 2
    page.widget.set_state({"position": T})
    assert widget.position == 2


@pytest.mark.parametrize(
    ("change", "words"),
    [
        ({"weights": WEIGHTS.T}, "ahead"),
        ({"weights": -WEIGHTS}, "0 to 1"),
        ({"weights": 2 * WEIGHTS}, "0 to 1"),
        ({"weights": WEIGHTS[:5]}, "shape"),
        ({"gates": GATES + 1}, "0 to 1"),
        ({"gates": GATES[:, :0]}, "column"),
        ({"gates": GATES[1:]}, "shape"),
        ({"text": ""}, "between 1 and 24"),
        ({"text": 25 * "a"}, "between 1 and 24"),
        ({"position": T}, "position"),
    ],
)
def test_what_is_none_is_refused(change, words):
    arguments = {"weights": WEIGHTS, "gates": GATES, "text": TEXT, **change}
    with pytest.raises(lc.LSTMCoreError, match=words):
        AttentionMap(**arguments)


def test_the_figure_has_the_bars_of_the_position_and_its_words_the_numbers():
    widget = AttentionMap(WEIGHTS, GATES, TEXT, position=3)
    s = int(WEIGHTS[3].argmax())
    figure = widget.figure()
    above, below = figure.axes
    np.testing.assert_allclose([bar.get_height() for bar in above.containers[0]], WEIGHTS[3, :4])
    np.testing.assert_allclose([bar.get_height() for bar in below.containers[0]], widget.kept[3, :4])
    assert f"weight {WEIGHTS[3, s]:.2f}" in above.get_title()
    kept = ", ".join(f"{share:.2f}" for share in widget.kept[3, :4])
    assert f"of each step: {kept}." in figure.get_label()
