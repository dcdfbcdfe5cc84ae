"""One BLAS thread while a network computes, and the former number afterwards."""

import os
import subprocess
import sys

import numpy as np
import pytest

import lstm_core as lc
from lstm_core import blas_threads
from lstm_core.blas_threads import OneThread


class Library:
    """A BLAS library with a number of threads and a record of all settings."""

    user_api = "blas"

    def __init__(self, number):
        self.number, self.settings = number, []

    def get_num_threads(self):
        return self.number

    def set_num_threads(self, number):
        self.number = number
        self.settings.append(number)


@pytest.fixture
def library(monkeypatch):
    library = Library(4)
    monkeypatch.setattr(blas_threads, "_blas_libraries", lambda: (library, Library(1)))
    return library


def test_the_former_number_comes_back_also_after_an_exception(library):
    with pytest.raises(KeyboardInterrupt), OneThread():
        assert library.number == 1
        raise KeyboardInterrupt
    assert library.number == 4


def test_blocks_inside_each_other_set_it_once(library):
    with OneThread():
        with OneThread():
            assert library.number == 1
        assert library.number == 1
    assert library.settings == [1, 4]


def test_blocks_that_overlap_leave_the_first_number(library):
    one, other = OneThread(), OneThread()  # as in two threads: the one that entered first leaves first
    one.__enter__()
    other.__enter__()
    one.__exit__(None, None, None)
    other.__exit__(None, None, None)
    assert library.number == 4


def test_one_thread_is_left_as_it_is(monkeypatch):
    single = Library(1)
    monkeypatch.setattr(blas_threads, "_blas_libraries", lambda: (single,))
    with OneThread():
        pass
    assert single.settings == []


@pytest.mark.parametrize("make", [lc.CharLSTM, lc.CharRNN, lc.CharGRU, lc.StackedCharLSTM])
@pytest.mark.parametrize("call", ["forward", "backward", "step"])
def test_networks_and_trainers_compute_with_one_thread(library, make, call):
    model = make(5, 3)
    trace = model.forward([0, 1, 2])
    trainer = lc.Trainer(model, [0, 1, 2, 3])
    library.settings.clear()
    calls = {
        "forward": lambda: model.forward([0, 1, 2]),
        "backward": lambda: model.backward(trace, [1, 2, 3]),
        "step": trainer.step,
    }
    calls[call]()
    assert library.settings[:2] == [1, 4]
    assert library.number == 4


def test_the_update_of_a_step_runs_with_one_thread_too(library, monkeypatch):
    """A thread that was woken once keeps a core busy, so no part of a step may wake one."""
    numbers = []
    update = lc.SGD.take_step
    monkeypatch.setattr(
        lc.SGD, "take_step", lambda *arguments: (numbers.append(library.number), update(*arguments))
    )
    lc.Trainer(lc.CharLSTM(5, 3), [0, 1, 2, 3], optimizer=lc.SGD(0.1)).step()
    assert numbers == [1]
    assert library.number == 4


def test_without_threadpoolctl_nothing_is_set(monkeypatch):
    blas_threads._blas_libraries.cache_clear()
    monkeypatch.setitem(sys.modules, "threadpoolctl", None)
    assert blas_threads._blas_libraries() == ()
    with OneThread():
        assert np.isfinite(lc.CharLSTM(5, 3).forward([1]).logits).all()
    blas_threads._blas_libraries.cache_clear()


def test_a_loaded_numpy_with_two_threads_is_set_to_one_and_back():
    pytest.importorskip("threadpoolctl")
    code = """
import numpy, threadpoolctl
import lstm_core as lc
from lstm_core.blas_threads import OneThread
def numbers():
    found = threadpoolctl.threadpool_info()
    return [library["num_threads"] for library in found if library["user_api"] == "blas"][:1]  # NumPy's
before = numbers()
with OneThread():
    inside = numbers()
lc.CharLSTM(5, 3).forward([1, 2])
print(before, inside, numbers())
"""
    variables = {name: v for name, v in os.environ.items() if name != "OMP_NUM_THREADS"}
    answer = subprocess.run(
        [sys.executable, "-c", code],
        env=variables | {"OPENBLAS_NUM_THREADS": "2"},
        capture_output=True,
        text=True,
        check=True,
    )
    assert answer.stdout in ("[2] [1] [2]\n", "[1] [1] [1]\n", "[] [] []\n")
