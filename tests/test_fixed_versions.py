"""A fixed version is updated by Dependabot, or its file is listed in CONTRIBUTING.md."""

import re
import subprocess
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent
DEPENDABOT = (ROOT / ".github" / "dependabot.yml").read_text(encoding="utf-8")
FOLDERS = re.findall(r"ecosystem: (?:pip|docker)\n +directory: /(\S+)", DEPENDABOT)
OF_DEPENDABOT = re.compile(r"requirements[.](txt|in)|Dockerfile")
FIXED = re.compile(
    r"""^[\w.-]+==\d | (install|run)\ .*==\d    # a package of Python, also in a workflow
        | "(@[\w-]+/)?[\w-]+@\d                # a package of npm
        | ^python-\d | "image":\ "\S+:\d | ^FROM\ \S+:\d    # an interpreter, an image
        | --version\ \d                       # a chart
    """,
    re.M | re.X,
)


def listed():
    """Return the files in the table of CONTRIBUTING.md."""
    text = (ROOT / "CONTRIBUTING.md").read_text(encoding="utf-8")
    section = text.split("## Change a version")[1].split("\n## ")[0]
    return re.findall(r"^\| `([^`]+)` \| ", section, re.M)


def own_files():
    """Return what describes an environment: no Python of ours, but the commands."""
    git = subprocess.run(["git", "ls-files"], cwd=ROOT, capture_output=True, text=True, check=True)
    for name in git.stdout.split():
        if not name.startswith(("tests/", "lstm_core/", "docs/", "data/", "notebooks/")):
            yield name
    yield from (path.relative_to(ROOT).as_posix() for path in ROOT.glob("tests/platforms/*.txt"))


def needs_a_person(name, text):
    """Whether a file fixes a version that Dependabot does not see."""
    folder, _, file = name.rpartition("/")
    return bool(FIXED.search(text)) and not (folder in FOLDERS and OF_DEPENDABOT.fullmatch(file))


@pytest.mark.skipif(not (ROOT / ".git").exists(), reason="the files are listed by git")
def test_the_table_has_all_files_with_versions_that_no_service_updates():
    texts = {name: (ROOT / name).read_bytes().decode("utf-8", "ignore") for name in own_files()}
    found = [name for name, text in texts.items() if needs_a_person(name, text)]
    assert sorted(listed()) == sorted(found)


@pytest.mark.parametrize(
    ("name", "text", "expected"),
    [
        (".github/workflows/test.yml", "run: pipx run codespell==2.4.1 .", True),
        ("tools/new.py", 'PACKAGE = "left-pad@1.3.0"', True),
        ("book/Dockerfile", "FROM python:3.14-slim", True),
        ("deploy/jupyterhub/Dockerfile", "FROM python:3.14-slim", False),
        (".binder/requirements.txt", "anyio==4.16.0", False),
        ("requirements.txt", "numpy>=2.0,<3", False),
    ],
)
def test_a_new_fixed_version_is_noticed(name, text, expected):
    assert needs_a_person(name, text) is expected
