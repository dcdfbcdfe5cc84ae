"""The answers of learners that are kept as evidence: each is what it says it is."""

import copy
from collections import Counter
from importlib import import_module

import pytest
from exercises.answers import NOTEBOOKS, StudentAnswer, load
from exercises.harder_inputs import harder
from exercises.judging_answers import (
    alike,
    check_all,
    check_cases,
    count,
    exercise_of,
    harder_cases,
    result,
    right_on,
    same,
)

from lstm_core.exercises.checking.answers import Answer, Verdict
from lstm_core.exercises.checking.exercise import Exercise

EVERY = [answer for notebook in NOTEBOOKS for answer in load(notebook)]
SINGLE: dict[tuple[str, str], list[StudentAnswer]] = {}
for answer in EVERY:
    if answer.kind == "wrong":
        SINGLE.setdefault((answer.exercise, answer.faults[0]), []).append(answer)
EXERCISES = [
    exercise
    for notebook in NOTEBOOKS
    for exercise in vars(import_module(f"lstm_core.exercises.{notebook}")).values()
    if isinstance(exercise, Exercise)
]


def test_the_set_is_large_and_covers_every_exercise():
    kinds = Counter(answer.kind for answer in EVERY)
    assert kinds["wrong"] + kinds["pair"] >= 300 and kinds["right"] >= 100 and kinds["pair"] >= 32, (
        kinds
    )
    for exercise in EXERCISES:
        mine = Counter(answer.kind for answer in EVERY if exercise_of(answer) is exercise)
        assert mine["wrong"] >= 8 and mine["right"] >= 3 and mine["pair"] >= 1, (exercise, mine)


def test_no_two_answers_have_the_same_label():
    labels = Counter(answer.label for answer in EVERY)
    assert [label for label, times in labels.items() if times > 1] == []


@pytest.mark.slow
@pytest.mark.parametrize("notebook", NOTEBOOKS)
def test_right_answers_agree_with_the_solution_and_wrong_ones_do_not(notebook):
    false = []
    for answer in load(notebook):
        cases = check_cases(answer)
        right = right_on(answer, cases) and right_on(answer, harder_cases(answer))
        if right == bool(answer.faults):
            false.append(answer.label)
    assert false == []


def test_a_pair_is_neither_of_its_faults_alone():
    # Where one fault hides the other, there is no pair to be recognised.
    for pair in (answer for answer in EVERY if answer.kind == "pair"):
        cases = check_cases(pair) + harder_cases(pair)
        for fault in pair.faults:
            for single in SINGLE[pair.exercise, fault]:
                assert not all(
                    same(result(pair, copy.deepcopy(case)), result(single, copy.deepcopy(case)))
                    for case in cases
                ), pair.label


def test_harder_inputs_are_the_same_in_every_run_and_differ_by_seed():
    assert str(harder("softmax", 3)) == str(harder("softmax", 3)) != str(harder("softmax", 4))


def test_answers_alike_are_those_that_no_input_separates():
    first = StudentAnswer("inside", "counts", lambda text: [1] * len(text), ("one everywhere",))
    again = StudentAnswer("inside", "counts", lambda text: (1,) * len(text), ("1 everywhere",))
    other = StudentAnswer("inside", "counts", lambda text: [0] * len(text), ("zero everywhere",))
    assert alike([first, other, again]) == [[first, again]]


def test_counting_tells_the_outcomes_apart():
    single = StudentAnswer("bptt", "step_backward", len, ("h for h_prev in dW_h",))
    pair = StudentAnswer("bptt", "step_backward", len, (*single.faults, "forgets the slope of g"))
    right = StudentAnswer("bptt", "step_backward", len, style="right")
    names = {
        "named": ((("dW_h.h",),), (("g.slope.missing", "dW_h.h"),)),
        "named together": (
            (("dW_h.x",), ("dW_h.h",)),
            (("dx.zero", "dW_h.h"), ("dW_h.h", "g.slope.missing")),
        ),
        "wrong name": ((("dW_h.x",),), (("dW_h.h", "dW_h.x"),)),
    }
    replies = [
        (answer, Answer(verdict, "step_backward"))
        for answer in (single, pair, right)
        for verdict in (Verdict.RIGHT, Verdict.FORM, Verdict.UNKNOWN)
    ]
    for of_single, of_pair in names.values():
        replies.append((single, Answer(Verdict.KNOWN, "step_backward", (), of_single)))
        replies.append((pair, Answer(Verdict.KNOWN, "step_backward", (), of_pair)))
    replies.append((pair, Answer(Verdict.KNOWN, "step_backward", (), (("dW_h.h",),))))
    replies.append((right, Answer(Verdict.KNOWN, "step_backward", (), (("dW_h.h",),))))
    table = count(replies)
    once = dict.fromkeys(("accepted", "form", "unknown", *names), 1)
    assert table["bptt", "wrong"] == once
    assert table["bptt", "pair"] == once | {"named in part": 1}
    assert table["bptt", "right"] == {"accepted": 1, "form": 1, "unknown": 1, "wrong name": 1}


@pytest.mark.long
@pytest.mark.slow
@pytest.mark.parametrize("notebook", NOTEBOOKS)
def test_the_checks_name_what_the_answers_do(notebook):
    table = count(check_all((notebook,)))
    single, pair = table[notebook, "wrong"], table[notebook, "pair"]
    assert set(table[notebook, "right"]) == {"accepted"}
    assert single["accepted"] == pair["accepted"] == pair["wrong name"] == 0
    assert single["wrong name"] <= 1  # a fault of two parts that `NAMES` has no name for
    assert single["named"] + single["named together"] >= 0.95 * sum(single.values())
    assert pair["named"] + pair["named together"] >= 0.85 * sum(pair.values())
