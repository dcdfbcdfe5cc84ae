"""A small extension of Jupyter's server: a notebook that is opened again shows pictures, not errors.

A widget's output holds a view, which leads to a model in the kernel, and a picture or text.
JupyterLab prefers the view, also when its kernel is gone, and then shows "Error displaying widget".
So the view is left out of what is saved; the open page keeps its widget. This is a package of its
own, on the standard library alone, because importing `lstm_core` would cost each server 13 MB.
"""

from typing import Any

VIEW = "application/vnd.jupyter.widget-view+json"
STATE = "application/vnd.jupyter.widget-state+json"

__all__ = ["drop_dead_views"]


def drop_dead_views(model: Any, **_: Any) -> None:
    """Take views of widgets out of a notebook that is about to be saved.

    A view stays where nothing else could be shown, and where the notebook holds the state of its
    widget, as with JupyterLab's setting "Save Widget State Automatically".

    Parameters
    ----------
    model : dict
        What Jupyter's server saves: ``type`` and ``content``. It is changed in place. What is no
        notebook, or not in a notebook's form, stays as it is.
    """
    if not isinstance(model, dict) or model.get("type") != "notebook":
        return
    content = model.get("content")
    kept = _models_with_state(content)
    for cell in _part(content, "cells", list):
        for output in _part(cell, "outputs", list):
            data = _part(output, "data", dict)
            if len(data) > 1 and VIEW in data and _model_of(data[VIEW]) not in kept:
                del data[VIEW]
                _part(output, "metadata", dict).pop(VIEW, None)


def _part(whole: Any, name: str, kind: type) -> Any:
    """Return a part of a dictionary, or an empty one where it is missing or of another kind."""
    part = whole.get(name) if isinstance(whole, dict) else None
    return part if isinstance(part, kind) else kind()


def _models_with_state(content: Any) -> set[str]:
    """Return the models whose state is in the notebook itself."""
    widgets = _part(_part(content, "metadata", dict), "widgets", dict)
    return set(_part(_part(widgets, STATE, dict), "state", dict))


def _model_of(view: Any) -> str:
    """Return the name of the model that a view shows."""
    return str(view.get("model_id")) if isinstance(view, dict) else ""


# What Jupyter's server calls


def _jupyter_server_extension_points() -> list[dict[str, str]]:
    """Say which module is the extension."""
    return [{"module": "lstm_jupyter"}]


def _load_jupyter_server_extension(server: Any) -> None:
    """Let the hook run before each save, after one that the user has configured."""
    server.contents_manager.register_pre_save_hook(drop_dead_views)
