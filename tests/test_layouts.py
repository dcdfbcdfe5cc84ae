"""Each place of the layouts is code; run on the arrays that go to a library, it gives our block."""

import numpy as np
import pytest

import lstm_core as lc
from lstm_core.layouts import ARRAYS, GATES, weight_rows

V, H = 7, 5


def model_of(network):
    """Return a network whose biases are no zeros, so that a wrong bias is seen."""
    if network == "lstm":
        model = lc.CharLSTM(V, H, seed=1)
    else:
        model = lc.CharGRU(V, H, seed=1, reset_after=True)
    model.parameters.vector[:] = np.random.default_rng(2).normal(size=model.parameters.vector.size)
    return model


def arrays_of(model, network):
    """Return what each library has, by the names that the layouts use."""
    torch = {name.removeprefix(f"{network}."): array for name, array in model.to_torch().items()}
    kernel, recurrent, bias, *_ = model.to_keras()
    keras = {"kernel": kernel, "recurrent_kernel": recurrent, "bias": bias}
    ours = {name: getattr(model.parameters, name) for name in ("W_x", "W_h", "b")}
    if network == "gru":
        ours["b_h"] = model.parameters.b_h
    return {"lstm_core": ours, "PyTorch": torch, "Keras": keras}


def blocks_at(place, arrays):
    return [eval(code, {"__builtins__": {}}, dict(arrays)) for code in place.split(" and ")]


@pytest.mark.parametrize("network", GATES)
@pytest.mark.parametrize("array", ARRAYS)
def test_the_code_of_a_place_gives_our_block(network, array):
    arrays = arrays_of(model_of(network), network)
    row = next(row for row in weight_rows(network, V, H) if row.array == array)
    assert list(row.held[0].places) == list(GATES[network])
    for gate in GATES[network]:
        wanted, *others = (blocks_at(held.places[gate], arrays[held.library]) for held in row.held)
        assert len(wanted) == (2 if (network, array, gate) == ("gru", "b", "g") else 1)
        for found in others:
            assert len(found) == len(wanted)
            for ours, theirs in zip(wanted, found, strict=True):
                np.testing.assert_array_equal(theirs, ours)


@pytest.mark.parametrize("network", GATES)
def test_names_and_shapes_are_those_of_the_arrays(network):
    arrays = arrays_of(model_of(network), network)
    for row in weight_rows(network, V, H)[:-1]:
        for held in row.held:
            names = held.name.split(", ")
            shapes = {str(arrays[held.library][name].shape) for name in names}
            assert all(shape in held.shape for shape in shapes), (held.name, shapes)
            blocks = len(GATES[network])
            assert all(len(strip) == blocks for strip in held.strips)


@pytest.mark.parametrize("network", GATES)
def test_the_blocks_stand_in_the_order_of_their_places(network):
    for row in weight_rows(network, V, H)[:-1]:
        for held in row.held:
            starts = {g: int(place.split("[")[1].removeprefix(":, ").removeprefix("0, ").split(":")[0])
                      for g, place in held.places.items()}  # fmt: skip
            order = [block.gate for block in held.strips[0]]
            assert order == sorted(starts, key=starts.get)
