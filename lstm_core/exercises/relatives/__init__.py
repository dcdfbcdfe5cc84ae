"""The exercises of notebook 10; each check is called with the learner's function."""

from lstm_core.exercises.relatives.tasks import collection as collection
from lstm_core.exercises.relatives.tasks import example as example
from lstm_core.exercises.relatives.tasks import gru_backward as gru_backward
from lstm_core.exercises.relatives.tasks import hint as hint
from lstm_core.exercises.relatives.tasks import masked_mean as masked_mean
from lstm_core.exercises.relatives.tasks import progress as progress
from lstm_core.exercises.relatives.tasks import reset as reset
from lstm_core.exercises.relatives.tasks import reversed_within as reversed_within
