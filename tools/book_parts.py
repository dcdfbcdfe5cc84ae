"""Move out of a page what all pages share, and what a reader needs only later.

JupyterLab's styles are the same in each page, so they become files that a browser keeps. The state of a
page's widgets can be several times as large as its text; `book/widgets.js` loads it after the text.
"""

from __future__ import annotations

import hashlib
import json
import re
from pathlib import Path

STYLE = re.compile(r"<style(?P<attributes>[^>]*)>(?P<text>.*?)</style>", re.DOTALL)
STATE = re.compile(
    r'<script type="application/vnd\.jupyter\.widget-state\+json">(?P<text>.*?)</script>', re.DOTALL
)
MEDIA = re.compile(r'media="[^"]*"')
SHARED_FROM = 2000  # characters; shorter styles stay where they are


def with_shared_styles(page: str, folder: Path) -> str:
    """Write a page's long styles into files of a folder; return the page with links to them."""

    def link(found: re.Match) -> str:
        text = found["text"].strip() + "\n"
        if len(text) < SHARED_FROM:
            return found.group()
        name = f"style-{hashlib.sha256(text.encode()).hexdigest()[:8]}.css"
        (folder / name).write_text(text, encoding="utf-8")
        media = MEDIA.search(found["attributes"])
        return f'<link rel="stylesheet" href="{name}"{" " + media.group() if media else ""}>'

    return STYLE.sub(link, page)


def with_later_widgets(page: str, file: str, folder: Path) -> str:
    """Write the state of a page's widgets into a script beside it; return the page that loads it later.

    Parameters
    ----------
    page : str
        The HTML.
    file : str
        The page's name.
    folder : Path
        Where the script goes; a page without widgets gets none.
    """
    state = STATE.search(page)
    if state is None:
        return page
    name = f"{Path(file).stem}.widgets.js"
    text = f"window.bookWidgets = {json.dumps(state['text'].strip())};\n"
    (folder / name).write_text(text, encoding="utf-8")
    loader = f'<script defer src="widgets.js" data-state="{name}"></script>'
    return page[: state.start()] + loader + page[state.end() :]
