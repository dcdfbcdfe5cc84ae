"""Only regular files are read; what is written stays whole, whatever stops it."""

import os
import stat
import subprocess
import sys
from pathlib import Path

import pytest

import lstm_core as lc
from lstm_core import file_access
from lstm_core.file_access import MOST_BYTES, read_regular, replacing

posix = pytest.mark.skipif(os.name == "nt", reason="Windows has no such files")
READERS = {
    "text": lc.read_text,
    "model": lc.CharLSTM.load,
    "rnn": lc.CharRNN.load,
    "checkpoint": lc.load_checkpoint,
}
ROOT = Path(__file__).resolve().parent.parent


@pytest.fixture
def saved(tmp_path):
    lc.CharLSTM(5, 3, seed=7).save(tmp_path / "model.npz")
    return tmp_path / "model.npz"


def names(folder):
    return sorted(path.name for path in folder.iterdir())


# Reading


@posix
@pytest.mark.parametrize("reader", READERS)
def test_what_is_no_regular_file_is_refused_at_once(tmp_path, reader):
    os.mkfifo(tmp_path / "pipe")
    (tmp_path / "link").symlink_to("/dev/zero")
    cases = {tmp_path / "pipe": "pipe", tmp_path / "link": "device", Path("/dev/zero"): "device"}
    for path, kind in (cases | {tmp_path: "folder"}).items():
        with pytest.raises(
            lc.FileError, match=f"cannot be read: it is not a regular file, but a.*{kind}"
        ):
            READERS[reader](path)


@pytest.mark.parametrize("reader", READERS)
def test_a_file_that_is_too_large_is_not_read(tmp_path, reader):
    with (tmp_path / "large").open("wb") as file:
        file.truncate(MOST_BYTES + 1)  # takes no space
    with pytest.raises(lc.FileError, match=r"too large: it has 1,073,741,825 bytes"):
        READERS[reader](tmp_path / "large")


def test_a_file_that_grows_while_it_is_read_is_refused(tmp_path, monkeypatch):
    path = tmp_path / "growing"
    path.write_bytes(b"to be")
    size = os.fstat

    def smaller(number):
        return os.stat_result((*size(number)[:6], 3, *size(number)[7:]))

    monkeypatch.setattr(os, "fstat", smaller)
    with pytest.raises(lc.FileError, match="grew while it was read"):
        read_regular(path)


@pytest.mark.parametrize("encoding", ["utf-16", "utf-16-le", "utf-16-be", "utf-32"])
def test_utf_16_is_no_text(tmp_path, encoding):
    (tmp_path / "text").write_bytes("to be, or not to be".encode(encoding))
    with pytest.raises(lc.FileError, match=r"not (UTF-8 )?text.*with the encoding UTF-8"):
        lc.read_text(tmp_path / "text")


# Writing


@posix
@pytest.mark.parametrize("mode", [0o400, 0o444, 0o555])
def test_a_read_only_file_stays_as_it_is(saved, mode):
    before = saved.read_bytes()
    saved.chmod(mode)
    with pytest.raises(lc.FileError, match="cannot be written: it is read-only"):
        lc.CharLSTM(5, 4).save(saved)
    assert saved.read_bytes() == before
    assert stat.S_IMODE(saved.stat().st_mode) == mode
    assert names(saved.parent) == ["model.npz"]


@posix
@pytest.mark.parametrize("mode", [0o600, 0o664])
def test_a_file_keeps_its_permissions(saved, mode):
    saved.chmod(mode)
    lc.CharLSTM(5, 4).save(saved)
    assert stat.S_IMODE(saved.stat().st_mode) == mode


@posix
@pytest.mark.parametrize("exists", [True, False])
def test_a_symbolic_link_stays_and_what_it_names_is_written(saved, tmp_path, exists):
    folder = tmp_path / "elsewhere"
    folder.mkdir()
    target = folder / "target.npz"
    if exists:
        target.write_bytes(b"old")
    (tmp_path / "first").symlink_to(tmp_path / "second")
    (tmp_path / "second").symlink_to("elsewhere/target.npz")
    lc.CharLSTM(5, 4, seed=1).save(tmp_path / "first")
    assert (tmp_path / "first").is_symlink() and (tmp_path / "second").is_symlink()
    assert lc.CharLSTM.load(target).hidden_size == 4
    assert lc.CharLSTM.load(tmp_path / "first").hidden_size == 4
    assert names(folder) == ["target.npz"]


@posix
def test_pipes_devices_folders_and_circles_are_not_written(tmp_path):
    os.mkfifo(tmp_path / "pipe")
    (tmp_path / "link").symlink_to("/dev/null")
    (tmp_path / "circle").symlink_to(tmp_path / "circle")
    before = names(tmp_path)
    for path in (tmp_path / "pipe", tmp_path / "link", "/dev/null", tmp_path, tmp_path / "circle"):
        with pytest.raises(lc.FileError, match=r"cannot be written: .*Choose"):
            lc.CharLSTM(5, 4).save(path)
    assert stat.S_ISCHR(os.stat("/dev/null").st_mode)
    assert names(tmp_path) == before


@posix
def test_the_folder_reaches_the_disk_after_the_file(saved, monkeypatch):
    synced = []
    real = os.fsync

    def fsync(number):
        synced.append(stat.S_ISDIR(os.fstat(number).st_mode))
        real(number)

    monkeypatch.setattr(os, "fsync", fsync)
    lc.CharLSTM(5, 4).save(saved)
    assert synced == [False, True]


@posix
def test_stale_parts_of_the_same_file_are_removed_and_no_others(saved, tmp_path):
    stale = [".model.npz-abcd_123.part", ".model.npz-zzzzzzzz.part"]
    others = [
        ".model.npz-short.part",
        ".model.npz-2-abcd_123.part",
        ".other.npz-abcd_123.part",
        "model.npz-abcd_123.part",
    ]
    for name in [*stale, *others]:
        (tmp_path / name).write_bytes(b"half")
    (tmp_path / ".model.npz-afolder0.part").mkdir()
    lc.CharLSTM(5, 4).save(saved)
    assert names(tmp_path) == sorted([*others, ".model.npz-afolder0.part", "model.npz"])


@posix
def test_the_part_of_a_writer_that_lives_is_left_alone(saved):
    with replacing(saved) as first:
        first.write(b"first")
        with replacing(saved) as second:
            second.write(b"second")
        assert saved.read_bytes() == b"second"
    assert saved.read_bytes() == b"first"
    assert names(saved.parent) == ["model.npz"]


def test_without_locks_a_file_is_written_as_on_windows(saved, monkeypatch):
    monkeypatch.setattr(file_access, "fcntl", None)
    (saved.parent / ".model.npz-abcd_123.part").write_bytes(b"half")
    lc.CharLSTM(5, 4).save(saved)
    assert lc.CharLSTM.load(saved).hidden_size == 4
    assert names(saved.parent) == ["model.npz"]


# One process imports the package once, and forks 60 writers that it kills.
KILLED = """
import os, pathlib, random, signal, sys, time
import lstm_core as lc
path, generator = pathlib.Path(sys.argv[1]), random.Random(5)
models = [lc.CharLSTM(5, 60 + k, seed=k) for k in range(4)]
expected = [model.parameters.vector.tobytes() for model in models]
models[0].save(path)
parts = 0
for _ in range(60):
    writer = os.fork()
    while not writer:
        for model in models:
            model.save(path)
    time.sleep(0.01 + 0.02 * generator.random())
    os.kill(writer, signal.SIGKILL)
    os.waitpid(writer, 0)
    assert lc.CharLSTM.load(path).parameters.vector.tobytes() in expected
    left = len(os.listdir(path.parent)) - 1
    assert left <= 1, "a part of an earlier writer was left"
    parts += left
print(parts)
"""


@posix
def test_a_killed_writer_leaves_a_whole_file(tmp_path):
    path = tmp_path / "model.npz"
    command = [sys.executable, "-W", "ignore", "-c", KILLED, str(path)]
    done = subprocess.run(command, capture_output=True, text=True, cwd=ROOT, timeout=120)
    assert done.returncode == 0, done.stderr
    assert int(done.stdout) > 5, "hardly any writer was killed while it wrote"
    lc.CharLSTM(5, 4).save(path)
    assert names(tmp_path) == ["model.npz"]
