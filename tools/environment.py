"""Make the project's own Python environment, `.venv`, and keep it up to date.

usage: python tools/environment.py [lab|test]

"lab" is what JupyterLab with the notebooks needs, "test" is also what the checks need.

This file and its neighbours use the standard library alone and start on Python 3.8, so that a
machine with an old Python is told what to install instead of being shown a syntax error.
"""

from __future__ import annotations

import hashlib
import json
import os
import re
import shutil
import subprocess
import sys
import tempfile
from contextlib import contextmanager, suppress
from pathlib import Path

OLDEST = (3, 11)
NEWEST_TESTED = (3, 14)
ROOT = Path(__file__).resolve().parent.parent
VENV = ROOT / ".venv"
STAMP = VENV / "installed.json"
UNFINISHED = VENV / "unfinished"
LOCK = ROOT / ".venv.lock"
DISK = 650  # megabytes of the environment with its first set of packages
DESCRIPTIONS = (ROOT / "requirements.txt", ROOT / "pyproject.toml")
PACKAGES = {
    "lab": ["-r", "requirements.txt"],
    "test": ["-r", "requirements.txt", "-e", ".[test]"],
}
PROBE = (
    "import sys, importlib.util as u;"
    "print(*sys.version_info[:3], all(u.find_spec(m) for m in ('venv', 'ensurepip')), sys.executable)"
)


# Settings of pip with which it installs elsewhere or nothing, each with what it does.
UNFIT_SETTINGS = {
    "user": "installs into your home folder",
    "target": "installs into another folder",
    "prefix": "installs into another folder",
    "root": "installs into another folder",
    "require-hashes": "refuses packages without a hash, and requirements.txt holds ranges",
    "no-index": "asks no package index",
}
DISK_IS_FULL = re.compile(
    r"No space left on device|Disk quota exceeded|not enough space on the disk", re.I
)
NETWORK_IS_AWAY = re.compile(
    r"name resolution|Name or service not known|nodename nor servname|getaddrinfo failed"
    r"|failed to resolve|dns error|NewConnectionError|Failed to establish a new connection"
    r"|Network is unreachable|No route to host|Connection refused|ConnectTimeout|Read timed out"
    r"|error sending request|ProxyError",
    re.I,
)


class SetupError(Exception):
    """The environment cannot be made; the message says why and what to do."""


class KnownReason(SetupError):
    """Why it cannot be made is known, so that no other way is tried."""


def venv_python() -> Path:
    """Return where the environment's own Python is, or will be."""
    return VENV / ("Scripts/python.exe" if os.name == "nt" else "bin/python")


def reading_place(path: Path) -> tuple[str, str]:
    """Return what notebooks are sorted by: their folder, then their number; the capstone follows 06."""
    name = path.name
    return str(path.parent), f"06~{name}" if name.startswith("capstone") else name


def shipped_notebooks() -> list[Path]:
    """Return the project's notebooks in reading order, without those that a learner has added."""
    folder = ROOT / "notebooks"
    return [
        path
        for path in sorted(folder.rglob("*.ipynb"), key=reading_place)
        if not path.name.startswith(("my_", "Untitled"))
        and not any(part.startswith(".") for part in path.relative_to(ROOT).parts)
    ]


def probe(command: str) -> tuple[tuple[int, ...], bool, str] | None:
    """Ask one Python for its version, whether it can make environments, and its own path."""
    path = shutil.which(command)
    if path is None:
        return None
    try:
        answer = subprocess.run([path, "-c", PROBE], capture_output=True, text=True, timeout=60)
        *version, complete, executable = answer.stdout.strip().split(" ", 4)
        return tuple(map(int, version)), complete == "True", executable
    except (OSError, ValueError, subprocess.TimeoutExpired):
        return None  # a launcher that leads nowhere, or not a Python at all


def find_python() -> str:
    """Return the newest suitable Python; PYTHON in the environment overrides the search."""
    wanted = os.environ.get("PYTHON")
    newest_first = range(NEWEST_TESTED[1], OLDEST[1] - 1, -1)
    versions = [f"python3.{minor}" for minor in newest_first]
    names = [wanted] if wanted else [*versions, "python3", "python", sys.executable]
    found = {name: answer for name in names if name and (answer := probe(name))}
    recent = {name: answer for name, answer in found.items() if answer[0][:2] >= OLDEST}
    for _, complete, executable in recent.values():
        if complete:
            return executable
    if recent:
        raise SetupError(missing_venv_message(next(iter(recent.values()))))
    raise SetupError(old_python_message(wanted, found))


def old_python_message(wanted: str | None, found: dict) -> str:
    """Say which Python is needed, which are there, and how to get one."""
    oldest = ".".join(map(str, OLDEST))
    if found:
        versions = sorted({".".join(map(str, answer[0])) for answer in found.values()})
        have = f"found {', '.join(versions)}"
    else:
        have = f"PYTHON={wanted} is not a Python that runs" if wanted else "found none"
    return (
        f"Python {oldest} or newer is needed; {have}.\n"
        "Install a newer one, then run the same command again:\n"
        "  Debian, Ubuntu   sudo apt install python3 python3-venv\n"
        "                   (on Ubuntu 22.04: python3.11 python3.11-venv)\n"
        "  Fedora           sudo dnf install python3\n"
        "  macOS            brew install python, or the installer from python.org\n"
        "  Windows          the installer from python.org, or: winget install Python.Python.3.13\n"
        "If one is installed in an unusual place, name it: make setup PYTHON=/path/to/python3"
    )


def missing_venv_message(answer: tuple) -> str:
    """Say which package brings the module that makes environments."""
    version = "{}.{}".format(*answer[0])
    return (
        f"Python {version} is here ({answer[2]}) but cannot make an environment:\n"
        "its modules venv and ensurepip are in other packages. Install them, then run this again:\n"
        f"  Debian, Ubuntu   sudo apt install python{version}-venv   (or: python3-venv)\n"
        "  openSUSE         sudo zypper install python3-pip\n"
        "If another Python is complete, name it: make setup PYTHON=/path/to/python3"
    )


def is_sound() -> bool:
    """Tell whether `.venv` is whole, made in this place, and recent enough, with a pip that starts."""
    if UNFINISHED.exists() or read_stamp().get("root", str(ROOT)) != str(ROOT):
        return False  # interrupted while packages were written, or moved: its programs lead elsewhere
    test = f"import sys, pip._internal.cli.main; sys.exit(sys.version_info < {OLDEST})"
    try:
        return subprocess.run([str(venv_python()), "-c", test], capture_output=True).returncode == 0
    except OSError:
        return False  # never made, or the Python that it was made from is gone


def fingerprint() -> str:
    """Return a digest of everything that decides what belongs in the environment."""
    digest = hashlib.sha256()
    for path in DESCRIPTIONS:
        digest.update(about_packages(path).encode())
    digest.update((VENV / "pyvenv.cfg").read_bytes())  # names the Python and its version
    return digest.hexdigest()


def about_packages(path: Path) -> str:
    """Return what a file says about packages, without the settings of tools in pyproject.toml."""
    return re.split(r"\n\[tool\.(?!hatch\.)", path.read_text(encoding="utf-8"))[0]


def read_stamp() -> dict:
    """Return what is known of the environment; nothing if it was never finished."""
    try:
        stamp = json.loads(STAMP.read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return {}
    return stamp if isinstance(stamp, dict) else {}


def installed_sets() -> list[str]:
    """Return which sets of packages are installed and up to date."""
    stamp = read_stamp()
    return stamp.get("sets", []) if stamp.get("fingerprint") == fingerprint() else []


def install(package_set: str, have: list[str]) -> None:
    """Install a set of packages; the stamp is written last, and in one step."""
    print(f"Installing the packages for '{package_set}' (a few minutes the first time)", flush=True)
    UNFINISHED.touch()
    command = installer()
    if command == pip_install():
        refuse_unfit_settings()
    try:
        run([*command, *PACKAGES[package_set]], "install the packages", quiet=True)
    except KnownReason:
        raise
    except SetupError:
        if command == pip_install():
            raise
        print("uv could not install the packages; pip tries it now", flush=True)
        command = pip_install()
        run([*command, *PACKAGES[package_set]], "install the packages", quiet=True)
    run([*command, "--upgrade", "pip"], "bring pip up to date", quiet=True)
    stamp = {
        "root": str(ROOT),
        "fingerprint": fingerprint(),
        "sets": sorted({*have, "lab", package_set}),
    }
    write_whole(STAMP, json.dumps(stamp).encode("utf-8"))
    UNFINISHED.unlink()


def compile_kernel() -> None:
    """Compile the fast kernel into its cache, so that no first click waits; all works without it."""
    try:
        run([str(venv_python()), "-m", "lstm_core.kernels"], "compile the fast kernel", quiet=True)
    except SetupError as error:
        print(f"{error}\nThe tutorial works without it; its first training run will compile instead.")


def installer() -> list[str]:
    """Return the command that installs packages: uv, which is faster, unless pip has settings."""
    uv = shutil.which("uv")
    if uv is not None and not any(name.startswith("PIP_") for name in os.environ):
        return [uv, "pip", "install", "--python", str(venv_python())]
    return pip_install()


def refuse_unfit_settings() -> None:
    """Say which of pip's settings, in a variable or a file, keep packages out of the environment."""
    command = [str(venv_python()), "-m", "pip", "config", "list", "--disable-pip-version-check"]
    listed = subprocess.run(command, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL)
    found = re.findall(r"^(\S+?)\.([\w-]+)='(.*)'", listed.stdout.decode("utf-8", "replace"), re.M)
    for place, setting, value in found:
        if place.split(".")[0] not in (":env:", "global", "install"):
            continue
        effect = UNFIT_SETTINGS.get(setting)
        if effect is None or value.lower() in ("0", "false", "no", "off", ""):
            continue
        if place == ":env:":
            name = "PIP_" + setting.upper().replace("-", "_")
            where, remedy = f"{name}={value} in the environment", f"unset {name}"
        else:
            where = f"{place}.{setting}={value}"
            remedy = f"python -m pip config unset {place}.{setting}"
        raise KnownReason(
            f"A setting of pip keeps the packages out of .venv: {where} {effect}."
            f" Remove it ({remedy}), then run the same command again."
        )


def pip_install() -> list[str]:
    """Return the command that installs packages with the environment's own pip."""
    return [str(venv_python()), "-m", "pip", "install", "--disable-pip-version-check"]


def run(command: list[str], purpose: str, *, quiet: bool = False) -> None:
    """Run one command in the project's folder, or say what could not be done; quiet until it fails."""
    capture = {"stdout": subprocess.PIPE, "stderr": subprocess.STDOUT} if quiet else {}
    try:
        answer = subprocess.run(command, cwd=str(ROOT), **capture)
    except OSError as error:
        raise SetupError(f"Could not {purpose}: {error}") from error
    code = answer.returncode
    if code == 0:
        return
    printed = answer.stdout.decode("utf-8", "replace") if quiet else ""
    reason = known_reason(printed)
    if reason:
        raise KnownReason(f"Could not {purpose}: {reason}")
    if quiet:
        print(printed, file=sys.stderr, flush=True)
    raise SetupError(f"Could not {purpose} (exit code {code}; the reason is above).")


def known_reason(printed: str) -> str | None:
    """Return what a program's output says of a full disk or an absent network, and what to do."""
    if DISK_IS_FULL.search(printed) or any(megabytes_free(place) < 3 for place in written_places()):
        return full_disk_reason()
    if NETWORK_IS_AWAY.search(printed):
        return (
            "the package index cannot be reached. Connect to the network (behind a proxy, set"
            " HTTPS_PROXY), then run the same command again; what was fetched is kept."
        )
    return None


def full_disk_reason() -> str:
    """Say how much room there is, how much is needed, and what to do."""
    free = ", ".join(f"{megabytes_free(place)} MB are free in {place}" for place in written_places())
    return (
        f"the disk is full ({free}). The environment needs about {DISK} MB: make room, or move the"
        " project's folder to another disk, then run the same command again."
    )


def written_places() -> list[str]:
    """Return where an installation writes: the project, and the folder for temporary files."""
    return list(dict.fromkeys([str(ROOT), tempfile.gettempdir()]))


def megabytes_free(place: str) -> int:
    """Return how much may still be written in a folder."""
    return shutil.disk_usage(place).free // 1_000_000


@contextmanager
def one_at_a_time():
    """Wait while another command makes the environment; elsewhere than on POSIX, do not."""
    try:
        import fcntl
    except ImportError:
        yield
        return
    try:
        lock = LOCK.open("a")
    except OSError as error:
        raise KnownReason(not_writable_message(error)) from error
    with lock:
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except OSError:
            print("Waiting for another command that is making the environment", flush=True)
            fcntl.flock(lock, fcntl.LOCK_EX)
        yield  # closing the file, however this ends, lets the next one in


def not_writable_message(error: OSError) -> str:
    """Say why nothing can be written in the project's folder, and what to do."""
    why = f"nothing can be written in {ROOT}: {error.strerror or error}"
    with suppress(ImportError, OSError, KeyError):
        import pwd

        owner = ROOT.stat().st_uid
        if owner != os.geteuid():
            why += f" (it belongs to {pwd.getpwuid(owner).pw_name})"
    return (
        f"Could not make the environment .venv, because {why}. Copy the folder to a place of your own,"
        " then run the same command there."
    )


def is_complete(package_set: str) -> bool:
    """Tell whether the environment works and has a set of packages; nothing is written."""
    return is_sound() and package_set in installed_sets()


def ensure(package_set: str = "lab") -> str:
    """Make the environment where it is missing or broken; return the path of its Python.

    One that works is used as it is: its folder may be read-only, or belong to somebody else.
    """
    if is_complete(package_set):
        return str(venv_python())
    with one_at_a_time():
        try:
            make_complete(package_set)
        except OSError as error:
            reason = known_reason(str(error))
            if reason is None and not isinstance(error, PermissionError):
                raise
            raise KnownReason(
                f"Could not make the environment: {reason}" if reason else not_writable_message(error)
            ) from error
    return str(venv_python())


def make_complete(package_set: str) -> None:
    """Make and fill the environment, as far as another command has not done it meanwhile."""
    if not is_sound():
        python = find_python()
        if VENV.resolve() != VENV.parent.resolve() / VENV.name:
            raise KnownReason(
                f"Could not make the environment: .venv is a link to {VENV.resolve()}, and what lies"
                " there would be deleted. Remove the link, then run the same command again."
            )
        if not VENV.exists() and megabytes_free(str(ROOT)) < DISK:
            raise KnownReason(f"Could not make the environment: {full_disk_reason()}")
        print(f"Making .venv with {python}", flush=True)
        run([python, "-m", "venv", "--clear", str(VENV)], "make the environment .venv", quiet=True)
    have = installed_sets()
    if package_set not in have:
        install(package_set, have)
        compile_kernel()


def start_in_environment(script: str, package_set: str) -> None:
    """Start this script again with the environment's Python, unless that is the one that runs it."""
    python = guarded(lambda: ensure(package_set))
    if Path(sys.prefix).resolve() == VENV.resolve():
        return
    command = [python, script, *sys.argv[1:]]
    sys.exit(guarded(lambda: subprocess.run(command).returncode))


def write_whole(path, content):
    """Write a file under another name first, so that nobody ever finds half of it."""
    draft = path.with_name(f"{path.name}.{os.getpid()}.part")
    try:
        draft.write_bytes(content)
        draft.replace(path)
    finally:
        with suppress(FileNotFoundError):
            draft.unlink()


def guarded(action):
    """Run `action`; a setup error or Ctrl-C ends the program with a message and no traceback."""
    try:
        return action()
    except SetupError as error:
        print(f"\n{error}", file=sys.stderr)
        sys.exit(1)
    except KeyboardInterrupt:
        print("\nStopped.", file=sys.stderr)
        sys.exit(130)


def main() -> None:
    """Make the environment alone: what `make setup` does."""
    arguments = sys.argv[1:] or ["lab"]
    if {"-h", "--help"} & set(arguments):
        print(__doc__.strip())
        return
    if len(arguments) > 1 or arguments[0] not in PACKAGES:
        sys.exit(f"Usage: environment.py [{'|'.join(PACKAGES)}]; got: {' '.join(arguments)}")
    python = guarded(lambda: ensure(arguments[0]))
    print(f"The environment is ready: {python}")


if __name__ == "__main__":
    main()
