"""Fetch what the site's pages load, once, so that they load nothing from other places.

`book/vendor.json` names npm packages with their versions, the digests of their archives, and the
files to take. npm's own `pack` fetches an archive and nothing that it depends on.
"""

from __future__ import annotations

import base64
import hashlib
import importlib.util
import json
import shutil
import subprocess
import tarfile
import tempfile
from fnmatch import fnmatch
from pathlib import Path, PurePosixPath

import environment

WANTED = environment.ROOT / "book" / "vendor.json"
STORE = environment.ROOT / "build" / "vendor"
NO_NPM = (
    "The site's pages need four JavaScript packages, and npm, which fetches them, is not installed.\n"
    "  Debian, Ubuntu   sudo apt install nodejs npm\n"
    "  macOS            brew install node\n"
    "  elsewhere        the installer from nodejs.org, which brings npm\n"
    "Then run: make book"
)


def fetch(name: str, folder: Path) -> Path:
    """Fetch one package's archive with npm; return where it is."""
    npm = shutil.which("npm")
    if npm is None:
        raise environment.SetupError(NO_NPM)
    command = [npm, "pack", "--silent", "--pack-destination", str(folder), name]
    answer = subprocess.run(command, cwd=str(folder), capture_output=True, text=True)
    archives = sorted(folder.glob("*.tgz"))
    if answer.returncode != 0 or len(archives) != 1:
        reason = (answer.stderr or answer.stdout).strip() or "it gave no reason"
        raise environment.SetupError(
            f"npm could not fetch {name}: {reason}\nIf the network was away, run: make book"
        )
    return archives[0]


def digest(archive: Path) -> str:
    """Return an archive's digest as npm writes it."""
    return "sha512-" + base64.b64encode(hashlib.sha512(archive.read_bytes()).digest()).decode("ascii")


def unpack(archive: Path, patterns: list[str], target: Path) -> None:
    """Write the files that a pattern names into a folder, without the folders above them."""
    target.mkdir(parents=True, exist_ok=True)
    with tarfile.open(archive) as package:
        for member in package:
            inside = PurePosixPath(member.name).relative_to("package").as_posix()
            if member.isfile() and any(fnmatch(inside, pattern) for pattern in patterns):
                (target / PurePosixPath(inside).name).write_bytes(package.extractfile(member).read())


def fill_store(store: Path = STORE) -> Path:
    """Fetch every package that is not there yet; return the folder with all of them."""
    wanted = WANTED.read_text(encoding="utf-8")
    stamp = store / "wanted.json"
    if stamp.is_file() and stamp.read_text(encoding="utf-8") == wanted:
        return store
    shutil.rmtree(store, ignore_errors=True)
    for name, package in json.loads(wanted).items():
        with tempfile.TemporaryDirectory() as folder:
            archive = fetch(name, Path(folder))
            if digest(archive) != package["integrity"]:
                raise environment.SetupError(
                    f"The archive of {name} is not the one in book/vendor.json: its digest is\n"
                    f"{digest(archive)}. It was not used."
                )
            unpack(archive, package["files"], store / package["into"])
    stamp.write_text(wanted, encoding="utf-8")
    return store


def vendor(target: Path) -> None:
    """Put everything that the pages load into a folder of the site."""
    shutil.copytree(
        fill_store(), target, dirs_exist_ok=True, ignore=shutil.ignore_patterns("wanted.json")
    )
    anywidget = Path(
        importlib.util.find_spec("anywidget").origin
    ).parent  # its script comes with Python
    (target / "anywidget").mkdir(exist_ok=True)
    shutil.copy(anywidget / "nbextension" / "index.js", target / "anywidget" / "index.js")
