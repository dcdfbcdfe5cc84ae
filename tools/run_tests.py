"""Run the checks and sum up: what `make test`, `make test-long` and `make check` do.

Stages run in two lanes at the same time, one with the browser and one without. Each writes into a file
that is shown when the stage ends. All run, also after one has failed. Arguments go on to pytest;
when a path is among them, only the tests in that path run. With CI=true, what cannot run has failed.
"""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
import tempfile
import threading
import time
import xml.etree.ElementTree as ElementTree
from collections import Counter
from dataclasses import dataclass, field
from pathlib import Path

import console
import environment
from memory_limit import memory_limit

IN_CI = os.environ.get("CI", "").lower() in ("1", "true", "yes")
NO_TESTS_COLLECTED = 5  # pytest's exit code
HEARTBEAT = 20.0  # seconds between two lines on what is running
EXPECTED = {
    "": "25 minutes on two cores",
    "--check": "one minute",
    "--long": "20 minutes on two cores",
}
ENOUGH_MEMORY = 4 * 2**30  # bytes; two browsers and two times two workers at once
IN_PARALLEL = ["-n", "2", "--dist", "loadfile"]
ONE_BY_ONE = ["-n", "2", "--dist", "worksteal"]  # where one file takes longer than all the others
WIDGETS = "lstm_core/widgets"


@dataclass
class Result:
    """What one stage came to."""

    stage: str
    passed: int = 0
    failed: int = 0
    skipped: int = 0
    seconds: float = 0.0
    notes: list[str] = field(default_factory=list)

    def verdict(self) -> str:
        """Return the stage's result in one word."""
        if self.failed:
            return "FAILED"
        return "passed" if self.passed else "not run"


class Output:
    """Where a stage's commands write: a file of its own, or the terminal where it runs alone."""

    def __init__(self, path: Path | None = None) -> None:
        self.path = path

    def run(self, command: list[str]) -> int:
        """Run a command in the project's folder; return its exit code."""
        if self.path is None:
            return subprocess.run(command, cwd=str(environment.ROOT)).returncode
        with self.path.open("ab") as log:
            return subprocess.run(
                command, cwd=str(environment.ROOT), stdout=log, stderr=subprocess.STDOUT
            ).returncode

    def write(self, text: str) -> None:
        """Add what a command has said elsewhere."""
        if self.path is None:
            print(text, flush=True)
            return
        with self.path.open("a", encoding="utf-8") as log:
            log.write(text)

    def text(self) -> str:
        """Return what was written so far."""
        if self.path is None or not self.path.is_file():
            return ""
        return self.path.read_text(encoding="utf-8", errors="replace")

    def progress(self) -> str:
        """Return pytest's last percentage, or nothing."""
        found = re.findall(r"\[ *(\d+%)\]", self.text())
        return f" {found[-1]}" if found else ""


TERMINAL = Output()


def run_command(stage: str, command: list[str], output: Output = TERMINAL) -> Result:
    """Run a check that passes or fails as a whole."""
    code = output.run(command)
    return Result(stage, passed=int(code == 0), failed=int(code != 0))


def run_pytest(
    stage: str, arguments: list[str], output: Output = TERMINAL, *, may_be_empty: bool = False
) -> Result:
    """Run pytest and count its tests from the report that it writes."""
    with tempfile.TemporaryDirectory() as folder:
        report = Path(folder) / "report.xml"
        command = [str(environment.venv_python()), "-m", "pytest", f"--junitxml={report}", *arguments]
        code = output.run(command)
        result = read_report(stage, report)
    if code == NO_TESTS_COLLECTED and may_be_empty:
        result.notes.append("nothing in this stage matches the arguments")
    elif code != 0 and not result.failed:
        result.failed = 1
        result.notes.append(f"pytest ended with exit code {code}; its message is above")
    return result


def read_report(stage: str, report: Path) -> Result:
    """Count passed, failed and skipped tests in a JUnit report, and collect why tests were skipped."""
    result = Result(stage)
    if not report.is_file():
        return result
    reasons: Counter[str] = Counter()
    for case in ElementTree.parse(report).iter("testcase"):
        kinds = {child.tag: child for child in case}
        if "failure" in kinds or "error" in kinds:
            result.failed += 1
        elif "skipped" in kinds:
            result.skipped += 1
            reasons[kinds["skipped"].get("message") or "no reason given"] += 1
        else:
            result.passed += 1
    result.notes += [f"skipped {count}: {reason}" for reason, count in sorted(reasons.items())]
    return result


def check_style(output: Output = TERMINAL) -> Result:
    """Run the linter."""
    command = [str(environment.venv_python()), "-m", "ruff", "check", "."]
    return run_command("style", command, output)


def check_layout(output: Output = TERMINAL) -> Result:
    """Run the formatter without letting it change anything."""
    command = [str(environment.venv_python()), "-m", "ruff", "format", "--check", "."]
    return run_command("layout", command, output)


def check_types(output: Output = TERMINAL) -> Result:
    """Run the type checker; its settings stand in pyproject.toml."""
    return run_command("types", [str(environment.venv_python()), "-m", "mypy"], output)


def check_javascript_style(output: Output = TERMINAL) -> Result:
    """Run the linter of the widgets' JavaScript; its rules stand in .oxlintrc.json."""
    linter = environment.venv_python().with_name("oxlint" + (".exe" if os.name == "nt" else ""))
    command = [str(linter), "--deny-warnings", WIDGETS, "tests/widgets"]
    return run_command("JS style", command, output)


def check_javascript_types(output: Output = TERMINAL) -> Result:
    """Check the JSDoc types of the widgets' JavaScript with the TypeScript compiler."""
    stage = "JS types"
    npm = shutil.which("npm")
    if npm is None:
        return Result(stage, failed=int(IN_CI), notes=["not run: npm is not installed (nodejs.org)"])
    folder = environment.ROOT / "tests" / "widgets"
    installed, lock = folder / "node_modules" / ".package-lock.json", folder / "package-lock.json"
    if not installed.is_file() or installed.stat().st_mtime < lock.stat().st_mtime:
        install = [npm, "ci", "--prefix", str(folder), "--silent", "--no-fund", "--no-audit"]
        if output.run(install) != 0:
            return Result(stage, failed=1, notes=["npm could not install the TypeScript compiler"])
    compiler = folder / "node_modules" / "typescript" / "bin" / "tsc"
    return run_command(stage, ["node", str(compiler), "--project", str(folder)], output)


def check_javascript(output: Output = TERMINAL) -> Result:
    """Run the tests of the widgets' JavaScript with node's own test runner."""
    stage = "JavaScript"
    tests = sorted(str(path) for path in (environment.ROOT / "tests" / "widgets").glob("*.test.*js"))
    node = shutil.which("node")
    if not tests:
        return Result(stage, notes=["there are no JavaScript tests in tests/widgets"])
    if node is None:
        return Result(stage, failed=int(IN_CI), notes=["not run: node is not installed (nodejs.org)"])
    command = [node, "--test", "--test-reporter=tap", *tests]
    answer = subprocess.run(command, cwd=str(environment.ROOT), capture_output=True, text=True)
    counts = {
        key: int(n) for key, n in re.findall(r"^# (pass|fail|skipped) (\d+)$", answer.stdout, re.M)
    }
    failed = counts.get("fail", 0) or int(answer.returncode != 0)
    if failed:
        output.write(answer.stdout + answer.stderr)
    return Result(stage, counts.get("pass", 0), failed, counts.get("skipped", 0))


def check_notebooks(notebooks: list[Path], arguments: list[str], output: Output = TERMINAL) -> Result:
    """Run notebooks and compare each output with the stored one; arguments may name notebooks too."""
    if not notebooks and not arguments:
        return Result("notebooks", notes=["there are no notebooks"])
    strict = ["--nbval", "--nbval-current-env", "--nbval-sanitize-with=tests/nbval_sanitize.cfg"]
    names = [*map(str, notebooks), *arguments]
    return run_pytest("notebooks", [*strict, "-q", *IN_PARALLEL, *names], output, may_be_empty=True)


def lint_stages() -> list:
    """Return the checks that only read the code."""
    return [
        check_style,
        check_layout,
        check_javascript_style,
        check_types,
        check_javascript_types,
        check_javascript,
    ]


def solution_notebooks() -> list[Path]:
    """Return the notebooks with solutions, which the long stage runs: unit tests check each of them."""
    return [path for path in environment.shipped_notebooks() if path.parent.name == "solutions"]


def stages(arguments: list[str]) -> list[list]:
    """Return the lanes of stages to run, as functions of an output, for pytest's arguments."""
    browser = "tests/browser"
    paths = [a for a in arguments if (environment.ROOT / a.split("::")[0]).exists()]
    if arguments == ["--lint"]:
        return [[check_style, check_layout, check_javascript_style]]
    if arguments == ["--check"]:
        unit = [f"--ignore={browser}", "--ignore=tests/tools", "-p", "no:nbval"]  # slow to import
        quick = ["-q", "-m", "not slow", *unit, *IN_PARALLEL]
        return [[lambda output: run_pytest("unit tests", quick, output)], lint_stages()]
    if arguments == ["--long"]:
        long = ["-q", "-m", "long"]
        others = [f"--ignore={browser}", *long, *ONE_BY_ONE]
        return [
            [lambda output: run_pytest("browser, long", [browser, *long, *IN_PARALLEL], output)],
            [
                lambda output: run_pytest("tests, long", others, output),
                lambda output: check_notebooks(solution_notebooks(), [], output),
            ],
        ]
    if any(".ipynb" in path or Path(path).parts[0] == "notebooks" for path in paths):
        return [[lambda output: check_notebooks([], arguments, output)]]
    if paths:
        return [[lambda output: run_pytest("selected tests", arguments, output)]]
    chosen = bool(arguments)
    quiet = ["-q", *arguments]
    marked = [] if "-m" in arguments else ["-m", "not long"]

    def tests(output: Output) -> Result:
        wanted = [f"--ignore={browser}", *IN_PARALLEL, *marked, *quiet]
        return run_pytest("tests", wanted, output, may_be_empty=chosen)

    def in_browser(output: Output) -> Result:
        wanted = [browser, *IN_PARALLEL, *marked, *quiet]
        return run_pytest("browser", wanted, output, may_be_empty=chosen)

    def notebooks(output: Output) -> Result:
        solutions = [] if chosen else solution_notebooks()
        each = [path for path in environment.shipped_notebooks() if path not in solutions]
        return check_notebooks(each, arguments, output)

    if not (environment.ROOT / browser).is_dir():
        return [[*lint_stages(), tests, notebooks]]
    return [[in_browser], [*lint_stages(), notebooks, tests]]


def summarise(results: list[Result]) -> None:
    """Print one line per stage, then what could not run and why, then the sum."""
    print("\n" + "=" * 72)
    for result in results:
        counts = f"{result.passed} passed, {result.failed} failed, {result.skipped} skipped"
        print(f"{result.stage:<15} {result.verdict():<8} {result.seconds:7.1f} s   {counts}")
    notes = [f"  {result.stage}: {note}" for result in results for note in result.notes]
    if notes:
        print("\nNot everything could run:\n" + "\n".join(notes))
    passed, failed, skipped = (
        sum(getattr(result, name) for result in results) for name in ("passed", "failed", "skipped")
    )
    print(f"\n{passed} passed, {failed} failed, {skipped} skipped", flush=True)


def run_stages(lanes: list[list]) -> list[Result]:
    """Run the lanes at the same time, and the stages of a lane in order; return all results."""
    if len(lanes) == 1 and len(lanes[0]) == 1:
        return [timed(lanes[0][0], TERMINAL)]
    results: list[Result] = []
    running: dict[int, tuple[float, Output]] = {}
    with tempfile.TemporaryDirectory() as folder:

        def run_lane(number: int) -> None:
            for k, stage in enumerate(lanes[number]):
                output = Output(Path(folder) / f"{number}-{k}.log")
                running[number] = time.perf_counter(), output
                result = timed(stage, output)
                results.append(result)
                report(result, output)
            running.pop(number)

        threads = [threading.Thread(target=run_lane, args=(n,), daemon=True) for n in range(len(lanes))]
        for thread in threads:
            thread.start()
        while any(thread.is_alive() for thread in threads):
            wait_for(threads)
            for begin, output in list(running.values()):
                seconds = time.perf_counter() - begin
                if seconds > HEARTBEAT:
                    print(f"  … still running, {seconds:.0f} s{output.progress()}", flush=True)
    return results


def wait_for(threads: list[threading.Thread]) -> None:
    """Wait until all threads have ended, but not longer than a heartbeat."""
    end = time.perf_counter() + HEARTBEAT
    while time.perf_counter() < end and any(thread.is_alive() for thread in threads):
        time.sleep(0.05)


def report(result: Result, output: Output) -> None:
    """Print how a stage ended, and all that it wrote if something failed."""
    if result.failed:
        print(f"\n--- {result.stage}\n{output.text()}", flush=True)
    print(
        f"{result.stage:<15} {result.verdict():<8} {result.seconds:7.1f} s   {result.passed} passed",
        flush=True,
    )


def timed(stage, output: Output) -> Result:
    """Run a stage and note how long it took."""
    start = time.perf_counter()
    result = stage(output)
    result.seconds = time.perf_counter() - start
    return result


def set_variables() -> None:
    """Set the environment variables on which tests and notebooks depend."""
    if IN_CI:
        os.environ["LSTM_REQUIRE_BROWSER"] = "1"
    os.environ["LSTM_PROGRESS"] = "off"  # what a learner has done changes no notebook's output
    os.environ.setdefault("OMP_NUM_THREADS", "1")  # small arrays: threads cost more than they bring


def memory_warning(available: float) -> str:
    """Return what to expect where the memory may not be enough; nothing otherwise."""
    if available >= ENOUGH_MEMORY:
        return ""
    return (
        f"Programs can use {available / 2**30:.1f} GB of memory here, and all stages together need "
        f"up to {ENOUGH_MEMORY / 2**30:.0f} GB. If the system ends one, name a part of the tests "
        "instead: make test ARGS=tests/test_cell.py\n"
    )


def main() -> None:
    """Install what the tests need, run the stages, sum up."""
    console.begin(__doc__)
    arguments = sys.argv[1:]
    expected = EXPECTED.get(" ".join(arguments))
    if expected is not None:
        print(f"Running the stages; this takes about {expected}.", flush=True)
        if arguments != ["--check"]:
            print(memory_warning(memory_limit()), end="", flush=True)
    environment.guarded(lambda: environment.ensure("test"))
    set_variables()
    results = environment.guarded(lambda: run_stages(stages(arguments)))
    summarise(results)
    sys.exit(any(result.failed for result in results))


if __name__ == "__main__":
    main()
