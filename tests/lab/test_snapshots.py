"""Snapshots stay within their memory and spread evenly."""

import math

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

import lstm_core as lc
from lstm_core.lab.snapshots import Snapshot, Snapshots


def snapshot(step: int, numbers: int = 100) -> Snapshot:
    return Snapshot(0, step, float(step), math.nan, 0.1, None, {"parameters": np.zeros(numbers)})


def filled(steps: int, most_bytes: int, first: int = 0) -> Snapshots:
    snapshots = Snapshots(most_bytes)
    for step in range(first, first + steps):
        if snapshots.is_due(step):
            snapshots.add(snapshot(step))
    return snapshots


@given(st.integers(1, 3000), st.integers(1600, 60_000), st.integers(0, 1000))
def test_memory_stays_bounded_and_the_first_is_kept(steps, most_bytes, first):
    snapshots = filled(steps, most_bytes, first)
    assert snapshots.bytes <= most_bytes
    assert snapshots.kept[0].step == first


@given(st.integers(50, 3000), st.integers(8000, 60_000))
def test_they_are_evenly_spaced_and_use_a_good_part_of_the_room(steps, most_bytes):
    snapshots = filled(steps, most_bytes)
    distances = np.diff([kept.step for kept in snapshots.kept])
    assert set(distances) == {snapshots.spacing}
    assert len(snapshots.kept) >= min(steps, most_bytes // 800) // 2


def test_two_are_kept_even_where_they_do_not_fit():
    snapshots = filled(64, most_bytes=1)
    assert [kept.step for kept in snapshots.kept] == [0, 32]


def test_shrinking_thins_out_what_is_kept():
    snapshots = filled(20, 100_000)
    snapshots.shrink(8_000)
    assert snapshots.bytes <= 8_000
    assert [kept.step for kept in snapshots.kept] == [0, 2, 4, 6, 8, 10, 12, 14, 16, 18]


@pytest.mark.parametrize("most_bytes", [0, -1, 2.5, "much"])
def test_a_bound_that_is_none_is_refused(most_bytes):
    with pytest.raises(lc.ArgumentError, match="most_bytes"):
        Snapshots(most_bytes)
