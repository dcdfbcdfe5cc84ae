"""A tanh and an exp that a compiler computes for several numbers at once, exact to the last digits.

tanh(x) = -m / (2 + m) for x > 0, where m = e^(-2x) - 1, without a branch, so that the compiler
computes several at once. e^y is 2^n e^r with y = n ln 2 + r, where |r| ≤ ½ ln 2 and e^r is a short
Taylor series. Adding a number so large that its last bit counts ones rounds y / ln 2 to n, and
leaves n in the last bits; moved to where a float has its exponent, they are 2^n.
exp(x) is the same for x ≤ 0: 2^n e^r.
"""

from typing import Any

import numpy as np
from numba import types
from numba.extending import overload, register_jitable

from lstm_core.kernels.numba_compile import EXACT

__all__ = ("exp", "tanh")

jitable = register_jitable(inline="always", **EXACT)


def tanh(x: Any) -> Any:
    """Return tanh(x); in compiled code the function below for the type of x takes its place."""
    return np.tanh(x)


@jitable
def _power_and_series32(y: Any) -> Any:
    """Return 2^n and e^r - 1, of which e^y is made."""
    rounded = y * np.float32(1.4426950408889634) + np.float32(12582912)  # 1.5 · 2^23
    n = rounded - np.float32(12582912)
    r = y - n * np.float32(0.693145751953125)  # ln 2 in two parts: n times the first is exact
    r = r - n * np.float32(1.4286068203094172e-06)
    p = np.float32(1 / 5040) * r + np.float32(1 / 720)
    p = p * r + np.float32(1 / 120)
    p = p * r + np.float32(1 / 24)
    p = p * r + np.float32(1 / 6)
    p = p * r + np.float32(1 / 2)
    power = np.int32((np.float32(rounded).view(np.int32) + np.int32(127)) << np.int32(23))
    return power.view(np.float32), p * r * r + r


@jitable
def _power_and_series64(y: Any) -> Any:
    """Return 2^n and e^r - 1, of which e^y is made."""
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
    return np.int64((np.float64(rounded).view(np.int64) + 1023) << 52).view(np.float64), p * r * r + r


def _tanh32(x: Any) -> Any:
    two_to_n, p = _power_and_series32(max(np.float32(-2) * abs(x), np.float32(-30)))
    m = two_to_n * p + (two_to_n - np.float32(1))
    return np.float32(np.copysign(m / (np.float32(2) + m), x))


def _tanh64(x: Any) -> Any:
    two_to_n, p = _power_and_series64(max(-2.0 * abs(x), -50.0))
    m = two_to_n * p + (two_to_n - 1.0)
    return np.copysign(m / (2.0 + m), x)


@overload(tanh, inline="always")
def _tanh_of_the_type(x: Any) -> Any:
    return _tanh32 if x == types.float32 else _tanh64


def exp(x: Any) -> Any:
    """Return e^x for x ≤ 0; in compiled code the function below for the type of x takes its place."""
    return np.exp(x)


def _exp32(x: Any) -> Any:
    y = max(x, np.float32(-87))  # e^-87 is 1.6e-38, the smallest that has all its digits
    two_to_n, p = _power_and_series32(y)
    return np.float32(two_to_n * (p + np.float32(1)))


def _exp64(x: Any) -> Any:
    two_to_n, p = _power_and_series64(max(x, -708.0))
    return two_to_n * (p + 1.0)


@overload(exp, inline="always")
def _exp_of_the_type(x: Any) -> Any:
    return _exp32 if x == types.float32 else _exp64
