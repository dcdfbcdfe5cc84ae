"""A kernel as a page sees it: cells that run, and a widget's comm, in raw messages."""

import os
import time
from contextlib import contextmanager
from pathlib import Path
from queue import Empty

from jupyter_client.manager import KernelManager

KERNEL = os.environ.get("LSTM_KERNEL", "python3")  # a rebuilt platform names its own
PATIENCE = 120.0  # seconds
ROOT = Path(__file__).resolve().parent.parent.parent


class KernelSide:
    """A running kernel: the states of its widgets are kept as a page would keep them."""

    def __init__(self, client):
        self.client = client
        self.states: dict[str, dict] = {}
        self.versions: dict[str, int] = {}  # how often a widget's state has come
        self.customs: list[dict] = []

    def run(self, code: str) -> str:
        """Run a cell; return what it printed, or raise with its error."""
        request = self.client.execute(code)
        printed, end = [], time.monotonic() + PATIENCE
        while time.monotonic() < end:
            message = self.read(end - time.monotonic())
            if message is None or message["parent_header"].get("msg_id") != request:
                continue
            kind, content = message["msg_type"], message["content"]
            if kind == "stream":
                printed.append(content["text"])
            elif kind == "error":
                raise AssertionError("\n".join(content["traceback"]))
            elif kind == "status" and content["execution_state"] == "idle":
                return "".join(printed)
        raise TimeoutError(code)

    def read(self, seconds: float) -> dict | None:
        """Read one message, and keep what it says of a widget."""
        try:
            message = self.client.get_iopub_msg(timeout=max(seconds, 0.001))
        except Empty:
            return None
        content = message["content"]
        if message["msg_type"] in ("comm_open", "comm_msg"):
            data, comm = content["data"], content["comm_id"]
            state = data.get("state", {})
            self.states.setdefault(comm, {}).update(state)
            self.versions[comm] = self.versions.get(comm, 0) + 1
            if data.get("method") == "custom":
                self.customs.append(data["content"])
        return message

    def send(self, comm: str, **content) -> None:
        """Send a custom message, as the page does."""
        self._send(comm, {"method": "custom", "content": content})

    def write(self, comm: str, **state) -> None:
        """Set traits, as the page does."""
        self._send(comm, {"method": "update", "state": state, "buffer_paths": []})

    def _send(self, comm: str, data: dict) -> None:
        message = self.client.session.msg("comm_msg", {"comm_id": comm, "data": data})
        self.client.shell_channel.send(message)

    def until(self, holds, seconds: float = 60.0):
        """Read messages until `holds()` is true, and return what it returns."""
        end = time.monotonic() + seconds
        while not (answer := holds()):
            if self.read(end - time.monotonic()) is None and time.monotonic() > end:
                raise TimeoutError(f"not within {seconds} s; states: {self.states}")
        return answer

    def listen(self, seconds: float) -> None:
        """Read all messages of the next seconds."""
        end = time.monotonic() + seconds
        while time.monotonic() < end:
            self.read(end - time.monotonic())


@contextmanager
def running_kernel(folder):
    """Start the kernel that the environment names, in a folder, and end it."""
    manager = KernelManager(kernel_name=KERNEL)
    variables = {"LSTM_PROGRESS": "off", "PYTHONPATH": str(ROOT)}
    manager.start_kernel(cwd=str(folder), env={**os.environ, **variables})
    client = manager.blocking_client()
    client.start_channels()
    try:
        client.wait_for_ready(timeout=PATIENCE)
        yield KernelSide(client)
    finally:
        client.stop_channels()
        manager.shutdown_kernel(now=True)
