"""What happens when a cell runs again: the labs that it made before are closed."""

from typing import Protocol

from IPython import get_ipython


class Closable(Protocol):
    """What can be ended."""

    def close(self) -> None:
        """End it."""


_labs_by_cell: dict[str, tuple[str, list[Closable]]] = {}  # cell: (run of the cell, its labs)


def running_cell() -> tuple[str, str] | None:
    """Return the notebook cell that runs now, and which run of it this is."""
    kernel = getattr(get_ipython(), "kernel", None)
    if kernel is None:
        return None
    request = kernel.get_parent("shell")
    cell = request.get("metadata", {}).get("cellId")
    return (cell, request["header"]["msg_id"]) if cell else None


def register(lab: Closable) -> None:
    """Register a new lab, and close those that an earlier run of the same cell has made."""
    cell_run = running_cell()
    if cell_run is None:
        return
    cell, run = cell_run
    last_run, labs = _labs_by_cell.get(cell, (run, []))
    if last_run != run:
        for old in labs:
            old.close()
        labs = []
    _labs_by_cell[cell] = run, [*labs, lab]


def unregister(lab: Closable) -> None:
    """Remove a lab that has been closed."""
    for cell, (run, labs) in list(_labs_by_cell.items()):
        if any(other is lab for other in labs):
            _labs_by_cell[cell] = run, [other for other in labs if other is not lab]
