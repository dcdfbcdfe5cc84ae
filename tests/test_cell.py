"""The LSTM's equations, one step forward and one step back."""

from math import exp, tanh

import numpy as np
import pytest
from differences import assert_same, assert_slopes, slopes
from hypothesis import given
from hypothesis import strategies as st

import lstm_core as lc
from lstm_core import cell

sizes = st.integers(1, 4)
seeds = st.integers(0, 1000)


def random_step(B, D, H, seed):
    """Random arguments of lstm_step; B = 0 means one sequence without a batch axis."""
    random = np.random.default_rng(seed)
    rows = (B,) if B else ()
    shapes = [(*rows, D), (*rows, H), (*rows, H), (D, 4 * H), (H, 4 * H), (4 * H,)]
    return [random.normal(size=shape) for shape in shapes]


def step_by_hand(x, h_prev, c_prev, W_x, W_h, b):
    """One step for one sequence, one number at a time, in plain Python."""
    H, D = len(h_prev), len(x)

    def z(gate, unit):
        k = gate * H + unit
        from_input = sum(x[d] * W_x[d][k] for d in range(D))
        return from_input + sum(h_prev[j] * W_h[j][k] for j in range(H)) + b[k]

    def squash(value):
        return 1 / (1 + exp(-value))

    c, h = [], []
    for unit in range(H):
        i, f, o = squash(z(0, unit)), squash(z(1, unit)), squash(z(3, unit))
        c.append(f * c_prev[unit] + i * tanh(z(2, unit)))
        h.append(o * tanh(c[-1]))
    return h, c


def assert_step_is_its_equations(cell, D, H, seed):
    """Compare lstm_step with `step_by_hand`."""
    arguments = random_step(0, D, H, seed)
    h, c = step_by_hand(*(a.tolist() for a in arguments))
    step = cell.lstm_step(*arguments)
    np.testing.assert_allclose(step.h, h, atol=1e-14)
    np.testing.assert_allclose(step.c, c, atol=1e-14)


def assert_backward_is_the_derivative(cell, B, D, H, seed):
    """Compare every derivative that lstm_step_backward returns with central differences."""
    arguments = random_step(B, D, H, seed)
    step = cell.lstm_step(*arguments)
    random = np.random.default_rng(seed + 1)
    dh, dc = random.normal(size=step.h.shape), random.normal(size=step.c.shape)

    def loss():  # its derivative with respect to h is dh, and to c, besides the path through h, dc
        again = cell.lstm_step(*arguments)
        return (again.h * dh).sum() + (again.c * dc).sum()

    gradients = cell.lstm_step_backward(dh, dc, step, *arguments[3:5])
    for name, array in zip(("x", "h_prev", "c_prev", "W_x", "W_h", "b"), arguments, strict=True):
        assert_slopes(getattr(gradients, f"d{name}"), slopes(loss, array))


@given(sizes, sizes, seeds)
def test_a_step_is_the_equations_number_by_number(D, H, seed):
    assert_step_is_its_equations(cell, D, H, seed)


@given(sizes, sizes, sizes, seeds)
def test_sequences_of_a_batch_do_not_touch_each_other(B, D, H, seed):
    x, h_prev, c_prev, *weights = random_step(B, D, H, seed)
    together = lc.lstm_step(x, h_prev, c_prev, *weights)
    for k in range(B):
        alone = lc.lstm_step(x[k], h_prev[k], c_prev[k], *weights)
        for name in ("i", "f", "g", "o", "c", "h"):
            assert_same(getattr(together, name)[k], getattr(alone, name), 1e-13, name)


@given(sizes, sizes, sizes, seeds)
def test_a_batch_s_weight_gradients_are_the_sum_over_its_sequences(B, D, H, seed):
    x, h_prev, c_prev, *weights = random_step(B, D, H, seed)
    dh, dc = np.random.default_rng(seed).normal(size=(2, B, H))
    together = lc.lstm_step_backward(dh, dc, lc.lstm_step(x, h_prev, c_prev, *weights), *weights[:2])
    alone = [
        lc.lstm_step_backward(
            dh[k], dc[k], lc.lstm_step(x[k], h_prev[k], c_prev[k], *weights), *weights[:2]
        )
        for k in range(B)
    ]
    for name in ("dx", "dh_prev", "dc_prev"):
        assert_same(getattr(together, name), np.stack([getattr(one, name) for one in alone]), 1e-13)
    for name in ("dW_x", "dW_h", "db"):
        assert_same(getattr(together, name), sum(getattr(one, name) for one in alone), 1e-12)


@given(st.integers(0, 3), sizes, sizes, seeds)
def test_every_derivative_agrees_with_finite_differences(B, D, H, seed):
    assert_backward_is_the_derivative(cell, B, D, H, seed)


def test_an_open_forget_gate_and_a_closed_input_gate_keep_the_cell_state():
    H = 3
    b = np.concatenate([np.full(H, -50.0), np.full(H, 50.0), np.ones(H), np.ones(H)])
    c_prev = np.array([-2.0, 0.5, 3.0])
    step = lc.lstm_step(np.ones(2), np.zeros(H), c_prev, np.zeros((2, 4 * H)), np.zeros((H, 4 * H)), b)
    np.testing.assert_allclose(step.c, c_prev, rtol=1e-15)


def test_float32_stays_float32_on_both_ways():
    arguments = [a.astype(np.float32) for a in random_step(2, 3, 4, seed=0)]
    step = lc.lstm_step(*arguments)
    gradients = lc.lstm_step_backward(step.h, step.c, step, *arguments[3:5])
    for result in (step, gradients):
        assert {getattr(result, name).dtype for name in result.__slots__} == {np.dtype(np.float32)}


def test_a_step_keeps_its_arguments_as_they_are():
    arguments = random_step(2, 3, 4, seed=0)
    before = [a.copy() for a in arguments]
    step = lc.lstm_step(*arguments)
    dh, dc = np.ones((2, 2, 4))
    lc.lstm_step_backward(dh, dc, step, *arguments[3:5])
    for array, copy in zip(
        [*arguments, dh, dc], [*before, np.ones((2, 4)), np.ones((2, 4))], strict=True
    ):
        np.testing.assert_array_equal(array, copy)


@pytest.mark.parametrize("position", range(6))
@pytest.mark.parametrize("wrong", [np.ones((2, 2, 2)), np.zeros((0,)), [1.0, np.nan], "abc", None, 1.0])
def test_what_does_not_fit_is_refused(position, wrong):
    arguments = random_step(2, 3, 4, seed=0)
    arguments[position] = wrong
    name = ("x", "h_prev", "c_prev", "W_x", "W_h", "b")[position]
    with pytest.raises(lc.LSTMCoreError, match=name):
        lc.lstm_step(*arguments)


@pytest.mark.parametrize("position", range(5))
@pytest.mark.parametrize("wrong", [np.ones((2, 2, 2)), np.zeros((0,)), [1.0, np.nan], "abc", None, 1.0])
def test_what_does_not_fit_is_refused_on_the_way_back(position, wrong):
    arguments = random_step(2, 3, 4, seed=0)
    step = lc.lstm_step(*arguments)
    backward = [step.h, step.c, step, *arguments[3:5]]
    backward[position] = wrong
    with pytest.raises(lc.LSTMCoreError, match=("dh", "dc", "step", "W_x", "W_h")[position]):
        lc.lstm_step_backward(*backward)


def test_numbers_with_which_a_step_overflows_are_refused():
    arrays = np.ones(4), np.ones(3), np.ones(3), np.ones((4, 12)), np.ones((3, 12)), np.ones(12)
    for position in (0, 3):
        large = [array * 1e308 if k == position else array for k, array in enumerate(arrays)]
        with pytest.raises(lc.ArgumentError, match="must be smaller"):
            lc.lstm_step(*large)
    step = lc.lstm_step(*(np.zeros_like(array) for array in arrays))
    with pytest.raises(lc.ArgumentError, match="must be smaller"):
        lc.lstm_step_backward(np.full(3, 1.7e308), np.full(3, 1.7e308), step, arrays[3], arrays[4])


@pytest.mark.parametrize("derivative", [lc.sigmoid_derivative, lc.tanh_derivative])
def test_an_output_that_no_squashing_function_gives_is_refused_where_it_overflows(derivative):
    with pytest.raises(lc.ArgumentError, match="output must be smaller"):
        derivative(1e308)
