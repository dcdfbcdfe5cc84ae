"""Every public function refuses every bad argument with an error of the package's own."""

import copy
import inspect

import numpy as np
import pytest

import lstm_core as lc

MODEL = lc.CharLSTM(4, 3)
RNN = lc.CharRNN(4, 3)
GRU = lc.CharGRU(4, 3, reset_after=True)
STACK = lc.StackedCharLSTM(4, 3, dropout=0.5)
OTHER = lc.CharLSTM(5, 2)
TRACE = MODEL.forward([0, 1])
STEP = lc.lstm_step(np.ones(4), np.ones(3), np.ones(3), np.ones((4, 12)), np.ones((3, 12)), np.ones(12))
VOCABULARY = lc.Vocabulary("abcd")
GRADIENTS = MODEL.backward(TRACE, [1, 2])
TRAINER = lc.Trainer(MODEL, [0, 1, 2, 3])

NO_NUMBERS = [None, "abc", [1j], [None], [True], [[1.0], [1.0, 2.0]], object()]
NO_ARRAY = [*NO_NUMBERS, [np.nan], [np.inf]]
NO_INDICES = [None, "abc", [], [0.5], [np.nan], [-1], [99], [[0], [1, 2]], [True], {}]
NO_COUNT = [None, "3", 0, -1, 1.5, np.nan, True, [1]]
NO_SIZE = [*NO_COUNT, 1j]
NO_SEED = [None, "0", -1, 0.5, np.nan, True]
NO_POSITIVE = [None, "1", 0, -1.0, np.nan, np.inf, True, 1j, 10**400]
NO_POSITIVE_OR_NONE = NO_POSITIVE[1:]
NO_FORGET_BIAS = [None, "1", np.nan, np.inf, True]
NO_TEMPERATURE = [None, "1", -1.0, np.nan, np.inf, True]
NO_TEXT = [None, 5, ["a"], b"abc"]
NO_DTYPE = [None, "int8", "abc", 5, np.float16]
NO_CHOICE = [None, "abc", 5, ["sum"]]
NO_MODEL = [None, "model", 5, TRACE, GRADIENTS, lc.CharLSTM]
NO_TRACE = [None, "trace", STEP, TRACE.logits, RNN.forward([0]), OTHER.forward([0])]
NO_RNN_TRACE = [None, "trace", TRACE, lc.CharRNN(5, 2).forward([0])]
NO_STATE = ["abc", 5, (None, None), (np.ones(3),), (np.ones(2), np.ones(2)), (np.full(3, np.nan),) * 2]
NO_PARAMETERS = [None, "abc", np.ones(3), {}, OTHER.parameters]
NO_VOCABULARY = [None, "abcd", lc.Vocabulary("ab")]
NO_PATH = [None, 5, b"abc", "", "a\0b", ["a"]]

TORCH, KERAS = MODEL.to_torch(), MODEL.to_keras()
NO_TORCH = [None, "abc", 5, {}, {"a": 1}, list(TORCH.items()), GRU.to_torch(), KERAS]
NO_TORCH += [{**TORCH, name: np.ones((2, 2, 2))} for name in TORCH]
NO_KERAS = [None, "abc", 5, [], KERAS[:4], KERAS * 2, TORCH, GRU.to_keras(), [*KERAS[:4], np.ones(9)]]
WEIGHTS = {"W_x": np.ones((4, 12)), "W_h": np.ones((3, 12))}
NO_WEIGHTS = [*NO_ARRAY, np.ones((4, 11)), np.ones(12)]
ARRAYS = {**WEIGHTS, "b": np.ones(12), "W_y": np.ones((3, 4)), "b_y": np.ones(4)}
SIZES = {"vocab_size": NO_SIZE, "hidden_size": NO_SIZE, "seed": NO_SEED, "dtype": NO_DTYPE}
CLIPPING = {"clip_value": NO_POSITIVE_OR_NONE, "clip_norm": NO_POSITIVE_OR_NONE}
LOGITS = {"logits": np.zeros((2, 4)), "targets": np.array([0, 1])}
NO_LOGITS = [*NO_ARRAY, 1.0, []]
NO_TARGETS = [*NO_INDICES, [0], [[0, 1]], 0]
MODEL_TEXT = {"inputs": [0, 1], "targets": [1, 2]}


def case(function, good, bad):
    """One function, arguments with which it works, and what each of them must not be."""
    return function, good, bad


# By name, so that a test below can see that none is forgotten. Methods follow their class.
TABLE = {
    "read_text": case(lc.read_text, {"path": __file__}, {"path": [*NO_PATH, "nowhere.txt", "."]}),
    "Vocabulary": case(lc.Vocabulary, {"characters": "ab"}, {"characters": [None, 5, "", ["ab"], [1]]}),
    "Vocabulary.from_text": case(lc.Vocabulary.from_text, {"text": "ab"}, {"text": [*NO_TEXT, ""]}),
    "Vocabulary.encode": case(VOCABULARY.encode, {"text": "ab"}, {"text": [*NO_TEXT, "abX"]}),
    "Vocabulary.decode": case(
        VOCABULARY.decode, {"indices": [0]}, {"indices": [i for i in NO_INDICES if i != []]}
    ),
    "one_hot": case(lc.one_hot, {"indices": [0], "size": 4}, {"indices": NO_INDICES, "size": NO_COUNT}),
    "sigmoid": case(lc.sigmoid, {"z": 0.0}, {"z": NO_NUMBERS}),
    "sigmoid_derivative": case(lc.sigmoid_derivative, {"output": 0.5}, {"output": NO_ARRAY}),
    "tanh": case(lc.tanh, {"z": 0.0}, {"z": NO_NUMBERS}),
    "tanh_derivative": case(lc.tanh_derivative, {"output": 0.5}, {"output": NO_ARRAY}),
    "lstm_step": case(
        lc.lstm_step,
        {"x": np.ones(4), "h_prev": np.ones(3), "c_prev": np.ones(3), **WEIGHTS, "b": np.ones(12)},
        {
            "x": [*NO_ARRAY, np.ones(5), np.ones((2, 4)), 1.0, []],
            "h_prev": [*NO_ARRAY, np.ones(4), np.ones((2, 3)), 1.0, []],
            "c_prev": [*NO_ARRAY, np.ones(4), 1.0],
            "W_x": NO_WEIGHTS,
            "W_h": NO_WEIGHTS,
            "b": [*NO_ARRAY, np.ones(11)],
        },
    ),
    "lstm_step_backward": case(
        lc.lstm_step_backward,
        {"dh": np.ones(3), "dc": np.ones(3), "step": STEP, **WEIGHTS},
        {
            "dh": [*NO_ARRAY, np.ones(4)],
            "dc": [*NO_ARRAY, np.ones(4)],
            "step": [None, "step", TRACE],
            "W_x": NO_WEIGHTS,
            "W_h": NO_WEIGHTS,
        },
    ),
    "Parameters": case(
        lc.Parameters,
        {**ARRAYS, "dtype": "float64"},
        {**{name: [*NO_ARRAY, np.ones((2, 2, 2))] for name in ARRAYS}, "dtype": NO_DTYPE},
    ),
    "Parameters.zeros": case(
        lc.Parameters.zeros,
        {"vocab_size": 4, "hidden_size": 3},
        {name: SIZES[name] for name in ("vocab_size", "hidden_size", "dtype")},
    ),
    "Parameters.xavier": case(
        lc.Parameters.xavier,
        {"vocab_size": 4, "hidden_size": 3},
        {**SIZES, "forget_bias": NO_FORGET_BIAS},
    ),
    "Parameters.gate": case(MODEL.parameters.gate, {"name": "input"}, {"name": NO_CHOICE}),
    "Parameters.copy": case(MODEL.parameters.copy, {}, {"dtype": NO_DTYPE[1:]}),
    "CharLSTM": case(
        lc.CharLSTM,
        {"vocab_size": 4, "hidden_size": 3},
        {**SIZES, "backend": NO_CHOICE, "forget_bias": NO_FORGET_BIAS},
    ),
    "CharLSTM.from_parameters": case(
        lc.CharLSTM.from_parameters,
        {"parameters": MODEL.parameters},
        {"parameters": [*NO_PARAMETERS[:-1], RNN.parameters], "backend": NO_CHOICE},
    ),
    "CharLSTM.forward": case(
        MODEL.forward, {"inputs": [0, 1]}, {"inputs": [*NO_INDICES, 0, [[[0]]]], "state": NO_STATE}
    ),
    "CharLSTM.backward": case(
        MODEL.backward,
        {"trace": TRACE, "targets": [1, 2]},
        {"trace": NO_TRACE, "targets": NO_TARGETS, "reduction": [*NO_CHOICE, "none"]},
    ),
    "CharLSTM.backpropagate": case(
        MODEL.backpropagate,
        {"trace": TRACE, "dlogits": np.ones((2, 4))},
        {"trace": NO_TRACE, "dlogits": [*NO_ARRAY, np.ones((2, 5))], "dfinal_state": NO_STATE},
    ),
    "CharLSTM.to_torch": case(MODEL.to_torch, {}, {}),
    "CharLSTM.to_keras": case(MODEL.to_keras, {}, {}),
    "CharLSTM.from_torch": case(lc.CharLSTM.from_torch, {"arrays": TORCH}, {"arrays": NO_TORCH}),
    "CharLSTM.from_keras": case(lc.CharLSTM.from_keras, {"arrays": KERAS}, {"arrays": NO_KERAS}),
    "CharLSTM.save": case(
        MODEL.save,
        None,
        {"path": [*NO_PATH, "no/such/folder/model.npz"], "vocabulary": NO_VOCABULARY[1:]},
    ),
    "CharLSTM.load": case(
        lc.CharLSTM.load,
        None,
        {"path": [*NO_PATH, "nowhere.npz", ".", __file__], "vocabulary": NO_VOCABULARY[1:]},
    ),
    "Trace.gate": case(TRACE.gate, {"name": "input"}, {"name": NO_CHOICE}),
    "softmax": case(lc.softmax, {"logits": [0.0]}, {"logits": NO_LOGITS}),
    "log_softmax": case(lc.log_softmax, {"logits": [0.0]}, {"logits": NO_LOGITS}),
    "cross_entropy": case(
        lc.cross_entropy,
        LOGITS,
        {"logits": NO_LOGITS, "targets": NO_TARGETS, "reduction": NO_CHOICE},
    ),
    "cross_entropy_derivative": case(
        lc.cross_entropy_derivative,
        LOGITS,
        {"logits": NO_LOGITS, "targets": NO_TARGETS, "reduction": [*NO_CHOICE, "none"]},
    ),
    "gradient_check": case(
        lc.gradient_check,
        {"model": MODEL, **MODEL_TEXT},
        {
            "model": NO_MODEL,
            "inputs": [*NO_INDICES, [0], 0],
            "targets": NO_TARGETS,
            "state": NO_STATE,
            "reduction": NO_CHOICE,
            "gradients": NO_PARAMETERS[1:],
            "epsilon": NO_POSITIVE,
            "entries": NO_COUNT[1:],
            "seed": NO_SEED,
        },
    ),
    "gradient_flow": case(
        lc.gradient_flow,
        {"model": MODEL, "inputs": [0, 1], "target": 2},
        {"model": NO_MODEL, "inputs": [*NO_INDICES, 0, [[0]]], "target": [*NO_INDICES, [0, 1]]},
    ),
    "CharRNN": case(lc.CharRNN, {"vocab_size": 4, "hidden_size": 3}, SIZES),
    "CharRNN.forward": case(
        RNN.forward,
        {"inputs": [0, 1]},
        {"inputs": [*NO_INDICES, 0, [[[0]]]], "state": ["abc", 5, (1, 2)]},
    ),
    "CharRNN.backward": case(
        RNN.backward,
        {"trace": RNN.forward([0, 1]), "targets": [1, 2]},
        {"trace": NO_RNN_TRACE, "targets": NO_TARGETS, "reduction": [*NO_CHOICE, "none"]},
    ),
    "CharRNN.backpropagate": case(
        RNN.backpropagate,
        {"trace": RNN.forward([0, 1]), "dlogits": np.ones((2, 4))},
        {
            "trace": NO_RNN_TRACE,
            "dlogits": [*NO_ARRAY, np.ones((2, 5))],
            "dfinal_state": ["abc", (1, 2)],
        },
    ),
    "CharGRU": case(
        lc.CharGRU,
        {"vocab_size": 4, "hidden_size": 3},
        {**SIZES, "reset_after": [None, 0, 1, "after", [True]]},
    ),
    "CharGRU.forward": case(
        GRU.forward,
        {"inputs": [0, 1]},
        {"inputs": [*NO_INDICES, 0, [[[0]]]], "state": ["abc", 5, (1, 2)]},
    ),
    "CharGRU.backward": case(
        GRU.backward,
        {"trace": GRU.forward([0, 1]), "targets": [1, 2]},
        {"trace": NO_RNN_TRACE[:-1], "targets": NO_TARGETS, "reduction": [*NO_CHOICE, "none"]},
    ),
    "CharGRU.backpropagate": case(
        GRU.backpropagate,
        {"trace": GRU.forward([0, 1]), "dlogits": np.ones((2, 4))},
        {
            "trace": [*NO_RNN_TRACE, lc.CharGRU(4, 2).forward([0])],
            "dlogits": [*NO_ARRAY, np.ones((2, 5))],
            "dfinal_state": ["abc", (1, 2)],
        },
    ),
    "CharGRU.to_torch": case(GRU.to_torch, {}, {}),
    "CharGRU.to_keras": case(GRU.to_keras, {}, {}),
    "CharGRU.from_torch": case(
        lc.CharGRU.from_torch,
        {"arrays": GRU.to_torch()},
        {"arrays": [*NO_TORCH[:6], TORCH, {**GRU.to_torch(), "linear.bias": np.ones(9)}]},
    ),
    "CharGRU.from_keras": case(
        lc.CharGRU.from_keras,
        {"arrays": GRU.to_keras()},
        {"arrays": [*NO_KERAS[:7], KERAS, [*GRU.to_keras()[:2], np.ones((3, 9)), *KERAS[3:]]]},
    ),
    "CharGRU.from_parameters": case(
        lc.CharGRU.from_parameters,
        {"parameters": GRU.parameters},
        {"parameters": [*NO_PARAMETERS, RNN.parameters, MODEL.parameters]},
    ),
    "CharGRU.load": case(
        lc.CharGRU.load,
        None,
        {"path": [*NO_PATH, "nowhere.npz", ".", __file__], "vocabulary": NO_VOCABULARY[1:]},
    ),
    "GRUTrace.gate": case(GRU.forward([0]).gate, {"name": "reset"}, {"name": [*NO_CHOICE, "input"]}),
    "StackedCharLSTM": case(
        lc.StackedCharLSTM,
        {"vocab_size": 4, "hidden_size": 3},
        {
            **SIZES,
            "num_layers": [*NO_COUNT, 10**6],
            "dropout": [*NO_TEMPERATURE, 1.0],
            "backend": NO_CHOICE,
            "forget_bias": NO_FORGET_BIAS,
        },
    ),
    "StackedCharLSTM.forward": case(
        STACK.forward,
        {"inputs": [0, 1]},
        {
            "inputs": [*NO_INDICES, 0, [[[0]]]],
            "state": [*NO_STATE, (np.ones(3), np.ones(3))],
            "training": [None, 0, "yes"],
            "step": [None, -1, 0.5, "0"],
            "place": [None, -1, 0.5, "0"],
        },
    ),
    "StackedCharLSTM.backward": case(
        STACK.backward,
        {"trace": STACK.forward([0, 1]), "targets": [1, 2]},
        {"trace": [*NO_RNN_TRACE, TRACE], "targets": NO_TARGETS, "reduction": [*NO_CHOICE, "none"]},
    ),
    "StackedCharLSTM.backpropagate": case(
        STACK.backpropagate,
        {"trace": STACK.forward([0, 1]), "dlogits": np.ones((2, 4))},
        {
            "trace": [*NO_RNN_TRACE, lc.StackedCharLSTM(4, 3, num_layers=3).forward([0])],
            "dlogits": [*NO_ARRAY, np.ones((2, 5))],
            "dfinal_state": [*NO_STATE, (np.ones(3), np.ones(3))],
        },
    ),
    "StackedCharLSTM.to_torch": case(STACK.to_torch, {}, {}),
    "StackedCharLSTM.to_keras": case(STACK.to_keras, {}, {}),
    "StackedCharLSTM.from_torch": case(
        lc.StackedCharLSTM.from_torch, {"arrays": STACK.to_torch()}, {"arrays": NO_TORCH}
    ),
    "StackedCharLSTM.from_keras": case(
        lc.StackedCharLSTM.from_keras, {"arrays": STACK.to_keras()}, {"arrays": NO_KERAS}
    ),
    "StackedCharLSTM.from_parameters": case(
        lc.StackedCharLSTM.from_parameters,
        {"parameters": STACK.parameters},
        {
            "parameters": [*NO_PARAMETERS, RNN.parameters, MODEL.parameters],
            "dropout": [*NO_TEMPERATURE, 1.0],
            "seed": NO_SEED,
            "backend": NO_CHOICE,
        },
    ),
    "StackedCharLSTM.load": case(
        lc.StackedCharLSTM.load,
        None,
        {
            "path": [*NO_PATH, "nowhere.npz", ".", __file__],
            "vocabulary": NO_VOCABULARY[1:],
            "backend": NO_CHOICE,
        },
    ),
    "clip_by_value": case(
        lc.clip_by_value,
        {"gradients": GRADIENTS, "limit": 1.0},
        {"gradients": NO_PARAMETERS[:-1], "limit": NO_POSITIVE},
    ),
    "clip_by_norm": case(
        lc.clip_by_norm,
        {"gradients": GRADIENTS, "limit": 1.0},
        {"gradients": NO_PARAMETERS[:-1], "limit": NO_POSITIVE},
    ),
    "gradient_norm": case(
        lc.gradient_norm, {"gradients": GRADIENTS}, {"gradients": NO_PARAMETERS[:-1]}
    ),
    "SGD": case(lc.SGD, {}, {"learning_rate": NO_POSITIVE, **CLIPPING}),
    "SGD.update": case(
        lc.SGD().update,
        {"parameters": GRADIENTS.copy(), "gradients": GRADIENTS},
        {"parameters": NO_PARAMETERS, "gradients": NO_PARAMETERS},
    ),
    "SGD.restore": case(lc.SGD().restore, {"state": {}}, {"state": ["abc", {"mean": 1}]}),
    "Adam": case(
        lc.Adam,
        {},
        {
            "learning_rate": NO_POSITIVE,
            "beta1": [*NO_TEMPERATURE, 1.0],
            "beta2": [*NO_TEMPERATURE, 1.0],
            "epsilon": NO_POSITIVE,
            **CLIPPING,
        },
    ),
    "Adam.update": case(
        lc.Adam().update,
        {"parameters": GRADIENTS.copy(), "gradients": GRADIENTS},
        {"parameters": NO_PARAMETERS, "gradients": NO_PARAMETERS},
    ),
    "Adam.restore": case(lc.Adam().restore, {"state": {}}, {"state": ["abc", {"mean": 1}]}),
    "Trainer": case(
        lc.Trainer,
        {"model": MODEL, "indices": [0, 1, 2, 3]},
        {
            "model": NO_MODEL,
            "indices": [*NO_INDICES, 0, [1], [[0, 1]]],
            "optimizer": ["SGD", 0.1, lc.SGD],
            "reduction": [*NO_CHOICE, "none"],
            "sequence_length": NO_COUNT[1:],
            "batch_size": [*NO_COUNT, 4],
            "piece_length": NO_COUNT[1:],
        },
    ),
    "Trainer.run": case(TRAINER.run, {"epochs": 1}, {"epochs": NO_COUNT}),
    "Trainer.restore": case(
        TRAINER.restore, {"state": TRAINER.state()}, {"state": [None, "abc", {}, [1]]}
    ),
    "validation_loss": case(
        lc.validation_loss,
        {"model": MODEL, "indices": [0, 1, 2, 3]},
        {
            "model": NO_MODEL,
            "indices": [*NO_INDICES, 0, [1], [[0, 1]]],
            "batch_size": [*NO_COUNT, 4],
        },
    ),
    "save_checkpoint": case(
        lc.save_checkpoint,
        None,
        {
            "trainer": [None, MODEL, "abc"],
            "path": [*NO_PATH, "no/such/folder/training.npz"],
            "vocabulary": NO_VOCABULARY[1:],
        },
    ),
    "load_checkpoint": case(
        lc.load_checkpoint,
        None,
        {"path": [*NO_PATH, "nowhere.npz", ".", __file__], "vocabulary": NO_VOCABULARY[1:]},
    ),
    "distribution": case(
        lc.distribution,
        {"logits": [0.0, 1.0]},
        {"logits": NO_LOGITS, "temperature": NO_TEMPERATURE},
    ),
    "generate": case(
        lc.generate,
        {"model": MODEL, "vocabulary": VOCABULARY, "prefix": "a"},
        {
            "model": NO_MODEL,
            "vocabulary": NO_VOCABULARY,
            "prefix": [*NO_TEXT, "", "abX"],
            "temperature": NO_TEMPERATURE,
            "seed": NO_SEED,
        },
    ),
    "sample": case(
        lc.sample,
        {"model": MODEL, "vocabulary": VOCABULARY, "prefix": "a", "length": 2},
        {
            "model": NO_MODEL,
            "vocabulary": NO_VOCABULARY,
            "prefix": [*NO_TEXT, "", "abX"],
            "length": [None, "3", -1, 1.5, True],
            "temperature": NO_TEMPERATURE,
            "seed": NO_SEED,
        },
    ),
    "target_probabilities": case(
        lc.target_probabilities, LOGITS, {"logits": NO_LOGITS, "targets": NO_TARGETS}
    ),
    "expected_accuracy": case(
        lc.expected_accuracy, LOGITS, {"logits": NO_LOGITS, "targets": NO_TARGETS}
    ),
    "warm_up": case(lc.warm_up, {}, {"backend": NO_CHOICE}),
}
# What the package returns or shares, and nobody needs to make; and its errors.
RESULTS = {
    "LSTMStep",
    "LSTMStepGradients",
    "Trace",
    "BackwardTrace",
    "CharacterNetwork",
    "Optimizer",
    "GradientCheck",
    "GradientFlow",
    "StepReport",
}
GOOD = {
    "CharLSTM.save": lambda folder: {"path": folder / "model.npz"},
    "CharLSTM.load": lambda folder: {"path": saved(folder, MODEL.save)},
    "StackedCharLSTM.load": lambda folder: {"path": saved(folder, STACK.save)},
    "CharGRU.load": lambda folder: {"path": saved(folder, GRU.save)},
    "save_checkpoint": lambda folder: {"trainer": TRAINER, "path": folder / "training.npz"},
    "load_checkpoint": lambda folder: {
        "path": saved(folder, lambda path: lc.save_checkpoint(TRAINER, path))
    },
}
CALLS = [
    pytest.param(name, argument, value, id=f"{name}-{argument}-{number}")
    for name, (_, _, bad) in TABLE.items()
    for argument, values in bad.items()
    for number, value in enumerate(values)
]


def saved(folder, save):
    save(folder / "file")
    return folder / "file"


@pytest.fixture(scope="module")
def folder(tmp_path_factory):
    return tmp_path_factory.mktemp("arguments")


def good_arguments(name, folder):
    return GOOD[name](folder) if name in GOOD else copy.copy(TABLE[name][1])


@pytest.mark.parametrize("name", TABLE)
def test_good_arguments_work(name, folder):
    TABLE[name][0](**good_arguments(name, folder))


@pytest.mark.parametrize(("name", "argument", "value"), CALLS)
def test_a_bad_argument_ends_in_an_error_of_our_own(name, argument, value, folder):
    arguments = good_arguments(name, folder) | {argument: value}
    with pytest.raises(lc.LSTMCoreError) as error:
        TABLE[name][0](**arguments)
    message = str(error.value)
    assert len(message) > 20
    assert message.endswith((".", "?")), message


def test_every_public_function_and_every_argument_of_it_is_in_the_table():
    for name in set(lc.__all__) - RESULTS - {"GATES"}:
        public = getattr(lc, name)
        if isinstance(public, type) and issubclass(public, Exception):
            continue
        assert name in TABLE, f"{name} is public: say in TABLE what it must refuse"
    for name, (function, _, bad) in TABLE.items():
        arguments = set(inspect.signature(function).parameters) - {"lowercase"}
        backend = {"backend"} if name == "CharLSTM.load" else set()
        assert arguments - backend == set(bad), name
