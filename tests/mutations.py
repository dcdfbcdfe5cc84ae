"""Wrong versions of a function, made by dropping one term at a time: each must turn a test red."""

import ast
import inspect
from dataclasses import dataclass
from itertools import islice
from types import ModuleType


@dataclass(frozen=True)
class Mutant:
    """A module in which one function lacks one term: a node of it is replaced."""

    module: ModuleType
    function: str
    change: str
    place: int | None = None  # of the node in the function, or None for the right code
    choice: int = 0  # of what stands in its place

    def __str__(self):
        return f"{self.function}: {self.change}"

    def load(self):
        """Return the changed module; the real one is left alone."""
        tree = parse(self.module)  # a fresh one, since it is changed in place
        if self.place is not None:
            node = next(islice(nodes_of(tree, self.function), self.place, None))
            tree = Replace(node, located(replacements(node)[self.choice], node)).visit(tree)
        twin = ModuleType(f"{self.module.__name__}_without_a_term")
        exec(compile(tree, f"<{self}>", "exec"), vars(twin))
        return twin


class Replace(ast.NodeTransformer):
    """Put one node in the place of another."""

    def __init__(self, old, new):
        self.old, self.new = old, new

    def visit(self, node):
        return self.new if node is self.old else self.generic_visit(node)


def located(new, node):
    """Give a new node the place in the file of the node that it replaces."""
    return ast.fix_missing_locations(ast.copy_location(new, node))


def mutants(module, function):
    """Return every version of a function that lacks one operand, one call, or one assigned value."""
    found = []
    for place, node in enumerate(nodes_of(parse(module), function)):
        for choice, new in enumerate(replacements(node)):
            change = f"{ast.unparse(node)} becomes {ast.unparse(located(new, node))}"
            found.append(Mutant(module, function, " ".join(change.split()), place, choice))
    return found


def parse(module):
    """Return a module's syntax tree."""
    return ast.parse(inspect.getsource(module))


def nodes_of(tree, function):
    """Yield all nodes in the body of a function or method."""
    for definition in ast.walk(tree):
        if isinstance(definition, ast.FunctionDef) and definition.name == function:
            for statement in definition.body:
                yield from ast.walk(statement)


def replacements(node):
    """Return what may stand in the place of a node when one of its terms is dropped."""
    if isinstance(node, ast.BinOp) and isinstance(node.op, ast.Pow):
        return [node.left]
    if isinstance(node, ast.BinOp):
        return [node.left, node.right]
    if isinstance(node, ast.AugAssign):
        return [ast.Pass()]
    if isinstance(node, ast.Assign) and isinstance(node.targets[0], ast.Subscript):
        return [ast.Assign(node.targets, ast.Constant(0.0))]
    if isinstance(node, ast.Expr) and isinstance(node.value, ast.Call):
        return replacements_of_call(node.value)
    return []


def replacements_of_call(call):
    """Return what may stand in the place of a call that writes its result into an array."""
    name = ast.unparse(call.func)
    if name in ("add", "subtract", "multiply", "dot"):  # add(a, b, out): out becomes a, or b, or 0
        *operands, out = call.args
        everywhere = ast.Subscript(out, ast.Constant(...), ast.Store())
        return [ast.Assign([everywhere], value) for value in [*operands, ast.Constant(0.0)]]
    if name in ("tanh", "np.matmul", "np.equal"):
        return [ast.Pass()]
    return []  # a check of arguments is no term
