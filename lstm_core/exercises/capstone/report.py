"""What the check of the capstone says: for each part whether it holds, with numbers and advice."""

import textwrap
from dataclasses import dataclass
from enum import Enum

from lstm_core.exercises.checking.answers import Verdict, as_html, boxed

_WIDTH = 96


class State(Enum):
    """What is known of a part: its sign and its words."""

    HOLDS = ("✓", "holds")
    FAILS = ("✗", "does not hold yet")
    WAITS = ("○", "waits")
    TODO = ("○", "not written yet")

    @property
    def sign(self) -> str:
        """A sign that can be told apart without colour."""
        return self.value[0]

    @property
    def words(self) -> str:
        """The state in words."""
        return self.value[1]


@dataclass(frozen=True, slots=True)
class Part:
    """One part of the capstone: the function that it is about, and what was found."""

    name: str
    state: State
    lines: tuple[str, ...] = ()  # sentences; what stands between backticks is code


@dataclass(frozen=True, slots=True)
class Report:
    """All parts in the order in which they build on each other; a notebook shows it."""

    parts: tuple[Part, ...]
    notes: tuple[str, ...] = ()

    def part(self, name: str) -> Part:
        """Return what was found about one function."""
        return next(part for part in self.parts if part.name == name)

    @property
    def holding(self) -> list[str]:
        """The names of the parts that hold."""
        return [part.name for part in self.parts if part.state is State.HOLDS]

    def _head(self) -> str:
        return f"{len(self.holding)} of {len(self.parts)} parts hold."

    def _first_lines(self) -> list[str]:
        return [
            f"{part.state.sign} {number}. `{part.name}` {part.state.words}"
            for number, part in enumerate(self.parts, 1)
        ]

    def __str__(self) -> str:
        lines = [self._head()]
        for first, part in zip(self._first_lines(), self.parts, strict=True):
            lines.append(first.replace("`", ""))
            lines += [_wrapped(line) for line in part.lines]
        return "\n".join([*lines, *self.notes])

    __repr__ = __str__

    def _repr_html_(self) -> str:
        paragraphs = [f"<strong>{as_html(self._head())}</strong>"]
        for first, part in zip(self._first_lines(), self.parts, strict=True):
            paragraphs.append(f"<strong>{as_html(first)}</strong>")
            paragraphs += [as_html(line) for line in part.lines]
        paragraphs += [as_html(note) for note in self.notes]
        everything = len(self.holding) == len(self.parts)
        return boxed(paragraphs, (Verdict.RIGHT if everything else Verdict.NOTE).colour)


def _wrapped(line: str) -> str:
    return textwrap.fill(line, _WIDTH, initial_indent="   ", subsequent_indent="   ")
