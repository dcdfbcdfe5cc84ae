"""What a pass leaves behind: gates by name, the final state, and the derivatives beside them."""

import dataclasses

import numpy as np
import pytest

import lstm_core as lc


@pytest.mark.parametrize("inputs", [[1, 2, 3], [[1, 2], [3, 4], [0, 0]]])
def test_a_gate_is_found_by_its_symbol_and_by_its_name(inputs):
    trace = lc.CharLSTM(5, 4, seed=1).forward(inputs)
    by_symbol = (trace.input_gate, trace.forget_gate, trace.candidate, trace.output_gate)
    for name, gate in zip(lc.GATES, by_symbol, strict=True):
        np.testing.assert_array_equal(trace.gate(name), gate)
        assert gate.base is not None, "a gate is a view, not a copy"
    np.testing.assert_array_equal(np.concatenate(by_symbol, axis=-1), trace.gates)


def test_the_state_is_made_of_the_gates_beside_it():
    trace = lc.CharLSTM(5, 4, seed=1).forward([1, 2, 3])
    h, c = trace.initial_state
    before = np.vstack([c, trace.cell_state[:-1]])
    expected = trace.forget_gate * before + trace.input_gate * trace.candidate
    np.testing.assert_allclose(trace.cell_state, expected, rtol=1e-13)
    np.testing.assert_allclose(trace.hidden_state, trace.output_gate * trace.tanh_cell, rtol=1e-13)
    np.testing.assert_allclose(trace.tanh_cell, np.tanh(trace.cell_state), rtol=1e-13)
    assert not h.any()


def test_a_trace_cannot_be_changed_by_accident():
    trace = lc.CharLSTM(5, 4).forward([1, 2])
    with pytest.raises(dataclasses.FrozenInstanceError):
        trace.gates = None


@pytest.mark.parametrize("kind", [lc.CharLSTM, lc.CharRNN, lc.CharGRU, lc.StackedCharLSTM])
@pytest.mark.parametrize("inputs", [[1, 2, 3], [[1, 2], [3, 4], [0, 0]]])
def test_every_derivative_is_shaped_like_what_it_belongs_to(kind, inputs):
    model = kind(5, 4, seed=1)
    trace = model.forward(inputs)
    back = model.backpropagate(trace, np.ones(trace.logits.shape))
    assert back.dlogits.shape == trace.logits.shape
    assert back.dhidden_state.shape == trace.hidden_state.shape
    assert back.dz.shape[:-1] == trace.hidden_state.shape[:-1]
    assert [a.shape for a in back.dinitial_state] == [a.shape for a in trace.initial_state]
    assert back.dz.shape == getattr(trace, "gates", trace.hidden_state).shape
    if kind in (lc.CharLSTM, lc.StackedCharLSTM):
        assert back.dcell_state.shape == trace.cell_state.shape
    else:
        assert back.dcell_state is None


def test_a_final_state_is_a_copy():
    trace = lc.CharLSTM(5, 4).forward([1, 2])
    trace.final_state[0][...] = 9.0
    assert not (trace.hidden_state == 9.0).any()


def test_a_trace_says_what_it_holds_and_refuses_gates_that_it_does_not_hold():
    trace = lc.CharLSTM(5, 4).forward([[1, 2]])
    assert repr(trace) == "Trace(inputs=(1, 2), H=4, V=5, dtype=float64)"
    with pytest.raises(lc.ArgumentError, match="gate must be one of 'input'"):
        trace.gate("cell")
