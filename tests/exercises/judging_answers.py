"""Judge the answers: by the exercise's solution, without the checks, and by the checks."""

import copy
import inspect
import warnings
from collections import Counter
from collections.abc import Mapping
from importlib import import_module
from itertools import permutations
from typing import Any

import numpy as np
from exercises.answers import NOTEBOOKS, StudentAnswer, load
from exercises.expected import load as load_expected
from exercises.harder_inputs import harder

from lstm_core.exercises.checking.answers import Answer, Verdict

SEEDS = (0, 1, 2)


def exercise_of(answer: StudentAnswer) -> Any:
    return getattr(import_module(f"lstm_core.exercises.{answer.notebook}"), answer.exercise)


def same(a: Any, b: Any) -> bool:
    """Tell whether two results hold the same values, whatever types carry them."""
    if isinstance(a, str) or isinstance(b, str):
        return isinstance(a, str) and isinstance(b, str) and str(a) == str(b)
    if isinstance(a, Mapping) or isinstance(b, Mapping):
        both = isinstance(a, Mapping) and isinstance(b, Mapping) and a.keys() == b.keys()
        return both and all(same(a[key], b[key]) for key in b)
    if isinstance(b, tuple | list):
        return isinstance(a, np.ndarray | tuple | list) and len(a) == len(b) and all(map(same, a, b))
    try:
        first, second = (np.asarray(value).astype(float) for value in (a, b))
    except (TypeError, ValueError):
        return False
    if first.shape != second.shape and not (first.size == second.size == 1):
        return False
    return bool(np.allclose(first.reshape(second.shape), second, rtol=1e-6, atol=1e-9))


def right_on(answer: StudentAnswer, cases: list[Any]) -> bool:
    """Tell whether an answer agrees with the solution on all inputs and leaves them alone."""
    exercise = exercise_of(answer)
    for arguments in cases:
        handed = copy.deepcopy(arguments)
        got = result(answer, handed)
        with np.errstate(all="ignore"):
            want = exercise.solve(*copy.deepcopy(arguments))
        if not same(got, want) or not all(map(_unchanged, handed, arguments)):
            return False
    return True


def result(answer: StudentAnswer, arguments: tuple[Any, ...]) -> Any:
    """Return what an answer gives, by position or by name as it wants it, or the error it ends in."""
    named = {}
    parameters = inspect.signature(answer.function).parameters.values()
    if any(p.kind is p.KEYWORD_ONLY and p.default is p.empty for p in parameters):
        named = dict(zip(exercise_of(answer).parameters, arguments, strict=True))
    with np.errstate(all="ignore"), warnings.catch_warnings():
        warnings.simplefilter("ignore")
        try:
            return answer.function(**named) if named else answer.function(*arguments)
        except Exception as error:
            return error


def _unchanged(after: Any, before: Any) -> bool:
    if hasattr(before, "parameters"):
        return np.array_equal(after.parameters.vector, before.parameters.vector)
    if isinstance(before, list):
        return all(np.array_equal(s.h, r.h) for s, r in zip(after, before, strict=True))
    if isinstance(before, np.ndarray):
        return np.array_equal(after, before)
    return True  # numbers, strings, functions, and a step, whose arrays no answer writes into


def check_cases(answer: StudentAnswer) -> list[Any]:
    return [c for seed in SEEDS for c in exercise_of(answer).cases(np.random.default_rng(seed))]


def harder_cases(answer: StudentAnswer) -> list[Any]:
    return [c for seed in SEEDS for c in harder(answer.exercise, seed)]


def alike(answers: list[StudentAnswer]) -> list[list[StudentAnswer]]:
    """Group the answers to one exercise that no input here separates: one name fits the group."""
    groups: list[tuple[list[Any], list[StudentAnswer]]] = []
    for answer in answers:
        cases = check_cases(answer) + harder_cases(answer)
        handed = copy.deepcopy(cases)
        mine = [result(answer, case) for case in handed]
        for after, before in zip(handed, cases, strict=True):
            mine.append([float(kept) for kept in map(_unchanged, after, before)])
        for theirs, group in groups:
            if group[0].exercise == answer.exercise and all(map(same, mine, theirs)):
                group.append(answer)
                break
        else:
            groups.append((mine, [answer]))
    return [group for _, group in groups if len(group) > 1]


def outcome(answer: StudentAnswer, reply: Answer) -> str:
    """Return what a check made of an answer: one word or two that a table can count."""
    if reply.verdict is Verdict.RIGHT:
        return "accepted"
    if reply.explanations:
        fits = [_is_right_name(answer, names) for names in reply.explanations]
        if not any(fits):
            return "named in part" if _is_part(answer, reply) else "wrong name"
        return "named" if len(fits) == 1 else "named together"
    if reply.verdict is Verdict.FORM and any("form" in _right_names(answer, f) for f in answer.faults):
        return "named"
    return {Verdict.FORM: "form", Verdict.UNKNOWN: "unknown"}.get(reply.verdict, "other")


def _right_names(answer: StudentAnswer, fault: str) -> set[str]:
    names: dict[tuple[str, str], set[str]] = load_expected(answer.notebook).NAMES
    return names.get((answer.exercise, fault), set())


def _is_right_name(answer: StudentAnswer, names: tuple[str, ...]) -> bool:
    """Tell whether each fault has its name, and each name its fault; two may share one name."""
    wanted = [_right_names(answer, fault) for fault in answer.faults]
    if len(names) == 1 and wanted and all(names[0] in fits for fits in wanted):
        return True
    return len(names) == len(wanted) and any(
        all(name in fits for name, fits in zip(order, wanted, strict=True))
        for order in permutations(names)
    )


def _is_part(answer: StudentAnswer, reply: Answer) -> bool:
    found = {name for names in reply.explanations for name in names}
    whole = set().union(*(_right_names(answer, fault) for fault in answer.faults))
    return len(answer.faults) > 1 and len(reply.explanations[0]) == 1 and bool(found & whole)


def check_all(notebooks: tuple[str, ...] = NOTEBOOKS) -> list[tuple[StudentAnswer, Answer]]:
    """Hand every answer to its check and return what each says."""
    replies = []
    for notebook in notebooks:
        for answer in load(notebook):
            with warnings.catch_warnings(), np.errstate(all="ignore"):
                warnings.simplefilter("ignore")
                replies.append((answer, exercise_of(answer).answer(answer.function)))
    return replies


def count(replies: list[tuple[StudentAnswer, Answer]]) -> dict[tuple[str, str], Counter[str]]:
    """Count per notebook and kind: named, named together, wrong name, form, unknown, accepted, …"""
    table: dict[tuple[str, str], Counter[str]] = {}
    for answer, reply in replies:
        table.setdefault((answer.notebook, answer.kind), Counter())[outcome(answer, reply)] += 1
    return table
