"""Hold a kernel to cell.py, one sequence and one step at a time."""

import numpy as np
from differences import assert_same

import lstm_core as lc


def random_layer(T, B, V, H, seed, dtype="float64"):
    """Random parameters, inputs, an initial state, derivatives, and a derivative of the final state."""
    random = np.random.default_rng(seed)
    p = lc.Parameters.zeros(V, H, dtype=dtype)
    for name in ("W_x", "W_h", "b"):
        setattr(p, name, random.normal(size=getattr(p, name).shape))
    h, c = (random.normal(size=(B, H)).astype(dtype) for _ in range(2))
    dh, dlogits = (random.normal(size=(T, B, N)).astype(dtype) for N in (H, V))
    dfinal_state = tuple(random.normal(size=(2, B, H)).astype(dtype))
    return p, random.integers(0, V, (T, B)), (h, c), dh, dlogits, dfinal_state


def cell_forward(p, inputs, h_first, c_first):
    """The steps of cell.py: a list over time of lists over the batch."""
    x = lc.one_hot(inputs, p.vocab_size)
    steps = []
    for t in range(len(inputs)):
        steps.append([])
        for k in range(inputs.shape[1]):
            h, c = (steps[t - 1][k].h, steps[t - 1][k].c) if t else (h_first[k], c_first[k])
            steps[t].append(lc.lstm_step(x[t, k], h, c, p.W_x, p.W_h, p.b))
    return steps


def cell_backward(p, steps, dh, dlogits, dfinal_state):
    """Everything that a kernel's backward pass returns, from cell.py's step backward."""
    T, B, H = dh.shape
    dz, dc_prev, dh_all = np.empty((T, B, 4 * H)), np.empty((T, B, H)), dh.copy()
    dh_first, gradients = np.empty((B, H)), lc.Parameters.zeros(p.vocab_size, H)
    for k in range(B):
        from_later, dc = dfinal_state[0][k], dfinal_state[1][k]
        for t in reversed(range(T)):
            dh_all[t, k] += from_later
            back = lc.lstm_step_backward(dh_all[t, k], dc, steps[t][k], p.W_x, p.W_h)
            dz[t, k], dc_prev[t, k] = back.db, back.dc_prev
            gradients.W_x += back.dW_x
            gradients.W_h += back.dW_h
            gradients.b += back.db
            gradients.W_y += np.outer(steps[t][k].h, dlogits[t, k])
            gradients.b_y += dlogits[t, k]
            from_later, dc = back.dh_prev, back.dc_prev
        dh_first[k] = from_later
    return dz, dc_prev, dh_all, dh_first, dc_prev[0], gradients


def assert_kernel_agrees_with_cell(kernel, T, B, V, H, seed, dtype="float64", tolerance=1e-12):
    """Compare everything that the kernel returns with what cell.py computes in float64."""
    p, inputs, (h, c), dh, dlogits, dfinal_state = random_layer(T, B, V, H, seed, dtype)
    exact = p.copy(dtype="float64")
    steps = cell_forward(exact, inputs, h.astype(np.float64), c.astype(np.float64))

    layer = kernel.forward(p, inputs, (h, c))

    def of_cell(value):
        return np.array([[value(step) for step in row] for row in steps])

    gates = of_cell(lambda s: np.concatenate([s.i, s.f, s.g, s.o]))
    assert_same(layer.gates, gates, tolerance, "gates")
    assert_same(layer.cell_state, of_cell(lambda s: s.c), tolerance, "cell state")
    assert_same(layer.tanh_cell, of_cell(lambda s: np.tanh(s.c)), tolerance, "tanh of the cell")
    assert_same(layer.hidden_state, of_cell(lambda s: s.h), tolerance, "hidden state")

    names = ("dz", "dc times the forget gate", "dh", "dh before the first step", "dc before it")
    nothing = (np.zeros((B, H), dtype), np.zeros((B, H), dtype))
    for later in (nothing, dfinal_state):
        back = kernel.backward(p, layer, dh.copy(), dlogits, later)
        forgotten = back.dcell_state * gates[..., H : 2 * H]
        actual = (back.dz, forgotten, back.dhidden_state, *back.dinitial_state)
        later = [array.astype(np.float64) for array in later]
        *expected, gradients = cell_backward(
            exact, steps, dh.astype(np.float64), dlogits.astype(np.float64), later
        )
        for name, ours, theirs in zip(names, actual, expected, strict=True):
            assert_same(ours, theirs, tolerance, name)
        for name, theirs in gradients.arrays():
            assert_same(getattr(back.gradients, name), theirs, tolerance, name)
