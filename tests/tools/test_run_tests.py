import sys
import threading
from pathlib import Path

import pytest

import environment
import run_tests

REPORT = """<testsuites><testsuite>
<testcase name="a"/><testcase name="b"><failure message="no"/></testcase>
<testcase name="c"><skipped message="no torch"/></testcase>
<testcase name="d"><skipped message="no torch"/></testcase>
<testcase name="e"><error message="broken"/></testcase>
</testsuite></testsuites>"""


@pytest.fixture(autouse=True)
def plain_pytest(monkeypatch):
    """The pytest inside these tests is the present one, without plugins, so that it starts faster."""
    monkeypatch.setattr(environment, "venv_python", lambda: Path(sys.executable))
    monkeypatch.setenv("PYTEST_DISABLE_PLUGIN_AUTOLOAD", "1")


def test_a_report_is_counted_and_the_reasons_collected(tmp_path):
    report = tmp_path / "report.xml"
    report.write_text(REPORT)
    result = run_tests.read_report("tests", report)
    assert (result.passed, result.failed, result.skipped) == (1, 2, 2)
    assert result.notes == ["skipped 2: no torch"]


def test_little_memory_is_told_before_the_stages_start():
    warning = run_tests.memory_warning(2**30)
    assert "can use 1.0 GB of memory here" in warning and "up to 4 GB" in warning
    assert run_tests.memory_warning(4 * 2**30) == run_tests.memory_warning(float("inf")) == ""


def test_pytest_is_counted_and_its_failures_too(tmp_path):
    (tmp_path / "test_a.py").write_text("def test_a(): pass\ndef test_b(): assert False\n")
    result = run_tests.run_pytest("tests", [str(tmp_path), "-q", "-p", "no:cacheprovider"])
    assert (result.passed, result.failed) == (1, 1)


def test_a_stage_that_collects_nothing_has_failed_unless_arguments_chose(tmp_path):
    arguments = [str(tmp_path), "-q", "-p", "no:cacheprovider"]
    assert run_tests.run_pytest("tests", arguments).failed == 1
    assert run_tests.run_pytest("tests", arguments, may_be_empty=True).failed == 0


def test_a_crash_counts_as_a_failure(tmp_path):
    result = run_tests.run_pytest("tests", [str(tmp_path), "--no-such-option"], may_be_empty=True)
    assert result.failed == 1
    assert "exit code" in result.notes[0]


def test_the_last_line_sums_up_all_stages(capsys):
    run_tests.summarise([run_tests.Result("a", 3, 0, 1), run_tests.Result("b", 2, 1, notes=["why"])])
    printed = capsys.readouterr().out
    assert printed.splitlines()[-1] == "5 passed, 1 failed, 1 skipped"
    assert "b: why" in printed
    assert "FAILED" in printed


@pytest.mark.parametrize(("in_ci", "failed"), [(True, 1), (False, 0)])
def test_missing_node_fails_in_ci_and_is_reported_elsewhere(tmp_path, monkeypatch, in_ci, failed):
    (tmp_path / "tests" / "widgets").mkdir(parents=True)
    (tmp_path / "tests" / "widgets" / "a.test.mjs").touch()
    monkeypatch.setattr(environment, "ROOT", tmp_path)
    monkeypatch.setattr(run_tests, "IN_CI", in_ci)
    monkeypatch.setattr(run_tests.shutil, "which", lambda name: None)
    result = run_tests.check_javascript()
    assert result.failed == failed
    assert "node is not installed" in result.notes[0]


@pytest.mark.skipif(run_tests.shutil.which("node") is None, reason="node is not installed")
def test_javascript_tests_are_counted(tmp_path, monkeypatch):
    folder = tmp_path / "tests" / "widgets"
    folder.mkdir(parents=True)
    (folder / "a.test.mjs").write_text(
        "import test from 'node:test'; import assert from 'node:assert';"
        "test('yes', () => assert.equal(1, 1)); test('no', () => assert.equal(1, 2));"
    )
    monkeypatch.setattr(environment, "ROOT", tmp_path)
    result = run_tests.check_javascript()
    assert (result.passed, result.failed) == (1, 1)


def count(lanes):
    return sum(map(len, lanes))


def test_all_stages_run_unless_a_path_is_named():
    assert count(run_tests.stages([])) >= 9
    assert count(run_tests.stages(["-k", "cell"])) >= 9
    assert count(run_tests.stages(["tests/tools"])) == 1
    lint = [run_tests.check_style, run_tests.check_layout, run_tests.check_javascript_style]
    assert run_tests.stages(["--lint"]) == [lint]


def test_the_long_stage_has_what_the_others_leave_out(monkeypatch):
    asked = []

    def record(stage, arguments, output=None, **_):
        asked.append(arguments[arguments.index("-m") + 1])
        return run_tests.Result(stage)

    monkeypatch.setattr(run_tests, "run_pytest", record)
    for lanes, unit_tests in ((run_tests.stages([]), -1), (run_tests.stages(["--long"]), 0)):
        lanes[0][0](None)
        lanes[1][unit_tests](None)
    assert asked == ["not long", "not long", "long", "long"]


def test_the_two_commands_together_run_every_notebook(monkeypatch):
    run = []
    monkeypatch.setattr(
        run_tests,
        "run_pytest",
        lambda stage, arguments, output=None, **_: (
            run.extend(a for a in arguments if a.endswith(".ipynb")) or run_tests.Result(stage)
        ),
    )
    run_tests.stages([])[1][-2](None)
    assert run and not any("solutions" in name for name in run)
    run_tests.stages(["--long"])[1][1](None)
    assert sorted(run) == sorted(map(str, run_tests.environment.shipped_notebooks()))


@pytest.mark.parametrize("name", ["notebooks", "notebooks/", "notebooks/02_gates.ipynb"])
def test_notebooks_are_compared_with_their_outputs_whether_a_file_or_their_folder_is_named(
    name, monkeypatch
):
    asked = []
    monkeypatch.setattr(
        run_tests, "run_pytest", lambda stage, arguments, *_, **__: asked.append(arguments)
    )
    run_tests.stages([name])[0][0](None)
    assert name in asked[0]
    assert "--nbval" in asked[0]


def test_the_short_check_has_style_types_and_unit_tests():
    checks = [stage for lane in run_tests.stages(["--check"]) for stage in lane]
    assert run_tests.check_types in checks
    assert run_tests.check_style in checks
    assert len(checks) == len(run_tests.lint_stages()) + 1


def test_lanes_run_at_the_same_time_and_a_failure_is_shown_with_its_output(capsys):
    order = []
    both = threading.Barrier(2, timeout=20)  # passes only if both lanes are there at once

    def passes(output):
        both.wait()
        order.append("passes")
        return run_tests.Result("calm", 1)

    def fails(output):
        both.wait()
        code = output.run([sys.executable, "-c", "print('the reason'); raise SystemExit(3)"])
        return run_tests.Result("loud", failed=int(code != 0))

    def after(output):
        order.append("after")
        return run_tests.Result("next", 2)

    results = run_tests.run_stages([[passes, after], [fails]])
    assert {result.stage: result.verdict() for result in results} == {
        "calm": "passed",
        "next": "passed",
        "loud": "FAILED",
    }
    assert order == ["passes", "after"]
    printed = capsys.readouterr().out
    assert "the reason" in printed
    assert "calm" in printed


def test_the_progress_of_a_stage_is_the_last_percentage(tmp_path):
    output = run_tests.Output(tmp_path / "log")
    assert output.progress() == ""
    output.run([sys.executable, "-c", "print('.... [ 12%]\\n.... [ 48%]')"])
    assert output.progress() == " 48%"
