import math

import pytest

import memory_limit


@pytest.mark.parametrize(
    ("membership", "files", "limit"),
    [
        ("9:pids:/\n4:cpu,memory:/class\n", {"memory/class/memory.limit_in_bytes": "1000"}, 1000),
        ("0::/user/one\n", {"user/one/memory.max": "2000\n"}, 2000),
        ("0::/user/one\n", {"memory.max": "3000"}, 3000),  # seen from inside a container
        ("0::/user/one\n", {"user/one/memory.max": "5000", "memory.max": "4000"}, 4000),
        ("0::/user/one\n", {"user/one/memory.max": "max"}, 8000),
        ("9:pids:/small\n", {"memory/small/memory.limit_in_bytes": "1"}, 8000),
        ("", {}, 8000),
    ],
)
def test_the_smallest_limit_counts(tmp_path, monkeypatch, membership, files, limit):
    (tmp_path / "cgroup").write_text(membership)
    for name, text in files.items():
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).write_text(text)
    monkeypatch.setattr(memory_limit, "CGROUPS", tmp_path)
    monkeypatch.setattr(memory_limit, "MEMBERSHIP", tmp_path / "cgroup")
    monkeypatch.setattr(memory_limit, "_machine", lambda: 8000.0)
    assert memory_limit.memory_limit() == limit


def test_without_any_file_the_machine_counts(tmp_path, monkeypatch):
    monkeypatch.setattr(memory_limit, "MEMBERSHIP", tmp_path / "missing")
    assert 0 < memory_limit.memory_limit() <= math.inf
