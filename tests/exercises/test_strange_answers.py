"""Whatever a learner hands over, a check answers it: nothing is raised."""

import importlib
import random
import warnings

import numpy as np
import pytest
import strange

pytestmark = pytest.mark.slow
NOTEBOOKS = (
    "encoding",
    "gates",
    "forward",
    "bptt",
    "gradient_reach",
    "training",
    "sampling",
    "inside",
    "relatives",
    "real_text",
    "what_came_after",
)
COLLECTIONS = {
    name: importlib.import_module(f"lstm_core.exercises.{name}").collection for name in NOTEBOOKS
}
EXERCISES = [
    pytest.param(exercise, id=exercise.name)
    for collection in COLLECTIONS.values()
    for exercise in collection.exercises.values()
]


def read(answer):
    assert len(str(answer)) > 20
    (str(answer) + answer._repr_html_()).encode()  # a screen can show it


def returns(make):
    """Return a learner's function that returns a strange value."""
    return lambda *_: make()


def with_strange_part(exercise, make, part):
    """Return a right function, but for one of the values that it returns."""

    def function(*arguments):
        result = list(exercise.solve(*arguments))
        result[part % len(result)] = make()
        return tuple(result)

    return function


@pytest.mark.parametrize("exercise", EXERCISES)
def test_a_strange_answer_is_answered(exercise):
    choose = random.Random(exercise.name)
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        for make in choose.sample(strange.MAKERS, 6):
            read(exercise.answer(make()))
            read(exercise.answer(returns(make)))
            if isinstance(exercise.solve(*exercise.cases(np.random.default_rng(0))[0]), tuple):
                read(exercise.answer(with_strange_part(exercise, make, choose.randrange(9))))


@pytest.mark.parametrize("name", COLLECTIONS)
def test_a_strange_name_case_or_seed_is_answered(name, capsys):
    collection = COLLECTIONS[name]
    first = next(iter(collection.exercises))
    for make in strange.MAKERS:
        collection.hint(make())
        collection.example(make())
        collection.example(first, make())
        collection.example(first, seed=make())
        read(collection.exercises[first].answer(len, seed=make()))
        read(collection.exercises[first].answer(None, seconds=make()))
    assert capsys.readouterr().out
