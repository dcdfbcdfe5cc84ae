"""The comparison of training runs: what the variants change, and that it can be stopped."""

import csv
import sys
from dataclasses import asdict, replace

import shakespeare_contributions
from shakespeare_contributions import BASE, VARIANTS, Variant
from shakespeare_run import Run

CHANGED = {
    "second_layer": {"num_layers"},
    "dropout": {"dropout"},
    "schedule": {"warmup", "final_rate"},
    "longer_truncation": {"sequence_length", "batch_size"},
}


def test_each_change_alone_changes_its_own_settings():
    base = asdict(Variant().settings(0))
    assert base == asdict(BASE)
    for name, expected in CHANGED.items():
        settings = asdict(Variant(**{name: True}).settings(0))
        assert {key for key in base if settings[key] != base[key]} == expected


def test_every_variant_reads_as_many_characters_in_an_update():
    read = {v.settings(0).sequence_length * v.settings(0).batch_size for v in VARIANTS}
    assert read == {1600}
    assert len({variant.name for variant in VARIANTS}) == len(VARIANTS)


def test_the_table_has_a_row_per_epoch_and_a_second_call_trains_nothing(tmp_path, monkeypatch):
    path = tmp_path / "words.txt"
    path.write_text("to be, or not to be: that is the question.\n" * 200, encoding="utf-8")
    tiny = replace(BASE, hidden_size=4, batch_size=4, sequence_length=25, epochs=2, text=str(path))
    monkeypatch.setattr(shakespeare_contributions, "BASE", tiny)
    monkeypatch.setattr(shakespeare_contributions, "SEEDS", (0, 1))
    monkeypatch.setattr(shakespeare_contributions, "VARIANTS", (Variant(), Variant(second_layer=True)))
    table = tmp_path / "table.csv"
    command = ["x", "--folder", str(tmp_path / "runs"), "--table", str(table)]
    monkeypatch.setattr(sys, "argv", command)
    shakespeare_contributions.main()
    first = table.read_bytes()
    rows = list(csv.DictReader(first.decode().splitlines()))
    found = [(row["seed"], row["variant"], row["epoch"]) for row in rows]
    assert found == [(s, v, e) for s in "01" for v in ("base", "second layer") for e in "12"]
    assert int(rows[2]["parameters"]) > int(rows[0]["parameters"])

    def refuse(*_, **__):
        raise AssertionError("it trains again")

    monkeypatch.setattr(Run, "train", refuse)
    table.unlink()
    shakespeare_contributions.main()
    assert table.read_bytes() == first
