"""Everything that an LSTM needs, from scratch in NumPy, in the order in which it is taught."""

from lstm_core.activations import cross_entropy, sigmoid, softmax, tanh
from lstm_core.cell import lstm_step, lstm_step_backward
from lstm_core.model import CharLSTM
from lstm_core.parameters import Parameters
from lstm_core.text import Vocabulary, one_hot, read_text
