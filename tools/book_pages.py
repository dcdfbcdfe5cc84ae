"""Turn executed notebooks into pages: links, widgets without a kernel, headings, HTML."""

from __future__ import annotations

import json
import re
from copy import deepcopy
from dataclasses import dataclass
from pathlib import Path, PurePosixPath

import environment
from badges import ABOUT_THE_COMPUTER, BLOCK, SETUP_ID

VIEW = "application/vnd.jupyter.widget-view+json"
STATE = "application/vnd.jupyter.widget-state+json"
SOURCES = environment.ROOT / "book"
NEED_PYTHON = ("PrefixExplorer", "Sampler", "TrainingLab")
LITE = "lite/lab/index.html?path=notebooks/"
NOTE = (
    '<p class="book-note">This is a picture. The widget itself computes with Python while you use it, '
    "and this page has none: run the notebook to use it.</p>"
)
LINK = re.compile(r"(?<!!)\[(?P<text>[^]\[]*)\]\((?![a-z]+:|#)(?P<path>[^)\s#]+)(?P<place>#[^)\s]*)?\)")
HEADING = re.compile(r'<h2 id="(?P<place>[^"]+)">(?P<text>.*?)<a class="anchor-link"', re.DOTALL)
MODEL = re.compile(r"IPY_MODEL_(\w+)")
PROGRESS_BAR = re.compile(r"(.+:)?\s*(0%\||\(a progress bar to \d+\)$)")  # as run, as stored


@dataclass
class Page:
    """What the site's other pages say about a notebook."""

    file: str
    number: str
    title: str
    promise: str


def describe_page(path: Path, notebook) -> Page:
    """Read a notebook's number, title and promise."""
    source = BLOCK.sub("", notebook.cells[0].source)
    blocks = [block.replace("\n", " ") for block in re.split(r"\n\s*\n", source) if block.strip()]
    number = re.match(r"\d*", path.stem).group()
    return Page(
        file=path.with_suffix(".html").name,
        number=number or path.stem.capitalize(),
        title=plain(blocks[0].lstrip("# ")),
        promise=plain(blocks[1]) if len(blocks) > 1 else "",
    )


def plain(markdown: str) -> str:
    """Return a line of Markdown without its signs for emphasis, code and links."""
    text = re.sub(r"\[([^]]*)\]\([^)]*\)", r"\1", markdown)
    return re.sub(r"\*+|`|(?<!\w)_|_(?!\w)", "", text).strip()


def without_python(notebook):
    """Return a notebook in which widgets that need Python are pictures with a note.

    The saved state keeps what the remaining widgets need and nothing else: a trained network's
    answers are of no use to a page that cannot ask. Progress bars go, because only their beginning is
    known: a bar at 0 % would say that the cell has not run.
    """
    changed = deepcopy(notebook)
    kept = []
    for cell in changed.cells:
        if cell.get("id") in ABOUT_THE_COMPUTER:
            cell.outputs = []
        for output in list(cell.get("outputs", [])):
            if is_progress_bar(output):
                cell.outputs.remove(output)
                continue
            view = output.get("data", {}).get(VIEW)
            if view is None:
                continue
            if str(output.data.get("text/plain", "")).startswith(NEED_PYTHON):
                del output.data[VIEW]
                note = {"output_type": "display_data", "metadata": {}, "data": {"text/html": NOTE}}
                cell.outputs.insert(cell.outputs.index(output), type(output)(note))
            else:
                kept.append(view["model_id"])
    states = changed.metadata.get("widgets", {}).get(STATE, {}).get("state", {})
    needed = reachable(states, kept)
    for name in list(states):
        if name not in needed:
            del states[name]
    if not states:
        changed.metadata.pop("widgets", None)
    return changed


def is_progress_bar(output) -> bool:
    """Return whether an output is a progress bar at its beginning."""
    data = output.get("data", {})
    return set(data) == {"text/plain"} and PROGRESS_BAR.match(data["text/plain"]) is not None


def reachable(states: dict, first: list[str]) -> set[str]:
    """Return the models that views show, and all models that those name."""
    found, waiting = set(), list(first)
    while waiting:
        name = waiting.pop()
        if name in states and name not in found:
            found.add(name)
            waiting += MODEL.findall(json.dumps(states[name].get("state", {})))
    return found


def relinked(source: str, folder: PurePosixPath, pages: set[str], repository: str | None) -> str:
    """Return Markdown whose links to notebooks lead to pages, and others to the repository.

    Parameters
    ----------
    source : str
        A cell's text.
    folder : PurePosixPath
        The notebook's folder in the project.
    pages : set of str
        The files of the site.
    repository : str or None
        Its address; without one, a link that would lead nowhere becomes text.
    """

    def lead(match: re.Match) -> str:
        path = PurePosixPath(match["path"])
        page, place = path.with_suffix(".html").name, match["place"] or ""
        if path.suffix == ".ipynb" and page in pages:
            return f"[{match['text']}]({page}{place})"
        if repository is None:
            return match["text"]
        parts: list[str] = []
        for part in (folder / path).parts:
            parts = parts[:-1] if part == ".." else [*parts, part]
        return f"[{match['text']}]({repository}/blob/main/{'/'.join(parts)}{place})"

    return LINK.sub(lead, source)


def headings(page: str) -> str:
    """Return a folded list of a page's headings, with links."""
    found = HEADING.findall(page)
    items = "".join(f'<li><a href="#{place}">{text.strip()}</a></li>' for place, text in found)
    if not items:
        return ""
    return f'<details class="book-headings"><summary>On this page</summary><ol>{items}</ol></details>'


def make_exporter():
    """Return nbconvert's exporter with our template; every address in it is beside the page."""
    from nbconvert import HTMLExporter
    from traitlets.config import Config

    config = Config()
    config.HTMLExporter.require_js_url = "vendor/requirejs/require.js"
    config.HTMLExporter.mathjax_url = "vendor/mathjax/tex-svg-full.js"
    config.HTMLExporter.embed_images = True  # those of text cells; the site needs no further files
    return HTMLExporter(
        config=config,
        template_name="lstm",
        extra_template_basedirs=[str(SOURCES / "templates")],
    )


def export(
    exporter,
    notebook,
    place: int,
    pages: list[Page],
    title: str,
    repository: str | None,
    lite: bool = False,
) -> str:
    """Return one page's HTML.

    Parameters
    ----------
    exporter : HTMLExporter
        From `make_exporter`.
    notebook : NotebookNode
        Executed, with the state of its widgets.
    place : int
        Which of the pages it is.
    pages : list of Page
        All notebooks of the site, in order.
    title : str
        The site's.
    repository : str or None
        The project's address.
    lite : bool
        Whether the notebooks can be run below this site, in JupyterLite.
    """
    notebook = without_python(notebook)
    files = {page.file for page in pages}
    for cell in notebook.cells:
        if cell.cell_type == "markdown":
            source = BLOCK.sub(
                "", cell.source
            )  # the links that start the notebook are on the first page
            cell.source = relinked(source, PurePosixPath("notebooks"), files, repository)
    notebook.cells = [cell for cell in notebook.cells if cell.get("id") != SETUP_ID]
    book = {
        "title": title,
        "pages": pages,
        "page": pages[place],
        "previous": pages[place - 1] if place else None,
        "next": pages[place + 1] if place + 1 < len(pages) else None,
        "repository": repository,
        "run": f"{LITE}{Path(pages[place].file).stem}.ipynb" if lite else None,
    }
    metadata = {"name": f"{pages[place].title} · {title}", "path": str(environment.ROOT / "notebooks")}
    resources = {"book": book, "metadata": metadata}
    page, _ = exporter.from_notebook_node(notebook, resources=resources)
    return page.replace("<!-- headings -->", headings(page), 1)


def page_of_its_own(name: str, about: dict) -> str:
    """Return the HTML of a page that shows no notebook; each has a template."""
    from jinja2 import Environment, FileSystemLoader

    templates = Environment(loader=FileSystemLoader(str(SOURCES / "templates")), autoescape=True)
    return templates.get_template(f"{name}.j2").render(**about)
