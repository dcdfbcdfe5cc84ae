"""Build a static site of all notebooks as they ran: what `make book` does.

The pages need no server and load nothing from other places; the widgets for looking around work from
the state that is saved in them. The site is written to `build/book`. A notebook runs again when it,
a module that it loads, or the data has changed; `--fresh` runs all. Arguments choose notebooks, as for
`make notebooks`; solutions are left out. With `--lite` each page leads to its notebook in the site of
`make lite`, which has to be put into the folder `lite` below this one.
"""

from __future__ import annotations

import argparse
import hashlib
import json
import os
import shutil
import sys
import time
from pathlib import Path

import console
import environment

TITLE = "The LSTM, taken apart"
SITE = environment.ROOT / "build" / "book"
RUNS = environment.ROOT / "build" / "book-runs"
SECONDS_PER_CELL = 600
# A page has no kernel: results of guesses are folded, and nobody's progress shows.
SETTINGS = {"LSTM_GUESSES": "folded", "LSTM_PROGRESS": "off"}


# Run after the last cell of a notebook, and not kept: which modules of the package it has loaded.
LOADED = """import json, sys
print(json.dumps([getattr(module, "__file__", None) for name, module in sorted(sys.modules.items())
                  if name.partition(".")[0] == "lstm_core"]))"""


def fingerprint(notebook, modules: list[str]) -> str:
    """Return a digest of all that decides what a notebook puts out.

    Parameters
    ----------
    notebook : NotebookNode
    modules : list of str
        The files of the package that the notebook loads, by their paths in the project. What stands
        beside them and is no Python, as the widgets' JavaScript, counts as well.
    """
    digest = hashlib.sha256(sys.version.encode())
    for cell in notebook.cells:
        digest.update(f"{cell.cell_type}\n{cell.source}\n".encode())
    paths = {environment.ROOT / name for name in modules}
    beside = {each for folder in {path.parent for path in paths} for each in folder.glob("*.*")}
    paths |= {each for each in beside if each.suffix not in (".py", ".pyc")}
    paths |= set((environment.ROOT / "data").rglob("*"))
    for path in [*environment.DESCRIPTIONS, *sorted(path for path in paths if not path.is_dir())]:
        digest.update(f"{path}\n".encode())
        digest.update(path.read_bytes() if path.is_file() else b"gone")
    return digest.hexdigest()[:20]


def stored_run(path: Path, notebook):
    """Return the stored run of a notebook, or None where something that it needs has changed."""
    import nbformat

    for run in RUNS.glob(f"{path.stem}-*.ipynb"):
        ran = nbformat.read(run, as_version=4)
        modules = ran.metadata.get("modules")
        if modules is not None and run.stem == f"{path.stem}-{fingerprint(notebook, modules)}":
            return ran
    return None


def executed(path: Path, fresh: bool):
    """Return a notebook after a run, with the state of its widgets; from a file if it ran before."""
    import nbformat
    from nbclient import NotebookClient

    notebook = nbformat.read(path, as_version=4)
    if not fresh and (ran := stored_run(path, notebook)) is not None:
        return ran
    start = time.perf_counter()
    cells = list(notebook.cells)
    notebook.cells.append(nbformat.v4.new_code_cell(LOADED))
    client = NotebookClient(
        notebook,
        timeout=SECONDS_PER_CELL,
        kernel_name="python3",
        resources={"metadata": {"path": str(path.parent)}},
        extra_arguments=["--log-level=ERROR"],
        store_widget_state=True,
        record_timing=False,
    )
    client.execute(env={**os.environ, **SETTINGS})
    loaded = json.loads(notebook.cells[-1].outputs[0].text)
    notebook.cells = cells
    notebook.metadata.modules = [os.path.relpath(file, environment.ROOT) for file in loaded if file]
    run = RUNS / f"{path.stem}-{fingerprint(notebook, notebook.metadata.modules)}.ipynb"
    RUNS.mkdir(parents=True, exist_ok=True)
    for old in RUNS.glob(f"{path.stem}-*.ipynb"):
        old.unlink()
    nbformat.write(notebook, run)
    print(f"{path.name}: ran, {time.perf_counter() - start:.1f} s", flush=True)
    return notebook


def build(notebooks: list[Path], site: Path, fresh: bool = False, lite: bool = False) -> None:
    """Build the site again; what was there before goes when everything has succeeded.

    Parameters
    ----------
    notebooks : list of Path
        In reading order.
    site : Path
        The folder to write.
    fresh : bool
        Run also what ran before.
    lite : bool
        Lead each page to its notebook in JupyterLite.
    """
    import badges
    import book_api
    import book_pages
    import book_search
    from book_parts import with_later_widgets, with_shared_styles
    from book_policy import with_policy
    from book_vendor import vendor

    draft = site.with_name(site.name + ".draft")
    shutil.rmtree(draft, ignore_errors=True)
    draft.mkdir(parents=True)
    vendor(draft / "vendor")
    for name in ("book.css", "book.js", "search.js", "widgets.js"):
        shutil.copy(book_pages.SOURCES / name, draft / name)

    repo = badges.repository()
    address = badges.HOST + repo if repo else None
    ran = [executed(path, fresh) for path in notebooks]
    pages = [book_pages.describe_page(*pair) for pair in zip(notebooks, ran)]
    exporter = book_pages.make_exporter()
    found: list[book_search.Section] = []
    for n, (page, notebook) in enumerate(zip(pages, ran)):
        text = book_pages.export(exporter, notebook, n, pages, TITLE, address, lite)
        text = with_later_widgets(with_shared_styles(text, draft), page.file, draft)
        (draft / page.file).write_text(text, encoding="utf-8")
        found += book_search.sections(text, page.file, f"{page.number} {page.title}")
    (draft / "search-data.js").write_text(book_search.search_data(found), encoding="utf-8")
    launch = badges.launch_links(repo) if repo else {}
    about = {"title": TITLE, "pages": pages, "repository": address, "launch": launch}
    for name in ("index.html", "search.html"):
        text = book_pages.page_of_its_own(name, about)
        (draft / name).write_text(text, encoding="utf-8")
    book_api.build_api(draft / "api")
    for path in draft.rglob("*.html"):
        path.write_text(with_policy(path.read_text(encoding="utf-8")), encoding="utf-8")
    (draft / ".nojekyll").touch()  # GitHub Pages: serve the files as they are
    shutil.rmtree(site, ignore_errors=True)
    draft.replace(site)


def main() -> None:
    """Read the arguments, build, and say how to look at it."""
    console.begin()
    parser = argparse.ArgumentParser(prog="book", description=__doc__)
    parser.add_argument(
        "names", nargs="*", help="a path, or the beginning of a name; all when left out"
    )
    parser.add_argument("--fresh", action="store_true", help="run also what ran before")
    parser.add_argument("--lite", action="store_true", help="link the notebooks in lite/")
    arguments = parser.parse_args()
    environment.start_in_environment(__file__, "test")
    from nbclient.exceptions import CellExecutionError

    from notebooks import choose

    os.environ.setdefault("OMP_NUM_THREADS", "1")
    try:
        chosen = choose(arguments.names)
        notebooks = [path for path in chosen if path.parent.name == "notebooks"]
        build(notebooks, SITE, arguments.fresh, arguments.lite)
    except CellExecutionError as error:
        sys.exit(f"A notebook stopped, and the site stays as it was:\n{error}")
    size = sum(path.stat().st_size for path in SITE.rglob("*") if path.is_file()) / 1e6
    print(f"The site: {SITE / 'index.html'} ({size:.0f} MB)")
    print(f"To look at it: python -m http.server --bind 127.0.0.1 --directory {SITE}")


if __name__ == "__main__":
    environment.guarded(main)
