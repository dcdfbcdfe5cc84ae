"""The fused kernel is held to cell.py, one sequence and one step at a time."""

import numpy as np
import pytest
from differences import assert_same
from hypothesis import given
from hypothesis import strategies as st

import lstm_core as lc
from lstm_core.kernels import numpy_kernel

sizes = st.integers(1, 6)
seeds = st.integers(0, 1000)


def random_layer(T, B, V, H, seed, dtype=np.float64):
    """Random weights, inputs, a state, and derivatives by the hidden states."""
    random = np.random.default_rng(seed)
    shapes = [(V, 4 * H), (H, 4 * H), (4 * H,), (B, H), (B, H), (T, B, H)]
    W_x, W_h, b, h, c, dh = (random.normal(size=shape).astype(dtype) for shape in shapes)
    return W_x, W_h, b, random.integers(0, V, (T, B)), h, c, dh


def cell_forward(W_x, W_h, b, inputs, h_first, c_first):
    """The steps of cell.py: a list over time of lists over the batch."""
    x = lc.one_hot(inputs, len(W_x))
    steps = []
    for t in range(len(inputs)):
        before = steps[-1] if steps else None
        steps.append(
            [
                lc.lstm_step(
                    x[t, k],
                    before[k].h if before else h_first[k],
                    before[k].c if before else c_first[k],
                    W_x,
                    W_h,
                    b,
                )
                for k in range(inputs.shape[1])
            ]
        )
    return steps


def cell_backward(W_x, W_h, steps, dh, dh_last, dc_last):
    """Derivatives by z, c and h, and by the state before, from cell.py's step backward."""
    T, B, H = dh.shape
    dz, dc_prev, dh_all = np.empty((T, B, 4 * H)), np.empty((T, B, H)), dh.copy()
    dh_first = np.empty((B, H))
    for k in range(B):
        from_later, dc = dh_last[k], dc_last[k]
        for t in reversed(range(T)):
            dh_all[t, k] += from_later
            back = lc.lstm_step_backward(dh_all[t, k], dc, steps[t][k], W_x, W_h)
            dz[t, k], dc_prev[t, k] = back.db, back.dc_prev
            from_later, dc = back.dh_prev, back.dc_prev
        dh_first[k] = from_later
    return dz, dc_prev, dh_all, dh_first, dc_prev[0]


def assert_kernel_agrees_with_cell(kernel, T, B, V, H, seed, dtype=np.float64, tolerance=1e-12):
    """Compare everything that the kernel returns with what cell.py computes in float64."""
    W_x, W_h, b, inputs, h, c, dh = random_layer(T, B, V, H, seed, dtype)
    exact = [array.astype(np.float64) for array in (W_x, W_h, b, h, c, dh)]
    steps = cell_forward(*exact[:3], inputs, *exact[3:5])
    dlast = tuple(np.random.default_rng(seed + 1).normal(size=(2, B, H)).astype(dtype))

    layer = kernel.forward(W_x, W_h, b, inputs, h, c)

    def of_cell(value):
        return np.array([[value(step) for step in row] for row in steps])

    gates = of_cell(lambda s: np.concatenate([s.i, s.f, s.g, s.o]))
    assert_same(layer.gates, gates, tolerance, "gates")
    assert_same(layer.cell_state, of_cell(lambda s: s.c), tolerance, "cell state")
    assert_same(layer.tanh_cell, of_cell(lambda s: np.tanh(s.c)), tolerance, "tanh of the cell")
    assert_same(layer.hidden_state, of_cell(lambda s: s.h), tolerance, "hidden state")

    names = ("dz", "dc times the forget gate", "dh", "dh before the first step", "dc before it")
    nothing = (np.zeros((B, H)), np.zeros((B, H)))
    for after, later in ((None, nothing), (dlast, [a.astype(np.float64) for a in dlast])):
        back = kernel.backward(W_h, layer, c, dh.copy(), after)
        actual = (back.dz, back.dc * gates[..., H : 2 * H], back.dh, back.dh_first, back.dc_first)
        expected = cell_backward(*exact[:2], steps, exact[5], *later)
        for name, ours, theirs in zip(names, actual, expected, strict=True):
            assert_same(ours, theirs, tolerance, name)


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
    assert_kernel_agrees_with_cell(numpy_kernel, T, B, V, H, seed, np.float32, tolerance=1e-5)


@pytest.mark.parametrize("dtype", [np.float32, np.float64])
def test_the_type_of_the_numbers_stays(dtype):
    *arguments, dh = random_layer(4, 3, 5, 2, seed=0, dtype=dtype)
    layer = numpy_kernel.forward(*arguments)
    back = numpy_kernel.backward(arguments[1], layer, arguments[5], dh)
    assert {array.dtype for array in (*layer, *back)} == {np.dtype(dtype)}


def test_only_dh_is_overwritten():
    *arguments, dh = random_layer(4, 3, 5, 2, seed=0)
    before = [array.copy() for array in arguments]
    layer = numpy_kernel.forward(*arguments)
    kept = [array.copy() for array in layer]
    back = numpy_kernel.backward(arguments[1], layer, arguments[5], dh)
    for array, copy in zip([*arguments, *layer], [*before, *kept], strict=True):
        np.testing.assert_array_equal(array, copy)
    assert back.dh is dh


def test_saturated_gates_warn_of_nothing():
    W_x, W_h, b, inputs, h, c, dh = random_layer(5, 2, 3, 4, seed=0)
    layer = numpy_kernel.forward(1e4 * W_x, 1e4 * W_h, 1e4 * b, inputs, h, c)
    gates = layer.gates.reshape(5, 2, 4, 4)
    assert ((gates[:, :, [0, 1, 3]] >= 0) & (gates[:, :, [0, 1, 3]] <= 1)).all()
    assert np.isfinite(numpy_kernel.backward(1e4 * W_h, layer, c, dh).dz).all()
