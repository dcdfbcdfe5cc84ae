"""A look at the reader's environment: what the notebooks need, and how to mend what is missing."""

import re
import sys
from dataclasses import dataclass
from importlib import metadata

PYTHON = "3.11"
# As in requirements.txt, which a test compares with this table.
NEEDED = {
    "numpy": "2.0",
    "matplotlib": "3.9",
    "ipykernel": "6.17",
    "ipywidgets": "8.1",
    "anywidget": "0.9.18",
    "tqdm": "4.67",
}
OPTIONAL = {
    "numba": "a compiled kernel, which trains faster (pip install numba)",
    "torch": "the comparison with PyTorch in the last notebook (pip install torch)",
}


@dataclass(frozen=True, slots=True)
class EnvironmentReport:
    """What was found; ``print`` it to read what is missing and how to mend it."""

    problems: tuple[str, ...]  # one sentence for each thing that is missing or too old
    remedies: tuple[str, ...]  # the commands that mend them
    versions: dict[str, str]  # version of Python and of each package that was found
    optional: tuple[str, ...]  # what else could be installed, and for what

    @property
    def complete(self) -> bool:
        """Whether everything that the notebooks need is there."""
        return not self.problems

    def __str__(self) -> str:
        if self.complete:
            return "Everything that the notebooks need is here."
        lines = ["Something is missing:", *(f"- {problem}" for problem in self.problems)]
        return "\n".join([*lines, "To mend it:", *(f"  {remedy}" for remedy in self.remedies)])


def check_environment() -> EnvironmentReport:
    """Look for Python and the packages that the notebooks use, and compare their versions."""
    versions = {"python": ".".join(map(str, sys.version_info[:3]))}
    problems, remedies = [], []
    if _numbers(versions["python"]) < _numbers(PYTHON):
        problems.append(f"Python is {versions['python']}; {PYTHON} or newer is needed.")
        remedies.append(f"Install Python {PYTHON} or newer (python.org), delete .venv, run make lab.")
    wanting = []
    for name, oldest in NEEDED.items():
        found = versions[name] = _version(name)
        if not found:
            problems.append(f"{name} is not installed; {oldest} or newer is needed.")
        elif _numbers(found) < _numbers(oldest):
            problems.append(f"{name} is {found}; {oldest} or newer is needed.")
        else:
            continue
        wanting.append(f'"{name}>={oldest}"')
    if wanting:
        remedies.append(f"python -m pip install {' '.join(wanting)}")
        remedies.append("Then restart the kernel: menu Kernel, Restart Kernel.")
    optional = tuple(f"{name}: {use}" for name, use in OPTIONAL.items() if not _version(name))
    found_versions = {name: version for name, version in versions.items() if version}
    return EnvironmentReport(tuple(problems), tuple(remedies), found_versions, optional)


def _version(package: str) -> str:
    """Return the version that is installed, or an empty text."""
    try:
        return metadata.version(package)
    except metadata.PackageNotFoundError:
        return ""


def _numbers(version: str) -> tuple[int, ...]:
    """Return a version as numbers that compare: "3.10.9" is older than "3.11"."""
    release = re.match(r"\d+(\.\d+)*", version)
    return tuple(int(part) for part in release.group().split(".")) if release else ()
