"""Memory is handed out again only when nobody looks at it any more."""

import copy
import gc
import pickle
import subprocess
import sys
import threading

import numpy as np
import pytest

from lstm_core import memory

SHAPE = (512, 256)
SIZE = 8 * SHAPE[0] * SHAPE[1] + memory.LINE  # bytes in float64, with room to begin at a line


@pytest.fixture(autouse=True)
def pool(monkeypatch):
    monkeypatch.setattr(memory, "_pool", memory.Pool(3 * SIZE))
    return memory._pool


def address(array):
    return array.__array_interface__["data"][0]


@pytest.mark.parametrize("make", [memory.empty, memory.empty_in_line])
@pytest.mark.parametrize("dtype", ["float32", "float64"])
@pytest.mark.parametrize("shape", [(1,), (0, 3), (3, 5), SHAPE])
def test_an_array_has_the_shape_and_type_that_were_asked_for(make, shape, dtype):
    array = make(shape, np.dtype(dtype))
    assert (array.shape, array.dtype, type(array)) == (shape, np.dtype(dtype), np.ndarray)
    assert array.flags.carray
    array[...] = 1.0
    assert array.sum() == array.size


def test_large_arrays_and_those_that_ask_for_it_begin_with_a_line_of_the_cache():
    small = [memory.empty_in_line((n,), np.dtype("float32")) for n in range(1, 40)]
    large = [memory.empty((memory.SMALLEST + n,), np.dtype("uint8")) for n in range(40)]
    assert [address(array) % 64 for array in small + large] == [0] * 79
    for array in small + large:
        array[...] = 1
    assert [array.sum() for array in small + large] == [array.size for array in small + large]


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


def test_the_blocks_that_came_back_last_are_kept_and_no_more_than_allowed(pool):
    arrays = [memory.empty(SHAPE, np.dtype("float64")) for _ in range(10)]
    places = [address(array) for array in arrays]
    while arrays:
        del arrays[0]  # `pop` would hold the array for longer
        assert pool.size == min(10 - len(arrays), 3) * SIZE
    again = [memory.empty(SHAPE, np.dtype("float64")) for _ in range(3)]
    assert [address(array) for array in again] == places[:6:-1]
    assert pool.size == 0


def test_a_large_block_takes_the_place_of_the_oldest_and_a_too_large_one_of_none(pool):
    def use(*sizes):
        for size in sizes:
            memory.empty((size - memory.LINE,), np.dtype("uint8"))

    use(SIZE, SIZE + 8, SIZE // 2, 2 * SIZE)
    assert [block.size for block in pool._free] == [SIZE // 2, 2 * SIZE]
    use(3 * SIZE + 8)
    assert [block.size for block in pool._free] == [SIZE // 2, 2 * SIZE]


def test_what_the_package_keeps_is_bounded_by_32_MB():
    code = """
import gc
import lstm_core as lc
from lstm_core import memory

for hidden_size in (50, 64, 100, 128, 160, 200, 256, 300):
    model = lc.CharLSTM(30, hidden_size, dtype="float32", backend="numpy")
    trainer = lc.Trainer(model, [1, 2, 3] * 1000, sequence_length=40, batch_size=24)
    trainer.step()
    trainer.step()
del model, trainer
gc.collect()
print(memory._pool.size)
"""
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, timeout=120)
    assert done.stderr == ""
    assert 16 * 2**20 < int(done.stdout) <= 32 * 2**20


def test_nobody_waits_for_a_pool_that_is_in_use(pool):
    """A deletion may come in the middle of `take` or `put`, in the same thread."""
    first, second = (memory.empty(SHAPE, np.dtype("float64")) for _ in range(2))
    del first
    with pool._lock:
        del second
        third = memory.empty(SHAPE, np.dtype("float64"))
        assert pool.size == SIZE
    assert third.shape == SHAPE


def test_threads_never_share_memory(pool):
    wrong = []

    def work(number):
        for turn in range(300):
            arrays = [memory.empty((SIZE // 8 + k % 3,), np.dtype("float64")) for k in range(4)]
            for k, array in enumerate(arrays):
                array[::4096] = number + k
            if any((a[::4096] != number + k).any() for k, a in enumerate(arrays)):
                wrong.append((number, turn))

    interval = sys.getswitchinterval()
    sys.setswitchinterval(1e-6)
    try:
        threads = [threading.Thread(target=work, args=(10 * n,)) for n in range(4)]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
    finally:
        sys.setswitchinterval(interval)
    assert wrong == []
    assert pool.size <= 3 * SIZE


def test_arrays_that_live_until_the_interpreter_exits_cause_no_message():
    code = """
import sys
import numpy as np
from lstm_core import memory

array = memory.empty((512, 256), np.dtype("float64"))
sys.modules["kept by another module"] = [array]
cycle = [memory.empty((512, 256), np.dtype("float64"))]
cycle.append(cycle)
np.kept = memory.empty((512, 256), np.dtype("float64"))
"""
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, timeout=60)
    assert (done.returncode, done.stderr) == (0, "")
