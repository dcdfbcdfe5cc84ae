"""Our numbers against PyTorch: stored golden values, and nn.LSTM itself where it is installed."""

import importlib
import importlib.util
from pathlib import Path

import numpy as np
import pytest

import lstm_core as lc
from lstm_core.parameters import ARRAY_NAMES

FOLDER = Path(__file__).with_name("golden")
TOLERANCE = {"rtol": 1e-10, "atol": 1e-12}


def load_cases():
    with np.load(FOLDER / "pytorch_lstm.npz", allow_pickle=False) as stored:
        arrays = {name: stored[name] for name in stored.files if "." in name}
    cases = {}
    for name, array in arrays.items():
        case, key = name.split(".")
        cases.setdefault(case, {})[key] = array
    return cases


CASES = load_cases()


@pytest.fixture(params=CASES)
def golden(request):
    return CASES[request.param]


def model_of(golden):
    return lc.CharLSTM.from_parameters(lc.Parameters(*(golden[name] for name in ARRAY_NAMES)))


def test_forward_pass_gives_pytorch_s_states_and_logits(golden):
    trace = model_of(golden).forward(golden["inputs"], (golden["h_first"], golden["c_first"]))
    np.testing.assert_allclose(trace.hidden_state, golden["hidden_state"], **TOLERANCE)
    np.testing.assert_allclose(trace.logits, golden["logits"], **TOLERANCE)
    h, c = trace.final_state
    np.testing.assert_allclose(h, golden["h_last"], **TOLERANCE)
    np.testing.assert_allclose(c, golden["c_last"], **TOLERANCE)


def test_loss_is_pytorch_s_loss(golden):
    trace = model_of(golden).forward(golden["inputs"], (golden["h_first"], golden["c_first"]))
    loss = lc.cross_entropy(trace.logits, golden["targets"], str(golden["reduction"]))
    assert loss == pytest.approx(float(golden["loss"]), rel=1e-12)


def test_gradients_are_pytorch_s_gradients(golden):
    model = model_of(golden)
    trace = model.forward(golden["inputs"], (golden["h_first"], golden["c_first"]))
    gradients = model.backward(trace, golden["targets"], str(golden["reduction"]))
    for name, gradient in gradients.arrays():
        np.testing.assert_allclose(gradient, golden[f"d{name}"], **TOLERANCE, err_msg=name)


def test_golden_values_cover_both_reductions_batches_and_carried_states():
    assert {str(case["reduction"]) for case in CASES.values()} == {"sum", "mean"}
    assert {case["inputs"].ndim for case in CASES.values()} == {1, 2}
    assert {bool(case["c_first"].any()) for case in CASES.values()} == {True, False}
    assert (FOLDER / "pytorch_lstm.npz").stat().st_size < 100_000


@pytest.mark.skipif(
    importlib.util.find_spec("torch") is None,
    reason="PyTorch is not installed: its stored golden values alone were compared",
)
def test_stored_values_are_what_pytorch_computes_today(monkeypatch):
    monkeypatch.syspath_prepend(FOLDER)
    make_golden = importlib.import_module("make_golden")
    for name, array in make_golden.compute().items():
        if name != "torch_version" and array.dtype.kind == "f":
            case, key = name.split(".")
            np.testing.assert_allclose(CASES[case][key], array, **TOLERANCE, err_msg=name)
