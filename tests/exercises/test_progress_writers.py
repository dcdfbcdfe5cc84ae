"""Several kernels write the one progress file at once, some of them end badly, and no entry is lost."""

import errno
import json
import os
import subprocess
import sys
import threading
import time
from pathlib import Path

import pytest

from lstm_core.exercises.checking import file_lock, progress_store
from lstm_core.exercises.checking.file_lock import locked
from lstm_core.exercises.checking.progress_file import (
    FILE,
    forget,
    read_progress,
    remember,
    remember_guess,
)

ROOT = Path(__file__).resolve().parents[2]
EACH = 200
PATIENCE = 120.0  # seconds; far longer than anything takes
SETUP = f"""
import errno, sys
from pathlib import Path
from lstm_core.exercises.checking import file_lock, progress_store
from lstm_core.exercises.checking.progress_file import remember, remember_guess, remember_quiz
progress_store.LOCK_SECONDS = {PATIENCE}
if "without" in sys.argv:
    def none(_):
        raise OSError(errno.ENOLCK, "No locks available")
    file_lock._system_lock = none
print("ready", flush=True)
input()
"""
WRITE = f"""
for k in range({EACH}):
    if k % 4 == 0:
        answer = remember_guess("02_gates", sys.argv[1] + str(k), k)
    elif k % 4 == 1:
        answer = remember_quiz("02_gates", sys.argv[1] + str(k), k, True)
    else:
        answer = remember("02_gates", sys.argv[1] + str(k))
    assert answer == "", answer
"""
HOLD = """
with file_lock.locked(Path(sys.argv[1]), seconds=60) as held:
    print(held, flush=True)
    input()
"""


@pytest.fixture
def file(monkeypatch, tmp_path):
    monkeypatch.setenv("LSTM_PROGRESS", str(tmp_path / FILE))
    return tmp_path / FILE


def start(code, *arguments):
    """Start a Python that waits until `go` is called on it."""
    process = subprocess.Popen(
        [sys.executable, "-c", SETUP + code, *map(str, arguments)],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
        env={**os.environ, "PYTHONPATH": str(ROOT)},
    )
    assert process.stdout.readline() == "ready\n"
    return process


def go(process):
    process.stdin.write("\n")
    process.stdin.flush()


@pytest.fixture
def holder(file):
    """A process that has the lock."""
    process = start(HOLD, file)
    go(process)
    assert process.stdout.readline() == "True\n"
    yield process
    process.kill()
    process.communicate(timeout=PATIENCE)


@pytest.mark.slow
@pytest.mark.parametrize("locks", ["with", "without"])
def test_three_kernels_at_once_lose_no_entry(file, locks):
    remember("01_encoding", "make_vocabulary")
    processes = [start(WRITE, writer, locks) for writer in "abc"]
    for process in processes:
        go(process)
    for process in processes:
        process.communicate(timeout=PATIENCE)
        assert process.returncode == 0
    kept = read_progress()
    names = {f"{writer}{k}" for writer in "abc" for k in range(EACH)}
    assert {*kept.done["02_gates"], *kept.guesses["02_gates"], *kept.quizzes["02_gates"]} == names
    assert kept.done["01_encoding"] == ["make_vocabulary"] and kept.warning == ""
    assert os.listdir(file.parent) == [FILE]


def test_threads_of_one_kernel_lose_no_entry(file, monkeypatch):
    monkeypatch.setattr(progress_store, "LOCK_SECONDS", PATIENCE)

    def write(writer):
        for k in range(20):
            remember("02_gates", f"{writer}{k}")

    threads = [threading.Thread(target=write, args=[writer]) for writer in "abc"]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(read_progress().done["02_gates"]) == 60


def test_a_killed_writer_stops_nobody(file, holder):
    holder.kill()
    holder.wait(timeout=PATIENCE)
    assert remember("02_gates", "step") == ""
    assert os.listdir(file.parent) == [FILE]


@pytest.mark.slow
def test_a_writer_that_is_killed_at_work_takes_nothing_with_it(file):
    killed, other = start(WRITE, "a"), start(WRITE, "b")
    go(killed)
    go(other)
    until = time.monotonic() + PATIENCE
    while len(read_progress().guesses.get("02_gates", {})) < 10 and time.monotonic() < until:
        time.sleep(0.01)
    killed.kill()
    killed.communicate(timeout=PATIENCE)
    other.communicate(timeout=PATIENCE)
    assert other.returncode == 0
    assert remember("02_gates", "last") == ""
    kept = read_progress()
    names = {*kept.done["02_gates"], *kept.guesses["02_gates"], *kept.quizzes["02_gates"]}
    assert names >= {f"b{k}" for k in range(EACH)} and kept.warning == ""
    assert os.listdir(file.parent) == [FILE]


def test_a_lock_that_cannot_be_had_is_told_and_the_entry_comes_with_the_next(file, holder, monkeypatch):
    monkeypatch.setattr(progress_store, "LOCK_SECONDS", 0.05)
    assert "Other notebooks are using my_progress.json" in remember("02_gates", "step")
    assert "Other notebooks" in remember_guess("02_gates", "half_life", 5)
    assert not file.exists()
    assert read_progress().done == {"02_gates": ["step"]}
    assert "Other notebooks" in forget("02_gates").warning
    monkeypatch.setattr(progress_store, "LOCK_SECONDS", PATIENCE)
    go(holder)
    assert remember("02_gates", "share_left") == ""
    content = json.loads(file.read_text(encoding="utf-8"))
    assert content["done"] == {"02_gates": ["step", "share_left"]}
    assert content["guesses"] == {"02_gates": {"half_life": {"guess": 5}}}


def test_a_damaged_file_is_set_aside_by_the_one_that_has_the_lock(file, holder, monkeypatch):
    file.write_bytes(b"{")
    monkeypatch.setattr(progress_store, "LOCK_SECONDS", 0.05)
    assert "is damaged" in read_progress().warning
    assert file.read_bytes() == b"{"


def test_the_state_before_a_reset_is_that_of_the_moment(file):
    """What other kernels wrote meanwhile is in the copy and, of other notebooks, in the file."""
    remember("02_gates", "step")
    process = start('remember("02_gates", "share_left"), remember("01_encoding", "make_pairs")')
    go(process)
    process.communicate(timeout=PATIENCE)
    assert forget("02_gates").exercises == 2
    assert read_progress().done == {"01_encoding": ["make_pairs"]}


# Where the file system knows no locks


@pytest.fixture
def no_system_locks(monkeypatch):
    def none(_):
        raise OSError(errno.ENOLCK, "No locks available")

    monkeypatch.setattr(file_lock, "_system_lock", none)


def test_without_system_locks_one_at_a_time_has_it(file, no_system_locks):
    with locked(file, seconds=0.0) as first:
        with locked(file, seconds=0.05) as second:
            assert first and not second
        assert os.listdir(file.parent) == [f".{FILE}.held"]
    with locked(file, seconds=0.0) as third:
        assert third
    assert os.listdir(file.parent) == []


def test_without_system_locks_what_a_killed_process_left_counts_for_seconds_only(file, no_system_locks):
    left = file.with_name(f".{FILE}.held")
    left.touch()
    with locked(file, seconds=0.05) as fresh:
        assert not fresh
    long_ago = time.time() - 60
    os.utime(left, (long_ago, long_ago))
    assert remember("02_gates", "step") == ""
    assert os.listdir(file.parent) == [FILE]


def test_a_lock_that_was_removed_while_another_waited_for_it_is_no_lock(file, monkeypatch):
    """Else two could have one: on the file that was removed, and on the new one."""
    real = file_lock._system_lock

    def late(number):
        real(number)
        file.with_name(f".{FILE}.lock").unlink()

    monkeypatch.setattr(file_lock, "_system_lock", late)
    with locked(file, seconds=0.05) as held:
        assert not held
