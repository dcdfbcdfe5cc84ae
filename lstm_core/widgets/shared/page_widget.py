"""A widget that trusts no page: what the page may write is listed, and everything is checked.

What else arrives is ignored, a refused message is taken back as a whole, and the page is sent the true
values of both. Nothing that a page sends raises.
"""

import sys
from typing import Any, ClassVar

import anywidget
import traitlets

from lstm_core.widgets.shared import lifetime
from lstm_core.widgets.shared.learner_text import without_halves

# JupyterLite's kernel loses every entry of a dict that is None. A page there is sent this instead, and
# nulls.js puts null for it.
_NULL = {"lstm-null": True}
_THEIRS = frozenset(
    anywidget.AnyWidget.class_trait_names()
)  # read by code of theirs, which knows no _NULL


class _OnlyTried(traitlets.TraitError):
    """Takes back what was set to see whether it is allowed."""


class PageWidget(anywidget.AnyWidget):
    """A widget whose page may write the traits in `page_writes`, and no others."""

    page_writes: ClassVar[tuple[str, ...]] = ()
    # ipywidgets 7, which Colab has, would show the view alone, without the picture or text beside it.
    _ipython_display_ = None

    def __init__(self, **values: Any) -> None:
        with self.hold_trait_notifications():
            for name, value in values.items():
                self.set_trait(name, value)
        super().__init__()
        lifetime.register(self)

    def _repr_mimebundle_(self, **kwargs: Any) -> tuple[dict[str, Any], dict[str, Any]] | None:
        lifetime.register(self)
        view = super()._repr_mimebundle_(**kwargs)
        if view is None:
            return None
        data, metadata = view if isinstance(view, tuple) else (view, {})
        others, about = self._beside_the_view()
        return {**data, **others}, {**metadata, **about}

    def _beside_the_view(self) -> tuple[dict[str, Any], dict[str, Any]]:
        """Return what is shown by type where the widget cannot run, and its metadata."""
        return {}, {}

    def rest(self) -> None:
        """Stop what goes on by itself, because the cell that showed the widget runs again."""

    def _hear_refused(self, came: dict[str, Any], error: traitlets.TraitError) -> None:
        """Say in the widget's own words what was refused; widgets that answer questions do."""

    # From the page

    def _handle_msg(self, msg: Any) -> None:
        """Take a message of the page, or answer what is none with the true state."""
        try:
            data, buffers = msg["content"]["data"], list(msg.get("buffers") or [])
            method = data["method"]
            content = data["state" if method == "update" else "content"]
            content = _received(content) if sys.platform == "emscripten" else content
        except Exception:
            self.send_state()
            return
        if method == "update" and isinstance(content, dict):  # no trait of a page holds bytes
            data, buffers = {"method": method, "state": content}, []
        elif method == "custom":
            data = {"method": method, "content": content}
        else:
            self.send_state()
            return
        super()._handle_msg({**msg, "content": {"data": data}, "buffers": buffers})

    def set_state(self, sync_data: dict[str, Any]) -> None:
        """Take what the page may write, whole or not at all, and send the true values of the rest.

        Parameters
        ----------
        sync_data : dict
            The values that came from the page, by the names of traits.
        """
        came = {name: sync_data[name] for name in self.page_writes if name in sync_data}
        with self.hold_sync():
            try:
                refused = self._refusal_of(came)
                if refused is None:
                    super().set_state(came)
                else:
                    self._hear_refused(came, refused)
            finally:
                untrue = {n for n in self.keys if n in sync_data and not self._holds(n, came)}
                self._states_to_send.update(untrue)

    def _refusal_of(self, came: dict[str, Any]) -> traitlets.TraitError | None:
        try:
            with self.hold_trait_notifications():
                for name, value in came.items():
                    self.set_trait(name, value)
                for name in came:  # while it can be taken back
                    self.set_trait(name, self._cross_checked(name))
                raise _OnlyTried
        except _OnlyTried:
            return None
        except traitlets.TraitError as error:
            return error

    def _cross_checked(self, name: str) -> Any:
        return getattr(type(self), name)._cross_validate(self, getattr(self, name))

    def _holds(self, name: str, came: dict[str, Any]) -> bool:
        """Whether a trait has the value that came, and in its type: to Python 1 equals True."""
        if name not in came:
            return False
        value = getattr(self, name)
        return type(value) is type(came[name]) and bool(value == came[name])

    # To the page

    def get_state(self, key: Any = None, drop_defaults: bool = False) -> dict[str, Any]:
        """Return the state as it can be sent.

        Parameters
        ----------
        key : str or iterable of str, optional
            Which traits; by default all that the page knows.
        drop_defaults : bool
            Whether to leave out what has its default value.

        Returns
        -------
        dict
            Values by name, without halves of characters, which no message can hold.
        """
        return self._sendable_state(super().get_state(key, drop_defaults))

    def _sendable_state(self, state: dict[str, Any]) -> dict[str, Any]:
        return {name: _sendable(value, name not in _THEIRS) for name, value in state.items()}

    def _send(self, msg: dict[str, Any], buffers: Any = None) -> None:
        """Send; a page that cannot be reached stops nothing in Python."""
        try:
            msg = dict(msg)
            if "state" in msg:
                msg["state"] = self._sendable_state(msg["state"])
            if "content" in msg:
                msg["content"] = _sendable(msg["content"])
            super()._send(msg, buffers)
        except Exception:  # the kernel's connection is closed, or closes
            return


def _received(value: Any) -> Any:
    """Return what a page has sent, with None for JupyterLite's own kind of null."""
    if type(value).__name__ == "JsNull":
        return None
    if isinstance(value, dict):
        return {name: _received(each) for name, each in value.items()}
    return [_received(each) for each in value] if isinstance(value, list) else value


def _sendable(value: Any, is_ours: bool = True) -> Any:
    """Return what the kernel can send: no halves of characters, and in JupyterLite no None."""
    if isinstance(value, str):
        return without_halves(value)
    if value is None and is_ours and sys.platform == "emscripten":
        return _NULL
    if isinstance(value, dict):
        return {name: _sendable(each, is_ours) for name, each in value.items()}
    return [_sendable(each, is_ours) for each in value] if isinstance(value, list | tuple) else value
