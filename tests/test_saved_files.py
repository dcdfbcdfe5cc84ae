"""Saved files: earlier formats load, later ones and other alphabets are refused, no damage passes."""

import json
import random
import zipfile
from pathlib import Path

import numpy as np
import pytest

import lstm_core as lc
from lstm_core.file_description import FORMAT
from lstm_core.lab.experiment import Experiment
from lstm_core.lab.files import (
    experiment_bytes,
    experiment_from_bytes,
    load_experiment,
    save_experiment,
)
from lstm_core.lab.settings import LabSettings
from lstm_core.storage import save_arrays

OLD = Path(__file__).with_name(
    "saved_files"
)  # written by version 0.1.0, before the format had a number
TEXT = "to be, or not to be, that is the question: "
VOCABULARY = lc.Vocabulary.from_text(TEXT)
OTHER = lc.Vocabulary((*VOCABULARY.characters[:-1], "z"))
MEMBERS = {"model": "model", "checkpoint": "settings", "experiment": "experiment"}
LOADERS = {
    "model": lc.CharLSTM.load,
    "checkpoint": lc.load_checkpoint,
    "experiment": load_experiment,
}


def make_trainer(steps=4):
    model = lc.CharLSTM(len(VOCABULARY), 3, seed=7)
    trainer = lc.Trainer(
        model, VOCABULARY.encode(TEXT), optimizer=lc.Adam(0.01), sequence_length=4, batch_size=3
    )
    for _ in range(steps):
        trainer.step()
    return trainer


def save(kind, path, vocabulary=VOCABULARY):
    if kind == "model":
        make_trainer().model.save(path, vocabulary=vocabulary)
    elif kind == "checkpoint":
        lc.save_checkpoint(make_trainer(), path, vocabulary=vocabulary)
    else:
        experiment = Experiment(TEXT, LabSettings(hidden_size=3, dtype="float32"))
        list(experiment.run(3))
        experiment.branch_from(experiment.snapshots()[1])
        list(experiment.run(2))
        save_experiment(experiment, path)


@pytest.fixture(params=MEMBERS)
def kind(request):
    return request.param


@pytest.fixture
def path(kind, tmp_path):
    save(kind, tmp_path / "saved.npz")
    return tmp_path / "saved.npz"


def describe(path, kind):
    with np.load(path) as file:
        return json.loads(str(file[MEMBERS[kind]]))


def rewrite(path, **changed):
    with np.load(path) as file:
        arrays = dict(file) | changed
    np.savez(path, **{name: array for name, array in arrays.items() if array is not None})


def redescribe(path, kind, **changed):
    about = describe(path, kind) | changed
    rewrite(path, **{MEMBERS[kind]: np.array(json.dumps(about))})


# What a file says of itself


def test_a_file_has_a_format_an_alphabet_and_an_origin(path, kind):
    about = describe(path, kind)
    assert about["format"] == FORMAT
    assert about["vocabulary"] == list(VOCABULARY.characters)
    assert about["origin"]["package"] == "lstm_core"
    assert about["origin"]["version"] == lc.__version__
    with np.load(path) as file:
        assert sorted([*about["arrays"], MEMBERS[kind]]) == sorted(file.files)


@pytest.mark.parametrize("later", [FORMAT + 1, 99])
def test_a_file_of_a_later_version_is_refused_by_name(path, kind, later):
    origin = {"package": "lstm_core", "version": "7.5"}
    redescribe(path, kind, format=later, origin=origin, arrays=["unheard of"])
    with pytest.raises(lc.FileError, match=rf"later version.*format is {later}.*7\.5.*up to {FORMAT}"):
        LOADERS[kind](path)


@pytest.mark.parametrize(
    "change",
    [
        {"format": "3"},
        {"format": True},
        {"format": 0},
        {"format": None},
        {"format": 10**400},
        {"origin": {"package": "another"}},
        {"origin": 5},
        {"arrays": 5},
        {"arrays": ["b", 5]},
        {"vocabulary": 5},
        {"vocabulary": ["ab", "c"]},
        {"vocabulary": list(VOCABULARY.characters)[::-1]},
        {"vocabulary": list(VOCABULARY.characters)[:-1]},
    ],
)
def test_a_description_that_is_not_ours_is_refused(path, kind, change):
    redescribe(path, kind, **change)
    with pytest.raises(lc.FileError, match=r"saved\.npz"):
        LOADERS[kind](path)


def test_files_of_the_earlier_formats_still_load():
    model = lc.CharLSTM.load(OLD / "model.npz")
    assert model.parameters.vector.tobytes() == lc.CharLSTM(5, 3, seed=7).parameters.vector.tobytes()
    rnn = lc.CharRNN.load(OLD / "rnn_model.npz", vocabulary=lc.Vocabulary("abcde"))
    twin = lc.CharRNN(5, 3, seed=7, dtype="float32")
    assert rnn.parameters.vector.tobytes() == twin.parameters.vector.tobytes()
    assert rnn.vocabulary == lc.Vocabulary("abcde")
    with pytest.raises(lc.FileError, match="another alphabet"):
        lc.CharLSTM.load(OLD / "model.npz", vocabulary=lc.Vocabulary("abcd"))
    trainer = lc.load_checkpoint(OLD / "checkpoint.npz")
    assert trainer.step_count == 4
    np.testing.assert_allclose(
        [trainer.step().loss for _ in range(3)],
        [1.601147749308072, 1.7214605585285916, 1.6261713469606998],
        rtol=1e-12,
    )


@pytest.mark.parametrize("number", [1, 2])
def test_files_of_the_labs_earlier_formats_still_load(number):
    loaded = load_experiment(OLD / f"lab_format_{number}.npz")
    assert [branch.name for branch in loaded.branches] == ["A", "B"]
    assert (loaded.learning_rate, loaded.clip_value) == (0.1, None)
    np.testing.assert_allclose(
        [report.loss for report in loaded.run(2)], [2.4362891855693998, 2.4225737282208035], rtol=1e-5
    )


# Alphabets


def test_a_network_remembers_its_alphabet_and_refuses_another(tmp_path):
    path = tmp_path / "model.npz"
    save("model", path)
    model = lc.CharLSTM.load(path)
    assert model.vocabulary == VOCABULARY
    lc.sample(model, VOCABULARY, "to", length=3)
    with pytest.raises(lc.ArgumentError, match="was trained on the characters of"):
        lc.sample(model, OTHER, "to", length=3)
    model.save(tmp_path / "again.npz")
    assert lc.CharLSTM.load(tmp_path / "again.npz").vocabulary == VOCABULARY


@pytest.mark.parametrize("name", ["model", "checkpoint"])
def test_another_alphabet_is_refused_by_name(tmp_path, name):
    path = tmp_path / "saved.npz"
    save(name, path)
    loaded = LOADERS[name](path, vocabulary=VOCABULARY)
    assert (loaded if name == "model" else loaded.model).vocabulary == VOCABULARY
    with pytest.raises(lc.FileError, match=r"saved\.npz' belongs to another alphabet.*z"):
        LOADERS[name](path, vocabulary=OTHER)
    with pytest.raises(lc.ArgumentError, match="vocabulary must be"):
        LOADERS[name](path, vocabulary="abc")
    save(name, path, vocabulary=None)
    loaded = LOADERS[name](path)
    assert (loaded if name == "model" else loaded.model).vocabulary is None
    with pytest.raises(lc.FileError, match="another alphabet"):
        LOADERS[name](path, vocabulary=lc.Vocabulary("abc"))


def test_an_alphabet_of_another_size_is_not_saved(tmp_path):
    for vocabulary in (lc.Vocabulary("abc"), "abc", VOCABULARY.characters):
        with pytest.raises(lc.LSTMCoreError, match="ocabulary"):
            make_trainer().model.save(tmp_path / "a.npz", vocabulary=vocabulary)
        with pytest.raises(lc.LSTMCoreError, match="ocabulary"):
            lc.save_checkpoint(make_trainer(), tmp_path / "a.npz", vocabulary=vocabulary)
    assert list(tmp_path.iterdir()) == []


def test_an_experiment_with_another_alphabet_than_its_text_is_refused(tmp_path):
    save("experiment", tmp_path / "saved.npz")
    redescribe(tmp_path / "saved.npz", "experiment", vocabulary=list(OTHER.characters))
    with pytest.raises(lc.FileError, match="another alphabet"):
        load_experiment(tmp_path / "saved.npz")


# Contents that do not fit


def state_of(path, name):
    with np.load(path) as file:
        return file[name]


@pytest.mark.parametrize("value", [np.nan, np.inf])
def test_what_diverged_is_not_saved(tmp_path, value):
    trainer = make_trainer()
    trainer.model.parameters.b[0] = value
    with pytest.raises(lc.ArgumentError, match="has diverged"):
        lc.save_checkpoint(trainer, tmp_path / "a.npz")
    with pytest.raises(lc.ArgumentError, match="b must be finite"):
        trainer.model.save(tmp_path / "a.npz")


def first(array, value):
    return np.where(np.arange(array.size).reshape(array.shape) == 0, value, array).astype(array.dtype)


CHANGES = {
    "NaN mean": ("optimizer.mean", lambda a: first(a, np.nan), "optimizer.mean"),
    "infinite square": ("optimizer.square", lambda a: first(a, np.inf), "optimizer.square"),
    "negative square": ("optimizer.square", lambda a: first(a, -1e-9), "must not be negative"),
    "mean of float32": ("optimizer.mean", lambda a: a.astype(np.float32), "optimizer.mean"),
    "short mean": ("optimizer.mean", lambda a: a[:-1], "optimizer.mean"),
    "no mean": ("optimizer.mean", lambda a: None, "optimizer.mean"),
    "no updates": ("optimizer.steps", lambda a: np.array(0), "steps"),
    "updates as float": ("optimizer.steps", lambda a: np.array(3.0), "steps"),
    "negative seconds": ("seconds", lambda a: np.array(-1.0), "seconds"),
    "endless": ("seconds", lambda a: np.array(np.inf), "seconds"),
    "negative step": ("counters", lambda a: np.array([0, -1, 4]), "step count"),
    "too few steps": ("counters", lambda a: np.array([9, 4, 4]), "too few"),
    "too many steps": ("counters", lambda a: np.array([1, 2**62, 4]), "counters"),
    "four counters": ("counters", lambda a: np.array([1, 4, 4, 4]), "counters"),
    "counters as floats": ("counters", lambda a: a.astype(float), "counter"),
    "NaN carried": ("carried", lambda a: first(a, np.nan), "carried"),
    "wrong parameters": (
        "parameters",
        lambda a: a.astype(np.float32),
        "parameters have the type float32",
    ),
    "NaN parameters": ("parameters", lambda a: first(a, np.nan), "parameters"),
    "small indices": ("indices", lambda a: a.astype(np.int8), "indices have the type int8"),
}


@pytest.mark.parametrize("change", CHANGES)
def test_a_state_that_does_not_fit_is_refused_by_name(tmp_path, change):
    path = tmp_path / "saved.npz"
    lc.save_checkpoint(make_trainer(1), path)
    assert state_of(path, "counters").tolist() == [0, 1, 4]
    name, make, complaint = CHANGES[change]
    rewrite(path, **{name: make(state_of(path, name))})
    with pytest.raises(lc.FileError, match=rf"(?s)saved\.npz.*{complaint}"):
        lc.load_checkpoint(path)


@pytest.mark.parametrize(
    ("name", "change"),
    [
        ("0.1.parameters", lambda a: first(a, np.nan)),
        ("0.1.parameters", lambda a: a[:-1]),
        ("0.1.parameters", lambda a: a.astype(np.float64)),
        ("0.1.parameters", lambda a: None),
        ("0.1.counters", lambda a: a + 1),
        ("0.1.seconds", lambda a: np.array("late")),
        ("0.losses", lambda a: a[:-1]),
        ("0.losses", lambda a: a.astype(np.float32)),
        ("0.losses", lambda a: -a),
        ("0.gradient_norms", lambda a: first(a, np.nan)),
        ("now.counters", lambda a: np.array([2, 2, 0])),
        ("text", lambda a: a[:20]),
        ("text", lambda a: np.array([255], np.uint8)),
    ],
)
def test_a_snapshot_that_does_not_fit_is_refused(tmp_path, name, change):
    path = tmp_path / "saved.npz"
    save("experiment", path)
    rewrite(path, **{name: change(state_of(path, name))})
    with pytest.raises(lc.FileError, match=r"saved\.npz"):
        load_experiment(path)


@pytest.mark.parametrize("column", range(5))
@pytest.mark.parametrize("value", [-1, "a", 1e308, [], 2**70])
def test_a_row_of_a_snapshot_that_does_not_fit_is_refused(tmp_path, column, value):
    path = tmp_path / "saved.npz"
    save("experiment", path)
    branches = describe(path, "experiment")["branches"]
    branches[0]["snapshots"][1][column] = value
    redescribe(path, "experiment", branches=branches)
    if column > 1 and value in (1e308, 2**70):  # large, but a loss or a setting may be
        load_experiment(path)
        return
    with pytest.raises(lc.FileError, match=r"saved\.npz"):
        load_experiment(path)


def test_states_of_generators_that_cannot_be_restored_are_refused(tmp_path):
    lc.save_checkpoint(make_trainer(), tmp_path / "saved.npz")
    assert describe(tmp_path / "saved.npz", "checkpoint")["generators"] == {}
    redescribe(tmp_path / "saved.npz", "checkpoint", generators={"dropout": {}})
    with pytest.raises(lc.FileError, match="random generators"):
        lc.load_checkpoint(tmp_path / "saved.npz")


# Damage


def values_of(kind, loaded):
    """All numbers of what was loaded."""
    if kind == "model":
        return [loaded.parameters.vector.tobytes(), loaded.vocabulary]
    if kind == "checkpoint":
        state = loaded.state()
        return [
            *((k, v.tobytes()) for k, v in state.items()),
            loaded.indices.tobytes(),
            loaded.optimizer,
        ]
    snapshots = [s for branch in loaded.branches for s in branch.snapshots.kept]
    return [
        *((k, v.tobytes()) for s in snapshots for k, v in sorted(s.state.items())),
        *(values.tobytes() for b in loaded.branches for values in (b.losses, b.gradient_norms)),
        *((s.step, s.epoch, str(s.loss), s.learning_rate, s.clip_value) for s in snapshots),
        loaded.trainer.model.parameters.vector.tobytes(),
        loaded.text,
    ]


def damaged(content, generator):
    """One of the ways in which files are damaged."""
    content, place = bytearray(content), generator.randrange(len(content))
    way = generator.randrange(7)
    if way <= 2:
        content[place] ^= 1 << generator.randrange(8)
    elif way == 3:
        content[place : place + 8] = generator.randbytes(8)
    elif way == 4:
        del content[place : place + generator.choice((1, 4, 512))]
    elif way == 5:  # near the end stands the table of contents
        content[-1 - generator.randrange(min(900, len(content)))] ^= 1 << generator.randrange(8)
    else:
        other = generator.randrange(len(content))
        content[place : place + 64] = content[other : other + 64]
    return bytes(content)


@pytest.mark.slow
@pytest.mark.parametrize("when", ["now", "before"])
def test_no_damage_gets_through(path, kind, when):
    old = {"model": "model", "checkpoint": "checkpoint", "experiment": "lab_format_2"}
    whole = (path if when == "now" else OLD / f"{old[kind]}.npz").read_bytes()
    path.write_bytes(whole)
    expected = values_of(kind, LOADERS[kind](path))
    generator, refused = random.Random(13), 0
    for _ in range(600):
        path.write_bytes(damaged(whole, generator))
        try:
            loaded = LOADERS[kind](path)
        except lc.FileError:
            refused += 1
        else:
            assert values_of(kind, loaded) == expected
    assert refused > 400


@pytest.mark.parametrize("when", ["now", "before"])
def test_arrays_that_a_damaged_table_hides_are_missed(tmp_path, when):
    """A comment as long as the next entries swallows them; Adam would then begin afresh."""
    path = tmp_path / "saved.npz"
    if when == "now":
        save("checkpoint", path)
    else:
        path.write_bytes((OLD / "checkpoint.npz").read_bytes())
    content = bytearray(path.read_bytes())
    table = content.index(b"PK\x01\x02")
    first, last = (content.index(b"optimizer." + name, table) for name in (b"mean.", b"steps."))
    entry = content.rindex(b"PK\x01\x02", table, first - 46)  # the one before the moments
    length = last - 46 + 46 + len(b"optimizer.steps.npy") - (first - 46)
    content[entry + 32 : entry + 34] = length.to_bytes(2, "little")
    path.write_bytes(content)
    with zipfile.ZipFile(path) as archive:
        assert not [name for name in archive.namelist() if name.startswith("optimizer.")]
    with pytest.raises(lc.FileError, match="damaged"):
        lc.load_checkpoint(path)


HEADER = "{{'descr': {}, 'fortran_order': False, 'shape': {}, }}"


@pytest.mark.parametrize(
    "header",
    [
        HEADER.format("'<f8'", "(" + "9" * 30 + ",)"),  # OverflowError
        HEADER.format("'<f8'", "(0, " + "9" * 18 + ", " + "9" * 18 + ")"),
        HEADER.format("'<f8'", "(" * 5000),  # MemoryError, RecursionError
        HEADER.format("'<f8'", "-" * 9000 + "1"),
        HEADER.format("'<f8'", "(3,"),  # tokenize.TokenError
        HEADER.format("[('a', '<f8')]", "(1,)"),
        HEADER.format("'<U0'", "(1,)"),
        HEADER.format("'<f5'", "(1,)"),
        "{'descr': '<f8', 'shape': (1,), 'fortran_order': __import__('os')}",
        "é" * 20,
    ],
)
def test_a_header_that_numpy_does_not_write_is_damage(path, kind, header):
    name = {"model": "b", "checkpoint": "counters", "experiment": "0.losses"}[kind]
    text = header.encode() + b" " * (63 - (10 + len(header.encode())) % 64) + b"\n"
    member = b"\x93NUMPY\x01\x00" + len(text).to_bytes(2, "little") + text + b"\0" * 8
    with zipfile.ZipFile(path) as archive:
        members = {each: archive.read(each) for each in archive.namelist()}
    with zipfile.ZipFile(path, "w") as archive:
        for each, content in (members | {f"{name}.npy": member}).items():
            archive.writestr(each, content)
    with pytest.raises(lc.FileError, match=r"saved\.npz"):
        LOADERS[kind](path)


@pytest.mark.parametrize(
    "text", ["[" * 100_000, "9" * 5000, "NaN", '"a"', "null", "[]", "{", "", "[1]", '{"format": NaN}']
)
def test_a_description_that_python_cannot_take_is_damage(path, kind, text):
    rewrite(path, **{MEMBERS[kind]: np.array(text)})
    with pytest.raises(lc.FileError, match=r"saved\.npz"):
        LOADERS[kind](path)


def test_members_that_are_nobodys_are_not_read(tmp_path):
    path = tmp_path / "saved.npz"
    save("model", path)
    rewrite(path, notes=np.arange(5))
    assert lc.CharLSTM.load(path).hidden_size == 3


def test_a_network_of_another_family_is_refused_by_name(tmp_path):
    lc.CharRNN(5, 3).save(tmp_path / "rnn.npz")
    with pytest.raises(lc.FileError, match="holds no model: it is a CharRNN, not a CharLSTM"):
        lc.CharLSTM.load(tmp_path / "rnn.npz")


# Sizes


def test_a_compressed_file_is_refused_before_it_is_unpacked(path, kind):
    with np.load(path) as file:
        arrays = dict(file)
    np.savez_compressed(path, **arrays)
    with pytest.raises(lc.FileError, match="compressed"):
        LOADERS[kind](path)


def test_sizes_are_compared_before_memory_is_taken(tmp_path):
    """A checkpoint that names a network of 800 GB, and a model whose W_y implies one of 2 TB."""
    path = tmp_path / "saved.npz"
    lc.save_checkpoint(make_trainer(), path)
    redescribe(path, "checkpoint", sizes=[len(VOCABULARY), 10**5])
    with pytest.raises(lc.FileError, match=r"sizes .* do not fit"):
        lc.load_checkpoint(path)
    save("model", path)
    rewrite(path, W_y=np.zeros((250_000, 1)), b_y=np.zeros(1))
    with pytest.raises(lc.FileError, match="must have the shape"):
        lc.CharLSTM.load(path)


def test_overlapping_members_are_refused(path, kind):
    """Two entries of the table that name the same bytes would be read twice."""
    content = path.read_bytes()
    start = content.index(b"PK\x01\x02")
    end = content.rindex(b"PK\x05\x06")
    table = content[start:end] * 50
    tail = bytearray(content[end:])
    tail[12:16] = len(table).to_bytes(4, "little")
    path.write_bytes(content[:start] + table + tail)
    with pytest.raises(lc.FileError, match="damaged"):
        LOADERS[kind](path)


def test_lack_of_memory_is_not_called_damage(path, kind, monkeypatch):
    def fails(*_, **__):
        raise MemoryError

    monkeypatch.setattr(zipfile.ZipFile, "read", fails)
    with pytest.raises(lc.FileError, match="not enough memory") as error:
        LOADERS[kind](path)
    assert "damaged" not in str(error.value)


def test_what_is_too_large_to_be_read_is_not_written(tmp_path):
    huge = np.broadcast_to(np.zeros(1), (2**28,))
    with pytest.raises(lc.FileError, match="is not written"):
        save_arrays(tmp_path / "huge.npz", {"a": huge})
    assert list(tmp_path.iterdir()) == []


def test_a_file_in_memory_is_what_a_file_on_disk_is(tmp_path):
    experiment = Experiment(TEXT, LabSettings(hidden_size=3))
    list(experiment.run(2))
    save_experiment(experiment, tmp_path / "a.npz")
    content = experiment_bytes(experiment)
    assert content == (tmp_path / "a.npz").read_bytes()
    loaded = experiment_from_bytes(content, "a.npz", backend="numpy")
    assert values_of("experiment", loaded) == values_of("experiment", experiment)
