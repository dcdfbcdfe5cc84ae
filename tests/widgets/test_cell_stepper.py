"""The cell stepper's Python side: what it sends, what it refuses, what its figure shows."""

import json
import re
import shutil
import subprocess
from pathlib import Path

import numpy as np
import pytest

import lstm_core as lc

pytest.importorskip("anywidget")

from lstm_core.widgets import CellStepper
from lstm_core.widgets.cell_stepper.arrays import MOST_BYTES
from lstm_core.widgets.cell_stepper.formulas import formula_line, number
from lstm_core.widgets.cell_stepper.widget import SUBSTEPS

ROOT = Path(__file__).resolve().parent.parent.parent
TEXT = "to be, or not to be"


def make(text=TEXT, hidden_size=4, *, with_targets=True, state=None, **view):
    vocabulary = lc.Vocabulary.from_text(text)
    indices = vocabulary.encode(text)
    model = lc.CharLSTM(len(vocabulary), hidden_size, seed=1)
    model.parameters.vector *= 2.0  # away from the almost linear beginning
    trace = model.forward(indices[:-1], state)
    targets = indices[1:] if with_targets else None
    return CellStepper(trace, vocabulary, model=model, targets=targets, **view), model, trace


# The numbers


def walked_by_hand(model, trace, targets):
    """Every number of every step, from lstm_step and lstm_step_backward, one step at a time."""
    p, V = model.parameters, model.vocab_size
    h, c = trace.initial_state
    steps = []
    for index in trace.inputs:
        steps.append(lc.lstm_step(lc.one_hot(index, V), h, c, p.W_x, p.W_h, p.b))
        h, c = steps[-1].h, steps[-1].c
    numbers = [{} for _ in steps]
    dh_next = dc_next = np.zeros_like(h)
    for t in reversed(range(len(steps))):
        step = steps[t]
        dy = lc.softmax(step.h @ p.W_y + p.b_y) - lc.one_hot(targets[t], V)
        dh = dy @ p.W_y.T + dh_next
        back = lc.lstm_step_backward(dh, dc_next, step, p.W_x, p.W_h)
        numbers[t] = {
            **{
                name: getattr(step, name) for name in ("c_prev", "h_prev", "i", "f", "g", "o", "c", "h")
            },
            **{"dy": dy, "dh": dh, "dh_next": dh_next, "dc_next": dc_next},
            **{"dh_prev": back.dh_prev, "dc_prev": back.dc_prev},
            **{f"dz_{gate}": part for gate, part in zip("ifgo", np.split(back.db, 4), strict=True)},
        }
        dh_next, dc_next = back.dh_prev, back.dc_prev
    return numbers


def test_every_number_is_that_of_the_cell_taken_step_by_step():
    state = (np.array([0.1, -0.2, 0.3, 0.0]), np.array([0.5, -1.0, 0.25, 2.0]))
    stepper, model, trace = make(state=state)
    targets = stepper.arrays.targets
    for t, expected in enumerate(walked_by_hand(model, trace, targets)):
        shown = stepper.arrays.step(t)
        for name, values in expected.items():
            np.testing.assert_allclose(
                shown[name], values, rtol=1e-4, atol=1e-6, err_msg=f"{name} at {t}"
            )


def test_the_gates_slopes_lead_from_the_cell_to_the_pre_activations():
    stepper, _, _ = make()
    for t in range(len(stepper.arrays.inputs)):
        n = stepper.arrays.step(t)
        for gate in "ifo":
            slope = n[gate] * (1 - n[gate])
            np.testing.assert_allclose(n[f"d{gate}"] * slope, n[f"dz_{gate}"], rtol=1e-3, atol=1e-6)
        np.testing.assert_allclose(n["dg"] * (1 - n["g"] ** 2), n["dz_g"], rtol=1e-3, atol=1e-6)
        total = n["dc_next"] + n["dtanh_c"] * (1 - n["tanh_c"] ** 2)
        np.testing.assert_allclose(total, n["dc"], rtol=1e-3, atol=1e-6)
        np.testing.assert_allclose(n["kept"] + n["written"], n["c"], rtol=1e-4, atol=1e-6)
        np.testing.assert_allclose(n["p"].sum(), 1, rtol=1e-5)


LOOK_UP = """
import { readFileSync } from "node:fs";
import { fromOutput, logitSummands, lossAt, quantity, readTrace, summands } from "%s";
const values = JSON.parse(readFileSync(0, "utf8"));
for (const name of ["inputs", "targets", "initial_state", "weights", "forward_rows", "backward_rows"]) {
  const bytes = Buffer.from(values[name], "hex");
  values[name] = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
}
const trace = readTrace(values);
const answer = [];
for (let t = 0; t < trace.T; t += 1) {
  const numbers = {};
  for (const name of values.names) numbers[name] = Array.from(quantity(trace, name, t));
  numbers.loss = [lossAt(trace, t)];
  numbers.from_output = Array.from({ length: trace.H }, (_, unit) => fromOutput(trace, t, unit));
  numbers.z_sum = Array.from({ length: trace.H }, (_, unit) => {
    const { lookup, recurrent, bias } = summands(trace, t, "o", unit);
    return lookup + recurrent + bias;
  });
  numbers.y_sum = Array.from({ length: trace.V }, (_, k) => {
    const { product, bias } = logitSummands(trace, t, k);
    return product + bias;
  });
  answer.push(numbers);
}
console.log(JSON.stringify(answer));
"""


def test_the_browsers_code_finds_the_same_numbers_in_what_is_sent():
    node = shutil.which("node")
    if node is None:
        pytest.skip("node is not installed")
    stepper, _, trace = make(state=(np.full(4, 0.1), np.full(4, -0.3)))
    state = {name: stepper.get_state()[name] for name in ("sizes", "characters")}
    for name in ("inputs", "targets", "initial_state", "weights", "forward_rows", "backward_rows"):
        state[name] = np.frombuffer(getattr(stepper, name), np.uint8).tobytes().hex()
    expected = [stepper.arrays.step(t) for t in range(len(trace.inputs))]
    state["names"] = list(expected[0])
    data = (ROOT / "lstm_core" / "widgets" / "cell_stepper" / "data.js").as_uri()
    answer = subprocess.run(
        [node, "--input-type=module", "--eval", LOOK_UP % data],
        input=json.dumps(state),
        capture_output=True,
        text=True,
        timeout=60,
    )
    assert answer.returncode == 0, answer.stderr
    losses = -np.log(lc.target_probabilities(trace.logits, stepper.arrays.targets))
    for t, found in enumerate(json.loads(answer.stdout)):
        step = expected[t]
        for name, values in step.items():
            np.testing.assert_allclose(
                found[name], values, rtol=1e-5, atol=1e-7, err_msg=f"{name}, {t}"
            )
        np.testing.assert_allclose(found["loss"], losses[t], rtol=1e-5)
        np.testing.assert_allclose(found["z_sum"], step["z_o"], rtol=1e-5, atol=1e-6)
        np.testing.assert_allclose(found["y_sum"], step["y"], rtol=1e-5, atol=1e-6)
        total = np.add(found["from_output"], step["dh_next"])
        np.testing.assert_allclose(total, step["dh"], rtol=1e-4, atol=1e-6)


def test_a_step_of_two_units_is_small_enough_for_paper():
    stepper, _, trace = make("abba", hidden_size=2, with_targets=False)
    n = stepper.arrays.step(1)
    by_hand = [float(n["f"][u] * n["c_prev"][u] + n["i"][u] * n["g"][u]) for u in (0, 1)]
    np.testing.assert_allclose(by_hand, trace.cell_state[1], rtol=1e-5)


# What is sent


def test_900_steps_of_25_units_stay_below_two_megabytes_with_both_directions():
    text = lc.read_text(ROOT / "data" / "hamlet.txt")
    vocabulary = lc.Vocabulary.from_text(text)
    indices = vocabulary.encode(text)
    model = lc.CharLSTM(len(vocabulary), 25)
    stepper = CellStepper(model.forward(indices[:-1]), vocabulary, model=model, targets=indices[1:])
    sent = stepper.get_state()
    size = sum(
        len(value) if isinstance(value, bytes) else len(json.dumps(value, default=str))
        for value in sent.values()
    )
    assert len(sent["forward_rows"]) == 900 * 311 * 4
    assert len(sent["backward_rows"]) == 900 * 175 * 4
    assert size < 2_000_000


def test_without_targets_there_is_no_way_back():
    stepper, _, _ = make(with_targets=False)
    assert stepper.backward_rows == b""
    assert "dc" not in stepper.arrays.step(0)
    with pytest.raises(lc.ArgumentError, match="targets="):
        stepper.substep = "dc"


def test_float32_networks_are_shown_too():
    vocabulary = lc.Vocabulary.from_text(TEXT)
    indices = vocabulary.encode(TEXT)
    model = lc.CharLSTM(len(vocabulary), 4, dtype="float32")
    stepper = CellStepper(model.forward(indices[:-1]), vocabulary, model=model, targets=indices[1:])
    assert len(stepper.forward_rows) == 18 * (11 * 4 + len(vocabulary) + 1) * 4


# The view


def test_the_text_of_a_stepper_says_what_it_shows_and_where():
    stepper, _, _ = make(position=3, substep="dc", unit=2)
    assert repr(stepper) == "CellStepper(T=18, H=4, V=8, position=3, substep='dc', unit=2)"


@pytest.mark.parametrize(
    ("view", "message"),
    [
        ({"position": 18}, "position must be an integer of 0 to 17, but got 18"),
        ({"position": -1}, "position must be an integer of at least 0"),
        ({"position": 1.5}, "position must be an integer"),
        ({"unit": 4}, "unit must be an integer of 0 to 3"),
        ({"unit": True}, "unit must be an integer"),
        ({"substep": "carry"}, "substep must be one of x, z, i, f, g, o, c, h, y, p, dy"),
        ({"substep": 3}, "substep must be one of"),
    ],
)
def test_a_view_that_does_not_exist_is_refused(view, message):
    with pytest.raises(lc.ArgumentError, match=message):
        make(**view)
    stepper, _, _ = make()
    with pytest.raises(lc.ArgumentError, match=message):
        stepper.set_trait(*next(iter(view.items())))
    assert (stepper.position, stepper.substep, stepper.unit) == (0, "x", 0)


def arguments():
    vocabulary = lc.Vocabulary.from_text(TEXT)
    model = lc.CharLSTM(len(vocabulary), 4)
    return {
        "trace": model.forward(vocabulary.encode(TEXT)),
        "vocabulary": vocabulary,
        "model": model,
        "targets": None,
    }


@pytest.mark.parametrize(
    ("change", "error", "message"),
    [
        ({"trace": "to be"}, lc.ArgumentError, "trace must be a Trace, but got 'to be'"),
        ({"vocabulary": TEXT}, lc.ArgumentError, "vocabulary must be a Vocabulary"),
        ({"model": None}, lc.ArgumentError, "model must be a CharLSTM"),
        ({"model": lc.CharLSTM(8, 5)}, lc.ShapeError, "does not belong"),
        ({"model": lc.CharLSTM(8, 4, seed=7)}, lc.ArgumentError, "other parameters"),
        (
            {"vocabulary": lc.Vocabulary("ab")},
            lc.ShapeError,
            "has 2 characters, .* knows 8",
        ),
        ({"targets": [1, 2]}, lc.ShapeError, "shape"),
        ({"targets": [99] * len(TEXT)}, lc.ArgumentError, "99"),
    ],
)
def test_arguments_that_do_not_belong_together_are_refused(change, error, message):
    given = arguments() | change
    with pytest.raises(error, match=message):
        CellStepper(given["trace"], given["vocabulary"], model=given["model"], targets=given["targets"])


def test_a_batch_is_refused_with_what_to_do_instead():
    given = arguments()
    trace = given["model"].forward(np.zeros((5, 3), int))
    with pytest.raises(lc.ShapeError, match=r"of 3 side by side.*inputs\[:, 0\]"):
        CellStepper(trace, given["vocabulary"], model=given["model"])


def test_a_trace_from_before_a_training_step_is_refused():
    given = arguments()
    indices = given["vocabulary"].encode(TEXT)
    gradients = given["model"].backward(given["trace"], np.roll(indices, -1))
    lc.SGD(0.05, clip_value=1.0).update(given["model"].parameters, gradients)
    with pytest.raises(lc.ArgumentError, match=r"model\.forward\(inputs\) again"):
        CellStepper(given["trace"], given["vocabulary"], model=given["model"])


def test_a_text_that_is_too_long_is_refused_with_the_length_that_fits():
    given = arguments()
    row = 4 * (11 * 4 + 8 + 1)
    trace = given["model"].forward(np.zeros(MOST_BYTES // row + 1, int))
    with pytest.raises(lc.ShapeError, match=rf"inputs\[:{MOST_BYTES // row}\]"):
        CellStepper(trace, given["vocabulary"], model=given["model"])


# The figure


@pytest.mark.slow
@pytest.mark.parametrize("substep", [name for names in SUBSTEPS.values() for name in names])
def test_every_sub_step_has_a_figure_with_its_numbers(substep):
    stepper, _, _ = make(position=5, substep=substep, unit=3)
    figure = stepper.figure()
    texts = [text.get_text() for text in figure.axes[0].texts]
    n = stepper.arrays.step(5)
    for name in ("c", "i", "f", "g", "o", "h", "z_f"):
        value = n[name if substep in SUBSTEPS["forward"] else f"d{name}"][3]
        written = number(float(value), is_slope=substep not in SUBSTEPS["forward"])
        assert any(text.endswith(written) for text in texts), (name, written)
    assert "t = 5" in figure.axes[0].get_title()
    assert figure.get_label().startswith(
        f"{figure.axes[0].get_title()}. Wiring of the LSTM cell. Unit 3: "
    )
    figure.draw_without_rendering()  # mathtext that cannot be read raises here


def test_the_formula_below_the_figure_has_the_numbers_put_in():
    stepper, _, _ = make(position=5, substep="c", unit=3)
    n = {
        name: number(float(values[3]))
        for name, values in stepper.arrays.step(5).items()
        if values.size == 4
    }
    n |= {name: f"({text})" for name, text in n.items() if text.startswith("−") and name != "c"}
    line = stepper.figure().axes[0].texts[-1].get_text()
    formula, numbers = line.split(",   unit 3:  ")
    assert numbers == f"{n['c']} = {n['f']} · {n['c_prev']} + {n['i']} · {n['g']}"
    assert formula == r"$c_t = f \odot c_{t-1} + i \odot g$"


@pytest.mark.parametrize("substep", [name for names in SUBSTEPS.values() for name in names])
def test_the_figure_never_sets_a_vector_equal_to_a_number(substep):
    stepper, _, _ = make(position=5, substep=substep, unit=3)
    formula, *rest = formula_line(substep, stepper.arrays.step(5), 3).split(",   unit 3:  ")
    assert formula.startswith("$") and formula.endswith("$")  # mathtext alone: no number is put in
    assert not re.search(r"\d\.\d", formula)
    for part in rest:
        assert "$" not in part  # numbers of one unit alone


def test_the_output_of_a_cell_carries_the_picture_and_the_words():
    stepper, _, _ = make(position=2, substep="c")
    data, metadata = stepper._repr_mimebundle_()
    assert {"image/png", "text/plain", "application/vnd.jupyter.widget-view+json"} <= set(data)
    assert data["text/plain"] == repr(stepper)
    assert "read: the new cell state (unit 0). Wiring" in metadata["image/png"]["alt"]
