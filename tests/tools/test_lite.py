"""What goes into the JupyterLite site, without building it."""

import ast
import json

import pytest

import environment
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


def with_code(*sources):
    cells = notebook(*["code"] * len(sources))["cells"]
    return [{**cell, "source": source} for cell, source in zip(cells, sources, strict=True)]


@pytest.mark.parametrize(
    ("sources", "packages"),
    [
        (["import lstm_core as lc"], {"lstm-core"}),
        (["from lstm_core import plots"], {"lstm-core", "matplotlib"}),
        (
            ["from lstm_core.widgets import Quiz"],
            {"lstm-core", "matplotlib", "ipywidgets", "anywidget"},
        ),
        (["%matplotlib inline\nfrom matplotlib import pyplot as plt"], {"matplotlib"}),
        (["import numpy", "from tqdm.auto import tqdm"], {"tqdm", "ipywidgets"}),
        (["import numpy as np", "1 + 1"], set()),
    ],
)
def test_only_what_a_notebook_imports_is_installed(sources, packages):
    assert set(lite.packages_for(with_code(*sources))) == packages


@pytest.mark.parametrize("name", ["tqdm.auto", "numpy"])
def test_a_progress_bar_starts_no_thread_in_a_page(name):
    source = f"import {name}"
    cells = lite.with_setup({**notebook(), "cells": with_code(source)})["cells"]
    shown = "tqdm.tqdm.monitor_interval = 0" in cells[0]["source"]
    assert shown is (name == "tqdm.auto")


def test_what_tells_of_the_builder_s_computer_is_cleared_and_other_outputs_stay(tmp_path):
    lite.write_contents(tmp_path / "contents")
    first = tmp_path / "contents" / "notebooks" / "00_start_here.ipynb"
    cells = {cell["id"]: cell for cell in json.loads(first.read_text(encoding="utf-8"))["cells"]}
    assert cells["check"]["outputs"] == [] and cells["check"]["execution_count"] is None
    assert "need is here" not in first.read_text(encoding="utf-8")
    assert cells["numbers"]["outputs"]


def site(folder, settings, script="n('https://cdn.jsdelivr.net/pyodide/v314.0.6/full/pyodide.js')"):
    kernel = folder / "extensions" / "@jupyterlite" / "pyodide-kernel-extension" / "static"
    for place in (kernel, folder / "lab"):
        place.mkdir(parents=True)
    (kernel / "154.js").write_text(script)
    (folder / "lab" / "index.html").write_text("<html><head></head><body></body></html>")
    (folder / "jupyter-lite.json").write_text(json.dumps({"jupyter-config-data": settings}))
    return folder


def test_pages_ask_for_the_pyodide_that_the_kernel_will_load(tmp_path):
    lite.add_notice(site(tmp_path, {}))
    text = (tmp_path / "pyodide-notice.js").read_text(encoding="utf-8")
    assert '"https://cdn.jsdelivr.net/pyodide/v314.0.6/full/pyodide.js"' in text
    assert "../pyodide-notice.js" in (tmp_path / "lab" / "index.html").read_text()


def test_a_site_with_pyodide_asks_itself(tmp_path):
    kernel = {
        "@jupyterlite/pyodide-kernel-extension:kernel": {"pyodideUrl": "./static/pyodide/pyodide.js"}
    }
    lite.add_notice(site(tmp_path, {"litePluginSettings": kernel}))
    text = (tmp_path / "pyodide-notice.js").read_text(encoding="utf-8")
    assert '"./static/pyodide/pyodide.js"' in text and "jsdelivr" not in text


def test_a_kernel_that_names_no_pyodide_stops_the_build(tmp_path):
    with pytest.raises(environment.SetupError, match="names no address of Pyodide"):
        lite.add_notice(site(tmp_path, {}, script="nothing"))


def test_the_cell_is_python_that_awaits_at_the_top():
    tree = compile(
        lite.SETUP.format(packages=["lstm-core"]),
        "cell",
        "exec",
        ast.PyCF_ALLOW_TOP_LEVEL_AWAIT | ast.PyCF_ONLY_AST,
    )
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
