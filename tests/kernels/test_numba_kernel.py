"""The compiled kernel gives the numbers of the NumPy kernel and of cell.py."""

import subprocess
import sys
from pathlib import Path

import numpy as np
import pytest
from agreement import assert_kernel_agrees_with_cell, random_layer
from differences import assert_same
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from test_weight_gradients import assert_products_are_sums

import lstm_core as lc
from lstm_core import activations
from lstm_core.kernels import numpy_kernel

pytest.importorskip("numba", reason="numba is not installed: only the NumPy kernel was tested")

from lstm_core.kernels import (
    numba_compile,
    numba_kernel,
    numba_softmax,
    numba_tiles,
    numba_weight_gradients,
)

TOLERANCE = {"float64": 1e-10, "float32": 1e-4}
sizes = st.integers(1, 6)
dtypes = st.sampled_from(sorted(TOLERANCE))
seeds = st.integers(0, 1000)
# Few rows of h in all, and many; sizes that fill tiles and panels, and sizes that leave a rest.
SHAPES = [
    (1, 1, 1, 1),
    (900, 1, 35, 25),
    (25, 1, 35, 100),
    (7, 2, 5, 16),
    (7, 2, 5, 19),
    (4, 1, 5, 13),
    (5, 3, 4, 7),
    (50, 50, 35, 128),
    (3, 4, 5, 20),
    (3, 5, 5, 7),
    (3, 5, 5, 150),
    (9, 13, 5, 37),
    (101, 1, 5, 70),
    (2, 60, 5, 300),
    (10, 16, 5, 16),
]
# How the products with the recurrent weights are computed, whatever the machine and the size.
WAYS = {
    "loops": {"TILES_ARE_FAST": False, "MOST_IN_LOOPS": 1000},
    "library": {"TILES_ARE_FAST": False, "MOST_IN_LOOPS": 0},
    "panels": {"TILES_ARE_FAST": True, "WORTH_PANELS": 0},
}


@pytest.fixture(params=sorted(WAYS))
def way(request, monkeypatch):
    for name, value in WAYS[request.param].items():
        monkeypatch.setattr(numba_kernel, name, value)
    return request.param


def assert_kernels_agree(T, B, V, H, seed, dtype, *, carried):
    """Compare everything that both kernels return."""
    p, inputs, (h, c), dh, dlogits, dfinal_state = random_layer(T, B, V, H, seed, dtype)
    p.W_h /= np.sqrt(H)  # signals that neither die nor explode on the way
    if not carried:
        h, c = np.zeros_like(h), np.zeros_like(c)
        dfinal_state = (np.zeros_like(h), np.zeros_like(c))
    kernels = (numba_kernel, numpy_kernel)
    layers = [kernel.forward(p, inputs, (h, c)) for kernel in kernels]
    passes = [
        kernel.backward(p, layer, dh.copy(), dlogits, dfinal_state)
        for kernel, layer in zip(kernels, layers, strict=True)
    ]
    compared = [
        (*layer[2:], *back[:3], *back.dinitial_state, *(a for _, a in back.gradients.arrays()))
        for layer, back in zip(layers, passes, strict=True)
    ]
    names = "gates cell_state tanh_cell hidden_state dz dc dh dh_first dc_first W_x W_h b W_y b_y"
    for name, ours, theirs in zip(names.split(), *compared, strict=True):
        assert ours.dtype == dtype
        assert_same(ours, theirs, TOLERANCE[dtype], name)


SETTINGS = settings(  # the first example compiles, and all examples are of the same way
    deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)


@SETTINGS
@given(T=sizes, B=sizes, V=sizes, H=st.integers(1, 20), seed=seeds, dtype=dtypes, carried=st.booleans())
def test_both_kernels_give_the_same_numbers(way, T, B, V, H, seed, dtype, carried):
    assert_kernels_agree(T, B, V, H, seed, dtype, carried=carried)


@pytest.mark.parametrize("carried", [False, True])
@pytest.mark.parametrize("dtype", sorted(TOLERANCE))
@pytest.mark.parametrize("shape", SHAPES, ids=str)
def test_both_kernels_give_the_same_numbers_at_sizes_that_are_used(shape, dtype, carried):
    assert_kernels_agree(*shape, 0, dtype, carried=carried)


@pytest.mark.parametrize("dtype", sorted(TOLERANCE))
@pytest.mark.parametrize("shape", SHAPES, ids=str)
def test_every_way_of_computing_the_products_gives_the_same_numbers(way, shape, dtype):
    assert_kernels_agree(*shape, 0, dtype, carried=True)


@SETTINGS
@given(K=st.integers(1, 70), N=st.integers(1, 70), seed=seeds, dtype=dtypes)
def test_panels_hold_the_columns_of_a_matrix_one_after_the_other_and_then_zeros(K, N, seed, dtype):
    matrix = np.random.default_rng(seed).normal(size=(K, N)).astype(dtype)
    for panels, columns in (
        (numba_tiles.panels(matrix), matrix),
        (numba_tiles.panels_of_transpose(np.ascontiguousarray(matrix.T)), matrix),
    ):
        side_by_side = panels.transpose(1, 0, 2).reshape(K, -1)
        np.testing.assert_array_equal(side_by_side[:, :N], columns)
        assert not side_by_side[:, N:].any()
        assert side_by_side.shape[1] - N < panels.shape[2] == numba_tiles.PANEL // panels.itemsize
        assert panels.ctypes.data % numba_tiles.VECTOR == 0


@SETTINGS
@given(B=st.integers(1, 20), K=st.integers(1, 600), N=st.integers(1, 150), seed=seeds, dtype=dtypes)
def test_rows_times_panels_are_added_to_what_is_there(B, K, N, seed, dtype):
    random = np.random.default_rng(seed)
    rows, matrix = (random.normal(size=shape).astype(dtype) for shape in ((B, K), (K, N)))
    panels = numba_tiles.panels(matrix)
    out = random.normal(size=(B, panels.shape[0] * panels.shape[2])).astype(dtype)
    expected = out.astype(np.float64)
    expected[:, :N] += rows.astype(np.float64) @ matrix.astype(np.float64)
    numba_tiles.add_rows_times_panels(rows, panels, out)
    np.testing.assert_allclose(out, expected, rtol=0, atol=TOLERANCE[dtype] * np.sqrt(K))


@pytest.mark.parametrize("reduction", ["sum", "mean"])
@settings(deadline=None)
@given(sizes, sizes, st.integers(1, 40), seeds, dtypes, st.sampled_from([0.1, 10.0, 1e4, 1e30]))
def test_compiled_loss_and_derivative_are_those_of_activations(reduction, T, B, V, seed, dtype, scale):
    random = np.random.default_rng(seed)
    logits = (scale * random.normal(size=(T, B, V))).astype(dtype)
    targets = random.integers(0, V, (T, B))
    loss, derivative = numba_softmax.loss_with_derivative(logits, targets, reduction)
    expected_loss, expected = activations.loss_with_derivative(logits.copy(), targets, reduction)
    assert type(loss) is float
    assert loss == pytest.approx(expected_loss, rel=TOLERANCE[dtype] / 10, abs=1e-6)
    assert derivative.dtype == dtype
    np.testing.assert_allclose(derivative, expected, rtol=0, atol=TOLERANCE[dtype] / 10)


@pytest.mark.parametrize("dtype", sorted(TOLERANCE))
@pytest.mark.parametrize("value", [np.nan, np.inf, -np.inf])
@pytest.mark.parametrize("place", range(5))
def test_an_infinite_logit_stays_visible_in_the_compiled_loss(dtype, value, place):
    logits = np.zeros((3, 5), dtype)
    logits[1, place] = value
    loss, derivative = numba_softmax.loss_with_derivative(logits, np.array([0, 1, 2]), "sum")
    assert not np.isfinite(loss)
    assert not np.isfinite(derivative[1]).all()


def test_compiled_probabilities_have_all_their_digits():
    logits = np.concatenate([-np.linspace(0, 700, 5001), [0.0]])[None]
    for dtype, most in (("float32", 3e-7), ("float64", 1e-15)):
        given = logits[:, logits[0] > -80].astype(dtype)
        _, derivative = numba_softmax.loss_with_derivative(given, np.array([0]), "sum")
        exact = np.exp(given.astype(np.longdouble)) / np.exp(given.astype(np.longdouble)).sum()
        error = abs(derivative[0, 1:] / exact[0, 1:] - 1).max()
        assert error < most, (dtype, error)


@pytest.mark.parametrize("begins_at_zero", [False, True])
@settings(deadline=None)
@given(sizes, sizes, sizes, sizes, seeds)
def test_compiled_weight_gradients_are_sums_over_time(begins_at_zero, T, B, V, H, seed):
    assert_products_are_sums(numba_weight_gradients, lc.Parameters, T, B, V, H, seed, begins_at_zero)


@SETTINGS
@given(T=sizes, B=sizes, V=sizes, H=sizes, seed=seeds)
def test_the_compiled_kernel_gives_the_numbers_of_the_cell(way, T, B, V, H, seed):
    assert_kernel_agrees_with_cell(numba_kernel, T, B, V, H, seed)


@pytest.mark.parametrize("B", [1, 2, 3])
@pytest.mark.parametrize("dtype", sorted(TOLERANCE))
def test_whole_gradients_agree(dtype, B):
    random = np.random.default_rng(0)
    inputs, targets = random.integers(0, 5, (2, 12, B))
    state = tuple(random.normal(size=(2, B, 6)).astype(dtype))
    gradients = []
    for backend in ("numba", "numpy"):
        model = lc.CharLSTM(5, 6, seed=1, dtype=dtype, backend=backend)
        gradients.append(model.backward(model.forward(inputs, state), targets))
    for (name, ours), (_, theirs) in zip(*(each.arrays() for each in gradients), strict=True):
        assert_same(ours, theirs, TOLERANCE[dtype], name)


def test_its_gradients_are_those_of_finite_differences(way):
    for B in (1, 4):
        model = lc.CharLSTM(5, 4, seed=0, backend="numba")
        inputs, targets = np.random.default_rng(B).integers(0, 5, (2, 6, B))
        assert lc.gradient_check(model, inputs, targets).max_relative_error < 1e-7


@pytest.mark.parametrize(("dtype", "most"), [("float32", 3e-7), ("float64", 1e-15)])
def test_its_tanh_is_exact_to_the_last_digits(dtype, most):
    """One unit with W_h = 0 and z_g = x, the other gates open: c = tanh(x), as close as it can be."""
    x = np.concatenate([np.linspace(-20, 20, 4001), np.geomspace(1e-30, 1e3, 500)])
    p = lc.Parameters.zeros(len(x), 1, dtype=dtype)
    p.W_x[:, 0], p.W_x[:, 1], p.W_x[:, 2] = 100.0, -100.0, x
    state = np.zeros((1, 1), dtype)
    candidates = numba_kernel.forward(p, np.arange(len(x))[:, None], (state, state))
    exact = np.tanh(x.astype(dtype).astype(np.float64))
    error = np.abs(candidates.gates[:, 0, 2] - exact) / np.abs(exact).clip(np.finfo(dtype).tiny)
    assert error.max() < most


@pytest.mark.parametrize("B", [1, 4])
@pytest.mark.parametrize("dtype", sorted(TOLERANCE))
def test_saturated_gates_stay_in_their_range_and_nan_stays_nan(way, dtype, B):
    p, inputs, state, *derivatives = random_layer(5, B, 3, 4, seed=0, dtype=dtype)
    big = p.copy()
    big.vector *= 1e4
    layer = numba_kernel.forward(big, inputs, state)
    i, f, g, o = np.split(layer.gates, 4, axis=-1)
    for gate in (i, f, o):
        assert ((gate >= 0) & (gate <= 1)).all()
    assert (np.abs(g) <= 1).all()
    assert np.isfinite(numba_kernel.backward(big, layer, *derivatives).dz).all()
    p.b = p.b * np.nan
    assert np.isnan(numba_kernel.forward(p, inputs, state).hidden_state).all()


@pytest.mark.parametrize("B", [1, 4])
def test_arrays_may_lie_in_memory_in_any_order_and_only_dh_is_overwritten(way, B):
    p, inputs, state, dh, dlogits, dfinal_state = random_layer(4, B, 5, 6, seed=0)
    expected = numba_kernel.forward(p, inputs, state)
    expected_back = numba_kernel.backward(p, expected, dh.copy(), dlogits, dfinal_state)

    def strided(array):
        return np.repeat(array, 2, axis=0)[::2]

    given_arrays = [strided(a) for a in (inputs, *state, dlogits, *dfinal_state)]
    for array in given_arrays:
        array.flags.writeable = False
    inputs, h, c, dlogits, *later = given_arrays
    layer = numba_kernel.forward(p, inputs, (h, c))
    for ours, theirs in zip(layer[2:], expected[2:], strict=True):
        np.testing.assert_array_equal(ours, theirs)
    kept = [array.copy() for array in layer[2:]]
    dh = strided(dh)
    back = numba_kernel.backward(p, layer, dh, dlogits, tuple(later))
    assert back.dhidden_state is dh
    for ours, theirs in zip(back[:3], expected_back[:3], strict=True):
        assert_same(ours, theirs, 1e-14)
    assert_same(back.gradients.vector, expected_back.gradients.vector, 1e-14)
    for array, copy in zip(layer[2:], kept, strict=True):
        np.testing.assert_array_equal(array, copy)


def test_a_state_in_another_order_compiles_nothing_more():
    p, inputs, state, dh, dlogits, dfinal_state = random_layer(4, 3, 5, 4, seed=0)

    def signatures():
        layer = numba_kernel.forward(p, inputs, state)
        numba_kernel.backward(p, layer, dh.copy(), dlogits, dfinal_state)
        return [len(f.signatures) for f in (numba_kernel._sequence, numba_kernel._sequence_backward)]

    before = signatures()
    state, dfinal_state = (tuple(map(np.asfortranarray, pair)) for pair in (state, dfinal_state))
    assert signatures() == before


@pytest.mark.slow
def test_it_works_where_no_folder_may_be_written(tmp_path):
    """A package in a folder that cannot be written, and no home: each process compiles again."""
    code = """
import numba.core.caching as caching
def refuse(*arguments): raise RuntimeError("cannot cache function: no locator available")
caching.CacheImpl.__init__ = refuse
import numpy as np, lstm_core as lc
one, other = (lc.CharLSTM(5, 3, backend=b).forward([1, 2, 3]).logits for b in ("numba", "numpy"))
np.testing.assert_allclose(one, other, rtol=1e-12)
from lstm_core.kernels import numba_kernel
print(type(numba_kernel._sequence._cache).__name__)
"""
    root = Path(__file__).resolve().parent.parent.parent
    answer = subprocess.run(
        [sys.executable, "-c", code], capture_output=True, text=True, cwd=root, timeout=300
    )
    assert answer.stdout.split() == ["NullCache"], answer.stdout + answer.stderr


def test_a_change_in_any_compiled_file_compiles_again(tmp_path):
    stamp = numba_compile.stamp_of_sources(numba_compile.FOLDER)
    assert numba_kernel._sequence._cache._cache_file._source_stamp == stamp
    for path in numba_compile.FOLDER.glob("numba_*.py"):
        (tmp_path / path.name).write_bytes(path.read_bytes())
    assert numba_compile.stamp_of_sources.__wrapped__(tmp_path) == stamp
    (tmp_path / "numba_tanh.py").write_text("changed")
    assert numba_compile.stamp_of_sources.__wrapped__(tmp_path) != stamp
