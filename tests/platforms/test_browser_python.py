"""Python in a browser: no processes, no overflow warnings, and a mask that hides new files."""

import os
import stat
import subprocess
from pathlib import Path

import nbformat
import numpy as np
import pytest
from IPython.core.interactiveshell import InteractiveShell

import lstm_core as lc
from lstm_core.file_access import replacing

NOTEBOOKS = Path(__file__).resolve().parent.parent.parent / "notebooks"


@pytest.fixture
def run_until(monkeypatch):
    """Return a function that runs a notebook's code cells up to one of them, and returns the names."""
    monkeypatch.chdir(NOTEBOOKS)
    shell = InteractiveShell()

    def run(name, last):
        for cell in nbformat.read(f"{name}.ipynb", as_version=4).cells:
            if cell.cell_type == "code":
                shell.run_cell(cell.source, silent=True).raise_error()
            if cell.id == last:
                return shell.user_ns
        raise AssertionError(f"no cell {last}")

    yield run
    shell.reset()


def test_where_python_starts_no_other_the_orders_are_shuffled_and_the_guess_opens(
    run_until, monkeypatch
):
    def refuse(*_, **__):
        raise OSError(138, "emscripten does not support processes.")

    monkeypatch.setattr(subprocess, "run", refuse)
    names = run_until("01_encoding", "orders")
    assert len(set(names["orders"])) == 5
    assert {"".join(sorted(order)) for order in names["orders"]} == {
        "".join(sorted(set(names["text"])))
    }
    assert names["guess"]._open.problem == ""


def test_where_numpy_warns_of_no_overflow_the_cell_says_so(run_until, capsys):
    with np.errstate(all="ignore"):  # as in WebAssembly
        run_until("02_gates", "overflow-code")
    assert "NumPy says:      nothing, as always in a browser" in capsys.readouterr().out


@pytest.mark.skipif(os.name == "nt", reason="Windows knows no umask")
def test_a_new_file_can_be_read_by_its_owner_whatever_the_mask(tmp_path):
    mask = os.umask(0o777)  # Emscripten's
    try:
        with replacing(tmp_path / "file") as file:
            file.write(b"kept")
    finally:
        os.umask(mask)
    assert stat.S_IMODE((tmp_path / "file").stat().st_mode) == 0o600
    assert lc.read_text(tmp_path / "file") == "kept"
