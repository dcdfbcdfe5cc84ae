"""Products with weights that stay the same for many steps: tiles whose sums stay in the registers.

A library arranges the numbers of both matrices at each product again. Here the weights are arranged
once, as panels (Q, K, P): P columns each, the last one filled up with zeros. A tile of the product is
a few rows high and one panel wide, and its sums stay in the processor's vector registers. A loop of
Python cannot ask for that, so a tile's instructions are written one by one. The method is that of
Goto and van de Geijn (2008), Anatomy of high-performance matrix multiplication.
"""

from typing import Any

import numpy as np
from llvmlite import ir
from numba import types
from numba.core import cgutils
from numba.extending import intrinsic

from lstm_core.kernels.layer import Array
from lstm_core.kernels.numba_compile import EXACT, FEATURES, compiled, kept_on_disk
from lstm_core.memory import empty_in_line

__all__ = ("ARE_FAST", "add_rows_times_panels", "panels", "panels_of_transpose", "width_of_panels")

ARE_FAST = "+avx2" in FEATURES  # the libraries of other processors may know better instructions
VECTOR = 64 if "+avx512f" in FEATURES else 32  # bytes
PANEL = 2 * VECTOR  # bytes of one row of a panel
TILE = 8 if VECTOR == 64 else 6  # rows; there are 32 or 16 registers, for two vectors of each row
DEPTH = 256  # rows of a panel at a time: the nearest cache holds so many


def _tile(rows: int, panels_at_once: int = 1, chains: int = 1) -> Any:
    """Return a function that adds rows[row : row + …, begin:end] times panels q, q + 1, … to out."""
    # An addition waits for the one before, so only several sums at once keep the processor busy: those
    # of several rows or panels, or chains of one sum, with the terms k, k + chains, … each.

    def add_tile(
        typing_context: Any,
        rows_in: Any,
        weights: Any,
        out: Any,
        row: Any,
        q: Any,
        begin: Any,
        end: Any,
    ) -> Any:
        bytes_each = rows_in.dtype.bitwidth // 8
        lanes = VECTOR // bytes_each

        def instructions(context: Any, builder: Any, signature: Any, values: Any) -> Any:
            number = context.get_data_type(rows_in.dtype)
            vector = ir.VectorType(number, lanes)
            zeros = ir.Constant(vector, [ir.Constant(number, 0.0)] * lanes)
            x, w, y = (
                context.make_array(kind)(context, builder, value)
                for kind, value in zip(signature.args[:3], values[:3], strict=True)
            )
            row, q, begin, end = values[3:]
            K, N, P = (
                builder.extract_value(array.shape, axis) for array, axis in ((x, 1), (y, 1), (w, 2))
            )

            def plus(index: Any, more: Any) -> Any:
                return builder.add(index, index.type(more) if isinstance(more, int) else more)

            def vector_at(array: Any, index: Any) -> Any:
                pointer = builder.gep(array.data, [index], inbounds=True)
                return builder.bitcast(pointer, vector.as_pointer())

            def load(pointer: Any) -> Any:
                return builder.load(pointer, align=bytes_each)

            # Where each row and panel begins, and where the sums belong: by row, panel and half of it.
            row_begins = [builder.mul(plus(row, r), K) for r in range(rows)]
            panel_begins = [builder.mul(plus(q, n), builder.mul(K, P)) for n in range(panels_at_once)]
            places = [
                vector_at(y, plus(plus(out_begin, builder.mul(plus(q, n), P)), half * lanes))
                for out_begin in [builder.mul(plus(row, r), N) for r in range(rows)]
                for n in range(panels_at_once)
                for half in range(2)
            ]
            # Variables of the function, which the compiler keeps in registers.
            variable: Any = cgutils.alloca_once
            sums = [[variable(builder, vector) for _ in places] for _ in range(chains)]
            for n, place in enumerate(places):
                builder.store(load(place), sums[0][n])
                for chain in sums[1:]:
                    builder.store(zeros, chain[n])

            def add_terms(k: Any, chain: list[Any]) -> None:
                found = [
                    load(vector_at(w, plus(plus(panel_begin, builder.mul(k, P)), half * lanes)))
                    for panel_begin in panel_begins
                    for half in range(2)
                ]
                for r, row_begin in enumerate(row_begins):
                    factor = builder.load(builder.gep(x.data, [plus(row_begin, k)], inbounds=True))
                    factors = _repeated(builder, factor, vector)
                    for n, weight in enumerate(found, start=r * len(found)):
                        product = builder.fmul(factors, weight, flags=["contract"])
                        total = builder.fadd(product, builder.load(chain[n]), flags=["contract"])
                        builder.store(total, chain[n])

            step = begin.type(chains)
            last = builder.sub(end, builder.srem(builder.sub(end, begin), step))
            with cgutils.for_range_slice(builder, begin, last, step) as (k, _):
                for number_of_chain, chain in enumerate(sums):
                    add_terms(plus(k, number_of_chain), chain)
            with cgutils.for_range_slice(builder, last, end, begin.type(1)) as (k, _):
                add_terms(k, sums[0])
            for n, place in enumerate(places):
                total = builder.load(sums[0][n])
                for chain in sums[1:]:
                    total = builder.fadd(total, builder.load(chain[n]))
                builder.store(total, place, align=bytes_each)
            return context.get_dummy_value()

        return types.void(rows_in, weights, out, row, q, begin, end), instructions

    return intrinsic(add_tile)


def _repeated(builder: Any, number: Any, vector: Any) -> Any:
    """Return a vector that holds one number in every place."""
    nothing, index = ir.Constant(vector, ir.Undefined), ir.IntType(32)
    first = builder.insert_element(nothing, number, index(0))
    return builder.shuffle_vector(
        first, nothing, ir.VectorType(index, vector.count)([0] * vector.count)
    )


_add_many_rows = _tile(TILE)
_add_row_of_four_panels = _tile(1, panels_at_once=4)
_add_row_of_a_panel = _tile(1, chains=4)


@compiled(**EXACT)
def add_rows_times_panels(rows: Array, panels: Array, out: Array) -> None:
    """Add rows (B, K) times the matrix of panels (Q, K, P) to out (B, Q P)."""
    (B, K), Q = rows.shape, len(panels)
    in_tiles = B - B % TILE
    for q in range(Q):
        for begin in range(0, K, DEPTH):
            end = min(begin + DEPTH, K)
            for row in range(0, in_tiles, TILE):
                _add_many_rows(rows, panels, out, row, q, begin, end)
    for row in range(in_tiles, B):
        for q in range(0, Q - 3, 4):
            _add_row_of_four_panels(rows, panels, out, row, q, 0, K)
        for q in range(Q - Q % 4, Q):
            _add_row_of_a_panel(rows, panels, out, row, q, 0, K)


@compiled(**EXACT)
def width_of_panels(row: Array) -> int:
    """Return how many numbers a row (N,) has when it is filled up to whole panels."""
    P = PANEL // row.itemsize
    return -(-row.size // P) * P


def panels(matrix: Array) -> Array:
    """Return the panels (Q, K, P) of a matrix (K, N)."""
    K, N = matrix.shape
    result = _unfilled_panels(K, N, matrix.dtype)
    _arrange(matrix, result)
    return result


def panels_of_transpose(matrix: Array) -> Array:
    """Return the panels (Q, K, P) of the transpose of a matrix (N, K)."""
    N, K = matrix.shape
    result = _unfilled_panels(K, N, matrix.dtype)
    _arrange_transpose(matrix, result)
    return result


def _unfilled_panels(K: int, N: int, dtype: np.dtype[np.floating]) -> Array:
    P = PANEL // dtype.itemsize
    return empty_in_line((-(-N // P), K, P), dtype)


# The number of turns of an inner loop is a constant, so the compiler moves whole vectors.


@kept_on_disk
def _arrange(matrix: Array, panels: Array) -> None:
    (K, N), Q, P = matrix.shape, len(panels), PANEL // matrix.itemsize
    for k in range(K):
        for q in range(N // P):
            for j in range(P):
                panels[q, k, j] = matrix[k, q * P + j]
    for q in range(N // P, Q):
        for k in range(K):
            for j in range(N - q * P):
                panels[q, k, j] = matrix[k, q * P + j]
            for j in range(N - q * P, P):
                panels[q, k, j] = 0


@kept_on_disk
def _arrange_transpose(matrix: Array, panels: Array) -> None:
    (N, K), Q, P = matrix.shape, len(panels), PANEL // matrix.itemsize
    for q in range(N // P):
        for k in range(K):
            for j in range(P):
                panels[q, k, j] = matrix[q * P + j, k]
    for q in range(N // P, Q):
        for k in range(K):
            for j in range(N - q * P):
                panels[q, k, j] = matrix[q * P + j, k]
            for j in range(N - q * P, P):
                panels[q, k, j] = 0
