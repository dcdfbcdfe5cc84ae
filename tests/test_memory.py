"""Memory is handed out again only when nobody looks at it any more."""

import copy
import gc
import pickle

import numpy as np
import pytest

from lstm_core import memory

SHAPE = (512, 256)


@pytest.fixture(autouse=True)
def nothing_kept(monkeypatch):
    monkeypatch.setattr(memory, "_kept", {})


def address(array):
    return array.__array_interface__["data"][0]


@pytest.mark.parametrize("dtype", ["float32", "float64"])
@pytest.mark.parametrize("shape", [(1,), (0, 3), (3, 5), SHAPE])
def test_an_array_has_the_shape_and_type_that_were_asked_for(shape, dtype):
    array = memory.empty(shape, np.dtype(dtype))
    assert (array.shape, array.dtype, type(array)) == (shape, np.dtype(dtype), np.ndarray)
    assert array.flags.carray
    array[...] = 1.0
    assert array.sum() == array.size


def test_memory_comes_back_when_its_array_is_gone():
    first = memory.empty(SHAPE, np.dtype("float64"))
    place = address(first)
    del first
    gc.collect()
    again = memory.empty(SHAPE, np.dtype("float64"))
    assert address(again) == place


def test_any_view_keeps_the_memory():
    array = memory.empty(SHAPE, np.dtype("float64"))
    array[...] = 7.0
    views = [array[3:5, ::2], array.T, array.reshape(-1)[5:], np.asarray(array).view("int64")[1]]
    expected = [view.copy() for view in views]
    del array
    while views:
        gc.collect()
        other = memory.empty(SHAPE, np.dtype("float64"))
        other[...] = -1.0
        for view, values in zip(views, expected, strict=True):
            np.testing.assert_array_equal(view, values)
        del other, view
        views.pop(), expected.pop()


def test_two_arrays_never_share_memory():
    arrays = [memory.empty(SHAPE, np.dtype("float32")) for _ in range(5)]
    del arrays[1:4]
    arrays += [memory.empty(SHAPE, np.dtype("float32")) for _ in range(5)]
    for k, array in enumerate(arrays):
        assert not any(np.shares_memory(array, other) for other in arrays[k + 1 :])


def test_copies_are_ordinary_arrays():
    array = memory.copy(np.arange(np.prod(SHAPE), dtype="float64").reshape(SHAPE))
    for twin in (array.copy(), copy.deepcopy(array), pickle.loads(pickle.dumps(array))):
        np.testing.assert_array_equal(twin, array)
        assert not np.shares_memory(twin, array)


def test_no_more_is_kept_than_allowed(monkeypatch):
    size = 8 * SHAPE[0] * SHAPE[1]
    monkeypatch.setattr(memory, "MOST_KEPT", 3 * size)
    arrays = [memory.empty(SHAPE, np.dtype("float64")) for _ in range(10)]
    arrays.clear()
    gc.collect()
    assert 0 < sum(size * len(free) for size, free in memory._kept.items()) <= 3 * size
