"""Files: written whole or not at all, read without unpickling, damage told in words."""

import os
import pickle
import stat
import zipfile
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

import lstm_core as lc
from lstm_core import storage
from lstm_core.storage import load_arrays, save_arrays


@pytest.fixture
def model():
    return lc.CharLSTM(5, 3, seed=7)


@pytest.fixture
def saved(model, tmp_path):
    path = tmp_path / "model.npz"
    model.save(path)
    return path


def whole_model_bytes(folder):
    path = folder / "model.npz"
    lc.CharLSTM(3, 2, seed=7).save(path)
    return path.read_bytes()


# There and back


@pytest.mark.parametrize("dtype", ["float32", "float64"])
def test_a_loaded_network_is_the_saved_one_bit_for_bit(tmp_path, dtype):
    model = lc.CharLSTM(5, 3, seed=7, dtype=dtype)
    model.save(tmp_path / "model.npz")
    twin = lc.CharLSTM.load(tmp_path / "model.npz")
    assert twin.parameters.vector.tobytes() == model.parameters.vector.tobytes()
    assert (twin.dtype, twin.vocab_size, twin.hidden_size) == (model.dtype, 5, 3)
    assert twin.forward([1, 2]).logits.tobytes() == model.forward([1, 2]).logits.tobytes()


def test_the_file_is_called_what_was_asked_for(model, tmp_path):
    for path in (tmp_path / "weights", str(tmp_path / "weights.of.mine")):
        model.save(path)
        assert lc.CharLSTM.load(path).vocab_size == 5
    assert sorted(path.name for path in tmp_path.iterdir()) == ["weights", "weights.of.mine"]


def test_saving_again_replaces_the_file(saved):
    lc.CharLSTM(5, 4, seed=1).save(saved)
    assert lc.CharLSTM.load(saved).hidden_size == 4


def test_numpy_alone_can_read_the_file(saved, model):
    with np.load(saved, allow_pickle=False) as file:
        assert sorted(file.files) == ["W_h", "W_x", "W_y", "b", "b_y", "model"]
        np.testing.assert_array_equal(file["W_h"], model.parameters.W_h)


@pytest.mark.skipif(os.name == "nt", reason="Windows has no permission bits")
def test_a_saved_file_is_readable_like_any_other(saved, tmp_path):
    other = tmp_path / "other"
    other.touch()
    assert stat.S_IMODE(saved.stat().st_mode) == stat.S_IMODE(other.stat().st_mode)


# Whole or not at all


@pytest.mark.parametrize("step", ["savez", "fsync", "replace"])
@pytest.mark.parametrize("failure", [OSError(28, "No space left on device"), KeyboardInterrupt()])
def test_a_failure_in_the_middle_leaves_the_old_file_whole(saved, monkeypatch, step, failure):
    def fail_half_way(*arguments, **keywords):
        if step == "savez":
            arguments[0].write(b"PK half a file")
        raise failure

    before = saved.read_bytes()
    place = {"savez": (storage.np, "savez"), "fsync": (os, "fsync"), "replace": (Path, "replace")}[step]
    monkeypatch.setattr(*place, fail_half_way)
    with pytest.raises(lc.FileError if isinstance(failure, OSError) else KeyboardInterrupt) as error:
        lc.CharLSTM(5, 4).save(saved)
    if isinstance(failure, OSError):
        assert "cannot be written: No space left on device" in str(error.value)
    assert saved.read_bytes() == before
    assert [path.name for path in saved.parent.iterdir()] == ["model.npz"], "a half file was left"


@pytest.mark.parametrize("place", ["no/such/folder/model.npz", "."])
def test_a_place_that_cannot_be_written_is_named(model, tmp_path, place):
    with pytest.raises(lc.FileError, match=r"cannot be written.*Choose a folder"):
        model.save(tmp_path / place)
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize("path", [None, 5, b"model.npz", "", "a\0b"])
def test_what_is_no_path_is_refused(model, path):
    for action in (model.save, lc.CharLSTM.load, lc.load_checkpoint):
        with pytest.raises(lc.ArgumentError, match="path must be a str or a Path"):
            action(path)


# Damage


def test_a_file_cut_short_anywhere_is_no_model(tmp_path):
    content = whole_model_bytes(tmp_path)
    path = tmp_path / "cut.npz"
    for length in range(0, len(content), 13):
        path.write_bytes(content[:length])
        with pytest.raises(lc.FileError, match=r"cut\.npz"):
            lc.CharLSTM.load(path)


@given(st.integers(0, 5000), st.integers(0, 7))
def test_a_flipped_bit_gives_an_error_or_the_same_numbers(tmp_path_factory, place, bit):
    folder = tmp_path_factory.mktemp("flipped", numbered=True)
    content = bytearray(whole_model_bytes(folder))
    content[place % len(content)] ^= 1 << bit
    path = folder / "flipped.npz"
    path.write_bytes(content)
    try:
        model = lc.CharLSTM.load(path)
    except lc.FileError:
        return
    np.testing.assert_array_equal(model.parameters.vector, lc.CharLSTM(3, 2, seed=7).parameters.vector)


def test_every_single_damaged_header_byte_is_met_with_our_own_error(tmp_path):
    """Flags and methods of the zip format lead to errors of many types."""
    content = whole_model_bytes(tmp_path)
    path = tmp_path / "damaged.npz"
    directory = content.rindex(b"PK\x01\x02")
    for place in (*range(30), *range(directory, directory + 46)):
        for flip in (0xFF, 0x01, 0x20):
            damaged = bytearray(content)
            damaged[place] ^= flip
            path.write_bytes(damaged)
            try:
                lc.CharLSTM.load(path)
            except lc.FileError as error:
                assert "damaged.npz" in str(error)


@pytest.mark.parametrize(
    "content", [b"", b"to be, or not to be", b"PK\x05\x06", b"\x93NUMPY\x01\x00", b"\0" * 100]
)
def test_another_file_is_no_model(tmp_path, content):
    path = tmp_path / "other.npz"
    path.write_bytes(content)
    with pytest.raises(lc.FileError, match=r"'.*other\.npz' (is no saved model|is one array)"):
        lc.CharLSTM.load(path)


def test_a_missing_file_and_a_folder_are_no_models(tmp_path):
    with pytest.raises(lc.FileError, match=r"no file '.*nothing\.npz'"):
        lc.CharLSTM.load(tmp_path / "nothing.npz")
    with pytest.raises(lc.FileError, match="cannot be read: "):
        lc.CharLSTM.load(tmp_path)


def test_a_single_array_is_no_model(tmp_path):
    np.save(tmp_path / "array.npy", np.ones(3))
    with pytest.raises(lc.FileError, match="is one array, not a saved model"):
        lc.CharLSTM.load(tmp_path / "array.npy")


@pytest.mark.parametrize("name", ["W_x", "W_h", "b", "W_y", "b_y"])
def test_a_file_that_lacks_an_array_is_no_model(model, tmp_path, name):
    arrays = {key: array for key, array in model.parameters.arrays() if key != name}
    save_arrays(tmp_path / "part.npz", arrays)
    with pytest.raises(lc.FileError, match=rf"no saved model: it lacks {name}\."):
        lc.CharLSTM.load(tmp_path / "part.npz")


@pytest.mark.parametrize("name", ["W_x", "W_h", "b", "W_y", "b_y"])
@pytest.mark.parametrize(
    "change",
    [
        lambda array: array[..., :-1],
        lambda array: np.full(array.shape, np.nan),
        lambda array: np.full(array.shape, "a"),
    ],
    ids=["wrong shape", "not finite", "no numbers"],
)
def test_a_file_whose_arrays_do_not_fit_is_no_model(model, tmp_path, name, change):
    arrays = dict(model.parameters.arrays())
    arrays[name] = change(arrays[name])
    save_arrays(tmp_path / "odd.npz", arrays)
    with pytest.raises(lc.FileError, match="holds no model"):
        lc.CharLSTM.load(tmp_path / "odd.npz")


def test_whole_numbers_are_no_weights(tmp_path):
    arrays = {name: array.astype(int) for name, array in lc.Parameters.zeros(3, 2).arrays()}
    save_arrays(tmp_path / "whole.npz", arrays)
    with pytest.raises(lc.FileError, match="holds no model: dtype must be"):
        lc.CharLSTM.load(tmp_path / "whole.npz")


def test_a_member_that_is_no_array_does_not_count(saved):
    with zipfile.ZipFile(saved) as old:
        members = {name: old.read(name) for name in old.namelist()}
    with zipfile.ZipFile(saved, "w") as new:
        for name, content in (members | {"W_x.npy": b"not an array"}).items():
            new.writestr(name, content)
    with pytest.raises(lc.FileError, match="lacks W_x"):
        lc.CharLSTM.load(saved)


# Nothing is executed


class Tripwire:
    """Unpickling it writes a file."""

    def __init__(self, path):
        self.path = path

    def __reduce__(self):
        return Path.touch, (Path(self.path),)


def test_nothing_in_a_file_is_unpickled(tmp_path):
    alarm = tmp_path / "alarm"
    trap = np.array([Tripwire(alarm)], dtype=object)
    arrays = dict(lc.Parameters.zeros(3, 2).arrays())
    np.savez(tmp_path / "objects.npz", **(arrays | {"W_x": trap}))
    np.savez(tmp_path / "more.npz", **arrays, more=trap)
    np.save(tmp_path / "object.npy", trap, allow_pickle=True)
    (tmp_path / "pickle").write_bytes(pickle.dumps(Tripwire(alarm)))
    for name in ("objects.npz", "more.npz", "object.npy", "pickle"):
        for load in (lc.CharLSTM.load, lc.load_checkpoint):
            with pytest.raises(lc.FileError, match="pickled"):
                load(tmp_path / name)
    assert not alarm.exists()
    pickle.loads((tmp_path / "pickle").read_bytes())
    assert alarm.exists(), "the trap does not work, so the test proves nothing"


def test_objects_are_not_written_either(tmp_path):
    with pytest.raises(lc.ArgumentError, match="a holds Python objects"):
        save_arrays(tmp_path / "a.npz", {"a": np.array([None])})
    assert list(tmp_path.iterdir()) == []


@given(st.dictionaries(st.sampled_from("abcd"), st.lists(st.floats(), max_size=4), min_size=1))
def test_arrays_come_back_as_they_were(tmp_path_factory, lists):
    path = tmp_path_factory.mktemp("arrays", numbered=True) / "arrays.npz"
    arrays = {name: np.array(numbers) for name, numbers in lists.items()}
    save_arrays(path, arrays)
    back = load_arrays(path, arrays, kind="set of arrays")
    assert {name: a.tobytes() for name, a in back.items()} == {
        name: a.tobytes() for name, a in arrays.items()
    }
