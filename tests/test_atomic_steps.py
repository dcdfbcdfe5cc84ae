"""An interrupt at any line of a training step leaves the state as before the step or as after it."""

import signal
import sys
from pathlib import Path

import numpy as np
import pytest

import lstm_core as lc

CORE = str(Path(lc.__file__).parent)
TEXT = np.random.default_rng(0).integers(0, 4, 13)
WAYS = [{}, {"sequence_length": 4}, {"sequence_length": 3, "batch_size": 2}]


def trainer(make, way):
    training = lc.Trainer(lc.CharLSTM(4, 2, seed=1, backend="numpy"), TEXT, optimizer=make(), **way)
    training.step()
    return training


def bits(training):
    state = training.state()
    del state["seconds"]
    return {name: array.tobytes() for name, array in state.items()}


def interrupted_step(training, place):
    """Take a step and raise at its ``place``-th line; return whether there is such a line."""
    seen = 0

    def trace(frame, event, _):
        nonlocal seen
        if not frame.f_code.co_filename.startswith(CORE) or "blas_threads" in frame.f_code.co_filename:
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
        training.step()
    except KeyboardInterrupt:
        pass
    finally:
        sys.settrace(found)
    return seen > place


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
        is_inside = interrupted_step(training, place)
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
