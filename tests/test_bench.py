"""The benchmark runs and reports; no test judges a time."""

import re

import pytest

import bench_measure


def test_every_contender_takes_part_in_every_round():
    calls = []
    steps = {name: (lambda name=name: calls.append(name)) for name in ("a", "b")}
    seconds = bench_measure.measure(steps, rounds=3)
    assert calls == ["a", "b"] * 4  # in turn; the first round warms up and is not counted
    assert [len(rounds) for rounds in seconds.values()] == [3, 3]


def test_the_table_compares_round_by_round_with_the_first_contender():
    text = bench_measure.table({"naive": [4.0, 8.0], "ours": [1.0, 2.0]}, characters=1_000_000)
    naive, ours = text.splitlines()[1:]
    assert "4.0 µs" in naive and "6.0 µs" in naive and "1.0 ×" in naive
    assert "1.0 µs" in ours and "1.5 µs" in ours and "4.0 ×" in ours


def test_all_contenders_take_the_same_training_step():
    text = bench_measure.load_text()[:60]
    steps = bench_measure.contenders(text)
    naive = steps["naive, float64"]() / 59
    assert steps["lstm_core, NumPy, float64"]().loss == pytest.approx(naive, rel=1e-12)
    assert steps["lstm_core, NumPy, float32"]().loss == pytest.approx(naive, rel=1e-5)


def test_the_command_prints_a_row_for_each_contender(capsys):
    bench_measure.main(["--rounds", "1"])
    printed = capsys.readouterr().out
    assert len(re.findall(r"\d+\.\d µs +\d+\.\d µs +\d+\.\d ×", printed)) == 3


def test_a_bad_number_of_rounds_is_refused(capsys):
    with pytest.raises(SystemExit):
        bench_measure.main(["--rounds", "0"])
    assert "at least 1" in capsys.readouterr().err
