"""A cell that makes each widget, for the tests that hold all of them to the same rules."""

SETUP = """
import ipywidgets
import numpy as np
from tqdm.auto import tqdm

import lstm_core as lc
from lstm_core import widgets
from lstm_core.exercises.gates import quiz
from lstm_core.exercises.guesses.guess import NumberGuess, Result

text = "to be, or not to be"
vocabulary = lc.Vocabulary.from_text(text)
indices = vocabulary.encode(text)
model = lc.CharLSTM(len(vocabulary), 4)
trace = model.forward(indices)
steps = NumberGuess("steps", "02_gates", "How many?", lambda v: Result(v, ("So.",), ""), unit="steps")
"""
CELLS = {
    "AttentionMap": "widgets.AttentionMap(np.eye(19), trace.forget_gate, text)",
    "CellStepper": "widgets.CellStepper(trace, vocabulary, model=model, targets=indices)",
    "CellText": "widgets.CellText(trace, vocabulary)",
    "GateHeatmap": "widgets.GateHeatmap(trace, vocabulary)",
    "GatePlayground": "widgets.GatePlayground()",
    "GradientFlow": "widgets.GradientFlow(np.resize(indices, 900), vocab_size=len(vocabulary))",
    "Guess": "widgets.Guess(steps, 69.0)",
    "OneHotExplorer": "widgets.OneHotExplorer(vocabulary)",
    "PrefixExplorer": "widgets.PrefixExplorer(model, vocabulary, prefix='to')",
    "Quiz": "widgets.Quiz(quiz.questions)",
    "Sampler": "widgets.Sampler(model, vocabulary, prefix='to')",
    "TrainingLab": "widgets.TrainingLab(text)",
    "WeightLayout": "widgets.WeightLayout(65, 384)",
}
