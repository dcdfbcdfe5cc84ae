"""Bring executed notebooks into the one form in which they are stored.

A notebook that is run twice must be stored twice as the same bytes: whatever differs between two
runs without meaning anything is dropped, and a measured time is kept until the cell changes.
"""

from __future__ import annotations

import re
from copy import deepcopy

from nbval.plugin import get_sanitize_patterns

import environment

METADATA = {
    "kernelspec": {"display_name": "Python 3 (ipykernel)", "language": "python", "name": "python3"},
    "language_info": {"name": "python"},
}
WIDGET_VIEW = "application/vnd.jupyter.widget-view+json"
MEASURED = "nbval-ignore-output"  # the tag of cells that print times, or digits that rounding decides
SANITIZE = environment.ROOT / "tests" / "nbval_sanitize.cfg"


def clean(notebook, stored=None):
    """Return the form of an executed notebook that is stored."""
    # With `stored`, cells tagged as measured keep their old outputs where the new ones differ in
    # numbers and pictures only. Views of widgets go: they lead to a model that no longer exists.
    cleaned = deepcopy(notebook)
    cleaned.metadata = deepcopy(METADATA)
    cleaned.nbformat, cleaned.nbformat_minor = 4, 5
    patterns = dict(get_sanitize_patterns(SANITIZE.read_text(encoding="utf-8")))
    before = {cell.get("id"): cell for cell in stored.cells} if stored else {}
    count = 0
    for cell in cleaned.cells:
        tags = cell.metadata.get("tags")
        cell.metadata = {"tags": tags} if tags else {}
        if cell.cell_type != "code":
            continue
        count += bool(cell.source.strip())
        cell.execution_count = count if cell.source.strip() else None
        cell.outputs = clean_outputs(cell.outputs, cell.execution_count, patterns)
        old = before.get(cell.get("id"))
        if old is not None and MEASURED in (tags or []) and differs_in_numbers_only(old, cell):
            cell.outputs = clean_outputs(old.outputs, cell.execution_count, patterns)
    return cleaned


def clean_outputs(outputs: list, execution_count: int | None, patterns: dict) -> list:
    """Return a cell's outputs without views of widgets, with whole streams and without addresses."""
    cleaned, streams = [], {}
    for output in deepcopy(outputs):
        if output.output_type == "stream":
            if output.name in streams:  # how a stream is cut into pieces is a matter of timing
                streams[output.name].text += output.text
                continue
            streams[output.name] = output
        elif "data" in output:
            output.data.pop(WIDGET_VIEW, None)
            output.metadata.pop(WIDGET_VIEW, None)
            if not output.data:
                continue
        if "execution_count" in output:
            output.execution_count = execution_count
        cleaned.append(output)
    for output in cleaned:
        sanitize(output, patterns)
    return cleaned


def sanitize(output, patterns: dict) -> None:
    """Replace, in place, what the notebook checker ignores anyway."""
    texts = output.data if "data" in output else output
    for key in ("text", "text/plain", "text/html", "text/markdown"):
        if isinstance(texts.get(key), str):
            for pattern, replacement in patterns.items():
                texts[key] = re.sub(pattern, replacement, texts[key])


def differs_in_numbers_only(old, new) -> bool:
    """Tell whether a cell is the same as before but for the numbers and pictures it put out."""
    return old.source == new.source and shape_of(old.outputs) == shape_of(new.outputs)


def blanked(text: str) -> str:
    """Return a text with every number replaced by #, and every run of spaces by one."""
    return re.sub(r"\s+", " ", re.sub(r"[-−+]?\d[\d.,]*(e[-+]?\d+)?", "#", text))


def shape_of(outputs: list) -> list:
    """Return what outputs look like with every number blanked; of a picture, the words about it."""
    shape = []
    for output in outputs:
        texts = output.data if "data" in output else {"text": output.get("text", "")}
        texts = {key: text for key, text in texts.items() if key != WIDGET_VIEW}
        blank = {
            key: blanked(text) if isinstance(text, str) else None
            for key, text in texts.items()
            if not key.startswith("image/")
        }
        picture = output.get("metadata", {}).get("image/png", {})
        words = blanked(picture.get("alt", ""))
        shape.append((output.output_type, output.get("name"), sorted(texts), blank, words))
    return shape
