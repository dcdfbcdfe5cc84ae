"""The map of the recall task."""

import numpy as np

from lstm_core import plots


def test_a_recall_map_has_a_count_for_each_lag_and_network_and_says_it():
    figure = plots.recall_map(
        [[5, 3], [0, 4]], ["10", "20"], ["RNN", "LSTM,\nbias 5"], runs=5, title="t"
    )
    axes = figure.axes[0]
    assert [text.get_text() for text in axes.texts] == ["5 of 5", "3 of 5", "0 of 5", "4 of 5"]
    np.testing.assert_allclose(axes.images[0].get_array(), [[1.0, 0.6], [0.0, 0.8]])
    words = figure.get_label()
    assert "of 5 networks learned to recall" in words
    assert "At lag 20, RNN: 0; LSTM, bias 5: 4." in words
    for text, share in zip(axes.texts, (1.0, 0.6, 0.0, 0.8), strict=True):
        assert text.get_color() == ("black" if share >= 0.5 else "white")
