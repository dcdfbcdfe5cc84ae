"""A training step computed piece by piece is the step computed at once."""

import numpy as np
import pytest

import lstm_core as lc

TEXT = np.random.default_rng(0).integers(0, 6, 60)


def trainer(make=lc.CharLSTM, **settings):
    return lc.Trainer(make(6, 4, seed=1), TEXT, **settings)


@pytest.mark.parametrize("make", [lc.CharLSTM, lc.CharRNN, lc.CharGRU, lc.StackedCharLSTM])
@pytest.mark.parametrize("reduction", ["sum", "mean"])
@pytest.mark.parametrize("streams", [{}, {"sequence_length": 13, "batch_size": 2}])
@pytest.mark.parametrize("piece_length", [1, 7, 58, 1000])
def test_pieces_change_nothing_but_rounding(make, reduction, streams, piece_length):
    whole = trainer(make, reduction=reduction, **streams)
    pieces = trainer(make, reduction=reduction, piece_length=piece_length, **streams)
    for expected, report in zip(whole.run(3), pieces.run(3), strict=True):
        assert report.loss == pytest.approx(expected.loss, rel=1e-10)
        assert report.gradient_norm == pytest.approx(expected.gradient_norm, rel=1e-9)
    ours, theirs = pieces.model.parameters.vector, whole.model.parameters.vector
    np.testing.assert_allclose(ours, theirs, rtol=1e-8, atol=1e-10)


def test_advance_tells_when_a_step_is_done_and_changes_the_parameters_only_then():
    training = trainer(piece_length=20)
    before = training.model.parameters.vector.copy()
    answers = [training.advance() for _ in range(5)]
    assert answers == [None] * 5  # three pieces forward, two of three backward
    np.testing.assert_array_equal(training.model.parameters.vector, before)
    report = training.advance()
    assert (report.epoch, report.step) == (1, 1)
    assert not np.array_equal(training.model.parameters.vector, before)
    assert [len(trace.inputs) for trace in training.traces] == [20, 20, 19]


def test_a_step_that_is_under_way_is_finished_by_step():
    begun, fresh = trainer(piece_length=20), trainer(piece_length=20)
    begun.advance()
    assert begun.step().loss == fresh.step().loss


def test_going_back_in_the_middle_of_a_step_forgets_what_was_begun():
    training, undisturbed = (trainer(piece_length=20) for _ in range(2))
    state = training.state()
    training.step()
    training.advance()
    training.restore(state)
    losses = [report.loss for report in training.run(3)]
    assert losses == [report.loss for report in undisturbed.run(3)]


def test_a_step_that_diverges_in_pieces_leaves_the_last_good_parameters():
    training = trainer(piece_length=20, optimizer=lc.SGD(1e308))
    with pytest.raises(lc.DivergenceError, match="stopped being finite"):
        for _ in training.run(5):
            before = training.model.parameters.vector.copy()
    assert not np.array_equal(training.model.parameters.vector, before)
    assert np.isfinite(training.model.parameters.vector).all()
    training.optimizer.learning_rate = 0.01
    assert np.isfinite(training.step().loss)


@pytest.mark.parametrize("piece_length", [0, -3, 2.5, "20", True])
def test_a_piece_length_that_is_none_is_refused(piece_length):
    with pytest.raises(lc.ArgumentError, match="piece_length"):
        trainer(piece_length=piece_length)


def test_a_checkpoint_keeps_the_pieces(tmp_path):
    training = trainer(piece_length=20)
    training.step()
    lc.save_checkpoint(training, tmp_path / "run.npz")
    resumed = lc.load_checkpoint(tmp_path / "run.npz")
    assert resumed.piece_length == 20
    assert [report.loss for report in resumed.run(3)] == [report.loss for report in training.run(3)]
