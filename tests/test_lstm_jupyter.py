"""What Jupyter's server leaves out of a notebook that it saves, and how it finds the extension."""

import asyncio
import json
import subprocess
import sys
import tomllib
from copy import deepcopy
from pathlib import Path
from types import SimpleNamespace

import nbformat
import pytest

import lstm_jupyter
from lstm_jupyter import STATE, VIEW, drop_dead_views

ROOT = Path(__file__).resolve().parent.parent
CONFIG = ROOT / "lstm_jupyter" / "server_config.json"


def view(model: str = "abc") -> dict:
    return {"model_id": model, "version_major": 2, "version_minor": 0}


def notebook(*data: dict, state: tuple[str, ...] = ()) -> dict:
    """A model of a notebook with one cell, and an output for each of the `data`."""
    cell = nbformat.v4.new_code_cell("show()")
    cell.outputs = [
        nbformat.v4.new_output("display_data", deepcopy(each), metadata={VIEW: {"x": 1}})
        for each in data
    ]
    content = nbformat.v4.new_notebook(cells=[nbformat.v4.new_markdown_cell("Text"), cell])
    if state:
        content.metadata["widgets"] = {STATE: {"state": {name: {} for name in state}}}
    return {"type": "notebook", "format": "json", "content": json.loads(json.dumps(content))}


def outputs(model: dict) -> list[dict]:
    return model["content"]["cells"][1]["outputs"]


def test_a_view_goes_where_a_picture_or_a_text_stays():
    model = notebook(
        {VIEW: view(), "image/png": "AAAA", "text/plain": "W()"}, {VIEW: view(), "text/html": "w"}
    )
    drop_dead_views(model=model, path="a.ipynb", contents_manager=None)
    assert [output["data"] for output in outputs(model)] == [
        {"image/png": "AAAA", "text/plain": "W()"},
        {"text/html": "w"},
    ]
    assert [output["metadata"] for output in outputs(model)] == [{}, {}]
    nbformat.validate(nbformat.from_dict(model["content"]))


def test_a_view_stays_where_nothing_else_could_be_shown():
    model = notebook({VIEW: view()}, {"text/plain": "no widget"})
    before = deepcopy(model)
    drop_dead_views(model)
    assert model == before


def test_a_view_stays_where_the_notebook_holds_its_widget():
    pictures = [{VIEW: view(name), "text/plain": name} for name in ("kept", "lost")]
    model = notebook(*pictures, state=("kept", "other"))
    drop_dead_views(model)
    assert [VIEW in output["data"] for output in outputs(model)] == [True, False]


@pytest.mark.parametrize("kind", ["file", "directory", None])
def test_what_is_no_notebook_stays_as_it_is(kind):
    model = notebook({VIEW: view(), "text/plain": "W()"}) | {"type": kind}
    before = deepcopy(model)
    drop_dead_views(model)
    assert model == before


STRANGE = (
    *(None, True, 7, 0.5, "text", [], {}, {"a": 1}, [None, True, 7, "text", [], {}]),
    *({name: 7 for name in ("type", "cells", "outputs", "data", "metadata", "state", VIEW)},),
    *(
        {"type": "notebook", "content": 7},
        {VIEW: [], "text/plain": []},
        {"model_id": [{}]},
        {"state": 7},
    ),
)


@pytest.mark.parametrize("strange", STRANGE, ids=repr)
@pytest.mark.parametrize(
    "where", ["whole", "content", "cells", "outputs", "data", "view", "widgets", "state"]
)
def test_no_strange_notebook_raises_or_loses_more_than_views(strange, where):
    """As the whole model, or in the place of one part of a sound one."""
    model = notebook({VIEW: view(), "text/plain": "W()"}, state=("x",))
    content, output = model["content"], outputs(model)[0]
    place, name = {
        "whole": ({}, "model"),
        "content": (model, "content"),
        "cells": (content, "cells"),
        "outputs": (content["cells"][1], "outputs"),
        "data": (output, "data"),
        "view": (output["data"], VIEW),
        "widgets": (content["metadata"], "widgets"),
        "state": (content["metadata"]["widgets"], STATE),
    }[where]
    strange = deepcopy(strange)
    place[name] = strange
    model = strange if where == "whole" else model
    before = without_views(model)
    drop_dead_views(model)
    assert without_views(model) == before


def without_views(part):
    if isinstance(part, dict):
        return {name: without_views(value) for name, value in part.items() if name != VIEW}
    return [without_views(value) for value in part] if isinstance(part, list) else part


# In Jupyter's server


@pytest.mark.filterwarnings("ignore:Overriding existing pre_save_hook")  # a default of None, by one
@pytest.mark.parametrize("name", ["LargeFileManager", "AsyncLargeFileManager"])
def test_the_server_saves_without_views_and_calls_the_users_own_hook_as_well(tmp_path, name):
    managers = pytest.importorskip("jupyter_server.services.contents.largefilemanager")
    own = []

    def users_hook(model, **_):
        own.append(VIEW in json.dumps(model))

    manager = getattr(managers, name)(root_dir=str(tmp_path), pre_save_hook=users_hook)
    lstm_jupyter._load_jupyter_server_extension(SimpleNamespace(contents_manager=manager))
    model = notebook({VIEW: view(), "text/plain": "W()"})
    saved = manager.save(model, "a.ipynb")
    if asyncio.iscoroutine(saved):
        asyncio.run(saved)
    manager.notary.store.close()  # the database of trusted notebooks
    text = (tmp_path / "a.ipynb").read_text(encoding="utf-8")
    assert VIEW not in text and "W()" in text
    assert own == [True], "the user's hook is called, and before ours"


def test_the_server_finds_what_it_loads():
    extension = pytest.importorskip("jupyter_server.extension.manager")
    (name,) = json.loads(CONFIG.read_text(encoding="utf-8"))["ServerApp"]["jpserver_extensions"]
    package = extension.ExtensionPackage(name=name, enabled=True)
    assert package.validate()
    assert list(package.extension_points) == [lstm_jupyter.__name__]


def test_every_way_of_installing_the_package_brings_the_servers_settings():
    build = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["tool"]["hatch"][
        "build"
    ]
    wheel = build["targets"]["wheel"]
    target = "etc/jupyter/jupyter_server_config.d/lstm_jupyter.json"
    assert wheel["shared-data"] == {CONFIG.relative_to(ROOT).as_posix(): target}
    assert set(wheel["packages"]) == {"lstm_core", "lstm_jupyter"}
    assert "include" not in build["targets"].get("sdist", {})  # the sdist is the whole checkout
    image = (ROOT / "deploy" / "jupyterhub" / "Dockerfile").read_text(encoding="utf-8")
    for package in wheel["packages"]:
        assert f"COPY {package} /opt/lstm/{package}\n" in image


def test_it_costs_the_server_nothing_but_itself():
    code = (
        "import sys; old = set(sys.modules); import lstm_jupyter; print(sorted(set(sys.modules) - old))"
    )
    answer = subprocess.run(
        [sys.executable, "-S", "-c", code], capture_output=True, text=True, cwd=ROOT, timeout=60
    )
    loaded = {name.split(".")[0] for name in eval(answer.stdout)}
    assert loaded - set(sys.stdlib_module_names) == {"lstm_jupyter"}, answer.stderr
