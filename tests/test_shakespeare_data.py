"""The files of the full run in data/shakespeare: unchanged, and in agreement with each other."""

import csv
import hashlib
import importlib.util
import json
import math
import os
import subprocess
import sys
from pathlib import Path

import numpy as np
import pytest

import lstm_core as lc
from shakespeare_contributions import SEEDS, VARIANTS

ROOT = Path(__file__).resolve().parent.parent
FOLDER = ROOT / "data" / "shakespeare"
CHECKSUMS = {
    "best.npz": "4fe1cb3e04334aa4c9d33e9c101bf1a2aadaa27966df009bf9e2574aa8ac4e0f",
    "contributions.csv": "e2bae8988031f70fecd3d5df42cd78418977253b82b66ed94d54a6d9cffe9de9",
    "libraries.npz": "85e24854cd7fee807b56338efa321e2f4072da880dd5f98e9fec781335f615f6",
    "loss.csv": "99cb9c841d7c4072707956960e81976bf1b58e200ea59506b098700bd48db367",
    "run.json": "441bdae2904c8763c74bdbedafc2c037c9d8cbb5deb803d6f668a99890ba7aaa",
}
LARGEST = {"best.npz": 10_000_000, "libraries.npz": 100_000}
LIBRARIES = all(importlib.util.find_spec(name) for name in ("torch", "keras", "tensorflow"))
LIBRARIES = LIBRARIES or "LSTM_REQUIRE_LIBRARIES" in os.environ


def rows(name):
    with open(FOLDER / name, encoding="utf-8") as file:
        return list(csv.DictReader(file))


@pytest.fixture(scope="module")
def losses():
    return [float(row["validation_loss"]) for row in rows("loss.csv")]


@pytest.fixture(scope="module")
def network():
    return lc.StackedCharLSTM.load(FOLDER / "best.npz")


@pytest.fixture(scope="module")
def indices(network):
    text = lc.read_text(ROOT / "data" / "tinyshakespeare.txt", lowercase=False)
    return network.vocabulary.encode(text)


def test_the_files_are_those_that_were_measured_and_described():
    assert {path.name for path in FOLDER.iterdir()} == {*CHECKSUMS, "samples"}
    described = (ROOT / "data" / "README.md").read_text(encoding="utf-8")
    for name, checksum in CHECKSUMS.items():
        data = (FOLDER / name).read_bytes()
        assert hashlib.sha256(data).hexdigest() == checksum, name
        assert len(data) < LARGEST.get(name, 20_000), name
        assert f"| `{name}` |" in described


def test_the_network_has_the_lowest_loss_of_the_curve(network, indices, losses):
    held_out = indices[len(indices) * 9 // 10 :]
    loss = lc.validation_loss(network, held_out, batch_size=32)
    assert loss == pytest.approx(min(losses), abs=1e-4)


def test_the_curve_counts_epochs_and_steps_and_gives_bits(losses):
    table, settings = rows("loss.csv"), json.loads((FOLDER / "run.json").read_text())["settings"]
    assert [int(row["epoch"]) for row in table] == list(range(1, len(table) + 1))
    assert len(table) <= settings["epochs"]
    assert {int(row["step"]) / int(row["epoch"]) for row in table} == {157.0}
    for row, loss in zip(table, losses, strict=True):
        assert float(row["validation_bits"]) == pytest.approx(loss / math.log(2.0))


def test_the_settings_are_those_of_the_network(network):
    settings = json.loads((FOLDER / "run.json").read_text())["settings"]
    assert network.num_layers == settings["num_layers"]
    assert network.hidden_size == settings["hidden_size"]
    assert network.dropout == settings["dropout"]


def test_the_table_of_contributions_has_all_variants_with_the_same_number_of_updates():
    table = rows("contributions.csv")
    by_variant = {variant.name: [] for variant in VARIANTS}
    for row in table:
        by_variant[row["variant"]].append(row)
    for variant in VARIANTS:
        last = [row for row in by_variant[variant.name] if row["epoch"] == "3"]
        assert [int(row["seed"]) for row in last] == list(SEEDS)[: len(last)]
        assert len(last) >= 2
    assert {row["step"] for row in table if row["epoch"] == "3"} == {"1884"}


def test_pytorch_and_keras_computed_the_logits_of_this_network(network, indices):
    begin = len(indices) * 9 // 10
    logits = network.forward(indices[begin : begin + 60]).logits
    with np.load(FOLDER / "libraries.npz", allow_pickle=False) as stored:
        for name in ("torch_logits", "keras_logits"):
            np.testing.assert_allclose(logits, stored[name], rtol=0, atol=2e-6 * np.abs(logits).max())


@pytest.mark.skipif(not LIBRARIES, reason="PyTorch, Keras or TensorFlow is not installed")
def test_pytorch_and_keras_compute_the_stored_values_again():
    command = [sys.executable, "tests/golden/make_real_text.py", "--check"]
    subprocess.run(command, cwd=ROOT, check=True, env={**os.environ, "PYTHONPATH": str(ROOT)})
