"""Stock Firefox over WebDriver BiDi, and one notebook in it. Playwright needs a Firefox of its own.

BiDi is JSON over a WebSocket, and the WebSocket client comes with Jupyter's server. So nothing is
installed for it but Firefox.
"""

import json
import os
import shutil
import subprocess
import tempfile
import time
from collections.abc import Callable
from contextlib import contextmanager
from pathlib import Path

import websocket
from lab_page import CLOSE, OPENED, OUTPUTS, READY, RUN_ALL, RUN_CODE

NAMES = ("firefox-esr", "firefox")
ADDRESS = "WebDriverBiDiServer.json"  # Firefox writes it into its profile
SECONDS_TO_START = 60
SECONDS_TO_ANSWER = 300
SECONDS_TO_WAIT = 60
KEYS = {"Enter": "\ue007", "ArrowRight": "\ue014", "ArrowDown": "\ue015", "Space": " "}
# Arguments and answers travel as JSON text, so BiDi's own types of values are not needed.
CALL = "async (given) => JSON.stringify(await ({function})(...JSON.parse(given)))"
MIDDLE = """(selector) => {
    const element = document.querySelector(selector);
    element.scrollIntoView({ block: "center", behavior: "instant" });
    const box = element.getBoundingClientRect();
    return [box.x + box.width / 2, box.y + box.height / 2].map(Math.round);
}"""


def find_firefox() -> str | None:
    """Return where Firefox is, if it is installed."""
    return next(filter(None, map(shutil.which, NAMES)), None)


@contextmanager
def running_firefox(program: str):
    """Start Firefox with a profile of its own; yield the address for BiDi."""
    with tempfile.TemporaryDirectory(ignore_cleanup_errors=True) as folder:
        command = [program, "--headless", "--no-remote", "--profile", folder]
        browser = subprocess.Popen(
            [*command, "--remote-debugging-port", "0"],
            env={**os.environ, "HOME": folder},
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
        )
        try:
            yield bidi_address(browser, Path(folder) / ADDRESS)
        finally:
            browser.terminate()
            try:
                browser.wait(20)
            except subprocess.TimeoutExpired:
                browser.kill()
                browser.wait()


def bidi_address(browser: subprocess.Popen, written: Path) -> str:
    """Return the address once Firefox has written it."""
    end = time.monotonic() + SECONDS_TO_START
    while time.monotonic() < end and browser.poll() is None:
        try:
            server = json.loads(written.read_text(encoding="utf-8"))
        except (FileNotFoundError, json.JSONDecodeError):
            time.sleep(0.1)
        else:
            return f"ws://{server['ws_host']}:{server['ws_port']}/session"
    raise RuntimeError(f"Firefox did not start within {SECONDS_TO_START} s")


class FirefoxPage:
    """A tab of Firefox with what the tests of the widgets ask of it."""

    def __init__(self, address: str, *, width: int = 1100, height: int = 900) -> None:
        self.console_errors: list[str] = []
        self._sent = 0
        # Firefox refuses a connection that names the page it comes from.
        self._socket = websocket.create_connection(
            address, timeout=SECONDS_TO_ANSWER, suppress_origin=True
        )
        self._ask("session.new", capabilities={})
        self._ask("session.subscribe", events=["log.entryAdded"])
        # In the first tab the address bar has the focus. JupyterLab's current notebook is the
        # one that has the focus.
        self._tab = self._ask("browsingContext.create", type="tab")["context"]
        self._ask("browsingContext.activate", context=self._tab)
        size = {"width": width, "height": height}
        self._ask("browsingContext.setViewport", context=self._tab, viewport=size)

    def _ask(self, method: str, **params) -> dict:
        """Send a command; return its result, and keep what the console says meanwhile."""
        self._sent += 1
        self._socket.send(json.dumps({"id": self._sent, "method": method, "params": params}))
        while (answer := json.loads(self._socket.recv())).get("id") != self._sent:
            self._keep_error(answer)
        if answer["type"] == "error":
            raise RuntimeError(f"{method}: {answer['error']}: {answer['message']}")
        return answer["result"]

    def _keep_error(self, event: dict) -> None:
        entry = event.get("params", {})
        if event.get("method") == "log.entryAdded" and entry["level"] == "error":
            self.console_errors.append(str(entry["text"]))

    def evaluate(self, function: str, *arguments):
        """Call a JavaScript function with arguments that JSON can hold; return what it gives."""
        answer = self._ask(
            "script.callFunction",
            functionDeclaration=CALL.replace("{function}", function),
            arguments=[{"type": "string", "value": json.dumps(arguments)}],
            target={"context": self._tab},
            awaitPromise=True,
        )
        if answer["type"] == "exception":
            raise RuntimeError(answer["exceptionDetails"]["text"])
        text = answer["result"].get("value")
        return None if text is None else json.loads(text)

    def wait_for(self, function: str, *arguments):
        """Wait until a JavaScript function gives something true; return it."""
        return wait_until(lambda: self.evaluate(function, *arguments), function)

    def open(self, address: str) -> None:
        """Open a notebook in JupyterLab and wait until its kernel answers."""
        self._ask("browsingContext.navigate", context=self._tab, url=address, wait="complete")
        self.wait_for(f"() => {OPENED}")
        self.evaluate(READY)

    def run_all(self) -> list[dict]:
        """Run every cell; return the outputs that are errors."""
        self.evaluate(RUN_ALL)
        outputs = [output for cell in self.evaluate(OUTPUTS) for output in cell]
        return [output for output in outputs if output["output_type"] == "error"]

    def run(self, code: str) -> str:
        """Run code in the notebook's kernel, outside of its cells; return what it prints."""
        return self.evaluate(RUN_CODE, code)

    def data(self, selector: str) -> dict:
        """Return the `data-` attributes of an element, once it is there."""
        self.wait_for("(selector) => document.querySelector(selector) !== null", selector)
        return self.evaluate("(s) => ({ ...document.querySelector(s).dataset })", selector)

    def text(self, selector: str) -> str:
        """Return the text of an element, once it has one."""
        return self.wait_for("(selector) => document.querySelector(selector)?.textContent", selector)

    def focus(self, selector: str) -> None:
        """Give an element the focus, once it is there."""
        self.data(selector)
        self.evaluate("(selector) => { document.querySelector(selector).focus(); }", selector)

    def press(self, *keys: str) -> None:
        """Press and release keys, one after the other."""
        values = [KEYS.get(key, key) for key in keys]
        actions = [{"type": kind, "value": value} for value in values for kind in ("keyDown", "keyUp")]
        self._act({"type": "key", "id": "keyboard", "actions": actions})

    def click(self, selector: str) -> None:
        """Click with the mouse into the middle of an element, once it is there."""
        self.data(selector)
        x, y = self.evaluate(MIDDLE, selector)
        actions = [
            {"type": "pointerMove", "x": x, "y": y},
            {"type": "pointerDown", "button": 0},
            {"type": "pointerUp", "button": 0},
        ]
        self._act({"type": "pointer", "id": "mouse", "actions": actions})

    def _act(self, source: dict) -> None:
        self._ask("input.performActions", context=self._tab, actions=[source])

    def close(self) -> None:
        """End the notebook's kernel and the connection."""
        try:
            self.evaluate(CLOSE)
        finally:
            self._socket.close()


def wait_until(condition: Callable, what: str):
    """Ask until the answer is true; return the answer."""
    end = time.monotonic() + SECONDS_TO_WAIT
    while not (answer := condition()):
        if time.monotonic() > end:
            raise AssertionError(f"not within {SECONDS_TO_WAIT} s: {what}")
        time.sleep(0.05)
    return answer
