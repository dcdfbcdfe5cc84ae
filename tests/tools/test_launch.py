"""The files with which the tutorial starts elsewhere agree with the project and with each other."""

import ast
import json
import os
import re
import shutil
import subprocess
import sys
import tomllib
from pathlib import Path

import pytest
import yaml
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

import environment
import versions

ROOT = Path(__file__).resolve().parent.parent.parent
PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
WORKFLOWS = sorted((ROOT / ".github" / "workflows").glob("*.yml"))
DOCUMENTS = ("CONTRIBUTING.md", "CHANGELOG.md", "LICENSE-text.md", "docs/README.md")


def read(name: str) -> str:
    return (ROOT / name).read_text(encoding="utf-8")


def requirements(name: str) -> list[Requirement]:
    lines = (line.split("#")[0].strip(" \\") for line in read(name).splitlines())
    return [Requirement(line) for line in lines if line and not line.startswith("-")]


def fixed(name: str) -> dict[str, str]:
    """Return the versions that a file fixes; other lines have none."""
    found = {}
    for requirement in requirements(name):
        (specifier,) = requirement.specifier
        if specifier.operator == "==":
            found[canonicalize_name(requirement.name)] = specifier.version
    return found


# Binder


def test_binder_fixes_every_version_and_each_is_one_that_a_learner_may_have():
    lock = fixed(".binder/requirements.txt")
    assert len(lock) == len(requirements(".binder/requirements.txt"))
    for requirement in requirements("requirements.txt"):
        version = lock[canonicalize_name(requirement.name)]
        assert requirement.specifier.contains(version), f"{requirement} and {version}"
    assert {"notebook", "numba", "hatchling", "editables"} <= set(lock)
    assert not re.search(r"://|^-", read(".binder/requirements.txt"), re.MULTILINE), "no index is named"
    entries = re.split(r"\n(?=\w)", read(".binder/requirements.txt").split("\n", 2)[2])
    without = [one for one in entries if not re.search(r"--hash=sha256:[0-9a-f]{64}\b", one)]
    assert len(entries) == len(lock) and without == [], "a digest for each file that pip may install"


def test_every_action_is_fixed_by_its_commit_with_the_version_beside_it():
    used = [line for path in WORKFLOWS for line in read(path).splitlines() if "uses:" in line]
    assert len(used) > 10
    for line in used:
        assert re.search(r"uses: [\w./-]+@[0-9a-f]{40} # v\d+\.\d+\.\d+$", line), line


def test_binder_uses_a_python_that_is_tested():
    name, version = read(".binder/runtime.txt").strip().split("-")
    minor = tuple(map(int, version.split(".")))
    assert name == "python"
    assert environment.OLDEST <= minor <= environment.NEWEST_TESTED
    assert f"Python {version}" in read(".binder/requirements.txt").split("\n")[1]


@pytest.mark.skipif(
    os.name == "nt" or not shutil.which("bash"), reason="Binder's scripts are for a shell"
)
@pytest.mark.parametrize("name", ["postBuild", "start"])
def test_binders_scripts_can_be_run(name):
    path = ROOT / ".binder" / name
    assert os.access(path, os.X_OK)
    assert path.read_bytes().startswith(b"#!/usr/bin/env bash\n")
    assert subprocess.run(["bash", "-n", str(path)]).returncode == 0


def test_the_first_training_on_binder_works_here():
    answer = subprocess.run(
        [sys.executable, str(ROOT / ".binder" / "warm_up.py")],
        capture_output=True,
        text=True,
        timeout=300,
    )
    assert answer.returncode == 0, answer.stderr
    assert re.search(r"^The fast kernel is ready after [\d.]+ s$", answer.stdout, re.MULTILINE)
    losses = [float(loss) for loss in re.findall(r": ([\d.]+) nats", answer.stdout)]
    assert len(losses) == 4
    assert all(2.5 < loss < 3.6 for loss in losses)


def test_the_class_image_keeps_the_compiled_kernel_where_its_learner_may_write():
    """numba ignores a cache in a folder that may not be written, and would compile for each learner."""
    image = read("deploy/jupyterhub/Dockerfile")
    assert re.search(r"^    NUMBA_CACHE_DIR=/opt/lstm/numba$", image, re.MULTILINE)
    assert re.search(r'chown -R "\$\{NB_UID\}:users" .*"\$\{NUMBA_CACHE_DIR\}"', image)


# Codespaces


def test_a_codespace_is_set_up_by_our_command_and_opens_the_first_notebook():
    container = json.loads(read(".devcontainer/devcontainer.json"))
    (command,) = re.findall(r"^make ([a-z]+)$", container["updateContentCommand"])
    assert re.search(rf"^{command}:", read("Makefile"), re.MULTILINE)
    (opened,) = container["customizations"]["codespaces"]["openFiles"]
    assert (ROOT / opened).is_file()
    python = container["customizations"]["vscode"]["settings"]["python.defaultInterpreterPath"]
    assert python.endswith("/.venv/bin/python")


# GitHub Actions


@pytest.mark.parametrize("path", WORKFLOWS, ids=lambda path: path.name)
def test_a_workflow_runs_what_exists(path):
    jobs = yaml.safe_load(path.read_text(encoding="utf-8"))["jobs"]
    lines = "\n".join(step.get("run", "") for job in jobs.values() for step in job["steps"])
    for name in re.findall(r"(?:tools|\.github)[/\\][\w]+\.py", lines):
        assert (ROOT / name.replace("\\", "/")).is_file(), name
    for command in re.findall(r"\bmake ([a-z]+)", lines):
        assert re.search(rf"^{command}:", read("Makefile"), re.MULTILINE), command


def test_the_matrix_has_three_systems_and_the_oldest_and_the_newest_python():
    strategy = yaml.safe_load(read(".github/workflows/test.yml"))["jobs"]["test"]["strategy"]["matrix"]
    assert len(strategy["system"]) == 3
    ends = [".".join(map(str, end)) for end in (environment.OLDEST, environment.NEWEST_TESTED)]
    assert strategy["python"] == ends


def test_the_oldest_python_is_tried_with_the_lowest_versions():
    job = yaml.safe_load(read(".github/workflows/test.yml"))["jobs"]["versions"]
    runs = job["strategy"]["matrix"]["include"]
    oldest = ".".join(map(str, environment.OLDEST))
    assert {"python": oldest, "packages": "lowest"} in runs
    assert {run["packages"] for run in runs} <= set(versions.CHOICES)


def test_pre_releases_are_tried_every_week():
    workflow = yaml.safe_load(read(".github/workflows/prereleases.yml"))
    schedule = workflow[True]["schedule"]  # YAML reads the key `on` as true
    assert len(schedule[0]["cron"].split()[-1]) == 1
    assert workflow["jobs"]["test"]["env"]["PIP_PRE"] == "1"


# Documents


@pytest.mark.parametrize("name", DOCUMENTS)
def test_links_in_a_document_lead_somewhere(name):
    for link in re.findall(r"\]\(([^)\s]+)\)", read(name)):
        if not link.startswith("https:"):
            assert ((ROOT / name).parent / link.split("#")[0]).exists(), link


def test_commands_and_files_that_contributors_are_told_exist():
    text = read("CONTRIBUTING.md")
    for command in re.findall(r"\bmake ([a-z]+)", text):
        assert re.search(rf"^{command}:", read("Makefile"), re.MULTILINE), command
    names = re.findall(r"(?:lstm_core|tests|tools|book|notebooks|docs|\.binder)/[\w./-]*\w", text)
    assert len(names) > 10
    for name in names:
        name = re.sub(r"node_modules/.*", "package-lock.json", name)  # what npm installs from there
        assert (ROOT / name).exists(), name


def linked_from(path: Path) -> set[Path]:
    """Return a document and all that it leads to over links between documents."""
    found, waiting = set(), [path.resolve()]
    while waiting:
        here = waiting.pop()
        if here not in found and here.is_file():
            found.add(here)
            links = re.findall(r"\]\(([^)\s#]+\.md)", here.read_text(encoding="utf-8"))
            waiting += [(here.parent / link).resolve() for link in links if not link.startswith("http")]
    return found


def test_every_document_is_found_from_the_readme():
    for name in ("docs/README.md", "CONTRIBUTING.md", "LICENSE", "LICENSE-text.md", "CITATION.cff"):
        assert f"]({name})" in read("README.md"), name
    listed = subprocess.run(
        ["git", "ls-files", "docs"], cwd=ROOT, capture_output=True, text=True
    ).stdout
    documents = {(ROOT / name).resolve() for name in listed.split() if name.endswith(".md")}
    assert documents <= linked_from(ROOT / "README.md")


def test_version_and_licences_are_the_same_everywhere():
    citation = yaml.safe_load(read("CITATION.cff"))
    assert citation["version"] == PROJECT["version"]
    assert PROJECT["version"] in read("CHANGELOG.md")
    assert citation["license"] == ["BSD-3-Clause", "CC-BY-4.0"]
    assert read("LICENSE").startswith("BSD 3-Clause License")
    assert PROJECT["license"] == "BSD-3-Clause"


def test_widgets_that_need_python_are_named_as_they_are():
    tree = ast.parse(read("tools/book_pages.py"))
    value = next(
        node.value
        for node in tree.body
        if isinstance(node, ast.Assign) and node.targets[0].id == "NEED_PYTHON"
    )
    from lstm_core import widgets

    present = {name for name in ast.literal_eval(value) if hasattr(widgets, name)}
    assert {"PrefixExplorer", "Sampler"} <= present
