"""Build the API reference from the public docstrings, as a part of the site with a search of its own.

Sphinx with numpydoc reads the docstrings; its search works without a server and without a network.
"""

from __future__ import annotations

import importlib
import tempfile
from pathlib import Path

TITLE = "lstm_core"
PARTS = {
    "core": ("The LSTM, its relatives and their training", "lstm_core"),
    "tasks": ("Synthetic data", "lstm_core.tasks"),
    "plots": ("Figures", "lstm_core.plots"),
    "widgets": ("Widgets", "lstm_core.widgets"),
}
INTRODUCTION = """
Every public name of the package ``lstm_core``, in the order in which the notebooks introduce them. The
search looks through all of it, also without a network. `Back to the notebooks <../index.html>`_.
"""
SETTINGS = {
    "project": TITLE,
    "copyright": "BSD 3-Clause licence",
    "extensions": ["sphinx.ext.autodoc", "numpydoc"],
    "html_theme": "furo",
    "html_title": "lstm_core, API reference",
    "html_copy_source": False,
    "html_show_sphinx": False,
    "autodoc_member_order": "bysource",
    "autodoc_typehints": "none",  # the docstrings name types and shapes
    "numpydoc_show_class_members": False,
    "default_role": "any",
    "suppress_warnings": ["ref.any"],  # names in single quotes that are no entries of their own
    "nitpicky": False,
}


def entry(package: str, name: str) -> str:
    """Return the directive for one public name, or nothing for a constant."""
    value = getattr(importlib.import_module(package), name)
    if isinstance(value, type):
        lines = [f".. autoclass:: {package}.{name}", "   :show-inheritance:", "   :members:"]
        if package == "lstm_core" and not issubclass(value, Exception):
            lines.append("   :inherited-members: object, tuple")
        return "\n".join(lines)
    return f".. autofunction:: {package}.{name}" if callable(value) else ""


def heading(text: str) -> str:
    """Return a heading in reStructuredText."""
    return f"{text}\n{'=' * len(text)}\n"


def write_sources(folder: Path) -> None:
    """Write the settings and one page for each part."""
    settings = "\n".join(f"{name} = {value!r}" for name, value in SETTINGS.items())
    (folder / "conf.py").write_text(settings + "\n", encoding="utf-8")
    contents = "\n".join(f"   {page}" for page in PARTS)
    index = f"{heading('API reference')}{INTRODUCTION}\n.. toctree::\n   :maxdepth: 2\n\n{contents}\n"
    (folder / "index.rst").write_text(index, encoding="utf-8")
    for page, (title, package) in PARTS.items():
        names = importlib.import_module(package).__all__
        entries = [entry(package, name) for name in names]
        text = "\n\n".join([heading(f"{title}: ``{package}``"), *filter(None, entries)])
        (folder / f"{page}.rst").write_text(text + "\n", encoding="utf-8")


def build_api(target: Path) -> None:
    """Write the reference into a folder; a docstring that cannot be read stops it."""
    from sphinx.application import Sphinx

    with tempfile.TemporaryDirectory() as folder:
        source = Path(folder) / "source"
        source.mkdir()
        write_sources(source)
        app = Sphinx(
            srcdir=source,
            confdir=source,
            outdir=target,
            doctreedir=Path(folder) / "trees",
            buildername="html",
            status=None,
            warningiserror=True,
        )
        app.build()
    if app.statuscode:
        raise RuntimeError("The API reference could not be built; the reason is above.")
