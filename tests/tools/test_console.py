"""Commands in a console of another code page, and --help where nothing is installed."""

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent.parent
# These are started in the environment, by other commands or by hand.
PARTS = {
    "bench_measure",
    "bench_report",
    "classroom_browser",
    "shakespeare_contributions",
    "shakespeare_run",
    "stepper_pictures",
}
ELSEWHERE = {"lite"}  # has tests of its own
COMMANDS = sorted(
    path.stem
    for path in (ROOT / "tools").glob("*.py")
    if "__main__" in path.read_text(encoding="utf-8") and path.stem not in PARTS | ELSEWHERE
)


@pytest.fixture(scope="module")
def bare(tmp_path_factory):
    """Return a copy of the commands without anything that they start."""
    folder = tmp_path_factory.mktemp("bare")
    shutil.copytree(ROOT / "tools", folder / "tools", ignore=shutil.ignore_patterns("__pycache__"))
    for name in ("requirements.txt", "pyproject.toml"):
        shutil.copy(ROOT / name, folder)
    return folder


@pytest.mark.parametrize("encoding", ["cp1252", "cp932"])
@pytest.mark.parametrize("command", COMMANDS)
def test_help_needs_no_package_and_no_environment(bare, command, encoding):
    answer = subprocess.run(
        [sys.executable, "-S", f"tools/{command}.py", "--help"],
        cwd=bare,
        env={"PATH": os.environ["PATH"], "PYTHONIOENCODING": encoding, "PYTHONDONTWRITEBYTECODE": "1"},
        capture_output=True,
        stdin=subprocess.DEVNULL,
        timeout=60,
    )
    assert answer.returncode == 0, answer.stderr.decode(encoding)
    assert len(answer.stdout.decode(encoding).split()) > 5
    assert sorted(path.name for path in bare.iterdir()) == [
        "pyproject.toml",
        "requirements.txt",
        "tools",
    ]


IN_A_CONSOLE = """
import sys
from lstm_core.exercises import encoding as check
from lstm_core.exercises.own_text import this_page
show = sys.displayhook  # what a prompt does with a value
show(check.make_vocabulary(lambda text: (sorted(set(text)), {})))
show(check.hint("make_vocabulary"))
show(check.progress())
with this_page("a text"):
    raise ValueError("‘夢’ and ‘🌙’ and ‘ħ’ stand at position 0")
sys.path.insert(0, "tools")
import console
console.begin()
print("夢, 🌙, ħ and the end")
"""


@pytest.mark.parametrize("encoding", ["cp1252", "cp932"])
def test_checks_and_tools_survive_a_console_of_another_code_page(tmp_path, encoding):
    script = tmp_path / "console.py"
    script.write_text(IN_A_CONSOLE, encoding="utf-8")
    answer = subprocess.run(
        [sys.executable, str(script)],
        cwd=ROOT,
        env={**os.environ, "PYTHONIOENCODING": encoding, "PYTHONUTF8": "0", "LSTM_PROGRESS": "off"},
        capture_output=True,
        timeout=120,
    )
    shown, errors = answer.stdout.decode(encoding), answer.stderr.decode(encoding)
    assert answer.returncode == 0, errors
    assert "A mistake that others have made" in shown and "make_vocabulary" in shown
    assert "This part belongs to the tutorial's page" in shown and "and the end" in shown
