"""Open a classroom on this machine: what `make classroom` does.

A real JupyterHub in an environment of its own (`.venv-classroom`): every learner logs in with a name of
their choice and the class's password, and gets JupyterLab on a copy of the notebooks of their own, in
`classroom/learners/NAME`. It is open to this machine alone, unless an authenticator that knows who
somebody is has been chosen.
"""

from __future__ import annotations

import argparse
import atexit
import hashlib
import ipaddress
import json
import os
import re
import secrets
import shutil
import signal
import socket
import subprocess
import sys
import tempfile
import time
import urllib.error
import urllib.parse
import urllib.request
from pathlib import Path

import console
import environment
from environment import SetupError
from lab import is_root

VENV = environment.ROOT / ".venv-classroom"
FOLDER = environment.ROOT / "classroom"
CONFIG = environment.ROOT / "deploy" / "jupyterhub" / "classroom_config.py"
SHARED_PASSWORD = "shared-password"
PYTHON_PACKAGES = ["jupyterhub>=6.1,<7"]
PROXY_PACKAGE = "configurable-http-proxy@5"
OLDEST_NODE = 20
RECORD = ".delivered.json"
TRY_SECONDS = 20  # for an authenticator that asks somewhere else
STARTS_WITHIN = 120  # seconds; a hub takes four on two cores
LAB_SETTINGS = CONFIG.parent / "overrides.json"


# Who may come in


def is_loopback(ip: str) -> bool:
    """Tell whether an address can be reached from this machine alone."""
    try:
        return ipaddress.ip_address(ip).is_loopback
    except ValueError:
        pass
    try:
        found = socket.getaddrinfo(ip, None) if re.match(r"[\w.-]+$", ip) else []
    except OSError:
        found = []
    return bool(found) and all(ipaddress.ip_address(a[4][0].split("%")[0]).is_loopback for a in found)


def lets_strangers_in(authenticator) -> bool:
    """Tell whether somebody whom nobody knows gets in with a password that nobody has set.

    Parameters
    ----------
    authenticator : jupyterhub.auth.Authenticator
        One that is configured. It is tried, because a name says nothing about it.
    """
    import asyncio

    stranger = {"username": f"stranger{secrets.token_hex(4)}", "password": secrets.token_urlsafe(24)}

    async def try_it():
        return await asyncio.wait_for(authenticator.get_authenticated_user(None, stranger), TRY_SECONDS)

    try:
        return asyncio.run(try_it()) is not None
    except Exception:  # it asks somewhere else, or refuses in its own way
        return False


def asks_for_one_password(authenticator) -> bool:
    """Tell whether one password is enough for every name, or none is."""
    names = {one.__name__ for one in type(authenticator).__mro__}
    shared = {"SharedPasswordAuthenticator", "DummyAuthenticator", "NullAuthenticator"}
    return bool(names & shared) or lets_strangers_in(authenticator)


def check_address(ip: str, one_password: bool, who: object = "") -> None:
    """Refuse to open a hub to the network that lets in anyone with one password, or anybody."""
    if not is_loopback(ip) and one_password:
        raise SetupError(
            f"The classroom would listen on {ip or 'all addresses'}, where others can reach it, and\n"
            f"let anybody in, or anyone with one password ({who or 'as asked for'}). Anyone who\n"
            "gets in runs programs as you. Leave out --ip to open it to this machine alone. For a\n"
            "class on a network use one of the other ways in docs/classroom.md: there each learner\n"
            "has an account or a container of their own."
        )


def refuse_root() -> None:
    """Refuse to make every learner root."""
    if is_root():
        raise SetupError(
            "make classroom was started by root, so every learner's programs would run as root. Start\n"
            "it as an ordinary user. For learners with an account or a container each, see\n"
            "docs/classroom.md."
        )


def who_can_do_what() -> str:
    """Return in words what learners' programs can read and change."""
    import getpass

    return (
        f"All servers run as {getpass.getuser()}: a learner's program can read and change whatever\n"
        "that account can, also other learners' folders and the hub's own files. For learners whom\n"
        "you do not trust, use containers: docs/classroom.md, Zero to JupyterHub."
    )


# What it needs


def find_node() -> tuple[str, str]:
    """Return node and npm, which JupyterHub's proxy needs, or say how to get them."""
    node, npm = shutil.which("node"), shutil.which("npm")
    if not (node and npm):
        missing = " and ".join(n for n, path in (("node", node), ("npm", npm)) if not path)
        raise SetupError(
            f"JupyterHub's proxy is a Node.js program, and {missing} is missing.\n{_get_node()}"
        )
    answer = subprocess.run([node, "--version"], capture_output=True, text=True)
    found = re.match(r"v(\d+)", answer.stdout.strip())
    if not found or int(found[1]) < OLDEST_NODE:
        version = answer.stdout.strip() or "a node that does not start"
        raise SetupError(f"Node.js {OLDEST_NODE} or newer is needed; found {version}.\n{_get_node()}")
    return node, npm


def _get_node() -> str:
    return (
        f"Install Node.js {OLDEST_NODE} or newer, then run make classroom again:\n"
        "  Debian, Ubuntu   sudo apt install nodejs npm   (if that is too old: nodejs.org)\n"
        "  Fedora           sudo dnf install nodejs npm\n"
        "  macOS            brew install node"
    )


def hub_python() -> Path:
    """Return the Python of the classroom's environment."""
    return VENV / "bin" / "python"


def proxy_program() -> Path:
    """Return the proxy that npm installed."""
    return VENV / "node_modules" / ".bin" / "configurable-http-proxy"


def fingerprint() -> str:
    """Return a digest of what decides what the classroom's environment holds."""
    digest = hashlib.sha256(json.dumps([PYTHON_PACKAGES, PROXY_PACKAGE]).encode())
    digest.update(LAB_SETTINGS.read_bytes())
    for path in environment.DESCRIPTIONS:
        digest.update(environment.about_packages(path).encode())
    return digest.hexdigest()


def ensure() -> None:
    """Make the classroom's environment where it is missing or out of date."""
    if os.name == "nt":
        raise SetupError(
            "JupyterHub does not run on Windows. Use the Windows Subsystem for Linux, or one of the\n"
            "ways in docs/classroom.md."
        )
    _, npm = find_node()
    stamp = VENV / "installed.json"
    wanted = json.dumps({"root": str(environment.ROOT), "fingerprint": fingerprint()})
    if stamp.is_file() and stamp.read_text(encoding="utf-8") == wanted and proxy_program().exists():
        return
    stamp.unlink(missing_ok=True)
    python = environment.find_python()
    print(
        f"Making the classroom's environment with {python} (a few minutes the first time)", flush=True
    )
    environment.run([python, "-m", "venv", "--clear", str(VENV)], "make .venv-classroom")
    pip = [str(hub_python()), "-m", "pip", "install", "--disable-pip-version-check", "--quiet"]
    environment.run([*pip, "-r", "requirements.txt", *PYTHON_PACKAGES], "install JupyterHub")
    environment.run(
        [npm, "install", "--prefix", str(VENV), "--no-save", "--loglevel=error", PROXY_PACKAGE],
        "install JupyterHub's proxy",
    )
    settings = VENV / "share" / "jupyter" / "lab" / "settings" / "overrides.json"
    settings.parent.mkdir(parents=True, exist_ok=True)
    shutil.copy(str(LAB_SETTINGS), str(settings))
    stamp.write_text(wanted, encoding="utf-8")


# The learners' copies


def deliver(home: Path) -> list[str]:
    """Bring the notebooks and the text into a learner's folder, and overwrite nothing of theirs."""
    # A missing file is brought; one that the learner has not touched since is kept up to date; one that
    # they have changed stays as it is.
    root, record = environment.ROOT, home / RECORD
    try:
        before = json.loads(record.read_text(encoding="utf-8"))
    except (OSError, ValueError):
        before = {}
    files = environment.shipped_notebooks() + sorted(
        p for p in (root / "data").iterdir() if p.is_file()
    )
    written, after = [], dict(before)
    for source in files:
        name = source.relative_to(root).as_posix()
        content, target = source.read_bytes(), home / name
        digest = hashlib.sha256(content).hexdigest()
        if os.path.lexists(target):
            is_theirs = hashlib.sha256(target.read_bytes()).hexdigest() != before.get(name)
            if is_theirs or digest == before.get(name):
                continue
        _write(target, content)
        after[name] = digest
        written.append(name)
    if after != before:
        _write(record, json.dumps(after, indent=1).encode())
    return written


def _write(path: Path, content: bytes) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    environment.write_whole(path, content)


# Other hubs


def repository() -> str:
    """Return the project's address, which `make badges REPO=owner/name` writes into pyproject.toml."""
    text = (environment.ROOT / "pyproject.toml").read_text(encoding="utf-8")
    found = re.search(r'^\[project\.urls\]\nRepository = "([^"]+)"', text, re.MULTILINE)
    if not found:
        raise SetupError(
            "The project has no address yet. Once its copy stands where the hub can fetch it,\n"
            "make badges REPO=owner/name writes the address down; then run this again."
        )
    return found[1]


def link_for(hub: str, address: str) -> str:
    """Return the link by which nbgitpuller brings the notebooks to a learner and opens the first."""
    folder = address.rstrip("/").rsplit("/", 1)[-1]
    query = urllib.parse.urlencode(
        {
            "repo": address,
            "branch": "main",
            "urlpath": f"lab/tree/{folder}/notebooks/00_start_here.ipynb",
        }
    )
    return f"{hub.rstrip('/')}/hub/user-redirect/git-pull?{query}"


# The hub


def free_ports(count: int) -> list[int]:
    """Return ports of this machine on which nothing listens now."""
    sockets = [socket.socket() for _ in range(count)]
    for one in sockets:
        one.bind(("127.0.0.1", 0))
    ports = [one.getsockname()[1] for one in sockets]
    for one in sockets:
        one.close()
    return ports


def arguments_from(given: list[str]) -> argparse.Namespace:
    """Return the arguments of `make classroom`."""
    parser = argparse.ArgumentParser(prog="make classroom", description=__doc__.split("\n\n")[0])
    parser.add_argument(
        "--ip", default="127.0.0.1", help="where to listen (default: this machine alone)"
    )
    parser.add_argument("--port", type=int, default=8000)
    parser.add_argument("--password", default="", help="of at least 8 characters; made up if left out")
    parser.add_argument(
        "--authenticator", default=SHARED_PASSWORD, help="JupyterHub's name for another"
    )
    parser.add_argument("--config", default="", help="a JupyterHub configuration to read as well")
    parser.add_argument(
        "--folder", default=str(FOLDER), help="where learners' work and the hub's state go"
    )
    parser.add_argument("--seats", type=int, default=60, help="servers that may run at a time")
    parser.add_argument("--seconds", type=float, default=0.0, help="close by itself after so long")
    parser.add_argument(
        "--link", default="", help="print the link for learners of the hub at this address"
    )
    chosen = parser.parse_args(given)
    if chosen.password and len(chosen.password) < 8:
        raise SetupError("The class's password must have at least 8 characters.")
    if chosen.config and not Path(chosen.config).is_file():
        raise SetupError(f"There is no configuration {chosen.config}.")
    check_address(chosen.ip, chosen.authenticator == SHARED_PASSWORD, chosen.authenticator)
    return chosen


def socket_folder() -> str:
    """Make the folder in which kernels listen; it goes when this program ends."""
    folder = tempfile.mkdtemp(prefix="class-", dir="/tmp")  # a socket's path may have 103 bytes
    atexit.register(shutil.rmtree, folder, ignore_errors=True)
    return folder


def write_settings(chosen: argparse.Namespace) -> Path:
    """Write what the hub's configuration reads, for the owner's eyes only, and return the file."""
    folder = Path(chosen.folder).resolve()
    hub = folder / "hub"
    for path in (folder, hub, folder / "learners"):
        path.mkdir(parents=True, exist_ok=True)
        path.chmod(0o700)
    hub_port, proxy_port = free_ports(2)
    settings = {
        "ip": chosen.ip,
        "port": chosen.port,
        "hub_port": hub_port,
        "proxy_port": proxy_port,
        "proxy": str(proxy_program()),
        "authenticator": chosen.authenticator,
        "password": chosen.password,
        "config": str(Path(chosen.config).resolve()) if chosen.config else "",
        "learners": str(folder / "learners"),
        "hub": str(hub),
        "sockets": socket_folder(),
        "seats": chosen.seats,
        "as_root": is_root(),
    }
    path = hub / "settings.json"
    path.touch(mode=0o600)
    path.write_text(json.dumps(settings, indent=1), encoding="utf-8")
    return path


def start_hub(settings: Path, **more: str) -> subprocess.Popen:
    """Start JupyterHub; what it says goes into `hub.log` beside the settings."""
    hub = settings.parent
    surroundings = {**os.environ, "LSTM_CLASSROOM": str(settings), **more}
    surroundings["PATH"] = os.pathsep.join([str(hub_python().parent), os.environ.get("PATH", "")])
    with (hub / "hub.log").open("ab") as log:
        command = [str(hub_python()), "-m", "jupyterhub", "-f", str(CONFIG)]
        return subprocess.Popen(
            command, cwd=str(hub), env=surroundings, stdin=subprocess.DEVNULL, stdout=log, stderr=log
        )


def wait_until_open(process: subprocess.Popen, address: str, log: Path) -> None:
    """Wait until the hub answers, or raise with its last output."""
    end = time.monotonic() + STARTS_WITHIN
    while time.monotonic() < end:
        if process.poll() is not None:
            break
        try:
            with urllib.request.urlopen(f"{address}/hub/health", timeout=2):
                return
        except (OSError, urllib.error.URLError):
            time.sleep(0.2)
    lines = log.read_text(encoding="utf-8", errors="replace").splitlines()[-12:]
    raise SetupError("JupyterHub did not start. Its last output:\n  " + "\n  ".join(lines))


def close(process: subprocess.Popen) -> None:
    """End the hub, which ends the learners' servers and the proxy first."""
    if process.poll() is None:
        process.send_signal(signal.SIGTERM)
    try:
        process.wait(timeout=60)
    except subprocess.TimeoutExpired:
        process.kill()
        process.wait()


def interrupt(*_: object) -> None:
    """Treat a request to end like Ctrl-C."""
    raise KeyboardInterrupt


def serve(chosen: argparse.Namespace) -> None:
    """Keep the classroom open until Ctrl-C, or as long as was asked for."""
    with socket.socket() as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((chosen.ip if ":" not in chosen.ip else "", chosen.port))
        except OSError as error:
            raise SetupError(
                f"Port {chosen.port} cannot be used: {error.strerror}. Choose another: ARGS=--port=8010"
            ) from None
    chosen.password = chosen.password or secrets.token_urlsafe(9)
    settings = write_settings(chosen)
    signal.signal(signal.SIGTERM, interrupt)
    process = start_hub(settings)
    try:
        host = f"[{chosen.ip}]" if ":" in chosen.ip else chosen.ip
        address = f"http://{host}:{chosen.port}"
        wait_until_open(process, address, settings.parent / "hub.log")
        print(f"\nThe classroom is open: {address}")
        if chosen.authenticator == SHARED_PASSWORD:
            print(f"Any name of small letters and digits; the password is  {chosen.password}")
        print(who_can_do_what())
        print(f"Learners' work is kept in {settings.parent.parent / 'learners'}.")
        print("Ctrl-C closes the classroom and ends all servers; what was saved stays.", flush=True)
        process.wait(timeout=chosen.seconds or None)
        raise SetupError(f"JupyterHub has ended by itself; see {settings.parent / 'hub.log'}.")
    except subprocess.TimeoutExpired:
        print("The time is over.", flush=True)
    except KeyboardInterrupt:
        print("\nClosing the classroom", flush=True)
    finally:
        close(process)


def main() -> None:
    """Make what is missing, then open the classroom."""
    console.begin()
    chosen = environment.guarded(lambda: arguments_from(sys.argv[1:]))
    if chosen.link:
        print(environment.guarded(lambda: link_for(chosen.link, repository())))
        return
    environment.guarded(refuse_root)
    environment.guarded(ensure)
    environment.guarded(lambda: serve(chosen))


if __name__ == "__main__":
    main()
