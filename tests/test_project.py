"""The project as a whole: its data, its documents, its notebooks, its commands."""

import ast
import hashlib
import re
import shutil
import subprocess
import tomllib
from pathlib import Path

import nbformat
import pytest

from environment import shipped_notebooks
from notebook_cleaning import clean

ROOT = Path(__file__).resolve().parent.parent
NOTEBOOKS = shipped_notebooks()
DOCUMENTS = sorted([ROOT / "README.md", ROOT / "data" / "README.md", *(ROOT / "docs").glob("**/*.md")])
# Of each training text: checksum; bytes, characters, distinct characters, those in lower case, lines.
TEXTS = {
    "hamlet.txt": (
        "fc55c15aa9db3be3ed14dd060c59082e6960185c88cf1eb0c09802bdb6ac1052",
        (907, 901, 35, 35, 15),
    ),
    "tinyshakespeare.txt": (
        "86c4e6aa9db7c042ec79f339dcb96d42b0075e16b8fc2e86bf0ca57e2dc565ed",
        (1115394, 1115394, 65, 39, 40000),
    ),
}
# Series of numbers: checksum, lines.
SERIES = {
    "mauna_loa_co2.txt": ("ad672e42a231f5cdbeda00a13fba9c16720e0be2dd4cf1a15023ed3032dd2ab0", 608),
}
LONGEST_CELL = 25
LONGEST_MODULE = 250


def shown(path: Path) -> str:
    return path.relative_to(ROOT).as_posix()


def tracked_files() -> list[Path]:
    if shutil.which("git") is None:
        pytest.skip("git is not installed")
    listed = subprocess.run(["git", "ls-files", "-z"], cwd=ROOT, capture_output=True, text=True)
    if listed.returncode != 0:
        pytest.skip("this copy of the project is not a git repository")
    return [ROOT / name for name in listed.stdout.split("\0") if name and (ROOT / name).is_file()]


# The training texts


@pytest.mark.parametrize("name", TEXTS)
def test_a_training_text_is_the_one_that_was_measured_and_described(name):
    checksum, counts = TEXTS[name]
    data = (ROOT / "data" / name).read_bytes()
    text = data.decode("utf-8")
    lines = len(text.splitlines())
    assert (len(data), len(text), len(set(text)), len(set(text.lower())), lines) == counts
    assert hashlib.sha256(data).hexdigest() == checksum
    bytes_, characters, distinct, lower, lines = counts
    row = f"| `{name}` | {characters} | {distinct} | {lower} | {bytes_} | {lines} |"
    assert row in (ROOT / "data" / "README.md").read_text(encoding="utf-8")


@pytest.mark.parametrize("name", SERIES)
def test_a_series_is_the_one_that_was_described(name):
    checksum, lines = SERIES[name]
    data = (ROOT / "data" / name).read_bytes()
    assert hashlib.sha256(data).hexdigest() == checksum
    months = [line.split()[0] for line in data.decode().splitlines()]
    assert len(months) == lines and months == sorted(set(months))
    described = (ROOT / "data" / "README.md").read_text(encoding="utf-8")
    assert f"`{name}` holds" in described and f"{lines} lines" in described


def test_every_training_text_is_described_tested_and_kept_to_the_byte():
    assert {path.name for path in tracked_files() if path.parent == ROOT / "data"} == {
        *TEXTS,
        *SERIES,
        "README.md",
    }
    assert "\ndata/*.txt -text\n" in (ROOT / ".gitattributes").read_text(encoding="utf-8")


# Code


# Tables of data may be long.
TABLES = ("deviations.py", "solutions.py")
MODULES = [p for p in sorted((ROOT / "lstm_core").rglob("*.py")) if p.name not in TABLES]


@pytest.mark.parametrize("path", MODULES, ids=shown)
def test_a_module_fits_into_one_sitting(path):
    """Docstrings and empty lines do not count: nobody should save on those."""
    source = path.read_text(encoding="utf-8")
    lines = {number for number, line in enumerate(source.splitlines(), 1) if line.strip()}
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.Module | ast.ClassDef | ast.FunctionDef) and ast.get_docstring(node):
            lines -= set(range(node.body[0].lineno, node.body[0].end_lineno + 1))
    assert len(lines) <= LONGEST_MODULE


def test_no_file_names_a_folder_of_the_machine_it_was_made_on():
    folders = re.compile(r"(?<![\w.$}])/(?:home|Users|root|work)/\w+")
    for path in tracked_files():
        if path.suffix in {".py", ".md", ".toml", ".ipynb", ".js", ".css", ".txt", ".yml", ".json", ""}:
            found = folders.search(path.read_text(encoding="utf-8"))
            assert found is None, f"{shown(path)} names {found.group()}"


def test_the_learner_gets_what_the_package_asks_for():
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    extras = project["optional-dependencies"]
    asked = [*project["dependencies"], *extras["plots"], *extras["widgets"], *extras["fast"]]
    lines = (ROOT / "requirements.txt").read_text(encoding="utf-8").splitlines()
    installed = {line.split(",")[0] for line in lines if line and not line.startswith("#")}
    assert "-e ." in installed
    assert set(asked) <= installed


def test_no_module_setting_reaches_the_scripts_that_come_with_jupyterlab():
    """In .venv they are CommonJS; read as modules they fail, and `make lab` prints pages of them."""
    assert not (ROOT / "package.json").exists()
    for folder in ("lstm_core/widgets", "tests/widgets"):
        assert '"type": "module"' in (ROOT / folder / "package.json").read_text(encoding="utf-8")


# Documents


@pytest.mark.parametrize("path", DOCUMENTS, ids=shown)
def test_links_between_documents_lead_somewhere(path):
    for link in re.findall(r"\]\(([^)\s]+)\)", path.read_text(encoding="utf-8")):
        if not re.match(r"https?:|mailto:|#", link):
            assert (path.parent / link.split("#")[0]).exists(), f"{shown(path)} links to {link}"


def test_the_table_in_the_readme_lists_the_notebooks_that_are_there():
    readme = (ROOT / "README.md").read_text(encoding="utf-8")
    listed = re.findall(r"^\| \[[^]]+\]\((notebooks/[^)]+)\)", readme, re.MULTILINE)
    top = [shown(path) for path in NOTEBOOKS if path.parent.name == "notebooks"]
    assert listed == top


def test_every_command_in_the_readme_exists():
    readme = (ROOT / "README.md").read_text(encoding="utf-8")
    makefile = (ROOT / "Makefile").read_text(encoding="utf-8")
    commands = set(
        re.findall(r"\bmake ([a-z]+)", "\n".join(re.findall(r"`[^`]+`|```.*?```", readme, re.S)))
    )
    assert {"lab", "test"} <= commands
    for command in commands:
        assert re.search(rf"^{command}:", makefile, re.MULTILINE), f"make {command}"


def test_every_command_leads_to_a_file():
    makefile = (ROOT / "Makefile").read_text(encoding="utf-8")
    tools = set(re.findall(r"tools/\w+\.py", makefile))
    assert tools
    for tool in tools:
        assert (ROOT / tool).is_file(), tool


def test_the_ci_runs_the_command_that_the_readme_names():
    script = (ROOT / ".ci" / "run").read_text(encoding="utf-8")
    assert re.search(r"^make test$", script, re.MULTILINE)


# Notebooks


@pytest.fixture(params=NOTEBOOKS, ids=shown)
def path(request):
    return request.param


@pytest.fixture
def notebook(path):
    return nbformat.read(path, as_version=4)


def code_cells(notebook):
    return [cell for cell in notebook.cells if cell.cell_type == "code"]


def test_a_notebook_is_stored_in_its_clean_form(path, notebook):
    nbformat.validate(notebook)
    text = nbformat.writes(clean(notebook), version=4).rstrip("\n") + "\n"
    assert path.read_text(encoding="utf-8") == text, "run: make notebooks"


def test_a_notebook_is_stored_executed_in_order_and_without_errors(notebook):
    cells = code_cells(notebook)
    assert [cell.execution_count for cell in cells] == list(range(1, len(cells) + 1))
    errors = [output for cell in cells for output in cell.outputs if output.output_type == "error"]
    assert errors == []


def test_a_notebook_keeps_its_cells_short(notebook):
    for cell in code_cells(notebook):
        assert len(cell.source.splitlines()) <= LONGEST_CELL, cell.source


def test_a_notebook_explains_before_it_goes_on(notebook):
    kinds = "".join("c" if cell.cell_type == "code" else "m" for cell in notebook.cells)
    assert kinds.startswith("m")
    assert "ccc" not in kinds, "three code cells in a row without prose"


def test_a_notebook_has_text_below_every_heading(notebook):
    for cell in notebook.cells:
        if cell.cell_type == "markdown":
            blocks = markdown_blocks(cell.source)
            for block, following in zip(blocks, [*blocks[1:], "#"], strict=True):
                assert not (is_heading(block) and is_heading(following)), block


def test_a_notebook_begins_with_its_title_and_has_one(notebook):
    titles = [
        block
        for cell in notebook.cells
        if cell.cell_type == "markdown"
        for block in markdown_blocks(cell.source)
        if block.startswith("# ")
    ]
    assert len(titles) == 1
    assert notebook.cells[0].source.startswith(titles[0])


def test_links_in_a_notebook_lead_somewhere(path, notebook):
    for cell in notebook.cells:
        if cell.cell_type == "markdown":
            for link in re.findall(r"\]\(([^)\s]+)\)", cell.source):
                if not re.match(r"https?:|mailto:|attachment:|#", link):
                    assert (path.parent / link.split("#")[0]).exists(), link


def test_a_notebook_hides_no_machinery(notebook):
    for cell in code_cells(notebook):
        for line in cell.source.splitlines():
            assert not re.match(r"\s*[%!](?!matplotlib inline)", line), line
        for word in ("sys.path", "clear_output", "widgets.Output("):
            assert word not in cell.source, word


def markdown_blocks(source: str) -> list[str]:
    """Headings and the first lines of everything else, outside of fenced code."""
    prose = re.sub(r"^(```|~~~).*?^\1", "code", source, flags=re.MULTILINE | re.DOTALL)
    return [line for line in prose.splitlines() if line.strip()]


def is_heading(line: str) -> bool:
    return re.match(r"#{1,6}(\s|$)", line) is not None
