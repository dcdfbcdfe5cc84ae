"""Put one original beside the learner's copy: what `make restore NOTEBOOK=06` does.

NOTEBOOK is a path or the beginning of a name. The original is the file as the copy of the project that
was fetched has it (git's last commit); it is written as `06_training_lab.original.ipynb` in the same
folder, so that both can be compared. Nothing of the learner's is changed.
"""

from __future__ import annotations

import argparse
import subprocess
from pathlib import Path

import console
from environment import ROOT, SetupError, guarded, write_whole


def notebooks() -> list[str]:
    """Return the notebooks of the last commit, by their paths in the project."""
    try:
        answer = subprocess.run(
            ["git", "ls-tree", "-r", "--name-only", "HEAD", "notebooks/"],
            cwd=str(ROOT),
            capture_output=True,
        )
        found = answer.returncode == 0
    except OSError:
        found = False
    if not found:
        raise SetupError(
            "The originals are taken from git, and this folder is not a copy that git knows, or git\n"
            "is not installed. Unpack the download again into another folder: its notebooks are the\n"
            "originals."
        )
    names = answer.stdout.decode("utf-8", "replace").splitlines()
    return [name for name in names if name.endswith(".ipynb")]


def choose(wanted: str, known: list[str]) -> str:
    """Return the one notebook that a learner means."""
    named = Path(wanted).name
    found = [name for name in known if wanted and Path(name).as_posix() == Path(wanted).as_posix()]
    found = found or [name for name in known if named and Path(name).name.startswith(named)]
    own = [name for name in found if "solutions" not in name]
    if len(own or found) != 1:
        names = "\n  ".join(known)
        what = f"No single notebook begins with {wanted!r}" if wanted else "No notebook is named"
        raise SetupError(f"{what}. Name one, as in make restore NOTEBOOK=06:\n  {names}")
    return (own or found)[0]


def restore(name: str) -> Path:
    """Write the original beside the copy; return the new file, whose name is free."""
    content = subprocess.run(
        ["git", "show", f"HEAD:{name}"], cwd=str(ROOT), capture_output=True, check=True
    ).stdout
    place = ROOT / name
    target, number = place.with_suffix(".original.ipynb"), 2
    while target.exists() and target.read_bytes() != content:
        target, number = place.with_suffix(f".original-{number}.ipynb"), number + 1
    target.parent.mkdir(parents=True, exist_ok=True)
    write_whole(target, content)
    return target


def main() -> None:
    """Read the name, and write the original."""
    console.begin()
    parser = argparse.ArgumentParser(prog="make restore", description=__doc__)
    parser.add_argument("notebook", nargs="?", default="", help="such as 06, or notebooks/06_….ipynb")
    wanted = parser.parse_args().notebook
    target = guarded(lambda: restore(choose(wanted, notebooks())))
    print(f"The original: {target.relative_to(ROOT)}. Your copy is as it was.")


if __name__ == "__main__":
    main()
