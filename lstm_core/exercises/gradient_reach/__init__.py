"""The exercises of notebook 05; each check is called with the learner's function."""

from lstm_core.exercises.gradient_reach.tasks import clip_by_norm as clip_by_norm
from lstm_core.exercises.gradient_reach.tasks import collection as collection
from lstm_core.exercises.gradient_reach.tasks import example as example
from lstm_core.exercises.gradient_reach.tasks import factor_per_step as factor_per_step
from lstm_core.exercises.gradient_reach.tasks import hint as hint
from lstm_core.exercises.gradient_reach.tasks import progress as progress
from lstm_core.exercises.gradient_reach.tasks import reset as reset
from lstm_core.exercises.gradient_reach.tasks import rnn_backward as rnn_backward
