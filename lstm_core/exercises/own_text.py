"""Notebooks that read another text: what belongs to the tutorial's page says so and stops nothing.

The page is `data/hamlet.txt`. What a cell claims of it, or looks for in it, may be missing elsewhere:

    with this_page(text):
        assert loss < 0.6

    prefix = readable("to be, or not", text)
"""

import zlib
from collections.abc import Iterator
from contextlib import contextmanager

from lstm_core.exercises.checking.answers import print_text

_PAGE = (901, 2157734746)  # its characters and its CRC-32, as `read_text` returns it


def is_page(text: str) -> bool:
    """Tell whether a text is the tutorial's page."""
    return (len(text), zlib.crc32(text.encode("utf-8"))) == _PAGE


@contextmanager
def this_page(text: str) -> Iterator[None]:
    """Run what belongs to the tutorial's page; with another text, say so instead of stopping."""
    try:
        yield
    except Exception as error:
        if is_page(text):
            raise
        lines = str(error).splitlines()
        reason = f" ({type(error).__name__}: {lines[0]})" if lines else ""
        words = "This part belongs to the tutorial's page and does not hold for your text"
        print_text(f"{words}{reason}.\n")


def readable(wanted: str, text: str) -> str:
    """Return ``wanted`` if ``text`` has all its characters, else as many from its beginning."""
    return wanted if set(wanted) <= set(text) else text[: len(wanted)]
