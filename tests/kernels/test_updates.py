"""The optimizers' steps: compiled, and in NumPy's blocks, they have the bits of the formulas."""

import math

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

import lstm_core as lc
from lstm_core.kernels import get_kernel, get_update, numpy_update, reference_update
from lstm_core.kernels.reference_update import AdamFactors, Clipping

UPDATES = [numpy_update]
try:
    from lstm_core.kernels import numba_update

    UPDATES.append(numba_update)
except ImportError:  # numba is not installed: NumPy's blocks alone
    pass
CLIPPINGS = [Clipping(math.inf, 1.0), Clipping(0.7, 1.0), Clipping(math.inf, 0.3), Clipping(0.7, 0.3)]
updates = pytest.mark.parametrize("update", UPDATES, ids=lambda update: update.__name__.split(".")[-1])


def vectors(seed, size, dtype, spread):
    """Parameters, gradient, mean and square; with a spread also tiny and huge numbers."""
    random = np.random.default_rng(seed)
    numbers = random.normal(size=(4, size)) * np.exp(spread * random.normal(size=(4, size)))
    numbers[3] **= 2
    return numbers.astype(dtype)


@updates
@given(
    st.integers(0, 10**6),
    st.integers(1, 40),
    st.sampled_from(["float32", "float64"]),
    st.sampled_from([0.0, 3.0, 12.0]),
    st.sampled_from(CLIPPINGS),
    st.integers(1, 10_000),
)
def test_a_step_has_the_bits_of_the_formulas(update, seed, size, dtype, spread, clipping, steps):
    p, g, mean, square = vectors(seed, size, dtype, spread)
    factors = AdamFactors(0.1, 0.001, 0.01 / (1 - 0.9**steps), (1 - 0.999**steps) ** -0.5, 1e-8)
    results = []
    for module in (reference_update, update):
        by_sgd, by_adam, new = p.copy(), p.copy(), (np.empty_like(p), np.empty_like(p))
        with np.errstate(all="ignore"):
            module.sgd(by_sgd, g, clipping, 0.05)
            module.adam(by_adam, g, clipping, factors, (mean, square), new)
        results.append((by_sgd, by_adam, *new))
    for ours, expected in zip(results[1], results[0], strict=True):
        np.testing.assert_array_equal(ours, expected)
        assert ours.dtype == dtype


@updates
@pytest.mark.parametrize("extra", [-1, 0, 1])
def test_no_number_is_left_out_where_blocks_end(update, extra):
    size = 2 * numpy_update.BLOCK // 8 + extra
    p, g = vectors(0, size, "float64", 0.0)[:2]
    expected = p - 0.05 * g
    update.sgd(p, g, CLIPPINGS[0], 0.05)
    np.testing.assert_array_equal(p, expected)


@pytest.mark.skipif(len(UPDATES) == 1, reason="numba is not installed")
def test_the_compiled_step_is_taken_where_numba_is_loaded():
    get_kernel("numba")
    assert get_update() is numba_update


def test_finite_gradients_whose_squares_overflow_are_clipped_to_the_norm():
    parameters, gradients = (lc.Parameters.zeros(2, 1, dtype="float32") for _ in range(2))
    gradients.vector[...] = 3e38
    assert lc.gradient_norm(gradients) == pytest.approx(3e38 * gradients.count**0.5)
    lc.SGD(1.0, clip_norm=1.0).update(parameters, gradients)
    np.testing.assert_allclose(parameters.vector, -(gradients.count**-0.5), rtol=1e-5)
