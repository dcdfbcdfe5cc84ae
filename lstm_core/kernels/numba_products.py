"""Products with the recurrent weights: tiles for many rows, and loops for the few of a short text.

The loops read several rows of weights at a time. At H = 100 the weights are larger than the nearest
cache, so reading them is what takes time. Eight rows at a time write the sums half as often as four,
and two sequences share what was read.
"""

from typing import Any

from numba.extending import overload

from lstm_core.kernels.layer import Array
from lstm_core.kernels.numba_compile import EXACT, REORDERED, compiled
from lstm_core.kernels.numba_tiles import add_rows_times_panels

__all__ = ("add_product", "put_product_with_transpose")


@compiled(inline="always", **EXACT)
def add_rows_times_matrix(rows: Array, matrix: Array, out: Array) -> None:
    """Add rows (B, K) times matrix (K, N) to out (B, N): eight rows of the matrix at a time."""
    K, N = matrix.shape
    for k in range(0, K - 7, 8):
        m0, m1, m2, m3 = matrix[k], matrix[k + 1], matrix[k + 2], matrix[k + 3]
        m4, m5, m6, m7 = matrix[k + 4], matrix[k + 5], matrix[k + 6], matrix[k + 7]
        for n in range(
            len(rows)
        ):  # from the second sequence on, the eight rows are in the nearest cache
            a, sums = rows[n], out[n]
            a0, a1, a2, a3 = a[k], a[k + 1], a[k + 2], a[k + 3]
            a4, a5, a6, a7 = a[k + 4], a[k + 5], a[k + 6], a[k + 7]
            for j in range(N):
                sums[j] += (a0 * m0[j] + a1 * m1[j] + a2 * m2[j] + a3 * m3[j]) + (
                    a4 * m4[j] + a5 * m5[j] + a6 * m6[j] + a7 * m7[j]
                )
    for k in range(K - K % 8, K):
        m0 = matrix[k]
        for n in range(len(rows)):
            a0, sums = rows[n, k], out[n]
            for j in range(N):
                sums[j] += a0 * m0[j]


@compiled(**REORDERED)
def matrix_times_column(matrix: Array, column: Array, out: Array) -> None:
    """Put matrix (K, N) times column (N,) into out (K,): eight sums at a time."""
    K, N = matrix.shape
    for k in range(0, K - 7, 8):
        m0, m1, m2, m3 = matrix[k], matrix[k + 1], matrix[k + 2], matrix[k + 3]
        m4, m5, m6, m7 = matrix[k + 4], matrix[k + 5], matrix[k + 6], matrix[k + 7]
        s0 = s1 = s2 = s3 = s4 = s5 = s6 = s7 = out.dtype.type(0)
        for j in range(N):
            a = column[j]
            s0 += m0[j] * a
            s1 += m1[j] * a
            s2 += m2[j] * a
            s3 += m3[j] * a
            s4 += m4[j] * a
            s5 += m5[j] * a
            s6 += m6[j] * a
            s7 += m7[j] * a
        out[k], out[k + 1], out[k + 2], out[k + 3] = s0, s1, s2, s3
        out[k + 4], out[k + 5], out[k + 6], out[k + 7] = s4, s5, s6, s7
    for k in range(K - K % 8, K):
        m0 = matrix[k]
        s0 = out.dtype.type(0)
        for j in range(N):
            s0 += m0[j] * column[j]
        out[k] = s0


@compiled(**REORDERED)
def matrix_times_two_columns(matrix: Array, first: Array, second: Array, out: Array) -> None:
    """Put matrix (K, N) times each of two columns (N,) into out (2, K): each row is read once."""
    K, N = matrix.shape
    for k in range(0, K - 3, 4):
        m0, m1, m2, m3 = matrix[k], matrix[k + 1], matrix[k + 2], matrix[k + 3]
        s0 = s1 = s2 = s3 = r0 = r1 = r2 = r3 = out.dtype.type(0)
        for j in range(N):
            a, b = first[j], second[j]
            s0 += m0[j] * a
            s1 += m1[j] * a
            s2 += m2[j] * a
            s3 += m3[j] * a
            r0 += m0[j] * b
            r1 += m1[j] * b
            r2 += m2[j] * b
            r3 += m3[j] * b
        out[0, k], out[0, k + 1], out[0, k + 2], out[0, k + 3] = s0, s1, s2, s3
        out[1, k], out[1, k + 1], out[1, k + 2], out[1, k + 3] = r0, r1, r2, r3
    for k in range(K - K % 4, K):
        m0 = matrix[k]
        s0 = r0 = out.dtype.type(0)
        for j in range(N):
            s0 += m0[j] * first[j]
            r0 += m0[j] * second[j]
        out[0, k], out[1, k] = s0, r0


@compiled(**REORDERED)
def _put_columns(matrix: Array, columns: Array, out: Array) -> None:
    """Put matrix (K, N) times each of columns (B, N) into out (B, K)."""
    B = len(columns)
    for k in range(0, B - 1, 2):
        matrix_times_two_columns(matrix, columns[k], columns[k + 1], out[k : k + 2])
    if B % 2:
        matrix_times_column(matrix, columns[B - 1], out[B - 1])


def add_product(rows: Array, weights: Array, out: Array) -> None:
    """Add rows (B, K) times weights (K, N), or their panels, to out (B, N)."""


@overload(add_product)
def _add_product_of_the_kind(rows: Any, weights: Any, out: Any) -> Any:
    def of_a_matrix(rows: Any, weights: Any, out: Any) -> Any:
        add_rows_times_matrix(rows, weights, out)

    def of_panels(rows: Any, weights: Any, out: Any) -> Any:
        add_rows_times_panels(rows, weights, out)

    return of_a_matrix if weights.ndim == 2 else of_panels


def put_product_with_transpose(rows: Array, weights: Array, out: Array) -> None:
    """Put rows (B, N) times the transpose of weights (K, N), or its panels, into out (B, K)."""


@overload(put_product_with_transpose)
def _put_product_of_the_kind(rows: Any, weights: Any, out: Any) -> Any:
    def of_a_matrix(rows: Any, weights: Any, out: Any) -> Any:
        _put_columns(weights, rows, out)

    def of_panels(rows: Any, weights: Any, out: Any) -> Any:
        out[:] = 0
        add_rows_times_panels(rows, weights, out)

    return of_a_matrix if weights.ndim == 2 else of_panels
