"""A look at the reader's environment: what the notebooks need, and how to repair what is missing."""

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
class Package:
    """A package that the notebooks need: the version that runs, that on disk, the oldest allowed."""

    name: str
    oldest: str
    loaded: str  # empty while no cell has imported it
    installed: str  # empty if it is missing

    @property
    def version(self) -> str:
        """The version that counts: a module that is loaded stays until the kernel restarts."""
        return self.loaded or self.installed

    @property
    def good(self) -> bool:
        """Whether the version that counts is there and new enough."""
        return bool(self.version) and _numbers(self.version) >= _numbers(self.oldest)

    @property
    def replaced(self) -> bool:
        """Whether another version was installed after this one was loaded."""
        return bool(self.loaded and self.installed) and _numbers(self.loaded) != _numbers(
            self.installed
        )

    @property
    def requirement(self) -> str:
        """What pip is to install."""
        return f"{self.name}>={self.oldest}"


@dataclass(frozen=True, slots=True)
class EnvironmentReport:
    """What was found; ``print`` it to read what is missing and how to repair it."""

    problems: tuple[str, ...]  # one sentence for each thing that is missing, too old or mixed
    remedies: tuple[str, ...]  # what repairs them
    versions: dict[str, str]  # version of Python and of each package that was found
    optional: tuple[str, ...]  # what else could be installed, and for what

    @property
    def complete(self) -> bool:
        """Whether everything that the notebooks need is there."""
        return not self.problems

    def __str__(self) -> str:
        if self.complete:
            return "This Python has everything that the notebooks need."
        lines = ["These things are missing or do not fit:", *(f"- {each}" for each in self.problems)]
        return "\n".join([*lines, "To repair this:", *(f"  {remedy}" for remedy in self.remedies)])


def on_colab() -> bool:
    """Tell whether a Colab runtime has started this Python."""
    return "google.colab" in sys.modules


def needed_packages() -> list[Package]:
    """Return what the notebooks need here, without what the platform itself brings."""
    # Colab's kernel and widgets belong to its page, and Pyodide's kernel is no ipykernel, whatever
    # version its stand-in claims: nobody should replace these.
    in_page = sys.platform == "emscripten"
    brought = {"ipykernel"} if in_page or on_colab() else set()
    if on_colab():
        brought.add("ipywidgets")
    packages = [
        Package(name, oldest, _loaded(name), _installed(name))
        for name, oldest in NEEDED.items()
        if name not in brought
    ]
    # In a page each notebook installs what it uses itself.
    return [each for each in packages if each.version or not in_page]


def check_environment() -> EnvironmentReport:
    """Compare Python and the packages, as they run or are on the disk, with what the notebooks need."""
    python = ".".join(map(str, sys.version_info[:3]))
    problems, remedies = [], []
    if _numbers(python) < _numbers(PYTHON):
        problems.append(f"Python is {python}; {PYTHON} or newer is needed.")
        remedies.append(f"Install Python {PYTHON} or newer (python.org), delete .venv, run make lab.")
    packages = needed_packages()
    wanting = [
        each for each in packages if not each.good and _numbers(each.installed) < _numbers(each.oldest)
    ]
    replaced = [each for each in packages if each.replaced]
    for each in packages:
        if each.replaced:
            problems.append(f"{each.name} {each.loaded} is loaded, but {each.installed} is installed.")
        elif not each.version:
            problems.append(f"{each.name} is not installed; {each.oldest} or newer is needed.")
        elif not each.good:
            problems.append(f"{each.name} is {each.version}; {each.oldest} or newer is needed.")
    if wanting:
        requirements = " ".join(f'"{each.requirement}"' for each in wanting)
        remedies.append(f"Run this in a new cell: %pip install {requirements}")
    if wanting or replaced:
        then = "Then restart" if wanting else "Restart"
        menu = "menu Runtime, Restart session" if on_colab() else "menu Kernel, Restart Kernel"
        remedies.append(f"{then} the kernel: {menu}. Run the cells again from the top.")
    optional = tuple(f"{name}: {use}" for name, use in OPTIONAL.items() if not _installed(name))
    versions = {"python": python, **{each.name: each.version for each in packages if each.version}}
    return EnvironmentReport(tuple(problems), tuple(remedies), versions, optional)


def _loaded(package: str) -> str:
    """Return the version of a module that is loaded, or an empty text."""
    version = getattr(sys.modules.get(package), "__version__", "")
    return version if isinstance(version, str) else ""


def _installed(package: str) -> str:
    """Return the version that is on the disk, or an empty text."""
    try:
        return metadata.version(package)
    except metadata.PackageNotFoundError:
        return ""


def _numbers(version: str) -> tuple[int, ...]:
    """Return a version as numbers that compare: "3.10.9" is older than "3.11"."""
    release = re.match(r"\d+(\.\d+)*", version)
    return tuple(int(part) for part in release.group().split(".")) if release else ()
