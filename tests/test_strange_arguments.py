"""Whatever the public names are given, they end in a correct result or in an error of our own.

Good arguments are replaced, one or several at a time, for strange ones. What has the same value in
another form must give the same result. Warnings count as failures.
"""

import dataclasses
import itertools
import random
import warnings
from collections.abc import Iterator, Mapping

import numpy as np
import pytest
import strange
from test_bad_arguments import MODEL, STEP, TABLE, TRACE, VOCABULARY, good_arguments

import lstm_core as lc

pytestmark = pytest.mark.slow
ENDLESS = {("sample", "length")}  # any number is allowed, and the largest would take a lifetime


def outcome(function, arguments, *others):
    """Return what a call gives, or None for an error of our own."""
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("error")
            result = function(*others, **arguments)
            if isinstance(result, Iterator):
                result = list(itertools.islice(result, 2))
            repr(result)
    except lc.LSTMCoreError as error:
        message = str(error)
        message.encode()  # a screen can show it
        assert len(message) > 20
        return None
    return result


def numbers_of(result):
    """Return a result as plain values that compare."""
    if isinstance(result, np.ndarray):
        return result.dtype.newbyteorder("="), result.tolist()
    if isinstance(result, lc.Parameters):
        return numbers_of(result.vector)
    if isinstance(result, lc.StepReport):
        return result.epoch, result.step, result.loss, result.gradient_norm
    if isinstance(result, lc.CharacterNetwork):
        return repr(result), numbers_of(result.parameters)
    if isinstance(result, lc.Trainer):
        return numbers_of(result.model), result.indices.tolist()
    if dataclasses.is_dataclass(result):
        return [numbers_of(getattr(result, each.name)) for each in dataclasses.fields(result)]
    if isinstance(result, list | tuple):
        return [numbers_of(each) for each in result]
    if isinstance(result, Mapping):
        return [(key, numbers_of(value)) for key, value in result.items()]
    return None if isinstance(result, float) else repr(result)  # seconds differ


def is_endless(name, argument, value):
    return (name, argument) in ENDLESS and isinstance(value, int) and value > 100


@pytest.fixture(autouse=True)
def somewhere_else(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)  # a strange path may be a good one


@pytest.mark.parametrize("name", TABLE)
def test_a_strange_argument_ends_in_a_result_or_in_our_own_error(name, tmp_path):
    good = good_arguments(name, tmp_path)
    for argument, (number, make) in itertools.product(TABLE[name][2], enumerate(strange.MAKERS)):
        value = make()
        if not is_endless(name, argument, value):
            call(name, tmp_path, {argument: value}, number)
    for argument, value in good.items():
        for number, make in enumerate(strange.near(value)):
            call(name, tmp_path, {argument: make()}, number)


def call(name, folder, strange_ones, number):
    try:
        return outcome(TABLE[name][0], good_arguments(name, folder) | strange_ones)
    except Exception as error:
        error.add_note(f"{name}, {list(strange_ones)}, value {number}")
        raise


@pytest.mark.parametrize("name", [name for name in TABLE if not name.endswith((".update", ".run"))])
def test_the_same_value_in_another_form_gives_the_same_result(name, tmp_path):
    want = numbers_of(outcome(TABLE[name][0], good_arguments(name, tmp_path)))
    for argument, value in good_arguments(name, tmp_path).items():
        for number, make in enumerate(strange.equals(value)):
            got = call(name, tmp_path, {argument: make()}, number)
            assert numbers_of(got) == want, (argument, number)


def test_several_strange_arguments_at_once(tmp_path):
    choose = random.Random(0)
    for number in range(1000):
        name = choose.choice(list(TABLE))
        chosen = {
            argument: choose.choice(strange.MAKERS)()
            for argument in TABLE[name][2]
            if choose.random() < 0.6
        }
        if not any(is_endless(name, *pair) for pair in chosen.items()):
            call(name, tmp_path, chosen, number)


STATE_TRAINER = lc.Trainer(lc.CharLSTM(4, 3), [0, 1, 2, 3], optimizer=lc.Adam())
STATE_TRAINER.step()
STATE = STATE_TRAINER.state()
CHECK = lc.gradient_check(MODEL, [0, 1], [1, 2])
FIELDS = {
    **{
        f"Parameters.{name}": (lc.Parameters.zeros(4, 3), name) for name in ("W_x", "b", "vector", "no")
    },
    **{f"SGD.{name}": (lc.SGD(), name) for name in ("learning_rate", "clip_value", "no")},
    **{f"Adam.{name}": (lc.Adam(), name) for name in ("clip_norm", "beta1", "epsilon")},
}


@pytest.mark.parametrize("name", FIELDS)
def test_a_strange_value_of_an_attribute_is_set_or_refused(name):
    thing, attribute = FIELDS[name]
    for make in strange.MAKERS:
        outcome(setattr, {}, thing, attribute, make())


@pytest.mark.parametrize("name", STATE)
def test_a_strange_part_of_a_state_is_restored_or_refused(name):
    for make in strange.MAKERS:
        outcome(STATE_TRAINER.restore, {"state": STATE | {name: make()}})


@pytest.mark.parametrize("name", [each.name for each in dataclasses.fields(lc.LSTMStep)])
def test_a_step_made_by_hand_is_used_or_refused(name):
    weights = {"W_x": np.ones((4, 12)), "W_h": np.ones((3, 12))}
    for make in strange.MAKERS:
        step = dataclasses.replace(STEP, **{name: make()})
        outcome(lc.lstm_step_backward, {"dh": np.ones(3), "dc": np.ones(3), "step": step, **weights})


@pytest.mark.parametrize("name", ["inputs", "layer", "logits"])
def test_a_trace_made_by_hand_is_used_or_refused(name):
    for make in strange.MAKERS:
        trace = dataclasses.replace(TRACE, **{name: make()})
        outcome(MODEL.backward, {"trace": trace, "targets": [1, 2]})


def test_what_is_asked_of_results_is_answered_or_refused():
    for make in strange.MAKERS:
        outcome(CHECK.passed, {"tolerance": make()})
        assert not (make() in lc.Vocabulary("ABC"))  # noqa: E713 - one call, one value


LARGEST = [(dtype, backend) for dtype in ("float32", "float64") for backend in ("reference", "numpy")]


@pytest.mark.parametrize(("dtype", "backend"), [*LARGEST, ("float32", "auto"), ("float64", "auto")])
def test_the_largest_parameters_end_in_a_result_or_in_our_own_error(dtype, backend):
    model = lc.CharLSTM(4, 3, dtype=dtype, backend=backend)
    model.parameters.vector[...] = np.finfo(dtype).max
    text = {"inputs": [0, 1], "targets": [1, 2]}
    outcome(model.forward, {"inputs": [0, 1]})
    outcome(lc.gradient_check, {"model": model, **text})
    outcome(lc.gradient_flow, {"model": model, "inputs": [0, 1], "target": 2})
    outcome(lc.sample, {"model": model, "vocabulary": VOCABULARY, "prefix": "a", "length": 2})
    trainer = lc.Trainer(model, [0, 1, 2])
    assert outcome(trainer.step, {}) is None
