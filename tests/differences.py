"""Finite differences, written for the tests alone, so that no derivative is checked by itself."""

import numpy as np


def slopes(loss, array, epsilon=1e-5):
    """Return the central difference of ``loss()`` by every number of ``array``, which it reads."""
    found = np.empty_like(array)
    for place in np.ndindex(array.shape):
        value = array[place]
        array[place] = value + epsilon
        above = loss()
        array[place] = value - epsilon
        below = loss()
        array[place] = value
        found[place] = (above - below) / (2 * epsilon)
    return found


def assert_same(actual, expected, tolerance=1e-12, name=""):
    """Compare arrays by the largest number in either: near 0 a relative error means nothing."""
    actual, expected = np.asarray(actual), np.asarray(expected)
    assert actual.shape == expected.shape, f"{name}: {actual.shape} is not {expected.shape}"
    scale = max(float(np.abs(side).max(initial=0.0)) for side in (actual, expected))
    error = float(np.abs(actual - expected).max(initial=0.0)) / max(scale, 1e-300)
    assert error <= tolerance, f"{name}: relative error {error:.2e}"


def assert_slopes(actual, expected):
    """Compare derivatives with central differences, whose own error is about 1e-10 of the loss."""
    actual, expected = np.asarray(actual), np.asarray(expected)
    assert actual.shape == expected.shape
    np.testing.assert_allclose(actual, expected, rtol=1e-6, atol=1e-8)
