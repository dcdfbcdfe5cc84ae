"""What documents and docstrings say about the code is true."""

import ast
import importlib
import inspect
import re
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent
PACKAGES = ("lstm_core", "lstm_core.plots", "lstm_core.tasks", "lstm_core.widgets")
NOT_CALLED = (Exception,)


def public_objects():
    """Yield every public name and what it names: functions, classes, their public methods."""
    for package in PACKAGES:
        module = importlib.import_module(package)
        for name in module.__all__:
            value = getattr(module, name)
            if not callable(value):
                continue
            yield f"{package}.{name}", value
            if isinstance(value, type) and not issubclass(value, Exception):
                ours = [base for base in value.__mro__ if base.__module__.startswith("lstm_core")]
                for method in sorted({method for base in ours for method in vars(base)}):
                    function = inspect.getattr_static(value, method)
                    function = getattr(function, "__func__", function)  # of a class method
                    if inspect.isfunction(function) and not method.startswith("_"):
                        yield f"{package}.{name}.{method}", function


pytest.importorskip("anywidget")
PUBLIC = dict(public_objects())


def documented_parameters(documentation: str) -> list[str]:
    """The names in a docstring's section Parameters."""
    section = re.search(r"^Parameters\n-+\n(.*?)(?=^\w[\w ]*\n-+\n|\Z)", documentation, re.S | re.M)
    if section is None:
        return []
    lines = re.findall(r"^(\S.*?)(?: :.*)?$", section[1], re.M)
    return [name.strip().lstrip("*") for line in lines for name in line.split(",")]


@pytest.mark.parametrize("name", sorted(PUBLIC))
def test_every_public_name_says_what_it_is_for(name):
    documentation = inspect.getdoc(PUBLIC[name])
    assert documentation, f"{name} has no docstring"
    first = documentation.splitlines()[0]
    assert first.endswith((".", "?")), f"{name}: {first}"


@pytest.mark.parametrize("name", sorted(PUBLIC))
def test_documented_parameters_are_the_signatures(name):
    value = PUBLIC[name]
    if isinstance(value, type) and (issubclass(value, Exception) or "__init__" not in vars(value)):
        return  # an error, or a result that nobody makes
    written = documented_parameters(inspect.getdoc(value) or "")
    taken = [p for p in inspect.signature(value).parameters if p not in ("self", "cls")]
    if hasattr(value, "__dataclass_fields__"):
        return  # documented as attributes
    assert written == taken, f"{name} documents {written}, but takes {taken}"


def internal_docstrings():
    """Yield place and docstring of every function and class that is not public."""
    public = {(v.__module__, v.__qualname__) for v in PUBLIC.values() if hasattr(v, "__qualname__")}
    learners = {"hint", "example", "progress", "reset"}  # called in notebooks, as is `everything`

    def walk(node, prefix, module, path):
        for child in ast.iter_child_nodes(node):
            if isinstance(child, ast.ClassDef | ast.FunctionDef | ast.AsyncFunctionDef):
                name = f"{prefix}{child.name}"
                is_public = (module, name) in public or (
                    (prefix == "Collection." and child.name in learners) or name == "everything"
                )
                if not is_public and ast.get_docstring(child):
                    yield f"{path}:{child.lineno} {name}", ast.get_docstring(child)
                yield from walk(child, f"{name}.", module, path)

    for file in sorted((ROOT / "lstm_core").rglob("*.py")):
        path = file.relative_to(ROOT)
        module = ".".join(path.with_suffix("").parts).removesuffix(".__init__")
        yield from walk(ast.parse(file.read_text(encoding="utf-8")), "", module, path.as_posix())


def test_internal_names_have_at_most_one_line():
    long = [place for place, text in internal_docstrings() if len(text.splitlines()) > 1]
    assert long == []


# README


def code_lines(path: Path) -> int:
    """Lines of code: neither docstrings nor blank lines."""
    source = path.read_text(encoding="utf-8")
    lines = {number for number, line in enumerate(source.splitlines(), 1) if line.strip()}
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.Module | ast.ClassDef | ast.FunctionDef) and ast.get_docstring(node):
            lines -= set(range(node.body[0].lineno, node.body[0].end_lineno + 1))
    return len(lines)


def test_the_readme_counts_the_core_as_it_is():
    readme = (ROOT / "README.md").read_text(encoding="utf-8")
    table = readme.split("<!-- core -->")[1].split("<!-- /core -->")[0]
    rows = re.findall(
        r"^\| \[`([\w/]+\.py)`\]\(lstm_core/([\w/]+\.py)\) \| .* \| (\d+) \|$", table, re.M
    )
    assert len(rows) > 15
    for name, link, count in rows:
        assert name == link
        assert int(count) == code_lines(ROOT / "lstm_core" / name), name
    total = sum(int(count) for *_, count in rows)
    assert f"**{total:,}**" in table
    assert f"{total:,} lines of code" in readme
    top = {path.name for path in (ROOT / "lstm_core").glob("*.py")}
    assert top - {name for name, *_ in rows} == {
        "__init__.py",
        "character_names.py",
        "environment_check.py",
        "extras.py",
        "memory.py",
        "blas_threads.py",
        "tasks.py",
        "environment_setup.py",
    }


# CONTRIBUTING


STOPS = re.findall(
    r"`(lstm_core/[\w/.]+\.(?:py|js))`, `([\w.]+)`",
    (ROOT / "CONTRIBUTING.md").read_text(encoding="utf-8"),
)


def test_the_map_has_four_ways():
    assert len(STOPS) >= 20


@pytest.mark.parametrize(("file", "name"), STOPS, ids=lambda value: value.split("/")[-1])
def test_every_stop_of_the_map_is_there(file, name):
    path = ROOT / file
    assert path.is_file()
    source = path.read_text(encoding="utf-8")
    if path.suffix == ".js":
        assert re.search(rf"^(?:export )?(?:function|  ?) *{name}\(", source, re.M), name
        return
    found = ast.parse(source)
    for part in name.split("."):
        inside = [
            node
            for node in found.body
            if getattr(node, "name", None) == part
            or (isinstance(node, ast.Assign) and part in [getattr(t, "id", "") for t in node.targets])
        ]
        assert inside, f"{file} has no {name}"
        found = inside[0]


# Twelve behaviours, found by file name


@pytest.mark.parametrize(
    ("file", "contains"),
    [
        ("lstm_core/parameters.py", "forget_bias"),
        ("lstm_core/lab/session.py", "def pause"),
        ("lstm_core/arguments.py", "must have the shape"),
        ("lstm_core/exercises/bptt/deviations.py", "dc_next"),
        (".binder/start", "in front of the server"),
        ("lstm_core/clipping.py", "def clip_by_norm"),
        ("lstm_core/exercises/checking/progress_place.py", "my_progress.json"),
        ("lstm_core/widgets/training_lab/viewers.py", "notebook is closed"),
        ("lstm_core/widgets/shared/lifetime.py", "close()"),
        ("lstm_core/lab/curve_thinning.py", "def thinned_curve"),
        ("lstm_core/lab/sample_writer.py", "class SampleWriter"),
        ("lstm_core/lab/settings.py", "learning_rate: float = 0.05"),
    ],
)
def test_a_behaviour_is_where_its_file_name_says(file, contains):
    assert contains in (ROOT / file).read_text(encoding="utf-8")


def test_the_sources_of_published_mistakes_are_named():
    text = (ROOT / "docs" / "decisions.md").read_text(encoding="utf-8")
    assert text.split("## Published mistakes")[1].count("issue") >= 7
