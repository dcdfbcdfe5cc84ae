"""Where the entries of earlier progress files belong today: notebooks renamed, exercises moved."""

from typing import Any

_RENAMED = {  # up to format 2
    "05_training_lab": "06_training_lab",
    "06_sampling": "07_sampling",
    "07_inside_the_cells": "08_inside_the_cells",
    "08_speed": "09_speed",
}
_MOVED = {  # up to format 2
    ("04_bptt", "clip_by_norm"): "05_gradient_reach",
    ("04_bptt", "rnn_backward"): "05_gradient_reach",
}


def with_present_names(part: dict[str, Any]) -> dict[str, Any]:
    """Return entries by notebook under the present names; entries that are there already stay."""
    renamed: dict[str, Any] = {}
    for notebook in sorted(part, key=_RENAMED.__contains__):  # the present names first
        for name in part[notebook]:
            entry = [name] if isinstance(part[notebook], list) else {name: part[notebook][name]}
            place = _MOVED.get((notebook, name), _RENAMED.get(notebook, notebook))
            add_entries(renamed, place, entry)
    return renamed


def add_entries(part: dict[str, Any], notebook: str, entries: Any) -> None:
    """Add a notebook's entries that are not there yet, of a list or a dict."""
    mine = part.setdefault(notebook, type(entries)())
    new = [name for name in entries if name not in mine]
    if isinstance(mine, list):
        mine.extend(new)
    else:
        mine.update({name: entries[name] for name in new})
