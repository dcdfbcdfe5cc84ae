"""The validation loss: the mean over a whole text, in pieces that do not show."""

import tracemalloc

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

import lstm_core as lc
from lstm_core import validation

FAMILIES = [
    lc.CharLSTM,
    lc.CharRNN,
    lc.CharGRU,
    lambda V, H, **options: lc.StackedCharLSTM(V, H, dropout=0.5, **options),
]
families = pytest.mark.parametrize("make", FAMILIES)


def plain_loss(model, text, state=None):
    return lc.cross_entropy(model.forward(text[:-1], state).logits, text[1:])


@families
@given(N=st.integers(2, 40), piece=st.integers(1, 12), seed=st.integers(0, 50))
def test_one_stream_is_the_text_as_a_whole(make, N, piece, seed):
    model, text = make(5, 4, seed=seed), np.random.default_rng(seed).integers(0, 5, N)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(validation, "PIECE", piece)
        found = lc.validation_loss(model, text)
    assert found == pytest.approx(plain_loss(model, text) / (N - 1), rel=1e-12)


@families
@given(N=st.integers(6, 60), B=st.integers(1, 5), piece=st.integers(1, 30), seed=st.integers(0, 50))
def test_every_character_is_predicted_once_in_parallel_streams(make, N, B, piece, seed):
    model, text = make(5, 4, seed=seed), np.random.default_rng(seed).integers(0, 5, N)
    length = (N - 1) // B
    begins = [*range(0, B * length, length)]
    ends = [*begins[1:], N - 1]  # the last stream has what is left over
    parts = [plain_loss(model, text[a : b + 1]) for a, b in zip(begins, ends, strict=True)]
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(validation, "PIECE", piece)
        found = lc.validation_loss(model, text, batch_size=B)
    assert found == pytest.approx(sum(parts) / (N - 1), rel=1e-12)


def test_an_untrained_network_loses_about_ln_V_and_a_trained_one_less():
    text = np.tile(np.arange(35), 30)
    model = lc.CharLSTM(35, 10, seed=0)
    assert lc.validation_loss(model, text) == pytest.approx(np.log(35), abs=0.15)
    trainer = lc.Trainer(model, text, optimizer=lc.Adam(0.02), sequence_length=35)
    list(trainer.run(epochs=4))
    assert lc.validation_loss(model, text) < 1.0


@families
def test_nothing_is_dropped_and_nothing_is_changed(make):
    model, text = make(5, 4, seed=1), np.arange(30) % 5
    before = model.parameters.vector.copy()
    assert lc.validation_loss(model, text) == lc.validation_loss(model, text)
    np.testing.assert_array_equal(model.parameters.vector, before)


def test_memory_does_not_grow_with_the_text():
    model = lc.CharLSTM(5, 8, backend="numpy")
    peaks = []
    for length in (20_000, 200_000):
        text = np.zeros(length, np.int64)
        tracemalloc.start()
        lc.validation_loss(model, text, batch_size=8)
        peaks.append(tracemalloc.get_traced_memory()[1] - 3 * text.nbytes)
        tracemalloc.stop()
    assert peaks[1] < 1.3 * peaks[0]


def test_a_text_that_is_too_short_is_refused():
    with pytest.raises(lc.TextError, match="at least 5"):
        lc.validation_loss(lc.CharLSTM(5, 4), [0, 1, 2, 3], batch_size=4)


def test_a_network_that_diverged_is_refused():
    model = lc.CharLSTM(5, 4)
    model.parameters.b[0] = np.nan
    with pytest.raises(lc.ArgumentError, match="finite"):
        lc.validation_loss(model, [0, 1, 2])
