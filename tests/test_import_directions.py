"""Imports point one way, as drawn in docs/decisions.md, and the core needs NumPy alone."""

import ast
import subprocess
import sys
from graphlib import TopologicalSorter
from pathlib import Path

import pytest

PACKAGE = Path(__file__).resolve().parent.parent / "lstm_core"

# From the ground up. A module may import from its own row and from the rows above it in this list.
LAYERS = (
    {"errors"},
    {
        "all_or_nothing",
        "environment_setup",
        "arguments",
        "blas_threads",
        "character_names",
        "environment_check",
        "extras",
        "file_access",
        "memory",
    },
    {
        "activations",
        "cell",
        "dropout",
        "file_description",
        "parameters",
        "storage",
        "tasks",
        "text",
        "text_streams",
    },
    {"interchange", "kernels", "layouts", "trace"},
    {"character_network"},
    {"kernel_network"},
    {"gru", "model", "rnn", "stacked"},
    {"clipping", "gradients", "optimizers", "sampling", "training", "validation"},
    {"checkpoints"},
    {"exercises", "lab", "plots"},
    {"widgets"},
)
LEVEL = {name: level for level, names in enumerate(LAYERS) for name in names}

# What a part may import beside NumPy, the standard library and the layers below it.
EXTRAS = {
    "plots": {"matplotlib", "PIL"},  # Matplotlib itself needs PIL
    "exercises": {"matplotlib", "IPython"},
    "widgets": {"matplotlib", "ipywidgets", "anywidget", "traitlets", "IPython"},
    "blas_threads": {"threadpoolctl"},
    "kernels.numba_compile": {"numba"},
    "kernels.numba_products": {"numba"},
    "kernels.numba_tanh": {"numba"},
    "kernels.numba_tiles": {"llvmlite", "numba"},
}
OPTIONAL = (
    "matplotlib",
    "ipywidgets",
    "anywidget",
    "traitlets",
    "IPython",
    "numba",
    "llvmlite",
    "tqdm",
    "torch",
    "threadpoolctl",
)


def module_name(path: Path) -> str:
    """`lstm_core/kernels/numpy_kernel.py` is `kernels.numpy_kernel`."""
    parts = path.relative_to(PACKAGE).with_suffix("").parts
    return ".".join(part for part in parts if part != "__init__")


def imported_names(tree: ast.AST, package: str) -> set[str]:
    """All modules that a file imports, anywhere in it, by their full names.

    `from a.b import c` counts as `a.b.c`: whether c is a module or something in one, a.b is in it.
    """
    names = set()
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            names |= {alias.name for alias in node.names}
        elif isinstance(node, ast.ImportFrom):
            parents = package.split(".")
            start = parents[: len(parents) - node.level + 1] if node.level else []
            source = ".".join([*start, *([node.module] if node.module else [])])
            names |= {f"{source}.{alias.name}" for alias in node.names}
    return names


def read_modules() -> dict[str, set[str]]:
    modules = {}
    for path in sorted(PACKAGE.rglob("*.py")):
        inside = path.relative_to(PACKAGE.parent).parent
        tree = ast.parse(path.read_text(encoding="utf-8"))
        modules[module_name(path)] = imported_names(tree, ".".join(inside.parts))
    return modules


MODULES = read_modules()


def inner_imports(name: str) -> set[str]:
    """The parts of lstm_core that a module imports: the first name below the package."""
    return {target.split(".")[1] for target in MODULES[name] if target.startswith("lstm_core.")}


@pytest.mark.parametrize("name", sorted(filter(None, MODULES)))
def test_every_module_has_its_place(name):
    assert name.split(".")[0] in LEVEL, f"say in LAYERS where lstm_core.{name} belongs"


@pytest.mark.parametrize("name", sorted(filter(None, MODULES)))
def test_imports_point_down(name):
    own = LEVEL[name.split(".")[0]]
    upward = {target for target in inner_imports(name) if LEVEL[target] > own}
    assert not upward, f"lstm_core.{name} imports from above itself: {sorted(upward)}"


@pytest.mark.parametrize("name", sorted(filter(None, MODULES)))
def test_nothing_below_the_front_door_imports_it(name):
    through_the_door = {
        target
        for target in MODULES[name]
        if target == "lstm_core"
        or (target.startswith("lstm_core.") and target.split(".")[1] not in LEVEL)
    }
    low = LEVEL[name.split(".")[0]] < LEVEL["plots"]
    assert not (low and through_the_door), f"lstm_core.{name} imports {sorted(through_the_door)}"


def test_the_reader_of_imports_sees_every_way_to_write_one():
    code = "import a.b\nfrom c import d\ndef f():\n    from . import e\n    from ..g import h"
    found = imported_names(ast.parse(code), "lstm_core.kernels")
    assert found == {"a.b", "c.d", "lstm_core.kernels.e", "lstm_core.g.h"}


def test_no_two_parts_import_each_other():
    parts = {}
    for name in filter(None, MODULES):
        part = name.split(".")[0]
        parts.setdefault(part, set()).update(inner_imports(name) - {part})
    TopologicalSorter(parts).prepare()  # raises CycleError and names the circle


@pytest.mark.parametrize("name", sorted(filter(None, MODULES)))
def test_other_packages_are_used_where_they_may_be(name):
    roots = {target.split(".")[0] for target in MODULES[name]} - {"lstm_core", "numpy"}
    allowed = EXTRAS.get(name, set()) | EXTRAS.get(name.split(".")[0], set())
    foreign = roots - set(sys.stdlib_module_names) - allowed
    assert not foreign, f"lstm_core.{name} imports {sorted(foreign)}"


def run_python(code: str) -> subprocess.CompletedProcess:
    return subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, timeout=120)


def test_the_core_works_where_nothing_else_is_installed():
    answer = run_python(
        f"""
import sys
for name in {OPTIONAL}:
    sys.modules[name] = None  # importing it now raises ImportError
import lstm_core as lc
text = "to be, or not to be"
vocabulary = lc.Vocabulary.from_text(text)
model = lc.CharLSTM(vocab_size=len(vocabulary), hidden_size=4, seed=0)
losses = [report.loss for report in lc.Trainer(model, vocabulary.encode(text)).run(epochs=3)]
print(losses[-1] < losses[0], len(lc.sample(model, vocabulary, prefix="to", length=5, seed=0)))
"""
    )
    assert answer.returncode == 0, answer.stderr
    assert answer.stdout.split()[0] == "True"


def test_importing_the_core_loads_nothing_that_is_optional():
    answer = run_python(f"import sys, lstm_core; print([n for n in {OPTIONAL} if n in sys.modules])")
    assert answer.stdout.strip() == "[]", answer.stdout + answer.stderr
