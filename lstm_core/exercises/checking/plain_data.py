"""Values as bytes and back without pickle: numbers, texts, containers and arrays, bounded in size.

What a learner's function returns crosses from one process to another in this form. Nothing in it can
run code: the structure is JSON, and each array is in NumPy's own format without pickle.
"""

import io
import json
import struct
from collections.abc import Mapping
from decimal import Decimal
from fractions import Fraction
from typing import Any

import numpy as np

from lstm_core.errors import LSTMCoreError

MOST_BYTES = 16 * 2**20  # of all arrays and texts of one value
_MOST_PARTS = 200_000
_DEEPEST = 30
_KINDS = "biufcSUmM"  # of the arrays that hold no Python objects


class TooLargeError(LSTMCoreError):
    """A value is too large or nested too deeply to be handed from one process to another."""


class ReturnedObject:
    """Stands where a value was that is not plain data; its class has the same name."""


class ReturnedArray(ReturnedObject):
    """Stands where an object was that NumPy can read as an array, such as a table's column."""

    array: Any = None

    def __array__(self, dtype: Any = None, copy: Any = None) -> Any:
        return np.array(self.array, dtype=dtype)


class _Writer:
    """Turns a value into JSON-like data and keeps its arrays aside."""

    def __init__(self) -> None:
        self.arrays = io.BytesIO()
        self.parts = 0

    def tree(self, value: Any, depth: int = 0) -> Any:
        self.parts += 1
        if self.parts > _MOST_PARTS or depth > _DEEPEST or self.arrays.tell() > MOST_BYTES:
            raise TooLargeError("The value is too large, or contains itself.")
        if value is None or value is True or value is False:
            return value
        if isinstance(value, np.ndarray | np.generic):
            return self._array(value, depth)
        if isinstance(value, str):
            return ["str", str.__str__(value)]
        if isinstance(value, int):
            return ["int", int.__int__(value)]
        if isinstance(value, float):
            return ["float", float.__float__(value)]
        if isinstance(value, complex):
            return ["complex", complex.__repr__(value)]
        if isinstance(value, Fraction | Decimal):
            return [type(value).__name__, str(value)]
        for kind in (list, tuple, set, frozenset):
            if isinstance(value, kind):
                return [kind.__name__, [self.tree(part, depth + 1) for part in value]]
        if isinstance(value, Mapping):
            items = [[self.tree(k, depth + 1), self.tree(v, depth + 1)] for k, v in value.items()]
            return ["dict", items]
        return ["dots"] if value is ... else self._other(value)

    def _array(self, value: Any, depth: int) -> Any:
        if isinstance(value, np.str_):
            return ["str_", str(value)]
        array = np.asarray(value)
        if array.dtype.kind == "O":
            return ["objects", array.shape, [self.tree(part, depth + 1) for part in array.flat]]
        if array.dtype.kind not in _KINDS:
            return ["object", f"array of dtype {array.dtype}"]
        if array.nbytes > MOST_BYTES:
            raise TooLargeError(f"An array of {array.nbytes // 2**20} MB is too large.")
        np.save(self.arrays, array, allow_pickle=False)
        return ["array" if isinstance(value, np.ndarray) else "scalar"]

    def _other(self, value: Any) -> Any:
        name = type(value).__name__
        try:
            array = None if isinstance(value, type) or callable(value) else np.asarray(value)
            if array is not None and array.dtype.kind in "biufc":
                return ["arraylike", name, self._array(array, 0)]
        except TooLargeError:
            raise
        except Exception:  # an object that raises when NumPy reads it is an object like any other
            return ["object", name]
        return ["object", name]


class _Reader:
    """Turns JSON-like data and arrays into the value again."""

    def __init__(self, arrays: io.BytesIO) -> None:
        self.arrays = arrays

    def value(self, tree: Any) -> Any:
        if tree is None or isinstance(tree, bool):
            return tree
        tag, *rest = tree
        simple = {"str": str, "str_": np.str_, "int": int, "float": float, "complex": complex}
        simple |= {"Fraction": Fraction, "Decimal": Decimal}
        if tag in simple:
            return simple[tag](rest[0])
        containers = {"list": list, "tuple": tuple, "set": set, "frozenset": frozenset}
        if tag in containers:
            return containers[tag](self.value(part) for part in rest[0])
        if tag == "dict":
            return {self.value(k): self.value(v) for k, v in rest[0]}
        if tag == "dots":
            return ...
        if tag == "objects":
            return self._objects(*rest)
        if tag in ("array", "scalar"):
            array = np.lib.format.read_array(self.arrays, allow_pickle=False)
            return array if tag == "array" else array[()]
        stand_in = type(str(rest[0]), (ReturnedArray if tag == "arraylike" else ReturnedObject,), {})()
        if tag == "arraylike":
            stand_in.array = self.value(rest[1])
        return stand_in

    def _objects(self, shape: list[int], parts: list[Any]) -> Any:
        array = np.empty(len(parts), object)
        for k, part in enumerate(parts):
            array[k] = self.value(part)
        return array.reshape(shape)


def to_bytes(value: Any) -> bytes:
    """Return a value as bytes; what is not plain data is kept by the name of its class."""
    writer = _Writer()
    text = json.dumps(writer.tree(value)).encode()
    if len(text) > MOST_BYTES:
        raise TooLargeError("The value is too large.")
    return struct.pack(">I", len(text)) + text + writer.arrays.getvalue()


def from_bytes(data: bytes) -> Any:
    """Return the value that `to_bytes` was given, made of plain data alone."""
    (length,) = struct.unpack_from(">I", data)
    return _Reader(io.BytesIO(data[4 + length :])).value(json.loads(data[4 : 4 + length]))
