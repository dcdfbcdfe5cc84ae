# ruff: noqa: NPY002 - learners use the old random functions
"""Whatever a learner's function does, the check answers, and the kernel stays as it was."""

import builtins
import gc
import math
import os
import signal
import subprocess
import sys
import threading
import time
from decimal import Decimal
from fractions import Fraction

import numpy as np
import pytest

from lstm_core.exercises.checking import forked_calls, limited_call, threaded_calls
from lstm_core.exercises.checking.answers import Verdict
from lstm_core.exercises.checking.limited_call import run_limited
from lstm_core.exercises.checking.plain_data import (
    MOST_BYTES,
    TooLargeError,
    from_bytes,
    to_bytes,
)
from lstm_core.exercises.encoding import tasks as encoding
from lstm_core.exercises.gates import tasks as gates

SLOPE = gates.sigmoid_slope
forked = pytest.mark.skipif(sys.platform != "linux", reason="processes are forked on Linux only")


def slope(z):
    s = 1 / (1 + np.exp(-np.clip(z, -500, 500)))
    return s * (1 - s)


def text_of(answer):
    return " ".join(str(answer).split())


def call(function, *arguments, **options):
    return run_limited(function, [arguments], 2.0, **options)[0]


@pytest.fixture(autouse=True)
def progress_of_this_test_alone(monkeypatch, tmp_path):
    monkeypatch.setenv("LSTM_PROGRESS", str(tmp_path / "my_progress.json"))


@pytest.fixture(params=["process", "thread"])
def runner(request, monkeypatch):
    """Both ways in which a function is called."""
    if request.param == "thread":
        monkeypatch.setattr(limited_call, "run_forked", lambda *_: None)
        # Hypothesis adds a function of its own to the garbage collector's; if the end of the time falls
        # into it, pytest reports that as a failure of this test.
        callbacks = gc.callbacks[:]
        gc.callbacks.clear()
        request.addfinalizer(lambda: gc.callbacks.extend(callbacks))
    elif sys.platform != "linux":
        pytest.skip("processes are forked on Linux only")
    else:  # another test's threads may still be busy: this one is about the process
        monkeypatch.setattr(forked_calls, "_others_rest", lambda: True)
    return request.param


# The time limit


def endless(z):
    while True:
        pass


def endless_and_stubborn(z):
    while True:
        try:
            sum(range(100))
        except:  # noqa: E722 - what a learner may write
            continue


def endless_at_last(z):
    return slope(z) if z.size == 3 and abs(z).max() < 10 else endless(z)


@pytest.mark.parametrize("function", [endless, endless_and_stubborn, endless_at_last])
def test_a_function_without_end_is_ended(runner, function):
    before = threading.active_count()
    answer = SLOPE.answer(function, seconds=0.2)
    assert answer.verdict is Verdict.FORM and "had not ended after 0.2 seconds" in text_of(answer)
    assert threading.active_count() == before
    assert SLOPE.answer(slope).verdict is Verdict.RIGHT


def holds_the_interpreter(z):
    return pow(3, 10**8)


@forked
@pytest.mark.parametrize("function", [holds_the_interpreter, lambda z: time.sleep(60)])
def test_a_call_that_never_returns_to_python_is_ended(function):
    start = time.monotonic()
    answer = SLOPE.answer(function, seconds=0.3)
    assert "had not ended" in text_of(answer) and "could not be stopped" not in text_of(answer)
    assert time.monotonic() - start < 30


def needs_a_quarter_of_a_second_of_the_first_core(z):
    os.sched_setaffinity(0, {min(os.sched_getaffinity(0))})
    begin = time.process_time()
    while time.process_time() - begin < 0.25:
        pass
    return slope(z)


@forked
def test_time_in_which_other_programs_have_the_processor_does_not_count(monkeypatch):
    """Five endless loops share one core with a function that needs more than its sixth of a second."""
    monkeypatch.setattr(forked_calls, "_others_rest", lambda: True)
    first_core = {min(os.sched_getaffinity(0))}
    loop = f"import os\nos.sched_setaffinity(0, {first_core})\nprint(flush=True)\nwhile True: pass"
    busy = [subprocess.Popen([sys.executable, "-c", loop], stdout=subprocess.PIPE) for _ in range(5)]
    try:
        for process in busy:
            process.stdout.readline()
        (result,) = run_limited(needs_a_quarter_of_a_second_of_the_first_core, [(np.zeros(3),)], 1.0)
    finally:
        for process in busy:
            process.kill()
            process.communicate()
    assert not result.timed_out
    np.testing.assert_allclose(result.value, 0.25)


def test_a_thread_that_cannot_be_interrupted_is_left_behind_and_the_answer_says_so(monkeypatch):
    monkeypatch.setattr(limited_call, "run_forked", lambda *_: None)
    monkeypatch.setattr(threaded_calls, "_PATIENCE", 0.1)
    assert "could not be stopped" in text_of(SLOPE.answer(lambda z: time.sleep(1.0), seconds=0.1))


def test_what_was_printed_before_the_time_was_up_is_shown(runner, capsys):
    def talks(z):
        print("so far")
        endless(z)

    SLOPE.answer(talks, seconds=0.3)
    assert capsys.readouterr().out == "so far\n"


@forked
def test_a_stop_from_the_learner_ends_the_process_and_goes_through(monkeypatch):
    started = []

    def interrupted(*_):
        with open(f"/proc/self/task/{threading.get_native_id()}/children", encoding="utf-8") as file:
            started.append(int(file.read().split()[-1]))
        raise KeyboardInterrupt

    monkeypatch.setattr(forked_calls, "wait", interrupted)
    with pytest.raises(KeyboardInterrupt):
        SLOPE.answer(endless, seconds=60)
    with pytest.raises(ProcessLookupError):
        os.kill(started[0], 0)


def test_a_stop_from_the_learner_ends_the_thread_and_goes_through(monkeypatch):
    monkeypatch.setattr(limited_call, "run_forked", lambda *_: None)

    started = []

    def interrupted(thread, timeout=None, join=threading.Thread.join):
        started.append(thread)
        assert thread.is_alive()
        monkeypatch.setattr(threading.Thread, "join", join)
        raise KeyboardInterrupt

    monkeypatch.setattr(threading.Thread, "join", interrupted)
    with pytest.raises(KeyboardInterrupt):
        SLOPE.answer(endless, seconds=60)
    assert [thread.is_alive() for thread in started] == [False]


def test_without_threads_a_function_runs_all_the_same(monkeypatch):
    def none_left(self):
        raise RuntimeError("can't start new thread")

    monkeypatch.setattr(limited_call, "run_forked", lambda *_: None)
    monkeypatch.setattr(threading.Thread, "start", none_left)
    assert call(lambda x: x + 1, 1).value == 2


# What ends a process


def asks(z):
    return input("? ")


def stops(z):
    breakpoint()


def closes_the_pipe(z):
    os.closerange(3, 256)
    return slope(z)


@forked
@pytest.mark.parametrize(
    ("function", "words"),
    [
        (lambda z: os._exit(3), "an exit of Python (code 3)"),
        (lambda z: os.kill(os.getpid(), signal.SIGSEGV), "a crash of Python (SIGSEGV)"),
        (lambda z: os.abort(), "a crash of Python (SIGABRT)"),
        (lambda z: sys.exit("bye"), "SystemExit: bye"),
        (lambda z: exit(), "SystemExit"),
        (asks, "a check has no keyboard"),
        (stops, "a check has no keyboard"),
        (closes_the_pipe, "Your function ended in"),
    ],
)
def test_what_would_end_or_block_the_kernel_is_told(function, words):
    answer = SLOPE.answer(function, seconds=3)
    assert answer.verdict is Verdict.FORM and words in text_of(answer)
    assert SLOPE.answer(slope).verdict is Verdict.RIGHT


def test_ipythons_exit_raises_in_both_ways(runner):
    class ExitAutocall:
        def __call__(self):
            raise AssertionError("the kernel would end now")

    ExitAutocall.__module__ = "IPython.core.autocall"
    space = {"exit": ExitAutocall()}
    exec("def leaves(z): exit()", space)
    before = space["exit"]
    assert "SystemExit" in text_of(SLOPE.answer(space["leaves"]))
    assert space["exit"] is before


def test_the_checks_can_be_imported_where_there_are_no_processes():
    code = (
        "import sys; sys.modules['_multiprocessing'] = sys.modules['resource'] = None\n"
        "from lstm_core.exercises.gates import tasks"
    )
    subprocess.run([sys.executable, "-c", code], timeout=100, check=True)


@forked
def test_a_forked_learner_function_does_not_answer_twice():
    def forks(z):
        os.fork()
        return slope(z)

    assert SLOPE.answer(forks).verdict is Verdict.RIGHT


@pytest.mark.slow
def test_a_function_that_checks_itself_is_told_of_the_recursion(runner):
    def itself(z):
        answer = SLOPE.answer(itself)
        raise ValueError(answer.lines[0][:80])

    assert SLOPE.answer(itself, seconds=10).verdict is Verdict.FORM


# What is as it was


CHANGED = 1


def spoils(z):
    global CHANGED, ADDED
    CHANGED, ADDED = 2, 3
    np.seterr(all="ignore")
    np.set_printoptions(precision=1)
    np.random.seed(7)
    os.chdir("/")
    np.exp = np.zeros_like
    sys.stdout.close()
    sys.stdout = None
    return slope(z)


def test_the_kernel_is_after_a_check_as_it_was(runner):
    np.random.seed(1)
    output, exp = sys.stdout, np.exp
    before = [np.geterr(), np.get_printoptions(), os.getcwd(), str(np.random.get_state())]
    SLOPE.answer(spoils)
    after = [np.geterr(), np.get_printoptions(), os.getcwd(), str(np.random.get_state())]
    assert after == before
    assert CHANGED == 1 and "ADDED" not in globals()
    assert sys.stdout is output and np.exp is exp


def test_a_patched_numpy_does_not_make_a_wrong_function_right(runner, monkeypatch):
    def patches(z):
        np.exp = lambda z: np.full_like(z, np.inf)
        return np.zeros_like(z, dtype=float)

    assert SLOPE.answer(patches).verdict is not Verdict.RIGHT

    def zero(z):
        return 0.0 * np.asarray(z)

    def patched(z, **_):
        return np.zeros_like(z, dtype=float)

    monkeypatch.setattr(np, "exp", patched)
    assert np.array_equal(SLOPE.solve(np.array([1.0])), [0.0])  # what the truth would be
    assert SLOPE.answer(zero).verdict is not Verdict.RIGHT
    assert np.exp is patched


def test_two_checks_at_once_leave_the_output_whole(runner, capsys):
    def slow(z):
        print("x")
        time.sleep(0.05)
        return slope(z)

    output = sys.stdout
    answers = []
    threads = [
        threading.Thread(target=lambda: answers.append(SLOPE.answer(slow).verdict)) for _ in range(3)
    ]
    for thread in threads:
        thread.start()
        time.sleep(0.03)
    for thread in threads:
        thread.join()
    assert sys.stdout is output and answers == [Verdict.RIGHT] * 3
    assert capsys.readouterr().out.count("x") == 3 * len(SLOPE.cases(np.random.default_rng(0)))


def test_numpys_error_settings_hold_in_the_function(runner):
    with np.errstate(divide="raise"):
        assert call(lambda: np.ones(1) / 0).error.kind == "FloatingPointError"


# Nothing is raised


class Unspeakable(Exception):
    def __str__(self):
        raise ValueError("no")

    __repr__ = __str__


class RaisingArray:
    def __array__(self, dtype=None, copy=None):
        raise RuntimeError("no array")

    def __repr__(self):
        raise RuntimeError("no text")


class RaisingAttributes:
    def __call__(self, z):
        return slope(z)

    def __getattribute__(self, name):
        raise RuntimeError(name)


def raises(error):
    def function(*_):
        raise error

    return function


def contains_itself(z):
    parts = []
    parts.append(parts)
    return parts


@pytest.mark.slow
@pytest.mark.parametrize(
    "function",
    [
        raises(Unspeakable()),
        raises(ValueError("half a pair: \ud800")),
        raises(KeyboardInterrupt()),
        lambda z: RaisingArray(),
        lambda z: [RaisingArray()],
        lambda z: np.array([RaisingArray(), None], dtype=object),
        lambda z: "\ud800",
        lambda z: {"\ud800": 1},
        lambda z: print("\ud800"),
        contains_itself,
        lambda z: np.zeros(MOST_BYTES // 8 + 1),
        lambda z: 10**5000,
        lambda z: [0] * 10**6,
        lambda z: type("\ud800", (), {})(),
        lambda z: z.resize(0, refcheck=False),
        RaisingAttributes,  # an object of it: pytest itself would look at it
    ],
)
def test_nothing_is_ever_raised(runner, function, capsys):
    assert SLOPE(function() if function is RaisingAttributes else function) is None
    shown = capsys.readouterr().out
    assert "sigmoid_slope: " in shown and "Right" not in shown
    shown.encode()


def test_half_of_a_surrogate_pair_is_written_as_its_number(runner):
    run = call(raises(ValueError("half: \ud800")))
    assert run.error.message == "half: \\ud800"
    assert call(lambda: print("half: \ud800")).printed == "half: \\ud800\n"


def test_an_altered_argument_is_named_even_if_it_cannot_be_compared(runner):
    def spoils_steps(own_dh, steps, W_x, W_h):
        steps[0] = None
        return own_dh

    from lstm_core.exercises.bptt import tasks as bptt

    assert "`steps`" in text_of(bptt.sequence_backward.answer(spoils_steps))


def test_a_closed_output_raises_nothing(monkeypatch, tmp_path):
    with open(tmp_path / "out", "w", encoding="ascii") as closed:
        monkeypatch.setattr(sys, "stdout", closed)
        SLOPE(lambda z: print("né") or slope(z))  # no letter of the answer's sign is in ASCII either
    SLOPE(lambda z: print("x") or slope(z))
    assert sys.stdout is closed


# Plain data


@pytest.mark.parametrize(
    "value",
    [
        None, True, 3, -(10**40), 1.5, math.inf, 2 + 1j, "é\ud800", [1, (2.0, {"a"})], {"a": 1, 2: [3]},
        ..., Fraction(1, 3), Decimal("0.1"), np.str_("a"), np.float32(0.1), np.bool_(True), (),
        frozenset({1}),
    ],
)  # fmt: skip
def test_plain_data_comes_back_as_it_was(value):
    back = from_bytes(to_bytes(value))
    assert back == value and type(back) is type(value)


@pytest.mark.parametrize("dtype", ["f8", "f4", "i8", "u1", "?", "c16", "U3"])
def test_arrays_come_back_with_their_shape_and_dtype(dtype):
    value = np.arange(6).reshape(2, 3).T.astype(dtype)
    (back,) = from_bytes(to_bytes([value]))
    assert back.dtype == value.dtype and np.array_equal(back, value)


def test_other_objects_come_back_by_the_name_of_their_class():
    assert type(from_bytes(to_bytes(slope))).__name__ == "function"
    back = from_bytes(to_bytes(range(3)))
    assert type(back).__name__ == "range" and np.array_equal(np.asarray(back), [0, 1, 2])
    objects = from_bytes(to_bytes(np.array([Fraction(1, 2), None], dtype=object)))
    assert objects.dtype == object and list(objects) == [Fraction(1, 2), None]


def test_too_large_a_value_is_refused():
    with pytest.raises(TooLargeError):
        to_bytes(np.zeros(MOST_BYTES // 8 + 1))


@forked
def test_nothing_that_comes_back_is_unpickled(monkeypatch):
    class Bomb:
        def __reduce__(self):
            return (builtins.exit, ())

    value = call(lambda: [Bomb(), np.array([Bomb()], dtype=object)]).value
    assert type(value[0]).__name__ == "Bomb" and value[0].__reduce_ex__ is not None


# Breakpoints, and threads that compute


def test_in_process_a_function_runs_in_this_thread(monkeypatch):
    seen = []
    monkeypatch.setattr(sys, "breakpointhook", lambda: seen.append(threading.current_thread()))

    def stops(z):
        breakpoint()
        return slope(z)

    assert SLOPE.answer(stops, in_process=True).verdict is Verdict.RIGHT
    assert set(seen) == {threading.current_thread()}
    assert SLOPE.answer(raises(SystemExit()), in_process=True).verdict is Verdict.FORM
    assert encoding.make_vocabulary(None, in_process=True) is None


BUSY = """
import threading, numpy as np
from lstm_core.exercises.gates import tasks
def slope(z):
    s = 1 / (1 + np.exp(-np.clip(z, -500, 500)))
    return s * (1 - s)
stop = False
def busy():
    a = np.ones((600, 600))
    while not stop: a @ a
threading.Thread(target=busy, daemon=True).start()
print(*(tasks.sigmoid_slope.answer(slope).verdict.name for _ in range(5)))
stop = True
"""


@forked
def test_a_check_answers_while_another_thread_multiplies_matrices():
    environment = {k: v for k, v in os.environ.items() if not k.endswith("_NUM_THREADS")}
    done = subprocess.run(
        [sys.executable, "-c", BUSY],
        env=environment, capture_output=True, text=True, timeout=100, check=True,
    )  # fmt: skip
    assert done.stdout.split() == ["RIGHT"] * 5
