"""All results that an exercise can lead to: the right one, and those of each deviation, in pieces."""

import warnings
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from typing import Any

import numpy as np

from lstm_core.exercises.checking.call_error import CallError, record_error
from lstm_core.exercises.checking.comparing import Flat, flatten, near
from lstm_core.exercises.checking.usual_deviations import Parts, usual_deviations
from lstm_core.exercises.checking.variations import Pick

Case = tuple[Any, ...]
Splitter = Callable[[Parts], Mapping[str, Any]]


class Pieces:
    """What one call gave, piece by piece, with all numbers in one row, so that comparing is fast."""

    def __init__(self, parts: dict[str, Flat]) -> None:
        self.names = tuple(parts)  # one without a name for an error or a wrong number of values
        self._forms = tuple(flat.form for flat in parts.values())
        self.numbers = np.concatenate([flat.numbers for flat in parts.values()])
        sizes = [len(flat.numbers) for flat in parts.values()]
        self._filled = [name for name, size in zip(parts, sizes, strict=True) if size]
        ends = np.cumsum([size for size in sizes if size])
        self._starts = [0, *ends[:-1].tolist()] if self._filled else []

    @property
    def is_error(self) -> bool:
        """Whether the call ended in an error."""
        return self.names == ("",) and self._forms[0][0] == "error"

    @property
    def is_finite(self) -> bool:
        """Whether no number is NaN or infinite."""
        return bool(np.isfinite(self.numbers).all())

    def has_form_of(self, other: "Pieces") -> bool:
        """Tell whether two outcomes have the same pieces in the same forms."""
        return self.names == other.names and self._forms == other._forms

    def same(self, other: "Pieces") -> bool:
        """Tell whether two outcomes are the same in all pieces."""
        return self.has_form_of(other) and bool(near(self.numbers, other.numbers).all())

    def like(self, other: "Pieces") -> bool:
        """Tell whether two outcomes have a like form: the same error, or the same kinds of values."""
        if self.has_form_of(other):
            return True
        if self.names != other.names or self.is_error or other.is_error:
            return False
        return all(one[0] == two[0] for one, two in zip(self._forms, other._forms, strict=True))

    def differing(self, other: "Pieces") -> set[str]:
        """Return the pieces that differ."""
        if not self.has_form_of(other):
            return {*self.names, *other.names} - self._common(other)
        close = near(self.numbers, other.numbers)
        if close.all():
            return set()
        fits = np.logical_and.reduceat(close, self._starts)
        return {name for name, fit in zip(self._filled, fits.tolist(), strict=True) if not fit}

    def _common(self, other: "Pieces") -> set[str]:
        """Return the pieces that are the same, where not all have the same form."""
        mine, theirs = self._parts(), other._parts()
        return {
            name
            for name in mine.keys() & theirs.keys()
            if mine[name].form == theirs[name].form
            and near(mine[name].numbers, theirs[name].numbers).all()
        }

    def _parts(self) -> dict[str, Flat]:
        split = np.split(self.numbers, self._starts[1:]) if self._filled else []
        rows = dict(zip(self._filled, split, strict=True))
        empty = self.numbers[:0]
        forms = zip(self.names, self._forms, strict=True)
        return {name: Flat(form, rows.get(name, empty)) for name, form in forms}


@dataclass(frozen=True, slots=True)
class Space:
    """All that can go wrong in one exercise: its solution with variation points, and its results."""

    solution: Callable[..., Any]  # called with a `Pick` and the arguments
    outputs: tuple[str, ...]
    others: Mapping[str, Callable[..., Any]]  # whole wrong functions by identifier
    splitter: Splitter | None = None  # from the values that are returned to finer pieces

    def outcome(self, arguments: Case, *identifiers: str) -> Any:
        """Return what the solution with these deviations gives, or the error that it ends in."""
        usual = usual_deviations(self.outputs)
        wrong = dict(name.rsplit(".", 1) for name in identifiers if name not in usual)
        try:
            if identifiers and identifiers[0] in self.others:
                return self.others[identifiers[0]](*arguments)
            value = self.solution(Pick(wrong), *arguments)
            changes = [usual[name].change for name in identifiers if name in usual]
            return self._changed(value, changes) if changes else value
        except Exception as error:  # a wrong choice may end in any error
            return record_error(error, self.solution)

    def _changed(self, value: Any, changes: list[Callable[[Parts], Parts]]) -> Any:
        several = len(self.outputs) > 1
        parts = list(value) if several else [value]
        for change in changes:
            parts = change(parts)
        return tuple(parts) if several else parts[0]

    def pieces(self, value: Any) -> Pieces:
        """Return an outcome in pieces; one without a name if it has not the right number of values."""
        if isinstance(value, CallError):
            return Pieces({"": Flat(("error", value.kind, value.message), np.zeros(0))})
        if len(self.outputs) == 1:
            values = [value]
        elif isinstance(value, list | tuple) and len(value) == len(self.outputs):
            values = list(value)
        else:
            return Pieces({"": flatten(value)})
        return Pieces({name: flatten(part) for name, part in self.named(values).items()})

    def named(self, values: Parts) -> Mapping[str, Any]:
        """Return the right number of values as pieces with names, in the order of computing."""
        if self.splitter is not None:
            with suppress(Exception):  # of another form than the splitter can take apart
                return self.splitter(values)
        return dict(zip(self.outputs, values, strict=True))


@contextmanager
def quiet() -> Iterator[None]:
    """Let wrong computations divide by zero and overflow without a word."""
    with np.errstate(all="ignore"), warnings.catch_warnings():
        warnings.simplefilter("ignore")
        yield
