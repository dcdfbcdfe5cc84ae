"""The weights' gradients are sums over time, whatever product computes them."""

import tracemalloc

import numpy as np
import pytest
from differences import assert_same
from hypothesis import given
from hypothesis import strategies as st

import lstm_core as lc
from lstm_core.kernels import weight_gradients
from lstm_core.rnn import RNNParameters

sizes = st.integers(1, 5)


def assert_products_are_sums(module, kind, T, B, V, H, seed, begins_at_zero=False):
    """Compare with the sums of the module's first lines, one outer product per step and sequence."""
    random = np.random.default_rng(seed)
    parameters = kind.zeros(V, H)
    inputs = random.integers(0, V, (T, B))
    h_first, hidden_state = random.normal(size=(B, H)), random.normal(size=(T, B, H))
    h_first *= not begins_at_zero
    dz, dy = random.normal(size=(T, B, kind.blocks * H)), random.normal(size=(T, B, V))

    expected = kind.zeros(V, H)
    for t in range(T):
        for k in range(B):
            h_prev = hidden_state[t - 1, k] if t else h_first[k]
            expected.W_x[inputs[t, k]] += dz[t, k]
            expected.W_h += np.outer(h_prev, dz[t, k])
            expected.b += dz[t, k]
            expected.W_y += np.outer(hidden_state[t, k], dy[t, k])
            expected.b_y += dy[t, k]
    found = module.weight_gradients(parameters, inputs, h_first, hidden_state, dz, dy)
    assert type(found) is kind
    for name, gradient in expected.arrays():
        assert_same(getattr(found, name), gradient, 1e-12, name)


@pytest.mark.parametrize("kind", [lc.Parameters, RNNParameters])
@pytest.mark.parametrize("V", [weight_gradients.MOST_ONE_HOT, weight_gradients.MOST_ONE_HOT + 1])
def test_a_large_vocabulary_gives_the_same_sums(kind, V):
    assert_products_are_sums(weight_gradients, kind, T=60, B=5, V=V, H=3, seed=0)


def test_a_large_vocabulary_needs_no_one_hot_vectors():
    V, N = 20_000, 500
    p, state = lc.Parameters.zeros(V, 2), np.zeros((1, 2))
    inputs, dy = np.arange(N)[:, None], np.broadcast_to(0.0, (N, 1, V))
    tracemalloc.start()
    weight_gradients.weight_gradients(p, inputs, state, np.zeros((N, 1, 2)), np.ones((N, 1, 8)), dy)
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert peak < N * V * 8 / 2  # one-hot vectors alone are N V numbers of 8 bytes


@pytest.mark.parametrize("kind", [lc.Parameters, RNNParameters])
@given(T=sizes, B=sizes, V=sizes, H=sizes, seed=st.integers(0, 100))
def test_one_product_is_the_sum_over_all_steps_and_sequences(kind, T, B, V, H, seed):
    assert_products_are_sums(weight_gradients, kind, T, B, V, H, seed)
