"""A real JupyterLab with a project's copy to work in, and a page that shows one notebook of it."""

import json
import os
import shutil
import socket
import subprocess
import sys
import tempfile
import time
import urllib.error
import urllib.request
from contextlib import contextmanager
from pathlib import Path

import nbformat

ROOT = Path(__file__).resolve().parent.parent.parent
DEBIAN_CHROMIUM = Path("/usr/bin/chromium")
FLAGS = (
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
)
KERNEL = {"display_name": "Python 3 (ipykernel)", "language": "python", "name": "python3"}
SETTINGS = {
    "apputils-extension/notification": {"fetchNews": "false", "checkForUpdates": False},
    # Every cell is in the page, also those that are out of sight.
    "notebook-extension/tracker": {"windowingMode": "none"},
}
# What every way of installing the package, so also `make setup`, brings into an environment.
SERVER_CONFIG = ROOT / "lstm_jupyter" / "server_config.json"
SECONDS_TO_START = 90
# Two servers can choose the same port for two kernels, and one of them then never answers. So kernels
# listen at files where sockets can be files. A socket's path may have 103 bytes, and the system's
# folder for temporary files can have a long name.
KERNELS_AT_FILES = ["--KernelManager.transport=ipc"] if hasattr(socket, "AF_UNIX") else []
SHORT_FOLDER = "/tmp" if KERNELS_AT_FILES else None
MILLISECONDS_TO_OPEN = 60_000  # on two cores, beside the other tests

OPENED = "window.jupyterapp?.shell.currentWidget?.context !== undefined"
READY = """async () => {
    const panel = window.jupyterapp.shell.currentWidget;
    await panel.context.ready;
    await panel.sessionContext.ready;
    await panel.sessionContext.session.kernel.info;
    window.jupyterapp.shell.collapseLeft();
}"""
# The kernel answers the empty request when it has done all that was asked before.
RUN_ALL = """async () => {
    const panel = window.jupyterapp.shell.currentWidget;
    const kernel = panel.sessionContext.session.kernel;
    await window.jupyterapp.commands.execute("notebook:run-all-cells");
    await kernel.requestExecute({ code: "", silent: true }).done;
}"""
OUTPUTS = """() => Array.from(window.jupyterapp.shell.currentWidget.content.model.cells)
    .map((cell) => (cell.type === "code" ? cell.outputs.toJSON() : []))"""
COUNT_MESSAGES = """() => {
    window.sentToKernel = [];
    const kernel = window.jupyterapp.shell.currentWidget.sessionContext.session.kernel;
    kernel.anyMessage.connect((_, { msg, direction }) => {
        if (direction === "send") window.sentToKernel.push(msg.header.msg_type);
    });
}"""
RUN_CODE = """async (code) => {
    const kernel = window.jupyterapp.shell.currentWidget.sessionContext.session.kernel;
    let text = "";
    const request = kernel.requestExecute({ code });
    request.onIOPub = ({ header, content }) => {
        if (header.msg_type === "stream") text += content.text;
        if (header.msg_type === "error") text += `${content.ename}: ${content.evalue}`;
    };
    await request.done;
    return text;
}"""
OPEN = """async (path) => {
    const app = window.jupyterapp;
    const panel = await app.commands.execute("docmanager:open", { path, factory: "Notebook" });
    app.shell.activateById(panel.id);
}"""
SAVE = "() => window.jupyterapp.shell.currentWidget.context.save()"
# The notebook's kernel ends and its tab goes, without a question about changes that are not saved.
CLOSE = """async () => {
    const panel = window.jupyterapp?.shell.currentWidget;
    if (!panel?.context) return;
    await panel.sessionContext.shutdown();
    panel.context.model.dirty = false;
    panel.dispose();
}"""


@contextmanager
def running_lab(folder: Path, program: str = "jupyterlab"):
    """Start JupyterLab, or another program that shows notebooks, on a copy of the project's notebooks.

    It has settings of its own. Yields its address and the folder that it shows.
    """
    root = folder / "root"
    for name in ("notebooks", "data"):
        shutil.copytree(ROOT / name, root / name, ignore=shutil.ignore_patterns("my_*", ".*"))
    for name, values in SETTINGS.items():
        path = folder / "settings" / "@jupyterlab" / f"{name}.jupyterlab-settings"
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(json.dumps(values), encoding="utf-8")
    server_config = folder / "config" / "jupyter_server_config.d" / "lstm_jupyter.json"
    server_config.parent.mkdir(parents=True)
    shutil.copy(SERVER_CONFIG, server_config)
    address = f"http://127.0.0.1:{free_port()}"
    log = folder / "jupyterlab.log"
    runtime_folder = tempfile.TemporaryDirectory("-lab", dir=SHORT_FOLDER)
    with log.open("w", encoding="utf-8") as stream, runtime_folder as runtime:
        server = subprocess.Popen(
            lab_command(address, root, program),
            cwd=root,
            env=lab_environment(folder, runtime),
            stdout=stream,
            stderr=subprocess.STDOUT,
        )
        try:
            wait_until_up(server, address, log)
            yield address, root
        finally:
            server.terminate()
            try:
                server.wait(20)
            except subprocess.TimeoutExpired:
                server.kill()
                server.wait()


def lab_command(address: str, root: Path, program: str = "jupyterlab") -> list[str]:
    return [
        *(sys.executable, "-m", program, "--no-browser", "--allow-root"),
        *(f"--port={address.rsplit(':', 1)[1]}", "--ServerApp.port_retries=0"),
        *("--IdentityProvider.token=", "--expose-app-in-browser"),
        *KERNELS_AT_FILES,
        f"--ServerApp.root_dir={root}",
    ]


def lab_environment(folder: Path, runtime: str) -> dict[str, str]:
    """Nothing of the reader's own JupyterLab is read or written; kernels listen in ``runtime``."""
    own = {
        "JUPYTERLAB_SETTINGS_DIR": "settings",
        "JUPYTERLAB_WORKSPACES_DIR": "workspaces",
        "JUPYTER_CONFIG_DIR": "config",
        "JUPYTER_DATA_DIR": "data",
        "IPYTHONDIR": "ipython",
    }
    places = {name: str(folder / place) for name, place in own.items()}
    return {**os.environ, **places, "JUPYTER_RUNTIME_DIR": runtime, "OMP_NUM_THREADS": "1"}


def free_port() -> int:
    with socket.socket() as listener:
        listener.bind(("127.0.0.1", 0))
        return listener.getsockname()[1]


def wait_until_up(server: subprocess.Popen, address: str, log: Path) -> None:
    end = time.monotonic() + SECONDS_TO_START
    while time.monotonic() < end and server.poll() is None:
        try:
            with urllib.request.urlopen(f"{address}/api/status", timeout=5):
                return
        except (urllib.error.URLError, OSError):
            time.sleep(0.1)
    raise RuntimeError(f"JupyterLab did not start:\n{log.read_text(encoding='utf-8')[-3000:]}")


def launch_browser(playwright):
    """Start Debian's chromium where there is one, and Playwright's own browser elsewhere."""
    executable = str(DEBIAN_CHROMIUM) if DEBIAN_CHROMIUM.exists() else None
    return playwright.chromium.launch(executable_path=executable, args=list(FLAGS))


def write_notebook(path: Path, *cells: str) -> None:
    """Write a notebook of code cells."""
    notebook = nbformat.v4.new_notebook(metadata={"kernelspec": KERNEL})
    notebook.cells = [nbformat.v4.new_code_cell(cell) for cell in cells]
    nbformat.write(notebook, path)


class NotebookPage:
    """One notebook, open in JupyterLab, with what a test asks of it."""

    address_form = "{address}/lab/tree/{path}?reset"
    milliseconds_to_run = 400_000

    def __init__(self, page, address: str, path: str) -> None:
        self.page = page
        self.path = path
        self.may_be_used_again = True
        self.address = self.address_form.format(address=address, path=path)
        self.console_errors: list[str] = []
        page.set_default_timeout(MILLISECONDS_TO_OPEN)
        page.mouse.move(0, 0)
        page.on("console", self._keep_error)
        page.on("pageerror", self._keep_page_error)
        if page.url.startswith(address):  # JupyterLab is there: loading it takes longer than a notebook
            page.evaluate(OPEN, path)
        else:
            page.goto(self.address)
        self._wait_until_ready()

    def _wait_until_ready(self) -> None:
        self.page.wait_for_function(OPENED)
        self.page.evaluate(READY)

    def _keep_page_error(self, error) -> None:
        self.console_errors.append(str(error))

    def _keep_error(self, message) -> None:
        if message.type == "error" and "Failed to load resource" not in message.text:
            self.console_errors.append(message.text)

    def run_all(self) -> list[str]:
        """Run every cell; return the errors, one line each."""
        self.page.set_default_timeout(self.milliseconds_to_run)
        self.page.evaluate(RUN_ALL)
        self.page.set_default_timeout(MILLISECONDS_TO_OPEN)
        return [
            f"cell {n}: {output['ename']}: {output['evalue']}"
            for n, outputs in enumerate(self.outputs())
            for output in outputs
            if output["output_type"] == "error"
        ]

    def outputs(self) -> list[list[dict]]:
        """Return the outputs of every cell, as they stand in the open notebook."""
        return self.page.evaluate(OUTPUTS)

    def save(self) -> None:
        """Save the notebook, as the menu and the timer do."""
        self.page.evaluate(SAVE)

    def open_again(self) -> None:
        """End the kernel, close the notebook, and open it in a JupyterLab that is loaded again."""
        self.page.evaluate(CLOSE)
        self.page.goto(self.address)
        self._wait_until_ready()

    def run(self, code: str) -> str:
        """Run code in the notebook's kernel, outside of its cells; return what it prints."""
        return self.page.evaluate(RUN_CODE, code)

    def widget(self, class_name: str):
        """Return the first widget with a class, once it is drawn."""
        widget = self.page.locator(f".lstm-widget.{class_name}").first
        widget.wait_for(state="visible")
        widget.scroll_into_view_if_needed()
        return widget

    def drag(self, slider, start: float = 0.0, end: float = 1.0) -> None:
        """Drag a slider's thumb with the mouse, between two shares of its width, in sixty moves."""
        box = slider.bounding_box()
        middle = box["y"] + box["height"] / 2
        for k in range(61):
            across = start + (end - start) * k / 60
            self.page.mouse.move(box["x"] + across * box["width"], middle)
            if k == 0:
                self.page.mouse.down()
        self.page.mouse.up()

    def count_messages(self) -> None:
        """From now on keep the types of all messages that the page sends to the kernel."""
        self.page.evaluate(COUNT_MESSAGES)

    def sent(self) -> list[str]:
        """Return the types of the messages sent since `count_messages`."""
        return self.page.evaluate("window.sentToKernel")

    def set_theme(self, name: str) -> None:
        """Change to the light or the dark theme, and wait until it is there."""
        theme = {"light": "JupyterLab Light", "dark": "JupyterLab Dark"}[name]
        self.page.evaluate(
            "(theme) => window.jupyterapp.commands.execute('apputils:change-theme', { theme })", theme
        )
        is_light = str(name == "light").lower()
        self.page.wait_for_selector(f'body[data-jp-theme-light="{is_light}"]', state="attached")

    def close(self) -> None:
        """End the kernel and close the notebook; JupyterLab stays open for the next one."""
        self.page.remove_listener("console", self._keep_error)
        self.page.remove_listener("pageerror", self._keep_page_error)
        self.page.evaluate(CLOSE)


@contextmanager
def one_notebook(*cells: str):
    """Yield one notebook of code cells, not yet run, in a JupyterLab and a browser of its own."""
    from playwright.sync_api import sync_playwright

    with tempfile.TemporaryDirectory() as folder, running_lab(Path(folder)) as (address, root):
        write_notebook(root / "notebooks" / "one.ipynb", *cells)
        with sync_playwright() as driver:
            browser = launch_browser(driver)
            page = browser.new_page(viewport={"width": 1100, "height": 1400})
            notebook = NotebookPage(page, address, "notebooks/one.ipynb")
            yield notebook
            notebook.close()
            browser.close()
