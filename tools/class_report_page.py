"""The class report as one page of HTML: no scripts, no network, and all text of learners escaped."""

from __future__ import annotations

import html
import re
from collections.abc import Iterable
from pathlib import Path

from class_report_counts import Exercise, Guess, Notebook, Question, short_name

STYLE = Path(__file__).with_name("class_report.css")
FEWEST_ANSWERS = 3  # a share of fewer says little
HARDEST = 3
PAGE = """<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'">
<title>Class report</title>
<style>
{style}</style>
</head>
<body>
<main>
{content}
</main>
</body>
</html>
"""


def page(
    notebooks: list[Notebook],
    learners: int,
    *,
    date: str,
    notes: list[str],
    unreadable: list[tuple[str, str]],
) -> str:
    """Return the page; a notebook that nobody has begun is in the table at its top alone."""
    content = [
        "<h1>Class report</h1>",
        f'<p class="quiet">{counted(learners, "learner")} · {escaped(date)} · '
        "Guesses and quiz answers are each learner’s first ones. A range of guesses includes its lower "
        "end and not its upper one.</p>",
        *(f"<p>{escaped(note)}</p>" for note in notes),
        f'<div class="pair">{_overview(notebooks, learners)}{_hardest_questions(notebooks)}</div>',
        *(_section(notebook, learners) for notebook in notebooks if notebook.begun),
        _unreadable(unreadable),
    ]
    style = STYLE.read_text(encoding="utf-8")
    return PAGE.format(style=style, content="\n".join(filter(None, content)))


def hardest(notebooks: Iterable[Notebook]) -> list[tuple[Notebook, Question]]:
    """Return the quiz questions with the smallest shares of right first answers."""
    asked = [(n, q) for n in notebooks for q in n.questions if q.answered >= FEWEST_ANSWERS]
    missed = [(n, q) for n, q in asked if q.right < q.answered]
    return sorted(missed, key=lambda pair: pair[1].right / pair[1].answered)[:HARDEST]


def counted(number: int, noun: str) -> str:
    """Return a number with its noun."""
    return f"{number:,} {noun}" if number == 1 else f"{number:,} {noun}s"


def escaped(text: str) -> str:
    """Return a text as HTML; what stands between backticks is code."""
    return re.sub(r"`([^`\n]+)`", r"<code>\1</code>", html.escape(text))


# The parts


def _overview(notebooks: list[Notebook], learners: int) -> str:
    rows = [
        _row(
            escaped(notebook.title),
            _bar(notebook.begun, learners),
            _bar(notebook.finished, learners) if notebook.exercises else "<td>–</td>",
        )
        for notebook in notebooks
    ]
    return _table("Where the class is", ["Notebook", "Begun by", "All exercises done by"], rows)


def _hardest_questions(notebooks: list[Notebook]) -> str:
    lines = [
        f'<li>{escaped(question.text or question.name)} <span class="quiet">'
        f"({short_name(notebook.name)}: {question.right} of {question.answered} right)"
        f"{_most_frequent_wrong(question)}</span></li>"
        for notebook, question in hardest(notebooks)
    ]
    return f"<div><h3>Hardest quiz questions</h3><ul>{''.join(lines)}</ul></div>" if lines else ""


def _section(notebook: Notebook, learners: int) -> str:
    pair = _exercises(notebook.exercises, learners) + _questions(notebook.questions)
    guesses = "".join(_guess(guess) for guess in notebook.guesses)
    left = f", {counted(notebook.left_out, 'further name')} not shown" if notebook.left_out else ""
    begun = f"begun by {notebook.begun} of {learners}{left}"
    parts = [
        f'<section>\n<h2>{escaped(notebook.title)} <span class="quiet">{begun}</span></h2>',
        f'<div class="pair">{pair}</div>' if pair else "",
        f'<div class="guesses">{guesses}</div>' if guesses else "",
        "</section>",
    ]
    return "\n".join(filter(None, parts))


def _exercises(exercises: list[Exercise], learners: int) -> str:
    rows = [
        _row(
            f"<code>{escaped(exercise.name)}</code> "
            f'<span class="quiet task">{escaped(exercise.task)}</span>',
            _bar(exercise.done, learners),
        )
        for exercise in exercises
    ]
    return _table("Exercises", ["Exercise", "Done by"], rows) if rows else ""


def _questions(questions: list[Question]) -> str:
    rows = [
        _row(
            f"{escaped(question.text or question.name)} "
            f'<span class="quiet">{_most_frequent_wrong(question)}</span>',
            _bar(question.right, question.answered, named=True),
        )
        for question in questions
    ]
    return _table("Quiz", ["Question", "Right at the first answer"], rows) if rows else ""


def _most_frequent_wrong(question: Question) -> str:
    if not question.wrong:
        return ""
    return f" Most frequent wrong answer: “{escaped(question.wrong)}”, by {question.wrong_count}."


def _guess(guess: Guess) -> str:
    rows = [_row(escaped(label), _bar(count, guess.count)) for label, count in guess.bars]
    caption = f'{escaped(guess.text or guess.name)} <span class="quiet">{guess.count} guesses</span>'
    return _table(caption, ["Guess", "By"], rows)


def _unreadable(files: list[tuple[str, str]]) -> str:
    if not files:
        return ""
    lines = "".join(f"<li><code>{html.escape(name)}</code>: {escaped(why)}</li>" for name, why in files)
    return f"<section>\n<h2>Files that could not be read</h2>\n<ul>{lines}</ul>\n</section>"


def _table(caption: str, heads: list[str], rows: list[str]) -> str:
    head = "".join(f'<th scope="col">{name}</th>' for name in heads)
    body = "\n".join(rows)
    return (
        f"<table>\n<caption>{caption}</caption>\n<thead><tr>{head}</tr></thead>\n"
        f"<tbody>\n{body}\n</tbody>\n</table>"
    )


def _row(name: str, *cells: str) -> str:
    return f'<tr><th scope="row">{name}</th>{"".join(cells)}</tr>'


def _bar(part: int, whole: int, *, named: bool = False) -> str:
    """Return a cell with a bar; the number beside it says the same, with `named` also of how many."""
    width = round(100 * part / whole) if whole else 0
    kind, shown = ("count of", f"{part} of {whole}") if named else ("count", str(part))
    return (
        f'<td><div><span class="track" aria-hidden="true"><span style="width:{width}%"></span></span>'
        f'<span class="{kind}">{shown}</span></div></td>'
    )
