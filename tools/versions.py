"""Run tests and notebooks with other versions of the packages: what `make versions` does.

Each choice has an environment of its own in `build/versions/`, with all extras. uv resolves it,
because uv can choose the lowest version that each requirement allows. A version without a wheel for
this Python is passed over, so on a new Python the lowest versions are the first that support it.
PYTHON names the Python.
"""

from __future__ import annotations

import argparse
import shutil
import sys

import console
import environment
import run_tests

CHOICES = {
    "lowest": ["--resolution=lowest-direct"],
    "newest": ["--upgrade"],
    "prereleases": ["--upgrade", "--prerelease=allow"],
}
PACKAGES = ["-r", "requirements.txt", "-e", ".[plots,widgets,fast,test]"]


def make_environment(choice: str, python: str) -> None:
    """Make the environment of one choice again, print its versions, and let the tests run in it."""
    uv = shutil.which("uv")
    if uv is None:
        raise environment.SetupError("This needs uv: pip install uv (or docs.astral.sh/uv).")
    environment.VENV = environment.ROOT / "build" / "versions" / choice
    target = str(environment.venv_python())
    venv = [uv, "venv", "--quiet", "--clear", f"--python={python}", str(environment.VENV)]
    environment.run(venv, "make the environment")
    install = [uv, "pip", "install", f"--python={target}", "--only-binary=:all:"]
    environment.run([*install, *CHOICES[choice], *PACKAGES], "install the packages", quiet=True)
    environment.run([uv, "pip", "list", f"--python={target}"], "list the packages")


def stages(browser: bool) -> list[list]:
    """Return one lane: the tests, the notebooks, and the browser tests where they are asked for."""
    chosen = ["-q", "-m", "not long", *run_tests.IN_PARALLEL]

    def tests(output: run_tests.Output) -> run_tests.Result:
        return run_tests.run_pytest("tests", ["--ignore=tests/browser", *chosen], output)

    def notebooks(output: run_tests.Output) -> run_tests.Result:
        return run_tests.check_notebooks(environment.shipped_notebooks(), [], output)

    def in_browser(output: run_tests.Output) -> run_tests.Result:
        return run_tests.run_pytest("browser", ["tests/browser", *chosen], output)

    return [[tests, notebooks, *([in_browser] if browser else [])]]


def main() -> None:
    """Make one environment or all, one after the other, and run the stages in each."""
    console.begin()
    parser = argparse.ArgumentParser(prog="make versions", description=__doc__.split("\n\n")[0])
    parser.add_argument("choices", nargs="*", metavar="|".join(CHOICES), help="all where none is named")
    parser.add_argument("--browser", action="store_true", help="run the browser tests, too")
    arguments = parser.parse_args()
    unknown = set(arguments.choices) - set(CHOICES)
    if unknown:
        parser.error(f"{', '.join(sorted(unknown))}: choose from {', '.join(CHOICES)}")
    python = environment.guarded(environment.find_python)
    run_tests.set_variables()
    failed = False
    for choice in arguments.choices or CHOICES:
        print(f"\n{choice} versions, with {python}", flush=True)
        environment.guarded(lambda choice=choice: make_environment(choice, python))
        results = environment.guarded(lambda: run_tests.run_stages(stages(arguments.browser)))
        run_tests.summarise(results)
        failed = failed or any(result.failed for result in results)
    sys.exit(failed)


if __name__ == "__main__":
    main()
