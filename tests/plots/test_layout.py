"""The figure of weights in three libraries, held against the arrays that go there."""

import numpy as np
import pytest

import lstm_core as lc
from lstm_core import plots

V, H = 6, 5


@pytest.fixture(scope="module")
def words():
    figure = plots.weight_layouts(V, H)
    return figure, " ".join(text.get_text().replace("\n", " ") for text in figure.axes[0].texts)


def shape_of(array):
    return f"({', '.join(map(str, array.shape))}{',' if array.ndim == 1 else ''})"


def test_names_and_shapes_are_those_that_go_to_pytorch_and_keras(words):
    figure, written = words
    model = lc.CharLSTM(V, H)
    for name, array in model.to_torch().items():
        name = name.removeprefix("lstm.")
        assert name in written
        if "bias" not in name:
            assert f"{name} {shape_of(array)}" in written
            assert f"{name} {shape_of(array)}" in figure.get_label()
    kernel, recurrent, bias, output, last = model.to_keras()
    for name, array in (
        ("kernel", kernel),
        ("recurrent_kernel", recurrent),
        ("bias", bias),
        ("kernel", output),
        ("bias", last),
    ):
        assert f"{name} {shape_of(array)}" in written
    assert shape_of(lc.CharGRU(V, H, reset_after=True).to_keras()[2]) in written


def test_the_letters_of_the_blocks_are_in_each_library_s_order(words):
    figure, _ = words
    letters = [t.get_text() for t in figure.axes[0].texts if len(t.get_text()) == 1]
    assert (
        "".join(letters)
        == ("ifgo" * 2 + "ifco") * 2 + "ifgo" * 3 + "ifco" + "rugg" + "rzn" * 2 + "zrh" * 2
    )
    places = {(p.get_x() < 2, p.get_width() > 0.25) for p in figure.axes[0].patches}
    assert len(places) > 1


def test_a_size_that_is_none_is_refused():
    with pytest.raises(lc.ArgumentError, match="hidden_size"):
        plots.weight_layouts(3, np.nan)
