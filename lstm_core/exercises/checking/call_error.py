"""What a learner's function raised, in words that are made where it was raised."""

import inspect
import linecache
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from types import CodeType
from typing import Any

_LONGEST_MESSAGE = 300
_WHOLE = (
    "Indices are whole numbers. A division with `/` gives a float, and `np.zeros` gives an array of "
    "floats; `//` and `dtype=int` give whole numbers."
)
_ADVICE = {  # what stands in a message: what to do
    "NoneType": "There is None where a value should be. A function without `return` gives it, and so "
    "do methods that change a list in place, such as `sort` and `append`.",
    "matmul": "Two arrays there do not fit. Write the shape of each beside it. `a @ b` adds over the "
    "last axis of a. `.T` leaves a vector as it is: for a matrix of all products use `np.outer(a, b)`.",
    "broadcast": "Two arrays there do not fit. Write the shape of each beside it.",
    "not aligned": "Two arrays there do not fit. Write the shape of each beside it. `a @ b` adds over "
    "the last axis of a; every entry of one vector times every entry of another is `np.outer(a, b)`.",
    "concatenate() takes": "`np.concatenate` wants one list of arrays: `np.concatenate([a, b])`.",
    "converted to a scalar index": "An array stands where one whole number is expected, such as "
    "an index, a size or an axis. `np.concatenate` wants its arrays in one list: "
    "`np.concatenate([a, b])`.",
    "out of bounds for array of dimension": "The array has fewer axes than you think. Print its shape.",
    "out of bounds": "An axis of n places is counted from 0 to n - 1. Does a loop run too far, or is "
    "the index meant for another axis?",
    "truth value of an array": "`if` decides once for the whole array; `np.where(condition, a, b)` "
    "decides place by place.",
    "converted to Python scalars": "The functions of `math` take one number; those of NumPy, such as "
    "`np.exp`, take a whole array.",
    "array split does not": "`np.split(array, n)` wants n equal parts: along which axis do they lie? "
    "`np.split(array, 4, axis=-1)` cuts the last one.",
    "local variable": "Somewhere in your function that name is given a value, so Python looks for it "
    "inside the function only, where it has none yet. Give it one first, or choose another name.",
    "to unpack": "Names on the left and values on the right differ in number. Print what stands on the "
    "right.",
    "cannot unpack": "Several names stand on the left, but one value on the right. Print it.",
    "to scalar variable": "Square brackets follow a single number. Has the array an axis less than you "
    "think? Print its shape.",
    "is not subscriptable": "Square brackets follow something that has no entries, such as a function "
    "or a number. Round brackets call a function.",
    "object is not callable": "Round brackets follow something that is no function, perhaps an array. "
    "An entry of an array takes square brackets.",
    "unhashable type": "A key of a dictionary, and a member of a set, must be a number, a text or a "
    "tuple. An array or a list is none of these: take its numbers one by one.",
    "not tuple": "A list of lists takes one index after the other, `x[t][k]`; an array takes both at "
    "once, `x[t, k]`.",
    "used as indices must be": _WHOLE,
    "only integers, slices": _WHOLE,
    "integers or slices, not": _WHOLE,
    "cannot be interpreted as an integer": "A whole number is needed there. `range` takes a number "
    "and not an array: `range(len(x))`.",
    "inhomogeneous": "The rows differ in length, so they make no array. Print the length of each.",
    "with a sequence": "Several numbers were put where there is room for one. Print both shapes.",
    "Cannot cast": "An array of integers cannot hold decimals. Make it of floats.",
    "assignment index out of range": "The list has no such place yet. Use `append`, or make the list "
    "long enough first.",
    "must match exactly": "These arrays do not fit side by side. Write the shape of each beside it.",
    "at least one array": "Nothing was collected: the list is empty on this input.",
    "into shape": "A new shape has room for as many entries as before. Multiply out both shapes.",
    "as a data type": "A shape of several numbers stands in brackets of its own: `np.zeros((2, 3))`.",
}


@dataclass(frozen=True, slots=True)
class CallError:
    """An error as plain texts, so that it can come from another process."""

    kind: str  # the name of its class
    message: str = ""  # what it says, on one line, shortened
    number: int = 0  # the line of the learner's function, or 0
    line: str = ""  # what is written in that line
    unwritten: bool = False  # whether it says that the function is still to be written


def record_error(error: BaseException, function: Callable[..., Any]) -> CallError:
    """Return an error as texts, whatever its own methods do."""
    try:
        message = " ".join(str(error).split())[:_LONGEST_MESSAGE]
    except BaseException:  # an error of the learner's own whose __str__ raises
        message = "(its message cannot be shown)"
    try:
        code = getattr(inspect.unwrap(function), "__code__", None)
        number, line = _line_of(error, code) or (0, "")
    except BaseException:  # an object of the learner's own that raises when it is looked at
        number, line = 0, ""
    kind, unwritten = type(error).__name__, isinstance(error, NotImplementedError)
    return CallError(printable(kind), printable(message), number, printable(line), unwritten)


def printable(text: str) -> str:
    """Return a text that every output can encode: half of a surrogate pair is written as its number."""
    return text.encode("utf-8", "backslashreplace").decode("utf-8")


def describe_error(error: CallError) -> str:
    """Return an error's kind, its message, and the line of the learner's function it came from."""
    named = f"{error.kind}: {error.message}" if error.message else error.kind
    if not error.line:
        return f"Your function ended in {named}"
    return f"Your function ended in {named} (line {error.number} of its cell: `{error.line}`)"


def advice(error: CallError) -> str | None:
    """Return what to do about an error whose message does not say it to a beginner."""
    return next((words for part, words in _ADVICE.items() if part in error.message), None)


def _line_of(error: BaseException, code: CodeType | None) -> tuple[int, str] | None:
    here = str(Path(__file__).parent)
    found, step = None, error.__traceback__
    while step is not None:
        file = step.tb_frame.f_code.co_filename
        if (code is not None and file == code.co_filename) or (
            code is None and not file.startswith(here)
        ):
            found = step.tb_lineno, linecache.getline(file, step.tb_lineno).strip()
        step = step.tb_next
    return found if found and found[1] else None
