"""What a check says: right, wrong in form, a known mistake, wrong in an unknown way, not attempted."""

import html
import re
import sys
import textwrap
from dataclasses import dataclass
from enum import Enum

_WIDTH = 96


class Verdict(Enum):
    """The kinds of answer, each with its sign, its words and the colour of its border."""

    RIGHT = ("✓", "Right", "#009E73")
    FORM = ("✗", "Not in the right form yet", "#D55E00")
    KNOWN = ("✗", "A mistake that others have made", "#D55E00")
    UNKNOWN = ("✗", "Not right yet", "#D55E00")
    TODO = ("○", "Not attempted yet", "#0072B2")
    NOTE = ("·", "Note", "#0072B2")

    @property
    def sign(self) -> str:
        """A sign that can be told apart without colour."""
        return self.value[0]

    @property
    def words(self) -> str:
        """The verdict in words."""
        return self.value[1]

    @property
    def colour(self) -> str:
        """The colour of the answer's border."""
        return self.value[2]


@dataclass(frozen=True, slots=True)
class Answer:
    """One answer of a check; a notebook shows it, ``str`` gives its text."""

    verdict: Verdict  # which kind of answer it is
    about: str  # the exercise it is about
    lines: tuple[str, ...] = ()  # sentences; what stands between backticks is code
    explanations: tuple[tuple[str, ...], ...] = ()  # identifiers of the deviations that are named

    def __str__(self) -> str:
        head = f"{self.verdict.sign} {self.about}: {self.verdict.words}."
        wrapped = (
            textwrap.fill(line, _WIDTH, initial_indent="  ", subsequent_indent="  ")
            for line in self.lines
        )
        return "\n".join([head, *wrapped])

    __repr__ = __str__

    def _repr_html_(self) -> str:
        head = (
            f"<strong>{self.verdict.sign} {as_html(self.verdict.words)}</strong>: {as_html(self.about)}"
        )
        return boxed([head, *(as_html(line) for line in self.lines)], self.verdict.colour)


def as_html(line: str) -> str:
    """Return a line as HTML: everything escaped, what stands between backticks as code."""
    return re.sub(r"`([^`\n]+)`", r"<code>\1</code>", html.escape(line))


def boxed(paragraphs: list[str], colour: str) -> str:
    """Return paragraphs in a box with a coloured border; the text has the page's own colours."""
    inside = "".join(f'<p style="margin: 2px 0">{paragraph}</p>' for paragraph in paragraphs)
    style = f"border-left: 5px solid {colour}; padding: 2px 12px; margin: 4px 0"
    return f'<div role="status" style="{style}">{inside}</div>'


def show(thing: object) -> None:
    """Show something in the notebook, or print it where there is none."""
    ipython = sys.modules.get("IPython")  # loaded already where there is a notebook
    if ipython is not None and ipython.get_ipython() is not None:
        ipython.display.display(thing)
    else:
        print_text(f"{thing}\n")


def print_text(text: str) -> None:
    """Print a text with a line end; where the output is closed or lacks a character, raise nothing."""
    end = "" if not text or text.endswith("\n") else "\n"
    try:
        print(text, end=end)
    except UnicodeEncodeError:
        print_text(text.encode("ascii", "backslashreplace").decode())
    except (OSError, ValueError, AttributeError):  # closed, or replaced by something else
        return
