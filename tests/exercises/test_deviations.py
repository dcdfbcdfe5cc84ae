"""Each deviation changes a result, is told apart, has its sentence, and is found alone and in pairs."""

from functools import cache, lru_cache
from importlib import import_module
from itertools import pairwise

import numpy as np
import pytest
from exercises.answers import NOTEBOOKS
from exercises.answers import load as load_answers
from exercises.expected import load as load_expected
from exercises.harder_inputs import harder
from exercises.judging_answers import exercise_of

from lstm_core.exercises.checking.answers import Verdict
from lstm_core.exercises.checking.call_error import CallError
from lstm_core.exercises.checking.comparing import unchanged
from lstm_core.exercises.checking.search import Search
from lstm_core.exercises.checking.space import Pieces, quiet
from lstm_core.exercises.checking.usual_deviations import usual_deviations
from lstm_core.exercises.checking.variations import identifiers_of, point_of, with_mistakes

pytestmark = pytest.mark.slow
EXERCISES = [
    (name, exercise)
    for name in NOTEBOOKS
    for exercise in import_module(f"lstm_core.exercises.{name}").collection.exercises.values()
]
SEEDS = (0, 1, 2)
PAIRS = 60  # of each exercise, drawn at random


@pytest.fixture(params=EXERCISES, ids=lambda pair: f"{pair[0]}-{pair[1].name}")
def exercise(request):
    return request.param[1]


@pytest.fixture
def alike(request, exercise):
    notebook = next(name for name, other in EXERCISES if other is exercise)
    groups = load_expected(notebook).ALIKE.get(exercise.name, [])
    return {name: group for group in groups for name in group}


def cases(exercise, seed=0):
    return exercise.cases(np.random.default_rng(seed))


def own(exercise):
    """Return the exercise's own deviations: those of its points, and its whole functions."""
    return [*exercise.others, *identifiers_of(exercise.solution, cases(exercise))]


def outcomes(exercise, inputs, *names):
    with quiet():
        return [
            exercise.space.pieces(exercise.space.outcome(arguments, *names)) for arguments in inputs
        ]


@cache
def results(exercise, seed):
    """Return what each of the exercise's own deviations gives; several tests compare it."""
    inputs = cases(exercise, seed)
    return {name: outcomes(exercise, inputs, name) for name in own(exercise)}


def same(one, other):
    return all(map(Pieces.same, one, other))


@lru_cache
def search(exercise, seed):
    return Search(exercise.space, cases(exercise, seed))


def explained(exercise, seed, *names):
    with quiet():
        got = [exercise.space.outcome(arguments, *names) for arguments in cases(exercise, seed)]
    finding = search(exercise, seed).explain(got)
    return (set(finding.explanations), finding.piece) if finding else (set(), "")


def test_each_deviation_has_a_sentence_and_each_sentence_its_deviation(exercise):
    assert set(own(exercise)) == set(exercise.deviations)


def test_sentences_are_whole_and_differ(exercise):
    sentences = list(exercise.deviations.values())
    for text in (exercise.proves, *exercise.hints, *sentences):
        assert text.rstrip("`").endswith((".", "?", ":")) and text.count("`") % 2 == 0, text
        assert "!" not in text


def test_there_are_enough_deviations(exercise):
    assert len(own(exercise)) >= 10


def test_no_deviation_and_no_solution_changes_an_argument(exercise):
    for name in (None, *own(exercise)):
        for arguments, before in zip(cases(exercise), cases(exercise), strict=True):
            with quiet():
                exercise.space.outcome(arguments, *filter(None, [name]))
            assert all(map(unchanged, before, arguments)), name


@pytest.mark.parametrize("seed", SEEDS)
def test_every_deviation_changes_some_result(exercise, seed):
    inputs = cases(exercise, seed)
    right = outcomes(exercise, inputs)
    assert not any(isinstance(exercise.solve(*arguments), CallError) for arguments in inputs)
    assert [name for name, mine in results(exercise, seed).items() if same(mine, right)] == []


@pytest.mark.parametrize("seed", SEEDS)
def test_the_inputs_separate_all_deviations_that_can_be_separated(exercise, alike, seed):
    for name, mine in results(exercise, seed).items():
        together = {other for other, theirs in results(exercise, seed).items() if same(mine, theirs)}
        assert together == alike.get(name, {name}), name


def test_no_input_separates_what_is_named_together(exercise, alike):
    for seed in range(20):
        inputs = [*cases(exercise, 100 + seed), *harder(exercise.name, seed)]
        for group in {frozenset(group) for group in alike.values()}:
            found = [outcomes(exercise, inputs, name) for name in sorted(group)]
            assert all(same(*two) for two in pairwise(found)), (group, seed)


def test_what_is_named_together_is_at_most_three(alike):
    assert all(2 <= len(group) <= 3 for group in alike.values())


@pytest.mark.parametrize("seed", SEEDS)
def test_each_deviation_is_found_as_itself(exercise, alike, seed):
    for name in own(exercise):
        found, piece = explained(exercise, seed, name)
        assert found == {(other,) for other in alike.get(name, {name})} and not piece, name


def test_a_deviation_is_answered_with_its_sentence(exercise, alike):
    names = [name for name in own(exercise) if name not in alike and name not in exercise.others]
    for name in names[:: max(len(names) // 5, 1)]:
        wrong = with_mistakes(exercise.solution, name)
        answer = exercise.answer(wrong, in_process=True)
        assert answer.explanations == ((name,),) and exercise.sentence(name) in answer.lines[0]
        assert answer.verdict is exercise.verdicts.get(name, Verdict.KNOWN)


@pytest.mark.long
def test_random_pairs_are_found_and_no_pair_is_called_by_another_name(exercise):
    random = np.random.default_rng(7)
    inputs, names = cases(exercise), identifiers_of(exercise.solution, cases(exercise))
    singles = [
        outcomes(exercise, inputs, name) for name in (*names, *usual_deviations(exercise.outputs))
    ]
    right = outcomes(exercise, inputs)
    found = wrong = tried = 0
    while tried < PAIRS:
        pair = tuple(names[k] for k in sorted(random.choice(len(names), 2, replace=False)))
        if point_of(pair[0]) == point_of(pair[1]):
            continue
        together = outcomes(exercise, inputs, *pair)
        tried += 1
        if same(together, right) or any(same(together, single) for single in singles):
            found += 1  # there is nothing of two mistakes to be seen
            continue
        named, piece = explained(exercise, 0, *pair)
        if named and not piece and len(named) <= 3:  # more are not told
            found += pair in named
            wrong += pair not in named
    assert wrong <= 0.03 * PAIRS, (found, wrong)
    # Some pairs end in errors on most inputs, which two mistakes are not made to explain.
    assert found >= (0.85 if len(exercise.outputs) > 1 else 0.6) * PAIRS, (found, wrong)


@pytest.mark.parametrize("notebook", NOTEBOOKS)
def test_no_right_form_is_called_a_mistake(notebook):
    for answer in load_answers(notebook):
        if answer.kind == "right":
            reply = exercise_of(answer).answer(answer.function, in_process=True)
            assert reply.verdict is Verdict.RIGHT, (answer.label, reply)
        elif answer.kind == "other form":
            reply = exercise_of(answer).answer(answer.function, in_process=True)
            assert reply.verdict in (Verdict.RIGHT, Verdict.FORM), (answer.label, reply)
