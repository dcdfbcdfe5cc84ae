"""The layers that notebook 10 builds, against PyTorch's and Keras' stored golden values."""

import importlib
import importlib.util
import re
from collections import namedtuple
from pathlib import Path
from types import SimpleNamespace

import nbformat
import numpy as np
import pytest

import lstm_core as lc

ROOT = Path(__file__).resolve().parent.parent
FOLDER = ROOT / "tests" / "golden"
TOLERANCE = {"rtol": 1e-10, "atol": 1e-12}
NOTEBOOK = nbformat.read(ROOT / "notebooks" / "10_relatives.ipynb", as_version=4)
SOURCES = {cell.id: cell.source for cell in NOTEBOOK.cells if cell.cell_type == "code"}
BUILT = (
    "frame-code",
    "lstm-forward",
    "lstm-backward",
    "gru-forward",
    "gru-backward",
    "two-layers",
    "both-ways",
)
# Where a layer's array stands in PyTorch: our name in the notebook, and PyTorch's.
IN_TORCH = {
    "gru": {"W_x": "weight_ih_l0", "W_h": "weight_hh_l0", "b": "bias_ih_l0"},
    "two": {
        f"{ours}{layer}": f"{theirs}_l{layer}"
        for layer in (0, 1)
        for ours, theirs in (("W_x", "weight_ih"), ("W_h", "weight_hh"), ("b", "bias_ih"))
    },
    "both": {
        f"{ours}{mark}": f"{theirs}_l0{ending}"
        for mark, ending in ((">", ""), ("<", "_reverse"))
        for ours, theirs in (("W_x", "weight_ih"), ("W_h", "weight_hh"), ("b", "bias_ih"))
    },
}


def sines(*shape):
    return np.sin(np.arange(1.0, np.prod(shape) + 1)).reshape(shape)


def one_unit(D):
    return {"W_x": sines(D, 4), "W_h": sines(1, 4), "b": sines(1, 4)}


def marked(p, mark, sign=1.0):
    return {name + mark: sign * array for name, array in p.items()}


PARAMETERS = {
    "gru": {"W_x": sines(3, 6), "W_h": sines(2, 6), "b": sines(1, 6), "b_h": sines(1, 2)},
    "two": marked(one_unit(3), "0") | marked(one_unit(1), "1"),
    "both": marked(one_unit(3), ">") | marked(one_unit(3), "<", -1.0),
}


@pytest.fixture(scope="module")
def built():
    """Run the cells that define the layers, without those that train."""
    names = {"np": np, "lc": lc, "namedtuple": namedtuple}
    for cell in BUILT:
        exec(compile(SOURCES[cell], cell, "exec"), names)
    layers = {"gru": names["gru"], "two": names["two_layers"](names["lstm"])}
    return SimpleNamespace(**layers, both=names["both_ways"](names["lstm"]))


@pytest.fixture(scope="module")
def golden():
    with np.load(FOLDER / "relatives.npz", allow_pickle=False) as stored:
        return dict(stored)


@pytest.mark.parametrize("kind", PARAMETERS)
def test_hidden_states_and_gradients_are_pytorch_s(kind, built, golden):
    layer, p = getattr(built, kind), PARAMETERS[kind]
    h, kept = layer.forward(p, sines(4, 2, 3))
    np.testing.assert_allclose(h, golden[f"{kind}/hidden"], **TOLERANCE)
    own_dh = np.cos(np.arange(1.0, h.size + 1)).reshape(h.shape)
    gradients, _ = layer.backward(p, kept, own_dh)
    for ours, theirs in IN_TORCH[kind].items():
        expected = np.atleast_2d(golden[f"{kind}/gradients/{theirs}"])
        np.testing.assert_allclose(gradients[ours], expected, **TOLERANCE, err_msg=ours)
    if kind == "gru":
        expected = golden["gru/gradients/bias_hh_l0"][None, -2:]
        np.testing.assert_allclose(gradients["b_h"], expected, **TOLERANCE)


def test_the_gru_gives_the_logits_of_keras(built):
    """With Keras' own weights, which `CharGRU.from_keras` brings into our order."""
    with np.load(FOLDER / "interchange.npz", allow_pickle=False) as stored:
        case = "keras/gru/float64"
        count = sum(name.startswith(f"{case}/weights/") for name in stored.files)
        weights = [stored[f"{case}/weights/{number}"] for number in range(count)]
        inputs, logits = stored["inputs"], stored[f"{case}/logits"]
    parameters = lc.CharGRU.from_keras(weights).parameters
    p = {name: np.atleast_2d(getattr(parameters, name)) for name in ("W_x", "W_h", "b", "b_h")}
    h, _ = built.gru.forward(p, lc.one_hot(inputs, len(parameters.W_x)))
    np.testing.assert_allclose(h @ parameters.W_y + parameters.b_y, logits, **TOLERANCE)


@pytest.mark.parametrize(
    ("cell", "kind", "steps"), [("gru-proof", "gru", [-1]), ("both-proof", "both", [0, -1])]
)
def test_the_numbers_that_the_notebook_ascribes_to_pytorch_are_pytorch_s(cell, kind, steps, golden):
    written = re.findall(r"^(?:from_pytorch|first|last) = (\[\[.+\]\])", SOURCES[cell], re.M)
    numbers = [float(number) for number in re.findall(r"-?\d\.\d+", " ".join(written))]
    np.testing.assert_allclose(numbers, golden[f"{kind}/hidden"][steps].ravel(), rtol=1e-8)


@pytest.mark.skipif(
    importlib.util.find_spec("torch") is None,
    reason="PyTorch is not installed: its stored golden values alone were compared",
)
def test_stored_values_are_what_pytorch_computes_today(golden, monkeypatch):
    monkeypatch.syspath_prepend(FOLDER)
    make_relatives = importlib.import_module("make_relatives")
    for name, array in make_relatives.compute().items():
        np.testing.assert_allclose(golden[name], array, **TOLERANCE, err_msg=name)
