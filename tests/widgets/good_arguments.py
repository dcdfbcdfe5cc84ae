"""Good arguments of every widget."""

import numpy as np

import lstm_core as lc
from lstm_core.exercises.gates.quiz import questions
from lstm_core.exercises.guesses.guess import ChoiceGuess, Result

MODEL = lc.CharLSTM(4, 3)
TRACE = MODEL.forward([0, 1])
VOCABULARY = lc.Vocabulary("abcd")
VIEW = {"trace": TRACE, "vocabulary": VOCABULARY, "position": 0, "unit": 0}
DRAWS = {"model": MODEL, "vocabulary": VOCABULARY, "prefix": "ab", "temperature": 0.8, "seed": 0}
GOOD = {
    "AttentionMap": {
        "weights": [[1.0, 0.0], [0.3, 0.7]],
        "gates": TRACE.forget_gate,
        "text": "ab",
        "position": 0,
    },
    "CellStepper": {**VIEW, "model": MODEL, "targets": [1, 2], "substep": "x"},
    "CellText": {**VIEW, "quantity": "cell"},
    "GateHeatmap": {**VIEW, "gate": "forget", "order": "index"},
    "GatePlayground": {
        **dict.fromkeys(("z_i", "z_f", "z_g", "z_o", "c_start"), 1.0),
        "input_at": "first",
        "steps": 10,
        "position": 0,
    },
    "GradientFlow": {
        "inputs": np.arange(30) % 4,
        "vocab_size": 4,
        "hidden_size": 3,
        "seed": 0,
        "weight_scale": 1.0,
        "length": 10,
        "state": "h",
        "lag": 2,
        "truncation": None,
    },
    "Guess": {"guess": ChoiceGuess("a", "b", "c?", lambda: Result("x", ()), ("x", "y"))},
    "OneHotExplorer": {
        "vocabulary": VOCABULARY,
        "text": "ab",
        "position": 0,
        "alphabet": "tutorial",
        "lowercase": True,
    },
    "PrefixExplorer": DRAWS,
    "Quiz": {"questions": questions},
    "Sampler": DRAWS,
    "TrainingLab": {
        "text": "abcdabcd",
        "hidden_size": 3,
        "seed": 0,
        "learning_rate": 0.1,
        "clip_value": 1.0,
        "epochs": 2,
        "dtype": "float64",
        "backend": "numpy",
    },
    "WeightLayout": {
        "vocab_size": 4,
        "hidden_size": 3,
        "network": "lstm",
        "array": "W_x",
        "gate": "i",
    },
}
