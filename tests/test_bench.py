"""The benchmark runs and reports; no test judges a time."""

import json
import re
from importlib.util import find_spec

import numpy as np
import pytest

import bench_contenders
import bench_goals
import bench_measure
import bench_report


def test_every_contender_takes_part_in_every_round():
    calls = []
    steps = {name: (lambda name=name: calls.append(name)) for name in ("a", "b")}
    seconds = bench_measure.measure(steps, rounds=3)
    assert calls == ["a", "a", "b", "b"] + ["a", "b"] * 3  # warmed up first, then in turn
    assert [len(rounds) for rounds in seconds.values()] == [3, 3]


def test_short_steps_are_repeated_until_the_clock_can_see_them(monkeypatch):
    now = iter(range(1000))
    monkeypatch.setattr(bench_measure.time, "perf_counter", lambda: next(now))
    calls = []
    seconds = bench_measure.measure({"a": lambda: calls.append(1)}, rounds=2, at_least=5.0)
    assert len(calls) == 2 + 2 * 5
    assert seconds == {"a": [1 / 5, 1 / 5]}


def test_ratios_are_taken_round_by_round():
    assert bench_goals.middle_ratio([4.0, 8.0, 90.0], [1.0, 2.0, 3.0]) == 4.0


@pytest.mark.parametrize("size", [(5, 1, 30), (4, 3, 10)], ids=str)
def test_all_contenders_take_the_same_training_steps(size):
    """Three steps in a row, so that the updates are compared as well."""
    H, B, T = size
    found = bench_contenders.contenders(H, B, T)
    assert len(found) == 4 + 2 * bool(find_spec("numba")) + bool(find_spec("torch")) + bool(
        find_spec("jax")
    )
    losses = {name: [step() for _ in range(3)] for name, (step, _) in found.items()}
    characters = {name: number for name, (_, number) in found.items()}
    reference = losses["cell.py, float64"]
    assert reference[2] < reference[0]
    for name, values in losses.items():
        if name.startswith("naive") and B > 1:  # it reads the first stream alone
            assert characters[name] == T
            continue
        assert characters[name] == T * B
        tolerance = 1e-5 if "float32" in name else 1e-11
        np.testing.assert_allclose(values, reference, rtol=tolerance, err_msg=name)


def test_the_naive_way_reads_the_first_stream_of_a_batch():
    step, _ = bench_contenders.contenders(4, 3, 10)["naive, float64"]
    inputs, targets = (side[:, 0] for side in bench_contenders.streams(3, 10))
    model = bench_contenders.model_of(4)
    loss = bench_contenders.lc.cross_entropy(model.forward(inputs).logits, targets, "mean")
    assert step() == pytest.approx(loss, rel=1e-12)


def test_streams_are_the_text_shifted_by_one():
    text = bench_contenders.load_text()
    inputs, targets = bench_contenders.streams(3, 5)
    np.testing.assert_array_equal(inputs.T.ravel(), text[:15])
    np.testing.assert_array_equal(targets.T.ravel(), text[1:16])


def test_every_goal_is_printed_with_what_was_reached():
    names = ("naive, float64", "NumPy kernel, float32", "numba kernel, float32")
    names += (bench_goals.TORCH, bench_goals.JAX)
    values = dict(zip(names, ([12.0] * 3, [2.0] * 3, [1.0] * 3, [4.0] * 3, [3.0] * 3), strict=True))
    sizes = [{"size": list(size), "microseconds": values} for size in bench_measure.SIZES]
    epoch = {"seconds": {"ours": [0.5, 0.6], "PyTorch": [1.0, 1.2]}, "steps": 10}
    optimizers = {"Adam": [1.2, 1.1], "SGD": [1.0, 1.0]}
    table = bench_goals.goals_table({"sizes": sizes, "optimizers": optimizers, "epoch": epoch})
    assert "| H = 100, B = 1, T = 25 | PyTorch, float32 ÷ our fastest ≥ 3.6 | 4.00 × |" in table
    assert "| H = 512, B = 64, T = 50 | JAX scan, float32 ÷ our fastest ≥ 1.4 | 3.00 × |" in table
    assert "| H = 128, B = 50, T = 50 | PyTorch, float32 ÷ NumPy ≥ 1 | 2.00 × |" in table
    assert "| H = 100, B = 1, T = 25 | Adam's step ≤ 1.15 × SGD's | 1.10 × |" in table
    assert "(5.0 s) ≤ 0.8 × PyTorch's | 0.50 × |" in table[-2]
    assert len(table) == 2 + 4 * 3 + 2 + 2 + 1


def test_a_quick_run_ends_in_a_document_and_a_figure(tmp_path, capsys):
    one, every = tmp_path / "one.json", tmp_path / "every.json"
    bench_measure.main(["--quick", "--rounds", "1", "--threads", "1", "--json", str(one)])
    bench_measure.main(["--quick", "--rounds", "1", "--json", str(every)])
    (tmp_path / "out").mkdir()
    (tmp_path / "out" / "speed_notes.md").write_text("What was found out.\n", encoding="utf-8")
    bench_report.main([str(tmp_path / "out"), str(one)])
    assert "Not measured in this run" in capsys.readouterr().out
    bench_report.main([str(tmp_path / "out"), str(one), str(every)])
    text = (tmp_path / "out" / "speed.md").read_text(encoding="utf-8")
    assert capsys.readouterr().out.strip() == text.strip()
    assert "What was found out." in text
    assert text.count("| naive ÷ NumPy ≥ 6 |") == 2
    assert re.search(r"Adam's step ≤ 1.15 × SGD's \| [\d.]+ × \|", text)
    contenders = len(json.loads(one.read_text(encoding="utf-8"))["sizes"][0]["microseconds"])
    assert len(re.findall(r"^\| .*float(?:32|64) \| [\d.]+ \| [\d.]+ \|", text, re.M)) == 4 * contenders
    assert re.search(
        r"^\| T × 2 \| H = 8, B = 1, T = 20 \| H = 8, B = 1, T = 40 \| [\d.]+ \|$", text, re.M
    )
    assert "| 25 | 848 |" in text  # 7 · 25 + 35 numbers of 4 bytes, and an index of 8
    assert (tmp_path / "out" / "speed.png").stat().st_size > 10_000


def test_a_bad_number_of_rounds_is_refused(capsys, tmp_path):
    with pytest.raises(SystemExit):
        bench_measure.main(["--rounds", "0", "--json", str(tmp_path / "x.json")])
    assert "at least 1" in capsys.readouterr().err


def test_one_thread_is_asked_for_and_no_other_processor_is_pretended(monkeypatch):
    import bench

    monkeypatch.setenv("OPENBLAS_CORETYPE", "Haswell")
    monkeypatch.setenv("OPENBLAS_L2_SIZE", "1024")
    monkeypatch.setenv("OMP_NUM_THREADS", "3")
    for one_thread in (True, False):
        variables = bench.variables(one_thread)
        assert not {"OPENBLAS_CORETYPE", "OPENBLAS_L2_SIZE"} & set(variables)
        assert variables.get("OMP_NUM_THREADS") == ("1" if one_thread else None)
