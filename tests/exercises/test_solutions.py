"""The exercises themselves: levels, inputs, and right functions that agree with the library."""

from importlib import import_module

import numpy as np
import pytest

import lstm_core as lc
from lstm_core.exercises.checking.answers import Verdict
from lstm_core.exercises.checking.comparing import agree
from lstm_core.exercises.checking.exercise import LEVELS
from lstm_core.exercises.checking.result_form import form_problem

pytestmark = pytest.mark.slow
NOTEBOOKS = (
    "encoding",
    "gates",
    "forward",
    "bptt",
    "gradient_reach",
    "training",
    "sampling",
    "inside",
    "relatives",
    "real_text",
    "what_came_after",
)
EXERCISES = [
    exercise
    for name in NOTEBOOKS
    for exercise in import_module(f"lstm_core.exercises.{name}").collection.exercises.values()
]
SEEDS = (0, 1, 2, 3, 4, 5)


def cases(exercise, seed):
    return exercise.cases(np.random.default_rng(seed))


@pytest.fixture(params=EXERCISES, ids=lambda exercise: f"{exercise.notebook[:2]}-{exercise.name}")
def exercise(request):
    return request.param


@pytest.mark.parametrize("name", NOTEBOOKS)
def test_each_notebook_has_exercises_of_all_levels_in_order(name):
    levels = [
        e.level for e in import_module(f"lstm_core.exercises.{name}").collection.exercises.values()
    ]
    assert len(levels) >= 3 and set(levels) == set(LEVELS)
    assert levels == sorted(levels, key=LEVELS.index)


@pytest.mark.parametrize("seed", SEEDS)
def test_the_right_answer_is_right(exercise, seed):
    answer = exercise.answer(exercise.solve, seed=seed, in_process=True)
    assert answer.verdict is Verdict.RIGHT, answer


def test_a_single_case_is_not_enough_to_tell_all_apart_so_there_are_several_sizes(exercise):
    inputs = cases(exercise, 0)
    assert len(inputs) >= 3
    shapes = {
        tuple(np.shape(a) if isinstance(a, np.ndarray) else str(a)[:40] for a in i) for i in inputs
    }
    assert len(shapes) >= 3


def test_inputs_are_the_same_for_the_same_seed_and_others_for_another(exercise):
    def solved(seed):
        return [exercise.solve(*arguments) for arguments in cases(exercise, seed)]

    assert all(map(agree, solved(3), solved(3)))
    assert not all(map(agree, solved(3), solved(4)))


def test_the_solution_has_the_form_that_it_asks_for(exercise):
    for arguments in cases(exercise, 0):
        result = exercise.solve(*arguments)
        parts = result if isinstance(result, tuple) else (result,)
        assert len(parts) == len(exercise.outputs)
        for name, part in zip(exercise.outputs, parts, strict=True):
            assert form_problem(name, part, part) is None


# The right answers, held against lstm_core itself where they are not lstm_core's own functions.


def test_the_solution_of_the_forget_bias_gives_that_half_life():
    from lstm_core.exercises.gates import tasks as gates

    for (steps,) in gates.forget_bias_for.cases(np.random.default_rng(0)):
        f = lc.sigmoid(gates.forget_bias_for.solve(steps))
        np.testing.assert_allclose(f**steps, 0.5)


def test_the_solution_of_share_left_is_what_a_cell_keeps():
    from lstm_core.exercises.gates import tasks as gates

    for (f,) in gates.share_left.cases(np.random.default_rng(0)):
        c, kept, H = np.ones(f.shape[1]), [], f.shape[1]
        kept.append(c)
        for row in f[1:]:
            b = np.concatenate([np.zeros(H), np.log(row / (1 - row)), np.zeros(2 * H)])
            c = lc.lstm_step(
                np.zeros(1), np.zeros(H), c, np.zeros((1, 4 * H)), np.zeros((H, 4 * H)), b
            ).c
            kept.append(c)
        np.testing.assert_allclose(gates.share_left.solve(f), kept)


def test_the_solution_of_row_form_gives_the_column_forms_numbers():
    from lstm_core.exercises.forward import tasks as forward

    random = np.random.default_rng(0)
    for matrices in forward.to_row_form.cases(random):
        W_x, W_h = forward.to_row_form.solve(*matrices)
        h, x = random.normal(size=len(W_h)), random.normal(size=len(W_x))
        columns = np.concatenate([W @ np.concatenate([h, x]) for W in matrices])
        np.testing.assert_allclose(x @ W_x + h @ W_h, columns)


def test_the_solution_of_clipping_is_the_librarys():
    from lstm_core.exercises import gradient_reach

    for d, limit in gradient_reach.clip_by_norm.cases(np.random.default_rng(0)):
        gradients = lc.Parameters.zeros(2, 7)
        gradients.vector[: len(d)] = d
        clipped = lc.clip_by_norm(gradients, limit).vector[: len(d)]
        np.testing.assert_allclose(gradient_reach.clip_by_norm.solve(d, limit), clipped)


def test_the_solution_of_a_sequence_is_the_models_gradient():
    from lstm_core.exercises.bptt import tasks as bptt

    model = lc.CharLSTM(4, 3, seed=0)
    p, inputs, targets = model.parameters, np.array([0, 3, 1, 2, 2]), np.array([3, 1, 2, 2, 0])
    trace = model.forward(inputs)
    own_dh = lc.cross_entropy_derivative(trace.logits, targets) @ p.W_y.T
    state, steps = (np.zeros(3), np.zeros(3)), []
    for x in lc.one_hot(inputs, 4):
        steps.append(lc.lstm_step(x, *state, p.W_x, p.W_h, p.b))
        state = steps[-1].h, steps[-1].c
    right = model.backward(trace, targets)
    mine = bptt.sequence_backward.solve(own_dh, steps, p.W_x, p.W_h)
    for name, array in zip(("W_x", "W_h", "b"), mine, strict=True):
        np.testing.assert_allclose(array, getattr(right, name), atol=1e-12)


def test_the_solution_of_the_rnn_is_the_librarys():
    from lstm_core.exercises import gradient_reach

    rnn = lc.CharRNN(4, 3, seed=0)
    trace, targets = rnn.forward([0, 3, 1, 2]), np.array([3, 1, 2, 0])
    dlogits = lc.cross_entropy_derivative(trace.logits, targets)
    totals = rnn.backpropagate(trace, dlogits).dhidden_state
    own = dlogits @ rnn.parameters.W_y.T
    solved = gradient_reach.rnn_backward.solve(own, trace.hidden_state, rnn.parameters.W_h)
    np.testing.assert_allclose(solved, totals, atol=1e-12)


def test_the_solution_of_one_update_is_the_optimizers():
    from lstm_core.exercises.training import tasks as training

    for theta, d, rate, limit in training.sgd_step.cases(np.random.default_rng(0)):
        parameters, gradients = lc.Parameters.zeros(2, 7), lc.Parameters.zeros(2, 7)
        parameters.vector[: len(d)], gradients.vector[: len(d)] = theta, d
        lc.SGD(rate, clip_value=limit).update(parameters, gradients)
        solved = training.sgd_step.solve(theta, d, rate, limit)
        np.testing.assert_allclose(solved, parameters.vector[: len(d)])


def test_a_text_that_is_to_be_read_in_pieces_cannot_be_read_in_one_go():
    from lstm_core.exercises.training import tasks as training

    def in_one_go(model, inputs, targets, length):
        return lc.cross_entropy(model.forward(inputs).logits, targets, "mean")

    answer = training.read_in_pieces.answer(in_one_go)
    assert (
        answer.explanations == (("length.whole",),) and "one piece after the other" in answer.lines[0]
    )


def test_the_solution_of_reading_in_pieces_is_reading_in_one_go():
    from lstm_core.exercises.training import tasks as training

    for model, inputs, targets, length in training.read_in_pieces.cases(np.random.default_rng(0)):
        network = lc.CharLSTM.from_parameters(model.parameters)  # the model itself reads pieces only
        whole = lc.cross_entropy(network.forward(inputs).logits, targets, "mean")
        np.testing.assert_allclose(training.read_in_pieces.solve(model, inputs, targets, length), whole)


def test_the_solution_of_writing_is_the_librarys_sampler():
    from lstm_core.exercises.sampling import tasks as sampling

    vocabulary = lc.Vocabulary.from_text("to be,")
    model = lc.CharLSTM(len(vocabulary), 5, seed=0)
    darts = np.random.default_rng(7).random(40)
    mine = sampling.write.solve(model, vocabulary, "to be", 40, darts)
    assert mine == lc.sample(model, vocabulary, "to be", 40, temperature=1, seed=7)
