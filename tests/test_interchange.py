"""Weights for PyTorch and Keras, and back: golden values, and the libraries where installed."""

import importlib.util
import os
import sys
from pathlib import Path

import numpy as np
import pytest

import lstm_core as lc

FOLDER = Path(__file__).with_name("golden")
TOLERANCE = {"float32": 1e-6, "float64": 1e-12}
FAMILIES = {
    "lstm": lc.CharLSTM,
    "stacked": lc.StackedCharLSTM,
    "gru": lc.CharGRU,
    "gru_before": lc.CharGRU,
}
with np.load(FOLDER / "interchange.npz", allow_pickle=False) as stored:
    GOLDEN = dict(stored)
CASES = sorted({name.rsplit("/", 1)[0] for name in GOLDEN if name.endswith("/logits")})
LIBRARIES = all(importlib.util.find_spec(name) for name in ("torch", "keras", "tensorflow"))
LIBRARIES = LIBRARIES or "LSTM_REQUIRE_LIBRARIES" in os.environ  # CI: then they must be there
NOT_INSTALLED = "PyTorch, Keras or TensorFlow is not installed: their stored values alone were compared"
types = pytest.mark.parametrize("dtype", TOLERANCE)


def live(test):
    """Mark a test that runs the libraries; Keras 3.15 calls what NumPy 2 has deprecated."""
    test = pytest.mark.filterwarnings("ignore::DeprecationWarning")(test)
    return pytest.mark.skipif(not LIBRARIES, reason=NOT_INSTALLED)(test)


def assert_close(ours, theirs, dtype):
    """Compare relative to the largest number, as far as the type allows."""
    tolerance = TOLERANCE[dtype] * max(1.0, float(np.abs(theirs).max()))
    np.testing.assert_allclose(ours, theirs, rtol=0, atol=tolerance)


def part(case, folder):
    """The arrays of one case in one folder of the file, by name."""
    start = f"{case}/{folder}/"
    return {name.removeprefix(start): array for name, array in GOLDEN.items() if name.startswith(start)}


def golden_model(case):
    library, kind, _ = case.split("/")
    weights = part(case, "weights")
    if library == "torch":
        return FAMILIES[kind].from_torch(weights)
    return FAMILIES[kind].from_keras([weights[str(number)] for number in range(len(weights))])


def random_model(kind, dtype, seed=0, V=6, H=5):
    """A network with no zeros among its weights."""
    options = {"gru": {"reset_after": True}, "gru_before": {"reset_after": False}}.get(kind, {})
    model = FAMILIES[kind](V, H, dtype=dtype, **options)
    random = np.random.default_rng(seed)
    model.parameters.vector[...] = random.uniform(-1, 1, model.parameters.count)
    return model


# Golden values


def test_golden_values_cover_both_libraries_all_families_and_types():
    assert len(CASES) == 2 * 3 + 2 * 4
    assert {case.split("/")[0] for case in CASES} == {"torch", "keras"}
    assert (FOLDER / "interchange.npz").stat().st_size < 200_000


@pytest.mark.parametrize("case", CASES)
def test_weights_of_a_library_give_the_library_s_logits(case):
    model, dtype = golden_model(case), case.split("/")[2]
    assert model.dtype == dtype
    logits = model.forward(GOLDEN["inputs"]).logits
    assert_close(logits, GOLDEN[f"{case}/logits"], dtype)


@pytest.mark.parametrize("case", [case for case in CASES if case.startswith("torch")])
def test_gradients_are_pytorch_s_by_the_same_names(case):
    model, dtype = golden_model(case), case.split("/")[2]
    gradients = model.backward(model.forward(GOLDEN["inputs"]), GOLDEN["targets"])
    ours = type(model).from_parameters(gradients).to_torch()
    theirs = part(case, "gradients")
    assert set(ours) == set(theirs)
    for name, gradient in theirs.items():
        if "bias_hh" not in name:  # it has the gradient of the first bias: they are added
            assert_close(ours[name], gradient, dtype)
        elif "gru" in name:
            assert_close(ours[name][10:], gradient[10:], dtype)  # but for the GRU's candidate


@pytest.mark.parametrize("case", CASES)
def test_what_comes_in_goes_out_again(case):
    library, _, dtype = case.split("/")
    weights, model = part(case, "weights"), golden_model(case)
    if library == "keras":
        for number, array in enumerate(model.to_keras()):
            theirs = weights[str(number)]
            if len(array) == 2:  # of the two biases of a GRU's gates the sum counts
                array, theirs = (both.sum(axis=0)[:10] for both in (array, theirs))
            assert_close(array, theirs, dtype)
        return
    ours = model.to_torch()
    assert list(ours) == list(weights)  # in PyTorch's order as well
    for name, array in ours.items():
        assert array.dtype == dtype
        assert array.flags.c_contiguous
        if "bias" not in name:
            np.testing.assert_array_equal(array, weights[name])
        elif "linear" not in name:
            first, second = (name.replace("_hh_", "_ih_"), name.replace("_ih_", "_hh_"))
            assert_close(ours[first] + ours[second], weights[first] + weights[second], dtype)


# Names and forms


def test_an_lstm_has_pytorch_s_names_and_shapes():
    model = random_model("lstm", "float64")
    p, arrays = model.parameters, model.to_torch()
    assert {name: array.shape for name, array in arrays.items()} == {
        "lstm.weight_ih_l0": (20, 6),
        "lstm.weight_hh_l0": (20, 5),
        "lstm.bias_ih_l0": (20,),
        "lstm.bias_hh_l0": (20,),
        "linear.weight": (6, 5),
        "linear.bias": (6,),
    }
    np.testing.assert_array_equal(arrays["lstm.weight_hh_l0"], p.W_h.T)
    np.testing.assert_array_equal(arrays["lstm.bias_ih_l0"], p.b)
    assert not arrays["lstm.bias_hh_l0"].any()
    stacked = random_model("stacked", "float64").to_torch()
    assert stacked["lstm.weight_ih_l1"].shape == (20, 5)
    gru = random_model("gru", "float64").to_torch()
    assert {name.split(".")[0] for name in gru} == {"gru", "linear"}


def test_keras_has_the_order_of_get_weights():
    p = random_model("lstm", "float64").parameters
    arrays = lc.CharLSTM.from_parameters(p).to_keras()
    for ours, theirs in zip((p.W_x, p.W_h, p.b, p.W_y, p.b_y), arrays, strict=True):
        np.testing.assert_array_equal(ours, theirs)
    assert [a.shape for a in random_model("stacked", "float64").to_keras()] == [
        *((6, 20), (5, 20), (20,), (5, 20), (5, 20), (20,), (5, 6), (6,))
    ]
    assert random_model("gru", "float64").to_keras()[2].shape == (2, 15)
    before = random_model("gru_before", "float64")
    assert before.to_keras()[2].shape == (15,)
    reset, update, _ = np.split(before.parameters.b, 3)
    np.testing.assert_array_equal(before.to_keras()[2][:10], np.concatenate([update, reset]))


@types
@pytest.mark.parametrize("kind", FAMILIES)
def test_there_and_back_is_the_same_network(kind, dtype):
    model = random_model(kind, dtype)
    ways = [lambda m: type(m).from_keras(m.to_keras())]
    if kind != "gru_before":
        ways.append(lambda m: type(m).from_torch(m.to_torch()))
    for way in ways:
        again = way(model)
        assert again.dtype == dtype
        np.testing.assert_array_equal(again.parameters.vector, model.parameters.vector)
        again.parameters.vector[...] = 0.0
        assert model.parameters.vector.all()  # a copy


def test_arrays_are_copies():
    model = random_model("lstm", "float64")
    for array in (*model.to_torch().values(), *model.to_keras()):
        array[...] = 0.0
    assert model.parameters.vector.all()


def test_one_array_of_float64_makes_a_network_of_float64():
    arrays = random_model("lstm", "float32").to_torch()
    assert lc.CharLSTM.from_torch(arrays).dtype == np.float32
    arrays["linear.bias"] = arrays["linear.bias"].tolist()
    assert lc.CharLSTM.from_torch(arrays).dtype == np.float64


# What is refused


def test_a_reset_before_the_product_is_refused_for_pytorch():
    with pytest.raises(lc.ArgumentError, match=r"resets after the product.*reset_after=True"):
        lc.CharGRU(5, 4).to_torch()


@pytest.mark.parametrize(
    ("change", "message"),
    [
        ({"lstm.bias_hh_l0": None}, "lack 'lstm.bias_hh_l0'"),
        ({"lstm.weight_ih_l0_reverse": np.ones(3)}, "names that no network of this package has"),
        ({"lstm.weight_hh_l0": np.ones((20, 4))}, r"lstm.weight_hh_l0 must have the shape \(20, 5\)"),
        ({"lstm.weight_ih_l0": np.ones((6, 20))}, r"lstm.weight_ih_l0 must have the shape \(20, 6\)"),
        ({"linear.bias": np.ones(5)}, "linear.bias must have the shape"),
        ({"linear.bias": np.full(6, np.nan)}, "linear.bias must be finite"),
        ({"linear.weight": np.ones(6)}, "linear.weight must have the shape"),
    ],
)
def test_arrays_of_pytorch_that_do_not_fit_are_refused_by_name(change, message):
    arrays = random_model("lstm", "float64").to_torch() | change
    arrays = {name: array for name, array in arrays.items() if array is not None}
    with pytest.raises(lc.LSTMCoreError, match=message):
        lc.CharLSTM.from_torch(arrays)


def test_weights_of_another_family_are_refused():
    stacked, gru = random_model("stacked", "float64"), random_model("gru", "float64")
    for take, arrays in (
        (lc.CharLSTM.from_torch, stacked.to_torch()),
        (lc.CharLSTM.from_keras, stacked.to_keras()),
    ):
        with pytest.raises(lc.ArgumentError, match="2 layers, but a CharLSTM has one"):
            take(arrays)
    with pytest.raises(lc.ArgumentError, match=r"lack 'lstm\.weight_ih_l0'"):
        lc.CharLSTM.from_torch(gru.to_torch())
    with pytest.raises(lc.ShapeError, match=r"arrays\[0\] must have the shape \(6, 20\)"):
        lc.CharLSTM.from_keras(gru.to_keras())
    with pytest.raises(lc.ArgumentError, match=r"lack 'gru\.weight_ih_l0'"):
        lc.CharGRU.from_torch(stacked.to_torch())


@pytest.mark.parametrize("count", [0, 2, 3, 4, 6])
def test_too_few_or_too_many_arrays_of_keras_are_refused(count):
    arrays = (random_model("lstm", "float64").to_keras() * 2)[:count]
    with pytest.raises(lc.ArgumentError, match="arrays must be a list of kernel, recurrent kernel"):
        lc.CharLSTM.from_keras(arrays)


# The libraries themselves


@pytest.fixture(scope="module")
def libraries():
    sys.path.insert(0, str(FOLDER))
    try:
        yield importlib.import_module("libraries")
    finally:
        sys.path.remove(str(FOLDER))


@live
@types
@pytest.mark.parametrize("kind", ["lstm", "stacked", "gru"])
def test_pytorch_gives_our_numbers_and_its_training_comes_back(libraries, kind, dtype):
    import torch

    model = random_model(kind, dtype, seed=3)
    inputs, targets = libraries.draw_text()
    network = libraries.TorchNetwork(kind, dtype).set_arrays(model.to_torch())
    assert_close(model.forward(inputs).logits, network(inputs).detach().numpy(), dtype)

    optimizer = torch.optim.SGD(network.parameters(), lr=0.01)
    network.loss(inputs, targets).backward()
    optimizer.step()
    trained = type(model).from_torch(network.state_dict())
    assert trained.dtype == dtype
    expected = network(inputs).detach().numpy()
    assert_close(trained.forward(inputs).logits, expected, dtype)
    assert np.abs(expected - model.forward(inputs).logits).max() > 1e-3  # it has learned


@live
@types
@pytest.mark.parametrize("kind", FAMILIES)
def test_keras_gives_our_numbers_and_its_weights_come_back(libraries, kind, dtype):
    model = random_model(kind, dtype, seed=4)
    inputs, _ = libraries.draw_text()
    network = libraries.keras_network(kind, dtype)
    network.set_weights(model.to_keras())
    logits = libraries.keras_logits(network, inputs, dtype)
    assert_close(model.forward(inputs).logits, logits, dtype)
    again = type(model).from_keras(network.get_weights())
    np.testing.assert_array_equal(again.parameters.vector, model.parameters.vector)


@live
def test_stored_values_are_what_the_libraries_compute_today(libraries):
    make = importlib.import_module("make_interchange")
    for name, array in make.compute().items():
        if array.dtype.kind == "f":
            assert_close(GOLDEN[name], array, str(array.dtype))
