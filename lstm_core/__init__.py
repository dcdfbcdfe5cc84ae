"""Everything that an LSTM needs, from scratch in NumPy, in the order in which it is taught."""

from lstm_core.activations import (
    cross_entropy,
    cross_entropy_derivative,
    log_softmax,
    sigmoid,
    sigmoid_derivative,
    softmax,
    tanh,
    tanh_derivative,
)
from lstm_core.cell import LSTMStep, LSTMStepGradients, lstm_step, lstm_step_backward
from lstm_core.character_network import CharacterNetwork
from lstm_core.checkpoints import load_checkpoint, save_checkpoint
from lstm_core.clipping import clip_by_norm, clip_by_value, gradient_norm
from lstm_core.errors import (
    ArgumentError,
    DivergenceError,
    FileError,
    LSTMCoreError,
    ShapeError,
    TextError,
)
from lstm_core.gradients import GradientCheck, GradientFlow, gradient_check, gradient_flow
from lstm_core.gru import CharGRU
from lstm_core.kernels import warm_up
from lstm_core.model import CharLSTM
from lstm_core.optimizers import SGD, Adam, Optimizer
from lstm_core.parameters import GATES, Parameters
from lstm_core.rnn import CharRNN
from lstm_core.sampling import distribution, expected_accuracy, generate, sample, target_probabilities
from lstm_core.stacked import StackedCharLSTM
from lstm_core.text import Vocabulary, one_hot, read_text
from lstm_core.trace import BackwardTrace, Trace
from lstm_core.training import StepReport, Trainer
from lstm_core.validation import validation_loss

__all__ = [  # noqa: RUF022 - in the order in which the notebooks introduce them
    "read_text",
    "Vocabulary",
    "one_hot",
    "sigmoid",
    "sigmoid_derivative",
    "tanh",
    "tanh_derivative",
    "lstm_step",
    "LSTMStep",
    "GATES",
    "Parameters",
    "CharLSTM",
    "CharacterNetwork",
    "Trace",
    "softmax",
    "log_softmax",
    "cross_entropy",
    "cross_entropy_derivative",
    "lstm_step_backward",
    "LSTMStepGradients",
    "BackwardTrace",
    "gradient_check",
    "GradientCheck",
    "gradient_flow",
    "GradientFlow",
    "CharRNN",
    "CharGRU",
    "StackedCharLSTM",
    "clip_by_value",
    "clip_by_norm",
    "gradient_norm",
    "SGD",
    "Adam",
    "Optimizer",
    "Trainer",
    "StepReport",
    "validation_loss",
    "save_checkpoint",
    "load_checkpoint",
    "distribution",
    "generate",
    "sample",
    "target_probabilities",
    "expected_accuracy",
    "warm_up",
    "LSTMCoreError",
    "ArgumentError",
    "ShapeError",
    "TextError",
    "FileError",
    "DivergenceError",
]
__version__ = "0.1.0"
