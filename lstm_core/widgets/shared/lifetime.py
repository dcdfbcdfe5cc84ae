"""When a widget ends by itself: no cell shows it any more, and no name of the notebook leads to it.

A cell that runs again makes its widgets again and takes the earlier ones off the page. Jupyter's
registry of widgets and IPython's memory of results would hold these, in the kernel and in every page
that opens the notebook. So after each run of a cell, a widget of an earlier run is closed if

- every cell that made or showed it has run again since, and
- no variable of the notebook holds it, also not in a list, a dictionary or a box.

Where the front end does not say which cell runs, nothing is closed.
"""

import re
from collections.abc import Iterator
from typing import Any
from weakref import WeakKeyDictionary, ref

import ipywidgets
from IPython import get_ipython

_RESULT_NAME = re.compile(r"_{1,3}|_\d+|_oh|Out")  # where IPython keeps the results of cells
_LAST_RESULTS = ("_", "__", "___")
_DEEPEST = 3  # lists in lists are looked through so far

_latest_run: dict[str | None, str | None] = {None: None}  # by cell; an unknown cell never runs again
_places: WeakKeyDictionary[Any, dict[str | None, str | None]] = WeakKeyDictionary()  # runs, by cell
_listening: list[Any] = []  # shells


def running_cell() -> tuple[str, str] | None:
    """Return the notebook cell that runs now, and which run of it this is."""
    kernel = getattr(get_ipython(), "kernel", None)
    if kernel is None:
        return None
    request = kernel.get_parent()  # the kernel of JupyterLite takes no argument
    cell = request.get("metadata", {}).get("cellId")
    return (cell, request["header"]["msg_id"]) if cell else None


def register(widget: Any) -> None:
    """Note that the running cell makes or shows a widget; those of its earlier runs come to rest."""
    shell = get_ipython()
    if shell is None:
        return
    if not any(each is shell for each in _listening):
        shell.events.register("post_run_cell", close_unseen)
        _listening.append(shell)
    cell, run = running_cell() or (None, None)
    _latest_run[cell] = run
    _places.setdefault(widget, {})[cell] = run
    for each in _unseen(cell):
        each().rest()


def close_unseen(*_: Any) -> None:
    """Close the widgets that the cell has taken off the page and that no name leads to."""
    place = running_cell()
    if place is None or place[0] not in _latest_run:
        return
    _latest_run[place[0]] = place[1]
    names = get_ipython().user_ns
    for each in _unseen(place[0]):
        if not any(found is each() for found in _named_values(names)):
            _forget_result(each(), get_ipython())
            _close(each())


def _unseen(cell: str | None) -> list[Any]:
    """Return what a cell has made or shown, and no cell shows now: as weak references."""
    return [
        ref(widget)
        for widget, places in list(_places.items())
        if cell in places and all(_latest_run[where] != run for where, run in places.items())
    ]


def _named_values(names: dict[str, Any]) -> Iterator[Any]:
    """Yield the values of the notebook's variables, and what is in lists, dictionaries and boxes."""
    for name, value in list(names.items()):
        if not _RESULT_NAME.fullmatch(name):
            yield from _inside(value, _DEEPEST)


def _inside(value: Any, depth: int) -> Iterator[Any]:
    yield value
    if depth == 0:
        return
    if isinstance(value, dict):
        value = list(value.values())
    elif isinstance(value, ipywidgets.Box):
        value = value.children
    if isinstance(value, list | tuple | set | frozenset):
        for each in list(value):
            yield from _inside(each, depth - 1)


def _forget_result(widget: Any, shell: Any) -> None:
    """Take a widget out of IPython's memory of results, or it would never be freed."""
    results = shell.user_ns["_oh"]
    for number in [number for number, value in results.items() if value is widget]:
        del results[number]
    for names in (shell.user_ns, shell.user_ns_hidden):
        for name in [name for name, value in names.items() if value is widget]:
            names[name] = ""  # the value that `_` begins with
    for name in _LAST_RESULTS:
        if getattr(shell.displayhook, name, None) is widget:
            setattr(shell.displayhook, name, "")


def _close(widget: Any) -> None:
    """Close a widget and its layout, unless another widget has the same layout."""
    layout = widget.layout
    widget.close()
    if not any(getattr(each, "layout", None) is layout for each in _open_widgets()):
        layout.close()


def _open_widgets() -> list[Any]:
    module = ipywidgets.widgets.widget
    instances = getattr(module, "_instances", None)  # ipywidgets 8
    return list((module.Widget.widgets if instances is None else instances).values())
