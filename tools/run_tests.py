"""Run every check and sum up: what `make test` does.

The stages are style, tests in Python, tests in JavaScript, tests in a browser, and the notebooks.
All of them run, also after one has failed. Arguments go on to pytest; when a path is among them,
only the tests in that path run. With CI=true, what cannot run has failed.
"""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
import tempfile
import time
import xml.etree.ElementTree as ElementTree
from collections import Counter
from dataclasses import dataclass, field
from pathlib import Path

import environment

IN_CI = os.environ.get("CI", "").lower() in ("1", "true", "yes")
NO_TESTS_COLLECTED = 5  # pytest's exit code


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


def run_command(stage: str, command: list[str]) -> Result:
    """Run a check that passes or fails as a whole."""
    code = subprocess.run(command, cwd=str(environment.ROOT)).returncode
    return Result(stage, passed=int(code == 0), failed=int(code != 0))


def run_pytest(stage: str, arguments: list[str], *, may_be_empty: bool = False) -> Result:
    """Run pytest and count its tests from the report that it writes."""
    with tempfile.TemporaryDirectory() as folder:
        report = Path(folder) / "report.xml"
        command = [str(environment.venv_python()), "-m", "pytest", f"--junitxml={report}", *arguments]
        code = subprocess.run(command, cwd=str(environment.ROOT)).returncode
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


def check_style() -> Result:
    """Run the linter."""
    return run_command("style", [str(environment.venv_python()), "-m", "ruff", "check", "."])


def check_layout() -> Result:
    """Run the formatter without letting it change anything."""
    command = [str(environment.venv_python()), "-m", "ruff", "format", "--check", "."]
    return run_command("layout", command)


def check_javascript_style() -> Result:
    """Run the linter of the widgets' JavaScript; its rules stand in .oxlintrc.json."""
    linter = environment.venv_python().with_name("oxlint" + (".exe" if os.name == "nt" else ""))
    return run_command(
        "JS style", [str(linter), "--deny-warnings", "lstm_core/widgets", "tests/widgets"]
    )


def check_javascript() -> Result:
    """Run the tests of the widgets' JavaScript with node's own test runner."""
    stage = "JavaScript"
    tests = sorted(str(path) for path in (environment.ROOT / "tests" / "widgets").glob("*.test.*js"))
    node = shutil.which("node")
    if not tests:
        return Result(stage, notes=["there are no tests in tests/widgets"])
    if node is None:
        return Result(stage, failed=int(IN_CI), notes=["not run: node is not installed (nodejs.org)"])
    command = [node, "--test", "--test-reporter=tap", *tests]
    answer = subprocess.run(command, cwd=str(environment.ROOT), capture_output=True, text=True)
    counts = {
        key: int(n) for key, n in re.findall(r"^# (pass|fail|skipped) (\d+)$", answer.stdout, re.M)
    }
    failed = counts.get("fail", 0) or int(answer.returncode != 0)
    print(answer.stdout + answer.stderr if failed else f"{counts.get('pass', 0)} passed", flush=True)
    return Result(stage, counts.get("pass", 0), failed, counts.get("skipped", 0))


def check_notebooks(notebooks: list[Path], arguments: list[str]) -> Result:
    """Run notebooks and compare each output with the stored one; arguments may name notebooks too."""
    if not notebooks and not arguments:
        return Result("notebooks", notes=["there are no notebooks"])
    strict = ["--nbval", "--nbval-current-env", "--nbval-sanitize-with=tests/nbval_sanitize.cfg"]
    return run_pytest("notebooks", [*strict, *map(str, notebooks), *arguments], may_be_empty=True)


def stages(arguments: list[str]) -> list:
    """Return the stages to run, as functions, for pytest's arguments."""
    browser = "tests/browser"
    paths = [a for a in arguments if (environment.ROOT / a.split("::")[0]).exists()]
    if arguments == ["--lint"]:
        return [check_style, check_layout, check_javascript_style]
    if any(".ipynb" in path for path in paths):
        return [lambda: check_notebooks([], arguments)]
    if paths:
        return [lambda: run_pytest("selected tests", arguments)]
    chosen = bool(arguments)
    plan = [
        check_style,
        check_layout,
        check_javascript_style,
        lambda: run_pytest("tests", [f"--ignore={browser}", *arguments], may_be_empty=chosen),
        check_javascript,
    ]
    if (environment.ROOT / browser).is_dir():
        plan.append(lambda: run_pytest("browser", [browser, *arguments], may_be_empty=chosen))
    plan.append(lambda: check_notebooks(environment.shipped_notebooks(), arguments))
    return plan


def summarise(results: list[Result]) -> None:
    """Print one line a stage, then what could not run and why, then the sum."""
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


def run_stages(plan: list) -> list[Result]:
    """Run the stages in order and time them."""
    results = []
    for stage in plan:
        start = time.perf_counter()
        result = stage()
        result.seconds = time.perf_counter() - start
        results.append(result)
    return results


def main() -> None:
    """Install what the tests need, run the stages, sum up."""
    environment.guarded(lambda: environment.ensure("test"))
    if IN_CI:
        os.environ["LSTM_REQUIRE_BROWSER"] = "1"
    os.environ["LSTM_PROGRESS"] = "off"  # what a learner has done changes no notebook's output
    os.environ.setdefault("OMP_NUM_THREADS", "1")  # small arrays: threads cost more than they bring
    results = environment.guarded(lambda: run_stages(stages(sys.argv[1:])))
    summarise(results)
    sys.exit(any(result.failed for result in results))


if __name__ == "__main__":
    main()
