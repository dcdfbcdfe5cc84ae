"""The LSTM layer fused over time, compiled by numba: the numbers of the NumPy kernel, sooner.

What NumPy cannot avoid and a compiler can: a call for every operation at every step, and results
that go to memory between two operations. A single sequence runs in loops that are compiled as a
whole; a batch leaves its products to NumPy, which nothing beats there, and everything between two
products is one compiled call.

The first use compiles for some seconds; the result is kept on disk for the next time.
"""

import numpy as np
from numba import njit, types
from numba.extending import overload
from numpy.typing import NDArray

from lstm_core.kernels.numba_compile import EXACT, REORDERED, as_compiled, kept_on_disk
from lstm_core.kernels.numba_weight_gradients import weight_gradients
from lstm_core.kernels.numpy_kernel import (
    Array,
    Backward,
    Forward,
    _sigmoid_as_tanh,
    column_blocks,
    times_blocks,
    transposed,
)
from lstm_core.memory import empty

__all__ = ("MOST_IN_LOOPS", "backward", "forward", "weight_gradients")

# Up to this many sequences, loops of our own take less time than the call of a matrix product.
MOST_IN_LOOPS = 2


# tanh(x) = -m / (2 + m) for x > 0, where m = e^(-2x) - 1, without a branch, so that the compiler
# computes several at once. e^y is 2^n e^r with y = n ln 2 + r, where |r| ≤ ½ ln 2 and e^r is a short
# Taylor series. Adding a number so large that its last bit counts ones rounds y / ln 2 to n, and
# leaves n in the last bits; moved to where a float has its exponent, they are 2^n.


def _tanh(x):
    return np.tanh(x)  # never runs: the compiler takes one of the two below


def _tanh32(x):
    y = max(np.float32(-2) * abs(x), np.float32(-30))
    rounded = y * np.float32(1.4426950408889634) + np.float32(12582912)  # 1.5 · 2^23
    n = rounded - np.float32(12582912)
    r = y - n * np.float32(0.693145751953125)  # ln 2 in two parts: n times the first is exact
    r = r - n * np.float32(1.4286068203094172e-06)
    p = np.float32(1 / 5040) * r + np.float32(1 / 720)
    p = p * r + np.float32(1 / 120)
    p = p * r + np.float32(1 / 24)
    p = p * r + np.float32(1 / 6)
    p = p * r + np.float32(1 / 2)
    p = p * r * r + r  # e^r - 1
    power = np.int32((np.float32(rounded).view(np.int32) + np.int32(127)) << np.int32(23))
    two_to_n = power.view(np.float32)
    m = two_to_n * p + (two_to_n - np.float32(1))
    return np.float32(np.copysign(m / (np.float32(2) + m), x))


def _tanh64(x):
    y = max(-2.0 * abs(x), -50.0)
    rounded = y * 1.4426950408889634 + 6755399441055744.0  # 1.5 · 2^52
    n = rounded - 6755399441055744.0
    r = y - n * 0.6931471803691238
    r = r - n * 1.9082149292705877e-10
    p = 1 / 6227020800 * r + 1 / 479001600
    p = p * r + 1 / 39916800
    p = p * r + 1 / 3628800
    p = p * r + 1 / 362880
    p = p * r + 1 / 40320
    p = p * r + 1 / 5040
    p = p * r + 1 / 720
    p = p * r + 1 / 120
    p = p * r + 1 / 24
    p = p * r + 1 / 6
    p = p * r + 1 / 2
    p = p * r * r + r
    two_to_n = np.int64((np.float64(rounded).view(np.int64) + 1023) << 52).view(np.float64)
    m = two_to_n * p + (two_to_n - 1.0)
    return np.copysign(m / (2.0 + m), x)


@overload(_tanh, inline="always")
def _tanh_of_the_type(x):
    return _tanh32 if x == types.float32 else _tanh64


# Pieces of a step, for one sequence. Each loop writes one array, or the compiler would have to ask at
# every turn whether two of them overlap.


@njit(inline="always", **EXACT)
def _step(z, scale, shift, c, c_next, tanh_c, h_next):
    """From the pre-activations in z to the gates, in the same place, and the new state."""
    H = c.size
    i, f, g, o = z[:H], z[H : 2 * H], z[2 * H : 3 * H], z[3 * H :]
    for j in range(4 * H):
        z[j] = scale[j] * _tanh(scale[j] * z[j]) + shift[j]
    for j in range(H):
        c_next[j] = f[j] * c[j] + i[j] * g[j]
    for j in range(H):
        tanh_c[j] = _tanh(c_next[j])
    for j in range(H):
        h_next[j] = o[j] * tanh_c[j]


@njit(inline="always", **EXACT)
def _step_backward(gates, c_prev, tanh_c, dh, dc, dz, dh_later, dc_later):
    """From the derivatives by h and c to those by z; dc_later becomes the one by c_prev."""
    H, one = dh.size, dh.dtype.type(1)
    i, f, g, o = gates[:H], gates[H : 2 * H], gates[2 * H : 3 * H], gates[3 * H :]
    di, df, dg, do = dz[:H], dz[H : 2 * H], dz[2 * H : 3 * H], dz[3 * H :]
    for j in range(H):
        dh[j] += dh_later[j]
    for j in range(H):
        dc[j] = dc_later[j] + dh[j] * o[j] * (one - tanh_c[j] * tanh_c[j])
    for j in range(H):
        di[j] = dc[j] * g[j] * i[j] * (one - i[j])
    for j in range(H):
        df[j] = dc[j] * c_prev[j] * f[j] * (one - f[j])
    for j in range(H):
        dg[j] = dc[j] * i[j] * (one - g[j] * g[j])
    for j in range(H):
        do[j] = dh[j] * tanh_c[j] * o[j] * (one - o[j])
    for j in range(H):
        dc_later[j] = dc[j] * f[j]


@njit(inline="always", **EXACT)
def _add_row_times_matrix(row, matrix, out):
    """Add row (K,) times matrix (K, N) to out (N,): four rows of the matrix at a time."""
    K, N = matrix.shape
    for k in range(0, K - 3, 4):
        a0, a1, a2, a3 = row[k], row[k + 1], row[k + 2], row[k + 3]
        m0, m1, m2, m3 = matrix[k], matrix[k + 1], matrix[k + 2], matrix[k + 3]
        for j in range(N):
            out[j] += a0 * m0[j] + a1 * m1[j] + a2 * m2[j] + a3 * m3[j]
    for k in range(K - K % 4, K):
        a0, m0 = row[k], matrix[k]
        for j in range(N):
            out[j] += a0 * m0[j]


@njit(**REORDERED)
def _matrix_times_column(matrix, column, out):
    """Put matrix (K, N) times column (N,) into out (K,): four sums at a time."""
    K, N = matrix.shape
    for k in range(0, K - 3, 4):
        m0, m1, m2, m3 = matrix[k], matrix[k + 1], matrix[k + 2], matrix[k + 3]
        s0 = s1 = s2 = s3 = out.dtype.type(0)
        for j in range(N):
            a = column[j]
            s0 += m0[j] * a
            s1 += m1[j] * a
            s2 += m2[j] * a
            s3 += m3[j] * a
        out[k], out[k + 1], out[k + 2], out[k + 3] = s0, s1, s2, s3
    for k in range(K - K % 4, K):
        m0 = matrix[k]
        s0 = out.dtype.type(0)
        for j in range(N):
            s0 += m0[j] * column[j]
        out[k] = s0


# Whole sequences, for few of them; and one step of all sequences, for many.


@kept_on_disk
def _sequence(
    W_x, W_h, b, scale, shift, inputs, h_first, c_first, gates, cell_state, tanh_cell, hidden_state
):
    T, B = inputs.shape
    for t in range(T):
        for k in range(B):
            z, x = gates[t, k], W_x[inputs[t, k]]
            h, c = h_first[k], c_first[k]
            if t > 0:
                h, c = hidden_state[t - 1, k], cell_state[t - 1, k]
            for j in range(z.size):
                z[j] = x[j] + b[j]
            _add_row_times_matrix(h, W_h, z)
            _step(z, scale, shift, c, cell_state[t, k], tanh_cell[t, k], hidden_state[t, k])


@kept_on_disk
def _sequence_backward(W_h, gates, cell_state, tanh_cell, c_first, dh, dc, dz, dh_later, dc_later):
    T, B, _ = dh.shape
    for t in range(T - 1, -1, -1):
        for k in range(B):
            c_prev = cell_state[t - 1, k] if t > 0 else c_first[k]
            dh_k, dc_k, dz_k, later = dh[t, k], dc[t, k], dz[t, k], dc_later[k]
            _step_backward(gates[t, k], c_prev, tanh_cell[t, k], dh_k, dc_k, dz_k, dh_later[k], later)
            _matrix_times_column(W_h, dz[t, k], dh_later[k])


@kept_on_disk
def _batch_step(W_x, b, scale, shift, inputs, z, c, c_next, tanh_c, h_next):
    for k in range(inputs.size):
        row, x = z[k], W_x[inputs[k]]
        for j in range(row.size):
            row[j] += x[j] + b[j]
        _step(row, scale, shift, c[k], c_next[k], tanh_c[k], h_next[k])


@kept_on_disk
def _batch_step_backward(gates, c_prev, tanh_c, dh, dc, dz, dh_later, dc_later):
    for k in range(len(dh)):
        h_k, c_k = dh_later[k], dc_later[k]
        _step_backward(gates[k], c_prev[k], tanh_c[k], dh[k], dc[k], dz[k], h_k, c_k)


def forward(W_x: Array, W_h: Array, b: Array, inputs: NDArray, h: Array, c: Array) -> Forward:
    """Run the layer over a sequence, as `numpy_kernel.forward` does."""
    W_x, W_h, b, inputs, h, c = map(as_compiled, (W_x, W_h, b, inputs, h, c))
    T, B = inputs.shape
    H, dtype = W_h.shape[0], W_h.dtype
    gates = empty((T, B, 4 * H), dtype)
    cell_state, tanh_cell, hidden_state = (empty((T, B, H), dtype) for _ in range(3))
    both = [row[0] for row in _sigmoid_as_tanh(1, H, dtype)]  # scale and shift
    if B <= MOST_IN_LOOPS:
        _sequence(W_x, W_h, b, *both, inputs, h, c, gates, cell_state, tanh_cell, hidden_state)
        return Forward(gates, cell_state, tanh_cell, hidden_state)
    blocks = column_blocks(W_h)
    steps = zip(inputs, gates, cell_state, tanh_cell, hidden_state, strict=True)
    for x, z, c_next, tanh_c, h_next in steps:
        times_blocks(h, blocks, z)
        _batch_step(W_x, b, *both, x, z, c, c_next, tanh_c, h_next)
        h, c = h_next, c_next
    return Forward(gates, cell_state, tanh_cell, hidden_state)


def backward(
    W_h: Array,
    trace: Forward,
    c_first: Array,
    dh: Array,
    dlast: tuple[Array, Array] | None = None,
) -> Backward:
    """Take the derivatives back through the sequence, as `numpy_kernel.backward` does."""
    gates, cell_state, tanh_cell, c_first = map(as_compiled, (*trace[:3], c_first))
    T, B, _ = dh.shape
    dz, dc = empty(gates.shape, dh.dtype), empty(dh.shape, dh.dtype)
    nothing = np.zeros_like(c_first)
    dh_later, dc_later = (derivative.copy() for derivative in dlast or (nothing, nothing))
    if B <= MOST_IN_LOOPS:
        _sequence_backward(W_h, gates, cell_state, tanh_cell, c_first, dh, dc, dz, dh_later, dc_later)
        return Backward(dz, dc, dh, dh_later, dc_later)
    W_h_columns = transposed(W_h)  # (4H, H): the product reads it row by row
    for t in reversed(range(T)):
        c_prev = cell_state[t - 1] if t else c_first
        _batch_step_backward(gates[t], c_prev, tanh_cell[t], dh[t], dc[t], dz[t], dh_later, dc_later)
        np.dot(dz[t], W_h_columns, dh_later)
    return Backward(dz, dc, dh, dh_later, dc_later)
