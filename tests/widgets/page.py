"""A page for the tests: what it sends to a widget, what it is sent, and what it believes then."""

import json
import logging
from contextlib import contextmanager

from ipywidgets.widgets.widget import _put_buffers


class Page:
    """Stands where the comm of a widget is; keeps the state that a browser would have."""

    comm_id = "page"
    kernel = object()

    def __init__(self, widget):
        self.widget = widget
        self.messages = []
        self.state = widget.get_state()
        self.complaints = []
        widget.comm.close()
        widget.comm = self
        widget.log = logging.Logger("page")
        widget.log.addHandler(_Kept(self.complaints))

    def on_msg(self, hear):
        self._hear = hear

    def close(self):
        pass

    def send(self, data=None, buffers=None):
        """Take a message of Python's, which has to be one that a kernel can send."""
        packed = json.dumps(data, ensure_ascii=False, allow_nan=False).encode("utf-8")
        data = json.loads(packed)
        self.messages.append(data)
        if data["method"] in ("update", "echo_update"):
            _put_buffers(data["state"], data["buffer_paths"], buffers or [])
            self.state |= data["state"]

    def receive(self, data, buffers=()):
        """Send a message to Python."""
        self._hear({"content": {"data": data}, "buffers": list(buffers)})

    def set(self, **values):
        """Set traits, as `save_changes` of a page does."""
        self.state |= values
        self.receive({"method": "update", "state": values, "buffer_paths": []})

    def order(self, buffers=(), **content):
        """Send a command."""
        self.receive({"method": "custom", "content": content}, buffers)

    def believes(self, name):
        """Whether the page has Python's value of a trait."""
        try:
            mine, true = plain(self.state[name]), plain(self.widget.get_state(name)[name])
        except Exception:  # what it has is no state at all
            return False
        return mine == true


class _Kept(logging.Handler):
    def __init__(self, kept):
        super().__init__()
        self.kept = kept

    def emit(self, record):
        self.kept.append(record.getMessage())


def plain(value):
    """Return a value as JSON: equal texts are equal values of equal types."""

    def bytes_as_text(part):
        return ["bytes", bytes(part).hex()]

    return json.dumps(value, default=bytes_as_text, sort_keys=True)


@contextmanager
def page_of(widget):
    """Open a page for a widget, and close both."""
    try:
        yield Page(widget)
    finally:
        widget.comm = None
        widget.close()
