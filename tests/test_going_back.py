"""After Run All, every code cell of a notebook runs again alone, as when a learner goes back to it."""

import re
from pathlib import Path

import nbformat
import pytest
from nbclient import NotebookClient
from nbclient.exceptions import CellExecutionError
from nbformat.v4 import new_code_cell, new_notebook

from environment import shipped_notebooks

pytestmark = pytest.mark.long
SECONDS_PER_CELL = 600
KEEP = "_names_at_the_end = dict(globals())"
BRING_BACK = (
    "globals().update(_names_at_the_end)"  # a cell finds what Run All left, not what others did
)


def cells_that_fail_again(notebook, folder: Path) -> list[str]:
    """Return, for each code cell that fails when it runs again alone, its id and the error."""
    sources = [(cell.id, cell.source) for cell in notebook.cells if cell.cell_type == "code"]
    script = [*sources, ("", KEEP)]
    for cell_id, source in sources:
        script += [("", BRING_BACK), (cell_id, source)]
    running = new_notebook(cells=[new_code_cell(source) for _, source in script])
    client = NotebookClient(
        running,
        timeout=SECONDS_PER_CELL,
        kernel_name="python3",
        resources={"metadata": {"path": str(folder)}},
        store_widget_state=False,
    )
    failures = []
    with client.setup_kernel():
        for place, ((cell_id, _), cell) in enumerate(zip(script, running.cells, strict=True)):
            try:
                client.execute_cell(cell, place)
            except CellExecutionError as error:
                if place <= len(sources):
                    raise
                last = re.sub(r"\x1b\[[\d;]*m", "", str(error)).strip().splitlines()[-1]
                failures.append(f"{cell_id}: {last}")
    return failures


@pytest.mark.parametrize("path", shipped_notebooks(), ids=lambda path: path.stem)
def test_every_cell_runs_again_alone_after_run_all(path, monkeypatch):
    monkeypatch.setenv("LSTM_PROGRESS", "off")
    assert cells_that_fail_again(nbformat.read(path, as_version=4), path.parent) == []


def test_a_name_that_holds_two_things_is_found(tmp_path):
    cells = ["x = 2", "y = [1, 2, 3][x]", "x = 'two'", "z = y"]
    notebook = new_notebook(
        cells=[new_code_cell(source, id=f"cell-{source[0]}{n}") for n, source in enumerate(cells)]
    )
    (failure,) = cells_that_fail_again(notebook, tmp_path)
    assert failure.startswith("cell-y1: TypeError")
