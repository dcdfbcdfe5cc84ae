"""Write the links that start the tutorial elsewhere: what `make badges REPO=owner/name` does.

The repository's address stands in one place, `[project.urls]` in pyproject.toml. From there it goes
into README.md, CITATION.cff and the notebooks: a line of links below the title, and a cell that
fetches the tutorial on Colab and does nothing elsewhere. Running it again with another address
changes all of them; `REPO=none` takes them out.
"""

from __future__ import annotations

import argparse
import re
import sys
from pathlib import Path

import console
import environment

HOST = "https://github.com/"
BRANCH = "main"
FIRST_NOTEBOOK = "notebooks/00_start_here.ipynb"
BEGIN, END = "<!-- launch -->", "<!-- /launch -->"
BLOCK = re.compile(rf"{BEGIN}.*?{END}\n?", re.DOTALL)
SETUP_ID = "launch-colab"
# Cells of notebook 00 whose outputs tell of the computer that ran them; a site leaves these out.
ABOUT_THE_COMPUTER = ("check", "page-check")
NAME = re.compile(r"[\w.-]+/[\w.-]+")
NO_ADDRESS = """\
The tutorial also runs on Binder, on Colab and in Codespaces, without an installation. When your copy
of the project has an address on GitHub, `make badges REPO=owner/name` puts the links here and into
the notebooks."""
SETUP_CELL = """\
import sys

if "google.colab" in sys.modules:  # on Colab this fetches the tutorial; everywhere else it does nothing
    import os
    import subprocess

    from google.colab import output

    address, folder = "{address}", "{folder}"
    if not os.path.isdir(folder):
        subprocess.run(["git", "clone", "--quiet", "--depth=1", address, folder], check=True)
    os.chdir(f"{{folder}}/{place}")
    os.environ["PYTHONPATH"] = folder  # for programs that a cell starts
    if folder not in sys.path:
        sys.path.insert(0, folder)

    from lstm_core.environment_setup import install_missing

    print(install_missing())  # installs nothing that Colab has in a version that is good enough
    output.enable_custom_widget_manager()"""


def repository(root: Path | None = None) -> str | None:
    """Return the repository as owner/name, or None while it has no address."""
    import tomllib

    text = ((root or environment.ROOT) / "pyproject.toml").read_text(encoding="utf-8")
    address = tomllib.loads(text)["project"].get("urls", {}).get("Repository")
    return address[len(HOST) :] if address else None


def launch_links(repo: str, notebook: str = FIRST_NOTEBOOK) -> dict[str, str]:
    """Return where a notebook starts: a service's name and the address."""
    return {
        "Binder": f"https://mybinder.org/v2/gh/{repo}/{BRANCH}?urlpath=lab/tree/{notebook}",
        "Colab": f"https://colab.research.google.com/github/{repo}/blob/{BRANCH}/{notebook}",
        "Codespaces": f"https://codespaces.new/{repo}?quickstart=1",
    }


def badges(repo: str) -> str:
    """Return the README's line of badges."""
    pictures = {
        "Binder": "https://mybinder.org/badge_logo.svg",
        "Colab": "https://colab.research.google.com/assets/colab-badge.svg",
        "Codespaces": "https://github.com/codespaces/badge.svg",
    }
    links = launch_links(repo).items()
    return "\n".join(f"[![Open on {name}]({pictures[name]})]({address})" for name, address in links)


def with_address(pyproject: str, repo: str | None) -> str:
    """Return pyproject.toml's text with the address in it, or without one."""
    text = re.sub(r"^\[project\.urls\]\nRepository = .*\n\n", "", pyproject, flags=re.MULTILINE)
    if repo:
        urls = f'[project.urls]\nRepository = "{HOST}{repo}"\n\n'
        text = text.replace(
            "[project.optional-dependencies]\n", urls + "[project.optional-dependencies]\n"
        )
    return text


def with_badges(readme: str, repo: str | None) -> str:
    """Return the README's text with badges between the two marks, or with a word on how to get them."""
    if not BLOCK.search(readme):
        raise environment.SetupError(f"README.md has no place for the links: {BEGIN} … {END}")
    inside = badges(repo) if repo else NO_ADDRESS
    return BLOCK.sub(lambda _: f"{BEGIN}\n{inside}\n{END}\n", readme)


def with_code_address(citation: str, repo: str | None) -> str:
    """Return CITATION.cff's text with the address in it, or without one."""
    text = re.sub(r"^repository-code:.*\n", "", citation, flags=re.MULTILINE)
    return text + (f'repository-code: "{HOST}{repo}"\n' if repo else "")


def setup_cell(address: str, folder: str, name: str) -> str:
    """Return the cell that fetches the tutorial from an address into a folder, for a notebook."""
    place = name.rsplit("/", 1)[0]  # the notebook's own folder: its paths begin there
    return SETUP_CELL.format(address=address, folder=folder, place=place)


def with_links(notebook, name: str, repo: str | None):
    """Return a notebook with links below its title and a cell for Colab, or without both."""
    from nbformat.v4 import new_code_cell

    from notebook_cleaning import clean

    changed = clean(notebook)
    changed.cells = [cell for cell in changed.cells if cell.get("id") != SETUP_ID]
    first = changed.cells[0]
    first.source = re.sub(rf"\n\n{BEGIN}.*?{END}", "", first.source, flags=re.DOTALL)
    codes = [n for n, cell in enumerate(changed.cells) if cell.cell_type == "code"]
    if repo and codes:
        links = " · ".join(f"[{where}]({to})" for where, to in launch_links(repo, name).items())
        title, _, rest = first.source.partition("\n")
        first.source = f"{title}\n\n{BEGIN}\nRun this notebook on {links}\n{END}" + (
            rest and f"\n{rest}"
        )
        folder = f"/content/{repo.split('/')[1]}"
        setup = setup_cell(HOST + repo, folder, name)
        changed.cells.insert(codes[0], new_code_cell(setup, id=SETUP_ID))
    return clean(changed)


def rewrite(path: Path, text: str, root: Path) -> None:
    """Write a file in one step if its text is new, and say so."""
    if path.read_text(encoding="utf-8") == text:
        return
    environment.write_whole(path, text.encode("utf-8"))
    print(f"{path.relative_to(root).as_posix()}: changed", flush=True)


def write_all(root: Path, notebooks: list[Path], repo: str | None) -> None:
    """Bring every file that tells the address up to date."""
    import nbformat

    for name, change in {
        "pyproject.toml": with_address,
        "README.md": with_badges,
        "CITATION.cff": with_code_address,
    }.items():
        rewrite(root / name, change((root / name).read_text(encoding="utf-8"), repo), root)
    for path in notebooks:
        notebook = nbformat.read(path, as_version=4)
        changed = with_links(notebook, path.relative_to(root).as_posix(), repo)
        rewrite(path, nbformat.writes(changed, version=4).rstrip("\n") + "\n", root)


def read_repo(given: str, known: str | None) -> str | None:
    """Return the repository that an argument names; the known one when it is empty."""
    if not given:
        return known
    if given == "none":
        return None
    name = re.sub(r"^(https://github\.com/|git@github\.com:)|\.git$|/$", "", given)
    if not NAME.fullmatch(name):
        raise environment.SetupError(
            f"The repository must be written as owner/name, but got {given!r}.\n"
            "For example: make badges REPO=ada/lstm-tutorial (or REPO=none to take the links out)"
        )
    return name


def main() -> None:
    """Read the repository's name and write it everywhere."""
    console.begin()
    parser = argparse.ArgumentParser(prog="badges", description=__doc__)
    parser.add_argument(
        "repo", nargs="?", default="", help="owner/name, or none; the known one if left out"
    )
    arguments = parser.parse_args()
    environment.start_in_environment(__file__, "lab")
    repo = read_repo(arguments.repo, repository())
    write_all(environment.ROOT, environment.shipped_notebooks(), repo)
    print(f"The tutorial's address: {HOST + repo if repo else 'none yet'}")
    sys.exit(0)


if __name__ == "__main__":
    environment.guarded(main)
