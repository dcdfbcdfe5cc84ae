"""Install what is missing on a platform that brings its own packages, as Colab does.

Such a platform has imported some of them before the first cell runs. A package that is good enough is
left alone, and so is every other one: pip gets the versions of all of them as constraints. A module
that is loaded is never replaced, since parts of it that are imported later would not fit.
"""

import subprocess
import sys
import tempfile
from importlib import invalidate_caches, metadata
from pathlib import Path

from lstm_core.environment_check import EnvironmentReport, Package, check_environment, needed_packages


def install_missing() -> EnvironmentReport:
    """Install what is missing or too old and not loaded; report what still has to be done."""
    wanting = [each for each in needed_packages() if not each.good and not each.loaded]
    if wanting:
        _install(wanting)
        invalidate_caches()
    return check_environment()


def _install(packages: list[Package]) -> None:
    """Run pip, which may add packages but change none, except those that are asked for."""
    names = {each.name for each in packages}
    with tempfile.TemporaryDirectory() as folder:
        constraints = Path(folder) / "installed.txt"
        constraints.write_text("\n".join(_installed_versions(names)), encoding="utf-8")
        command = [sys.executable, "-m", "pip", "install", "--quiet", f"--constraint={constraints}"]
        subprocess.run([*command, *(each.requirement for each in packages)], check=False)


def _installed_versions(without: set[str]) -> list[str]:
    """Return every package on the disk with its version, as pip reads it."""
    found = {each.name: each.version for each in metadata.distributions() if each.name}
    return [f"{name}=={version}" for name, version in sorted(found.items()) if name not in without]
