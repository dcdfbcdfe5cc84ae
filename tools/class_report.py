"""Sum up the progress files of a class on one page for the teacher: what `make class-report` does.

FOLDER holds the learners' files, as they were collected: `my_progress.json` and files whose names
contain that, in it and in its subfolders, one learner each. Nothing is changed in them, and nothing
leaves this machine. The page is one file of HTML, written into FOLDER unless --output says otherwise.
"""

from __future__ import annotations

import argparse
import datetime
import sys
from pathlib import Path

import console
import environment

PAGE = "class_report.html"


def read_arguments(arguments: list[str]) -> argparse.Namespace:
    """Return which folder to look into, and where to write."""
    parser = argparse.ArgumentParser(prog="class_report", description=__doc__)
    parser.add_argument("folder", help="the folder with the learners' progress files")
    parser.add_argument("--output", help=f"where to write the page; FOLDER/{PAGE} when left out")
    chosen = parser.parse_args(arguments)
    if not chosen.folder:  # it would be the working folder
        parser.error("Name the folder: make class-report FOLDER=classroom/learners.")
    if not Path(chosen.folder).is_dir():
        parser.error(f"There is no folder {chosen.folder!r}. Name the one with the learners' files.")
    return chosen


def report(folder: Path, output: Path, date: str) -> str:
    """Write the page; return a short summary."""
    from class_report_counts import count_class, outlines, unknown_notebooks
    from class_report_files import read_class
    from class_report_page import counted, page
    from lstm_core.file_access import replacing

    found = read_class(folder)
    known = outlines(environment.ROOT / "notebooks")
    notebooks = count_class(found.learners, known)
    unknown = unknown_notebooks(found.learners, known)
    notes = [found.left_out] if found.left_out else []
    if unknown:
        notes.append(f"The files name {counted(unknown, 'notebook')} that this version does not have.")
    text = page(notebooks, len(found.learners), date=date, notes=notes, unreadable=found.unreadable)
    with replacing(output) as file:
        file.write(text.encode("utf-8"))
    return summary(notebooks, len(found.learners), [*notes, *map(": ".join, found.unreadable)], output)


def summary(notebooks: list, learners: int, notes: list[str], output: Path) -> str:
    """Return what the page says, in a few lines for a terminal."""
    from class_report_page import counted, hardest

    lines = [f"{counted(learners, 'learner')}."]
    for notebook in notebooks:
        if notebook.begun:
            done = ", ".join(f"{exercise.name} {exercise.done}" for exercise in notebook.exercises)
            lines.append(f"{notebook.name}: begun by {notebook.begun}" + (f"; {done}" if done else ""))
    for notebook, question in hardest(notebooks):
        right = f"{question.right} of {question.answered} right"
        lines.append(f"Hard: {notebook.name}, {question.text or question.name} ({right})")
    return "\n".join([*lines, *(f"Note: {note}" for note in notes), f"The page is {output}."])


def main() -> None:
    """Read the arguments, then count and write."""
    console.begin()
    chosen = read_arguments(sys.argv[1:])
    environment.start_in_environment(__file__, "lab")
    folder = Path(chosen.folder)
    output = Path(chosen.output) if chosen.output else folder / PAGE
    today = datetime.date.today()
    try:
        print(report(folder, output, f"{today.day} {today:%B %Y}"))
    except ValueError as error:  # the page cannot be written
        sys.exit(str(error))


if __name__ == "__main__":
    environment.guarded(main)
