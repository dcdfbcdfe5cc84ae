"""Choosing a kernel: what is installed, what is not, and how long the first use takes."""

import os
import re
import subprocess
import sys
from importlib import import_module
from pathlib import Path

import numpy as np
import pytest
from agreement import random_layer

import lstm_core as lc
from lstm_core import kernels
from lstm_core.kernels import (
    BACKENDS,
    check_backend,
    get_kernel,
    nearest_backend,
    numpy_kernel,
    warm_up,
)
from lstm_core.kernels import __main__ as kernels_command


@pytest.fixture
def without_numba(monkeypatch):
    """As on a machine where numba is not installed."""
    monkeypatch.setitem(sys.modules, "numba", None)
    forget()
    yield
    forget()


def forget():
    kernels._is_installed.cache_clear()
    kernels._numba_kernel.cache_clear()


@pytest.fixture
def broken_numba(monkeypatch):
    """As with a numba that refuses this NumPy."""

    def refuse(name):
        raise ImportError("Numba needs NumPy 2.0 or less")

    monkeypatch.setattr(kernels, "_is_installed", lambda package: True)
    monkeypatch.setattr(kernels, "import_module", refuse)
    kernels._numba_kernel.cache_clear()
    yield
    kernels._numba_kernel.cache_clear()


def test_without_numba_auto_is_numpy(without_numba):
    assert get_kernel("auto") is numpy_kernel
    assert lc.CharLSTM(5, 3, backend="auto").forward([1, 2]).logits.shape == (2, 5)


def test_auto_is_the_default_wherever_a_network_comes_from(tmp_path):
    model = lc.CharLSTM(5, 3)
    model.save(tmp_path / "model.npz")
    read = lc.CharLSTM.load(tmp_path / "model.npz")
    shared = lc.CharLSTM.from_parameters(model.parameters)
    assert {model.backend, read.backend, shared.backend} == {"auto"}


def test_a_step_without_numba_agrees_with_one_that_has_it_to_rounding(monkeypatch):
    inputs, targets = np.random.default_rng(0).integers(0, 5, (2, 30))
    model = lc.CharLSTM(5, 7)
    with_numba = model.backward(model.forward(inputs), targets)
    with monkeypatch.context() as patch:
        patch.setitem(sys.modules, "numba", None)
        forget()
        without = model.backward(model.forward(inputs), targets)
    forget()
    np.testing.assert_allclose(without.vector, with_numba.vector, rtol=1e-10, atol=1e-13)


def test_the_command_that_compiles_says_which_kernel_is_ready(capsys):
    kernels_command.main()
    assert re.fullmatch(r"The num(py|ba) kernel is ready after [\d.]+ s\n", capsys.readouterr().out)


def test_without_numba_asking_for_it_says_what_to_install(without_numba, tmp_path):
    lc.CharLSTM(5, 3).save(tmp_path / "model.npz")
    for ask in (
        lambda: get_kernel("numba"),
        lambda: warm_up("numba"),
        lambda: lc.CharLSTM(5, 3, backend="numba"),
        lambda: lc.CharLSTM.from_parameters(lc.Parameters.zeros(5, 3), backend="numba"),
        lambda: lc.CharLSTM.load(tmp_path / "model.npz", backend="numba"),
    ):
        with pytest.raises(lc.ArgumentError, match=r"not installed.*pip install.*backend=\"auto\""):
            ask()


def test_a_numba_that_cannot_be_imported_is_named_and_auto_goes_on(broken_numba):
    assert get_kernel("auto") is numpy_kernel
    with pytest.raises(lc.ArgumentError, match=r"Numba needs NumPy 2\.0 or less"):
        get_kernel("numba")


def test_a_checkpoint_made_with_numba_goes_on_without_it(tmp_path, monkeypatch, without_numba):
    text = np.arange(20) % 5
    trainer = lc.Trainer(lc.CharLSTM(5, 3, seed=1), text)
    trainer.step()
    trainer.model.backend = "numba"  # as on the machine where it was written
    lc.save_checkpoint(trainer, tmp_path / "checkpoint.npz")
    resumed = lc.load_checkpoint(tmp_path / "checkpoint.npz")
    assert resumed.model.backend == "auto"
    trainer.model.backend = "numpy"
    assert resumed.step().loss == trainer.step().loss


def test_where_numba_is_installed_but_broken_a_file_that_names_it_takes_another(tmp_path):
    (tmp_path / "numba.py").write_text("raise ImportError('Numba needs NumPy 2.3 or less')")
    code = """
import lstm_core as lc
from lstm_core.kernels import nearest_backend
assert nearest_backend("numba") == "auto"
assert lc.warm_up() < 60
try:
    lc.warm_up("numba")
except lc.ArgumentError as error:
    print(error)
"""
    answer = subprocess.run(
        [sys.executable, "-c", code],
        env=os.environ | {"PYTHONPATH": f"{tmp_path}{os.pathsep}{Path(lc.__file__).parents[1]}"},
        capture_output=True,
        text=True,
        timeout=120,
    )
    assert "cannot be imported: Numba needs NumPy 2.3 or less" in answer.stdout, answer.stderr


@pytest.mark.parametrize("backend", sorted({nearest_backend(backend) for backend in BACKENDS}))
def test_a_step_leaves_the_state_that_it_begins_with(backend):
    p, _, state, *_ = random_layer(1, 1, 5, 4, seed=0)
    kept = [array.copy() for array in state]
    after = get_kernel(backend).step(p, 2, state)
    for array, copy, new in zip(state, kept, after, strict=True):
        np.testing.assert_array_equal(array, copy)
        assert not np.shares_memory(array, new)


@pytest.mark.parametrize("backend", ["cuda", None, 1, numpy_kernel])
@pytest.mark.parametrize("ask", [get_kernel, check_backend, nearest_backend, warm_up])
def test_an_unknown_backend_is_refused(ask, backend):
    names = "'reference', 'numpy', 'numba', 'auto'"
    with pytest.raises(lc.ArgumentError, match=f"backend must be one of {names}"):
        ask(backend)


def test_every_backend_is_a_module_with_the_two_functions():
    assert get_kernel("numpy") is numpy_kernel
    for backend in {nearest_backend(backend) for backend in BACKENDS}:
        for name in ("forward", "backward"):
            assert callable(getattr(get_kernel(backend), name))


def test_warming_up_says_how_long_it_took_and_leaves_nothing_to_compile():
    assert 0.0 <= warm_up("numpy") < 60.0
    assert warm_up("auto") > 0.0
    kernel = get_kernel("auto")
    if kernel is numpy_kernel:
        return
    numba_weight_gradients = import_module("lstm_core.kernels.numba_weight_gradients")
    numba_tiles = import_module("lstm_core.kernels.numba_tiles")
    of_many = (
        (numba_tiles._arrange, numba_tiles._arrange_transpose)
        if kernel.TILES_ARE_FAST
        else (kernel._batch_step, kernel._batch_step_backward)
    )
    compiled = [
        *of_many,
        kernel._sequence,
        kernel._sequence_backward,
        numba_weight_gradients._sum_by_index,
        numba_weight_gradients._sum_of_rows,
    ]
    before = [len(function.signatures) for function in compiled]
    assert min(before) >= 2  # float32 and float64; other tests may have compiled more
    for dtype in ("float32", "float64"):
        for inputs in ([1, 2, 3], np.ones((3, 1), int), np.ones((4, 7), int), np.ones((20, 7), int)):
            model = lc.CharLSTM(5, 3, dtype=dtype, backend="auto")
            trace = model.forward(inputs, model.forward(inputs).final_state)
            model.backward(trace, inputs)
    assert [len(function.signatures) for function in compiled] == before


def test_numba_is_imported_at_the_first_use_and_not_before():
    code = """
import sys, lstm_core as lc
model = lc.CharLSTM(5, 3, backend="auto")
print("numba" in sys.modules)
"""
    answer = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, timeout=120)
    assert answer.stdout.split() == ["False"], answer.stderr
