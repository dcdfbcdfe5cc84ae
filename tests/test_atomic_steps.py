"""An interrupt at any line of a training step leaves the state as before the step or as after it."""

import _thread
import os
import signal
import sys
import threading
from pathlib import Path

import numpy as np
import pytest

import lstm_core as lc
from lstm_core.all_or_nothing import all_or_nothing

CORE = str(Path(lc.__file__).parent)
TEXT = np.random.default_rng(0).integers(0, 4, 13)
WAYS = [{}, {"sequence_length": 4}, {"sequence_length": 3, "batch_size": 2}]


@pytest.fixture(autouse=True)
def pythons_handler():
    """SIGINT raises KeyboardInterrupt, also where the tests were started with SIGINT ignored."""
    before = signal.signal(signal.SIGINT, signal.default_int_handler)
    yield
    signal.signal(signal.SIGINT, before)


def trainer(make, way):
    training = lc.Trainer(lc.CharLSTM(4, 2, seed=1, backend="numpy"), TEXT, optimizer=make(), **way)
    training.step()
    return training


def bits(training):
    state = training.state()
    del state["seconds"]
    return {name: array.tobytes() for name, array in state.items()}


def interrupted_call(call, place):
    """Raise at the ``place``-th line of a call; return whether there is such a line."""
    seen = 0

    def trace(frame, event, _):
        nonlocal seen
        if not frame.f_code.co_filename.startswith(CORE):
            return None
        if event == "line":
            seen += 1
            if seen == place + 1:
                sys.settrace(None)
                raise KeyboardInterrupt
        return trace

    found = sys.gettrace()
    sys.settrace(trace)
    try:
        call()
    except KeyboardInterrupt:
        pass
    finally:
        sys.settrace(found)
    return seen > place


def outcomes_of_interrupts(begin, states):
    """Interrupt a call at each of its lines; ``begin()`` returns it, and what tells where it led."""
    place, outcomes, is_inside = 0, set(), True
    while is_inside:
        call, look = begin()
        is_inside = interrupted_call(call, place)
        assert look() in states, f"line {place} leaves half a change"
        outcomes.add(states.index(look()))
        place += 1
    return outcomes


@pytest.mark.slow
@pytest.mark.parametrize("make", [lambda: lc.SGD(0.1, clip_value=0.5), lambda: lc.Adam(0.1)])
@pytest.mark.parametrize("way", WAYS)
def test_an_interrupt_at_any_line_leaves_no_half_step(make, way):
    handler = signal.getsignal(signal.SIGINT)
    plain, states = trainer(make, way), []
    for _ in range(4):
        states.append(bits(plain))
        plain.step()
    training = trainer(make, way)
    start = training.state()
    place, outcomes, is_inside = 0, set(), True
    while is_inside:
        training.restore(start)
        is_inside = interrupted_call(training.step, place)
        assert signal.getsignal(signal.SIGINT) is handler
        after = bits(training)
        assert after in states[:2], f"line {place} leaves half a step"
        outcomes.add(states.index(after))
        training.step()
        assert bits(training) == states[states.index(after) + 1]
        place += 1
    assert outcomes == {0, 1}
    assert place > 100


def test_ctrl_c_during_the_update_comes_when_the_step_is_whole(monkeypatch):
    training, plain = (trainer(lc.Adam, {}) for _ in range(2))
    plain.step()
    take_step = lc.Adam.take_step

    def press(*arguments):
        signal.raise_signal(signal.SIGINT)
        take_step(*arguments)

    monkeypatch.setattr(lc.Adam, "take_step", press)
    with pytest.raises(KeyboardInterrupt):
        training.step()
    assert bits(training) == bits(plain)


@pytest.mark.parametrize("make", [lambda: lc.SGD(0.1, clip_value=0.5), lambda: lc.Adam(0.1)])
def test_an_interrupted_restore_changes_all_or_nothing(make):
    training = trainer(make, WAYS[1])
    first = training.state()
    training.step()
    second = training.state()
    states = [bits(training)]
    training.restore(first)
    states.append(bits(training))

    def begin():
        training.restore(second)
        return lambda: training.restore(first), lambda: bits(training)

    assert outcomes_of_interrupts(begin, states) == {0, 1}


@pytest.mark.parametrize("make", [lambda: lc.SGD(0.1, clip_value=0.5), lambda: lc.Adam(0.1)])
def test_an_interrupted_update_by_hand_changes_all_or_nothing(make):
    start = trainer(make, {}).model.parameters

    def moments(optimizer):
        return {name: array.tobytes() for name, array in optimizer.state().items()}

    def updated(times):
        parameters, optimizer = start.copy(), make()
        for _ in range(times):
            optimizer.update(parameters, start)
        return parameters, optimizer

    states = [(p.vector.tobytes(), moments(o)) for p, o in (updated(1), updated(2))]

    def begin():
        parameters, optimizer = updated(1)
        return (
            lambda: optimizer.update(parameters, start),
            lambda: (parameters.vector.tobytes(), moments(optimizer)),
        )

    assert outcomes_of_interrupts(begin, states) == {0, 1}


def test_interrupts_at_random_moments_leave_no_half_step():
    training, plain = trainer(lc.Adam, WAYS[1]), trainer(lc.Adam, WAYS[1])
    expected = {plain.step_count: bits(plain)}
    for _ in range(400):
        plain.step()
        expected[plain.step_count] = bits(plain)
    is_stepping, interrupts = False, 0

    def interrupt(number, frame):
        if is_stepping:
            raise KeyboardInterrupt

    signal.signal(signal.SIGINT, interrupt)
    random = np.random.default_rng(0)
    while interrupts < 30 and training.step_count < 300:
        timer = threading.Timer(float(random.uniform(0.0, 0.004)), _thread.interrupt_main)
        timer.start()
        try:
            is_stepping = True
            while timer.is_alive() and training.step_count < 300:
                training.step()
        except KeyboardInterrupt:
            interrupts += 1
        finally:
            is_stepping = False
        timer.join()
        assert bits(training) == expected[training.step_count]
    assert interrupts > 0


# What holds the signal


def test_an_error_undoes_the_change_and_is_raised():
    done = []
    with pytest.raises(ZeroDivisionError):
        all_or_nothing(lambda: 1 / 0, lambda: done.append("undone"))
    assert done == ["undone"]


@pytest.mark.skipif(os.name == "nt", reason="Windows sends no SIGINT to one process")
def test_a_change_within_a_change_hands_the_interrupt_on():
    done = []

    def outer():
        all_or_nothing(lambda: signal.raise_signal(signal.SIGINT), lambda: done.append("undone"))
        done.append("outer")

    with pytest.raises(KeyboardInterrupt):
        all_or_nothing(outer, lambda: done.append("undone"))
    assert done == ["outer"]


def test_other_threads_and_foreign_handlers_are_left_alone():
    handler, seen = signal.getsignal(signal.SIGINT), []

    def look():
        seen.append(signal.getsignal(signal.SIGINT))

    thread = threading.Thread(target=all_or_nothing, args=(look, lambda: None))
    thread.start()
    thread.join()
    assert seen == [handler]
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    all_or_nothing(look, lambda: None)
    assert seen[1] is signal.SIG_IGN
