"""The fused kernel is held to cell.py, one sequence and one step at a time."""

import numpy as np
import pytest
from agreement import assert_kernel_agrees_with_cell, random_layer
from hypothesis import given
from hypothesis import strategies as st

from lstm_core.kernels import numpy_kernel

sizes = st.integers(1, 6)
seeds = st.integers(0, 1000)


@given(sizes, sizes, sizes, sizes, seeds)
def test_the_kernel_gives_the_numbers_of_the_cell(T, B, V, H, seed):
    assert_kernel_agrees_with_cell(numpy_kernel, T, B, V, H, seed)


def test_the_kernel_gives_the_numbers_of_the_cell_over_a_long_text():
    assert_kernel_agrees_with_cell(numpy_kernel, T=150, B=1, V=35, H=25, seed=0)


@pytest.mark.parametrize("steps", [1, 2, 3, 7, 10, 100])
def test_the_blocks_in_which_the_way_back_is_worked_on_change_nothing(monkeypatch, steps):
    monkeypatch.setattr(numpy_kernel, "IN_CACHE", steps * 3 * 4)
    assert_kernel_agrees_with_cell(numpy_kernel, T=10, B=3, V=5, H=4, seed=0)


@pytest.mark.parametrize("widest", [1, 4, 5, 15, 16])  # 4H = 16
def test_the_blocks_of_columns_in_which_the_way_forward_multiplies_change_nothing(monkeypatch, widest):
    monkeypatch.setattr(numpy_kernel, "WIDEST", widest)
    assert_kernel_agrees_with_cell(numpy_kernel, T=10, B=3, V=5, H=4, seed=0)


@given(sizes, sizes, sizes, sizes, seeds)
def test_float32_is_close(T, B, V, H, seed):
    assert_kernel_agrees_with_cell(numpy_kernel, T, B, V, H, seed, "float32", tolerance=1e-5)


@pytest.mark.parametrize("dtype", ["float32", "float64"])
def test_the_type_of_the_numbers_stays(dtype):
    p, inputs, state, dh, dlogits, dfinal_state = random_layer(4, 3, 5, 2, seed=0, dtype=dtype)
    layer = numpy_kernel.forward(p, inputs, state)
    back = numpy_kernel.backward(p, layer, dh, dlogits, dfinal_state)
    arrays = (*layer[2:], *back[:3], *back.dinitial_state, back.gradients.vector)
    assert {array.dtype for array in arrays} == {np.dtype(dtype)}


def test_only_dh_is_overwritten():
    p, inputs, state, dh, dlogits, dfinal_state = random_layer(4, 3, 5, 2, seed=0)
    given_arrays = (p.vector, inputs, *state, dlogits, *dfinal_state)
    before = [array.copy() for array in given_arrays]
    layer = numpy_kernel.forward(p, inputs, state)
    kept = [array.copy() for array in layer[2:]]
    back = numpy_kernel.backward(p, layer, dh, dlogits, dfinal_state)
    for array, copy in zip([*given_arrays, *layer[2:]], [*before, *kept], strict=True):
        np.testing.assert_array_equal(array, copy)
    assert back.dhidden_state is dh


def test_saturated_gates_warn_of_nothing():
    p, inputs, state, *derivatives = random_layer(5, 2, 3, 4, seed=0)
    p.vector *= 1e4
    layer = numpy_kernel.forward(p, inputs, state)
    gates = layer.gates.reshape(5, 2, 4, 4)
    assert ((gates[:, :, [0, 1, 3]] >= 0) & (gates[:, :, [0, 1, 3]] <= 1)).all()
    assert np.isfinite(numpy_kernel.backward(p, layer, *derivatives).dz).all()
