"""Every figure can be read on the narrowest page, and no label covers a curve or another label."""

import numpy as np
import pytest
from legibility import LEAST, PAGE, covered, small_texts
from matplotlib import pyplot as plt
from matplotlib.figure import Figure

import lstm_core as lc
from lstm_core import plots
from lstm_core.plots.card import WIDTH
from lstm_core.plots.fitting import name_levels
from lstm_core.plots.style import new_panels

TEXT = "to be, or not to be, that is the question: whether 'tis nobler in the mind to suffer the slings"
VOCABULARY = lc.Vocabulary.from_text(TEXT + '"—;.kxz\\\n')
V, H, RANDOM = len(VOCABULARY), 25, np.random.default_rng(0)
MODEL = lc.CharLSTM(V, H)
TRACE = MODEL.forward(VOCABULARY.encode(TEXT))
P = RANDOM.dirichlet(np.full(V, 0.1), size=4)
FALL = 3.5 * np.exp(-np.arange(150) / 40) + 0.1 * RANDOM.random(150)
BASELINES = {"uniform baseline": 3.555, "letter frequencies": 3.019, "letter pairs": 3.0}
STEP = lc.lstm_step(
    np.ones(4), *RANDOM.normal(size=(2, 4)), *RANDOM.normal(size=(2, 4, 16)), np.ones(16)
)
FLOW = lc.gradient_flow(MODEL, VOCABULARY.encode(TEXT[:60]), 3)
PARTS = dict.fromkeys(["c_prev", "f", "i", "g", "o", "c", "h"], -0.123)
ARROWS = ["c_prev c", "f c", "i c", "g c", "c h", "o h", "c loss", "h loss"]
FIGURES = {
    "ablation_map": lambda: plots.ablation_map(
        RANDOM.normal(size=(H, 4)), ["vowel", "consonant", "space", "other"], title="t", marked=16
    ),
    "attention_and_gates": lambda: plots.attention_and_gates(
        np.tril(RANDOM.random((40, 40))), RANDOM.random((40, 16)), TEXT[:40], title="t"
    ),
    "attention_bars": lambda: plots.attention_bars(
        RANDOM.random(40), RANDOM.random(40), TEXT[:40], position=39, title="t"
    ),
    "baseline_bars": lambda: plots.baseline_bars(BASELINES, title="A title that needs two lines " * 4),
    "cell_text": lambda: plots.cell_text(TEXT, RANDOM.normal(size=len(TEXT))),
    "cell_update_bars": lambda: plots.cell_update_bars(STEP),
    "character_counts": lambda: plots.character_counts(RANDOM.integers(1, 200, V), VOCABULARY),
    "clipping_arrows": lambda: plots.clipping_arrows([3.0, 0.5], [1.0, 0.5], [0.98, 0.16], limit=1.0),
    "context_curves": lambda: plots.context_curves([3, 2, 1, 0.3], [3.1, 2.6, 2.9, 3.4], uniform=3.5),
    "control_points": lambda: plots.control_points(
        {f"feature number {k}": 0.2 * k for k in range(5)},
        0.1 * np.arange(5),
        RANDOM.random((5, 20)) / 2,
        title="t",
    ),
    "conveyor_belt": plots.conveyor_belt,
    "counting_curves": lambda: plots.counting_curves({9: np.r_[1:10, 8:-1:-1] * 1.0}, title="t"),
    "curves_along_text": lambda: plots.curves_along_text(
        {"unit 0": RANDOM.normal(size=60), "unit 1": RANDOM.normal(size=60)},
        TEXT[:60],
        ylabel="c",
        title="t",
    ),
    "distribution_panels": lambda: plots.distribution_panels(
        {f"τ = {k / 2}": p for k, p in enumerate(P)}, VOCABULARY, same_order=False
    ),
    "entropy_curve": lambda: plots.entropy_curve([0, 1, 2, 3, 4], [0, 1, 2, 3, 3.5], most=3.555),
    "four_gates": lambda: plots.four_gates(MODEL.forward(TRACE.inputs[:30]), TEXT[:30]),
    "gate_heatmap": lambda: plots.gate_heatmap(TRACE.forget_gate, TEXT),
    "gate_histograms": lambda: plots.gate_histograms({f"±{k}": P[k] for k in range(3)}, title="t"),
    "gated_signal": lambda: plots.gated_signal(np.sin(np.arange(99) / 5), np.linspace(1, 0, 99)),
    "gates_before_and_after": lambda: plots.gates_before_and_after(
        TRACE.forget_gate[:80], TRACE.output_gate[:80], TEXT[:80]
    ),
    "gradient_error_points": lambda: plots.gradient_error_points(
        {"step_backward": 1e-9, "forget_gate_by_one_path": 2e-7, "dh_overwritten": 1.0}
    ),
    "gradient_flow_curves": lambda: plots.gradient_flow_curves({"LSTM, forget bias 1": FLOW}),
    "gradient_norm_curve": lambda: plots.gradient_norm_curve(FALL, limit=1.0, title="t"),
    "held_out_curves": lambda: plots.held_out_curves(FALL, 3.6 - FALL / 2, baselines=BASELINES),
    "logit_gradient_bars": lambda: plots.logit_gradient_bars(list("ehlo"), [0.27, 0.29, 0.24, 0.2], 3),
    "losses_by_update": lambda: plots.losses_by_update(
        np.arange(25, 251, 25),
        {
            name: 2.8 - 0.05 * np.arange(10) + RANDOM.random((3, 10)) / 9
            for name in ("LSTM", "attention")
        },
        title="t",
    ),
    "loss_curves": lambda: plots.loss_curves({"A": FALL, "B": 4 - FALL}, baselines=BASELINES),
    "memory_curves": lambda: plots.memory_curves(
        {"f = 0.9": 0.9 ** np.arange(99.0), "f = 1": np.ones(99)},
        ylabel="share left",
        title="t",
        level=0.5,
    ),
    "next_character_bars": lambda: plots.next_character_bars(P[0], VOCABULARY),
    "one_hot_matrix": lambda: plots.one_hot_matrix(TRACE.inputs[:20], VOCABULARY),
    "pair_heatmap": lambda: plots.pair_heatmap(RANDOM.integers(0, 3, (V, V)), VOCABULARY),
    "probability_along_text": lambda: plots.probability_along_text(
        {"pupil": RANDOM.random(80), "student": RANDOM.random(80)}, TEXT[:80]
    ),
    "recall_map": lambda: plots.recall_map(
        RANDOM.integers(0, 6, (5, 6)),
        ["5", "10", "20", "40", "80"],
        ["RNN", *(f"LSTM,\nbias {k}" for k in (0, 1, 3, 5)), "LSTM,\nchrono"],
        runs=5,
        title="A title that needs two lines " * 3,
    ),
    "run_dots": lambda: plots.run_dots(
        {"five-year mean": [0.41], "LSTM": 0.4 + RANDOM.random(5) / 50}, xlabel="error (ppm)", title="t"
    ),
    "shaded_text": lambda: plots.shaded_text("to be", TEXT, RANDOM.random(len(TEXT))),
    "shifted_pairs": lambda: plots.shifted_pairs("to be, or not"),
    "speed_bars": lambda: plots.speed_bars({"naive: one product per gate": 150.0, "b": 1.3}, limit=0.2),
    "speed_by_size": lambda: plots.speed_by_size(
        {(H, 1, 900): {"a": 2.0, "b": 9.0}, (512, 64, 50): {"a": 99.0, "b": 30.0}},
        {(H, 1, 900): 0.5, (512, 64, 50): 20.0},
    ),
    "squashing_curves": plots.squashing_curves,
    "step_graph": lambda: plots.step_graph(
        PARTS, PARTS, {tuple(arrow.split()): -0.5 for arrow in ARROWS}
    ),
    "step_size_curve": lambda: plots.step_size_curve(
        10.0 ** -np.arange(1, 12), 10.0 ** np.abs(np.arange(-5, 6.0)) * 1e-10
    ),
    "still_right_curves": lambda: plots.still_right_curves(
        {f"a reader with a name, number {k}": 0.25 * k + RANDOM.random(150) / 5 for k in range(4)}
    ),
    "surprise_along_text": lambda: plots.surprise_along_text(
        3 * RANDOM.random(60), TEXT[:60], title="t"
    ),
    "surprise_curve": lambda: plots.surprise_curve({"one of 35": 1 / 35, "half": 0.5, "certain": 1.0}),
    "truncation_curves": lambda: plots.truncation_curves(
        [1, 2, 5, 10, 25, 50], {"fresh": np.linspace(0.9, 0, 6), "trained": np.linspace(0.2, 0.1, 6)}
    ),
    "two_forms": lambda: plots.two_forms(
        {gate: np.ones((2, 5)) for gate in "ifgo"}, np.ones((3, 8)), np.ones((2, 8))
    ),
    "unit_bars": lambda: plots.unit_bars(
        {"trained": RANDOM.random(8), "untrained": RANDOM.random(8)}, ylabel="|r|", title="t"
    ),
    "unrolled_graph": plots.unrolled_graph,
    "unrolled_network": lambda: plots.unrolled_network("to be", vocab_size=35, hidden_size=25),
    "value_histograms": lambda: plots.value_histograms(
        {"a vowel comes next": RANDOM.normal(size=99), "else": RANDOM.normal(size=99)},
        xlabel="c",
        title="t",
    ),
    "weight_layouts": lambda: plots.weight_layouts(65, 384, array="W_h", gate="f"),
}
NO_FIGURE = {"describe", "label_with_text", "new_figure", "visible"}


def test_every_function_that_draws_is_here():
    functions = {name for name in plots.__all__ if callable(getattr(plots, name))}
    assert functions - NO_FIGURE == set(FIGURES)


@pytest.mark.slow
@pytest.mark.parametrize("name", FIGURES)
def test_a_figure_can_be_read_on_the_narrowest_page(name):
    figure = FIGURES[name]()
    assert small_texts(figure) == {}, f"smaller than {LEAST:g} pixels on a page of {PAGE}"
    assert covered(figure) == []
    assert figure.get_label()


# What measures it


def line_with(words, x, y, size=(4.0, 3.0)):
    figure = plt.figure(figsize=size)
    axes = figure.add_subplot()
    axes.plot([0, 1], [0, 1])
    axes.text(x, y, words, fontsize=9)
    return figure


@pytest.mark.parametrize(
    ("figure", "fault"),
    [
        (lambda: line_with("on it", 0.5, 0.5), "'on it' covers"),
        (lambda: line_with("outside", 3.5, 0.1), "'outside' leaves the figure"),
        (lambda: line_with("0.0", -0.165, -0.06), "cover one another"),
        (lambda: line_with("beside", 0.7, 0.1), None),
    ],
)
def test_a_label_at_a_wrong_place_is_found(figure, fault):
    found = covered(figure())
    assert not found if fault is None else any(fault in words for words in found), found


def test_letters_are_measured_on_the_page():
    assert small_texts(line_with("a", 0.7, 0.1, size=(4.0, 3.0))) == {}
    assert small_texts(line_with("a", 0.7, 0.1, size=(14.0, 3.0)))["a"] == pytest.approx(6.11, abs=0.01)
    assert "$c_t$" in small_texts(line_with("$c_t$", 0.7, 0.1))  # its subscript


def test_names_of_near_levels_stand_one_above_the_other_and_those_of_far_ones_at_their_line():
    figure, axes = plots.new_figure()
    axes.set_ylim(0, 4)
    name_levels(axes, {"a": 3.0, "b": 3.01, "c": 3.02, "d": 1.0})
    places = [text.get_position()[1] for text in axes.texts]
    assert places[3] == 0 and places[0] < places[1] < places[2]
    assert covered(figure) == []


@pytest.mark.parametrize("rows", [1, 2])
def test_names_of_near_levels_do_not_touch(rows):
    figure, axes = new_panels(6.0, 5.0, nrows=rows, squeeze=False)
    axes[0, 0].set_ylim(0, 12)
    name_levels(axes[0, 0], {"a": 3.0, "b": 3.5})
    figure.draw_without_rendering()
    low, high = (text.get_window_extent() for text in axes[0, 0].texts)
    assert low.y1 < high.y0


def test_a_wide_title_is_broken_into_even_lines_and_a_short_one_stays():
    figure = plots.baseline_bars({"a": 1.0}, title="word " * 30)
    lines = figure.axes[0].get_title().splitlines()
    assert len(lines) == 3 and max(map(len, lines)) - min(map(len, lines)) <= 10
    assert plots.baseline_bars({"a": 1.0}, title="short").axes[0].get_title() == "short"


def test_a_figure_is_as_wide_as_the_page_by_default():
    figure, _ = plots.new_figure()
    assert isinstance(figure, Figure) and figure.get_figwidth() == WIDTH
