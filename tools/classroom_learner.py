"""One simulated learner: logs in, opens a notebook, trains, pauses, saves, all over HTTP and WebSocket.

It runs in the classroom's environment, which brings aiohttp. It speaks to the hub as a browser does:
through the login form, with cookies, and with the WebSocket that JupyterLab uses for a kernel.
"""

from __future__ import annotations

import asyncio
import json
import struct
import uuid
from time import perf_counter

import aiohttp
from yarl import URL

NOTEBOOK = "notebooks/06_training_lab.ipynb"
PATIENCE = 180.0  # seconds after which anything that does not happen has failed
TRAIN = """
import lstm_core as lc
from lstm_core.widgets import TrainingLab
lab = TrainingLab(lc.read_text("../data/hamlet.txt"), epochs=1_000_000)
"""


def message_in(data: str | bytes) -> dict:
    """Return a kernel's message; of one with buffers, which comes as bytes, the part before them."""
    if isinstance(data, str):
        return json.loads(data)
    count = struct.unpack_from("!I", data)[0]
    offsets = [*struct.unpack_from(f"!{count}I", data, 4), len(data)]
    return json.loads(data[offsets[0] : offsets[1]])


class Learner:
    """A learner in a browser of their own."""

    def __init__(self, address: str, name: str, password: str) -> None:
        self.address, self.name, self.password = address, name, password
        self.home = f"{address}/user/{name}"
        self.browser = aiohttp.ClientSession(
            cookie_jar=aiohttp.CookieJar(unsafe=True),  # a host that is a number may have cookies too
            timeout=aiohttp.ClientTimeout(total=PATIENCE),
        )
        self.kernel = self.socket = self.lab = None
        self.saved = 0  # the last save that the server has confirmed
        self.phase, self.epoch = "", 0.0
        self._waiting: dict[str, asyncio.Future] = {}
        self._texts: dict[str, list[str]] = {}
        self._idle: dict[str, asyncio.Event] = {}
        self._phase_changed = asyncio.Event()
        self._reader: asyncio.Task | None = None

    # The door

    async def log_in(self) -> float:
        """Fill in the form and wait for JupyterLab's page; return the seconds it took."""
        begin = perf_counter()
        async with self.browser.get(f"{self.address}/hub/login") as page:
            page.raise_for_status()
        form = {"username": self.name, "password": self.password, "_xsrf": self._xsrf("/hub/")}
        async with self.browser.post(f"{self.address}/hub/login", data=form) as page:
            if page.status >= 400 or page.url.path.startswith("/hub/login"):
                raise RuntimeError(f"{self.name} was not let in: {page.status}")
        await self.wait_for_page(begin)
        return perf_counter() - begin

    async def wait_for_page(self, begin: float) -> None:
        """Reload JupyterLab's page until it is there, as the page that says "starting" does."""
        while perf_counter() - begin < PATIENCE:
            try:
                async with self.browser.get(f"{self.home}/lab/tree/{NOTEBOOK}") as page:
                    if page.status == 200 and page.url.path.startswith(f"/user/{self.name}/lab"):
                        return
            except aiohttp.ClientError:
                pass
            await asyncio.sleep(0.25)
        raise TimeoutError(f"{self.name}'s server did not start in {PATIENCE:.0f} s")

    def _xsrf(self, path: str) -> str:
        cookies = self.browser.cookie_jar.filter_cookies(URL(self.address + path))
        return cookies["_xsrf"].value if "_xsrf" in cookies else ""

    async def ask(self, method: str, path: str, content: object = None) -> dict:
        """Send one request to the learner's own server and return its answer."""
        headers = {"X-XSRFToken": self._xsrf(f"/user/{self.name}/")}
        url = f"{self.home}/api/{path}"
        async with self.browser.request(method, url, json=content, headers=headers) as answer:
            answer.raise_for_status()
            return await answer.json() if answer.status != 204 else {}

    # The notebook

    async def open_notebook(self) -> float:
        """Open notebook 06 with a kernel and import what it needs; return the seconds it took."""
        begin = perf_counter()
        self.notebook = (await self.ask("GET", f"contents/{NOTEBOOK}"))["content"]
        session = {
            "path": NOTEBOOK,
            "name": NOTEBOOK,
            "type": "notebook",
            "kernel": {"name": "python3"},
        }
        self.kernel = (await self.ask("POST", "sessions", session))["kernel"]["id"]
        await self.connect()
        await self.execute("import lstm_core, matplotlib.pyplot, lstm_core.plots, lstm_core.widgets")
        return perf_counter() - begin

    async def connect(self) -> None:
        """Open the WebSocket to the kernel, after which its messages are read."""
        await self.disconnect()
        url = f"{self.home}/api/kernels/{self.kernel}/channels?session_id={uuid.uuid4().hex}"
        self.socket = await self.browser.ws_connect(url, max_msg_size=0)  # no pings, as in a browser
        self._reader = asyncio.create_task(self._read())

    async def disconnect(self) -> None:
        """Close the WebSocket."""
        if self._reader is not None:
            self._reader.cancel()
            await asyncio.gather(self._reader, return_exceptions=True)
            await self.socket.close()
            self._reader = None

    async def _read(self) -> None:
        async for data in self.socket:
            if data.type in (aiohttp.WSMsgType.TEXT, aiohttp.WSMsgType.BINARY):
                self._take(message_in(data.data))
        for future in self._waiting.values():
            if not future.done():
                future.set_exception(ConnectionError(f"{self.name}'s kernel hung up"))

    def _take(self, message: dict) -> None:
        kind, content = message["header"]["msg_type"], message["content"]
        parent = message.get("parent_header", {}).get("msg_id", "")
        if kind == "stream" and parent in self._texts:
            self._texts[parent].append(content["text"])
        elif kind == "error" and parent in self._texts:
            self._texts[parent].append(f"{content['ename']}: {content['evalue']}")
        elif kind == "status" and parent in self._idle:
            if content["execution_state"] == "idle":  # all that was printed has come before this
                self._idle[parent].set()
        elif kind == "execute_reply" and parent in self._waiting and not self._waiting[parent].done():
            self._waiting[parent].set_result(content["status"])
        elif kind == "comm_open" and content["data"].get("state", {}).get("_anywidget_id", "").endswith(
            "TrainingLab"
        ):
            self.lab = content["comm_id"]
        elif kind == "comm_msg" and content["comm_id"] == self.lab:
            frame = content["data"].get("state", {}).get("frame", {})
            self.epoch = frame.get("epoch", self.epoch)
            if frame.get("phase", self.phase) != self.phase:
                self.phase = frame["phase"]
                self._phase_changed.set()

    async def _send(self, kind: str, content: dict, name: str = "") -> None:
        header = {"msg_id": name or uuid.uuid4().hex, "msg_type": kind, "username": self.name}
        header |= {"session": "s", "version": "5.3"}
        message = {"header": header, "parent_header": {}, "metadata": {}, "content": content}
        await self.socket.send_json({**message, "channel": "shell", "buffers": []})

    async def execute(self, code: str, patience: float = PATIENCE) -> str:
        """Run code in the kernel and return what it printed."""
        content = {"code": code, "silent": False, "store_history": True, "stop_on_error": True}
        name = uuid.uuid4().hex
        future = self._waiting[name] = asyncio.get_running_loop().create_future()
        texts, idle = [], asyncio.Event()
        self._texts[name], self._idle[name] = texts, idle
        try:
            await self._send("execute_request", content, name)
            status = await asyncio.wait_for(future, patience)
            await asyncio.wait_for(idle.wait(), patience)  # what was printed comes on another channel
        finally:
            del self._waiting[name], self._texts[name], self._idle[name]
        if status != "ok":
            raise RuntimeError(f"{self.name}: {''.join(texts)}")
        return "".join(texts)

    async def read(self, seconds: float) -> None:
        """Read, for about ten seconds: the page asks the server every ten what there is."""
        for path in ("sessions", "kernels", "terminals", "contents/notebooks?content=1"):
            await asyncio.sleep(seconds / 5)
            await self.ask("GET", path)

    # The training lab

    async def make_lab(self) -> None:
        """Make a training lab, as a cell does, and wait until the page hears of it."""
        self.lab, self.phase = None, ""
        await self.execute(TRAIN)
        begin = perf_counter()
        while self.lab is None:  # it is announced on another channel than the cell's end
            if perf_counter() - begin > 30:
                raise RuntimeError(f"{self.name}'s kernel announced no training lab")
            await asyncio.sleep(0.02)

    async def press(self, button: str, phase: str, patience: float = 60.0) -> float:
        """Press a button as the page does; return the seconds until the lab says that it is so."""
        begin = perf_counter()
        data = {"method": "custom", "content": {"do": button}}
        await self._send("comm_msg", {"comm_id": self.lab, "data": data})
        while self.phase != phase:
            self._phase_changed.clear()
            try:
                await asyncio.wait_for(self._phase_changed.wait(), patience)
            except asyncio.TimeoutError:
                there = (await self.execute("print(lab.phase)")).strip()
                said = f"{self.name}'s lab is {there!r} ({self.phase!r} was the last heard)"
                said += f", {patience:.0f} s after {button}"
                raise TimeoutError(said) from None
        return perf_counter() - begin

    # Saving

    def mark(self, number: int) -> str:
        """Return what the learner has written into the notebook at a save."""
        return f"Note {number} by {self.name}."

    async def save(self) -> float:
        """Write a note into the notebook and save it; return the seconds until it was confirmed."""
        begin, number = perf_counter(), self.saved + 1
        cell = self.notebook["cells"][0]
        cell["source"] += f"\n\n{self.mark(number)}"
        model = {"type": "notebook", "format": "json", "content": self.notebook}
        await self.ask("PUT", f"contents/{NOTEBOOK}", model)
        self.saved = number
        return perf_counter() - begin

    async def leave(self) -> None:
        """Close the browser."""
        await self.disconnect()
        await self.browser.close()
