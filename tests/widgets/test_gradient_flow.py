"""The gradient-flow widget: every number that it can show is what gradient_flow returns."""

import json
import shutil
import subprocess
from pathlib import Path

import numpy as np
import pytest

import lstm_core as lc

pytest.importorskip("anywidget")

from lstm_core.widgets import GradientFlow
from lstm_core.widgets.gradient_flow.figure import lost_share, steps_until_fallen
from lstm_core.widgets.gradient_flow.grid import (
    NETWORKS,
    STATES,
    WEIGHT_SCALES,
    flow_network,
)

ROOT = Path(__file__).resolve().parent.parent.parent
TEXT = "to be, or not to be: that is the question"
VOCABULARY = lc.Vocabulary.from_text(TEXT)
INDICES = VOCABULARY.encode(TEXT)
V = len(VOCABULARY)
VIEWS = [
    {"state": state, "weight_scale": weight_scale, "length": length, "truncation": cut, "lag": 7}
    for state in STATES
    for weight_scale in WEIGHT_SCALES
    for length, cut in ((10, 1), (30, None), (40, 12))
]


def make(**settings):
    return GradientFlow(INDICES, **{"vocab_size": V, "hidden_size": 6, "seed": 3} | settings)


@pytest.fixture(scope="module")
def widget():
    return make()


def measured(network, *, state, weight_scale, length):
    """The truth: a network made by hand from the public interface, and gradient_flow."""
    model = lc.CharRNN(V, 6, seed=3) if network == "rnn" else lc.CharLSTM(V, 6, seed=3)
    model.parameters.W_x *= weight_scale
    model.parameters.W_h *= weight_scale
    model.parameters.W_y *= weight_scale
    if network == "lstm_bias":
        model.parameters.gate("forget").b[...] = 1.0
    flow = lc.gradient_flow(model, INDICES[:length], int(INDICES[length]))
    return flow.hidden if state == "h" else flow.cell


# The numbers


def test_every_setting_has_the_curve_that_gradient_flow_returns(widget):
    assert widget.lengths == [10, 20, 30, 40]
    for view in VIEWS:
        setting = {name: view[name] for name in ("state", "weight_scale", "length")}
        state = setting.pop("state")
        for network in NETWORKS:
            expected = measured(network, state=state, **setting)
            found = widget.grid.curve(network, state, **setting)
            assert (found is None) == (expected is None)
            if found is not None:
                np.testing.assert_allclose(found, expected, rtol=1e-12, atol=0)


LOOK_UP = """
import { readFileSync } from "node:fs";
import { curveOf, lostShare, readGrid, stepsUntilFallen } from "%s";
const values = JSON.parse(readFileSync(0, "utf8"));
const bytes = Buffer.from(values.norms, "hex");
values.norms = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
const grid = readGrid(values);
console.log(JSON.stringify(values.views.map((view) => Object.keys(grid.networks).map((network) => {
  const curve = curveOf(grid, network, view);
  if (!curve) return null;
  const lost = lostShare(curve, view.truncation);
  return { curve: [...curve], fallen: stepsUntilFallen(curve), lost };
}))));
"""


def test_the_browsers_code_finds_the_same_numbers_in_what_is_sent(widget):
    node = shutil.which("node")
    if node is None:
        pytest.skip("node is not installed")
    names = ("weight_scales", "lengths", "networks", "measured")
    sent = {name: getattr(widget, name) for name in names}
    sent |= {"norms": widget.norms.hex(), "views": VIEWS}
    data = (ROOT / "lstm_core" / "widgets" / "gradient_flow" / "data.js").as_uri()
    answer = subprocess.run(
        [node, "--input-type=module", "--eval", LOOK_UP % data],
        input=json.dumps(sent),
        capture_output=True,
        text=True,
        timeout=60,
    )
    assert answer.returncode == 0, answer.stderr
    for view, found in zip(VIEWS, json.loads(answer.stdout), strict=True):
        setting = {name: view[name] for name in ("state", "weight_scale", "length")}
        for network, row in zip(NETWORKS, found, strict=True):
            expected = measured(network, **setting)
            assert (row is None) == (expected is None)
            if row is not None:
                np.testing.assert_allclose(row["curve"], expected, rtol=1e-12, atol=0)
                assert row["fallen"] == steps_until_fallen(expected)
                np.testing.assert_allclose(row["lost"], lost_share(expected, view["truncation"]))


def test_a_curve_says_when_it_has_fallen_and_what_a_cut_costs():
    curve = np.array([2.0, 1.0, 0.5, 0.01, 0.49])
    assert steps_until_fallen(curve) == 3
    assert steps_until_fallen(curve[:3]) is None
    assert lost_share(curve, None) == 0
    assert lost_share(curve, 2) == pytest.approx(1.0 / 4.0)
    assert lost_share(curve, 99) == 0


def test_truncated_backpropagation_loses_what_is_beyond_the_cut():
    """The lags before the cut have the gradient that they have without it: the state is kept."""
    model = flow_network("lstm", vocab_size=V, hidden_size=6, seed=3, weight_scale=1.0)
    length, cut = 30, 12
    state = model.forward(INDICES[: length - cut]).final_state
    trace = model.forward(INDICES[length - cut : length], state)
    dlogits = np.zeros_like(trace.logits)
    dlogits[-1] = lc.cross_entropy_derivative(trace.logits[-1], INDICES[length])
    short = np.linalg.norm(model.backpropagate(trace, dlogits).dhidden_state, axis=-1)[::-1]
    full = measured("lstm", state="h", weight_scale=1.0, length=length)
    np.testing.assert_allclose(short, full[:cut], rtol=1e-10)


def test_forgetting_starts_at_the_bias():
    """What the widget is there to show, on the tutorial's own text and sizes."""
    text = lc.read_text(ROOT / "data" / "hamlet.txt")
    vocabulary = lc.Vocabulary.from_text(text)
    widget = GradientFlow(vocabulary.encode(text), vocab_size=len(vocabulary))
    fallen = {name: steps_until_fallen(curve) for name, curve in widget.curves.items()}
    assert fallen["lstm"] < fallen["rnn"] < fallen["lstm_bias"]


# What is sent


def test_what_is_sent_stays_below_half_a_megabyte():
    text = lc.read_text(ROOT / "data" / "hamlet.txt")
    vocabulary = lc.Vocabulary.from_text(text)
    widget = GradientFlow(vocabulary.encode(text), vocab_size=len(vocabulary))
    assert widget.lengths[-1] == 100
    assert len(widget.norms) == 5 * len(WEIGHT_SCALES) * sum(range(10, 101, 10)) * 8
    assert len(widget.norms) < 500_000


def test_only_the_first_characters_are_measured():
    long = GradientFlow(np.tile(INDICES, 9), vocab_size=V, hidden_size=3)
    assert long.lengths[-1] == 100


# The view


def test_the_text_of_a_widget_says_what_it_shows(widget):
    assert repr(widget) == (
        "GradientFlow(vocab_size=15, hidden_size=6, seed=3, weight_scale=1, length=40, "
        "truncation=None, state='h', lag=20)"
    )


@pytest.mark.parametrize(
    ("settings", "message"),
    [
        ({"weight_scale": 1.1}, "weight_scale must be one of 0.5, 0.75, 1, .*, but got 1.1"),
        ({"weight_scale": "1"}, "weight_scale must be one of"),
        ({"weight_scale": True}, "weight_scale must be one of"),
        ({"length": 50}, "length must be one of 10, 20, 30, 40, but got 50"),
        ({"length": [10]}, "length must be one of"),
        ({"truncation": 0}, "truncation must be an integer of at least 1"),
        ({"truncation": 2.5}, "truncation must be an integer"),
        ({"state": "y"}, "state must be one of 'h', 'c'"),
        ({"lag": 100}, "lag must be an integer of 0 to 99, but got 100"),
        ({"lag": -1}, "lag must be an integer of at least 0"),
    ],
)
def test_a_view_that_does_not_exist_is_refused(settings, message):
    with pytest.raises(lc.ArgumentError, match=message):
        make(**settings)
    widget = make(hidden_size=2)
    before = repr(widget)
    with pytest.raises(lc.ArgumentError, match=message):
        widget.set_trait(*next(iter(settings.items())))
    assert repr(widget) == before


@pytest.mark.parametrize(
    ("inputs", "settings", "error", "message"),
    [
        (INDICES[:10], {}, lc.ShapeError, r"N at least 11.*\(10,\)"),
        (INDICES[:40].reshape(20, 2), {}, lc.ShapeError, r"\(20, 2\)"),
        (TEXT, {}, lc.ArgumentError, "inputs must hold integers"),
        (INDICES, {"vocab_size": 3}, lc.ArgumentError, "inputs must lie between 0 and 2"),
        (INDICES, {"vocab_size": 0}, lc.ArgumentError, "vocab_size"),
        (
            INDICES,
            {"vocab_size": 10**6},
            lc.ArgumentError,
            "vocab_size must be an integer of 1 to 1000",
        ),
        (INDICES, {"hidden_size": 0}, lc.ArgumentError, "hidden_size"),
        (INDICES, {"hidden_size": 129}, lc.ArgumentError, "hidden_size must be at most 128"),
        (INDICES, {"seed": -1}, lc.ArgumentError, "seed"),
    ],
)
def test_arguments_that_are_not_allowed_are_refused(inputs, settings, error, message):
    with pytest.raises(error, match=message):
        GradientFlow(inputs, **{"vocab_size": V, "hidden_size": 2} | settings)


# The figure


def test_the_figure_shows_the_curves_and_the_cut():
    widget = make(weight_scale=1.5, length=30, truncation=12, lag=5)
    figure = widget.figure()
    lines = {line.get_label(): line for line in figure.axes[0].lines}
    for name, words in NETWORKS.items():
        np.testing.assert_array_equal(lines[words].get_ydata(), widget.curves[name][:12])
    assert "initial weights × 1.5, 30 steps" in figure.axes[0].get_title()
    assert f"{lost_share(widget.curves['lstm'], 12):.1%} lost by the cut" in figure.get_label()
    assert f"{widget.curves['lstm'][5]:.2e} at lag 5" in figure.get_label()


def test_the_figure_by_the_cell_state_leaves_out_the_network_that_has_none():
    widget = make(state="c", truncation=99, lag=99)
    assert set(widget.curves) == {"lstm", "lstm_bias"}
    assert "vanilla RNN" not in widget.figure().get_label()


def test_the_output_of_a_cell_carries_the_picture_and_the_words(widget):
    data, metadata = widget._repr_mimebundle_()
    assert {"image/png", "text/plain", "application/vnd.jupyter.widget-view+json"} <= set(data)
    assert data["text/plain"] == repr(widget)
    assert "against the lag" in metadata["image/png"]["alt"]
