"""The figure of weights in three libraries, held against the arrays that go there."""

import numpy as np
import pytest
from matplotlib import pyplot as plt

import lstm_core as lc
from lstm_core import plots

V, H = 6, 5
NETWORKS = {
    "lstm": lc.CharLSTM(V, H),
    "gru": lc.CharGRU(V, H, reset_after=True),
}


def written_in(figure):
    return " ".join(text.get_text().replace("\n", " ") for text in figure.axes[0].texts)


def shape_of(array):
    return f"({', '.join(map(str, array.shape))}{',' if array.ndim == 1 else ''})"


@pytest.mark.parametrize("network", NETWORKS)
def test_names_and_shapes_are_those_that_go_to_pytorch_and_keras(network):
    figure = plots.weight_layouts(V, H, network=network)
    written, told = written_in(figure), figure.get_label()
    model = NETWORKS[network]
    for name, array in model.to_torch().items():
        name = name.removeprefix(f"{network}.")
        assert name in written and name in told
        if "bias" not in name and name != "linear.weight":
            assert f"{name} {shape_of(array)}" in written
            assert f"{name} {shape_of(array)}" in told
    weight, bias = (model.to_torch()[f"linear.{name}"] for name in ("weight", "bias"))
    assert f"linear.weight, linear.bias {shape_of(weight)}, {shape_of(bias)}" in written
    assert f"linear.weight, linear.bias {shape_of(weight)}, {shape_of(bias)}" in told
    kernel, recurrent, bias, output, last = model.to_keras()
    for name, array in (("kernel", kernel), ("recurrent_kernel", recurrent), ("bias", bias)):
        assert f"{name} {shape_of(array)}" in written
    assert f"kernel, bias {shape_of(output)}, {shape_of(last)}" in written
    plt.close(figure)


@pytest.mark.parametrize(
    ("network", "letters"),
    [
        ("lstm", ("ifgo" * 2 + "ifco") * 2 + "ifgo" * 3 + "ifco"),
        ("gru", ("rug" + "rzn" + "zrh") * 2 + "rugg" + "rzn" * 2 + "zrh" * 2),
    ],
)
def test_the_letters_of_the_blocks_are_in_each_library_s_order(network, letters):
    figure = plots.weight_layouts(V, H, network=network)
    shown = [t.get_text() for t in figure.axes[0].texts if len(t.get_text()) == 1]
    assert "".join(shown) == letters
    plt.close(figure)


def test_pytorch_s_matrices_stand_upright_and_the_others_lie():
    figure = plots.weight_layouts(V, H)
    letters = [t.get_position() for t in figure.axes[0].texts if len(t.get_text()) == 1]
    for k, is_tall in enumerate((False, True, False)):
        across, down = zip(*letters[4 * k : 4 * k + 4], strict=True)
        assert len(set(across)) == (1 if is_tall else 4)
        assert list(down) == sorted(set(down)) if is_tall else len(set(down)) == 1
    plt.close(figure)


def test_the_chosen_block_is_bold_in_all_three_columns():
    figure = plots.weight_layouts(V, H, array="W_h", gate="g")
    bold = [t for t in figure.axes[0].texts if t.get_weight() == "bold" and len(t.get_text()) == 1]
    assert [t.get_text() for t in bold] == ["g", "g", "c"]
    rows = {t.get_position()[1] for t in bold}
    assert all(1.9 < y < 3 for y in rows), "the second row"
    plt.close(figure)


@pytest.mark.parametrize(
    ("argument", "value"),
    [("hidden_size", np.nan), ("network", "rnn"), ("array", "W_y"), ("gate", "u")],
)
def test_an_argument_that_is_none_is_refused(argument, value):
    with pytest.raises(lc.ArgumentError, match=argument):
        plots.weight_layouts(**{"vocab_size": 3, "hidden_size": 3, argument: value})
