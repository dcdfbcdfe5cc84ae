"""What the site's search looks through: each section of each page, with its words.

MiniSearch looks through them in the browser. They are written as a script and not as JSON, because a
page that was opened from a disk may not read files.
"""

from __future__ import annotations

import json
import re
from dataclasses import asdict, dataclass

FORMULA = re.compile(r"\$\$.*?\$\$|\$(?P<inline>[^$\n]+)\$", re.DOTALL)
TEXT_OR_CODE = ".jp-RenderedMarkdown > *, .jp-CodeMirrorEditor pre"


@dataclass
class Section:
    """A part of a page below a heading; the first one of a page has no place."""

    id: str
    page: str
    place: str
    title: str
    text: str = ""


def in_plain_text(formula: re.Match) -> str:
    """Return a formula that reads as text, such as t or V = 35, without its signs; others go."""
    inline = formula["inline"] or ""
    return "…" if len(inline) > 12 or not re.fullmatch(r"[\w =+.,()-]+", inline) else inline


def sections(page: str, file: str, title: str) -> list[Section]:
    """Return the sections of a page's HTML; outputs of code are left out.

    Parameters
    ----------
    page : str
        The HTML.
    file : str
        Its name on the site.
    title : str
        What its first section is called, and what comes before the title of each other one.
    """
    from bs4 import BeautifulSoup

    found = [Section(file, file, "", title)]
    for element in BeautifulSoup(page, "html.parser").select(TEXT_OR_CODE):
        for anchor in element.select(".anchor-link"):
            anchor.decompose()
        text = " ".join(FORMULA.sub(in_plain_text, element.get_text()).split())
        if element.name == "h2":
            place = str(element["id"])
            found.append(Section(f"{file}#{place}", file, place, f"{title} › {text}"))
        elif element.name != "h1":
            found[-1].text = f"{found[-1].text} {text}".strip()
    return found


def search_data(found: list[Section]) -> str:
    """Return the script with all sections."""
    plain = [asdict(each) for each in found]
    return f"window.bookSections = {json.dumps(plain, ensure_ascii=False)};\n"
