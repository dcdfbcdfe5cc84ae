"""What goes into the JupyterLite site, without building it."""

import ast
import json

import lite


def notebook(*kinds):
    cells = [
        {"cell_type": kind, "id": str(n), "source": "", "metadata": {}} for n, kind in enumerate(kinds)
    ]
    return {"cells": cells, "metadata": {"kernelspec": {"name": "python3"}}, "nbformat": 4}


def test_the_packages_are_installed_before_the_first_code_cell():
    before = notebook("markdown", "markdown", "code", "code")
    after = lite.with_setup(before)
    assert [cell["id"] for cell in after["cells"]] == ["0", "1", "lite-setup", "2", "3"]
    assert after["metadata"]["kernelspec"]["name"] == "python"
    assert len(before["cells"]) == 4


def test_the_cell_is_python_that_awaits_at_the_top():
    tree = compile(lite.SETUP, "cell", "exec", ast.PyCF_ALLOW_TOP_LEVEL_AWAIT | ast.PyCF_ONLY_AST)
    assert any(isinstance(node, ast.Await) for node in ast.walk(tree))


def test_the_contents_are_the_notebooks_and_the_data(tmp_path):
    lite.write_contents(tmp_path / "contents")
    first = tmp_path / "contents" / "notebooks" / "00_start_here.ipynb"
    stored = json.loads(first.read_text(encoding="utf-8"))
    assert any(cell["id"] == "lite-setup" for cell in stored["cells"])
    assert (tmp_path / "contents" / "data" / "hamlet.txt").is_file()


def test_versions_are_fixed_for_what_builds_the_site():
    lines = lite.REQUIREMENTS.read_text(encoding="utf-8").splitlines()
    for name in ("jupyterlite-core", "jupyterlite-pyodide-kernel", "ipywidgets", "anywidget"):
        assert any(line.startswith(name) and "==" in line for line in lines), name
