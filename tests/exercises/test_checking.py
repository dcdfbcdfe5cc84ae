"""What a check makes of odd functions: it answers kindly, and nothing ever stops the notebook."""

import math

import numpy as np
import pytest

import lstm_core as lc
from lstm_core.exercises.bptt import tasks as bptt
from lstm_core.exercises.checking.answers import Answer, Verdict, as_html
from lstm_core.exercises.checking.limited_call import is_unwritten
from lstm_core.exercises.encoding import tasks as encoding
from lstm_core.exercises.forward import tasks as forward
from lstm_core.exercises.gates import tasks as gates
from lstm_core.exercises.sampling import tasks as sampling

SLOPE, PAIRS = gates.sigmoid_slope, encoding.make_pairs


def slope(z):
    s = 1 / (1 + np.exp(-np.clip(z, -500, 500)))
    return s * (1 - s)


def text_of(answer):
    return " ".join(str(answer).split())


@pytest.fixture(autouse=True)
def progress_of_this_test_alone(monkeypatch, tmp_path):
    monkeypatch.setenv("LSTM_PROGRESS", str(tmp_path / "my_progress.json"))


def not_written(z):
    """Return the slope."""
    ...


def only_passes(z):
    pass


def returns_dots(z):
    return ...


def not_implemented(z):
    raise NotImplementedError


def half_written(indices, ahead):
    return indices[:-ahead], ...


@pytest.mark.parametrize(
    "function", [not_written, only_passes, returns_dots, not_implemented, None, ...]
)
def test_what_is_not_attempted_gets_a_friendly_line(function):
    assert SLOPE.answer(function).verdict is Verdict.TODO


def test_a_part_that_is_not_written_yet_is_not_attempted_either():
    assert PAIRS.answer(half_written).verdict is Verdict.TODO


def test_code_that_is_handed_out_with_bugs_counts_as_not_attempted_until_it_is_changed():
    answer = bptt.three_bugs.answer(bptt.three_bugs.others["planted.all"])
    assert answer.verdict is Verdict.TODO and "three bugs" in text_of(answer)


def test_an_error_is_told_with_its_line():
    def broken(z):
        s = np.exp(z)
        return s[:, :, 7]

    answer = SLOPE.answer(broken)
    assert answer.verdict is Verdict.FORM
    assert "IndexError" in text_of(answer) and "`return s[:, :, 7]`" in text_of(answer)
    assert "of shape (3,)" in text_of(answer)


def uses_before_it_is_given(z):
    total += z  # noqa: F821
    total = total * 2
    return total


@pytest.mark.parametrize(
    ("exercise", "function", "words"),
    [
        (gates.share_left, lambda f: f if f > 0 else 1 - f, "place by place"),
        (gates.share_left, lambda f: math.exp(-f), "whole array"),
        (encoding.one_hot_rows, lambda indices, V: np.zeros(len(indices), V), "brackets of its own"),
        (encoding.make_pairs, lambda indices, ahead: indices[len(indices)], "counted from 0"),
        (encoding.make_vocabulary, lambda text: [text] * 8, "returns a list of 8"),
        (gates.sigmoid_slope, lambda z: np.split(z, 7), "n equal parts"),
        (gates.sigmoid_slope, lambda z: z[0][0], "no entries"),
        (gates.sigmoid_slope, lambda z: z(0), "square brackets"),
        (gates.sigmoid_slope, lambda z: [a for a, b in [z]], "differ in number"),
        (gates.sigmoid_slope, uses_before_it_is_given, "choose another name"),
        (gates.sigmoid_slope, lambda z: {z: 1}, "key of a dictionary"),
        (gates.sigmoid_slope, lambda z: [1, 2][z.astype(int)], "one whole number is expected"),
        (gates.sigmoid_slope, lambda z: z.tolist()[0, 0], "one index after the other"),
        (gates.sigmoid_slope, lambda z: z[len(z) / 2], "Indices are whole numbers"),
        (gates.sigmoid_slope, lambda z: z[np.zeros(2)], "Indices are whole numbers"),
        (gates.sigmoid_slope, lambda z: list(z)[0.5], "Indices are whole numbers"),
        (gates.sigmoid_slope, lambda z: range(z), "range(len(x))"),
        (gates.sigmoid_slope, lambda z: np.array([[1.0], [z, z]]), "differ in length"),
        (gates.sigmoid_slope, lambda z: np.zeros(3).__setitem__(0, [1, 2]), "Print both shapes"),
        (gates.sigmoid_slope, lambda z: np.zeros(9, int).__iadd__(0.5), "Make it of floats"),
        (gates.sigmoid_slope, lambda z: [].__setitem__(3, z), "Use `append`"),
        (gates.sigmoid_slope, lambda z: np.vstack([np.ones(9), [1, 2]]), "side by side"),
        (gates.sigmoid_slope, lambda z: np.stack([]), "Nothing was collected"),
        (gates.sigmoid_slope, lambda z: z.reshape(7, 7), "as many entries as before"),
        (gates.sigmoid_slope, lambda z: z.sum(axis=5), "fewer axes"),
        (gates.sigmoid_slope, lambda z: [1].sort()[0], "There is None"),
    ],
)
def test_what_a_beginner_cannot_read_out_of_an_error_is_said(exercise, function, words):
    assert words in text_of(exercise.answer(function))


@pytest.mark.parametrize(
    ("exercise", "function"),
    [
        (gates.sigmoid_slope, lambda z: np.array([slope(z[k]) for k in range(901)])),  # an error
        (gates.sigmoid_slope, lambda z: np.zeros(901)),  # a wrong form
        (gates.sigmoid_slope, lambda z: slope(z) * len(z) / 901),  # wrong values
    ],
)
def test_a_number_in_the_code_that_may_be_a_size_is_asked_about(exercise, function):
    assert "contains the number `901`" in text_of(exercise.answer(function))


def test_small_and_round_numbers_and_known_mistakes_raise_no_question_about_sizes():
    small = gates.sigmoid_slope.answer(lambda z: slope(z) * z**4 / 1000)
    known = gates.sigmoid_slope.answer(lambda z: (1 / (1 + np.exp(-z)), 901)[0])
    assert small.verdict is Verdict.UNKNOWN and known.verdict is Verdict.KNOWN
    assert "contains the number" not in text_of(small) + text_of(known)


def test_shapes_that_do_not_fit_bring_a_piece_of_advice():
    answer = gates.step.answer(lambda x, h_prev, c_prev, W_x, W_h, b: (W_x.T @ W_h) @ b)
    assert "shape of each" in text_of(answer)


@pytest.mark.parametrize(
    ("join", "advice"), [("two", "in one list"), ("four", "one list of"), ("dot", "np.outer")]
)
def test_a_wrong_call_of_numpy_brings_the_right_one(join, advice):
    joins = {
        "two": lambda x, b: np.concatenate(x, b),
        "four": lambda x, b: np.concatenate(x, b, b, b),
        "dot": lambda x, b: np.dot(x, b),
    }
    answer = gates.step.answer(lambda x, h_prev, c_prev, W_x, W_h, b: joins[join](x, b))
    assert answer.verdict is Verdict.FORM and advice in text_of(answer)


def test_an_axis_too_many_is_told_from_wrong_numbers():
    right = bptt.logit_gradient.answer(lambda y, target: bptt.logit_gradient.solve(y, target)[None])
    wrong = bptt.logit_gradient.answer(lambda y, target: np.arange(len(y) + 2.0))
    assert "axis of length 1" in text_of(right) and right.verdict is Verdict.FORM
    assert "axis of length 1" not in text_of(wrong) and wrong.verdict is Verdict.FORM


@pytest.mark.parametrize("error", [SystemExit, KeyboardInterrupt, RecursionError, MemoryError])
def test_no_error_gets_out(error):
    def raises(z):
        raise error("on purpose")

    assert error.__name__ in text_of(SLOPE.answer(raises))


def test_endless_recursion_is_an_error_like_any_other():
    def recurse(z):
        return recurse(z)

    assert "RecursionError" in text_of(SLOPE.answer(recurse))


def forgets_to_return(z):
    slope(z)


def test_who_returns_nothing_for_some_inputs_is_told_for_which():
    told = text_of(SLOPE.answer(lambda z: slope(z) if z.size < 4 else None))
    assert "on every way through it" in told and "called with `z` of shape" in told


@pytest.mark.parametrize(
    ("function", "word"),
    [
        (forgets_to_return, "return"),
        (lambda z: list(slope(z)), "np.array"),
        (lambda z: slope(z).astype(np.float32), "float32"),
        (lambda z: (9 * slope(z)).astype(int), "integers"),
        (lambda z: slope(z) > 0.1, "booleans"),
        (lambda z: slope(z) + 0j, "complex"),
        (lambda z: slope(z)[None], "shape"),
        (lambda z: 0.7, "array"),
        (lambda z: "0.25", "str"),
        (lambda z: {"slope": 1}, "dict"),
        (lambda z: slope, "function"),
        (lambda z: object(), "object"),
        (lambda z: [[1, 2], [3]], "list"),
        (lambda z: (z, z), "tuple"),
    ],
)
def test_a_result_of_the_wrong_form_is_told_what_is_wanted(function, word):
    answer = SLOPE.answer(function)
    assert answer.verdict is Verdict.FORM, answer
    assert word in text_of(answer)


@pytest.mark.parametrize(
    "function",
    [
        lambda indices, ahead: indices[ahead:],
        lambda indices, ahead: (indices, indices, indices),
        lambda indices, ahead: 3,
    ],
)
def test_the_number_of_values_is_told(function):
    assert "Return 2 values, `return inputs, targets`" in text_of(PAIRS.answer(function))


@pytest.mark.parametrize("value", [3, "my_function", np.zeros(3), [slope]])
def test_what_is_no_function_is_told_so(value):
    answer = SLOPE.answer(value)
    assert answer.verdict is Verdict.FORM and "without brackets" in text_of(answer)


def test_other_arguments_are_told():
    answer = PAIRS.answer(lambda indices: indices)
    assert "`indices, ahead`" in text_of(answer) and "takes `indices`" in text_of(answer)


def test_one_argument_is_one_and_none_is_none():
    told = text_of(SLOPE.answer(lambda: 0.0))
    assert "called with 1 argument, `z`, but takes none." in told


def test_arguments_may_have_other_names_and_defaults():
    assert PAIRS.answer(lambda i, a=1, *more: (i[:-a], i[a:])).verdict is Verdict.RIGHT


def test_a_changed_argument_is_told_by_its_name():
    def changes(x, h_prev, c_prev, W_x, W_h, b):
        h, c = gates.step.solve(x, h_prev, c_prev, W_x, W_h, b)
        c_prev[...] = c
        return h, c

    answer = gates.step.answer(changes)
    assert answer.verdict is Verdict.FORM and "`c_prev`" in text_of(answer)


def test_a_list_of_steps_that_was_emptied_counts_as_changed():
    def empties(own_dh, steps, W_x, W_h):
        result = bptt.sequence_backward.solve(own_dh, list(steps), W_x, W_h)
        steps.clear()
        return result

    assert "`steps`" in text_of(bptt.sequence_backward.answer(empties))


def test_a_wrong_answer_that_changes_its_argument_hears_of_both():
    def doubles(z):
        z *= 3
        return z

    answer = SLOPE.answer(doubles)
    assert answer.verdict is Verdict.UNKNOWN and "`z`" in text_of(answer) and "[0]" in text_of(answer)


def test_a_result_that_is_overwritten_by_the_next_call_is_compared_as_it_was():
    buffer = np.zeros(100)

    def reuses(z):
        result = buffer[: z.size].reshape(z.shape)
        result[...] = slope(z)
        return result

    assert SLOPE.answer(reuses).verdict is Verdict.RIGHT


def test_an_unknown_mistake_shows_the_first_difference_and_how_to_repeat_it():
    def my_slope(z):
        return np.where(z == 2.0, 0.5, slope(z))

    assert "`your_function(*check" in text_of(SLOPE.answer(lambda z: my_slope(z)))
    answer = SLOPE.answer(my_slope)
    assert answer.verdict is Verdict.UNKNOWN
    assert "slope[2] should be 0.105, but yours is 0.5." in answer.lines[0]
    assert '`my_slope(*check.example("sigmoid_slope", 0))`' in text_of(answer)


def test_a_pair_is_found_where_not_all_pairs_can_be_tried():
    answer = sampling.expected_accuracy.answer(
        lambda logits, targets: 100 * np.exp(-lc.cross_entropy(logits, targets, "mean"))
    )
    assert answer.explanations == (("average.geometric", "result.per_cent"),)


def test_a_small_difference_is_shown_with_enough_digits():
    line = SLOPE.answer(lambda z: slope(z) + 1e-5).lines[0]
    assert "0.2350037122" in line and "0.2350137122" in line


def test_what_every_call_prints_is_kept_and_not_without_end(capsys):
    def talks(z):
        print("z has the shape", z.shape)
        return slope(z)

    def floods(z):
        for _ in range(10_000):
            print("again and again")
        return slope(z)

    assert SLOPE.answer(talks).verdict is Verdict.RIGHT
    shapes = [np.shape(case[0]) for case in SLOPE.cases(np.random.default_rng(0))]
    assert capsys.readouterr().out.splitlines() == [f"z has the shape {shape}" for shape in shapes]
    SLOPE.answer(floods)
    printed = capsys.readouterr().out
    assert len(printed) < 3000 and printed.count("the rest is left out") == len(shapes)


def test_what_is_printed_before_an_error_is_kept(capsys):
    def talks(z):
        print("so far", len(z))
        raise ValueError("no further")

    SLOPE.answer(talks)
    assert capsys.readouterr().out == "so far 3\n"


def test_a_function_with_lines_in_it_is_not_blank():
    assert is_unwritten(not_written) and is_unwritten(only_passes)
    assert not is_unwritten(slope) and not is_unwritten(np.exp) and not is_unwritten(lambda z: 0)


# What is shown


def test_what_the_learner_wrote_is_escaped():
    answer = Answer(
        Verdict.FORM, "x", ("Your function ended in ValueError: <script>alert(1)</script>",)
    )
    shown = answer._repr_html_()
    assert "<script>" not in shown and "&lt;script&gt;" in shown
    assert as_html("`<b>`") == "<code>&lt;b&gt;</code>"


def test_an_answer_can_be_read_without_colour():
    signs = {(verdict.sign, verdict.words) for verdict in Verdict}
    assert len({words for _, words in signs}) == len(Verdict)
    for verdict in Verdict:
        shown = Answer(verdict, "step", ("A line.",))._repr_html_()
        assert verdict.sign in shown and verdict.words in shown and 'role="status"' in shown


def test_an_answer_is_the_same_in_every_run():
    def wrong(z):
        return slope(z) * 1.1

    assert str(SLOPE.answer(wrong)) == str(SLOPE.answer(wrong))
    assert "0x" not in str(SLOPE.answer(lambda z: object()))


def test_a_check_shows_its_answer_and_returns_nothing(capsys):
    assert gates.sigmoid_slope(slope) is None
    assert capsys.readouterr().out.startswith("✓ sigmoid_slope: Right.")


def softmax_with(extra):
    """Return a softmax that adds what `extra(e)` makes to the exponentials."""

    def softmax(y):
        e = np.exp(y - y.max(axis=-1, keepdims=True))
        e = e + extra(e)
        return e / e.sum(axis=-1, keepdims=True)

    return softmax


def test_a_size_or_an_axis_that_fits_by_chance_is_pointed_at():
    answer = text_of(forward.softmax.answer(softmax_with(lambda e: np.zeros((len(e), 3)))))
    assert "your function is right" in answer
    assert "size that is written as a number" in answer
    assert "axis that fits there by chance" in answer


def test_several_numbers_in_one_place_are_no_wrong_size():
    def one_row_in_one_place(e):
        out = np.zeros_like(e)
        if len(e) > 2:
            out[0, 0] = e[0]
        return out

    answer = text_of(forward.softmax.answer(softmax_with(one_row_in_one_place)))
    assert "room for one" in answer
    assert "written as a number" not in answer
