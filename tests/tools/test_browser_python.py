"""`make pyodide`: what came of a notebook is told, and a cell that stops fails."""

import shutil
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent.parent
sys.path.insert(0, str(ROOT / "tools"))
import browser_python  # noqa: E402

pytestmark = pytest.mark.skipif(shutil.which("node") is None, reason="needs Node.js")


@pytest.mark.parametrize(
    ("script", "faults", "said"),
    [
        (
            'console.log("noise\\n" + JSON.stringify({cells: 3, seconds: 2, stopped: {}}))',
            0,
            "3 cells, 2 s",
        ),
        (
            'console.log(JSON.stringify({cells: 3, seconds: 2, stopped: {ab: "TypeError: no"}}))',
            1,
            "  ab: ",
        ),
        ('console.error("no numpy"); process.exit(1)', 1, "00.ipynb: no numpy"),
        ('process.exit(process.argv[5] === "00.ipynb" ? 3 : 0)', 1, "exit status 3"),
    ],
)
def test_a_run_is_told(tmp_path, monkeypatch, capsys, script, faults, said):
    place = tmp_path / "script.mjs"
    place.write_text(script, encoding="utf-8")
    monkeypatch.setattr(browser_python, "SCRIPT", place)
    assert len(browser_python.run(tmp_path, tmp_path, "00.ipynb")) == faults
    assert said in capsys.readouterr().out


def test_a_notebook_that_takes_too_long_fails(tmp_path, monkeypatch, capsys):
    place = tmp_path / "script.mjs"
    place.write_text("setTimeout(() => {}, 60000)", encoding="utf-8")
    monkeypatch.setattr(browser_python, "SCRIPT", place)
    monkeypatch.setattr(browser_python, "LONGEST", 1)
    assert browser_python.run(tmp_path, tmp_path, "00.ipynb")
    assert "timed out" in capsys.readouterr().out


def test_a_folder_without_pyodide_is_refused(tmp_path, monkeypatch, capsys):
    monkeypatch.setattr(sys, "argv", ["browser_python", str(tmp_path)])
    with pytest.raises(SystemExit):
        browser_python.main()
    assert "holds no pyodide.mjs" in capsys.readouterr().err
