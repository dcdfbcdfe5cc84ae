"""Whatever a figure is asked to show, it ends in a figure that can be drawn or in our own error."""

import random
import warnings
from collections.abc import Mapping

import numpy as np
import pytest
import strange
from matplotlib import pyplot as plt
from matplotlib.figure import Figure

import lstm_core as lc
from lstm_core import plots

pytestmark = pytest.mark.slow
MODEL = lc.CharLSTM(4, 3)
TRACE = MODEL.forward([0, 1])
VOCABULARY = lc.Vocabulary("abcd")
STEP = lc.lstm_step(np.ones(4), np.ones(1), np.ones(1), np.ones((4, 4)), np.ones((1, 4)), np.ones(4))
FLOW = lc.gradient_flow(MODEL, [0, 1, 2], 3)
P, CURVE = np.array([0.1, 0.2, 0.3, 0.4]), np.array([0.5, 0.25])
W = np.ones((2, 8))
PARTS = dict.fromkeys(["c_prev", "f", "i", "g", "o", "c", "h"], 0.5)
ARROWS = ["c_prev c", "f c", "i c", "g c", "c h", "o h", "c loss", "h loss"]
SIZE = (25, 1, 900)
GOOD = {
    "recall_map": {
        "successes": np.ones((2, 3)),
        "lags": ["5", "10"],
        "networks": ["a", "b", "c"],
        "runs": 5,
        "title": "t",
    },
    "attention_and_gates": {
        "weights": np.eye(2),
        "gates": np.full((2, 3), 0.5),
        "text": "ab",
        "title": "t",
    },
    "attention_bars": {
        "weights": [0.2, 0.8],
        "kept": [0.5, 1.0],
        "text": "ab",
        "position": 1,
        "title": "t",
    },
    "ablation_map": {"rises": np.ones((3, 2)), "kinds": ["a", "b"], "title": "t", "marked": 1},
    "baseline_bars": {"losses": {"uniform": 3.5, "pairs": 2.0}},
    "cell_text": {"text": "ab", "values": CURVE, "limits": (-1.0, 1.0), "marked": 0},
    "cell_update_bars": {"step": STEP},
    "character_counts": {"counts": np.arange(4), "vocabulary": VOCABULARY},
    "clipping_arrows": {
        "gradient": np.array([3.0, 4.0]),
        "by_value": np.array([1.0, 1.0]),
        "by_norm": np.array([0.6, 0.8]),
        "limit": 1.0,
    },
    "context_curves": {"seen": CURVE, "unseen": CURVE, "uniform": 3.5},
    "control_points": {
        "found": {"a": 0.5, "b": 0.25},
        "shuffled": CURVE,
        "untrained": np.ones((2, 3)),
        "title": "t",
    },
    "conveyor_belt": {},
    "counting_curves": {"runs": {1: CURVE}, "title": "t"},
    "curves_along_text": {"curves": {"a": CURVE}, "text": "ab", "ylabel": "y", "title": "t"},
    "describe": {"figure": Figure(), "alternative": "words"},
    "distribution_panels": {"distributions": {"a": P, "b": P}, "vocabulary": VOCABULARY, "top": 2},
    "entropy_curve": {"temperatures": np.array([0.5, 1.0]), "entropies": CURVE, "most": 1.4},
    "four_gates": {"trace": TRACE, "text": "ab"},
    "gate_heatmap": {"values": np.ones((2, 3)), "text": "ab"},
    "gate_histograms": {
        "gates": dict.fromkeys(("input", "forget", "candidate", "output"), CURVE),
        "title": "t",
    },
    "gated_signal": {"signal": CURVE, "gate": CURVE},
    "gates_before_and_after": {"before": np.ones((2, 3)), "after": np.zeros((2, 3)), "text": "ab"},
    "gradient_error_points": {"errors": {"W_x": 1e-9, "b": 1e-8}, "tolerance": 1e-7},
    "gradient_flow_curves": {"flows": {"LSTM": FLOW}},
    "gradient_norm_curve": {"norms": CURVE, "limit": 1.0},
    "held_out_curves": {"training": CURVE, "held_out": CURVE, "baselines": {"a": 3.0}},
    "label_with_text": {"axes": plt.figure().add_subplot(), "text": "ab"},
    "logit_gradient_bars": {"characters": ["a", "b"], "probabilities": CURVE, "target": 1},
    "losses_by_update": {"updates": CURVE, "losses": {"a": np.ones((3, 2))}, "title": "t"},
    "loss_curves": {"losses": {"a": CURVE}, "baselines": {"b": 3.0}, "log": False},
    "memory_curves": {"memories": {"a": CURVE}, "ylabel": "y", "title": "t", "level": 0.5},
    "new_figure": {"width": 4.0, "height": 3.0},
    "next_character_bars": {"probabilities": P, "vocabulary": VOCABULARY, "top": 2},
    "one_hot_matrix": {"indices": np.array([0, 1]), "vocabulary": VOCABULARY},
    "pair_heatmap": {"counts": np.ones((4, 4)), "vocabulary": VOCABULARY},
    "probability_along_text": {"curves": {"a": CURVE}, "text": "ab"},
    "run_dots": {"values": {"a": CURVE}, "xlabel": "x", "title": "t"},
    "shaded_text": {"prefix": "a", "drawn": "ab", "probabilities": CURVE},
    "shifted_pairs": {"text": "ab"},
    "speed_bars": {"microseconds": {"a": 2.0, "b": 1.0}, "limit": 0.5},
    "speed_by_size": {"microseconds": {SIZE: {"a": 2.0, "b": 1.0}}, "limits": {SIZE: 0.5}},
    "squashing_curves": {"limit": 6.0},
    "step_graph": {
        "values": PARTS,
        "derivatives": PARTS,
        "slopes": {tuple(arrow.split()): 0.5 for arrow in ARROWS},
    },
    "step_size_curve": {"epsilons": np.array([1e-5, 1e-4]), "errors": CURVE},
    "still_right_curves": {"shares": {"a": CURVE}},
    "surprise_along_text": {"losses": CURVE, "text": "ab", "title": "t"},
    "surprise_curve": {"marks": {"a": 0.5}},
    "truncation_curves": {"lengths": [1, 2], "errors": {"a": CURVE}},
    "two_forms": {"columns": dict.fromkeys("ifgo", np.ones((2, 4))), "W_x": W, "W_h": W},
    "unit_bars": {"groups": {"a": CURVE}, "ylabel": "y", "title": "t"},
    "unrolled_graph": {"steps": 3},
    "unrolled_network": {"text": "ab", "vocab_size": 4, "hidden_size": 3},
    "value_histograms": {"groups": {"a": CURVE}, "xlabel": "x", "title": "t"},
    "visible": {"character": "a"},
    "weight_layouts": {
        "vocab_size": 6,
        "hidden_size": 5,
        "network": "gru",
        "array": "b",
        "gate": "r",
    },
}
FIGURES = 1  # drawn for each function; the other arguments are refused at once


@pytest.fixture(autouse=True)
def closed_figures():
    yield
    plt.close("all")


def outcome(name, arguments):
    """Return what a call gives, or None for an error of our own."""
    opened = set(plt.get_fignums())
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("error")
            return getattr(plots, name)(**arguments)
    except lc.LSTMCoreError as error:
        message = str(error)
        message.encode()
        assert len(message) > 20
        assert set(plt.get_fignums()) == opened  # no half a figure is left
        return None


def test_every_public_function_has_good_arguments():
    public = {name for name in plots.__all__ if callable(getattr(plots, name))}
    assert public == set(GOOD)


@pytest.mark.parametrize("name", GOOD)
def test_good_arguments_give_a_figure(name):
    result = outcome(name, GOOD[name])
    assert result is not None or name == "label_with_text"


@pytest.mark.parametrize("name", GOOD)
def test_a_strange_argument_ends_in_a_figure_or_in_our_own_error(name):
    choose = random.Random(name)
    calls = [
        (argument, make)
        for argument, value in GOOD[name].items()
        for make in choose.sample(strange.MAKERS, 20) + strange.near(value) + strange.equals(value)
    ]
    choose.shuffle(calls)
    drawn = 0
    for argument, make in calls:
        value = make()
        result = outcome(name, GOOD[name] | {argument: value})
        if isinstance(result, Figure):
            drawn += 1
            if isinstance(value, str | Mapping):
                result.draw_without_rendering()
            plt.close(result)
        if drawn == FIGURES:
            return
