"""Which labs are alive, by the cell that made them: a cell that runs again replaces its old labs."""

from typing import Protocol

from IPython import get_ipython


class Closable(Protocol):
    """What can be ended."""

    def close(self) -> None:
        """End it."""


_alive: dict[str, tuple[str, list[Closable]]] = {}  # cell: (run of the cell, its labs)


def running_cell() -> tuple[str, str] | None:
    """Return the notebook cell that runs now, and which run of it this is."""
    kernel = getattr(get_ipython(), "kernel", None)
    if kernel is None:
        return None
    request = kernel.get_parent("shell")
    cell = request.get("metadata", {}).get("cellId")
    return (cell, request["header"]["msg_id"]) if cell else None


def settle(lab: Closable) -> None:
    """Remember a new lab, and close those that an earlier run of the same cell has made."""
    place = running_cell()
    if place is None:
        return
    cell, run = place
    last_run, labs = _alive.get(cell, (run, []))
    if last_run != run:
        for old in labs:
            old.close()
        labs = []
    _alive[cell] = run, [*labs, lab]


def leave(lab: Closable) -> None:
    """Forget a lab that has been closed."""
    for cell, (run, labs) in list(_alive.items()):
        if any(other is lab for other in labs):
            _alive[cell] = run, [other for other in labs if other is not lab]
