"""What opens after the guesses of a notebook, found by running its cells; nothing is shown before."""

import json
import os
import subprocess
import sys
import tempfile
from dataclasses import asdict
from functools import cache
from pathlib import Path

import nbformat
from filelock import FileLock

ROOT = Path(__file__).resolve().parent.parent
NOTEBOOKS = sorted((ROOT / "notebooks").glob("*.ipynb"))
MARK = "REVEALED "


def guess_cells(path: Path) -> list[int]:
    """Return the places of the cells that ask for a guess."""
    cells = nbformat.read(path, as_version=4).cells
    return [n for n, c in enumerate(cells) if c.cell_type == "code" and "Guess(" in c.source]


@cache
def revealed(path: Path) -> dict[str, dict]:
    """Return, by the guess's name, its question, its cell's id, and what opens.

    A notebook runs once in a test run, also when several processes of pytest ask for it.
    """
    run_id = os.environ.get("PYTEST_XDIST_TESTRUNUID")
    if run_id is None:
        return _run_in_a_process(path)
    kept = Path(tempfile.gettempdir()) / f"revealed_{run_id}"
    kept.mkdir(exist_ok=True)
    with FileLock(kept / f"{path.stem}.lock"):
        result = kept / f"{path.stem}.json"
        if not result.exists():
            result.write_text(json.dumps(_run_in_a_process(path)), encoding="utf-8")
        return json.loads(result.read_text(encoding="utf-8"))


def _run_in_a_process(path: Path) -> dict[str, dict]:
    answer = subprocess.run(
        [sys.executable, __file__, path.name],
        cwd=path.parent,
        env={**os.environ, "LSTM_PROGRESS": "off", "MPLBACKEND": "agg", "PYTHONPATH": str(ROOT)},
        capture_output=True,
        text=True,
        timeout=600,
    )
    assert answer.returncode == 0, answer.stderr
    found = [line[len(MARK) :] for line in answer.stdout.splitlines() if line.startswith(MARK)]
    return {entry["name"]: entry for entry in map(json.loads, found)}


def words_of(path: Path) -> str:
    """Return all that a notebook's guesses ask, and all that opens."""
    entries = revealed(path).values() if guess_cells(path) else ()
    return "\n".join(
        "\n".join([e["question"], *e["choices"], e["answer"], e["table"], *e["text"], e["alternative"]])
        for e in entries
    )


def run(name: str) -> None:
    """Run a notebook's code cells up to its last guess, and print what opens."""
    from IPython.core.interactiveshell import InteractiveShell

    from lstm_core.exercises.guesses import opened

    shell = InteractiveShell.instance()
    titles = lambda figure: [axes.get_title() for axes in figure.axes] if figure else []  # noqa: E731
    cells = nbformat.read(name, as_version=4).cells[: guess_cells(Path(name))[-1] + 1]
    first = opened.OpenGuess.__init__

    def noting(self, guess, *values):
        first(self, guess, *values)
        shown = asdict(self._filled(guess="", first="", comparison=""))
        entry = {"name": guess.name, "question": guess.question, "choices": guess.choices}
        entry["titles"] = titles(self._result.figure)
        print(f"\n{MARK}{json.dumps(shown | entry | {'cell': cell.id, 'picture': ''})}")

    opened.OpenGuess.__init__ = noting
    for cell in cells:
        if cell.cell_type == "code":
            shell.run_cell(cell.source, silent=True).raise_error()


if __name__ == "__main__":
    run(sys.argv[1])
