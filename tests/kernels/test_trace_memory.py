"""A forward pass takes little more memory than the trace that it returns."""

import tracemalloc

import numpy as np
import pytest

import lstm_core as lc
from lstm_core.kernels import get_kernel


@pytest.mark.parametrize("dtype", ["float32", "float64"])
@pytest.mark.parametrize("backend", ["numpy", "auto"])
@pytest.mark.parametrize(("H", "B", "T"), [(25, 1, 907), (128, 50, 53), (25, 1, 20011)])
def test_a_pass_takes_at_most_a_tenth_more_than_its_trace(backend, dtype, H, B, T):
    V = 35
    model = lc.CharLSTM(V, H, dtype=dtype, backend=backend)
    inputs = np.zeros((T, B), np.int64)
    get_kernel(backend)
    model.forward(inputs[:2])  # what is made once: constants, imports, compiled code
    tracemalloc.start()
    trace = model.forward(inputs)
    kept, peak = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    theory = T * B * ((7 * H + V) * model.dtype.itemsize)
    assert kept <= 1.1 * theory
    assert peak <= 1.1 * theory
    assert trace.logits.shape == (T, B, V)
