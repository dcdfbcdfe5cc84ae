"""A training run with its history: going back, branching, comparing."""

import math

import numpy as np
import pytest

import lstm_core as lc
from lstm_core.lab.experiment import Experiment, branch_name
from lstm_core.lab.settings import LabSettings

TEXT = "to be, or not to be, that is the question: "


def experiment(text=TEXT, **settings) -> Experiment:
    return Experiment(text, LabSettings(**{"hidden_size": 6, **settings}))


def losses_of(run) -> list[float]:
    return [report.loss for report in run]


def test_it_trains_as_the_trainer_does():
    ours = experiment()
    model = lc.CharLSTM(len(ours.vocabulary), 6, seed=0)
    theirs = lc.Trainer(model, ours.vocabulary.encode(TEXT))
    assert losses_of(ours.run(5)) == losses_of(theirs.run(5))
    assert ours.epoch == 5


def test_the_curve_has_a_point_for_every_step():
    ours = experiment()
    reports = list(ours.run(4))
    epochs, losses, norms = ours.curve(0)
    assert epochs.tolist() == [1, 2, 3, 4]
    assert losses.tolist() == [report.loss for report in reports]
    assert norms.tolist() == [report.gradient_norm for report in reports]
    assert ours.loss == reports[-1].loss


def test_before_the_first_step_there_is_no_loss_and_one_snapshot():
    ours = experiment()
    assert math.isnan(ours.loss)
    assert [snapshot.step for snapshot in ours.snapshots()] == [0]


@pytest.mark.parametrize("text", [TEXT, TEXT * 60], ids=["whole", "streams"])
@pytest.mark.parametrize("dtype", ["float32", "float64"])
def test_a_branch_with_the_same_settings_repeats_the_original_bit_for_bit(text, dtype):
    ours = experiment(text, dtype=dtype)
    while ours.trainer.step_count < 12:
        ours.advance()
    chosen = ours.snapshots()[5]
    branch = ours.branch_from(chosen)
    assert (branch.parent, branch.first_step) == (0, chosen.step)
    while ours.trainer.step_count < 12:
        ours.advance()
    original = ours.branches[0].losses[chosen.step : 12]
    assert list(branch.losses) == list(original)
    assert branch.gradient_norms == ours.branches[0].gradient_norms[chosen.step : 12]


def test_a_branch_with_another_learning_rate_goes_another_way_and_both_curves_stay():
    ours = experiment()
    list(ours.run(10))
    ours.branch_from(ours.snapshots()[4])
    ours.learning_rate = 0.2
    list(ours.run(6))
    (_, old, _), (epochs, new, _) = ours.curve(0), ours.curve(1)
    assert epochs.tolist() == [5, 6, 7, 8, 9, 10]
    assert new[0] == old[4]  # the first step's loss is that of the parameters it began with
    assert not np.isin(new[1:], old).any()
    assert len(old) == 10


def test_going_back_in_the_middle_of_a_step_is_the_same_as_between_two():
    ours, theirs = experiment(), experiment()
    for one in (ours, theirs):
        list(one.run(6))
    ours.advance()
    for one in (ours, theirs):
        one.branch_from(one.snapshots()[2])
    assert losses_of(ours.run(4)) == losses_of(theirs.run(4))


def test_the_way_to_the_present_leaves_out_what_came_after_a_branch_left():
    ours = experiment()
    list(ours.run(8))
    ours.branch_from(ours.snapshots()[3])
    list(ours.run(2))
    steps = [(snapshot.branch, snapshot.step) for snapshot in ours.snapshots()]
    assert steps == [(0, 0), (0, 1), (0, 2), (1, 3), (1, 4), (1, 5)]


def test_the_network_of_a_snapshot_is_the_one_that_was_trained_so_far():
    ours = experiment()
    vectors = [ours.trainer.model.parameters.vector.copy()]
    for _ in ours.run(5):
        vectors.append(ours.trainer.model.parameters.vector.copy())
    for vector, snapshot in zip(vectors, ours.snapshots(), strict=True):
        model = ours.model_at(snapshot)
        np.testing.assert_array_equal(model.parameters.vector, vector)
    model.parameters.vector[...] = 0.0
    assert ours.trainer.model.parameters.vector.any()


def test_all_branches_together_keep_to_the_memory_for_snapshots():
    ours = experiment(snapshot_bytes=200_000)
    for _ in range(4):
        list(ours.run(30))
        ours.branch_from(ours.snapshots()[-1])
    total = sum(branch.snapshots.bytes for branch in ours.branches)
    assert total <= 200_000
    assert [branch.name for branch in ours.branches] == ["A", "B", "C", "D", "E"]


def test_a_long_text_is_read_in_parallel_streams():
    ours = experiment(TEXT * 60)
    assert (ours.trainer.batch_size, ours.trainer.sequence_length) == (16, 64)
    assert ours.steps_per_epoch == math.ceil(((len(TEXT) * 60 - 1) // 16) / 64)
    list(ours.run(1))
    assert ours.trainer.step_count == ours.steps_per_epoch
    assert ours.epoch == 1.0


def test_the_baselines_are_those_of_guessing():
    ours = experiment("baab")  # of which aab is to be predicted
    assert ours.baselines()["uniform"] == pytest.approx(math.log(2))
    expected = -(2 / 3) * math.log(2 / 3) - (1 / 3) * math.log(1 / 3)
    assert ours.baselines()["unigram"] == pytest.approx(expected)


def test_a_character_that_only_begins_the_text_is_never_guessed():
    assert experiment("baa").baselines()["unigram"] == 0.0


def test_a_branch_from_the_first_moment_of_another_leaves_where_that_one_did():
    ours = experiment()
    list(ours.run(8))
    chosen = ours.snapshots()[3]
    ours.branch_from(chosen)
    first_of_b = ours.branches[1].snapshots.kept[0]
    assert first_of_b.step == chosen.step
    assert ours.branch_from(first_of_b).parent == 0
    list(ours.run(2))
    assert ours.branch_from(ours.snapshots()[-1]).parent == 2


def test_a_divergence_leaves_an_experiment_that_can_go_on():
    ours = experiment()
    list(ours.run(2))
    ours.learning_rate, ours.clip_value = 1e308, None
    with pytest.raises(lc.DivergenceError):
        list(ours.run(5))
    ours.learning_rate = 0.05
    assert np.isfinite(losses_of(ours.run(2))).all()
    assert np.isfinite(ours.curve(0)[1]).all()


def test_a_snapshot_of_another_experiment_is_refused():
    ours, other = experiment(), experiment()
    with pytest.raises(lc.ArgumentError, match="no snapshot that this experiment still has"):
        ours.branch_from(other.snapshots()[0])
    with pytest.raises(lc.ArgumentError, match="no snapshot"):
        ours.model_at("the first")


@pytest.mark.parametrize(
    ("settings", "error"),
    [
        ({"text": "a"}, lc.TextError),
        ({"text": ""}, lc.TextError),
        ({"text": 7}, lc.LSTMCoreError),
        ({"hidden_size": 0}, lc.ArgumentError),
        ({"seed": -1}, lc.ArgumentError),
        ({"learning_rate": 0.0}, lc.ArgumentError),
        ({"clip_value": -1.0}, lc.ArgumentError),
        ({"snapshot_bytes": 0}, lc.ArgumentError),
        ({"dtype": "int32"}, lc.ArgumentError),
        ({"backend": "gpu"}, lc.ArgumentError),
    ],
)
def test_a_wrong_setting_is_refused(settings, error):
    with pytest.raises(error):
        experiment(**settings)


def test_a_branch_that_is_not_there_is_refused():
    with pytest.raises(lc.ArgumentError, match="branch must be one of 0 to 0"):
        experiment().curve(1)


def test_branches_are_named_like_columns():
    assert [branch_name(n) for n in (0, 1, 25, 26, 27, 701, 702)] == [
        *("A", "B", "Z", "AA", "AB", "ZZ", "AAA")
    ]
